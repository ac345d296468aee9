//! The causes of which a browser says only that a request failed.

use super::{Finding, Language};

pub(super) fn unreachable(language: Language, host: &str, is_https: bool) -> Finding {
    let seen = say!(
        language,
        "This page gets no answer from {host}, not even to a request that needs no permission of the server.",
        "이 페이지에는 응답이 오지 않습니다: {host}. 서버의 허용이 필요 없는 요청에도 마찬가지입니다."
    );
    let likely = match is_https {
        false => say!(
            language,
            "The server is most likely off, on another port, or listening for another address. One that sends requests on to an address without an answer looks the same.",
            "서버가 꺼져 있거나 포트가 다르거나 다른 주소에서만 수신할 가능성이 큽니다. 응답 없는 주소로 요청을 돌려보내는 서버도 똑같이 보입니다."
        ),
        true => say!(
            language,
            "The server is most likely off or on another port, or the browser does not trust its certificate. One that sends requests on to an address without an answer looks the same.",
            "서버가 꺼져 있거나 포트가 다르거나 브라우저가 인증서를 신뢰하지 않을 가능성이 큽니다. 응답 없는 주소로 요청을 돌려보내는 서버도 똑같이 보입니다."
        ),
    };
    Finding::new(seen, likely)
}

pub(super) fn origin_refused(language: Language, origin: &str, relayed: Option<u16>, has_key: Option<bool>) -> Finding {
    let seen = match relayed {
        None => say!(
            language,
            "The server answers, but the browser hides it from {origin}. Without any header the result is the same.",
            "서버는 응답하지만 브라우저가 숨깁니다. 이 페이지: {origin}. 헤더를 모두 빼도 결과가 같습니다."
        ),
        Some(status) => say!(
            language,
            "This app's own server reads the answer ({status}); the browser hides it from {origin}.",
            "이 앱의 서버는 응답을 읽지만({status}) 브라우저는 숨깁니다. 이 페이지: {origin}"
        ),
    };
    let likely = match has_key {
        None => say!(
            language,
            "The server does not allow pages of this address (CORS).",
            "서버가 이 주소의 페이지를 허용하지 않습니다(CORS)."
        ),
        Some(true) => say!(
            language,
            "The server does not allow pages of this address (CORS), or the key is wrong: servers such as vLLM and SGLang refuse it in a way that looks the same.",
            "서버가 이 주소의 페이지를 허용하지 않거나(CORS) 키가 틀렸습니다. vLLM, SGLang 같은 서버는 키를 거부할 때도 똑같이 보입니다."
        ),
        Some(false) => say!(
            language,
            "The server does not allow pages of this address (CORS), or it wants a key: servers such as vLLM and SGLang refuse in a way that looks the same.",
            "서버가 이 주소의 페이지를 허용하지 않거나(CORS) 키를 요구합니다. vLLM, SGLang 같은 서버는 키가 없을 때도 똑같이 보입니다."
        ),
    };
    // It may come twice for pages alone: this app's own server sends no origin.
    let twice = say!(
        language,
        "An Access-Control-Allow-Origin that comes twice, from the server and from a proxy, looks the same.",
        "Access-Control-Allow-Origin 헤더가 서버와 프록시에서 두 번 와도 똑같이 보입니다."
    );
    Finding::new(seen, format!("{likely} {twice}"))
}

pub(super) fn path_refused(language: Language, path: &str, headers: &[String]) -> Finding {
    let headers = headers.join(", ");
    let seen = match headers.is_empty() {
        true => say!(
            language,
            "Plain requests can be read; those with a header, as the chat sends them to {path}, cannot.",
            "단순한 요청은 읽을 수 있지만, 대화처럼 헤더를 붙여 보내면 읽을 수 없습니다: {path}"
        ),
        false => say!(
            language,
            "At {path} the browser hides the answer to a request with {headers}.",
            "브라우저가 응답을 숨깁니다. 경로: {path}, 헤더: {headers}"
        ),
    };
    let likely = say!(
        language,
        "The path is most likely not that of chat completions, which mostly ends in /chat/completions: where there is nothing, no server allows headers. Otherwise the server does not allow them (CORS).",
        "경로가 틀렸을 가능성이 큽니다. chat completions는 대부분 /chat/completions 로 끝나고, 아무것도 없는 경로에서는 헤더가 허용되지 않습니다. 아니면 서버가 헤더를 허용하지 않습니다(CORS)."
    );
    Finding::new(seen, likely)
}
