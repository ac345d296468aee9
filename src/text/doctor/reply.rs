//! The causes that the model list and the reply have.

use super::{Finding, Language};

/// One cause: a function that makes its two sentences.
macro_rules! causes {
    ($($name:ident($($value:ident: $kind:ty),*): $seen:literal, $seen_korean:literal; $likely:literal, $likely_korean:literal.)*) => {$(
        pub(super) fn $name(language: Language $(, $value: $kind)*) -> Finding {
            Finding::new(say!(language, $seen, $seen_korean), say!(language, $likely, $likely_korean))
        }
    )*};
}

causes! {
    list_refused(status: u16):
        "The server did not give its model list ({status}).", "서버가 모델 목록을 주지 않았습니다({status}).";
        "Many servers have none. The chat may work all the same.", "목록이 없는 서버가 많습니다. 대화는 될 수 있습니다.".
    list_is_page():
        "A web page came in the place of the model list.", "모델 목록 대신 웹 페이지가 왔습니다.";
        "The address most likely belongs to an interface or a login, not to the API.", "API가 아니라 화면이나 로그인 페이지의 주소일 가능성이 큽니다.".
    list_unreadable():
        "The model list came in a form that is not known.", "모델 목록의 형식을 알 수 없습니다.";
        "The chat may work all the same.", "대화는 될 수 있습니다.".
    list_hidden():
        "The model list cannot be read from this page.", "이 페이지에서 모델 목록을 읽을 수 없습니다.";
        "The server allows this page at the chat's address only.", "서버가 대화 주소에서만 이 페이지를 허용합니다.".
    list_empty():
        "The model list is empty.", "모델 목록이 비어 있습니다.";
        "No model is installed or loaded.", "설치되었거나 불러온 모델이 없습니다.".
    model_not_listed(model: &str):
        "The list does not hold {model}.", "목록에 없는 모델입니다: {model}";
        "The model ID is misspelt, or the model is not loaded.", "모델 ID의 철자가 틀렸거나 모델을 불러오지 않았습니다.".
    path_unknown(status: u16):
        "The server knows no such path ({status}).", "서버에 없는 경로입니다({status}).";
        "The path of the endpoint is most likely wrong.", "엔드포인트의 경로가 틀렸을 가능성이 큽니다.".
    model_unknown(model: &str):
        "The server has no model {model}.", "서버에 없는 모델입니다: {model}";
        "The model ID is misspelt, or the model is not loaded.", "모델 ID의 철자가 틀렸거나 모델을 불러오지 않았습니다.".
    method_refused():
        "The server does not take POST at this path (405).", "이 경로에서 POST를 받지 않습니다(405).";
        "The path belongs to something else than chat completions.", "chat completions가 아닌 다른 기능의 경로입니다.".
    cross_site_refused():
        "The server refuses what pages of other sites send (403).", "다른 사이트의 페이지가 보낸 요청을 서버가 거부합니다(403).";
        "LocalAI has a second lock beside CORS against requests from other sites (CSRF).", "LocalAI에는 CORS와 별도로 다른 사이트의 요청을 막는 장치(CSRF)가 있습니다.".
    no_credit():
        "The server asks for payment (402).", "서버가 결제를 요구합니다(402).";
        "The account has no credit left.", "계정의 크레딧이 없습니다.".
    slow_down():
        "The server asks to slow down (429).", "서버의 요청 한도에 걸렸습니다(429).";
        "Its limit of requests or of credit is reached.", "요청 수나 크레딧의 한도에 도달했습니다.".
    busy(status: u16):
        "The server is not ready ({status}).", "서버가 준비되지 않았습니다({status}).";
        "It is loading the model, or has too much to do.", "모델을 불러오는 중이거나 요청이 너무 많습니다.".
    bad_gateway(status: u16):
        "A proxy in front answers, but the server behind it does not ({status}).", "앞의 프록시는 응답하지만 그 뒤의 서버가 응답하지 않습니다({status}).";
        "The server behind it is off, still starting, or too slow.", "뒤에 있는 서버가 꺼져 있거나 아직 시작하는 중이거나 너무 느립니다.".
    server_failed(status: u16):
        "The server failed ({status}).", "서버에서 오류가 났습니다({status}).";
        "Its own words, where it has any, stand below.", "서버가 보낸 내용이 있으면 아래에 있습니다.".
    limit_refused(parameter: &str):
        "The server does not accept a limit of one token ({parameter}).", "서버가 토큰 1개라는 한도를 받지 않습니다({parameter}).";
        "Without the limit the request could cost more, so it was not sent again. The chat may work all the same.", "한도 없이 보내면 비용이 더 들 수 있어 다시 보내지 않았습니다. 대화는 될 수 있습니다.".
    parameter_refused(parameter: &str):
        "The server does not accept {parameter}.", "서버가 받지 않는 매개변수: {parameter}";
        "This model or server does not know it.", "이 모델이나 서버가 지원하지 않습니다.".
    refused(status: u16):
        "The server refused the request ({status}).", "서버가 요청을 거부했습니다({status}).";
        "Its own words, where it has any, stand below.", "서버가 보낸 내용이 있으면 아래에 있습니다.".
    is_page():
        "A web page came in the place of a reply.", "답변 대신 웹 페이지가 왔습니다.";
        "A login stands before the server, or the address is an interface's.", "서버 앞에 로그인이 있거나 화면의 주소입니다.".
    empty():
        "The answer was empty.", "응답이 비어 있습니다.";
        "The path is another service's, or the server broke off.", "다른 서비스의 경로이거나 서버가 중단되었습니다.".
    foreign():
        "The answer is no chat completion.", "응답이 chat completion이 아닙니다.";
        "The path is most likely another interface of the server.", "서버의 다른 기능의 경로일 가능성이 큽니다.".
    hidden():
        "The server may be read, but its answer to the chat may not.", "서버는 읽을 수 있지만 대화에 대한 응답은 읽을 수 없습니다.";
        "It most likely answered with an error, and its errors carry no CORS headers.", "오류로 응답했고, 오류에는 CORS 헤더가 없을 가능성이 큽니다.".
    timed_out():
        "No reply came in time.", "제시간에 답변이 오지 않았습니다.";
        "The model may still be loading.", "모델을 아직 불러오는 중일 수 있습니다.".
    not_streamed():
        "The reply came in one piece, though a stream was asked for.", "스트림을 요청했지만 답변이 한 번에 왔습니다.";
        "The server or this model does not stream. Replies will appear when they are finished.", "서버나 이 모델이 스트리밍을 지원하지 않습니다. 답변은 완성된 뒤에 나타납니다.".
    cut_off():
        "The stream ended without its end mark.", "스트림이 끝 표시 없이 끝났습니다.";
        "The server failed midway, or a proxy closed the connection.", "서버가 중간에 실패했거나 프록시가 연결을 닫았습니다.".
    uncounted():
        "The server sent no token counts.", "서버가 토큰 수를 보내지 않았습니다.";
        "Costs are estimates with this server.", "이 서버에서는 비용이 추정값입니다.".
    count_refused():
        "The server refuses to count tokens in a stream (stream_options).", "서버가 스트림의 토큰 수 요청(stream_options)을 거부합니다.";
        "It is an older version. Costs are estimates with it.", "이전 버전입니다. 비용은 추정값입니다.".
}

pub(super) fn not_counted(language: Language, refused: bool) -> Finding {
    if refused { count_refused(language) } else { uncounted(language) }
}
