use super::*;

fn about() -> About {
    About { name: "Lab vLLM".into(), host: "gpu:8000".into(), model: "m-7b".into() }
}

fn api(status: u16) -> ServerError {
    ServerError { status, message: "server words".into(), ..ServerError::default() }
}

fn errors() -> Vec<CompletionError> {
    let word = |word: &str| word.to_owned();
    let mut errors: Vec<CompletionError> = [200, 400, 401, 402, 403, 404, 413, 418, 422, 429, 500, 502, 503, 504, 529]
        .into_iter()
        .map(|status| CompletionError::Api(api(status)))
        .collect();
    errors.extend([
        CompletionError::Api(ServerError { retry_after: Some(7), ..api(429) }),
        CompletionError::Api(ServerError { keyless: true, ..api(401) }),
        CompletionError::Api(ServerError { param: Some(word("seed")), ..api(400) }),
        CompletionError::Api(ServerError { code: Some(word("model_not_found")), ..api(404) }),
        CompletionError::Api(ServerError { code: Some(word("content_filter")), ..api(400) }),
        CompletionError::Api(ServerError { kind: Some(word("exceed_context_size_error")), ..api(400) }),
        CompletionError::Interrupted(Interruption::Closed),
        CompletionError::Interrupted(Interruption::Broken),
        CompletionError::Interrupted(Interruption::IdleLimit { seconds: 30 }),
        CompletionError::Protocol(ProtocolFault::Empty { status: 200 }),
        CompletionError::Protocol(ProtocolFault::Html { status: 200, title: Some(word("Log in")) }),
        CompletionError::Protocol(ProtocolFault::Truncated { status: 200 }),
        CompletionError::Protocol(ProtocolFault::Foreign { status: 200, excerpt: word("{}") }),
        CompletionError::Protocol(ProtocolFault::Unreadable { status: 200, excerpt: word("x") }),
        CompletionError::Network(NetworkFault::Unreachable),
        CompletionError::Network(NetworkFault::Cors),
        CompletionError::Network(NetworkFault::Unknown),
        CompletionError::Network(NetworkFault::MixedContent),
        CompletionError::Network(NetworkFault::PermissionDenied),
        CompletionError::Network(NetworkFault::Redirected),
        CompletionError::Network(NetworkFault::Offline),
        CompletionError::Network(NetworkFault::Relay { code: word("off"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("upstream-not-listed"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("address"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("resolve"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("refused"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("unreachable"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("tls"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("not-tls"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("timeout-first-byte"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("not-http"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("too-large"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("too-many-streams"), message: word("refused") }),
        CompletionError::Network(NetworkFault::Relay { code: word("host"), message: word("refused") }),
        CompletionError::Aborted,
        CompletionError::Request(RequestFault::UnknownProvider { id: word("x") }),
        CompletionError::Request(RequestFault::DisabledProvider { id: word("x") }),
        CompletionError::Request(RequestFault::Argument { name: word("messages"), reason: word("must be an array.") }),
        CompletionError::Request(RequestFault::Header { name: word("X-A"), reason: word("it holds a line break") }),
        CompletionError::Request(RequestFault::UnreadableKey),
        CompletionError::Request(RequestFault::Placeholder { placeholder: word("<id>") }),
        CompletionError::FinishError { status: 200, reason: word("abort") },
    ]);
    errors
}

#[test]
fn every_error_has_its_sentence_in_both_languages() {
    for error in errors() {
        for language in Language::ALL {
            let sentence = completion_error(language, &error, &about());
            let text = format!("{} {}", sentence.title, sentence.why.unwrap_or_default());
            assert!(!text.contains(['{', '}', '!']) && !text.to_lowercase().contains("please"), "{text}");
            let is_korean = text.contains(|letter| ('가'..='힣').contains(&letter));
            // The words of an argument come from our own parser, in English.
            let is_argument = matches!(error, CompletionError::Request(RequestFault::Argument { .. }));
            assert!(is_korean == (language == Language::Korean) || is_argument, "{text}");
        }
    }
}

#[test]
fn no_korean_particle_hangs_on_a_variable() {
    let mark = "§";
    let about = About { name: mark.into(), host: mark.into(), model: mark.into() };
    for error in errors() {
        let sentence = completion_error(Language::Korean, &error, &about);
        let text = format!("{} {}", sentence.title, sentence.why.unwrap_or_default());
        for particle in ["은", "는", "이", "가", "을", "를", "과", "와", "으로", "로"] {
            assert!(!text.contains(&format!("{mark}{particle} ")), "{text}");
        }
    }
}

#[test]
fn the_sentences_that_the_design_gives() {
    let find_cause = Some(Action::FindCause);
    let without_seed = Some(Action::TryWithout { parameter: "seed".into() });
    let seed = ServerError { param: Some("seed".into()), ..api(400) };
    let missing = ServerError { message: "The model `m-7b` does not exist.".into(), ..api(404) };
    let cases = [
        (
            CompletionError::Network(NetworkFault::Cors),
            "No answer from Lab vLLM. Something answers at that address, so the server most likely does not allow this page (CORS).",
            "Lab vLLM에서 응답을 받지 못했습니다. 그 주소에서 응답은 있으니, 서버가 이 페이지를 허용하지 않은(CORS) 것으로 보입니다.",
            find_cause.clone(),
        ),
        (
            CompletionError::Network(NetworkFault::Unreachable),
            "Nothing answers at gpu:8000. The server is most likely off or on another port.",
            "gpu:8000에서 응답이 없습니다. 서버가 꺼져 있거나 포트가 다를 가능성이 큽니다.",
            find_cause,
        ),
        (
            CompletionError::Api(api(502)),
            "A proxy answers for Lab vLLM, and nothing behind it (502). The server behind the proxy is most likely off, still starting or too slow.",
            "Lab vLLM의 프록시만 응답합니다(502). 프록시 뒤의 서버가 꺼져 있거나 아직 시작하는 중이거나 너무 느릴 가능성이 큽니다.",
            Some(Action::FindCause),
        ),
        (
            CompletionError::Api(api(401)),
            "Lab vLLM rejected the key (401). It may be wrong, expired or sent in the wrong header.",
            "Lab vLLM에서 키를 거부했습니다(401). 키가 틀렸거나 만료되었거나 헤더 이름이 다를 수 있습니다.",
            Some(Action::EditKey),
        ),
        (
            CompletionError::Api(ServerError { keyless: true, ..api(401) }),
            "Lab vLLM asks for a key (401), and none was sent.",
            "Lab vLLM에서 키를 요구하지만(401) 보낸 키가 없습니다.",
            Some(Action::AddKey),
        ),
        (
            CompletionError::Api(missing),
            "Lab vLLM has no model \"m-7b\".",
            "Lab vLLM에 \"m-7b\" 모델이 없습니다.",
            Some(Action::FetchList),
        ),
        (
            CompletionError::Api(seed),
            "Lab vLLM does not accept seed.",
            "Lab vLLM에서 seed 값을 받지 않습니다.",
            without_seed,
        ),
        (
            CompletionError::Api(ServerError { retry_after: Some(7), ..api(429) }),
            "Lab vLLM asks to wait 7 s (429).",
            "Lab vLLM의 요청 한도에 걸렸습니다(429). 7초 뒤에 다시 시도할 수 있습니다.",
            Some(Action::RetryNow),
        ),
        (
            CompletionError::Api(api(429)),
            "Lab vLLM asks to slow down (429).",
            "Lab vLLM의 요청 한도에 걸렸습니다(429).",
            Some(Action::RetryNow),
        ),
        (
            CompletionError::Request(RequestFault::UnknownProvider { id: "x".into() }),
            "Provider \"x\" is not set up here. The conversation is safe.",
            "\"x\" 제공업체가 여기에 없습니다. 대화는 그대로 있습니다.",
            Some(Action::ChooseProvider),
        ),
    ];
    for (error, english, korean, action) in cases {
        for (language, expected) in [(Language::English, english), (Language::Korean, korean)] {
            let sentence = completion_error(language, &error, &about());
            let why = sentence.why.map(|why| format!(" {why}")).unwrap_or_default();
            assert_eq!(format!("{}{why}", sentence.title), expected);
            assert_eq!(sentence.action, action, "{expected}");
        }
    }
}

#[test]
fn a_rejected_key_is_recognised_whatever_the_status() {
    let cases = [
        (r#"{"error":{"message":"No connected db.","type":"no_db_connection","param":null,"code":"400"}}"#, true),
        (r#"[{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT"}}]"#, true),
        (r#"{"code":"Client specified an invalid argument","error":"Incorrect API key provided: sk***."}"#, true),
        (r#"{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}"#, true),
        (r#"{"error":{"message":"The key 'x' of the schema is invalid"}}"#, false),
    ];
    for (body, expected) in cases {
        let error = crate::openai::read_error_body(400, body.as_bytes());
        let sentence = completion_error(Language::English, &error, &about());
        assert_eq!(sentence.title == "Lab vLLM rejected the key (400).", expected, "{body}: {sentence:?}");
        assert_eq!(sentence.action == Some(Action::EditKey), expected, "{body}");
    }
}

#[test]
fn messages_hold_sentence_status_and_the_servers_words() {
    let cases = [
        (CompletionError::Api(api(500)), "Lab vLLM failed (500). HTTP 500: server words"),
        (CompletionError::Api(api(200)), "Lab vLLM reported an error. HTTP 200: server words"),
        (
            CompletionError::Interrupted(Interruption::Closed),
            "The reply was cut off. The connection closed before the end of the reply. HTTP 200.",
        ),
        (
            CompletionError::Network(NetworkFault::Unreachable),
            "Nothing answers at gpu:8000. The server is most likely off or on another port.",
        ),
        (CompletionError::Aborted, "Stopped."),
    ];
    for (error, expected) in cases {
        assert_eq!(completion_message(&error, &about()), expected);
    }
    let long = CompletionError::Api(ServerError { message: "한".repeat(1365), ..api(500) });
    let message = completion_message(&long, &about());
    assert!((4094..=ServerError::LONGEST_MESSAGE).contains(&message.len()), "{}", message.len());
}

#[test]
fn without_a_provider_the_sentence_still_is_one() {
    let cases = [
        (CompletionError::Api(api(401)), "The server rejected the key (401). It may be wrong"),
        (
            CompletionError::Api(ServerError { code: Some("model_not_found".into()), ..api(404) }),
            "The server does not know the model.",
        ),
        (CompletionError::Network(NetworkFault::Unreachable), "Nothing answers at the address."),
    ];
    for (error, start) in cases {
        assert!(error.to_string().starts_with(start), "{error}");
    }
    let nameless = About { name: "x".into(), ..About::default() };
    let sentence = completion_error(Language::English, &CompletionError::Network(NetworkFault::Unreachable), &nameless);
    assert_eq!(sentence.title, "Nothing answers at x.");
}
