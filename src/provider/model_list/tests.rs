use super::*;
use crate::openai::ServerError;

fn read(body: &str) -> Vec<Model> {
    read_model_list(200, body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error:?}"))
}

#[test]
fn every_shape_is_read() {
    let cases: [(&str, &[&str]); 17] = [
        (
            r#"{"object":"list","data":[{"id":"a","object":"model"},{"id":"b/c:7b@x","object":"model"}]}"#,
            &["a", "b/c:7b@x"],
        ),
        (r#"[{"id":"a"},{"id":"b"}]"#, &["a", "b"]),
        (r#"["a"," b ",""]"#, &["a", "b"]),
        (r#"{"models":[{"name":"llama3:latest","model":"llama3:latest","size":1}]}"#, &["llama3:latest"]),
        (r#"{"models":["a","b"]}"#, &["a", "b"]),
        (r#"{"models":[{"name":"other"}],"object":"list","data":[{"id":"a"}]}"#, &["a"]),
        (
            r#"{"result":[{"id":"6f1","name":"@cf/meta/llama"}],"success":true,"errors":[],"messages":[]}"#,
            &["@cf/meta/llama"],
        ),
        (r#"{"data":{"models":[{"id":"a"}]}}"#, &["a"]),
        (r#"{"models":[{"name":"models/gemini","displayName":"Gemini","inputTokenLimit":8}]}"#, &["models/gemini"]),
        (r#"{"data":[{"model_name":"a"}]}"#, &["a"]),
        (r#"{"data":[{"id":"a"},{"id":"b"},{"id":"a"},{"id":""},{"x":1},7,null]}"#, &["a", "b"]),
        (r#"{"data":[{"id":"a\u0000b"},{"id":"c"}]}"#, &["c"]),
        (r#"{"object":"list","data":null}"#, &[]),
        (r#"{"models":null}"#, &[]),
        (r#"{"data":[]}"#, &[]),
        ("[]", &[]),
        ("\u{feff} [\"a\"] ", &["a"]),
    ];
    for (body, expected) in cases {
        let ids: Vec<String> = read(body).into_iter().map(|model| model.id).collect();
        assert_eq!(ids, expected, "{body}");
    }
}

#[test]
fn what_is_known_of_a_model_is_read() {
    let pricing = |input, output, cached_input| Some(Pricing { input, output, cached_input });
    let cases = [
        (r#"{"id":"m"}"#, "m", None, None),
        (
            r#"{"id":"m","name":"M","context_length":128000,"pricing":{"prompt":"0.000003","completion":"0.00000015","input_cache_read":"0.0000003","request":"0"}}"#,
            "M",
            Some(128_000),
            pricing(Some(3.0), Some(0.15), Some(0.3)),
        ),
        (r#"{"id":"m","pricing":{"prompt":"0","completion":"0"}}"#, "m", None, pricing(Some(0.0), Some(0.0), None)),
        (r#"{"id":"m","pricing":{"prompt":"-1","completion":"-1"}}"#, "m", None, None),
        (
            r#"{"id":"m","display_name":"M","context_length":8192,"pricing":{"hourly":0,"input":0.6,"output":1.2}}"#,
            "M",
            Some(8192),
            pricing(Some(0.6), Some(1.2), None),
        ),
        (r#"{"id":"m","pricing":{"input":0,"output":0}}"#, "m", None, None),
        (r#"{"id":"m","max_model_len":32768}"#, "m", Some(32_768), None),
        (r#"{"id":"m","context_window":"131072"}"#, "m", Some(131_072), None),
        (r#"{"id":"m","max_context_length":0,"meta":{"n_ctx_train":4096}}"#, "m", Some(4096), None),
        (
            r#"{"model_name":"m","model_info":{"max_input_tokens":9,"input_cost_per_token":1.5e-7}}"#,
            "m",
            Some(9),
            pricing(Some(0.15), None, None),
        ),
        (r#"{"id":"m","context_length":-1,"pricing":"free"}"#, "m", None, None),
    ];
    for (entry, name, max_input, pricing) in cases {
        let expected = Model { pricing, max_input, ..Model::named("m", name) };
        assert_eq!(read(&format!("[{entry}]")), [expected], "{entry}");
    }
}

#[test]
fn what_is_no_list_says_why() {
    let api = |status, message: &str| {
        CompletionError::Api(ServerError { status, message: message.into(), ..ServerError::default() })
    };
    let protocol = CompletionError::Protocol;
    let excerpt = |text: &str| text.to_owned();
    let cases = [
        (401, r#"{"error":"Unauthorized"}"#, api(401, "Unauthorized")),
        (
            200,
            r#"{"error":"Unexpected endpoint or method. (GET /v1/models)"}"#,
            api(200, "Unexpected endpoint or method. (GET /v1/models)"),
        ),
        (404, "", api(404, "")),
        (200, r#"{"detail":"Not Found"}"#, api(200, "Not Found")),
        (200, " ", protocol(ProtocolFault::Empty { status: 200 })),
        (
            200,
            "<html><title>Sign in</title>",
            protocol(ProtocolFault::Html { status: 200, title: Some("Sign in".into()) }),
        ),
        (200, "{\"data\":[", protocol(ProtocolFault::Truncated { status: 200 })),
        (
            200,
            "Ollama is running",
            protocol(ProtocolFault::Unreadable { status: 200, excerpt: excerpt("Ollama is running") }),
        ),
        (200, "{\"x\":1}", protocol(ProtocolFault::Foreign { status: 200, excerpt: excerpt("{\"x\":1}") })),
        (200, "7", protocol(ProtocolFault::Foreign { status: 200, excerpt: excerpt("7") })),
    ];
    for (status, body, expected) in cases {
        assert_eq!(read_model_list(status, body.as_bytes()), Err(expected), "{body}");
    }
    let failed = read_model_list(200, br#"{"result":null,"success":false,"errors":[{"code":1,"message":"No route"}]}"#);
    assert!(matches!(failed, Err(CompletionError::Api(error)) if error.message == "No route"));
}

#[test]
fn hostile_lists_end_somewhere() {
    let many = format!("[{}\"m\"]", (0..20_000).map(|number| format!("\"m{number}\",")).collect::<String>());
    assert_eq!(read(&many).len(), MOST_MODELS);
    let long = format!("[\"{}\",\"m\"]", "a".repeat(1000));
    assert_eq!(read(&long).len(), 1);
    assert!(read_model_list(200, "[".repeat(100_000).as_bytes()).is_err());
    assert!(read_model_list(200, b"\xff\xfe[").is_err());
}

#[test]
fn fetched_models_are_added_and_nothing_is_lost() {
    let mut draft = Draft { models: "mine, m1 ,".into(), ..Draft::default() };
    let detail = ModelDetail { id: "m1".into(), max_input: "1".into(), ..ModelDetail::default() };
    draft.model_details.push(detail);
    let priced = Model { max_input: Some(9), ..Model::named("m1", "One") };
    draft.add_models(&[priced, Model::named("m2", "Two"), Model::new("m3"), Model::new("a,b"), Model::new("m3")]);
    assert_eq!(draft.models, "mine, m1, m2, m3");
    let details: Vec<_> =
        draft.model_details.iter().map(|detail| (&*detail.id, &*detail.name, &*detail.max_input)).collect();
    assert_eq!(details, [("m1", "One", "1"), ("m2", "Two", "")]);
    let before = draft.clone();
    draft.add_models(&[Model::named("m2", "Other")]);
    assert_eq!(draft, before);
    let mut empty = Draft::default();
    empty.add_models(&[Model::new("a"), Model::new("b")]);
    assert_eq!(empty.models, "a, b");
}

#[test]
fn a_model_that_is_dropped_leaves_the_others_as_they_are() {
    let cases =
        [("a, b/c:7b , a,\nd", "a", "b/c:7b, d"), ("a", "a", ""), ("a, b", "c", "a, b"), ("ab, a, B", "b", "ab, a, B")];
    for (typed, id, expected) in cases {
        let mut draft = Draft { models: typed.into(), ..Draft::default() };
        draft.drop_model(id);
        assert_eq!(draft.models, expected, "{typed} {id}");
    }
    // An id that a script has registered may hold a comma.
    let details = ["odd, id", "b", "c"].map(|id| ModelDetail { id: id.into(), ..ModelDetail::default() });
    let mut draft = Draft { models: "odd, id, b, c".into(), model_details: details.into(), ..Draft::default() };
    draft.drop_model("b");
    assert_eq!(draft.model_ids(), ["odd, id", "c"]);
}

#[test]
fn models_are_found_by_words() {
    let model = Model::named("Qwen/Qwen3-32B", "Large one");
    let cases =
        [("", true), ("qwen", true), ("32b QWEN", true), ("large 32", true), ("qwen 7b", false), ("one large", true)];
    for (query, expected) in cases {
        assert_eq!(model.matches(query), expected, "{query}");
    }
}

#[test]
fn what_most_likely_does_not_chat_is_known_by_its_id() {
    let others = [
        "text-embedding-3-small",
        "nomic-embed-text",
        "Whisper-1",
        "gpt-4o-mini-tts",
        "gpt-image-1",
        "omni-moderation-latest",
        "BAAI/bge-reranker-v2",
    ];
    for (ids, expected) in [(&others[..], true), (&["gpt-4o", "lab/matts-7b", "qwen3:8b"], false)] {
        for id in ids {
            assert_eq!(Model::new(id).is_other_kind(), expected, "{id}");
        }
    }
}
