use serde_json::json;

use super::*;

const ENDPOINT: &str = "http://h:8000/v1/chat/completions";

fn with(name: &str, value: Value) -> Value {
    let mut options = json!({ "endpoint": ENDPOINT });
    options[name] = value;
    options
}

fn register(options: &Value) -> Provider {
    Provider::from_options("my-llm", options).unwrap_or_else(|error| panic!("{options}: {error:?}"))
}

#[test]
fn everything_but_the_endpoint_has_a_default() {
    let provider = register(&json!({ "endpoint": ENDPOINT }));
    let expected = json!({
        "id": "my-llm", "name": "my-llm", "endpoint": ENDPOINT, "models": [{ "id": "default", "name": "my-llm" }],
        "apiStyle": "openai", "extraHeaders": {}, "pricing": null, "maxInput": 0,
    });
    assert_eq!(provider.to_entry().to_string(), expected.to_string());
}

#[test]
fn the_documentations_examples_are_stored_as_given() {
    let gateway = json!({
        "name": "Corporate Gateway",
        "endpoint": "https://llm.corp.internal/v1/chat/completions",
        "models": [{ "id": "gpt-4o", "name": "GPT-4o (via gateway)" }],
        "extraHeaders": { "X-Corp-Token": "your-internal-token", "X-Department": "engineering" },
    });
    let expected = concat!(
        r#"{"id":"corp-gateway","name":"Corporate Gateway","endpoint":"https://llm.corp.internal/v1/chat/completions","#,
        r#""models":[{"id":"gpt-4o","name":"GPT-4o (via gateway)"}],"apiStyle":"openai","#,
        r#""extraHeaders":{"X-Corp-Token":"your-internal-token","X-Department":"engineering"},"pricing":null,"maxInput":0}"#,
    );
    let provider = Provider::from_options("corp-gateway", &gateway).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(provider.to_entry().to_string(), expected);
}

#[test]
fn every_option_comes_back_from_the_entry() {
    let entry = concat!(
        r#"{"id":"my-llm","name":"내 LLM","endpoint":"http://h:8000/v1/chat/completions","#,
        r#""models":[{"id":"Org/M:7b@v1","name":"M","pricing":{"input":1,"output":2.5,"per":"token"},"maxInput":8192,"tier":"x"},{"id":"b","name":"b"}],"#,
        r#""apiStyle":"openai","extraHeaders":{"X-A":"1","X-B":"2"},"#,
        r#""pricing":{"input":0,"output":0.25,"cachedInput":0.1,"note":"y"},"maxInput":128000,"#,
        r#""auth":"api-key","route":"relay","secretHeaders":["X-B","X-Gone"],"parameters":{"temperature":0.2,"stop":["a"]},"#,
        r#""disabled":true,"idleLimit":90,"zz":1,"aa":{"b":[null]}}"#,
    );
    let value: Value = serde_json::from_str(entry).unwrap_or_else(|error| panic!("{error}"));
    let stored = Provider::from_stored(&value).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(stored.to_entry().to_string(), entry);
    assert_eq!(register(&value), stored, "a copied entry registers the same provider");
    assert_eq!((stored.auth, stored.route, stored.idle_limit), (Some(AuthMode::ApiKey), Route::Relay, Some(90)));
    assert!(stored.extra_headers.iter().map(|header| header.secret).eq([false, true]));
    assert_eq!(stored.models[0].pricing.as_ref().and_then(|pricing| pricing.output), Some(2.5));
}

#[test]
fn a_wrong_option_is_refused_by_its_name() {
    let kind = |expected, found| OptionFault::Type { expected, found };
    let less = |number: &str| OptionFault::Number { number: number.into(), whole: false };
    let whole = |number: &str| OptionFault::Number { number: number.into(), whole: true };
    let header = OptionFault::Header;
    let model = |second: Value| json!([{ "id": "a" }, second]);
    use Kind::{Boolean, List, Null, Number, Object, Text};
    let cases = [
        ("endpoint", json!(null), "endpoint", kind(Text, Null)),
        ("endpoint", json!(7), "endpoint", kind(Text, Number)),
        ("endpoint", json!(""), "endpoint", OptionFault::Endpoint(EndpointError::Empty)),
        ("endpoint", json!("localhost:8000"), "endpoint", OptionFault::Endpoint(EndpointError::Relative)),
        (
            "endpoint",
            json!("ftp://h/v1"),
            "endpoint",
            OptionFault::Endpoint(EndpointError::Scheme { scheme: "ftp".into() }),
        ),
        ("endpoint", json!("http://u:p@h/v1"), "endpoint", OptionFault::Endpoint(EndpointError::Credentials)),
        ("name", json!(""), "name", OptionFault::Empty),
        ("name", json!("  "), "name", OptionFault::Empty),
        ("name", json!(5), "name", kind(Text, Number)),
        ("name", json!(null), "name", kind(Text, Null)),
        ("models", json!([]), "models", OptionFault::Empty),
        ("models", json!("gpt-4o"), "models", kind(List, Text)),
        ("models", json!(null), "models", kind(List, Null)),
        ("models", json!({ "id": "a" }), "models", kind(List, Object)),
        ("models", json!(["gpt-4o"]), "models[0]", kind(Object, Text)),
        ("models", model(json!(null)), "models[1]", kind(Object, Null)),
        ("models", model(json!({})), "models[1].id", OptionFault::Missing),
        ("models", model(json!({ "name": "B" })), "models[1].id", OptionFault::Missing),
        ("models", model(json!({ "id": "" })), "models[1].id", OptionFault::Empty),
        ("models", model(json!({ "id": " " })), "models[1].id", OptionFault::Empty),
        ("models", model(json!({ "id": 7 })), "models[1].id", kind(Text, Number)),
        ("models", model(json!({ "id": "a" })), "models[1].id", OptionFault::Duplicate { id: "a".into() }),
        ("models", model(json!({ "id": "b", "name": 1 })), "models[1].name", kind(Text, Number)),
        ("models", model(json!({ "id": "b", "name": "" })), "models[1].name", OptionFault::Empty),
        ("models", model(json!({ "id": "b", "pricing": 1 })), "models[1].pricing", kind(Object, Number)),
        ("models", model(json!({ "id": "b", "pricing": { "output": -1 } })), "models[1].pricing.output", less("-1")),
        ("models", model(json!({ "id": "b", "maxInput": 1.5 })), "models[1].maxInput", whole("1.5")),
        (
            "apiStyle",
            json!("anthropic"),
            "apiStyle",
            OptionFault::Choice { given: "anthropic".into(), known: &["openai"] },
        ),
        ("apiStyle", json!("OpenAI"), "apiStyle", OptionFault::Choice { given: "OpenAI".into(), known: &["openai"] }),
        ("apiStyle", json!(null), "apiStyle", kind(Text, Null)),
        ("extraHeaders", json!([]), "extraHeaders", kind(Object, List)),
        ("extraHeaders", json!(null), "extraHeaders", kind(Object, Null)),
        ("extraHeaders", json!("X-A: 1"), "extraHeaders", kind(Object, Text)),
        ("extraHeaders", json!({ "X-A": 1 }), "extraHeaders.X-A", kind(Text, Number)),
        ("extraHeaders", json!({ "X-A": null }), "extraHeaders.X-A", kind(Text, Null)),
        ("extraHeaders", json!({ "": "1" }), "extraHeaders.", header(HeaderError::EmptyName)),
        (
            "extraHeaders",
            json!({ "X A": "1" }),
            "extraHeaders.X A",
            header(HeaderError::NameCharacter { position: 2, character: ' ' }),
        ),
        (
            "extraHeaders",
            json!({ "Cookie": "1" }),
            "extraHeaders.Cookie",
            header(HeaderError::Forbidden { name: "Cookie".into() }),
        ),
        (
            "extraHeaders",
            json!({ "X-A": "1\r\n2" }),
            "extraHeaders.X-A",
            header(HeaderError::LineBreak { position: 2 }),
        ),
        (
            "extraHeaders",
            json!({ "X-A": "부서" }),
            "extraHeaders.X-A",
            header(HeaderError::ValueCharacter { position: 1, character: '부' }),
        ),
        (
            "extraHeaders",
            json!({ "X-A": "1", "x-a": "2" }),
            "extraHeaders.x-a",
            header(HeaderError::Duplicate { name: "x-a".into() }),
        ),
        ("pricing", json!(3), "pricing", kind(Object, Number)),
        ("pricing", json!([1, 2]), "pricing", kind(Object, List)),
        ("pricing", json!({ "input": "1" }), "pricing.input", kind(Number, Text)),
        ("pricing", json!({ "input": null }), "pricing.input", kind(Number, Null)),
        ("pricing", json!({ "input": 1, "output": -0.5 }), "pricing.output", less("-0.5")),
        ("pricing", json!({ "cachedInput": false }), "pricing.cachedInput", kind(Number, Boolean)),
        ("maxInput", json!(null), "maxInput", kind(Number, Null)),
        ("maxInput", json!("8192"), "maxInput", kind(Number, Text)),
        ("maxInput", json!(-1), "maxInput", whole("-1")),
        ("maxInput", json!(0.5), "maxInput", whole("0.5")),
        ("maxInput", json!(1e300), "maxInput", whole("1e+300")),
        ("auth", json!("Bearer"), "auth", OptionFault::Choice { given: "Bearer".into(), known: &AuthMode::WORDS }),
        ("auth", json!(true), "auth", kind(Text, Boolean)),
        ("route", json!("proxy"), "route", OptionFault::Choice { given: "proxy".into(), known: &Route::WORDS }),
        ("secretHeaders", json!("X-A"), "secretHeaders", kind(List, Text)),
        ("secretHeaders", json!(["X-A", 1]), "secretHeaders[1]", kind(Text, Number)),
        (
            "secretHeaders",
            json!(["X:A"]),
            "secretHeaders[0]",
            header(HeaderError::NameCharacter { position: 2, character: ':' }),
        ),
        ("parameters", json!([]), "parameters", kind(Object, List)),
        ("disabled", json!("yes"), "disabled", kind(Boolean, Text)),
        ("disabled", json!(1), "disabled", kind(Boolean, Number)),
        ("idleLimit", json!(-1), "idleLimit", whole("-1")),
        ("idleLimit", json!(4_294_967_296_u64), "idleLimit", whole("4294967296")),
    ];
    for (name, value, field, fault) in cases {
        let error = Provider::from_options("my-llm", &with(name, value.clone())).err();
        assert_eq!(error, Some(OptionError { field: field.into(), fault }), "{name}: {value}");
    }
}

#[test]
fn the_options_and_the_id_are_checked_too() {
    let good = json!({ "endpoint": ENDPOINT });
    let kind = |found| OptionFault::Type { expected: Kind::Object, found };
    let cases = [
        ("my-llm", json!(null), "endpoint", OptionFault::Missing),
        ("my-llm", json!({}), "endpoint", OptionFault::Missing),
        ("my-llm", json!("http://h"), "options", kind(Kind::Text)),
        ("my-llm", json!([]), "options", kind(Kind::List)),
        ("My LLM", good.clone(), "id", OptionFault::Id(IdError::Capital { letter: 'M' })),
        ("", good.clone(), "id", OptionFault::Id(IdError::Empty)),
        ("openai", good, "id", OptionFault::Id(IdError::BuiltIn { id: "openai".into() })),
    ];
    for (id, options, field, fault) in cases {
        let error = Provider::from_options(id, &options).err();
        assert_eq!(error, Some(OptionError { field: field.into(), fault }), "{id}: {options}");
    }
}

#[test]
fn values_at_the_border_are_taken() {
    assert_eq!(register(&with("maxInput", json!(128_000.0))).max_input, 128_000);
    assert_eq!(register(&with("maxInput", json!(MAX_SAFE_INTEGER))).max_input, MAX_SAFE_INTEGER);
    assert_eq!(register(&with("idleLimit", json!(0))).idle_limit, Some(0));
    assert_eq!(register(&with("pricing", json!(null))).pricing, None);
    assert_eq!(register(&with("pricing", json!({}))).pricing, Some(Pricing::default()));
    assert_eq!(register(&with("models", json!([{ "id": "a b,c" }]))).models, [Model::new("a b,c")]);
    assert_eq!(register(&with("name", json!(" Name "))).name, " Name ");
    assert_eq!(register(&with("id", json!("other"))).to_entry()["id"], "my-llm");
}

#[test]
fn stored_header_values_of_other_kinds_become_text() {
    let stored = with("id", json!("x"));
    let entry = |value: Value| {
        let mut entry = stored.clone();
        entry["extraHeaders"] = json!({ "X-A": value });
        Provider::from_stored(&entry).map(|provider| provider.to_entry()["extraHeaders"]["X-A"].clone())
    };
    assert_eq!((entry(json!(7)), entry(json!(true))), (Ok(json!("7")), Ok(json!("true"))));
    assert!(entry(json!(null)).is_err() && entry(json!(["a"])).is_err());
}

#[test]
fn secret_names_match_in_any_case() {
    let options = json!({
        "endpoint": ENDPOINT, "extraHeaders": { "X-Team": "1" }, "secretHeaders": ["x-team", "X-Team", "X-Later"],
    });
    let provider = register(&options);
    assert!(provider.extra_headers[0].secret);
    assert_eq!(provider.to_entry()["secretHeaders"], json!(["X-Team", "X-Later"]));
}

#[test]
fn faults_do_not_hold_the_values_of_headers() {
    for value in ["tell-tale\n", "tell-tale한", "tell-tale\0"] {
        let error = Provider::from_options("x", &with("extraHeaders", json!({ "Authorization": value })));
        assert!(error.is_err_and(|error| !format!("{error:?} {error}").contains("tell-tale")), "{value:?}");
    }
}
