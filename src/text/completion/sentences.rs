//! The sentences about failed completions, in English and Korean side by side.

/// The words of one error: what happened, and why, in both languages. `{name}`, `{host}`, `{model}` and what else
/// stands in braces are filled in.
pub(super) struct Words {
    pub(super) title: [&'static str; 2],
    pub(super) why: Option<[&'static str; 2]>,
}

const fn words(title: [&'static str; 2], why: [&'static str; 2]) -> Words {
    Words { title, why: Some(why) }
}

const fn title(title: [&'static str; 2]) -> Words {
    Words { title, why: None }
}

pub(super) const CORS: Words = words(
    ["No answer from {name}.", "{name}에서 응답을 받지 못했습니다."],
    [
        "Something answers at that address, so the server most likely does not allow this page (CORS).",
        "그 주소에서 응답은 있으니, 서버가 이 페이지를 허용하지 않은(CORS) 것으로 보입니다.",
    ],
);
pub(super) const UNREACHABLE: Words = words(
    ["Nothing answers at {host}.", "{host}에서 응답이 없습니다."],
    ["The server is most likely off or on another port.", "서버가 꺼져 있거나 포트가 다를 가능성이 큽니다."],
);
pub(super) const NETWORK_UNKNOWN: Words = words(
    ["No answer from {name}.", "{name}에서 응답을 받지 못했습니다."],
    [
        "The browser does not say why. The server may be off, or may not allow this page (CORS).",
        "브라우저가 이유를 알려 주지 않습니다. 서버가 꺼져 있거나 이 페이지를 허용하지 않을(CORS) 수 있습니다.",
    ],
);
pub(super) const MIXED_CONTENT: Words = words(
    ["The browser blocked the request to {host}.", "{host} 요청을 브라우저에서 차단했습니다."],
    ["This page uses https, and the endpoint only http.", "이 페이지는 https인데 엔드포인트는 http입니다."],
);
pub(super) const PERMISSION_DENIED: Words = words(
    ["The browser blocked the request to {host}.", "{host} 요청을 브라우저에서 차단했습니다."],
    [
        "The permission to reach devices on the local network was declined for this page.",
        "이 페이지의 로컬 네트워크 접근 권한이 거부되어 있습니다.",
    ],
);
pub(super) const REDIRECTED: Words = words(
    ["{name} sends the request on to another address.", "{name}에서 요청을 다른 주소로 보내려 합니다."],
    [
        "Its secret headers go to no address that you did not choose. Enter the final address as the endpoint URL.",
        "비밀 헤더는 직접 지정한 주소로만 보냅니다. 최종 주소를 엔드포인트 URL로 입력하세요.",
    ],
);
pub(super) const OFFLINE: Words = words(
    ["No answer from {name}.", "{name}에서 응답을 받지 못했습니다."],
    ["This device is offline.", "이 기기가 오프라인 상태입니다."],
);
pub(super) const RELAY: Words = words(
    ["This app's server did not pass the request on to {host}.", "이 앱의 서버가 {host} 요청을 전달하지 않았습니다."],
    ["It refused with the code {code}.", "거부 코드: {code}."],
);
pub(super) const RELAY_OFF: Words = words(
    ["This app's server did not pass the request on to {host}.", "이 앱의 서버가 {host} 요청을 전달하지 않았습니다."],
    [
        "Its relay is off. Whoever runs it can list the host under relay-upstreams in Leptos.toml.",
        "릴레이가 꺼져 있습니다. 서버 운영자가 Leptos.toml의 relay-upstreams에 호스트를 추가할 수 있습니다.",
    ],
);
pub(super) const RELAY_UNLISTED: Words = words(
    ["This app's server did not pass the request on to {host}.", "이 앱의 서버가 {host} 요청을 전달하지 않았습니다."],
    [
        "The host is not among those that its relay may call: relay-upstreams in Leptos.toml.",
        "릴레이가 호출할 수 있는 호스트가 아닙니다. Leptos.toml의 relay-upstreams를 확인하세요.",
    ],
);
pub(super) const RELAY_ADDRESS: Words = words(
    ["This app's server did not pass the request on to {host}.", "이 앱의 서버가 {host} 요청을 전달하지 않았습니다."],
    [
        "The address is one that its relay never calls, since it could open up what lies behind the server.",
        "서버 뒤의 내부 망이 노출될 수 있어 릴레이가 절대 호출하지 않는 주소입니다.",
    ],
);
pub(super) const RELAY_RESOLVE: Words = words(
    ["{host} was not found.", "{host} 주소를 찾지 못했습니다."],
    [
        "The name has no address, seen from this app's server. Check its spelling.",
        "이 앱의 서버에서 이름을 찾을 수 없습니다. 철자를 확인하세요.",
    ],
);
pub(super) const RELAY_REFUSED: Words = words(
    ["Nothing listens at {host}.", "{host}에서 대기 중인 서버가 없습니다."],
    [
        "The machine is there and refuses the connection: the server is off or on another port.",
        "컴퓨터는 있지만 연결을 거부합니다. 서버가 꺼져 있거나 포트가 다릅니다.",
    ],
);
pub(super) const RELAY_UNREACHABLE: Words = words(
    ["{host} cannot be reached.", "{host}에 연결할 수 없습니다."],
    [
        "There is no way to it from this app's server: the machine is off, or a firewall drops the connection.",
        "이 앱의 서버에서 갈 수 없습니다. 컴퓨터가 꺼져 있거나 방화벽이 막고 있습니다.",
    ],
);
pub(super) const RELAY_TLS: Words = words(
    ["No secure connection to {host}.", "{host}에 보안 연결을 할 수 없습니다."],
    [
        "TLS failed: the certificate is not trusted, has expired or is for another name.",
        "TLS 연결에 실패했습니다. 인증서를 신뢰할 수 없거나 만료되었거나 다른 이름의 인증서입니다.",
    ],
);
pub(super) const RELAY_NOT_TLS: Words = words(
    ["No secure connection to {host}.", "{host}에 보안 연결을 할 수 없습니다."],
    [
        "The server speaks plain http there; the endpoint URL begins with https.",
        "그 포트의 서버는 http만 쓰는데 엔드포인트 URL은 https로 시작합니다.",
    ],
);
pub(super) const RELAY_SILENT: Words = words(
    ["{host} took the connection and said nothing.", "{host}에 연결했지만 응답이 없습니다."],
    [
        "The model may still be loading, or the server hangs. Try again in a while.",
        "모델을 불러오는 중이거나 서버가 멈췄을 수 있습니다. 잠시 뒤 다시 시도하세요.",
    ],
);
pub(super) const RELAY_BROKEN: Words = words(
    ["{host} gave no answer that can be read.", "{host}에서 읽을 수 있는 응답이 없습니다."],
    [
        "It closed the connection, or does not speak HTTP at that port.",
        "연결을 끊었거나 그 포트에서 HTTP를 쓰지 않습니다.",
    ],
);
pub(super) const RELAY_TOO_LARGE: Words = words(
    ["This conversation is too large for the relay.", "대화가 릴레이의 한도보다 큽니다."],
    [
        "Shorten it, or send fewer of its messages (Context length).",
        "대화를 줄이거나 보내는 메시지 수(컨텍스트 길이)를 줄이세요.",
    ],
);
pub(super) const RELAY_BUSY: Words = words(
    ["The relay is busy.", "릴레이가 붐빕니다."],
    [
        "It has as many streams open as it is allowed to. Try again in a moment.",
        "열 수 있는 스트림을 모두 쓰고 있습니다. 잠시 뒤 다시 시도하세요.",
    ],
);
pub(super) const AUTH: Words = words(
    ["{name} rejected the key ({status}).", "{name}에서 키를 거부했습니다({status})."],
    [
        "It may be wrong, expired or sent in the wrong header.",
        "키가 틀렸거나 만료되었거나 헤더 이름이 다를 수 있습니다.",
    ],
);
pub(super) const NO_KEY: Words = title([
    "{name} asks for a key ({status}), and none was sent.",
    "{name}에서 키를 요구하지만({status}) 보낸 키가 없습니다.",
]);
pub(super) const FORBIDDEN: Words = words(
    ["{name} refused access (403).", "{name}에서 접근을 거부했습니다(403)."],
    [
        "The key may lack the permission, or the server does not allow this page.",
        "키에 권한이 없거나 서버가 이 페이지를 허용하지 않을 수 있습니다.",
    ],
);
pub(super) const MODEL: Words = title(["{name} has no model \"{model}\".", "{name}에 \"{model}\" 모델이 없습니다."]);
/// Where the model has no name, since the endpoint's URL tells it.
pub(super) const MODEL_UNNAMED: Words =
    title(["{name} does not know the model.", "{name}에서 모델을 찾을 수 없습니다."]);
pub(super) const NOT_FOUND: Words = words(
    ["{name} has nothing at this address (404).", "{name}에서 이 주소를 찾을 수 없습니다(404)."],
    [
        "The path of the endpoint URL is most likely wrong, or the model is not there.",
        "엔드포인트 URL의 경로가 틀렸거나 모델이 없을 가능성이 큽니다.",
    ],
);
pub(super) const PARAMETER: Words =
    title(["{name} does not accept {param}.", "{name}에서 {param} 값을 받지 않습니다."]);
pub(super) const RATE: Words = title([
    "{name} asks to wait {s} s (429).",
    "{name}의 요청 한도에 걸렸습니다(429). {s}초 뒤에 다시 시도할 수 있습니다.",
]);
pub(super) const RATE_UNKNOWN: Words =
    title(["{name} asks to slow down (429).", "{name}의 요청 한도에 걸렸습니다(429)."]);
pub(super) const CREDIT: Words = words(
    ["{name} asks for credit (402).", "{name}에서 잔액을 요구합니다(402)."],
    ["The balance of the account is most likely used up.", "계정의 잔액이 부족할 가능성이 큽니다."],
);
pub(super) const TOO_LONG: Words = words(
    ["The request is too long for {name}.", "{name}에 보내기에는 요청이 너무 깁니다."],
    ["The conversation does not fit into the context of the model.", "대화가 모델의 컨텍스트 길이를 넘습니다."],
);
pub(super) const FILTERED: Words =
    title(["{name} refused the request: content filter.", "{name}의 콘텐츠 필터가 요청을 거부했습니다."]);
pub(super) const BUSY: Words = words(
    ["{name} is not ready ({status}).", "{name} 준비가 되지 않았습니다({status})."],
    ["It is overloaded or still loading the model.", "과부하 상태이거나 아직 모델을 불러오는 중입니다."],
);
pub(super) const GATEWAY: Words = words(
    ["A proxy answers for {name}, and nothing behind it ({status}).", "{name}의 프록시만 응답합니다({status})."],
    [
        "The server behind the proxy is most likely off, still starting or too slow.",
        "프록시 뒤의 서버가 꺼져 있거나 아직 시작하는 중이거나 너무 느릴 가능성이 큽니다.",
    ],
);
pub(super) const UNAVAILABLE: Words = words(
    ["{name} is not ready ({status}).", "{name} 준비가 되지 않았습니다({status})."],
    [
        "It is overloaded or still loading the model. Where a proxy stands in front, the server behind it may be off.",
        "과부하 상태이거나 아직 모델을 불러오는 중입니다. 앞에 프록시가 있으면 그 뒤의 서버가 꺼져 있을 수 있습니다.",
    ],
);
pub(super) const SERVER: Words = title(["{name} failed ({status}).", "{name}에서 오류가 발생했습니다({status})."]);
pub(super) const REFUSED: Words =
    title(["{name} refused the request ({status}).", "{name}에서 요청을 거부했습니다({status})."]);
pub(super) const IN_REPLY: Words = title(["{name} reported an error.", "{name}에서 오류를 보고했습니다."]);

pub(super) const CLOSED: Words = words(
    ["The reply was cut off.", "답변이 끊겼습니다."],
    ["The connection closed before the end of the reply.", "답변이 끝나기 전에 연결이 닫혔습니다."],
);
pub(super) const BROKEN: Words = words(
    ["The reply was cut off.", "답변이 끊겼습니다."],
    ["The connection broke before the end of the reply.", "답변이 끝나기 전에 연결이 끊어졌습니다."],
);
pub(super) const IDLE: Words = words(
    ["The reply was cut off.", "답변이 끊겼습니다."],
    ["Nothing came for {s} s.", "{s}초 동안 아무것도 오지 않았습니다."],
);

pub(super) const EMPTY: Words = words(
    ["{name} sent an empty answer.", "{name}에서 빈 응답을 보냈습니다."],
    [
        "The server most likely stopped before it began to answer.",
        "서버가 답변을 시작하기 전에 중단되었을 가능성이 큽니다.",
    ],
);
pub(super) const HTML: Words = words(
    ["{name} answered with a web page.", "{name}에서 웹 페이지로 응답했습니다."],
    [
        "The endpoint URL is most likely wrong, or a login page is in between.",
        "엔드포인트 URL이 틀렸거나 중간에 로그인 페이지가 있을 가능성이 큽니다.",
    ],
);
pub(super) const TRUNCATED: Words = words(
    ["{name} sent an answer that is not whole.", "{name}에서 완전하지 않은 응답을 보냈습니다."],
    ["It stops in the middle.", "응답이 중간에 끊겨 있습니다."],
);
pub(super) const FOREIGN: Words = words(
    ["{name} did not answer with a chat completion.", "{name}의 응답이 chat completion 형식이 아닙니다."],
    [
        "The endpoint URL most likely leads to another function of the server.",
        "엔드포인트 URL이 서버의 다른 기능을 가리킬 가능성이 큽니다.",
    ],
);
pub(super) const UNREADABLE: Words = words(
    ["The answer of {name} cannot be read.", "{name}의 응답을 읽을 수 없습니다."],
    ["It is in no format that this app knows.", "이 앱이 아는 형식이 아닙니다."],
);

pub(super) const FINISH_ERROR: Words = words(
    ["{name} ended the reply with an error.", "{name}에서 오류로 답변을 끝냈습니다."],
    ["It gave the reason \"{reason}\".", "서버가 밝힌 이유: \"{reason}\"."],
);
pub(super) const ABORTED: Words = title(["Stopped.", "중지했습니다."]);
pub(super) const UNKNOWN_PROVIDER: Words = title([
    "Provider \"{id}\" is not set up here. The conversation is safe.",
    "\"{id}\" 제공업체가 여기에 없습니다. 대화는 그대로 있습니다.",
]);
pub(super) const DISABLED_PROVIDER: Words =
    title(["Provider \"{id}\" is switched off.", "\"{id}\" 제공업체가 꺼져 있습니다."]);
pub(super) const ARGUMENT: Words = title(["{argument}: {reason}.", "{argument}: {reason}."]);
pub(super) const HEADER: Words =
    words(["The header {header} cannot be sent.", "{header} 헤더를 보낼 수 없습니다."], ["{reason}.", "{reason}."]);
pub(super) const UNREADABLE_KEY: Words = words(
    ["The key of {name} cannot be read.", "{name}의 키를 읽을 수 없습니다."],
    [
        "The vault is locked, or the browser blocks the storage.",
        "보관함이 잠겨 있거나 브라우저가 저장소를 차단했습니다.",
    ],
);
pub(super) const PLACEHOLDER: Words = words(
    [
        "The endpoint URL of {name} still holds {placeholder}.",
        "{name}의 엔드포인트 URL에 {placeholder} 부분이 남아 있습니다.",
    ],
    ["It has to be replaced with your own value.", "자신의 값으로 바꿔야 합니다."],
);
