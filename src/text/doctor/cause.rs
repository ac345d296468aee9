//! What was seen of each cause, and why that most likely is.

use super::relay::through_relay;
use super::{Finding, Language, network, reply};
use crate::doctor::{AddressSpace, Cause};
use crate::openai::{CompletionError, NetworkFault};
use crate::text::{About, Explain, completion_error};

pub(super) fn finding(language: Language, cause: &Cause) -> Finding {
    match cause {
        Cause::BadAddress { error } => Finding::only(error.explain(language)),
        Cause::Unspecified { .. } => both!(
            language,
            "The host is 0.0.0.0 or [::].",
            "호스트가 0.0.0.0 또는 [::]입니다.",
            "Servers listen on it, but a page cannot call it.",
            "서버가 수신할 때 쓰는 주소라서 브라우저로는 호출할 수 없습니다."
        ),
        Cause::UnusualPath { path, .. } => both!(
            language,
            "The path is {path}.",
            "경로: {path}",
            "Chat completions are mostly at a path that ends in /chat/completions.",
            "chat completions는 대부분 /chat/completions 로 끝나는 경로에 있습니다."
        ),
        Cause::ApiElsewhere { path, better } => both!(
            language,
            "The API is at {better}.",
            "API의 주소: {better}",
            "The path {path} is only the beginning of it: below that the server lists its models.",
            "이 경로는 그 앞부분입니다: {path}. 그 아래에서 서버가 모델 목록을 줍니다."
        ),
        Cause::MixedContent { host } => both!(
            language,
            "This page came over HTTPS, and {host} is called over HTTP.",
            "이 페이지는 HTTPS인데 HTTP 주소를 호출합니다: {host}",
            "Browsers block that before anything is sent.",
            "브라우저는 아무것도 보내기 전에 이런 호출을 차단합니다."
        ),
        Cause::MixedPrivate { host } => both!(
            language,
            "This page came over HTTPS, and {host} in the private network is called over HTTP.",
            "이 페이지는 HTTPS인데 사설 네트워크의 HTTP 주소를 호출합니다: {host}",
            "Chrome allows it once you grant the local network permission; other browsers block it.",
            "Chrome은 로컬 네트워크 권한을 주면 허용하고, 다른 브라우저는 차단합니다."
        ),
        Cause::SafariLoopback => both!(
            language,
            "This page came over HTTPS in Safari, and this computer is called over HTTP.",
            "Safari에서 HTTPS 페이지가 이 컴퓨터를 HTTP로 호출합니다.",
            "Safari may block that; other browsers allow it.",
            "Safari가 차단할 수 있습니다. 다른 브라우저는 허용합니다."
        ),
        Cause::PermissionDenied { space: AddressSpace::Loopback } => both!(
            language,
            "The browser does not let this page call programs on this computer.",
            "브라우저가 이 페이지에서 이 컴퓨터의 프로그램을 호출하지 못하게 합니다.",
            "The permission was declined, here or by whoever manages this browser.",
            "권한 요청이 거부되었거나 브라우저 관리자가 막았습니다."
        ),
        Cause::PermissionDenied { space: AddressSpace::Local | AddressSpace::Public } => both!(
            language,
            "The browser does not let this page call devices in the local network.",
            "브라우저가 이 페이지에서 로컬 네트워크의 기기를 호출하지 못하게 합니다.",
            "The permission was declined, here or by whoever manages this browser.",
            "권한 요청이 거부되었거나 브라우저 관리자가 막았습니다."
        ),
        Cause::InsecurePage { .. } => both!(
            language,
            "This page came over HTTP, and nothing could be read from the local address.",
            "이 페이지는 HTTP이고, 로컬 주소에서 아무것도 읽지 못했습니다.",
            "Browsers let only secure pages ask for the local network.",
            "브라우저는 보안 페이지에만 로컬 네트워크 권한을 묻습니다."
        ),
        Cause::Offline => both!(
            language,
            "The browser says that this device has no network.",
            "브라우저에 따르면 이 기기에 네트워크가 없습니다.",
            "The connection is down, or flight mode is on.",
            "연결이 끊겼거나 비행기 모드입니다."
        ),
        Cause::Unreachable { host, is_https } => network::unreachable(language, host, *is_https),
        Cause::TimedOut { seconds } => both!(
            language,
            "No answer came within {seconds} s.",
            "{seconds}초 안에 응답이 오지 않았습니다.",
            "A firewall most likely drops the requests, or the address is another machine's.",
            "방화벽이 요청을 버리거나 다른 컴퓨터의 주소일 가능성이 큽니다."
        ),
        Cause::OtherName { url } => both!(
            language,
            "Nothing answers here, but {url} answers.",
            "이 주소에서는 응답이 없지만 다음 주소는 응답합니다: {url}",
            "localhost and 127.0.0.1 are not always the same: the server listens on one of IPv4 and IPv6 only.",
            "localhost와 127.0.0.1이 항상 같지는 않습니다. 서버가 IPv4와 IPv6 중 하나에서만 수신합니다."
        ),
        Cause::NotSecured { host, .. } => both!(
            language,
            "No secure connection to {host}, yet something answers at the same port over HTTP.",
            "보안 연결은 안 되지만 같은 포트에서 HTTP로는 무언가 응답합니다: {host}",
            "The browser does not trust the server's certificate (self-signed or expired), or the server speaks HTTP only. From a page the two look the same.",
            "브라우저가 서버의 인증서를 신뢰하지 않거나(자체 서명 또는 만료) 서버가 HTTP만 지원합니다. 페이지에서는 둘을 구별할 수 없습니다."
        ),
        Cause::ThroughRelay { finding, host } => through_relay(language, finding, host),
        Cause::RelayRefused { code, message, host } => {
            // The same words as in the chat.
            let fault = NetworkFault::Relay { code: code.clone(), message: message.clone() };
            let about = About { name: host.clone(), host: host.clone(), model: String::new() };
            let sentence = completion_error(language, &CompletionError::Network(fault), &about);
            Finding { seen: sentence.title, likely: sentence.why, words: None }.with(message)
        }
        Cause::OriginRefused { origin, relayed, has_key } => {
            network::origin_refused(language, origin, *relayed, *has_key)
        }
        Cause::OriginTwice { value } => both!(
            language,
            "This app's own server sees Access-Control-Allow-Origin twice: {value}.",
            "이 앱의 서버가 보니 Access-Control-Allow-Origin 헤더가 두 번 옵니다: {value}",
            "The server and a proxy in front of it both add it. A browser accepts one value only.",
            "서버와 그 앞의 프록시가 모두 헤더를 붙입니다. 브라우저는 값 하나만 받아들입니다."
        ),
        Cause::SecureAnswers { url } => both!(
            language,
            "The answer over HTTP is hidden from this page, but {url} answers too.",
            "HTTP 응답은 브라우저가 숨기지만 다음 주소도 응답합니다: {url}",
            "The server most likely sends HTTP on to HTTPS, which no page can see, or it does not allow this page (CORS).",
            "서버가 HTTP 요청을 HTTPS로 돌려보내는데 페이지에서는 보이지 않거나, 서버가 이 페이지를 허용하지 않을(CORS) 가능성이 큽니다."
        ),
        Cause::HeaderRefused { headers } => {
            let headers = headers.join(", ");
            both!(
                language,
                "Without {headers} the answer can be read; with it the browser hides it.",
                "다음 헤더가 없으면 읽을 수 있고, 있으면 브라우저가 숨깁니다: {headers}",
                "The server's list of allowed headers (Access-Control-Allow-Headers) lacks it.",
                "서버의 허용 헤더 목록(Access-Control-Allow-Headers)에 없습니다."
            )
        }
        Cause::PathRefused { path, headers, .. } => network::path_refused(language, path, headers),
        Cause::PreflightRefused => both!(
            language,
            "Plain requests can be read; those with a header, as every chat has one, cannot.",
            "단순한 요청은 읽을 수 있지만, 대화에 꼭 필요한 헤더가 붙으면 읽을 수 없습니다.",
            "The server does not answer the question that browsers ask first (OPTIONS, the preflight).",
            "브라우저가 먼저 보내는 확인 요청(OPTIONS, preflight)에 서버가 답하지 않습니다."
        ),
        Cause::Redirected { to, .. } => both!(
            language,
            "The server sends the request on to {to}.",
            "서버가 요청을 다른 주소로 보냅니다: {to}",
            "A request with a key is not sent on; the endpoint must be the final address.",
            "키가 붙은 요청은 다른 주소로 넘어가지 않습니다. 엔드포인트는 최종 주소여야 합니다."
        ),
        Cause::UnsendableHeader { header } => both!(
            language,
            "The browser cannot send {header}.",
            "브라우저가 보낼 수 없는 헤더: {header}",
            "Its name or value holds what no page may send.",
            "이름이나 값에 페이지가 보낼 수 없는 내용이 있습니다."
        ),
        Cause::KeyRejected { status, words } => both!(
            language,
            "The server rejected the key ({status}).",
            "서버가 키를 거부했습니다({status}).",
            "It is wrong, expired, or sent in the wrong header.",
            "키가 틀렸거나 만료되었거나 헤더 이름이 다릅니다."
        )
        .with(words),
        Cause::KeyMissing { status, words } => both!(
            language,
            "The server asks for a key ({status}), and none was sent.",
            "서버가 키를 요구하는데({status}) 보내지 않았습니다.",
            "This endpoint needs a key.",
            "키가 필요한 엔드포인트입니다."
        )
        .with(words),
        Cause::PasswordWanted { status, words } => both!(
            language,
            "The server asks for a name and a password ({status}, Basic authentication).",
            "서버가 이름과 비밀번호를 요구합니다({status}, Basic 인증).",
            "A proxy in front most likely asks for them. It takes no key.",
            "앞에 있는 프록시가 요구할 가능성이 큽니다. 키는 받지 않습니다."
        )
        .with(words),
        Cause::HiddenRejection { has_key: true } => both!(
            language,
            "The server allows this page and its headers, yet its answer to the API cannot be read.",
            "서버가 이 페이지와 헤더는 허용하지만 API의 응답은 읽을 수 없습니다.",
            "The key is most likely wrong: servers such as vLLM and SGLang refuse it in a way that looks like CORS.",
            "키가 틀렸을 가능성이 큽니다. vLLM, SGLang 같은 서버는 CORS처럼 보이는 방식으로 키를 거부합니다."
        ),
        Cause::HiddenRejection { has_key: false } => both!(
            language,
            "The server allows this page, yet its answer to the API cannot be read, and no key was sent.",
            "서버가 이 페이지는 허용하지만 API의 응답은 읽을 수 없고, 키를 보내지 않았습니다.",
            "It most likely needs a key: servers such as vLLM and SGLang refuse in a way that looks like CORS.",
            "키가 필요할 가능성이 큽니다. vLLM, SGLang 같은 서버는 CORS처럼 보이는 방식으로 거부합니다."
        ),
        Cause::Forbidden { words } => both!(
            language,
            "The server forbids it (403).",
            "서버가 금지했습니다(403).",
            "The key lacks a right, or the server does not serve this place or page.",
            "키에 권한이 없거나 서버가 이 지역이나 페이지를 허용하지 않습니다."
        )
        .with(words),
        Cause::ListRefused { status, words } => reply::list_refused(language, *status).with(words),
        Cause::ListIsPage { title } => reply::list_is_page(language).with(title),
        Cause::ListUnreadable => reply::list_unreadable(language),
        Cause::ListHidden => reply::list_hidden(language),
        Cause::ListEmpty => reply::list_empty(language),
        Cause::ModelNotListed { model, .. } => reply::model_not_listed(language, model),
        Cause::PathUnknown { status, words } => reply::path_unknown(language, *status).with(words),
        Cause::ModelUnknown { model, words, .. } => reply::model_unknown(language, model).with(words),
        Cause::MethodRefused => reply::method_refused(language),
        Cause::CrossSiteRefused => reply::cross_site_refused(language),
        Cause::NoCredit { words } => reply::no_credit(language).with(words),
        Cause::SlowDown { words } => reply::slow_down(language).with(words),
        Cause::Busy { status, words } => reply::busy(language, *status).with(words),
        Cause::BadGateway { status } => reply::bad_gateway(language, *status),
        Cause::ServerFailed { status, words } => reply::server_failed(language, *status).with(words),
        Cause::LimitRefused { parameter, words } => reply::limit_refused(language, parameter).with(words),
        Cause::ParameterRefused { parameter, words } => reply::parameter_refused(language, parameter).with(words),
        Cause::Refused { status, words } => reply::refused(language, *status).with(words),
        Cause::ReplyIsPage { title } => reply::is_page(language).with(title),
        Cause::ReplyEmpty => reply::empty(language),
        Cause::ReplyForeign { excerpt } => reply::foreign(language).with(excerpt),
        Cause::ReplyHidden => reply::hidden(language),
        Cause::ReplyTimedOut => reply::timed_out(language),
        Cause::NotStreamed => reply::not_streamed(language),
        Cause::CutOff => reply::cut_off(language),
        Cause::NotCounted { refused } => reply::not_counted(language, *refused),
    }
}
