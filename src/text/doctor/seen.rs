//! What a layer saw that is in order.

use super::Language;
use crate::doctor::Seen;

/// One sentence on what was seen.
pub fn seen(language: Language, seen: &Seen) -> String {
    match seen {
        Seen::Address { url } => url.clone(),
        Seen::OwnServer => say!(language, "This app's own server", "이 앱의 서버"),
        Seen::ThroughRelay => {
            say!(language, "This app's own server makes the request", "이 앱의 서버가 대신 요청합니다")
        }
        Seen::SameScheme => say!(language, "Nothing is mixed", "섞인 것이 없습니다"),
        Seen::LoopbackExempt => {
            say!(
                language,
                "Allowed: this computer is exempt on HTTPS pages",
                "허용: 이 컴퓨터는 HTTPS 페이지에서도 예외입니다"
            )
        }
        Seen::PublicAddress => {
            say!(language, "Not needed: the server is on the internet", "필요 없음: 서버가 인터넷에 있습니다")
        }
        Seen::PageIsLocal => {
            say!(language, "Not needed: this page is local itself", "필요 없음: 이 페이지도 로컬에 있습니다")
        }
        Seen::PermissionGranted => say!(language, "Permission granted for this page", "이 페이지에 권한이 있습니다"),
        Seen::PermissionPrompt => say!(
            language,
            "The browser may be asking for permission: choose Allow",
            "브라우저가 권한을 묻고 있을 수 있습니다. 허용을 선택하세요"
        ),
        Seen::NoSuchPermission => {
            say!(language, "This browser asks for no permission", "이 브라우저는 권한을 묻지 않습니다")
        }
        Seen::Answers { status: Some(status) } => {
            say!(language, "The server answers ({status})", "서버가 응답합니다({status})")
        }
        Seen::Answers { status: None } => {
            say!(language, "Something answers at this address", "이 주소에서 무언가 응답합니다")
        }
        Seen::Readable { headers } => {
            let headers = headers.join(", ");
            say!(language, "This page may read it, with {headers}", "이 페이지가 읽을 수 있습니다: {headers}")
        }
        Seen::KeyAccepted => say!(language, "The key was not refused", "키가 거부되지 않았습니다"),
        Seen::NoKeyNeeded => say!(language, "No key was asked for", "키를 요구하지 않았습니다"),
        Seen::KnownLater => {
            say!(language, "Only a real request can tell", "실제 요청을 보내야 알 수 있습니다")
        }
        Seen::Listed { models: 1, has_model: true } => {
            say!(language, "1 model, the one you chose", "모델 1개, 선택한 모델입니다")
        }
        Seen::Listed { models, has_model: true } => {
            say!(language, "{models} models, yours among them", "모델 {models}개, 선택한 모델도 있습니다")
        }
        Seen::Listed { models, has_model: false } => {
            say!(
                language,
                "{models} listed; yours is not, yet it answers",
                "목록 {models}개에는 없지만 응답하는 모델입니다"
            )
        }
        Seen::NoListAddress => {
            say!(language, "The address does not tell where the list is", "주소에서 목록의 위치를 알 수 없습니다")
        }
        Seen::Declined => say!(language, "You chose not to send it", "보내지 않기로 선택했습니다"),
        Seen::Token { text } if text.is_empty() => say!(language, "A reply came", "답변이 왔습니다"),
        Seen::Token { text } => say!(language, "A reply came: {text}", "답변이 왔습니다: {text}"),
        Seen::Streamed { pieces } => {
            say!(language, "As a stream, in {pieces} events", "스트림으로 왔습니다. 이벤트 {pieces}개")
        }
        Seen::Counted { prompt, completion } => {
            let count = |tokens: &Option<u64>| tokens.map_or_else(|| "–".to_owned(), |tokens| tokens.to_string());
            let (prompt, completion) = (count(prompt), count(completion));
            say!(language, "{prompt} in · {completion} out", "입력 {prompt} · 출력 {completion}")
        }
        Seen::ReasoningIn { field } => say!(language, "Comes in {field}", "추론이 담긴 필드: {field}"),
        Seen::NoReasoning => {
            say!(language, "None in this one token", "이 토큰 하나에는 없습니다")
        }
    }
}
