use serde_json::json;

use super::*;
use crate::provider::{HeaderError, stored::StoredProviders};

fn registry() -> Registry {
    let stored = StoredProviders::parse(Some(
        r#"[{"id":"corp","name":"Corp","endpoint":"http://corp/api","auth":"api-key","extraHeaders":{"X-A":"1"},
             "models":[{"id":"m1","name":"Model one","pricing":{"input":1}},{"id":"odd,id"}],"pricing":{"output":2},"note":1}]"#,
    ));
    Registry::from_stored(&stored.unwrap_or_else(|error| panic!("{error:?}")))
}

fn draft(id: &str, name: &str, endpoint: &str, key: &str, models: &str) -> Draft {
    let text = str::to_owned;
    Draft {
        id: text(id),
        name: text(name),
        endpoint: text(endpoint),
        key: text(key),
        models: text(models),
        ..Draft::default()
    }
}

#[test]
fn five_fields_make_a_provider() {
    let typed = draft(" my-llm ", " My LLM ", "localhost:8000", " sk-1 ", "a, b/c:7b@x ,,\n a\r\n D.1");
    let (provider, key) = typed.parse(&registry(), None).unwrap_or_else(|errors| panic!("{errors:?}"));
    let expected = json!({
        "id": "my-llm", "name": "My LLM", "endpoint": "http://localhost:8000/v1/chat/completions",
        "models": [{ "id": "a", "name": "a" }, { "id": "b/c:7b@x", "name": "b/c:7b@x" }, { "id": "D.1", "name": "D.1" }],
        "apiStyle": "openai", "extraHeaders": {}, "pricing": null, "maxInput": 0,
    });
    assert_eq!(provider.to_entry(), expected);
    assert_eq!(key.as_ref().map(ApiKey::expose), Some("sk-1"));
}

#[test]
fn a_blank_key_is_none() {
    for typed in ["", "  ", "\"\"", "\u{200b}"] {
        let parsed = draft("x", "X", "http://h/v1", typed, "m").parse(&registry(), None);
        assert!(parsed.is_ok_and(|(_, key)| key.is_none()), "{typed:?}");
    }
}

#[test]
fn exactly_as_typed_adds_nothing() {
    let mut typed = draft("x", "X", "http://h/v1", "", "m");
    typed.use_exactly = true;
    let endpoint =
        |draft: &Draft| draft.parse(&registry(), None).map(|(provider, _)| provider.endpoint.as_str().to_owned());
    assert_eq!(endpoint(&typed), Ok("http://h/v1".into()));
    typed.endpoint = "localhost:8000".into();
    let error = FieldError { field: Field::Endpoint, error: FieldFault::Endpoint(EndpointError::Relative) };
    assert_eq!(endpoint(&typed), Err(vec![error]));
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let all = [
        (Field::Id, FieldFault::Id(IdError::Empty)),
        (Field::Name, FieldFault::Empty),
        (Field::Endpoint, FieldFault::Endpoint(EndpointError::Empty)),
        (Field::Key, FieldFault::Key(KeyError::LineBreak { position: 3 })),
        (Field::Models, FieldFault::Empty),
    ];
    let errors = draft("", " ", "", "sk\n1", " , ,\n").parse(&registry(), None).err();
    assert_eq!(errors, Some(all.map(|(field, error)| FieldError { field, error }).to_vec()));
}

#[test]
fn each_field_has_its_own_fault() {
    let good = || draft("x", "X", "http://h/v1", "", "m");
    let id = |id: &str| Draft { id: id.into(), ..good() };
    let endpoint = |endpoint: &str| Draft { endpoint: endpoint.into(), ..good() };
    let long = "a".repeat(65);
    let cases = [
        (id("My-LLM"), Field::Id, FieldFault::Id(IdError::Capital { letter: 'M' })),
        (id("my llm"), Field::Id, FieldFault::Id(IdError::Space)),
        (id(&long), Field::Id, FieldFault::Id(IdError::TooLong { length: 65 })),
        (id("corp"), Field::Id, FieldFault::Id(IdError::Taken { id: "corp".into() })),
        (id("demo"), Field::Id, FieldFault::Id(IdError::BuiltIn { id: "demo".into() })),
        (endpoint("not a url"), Field::Endpoint, FieldFault::Endpoint(EndpointError::Relative)),
        (endpoint("ftp://h"), Field::Endpoint, FieldFault::Endpoint(EndpointError::Scheme { scheme: "ftp".into() })),
        (
            Draft { key: "sk-한글".into(), ..good() },
            Field::Key,
            FieldFault::Key(KeyError::Character { position: 4, character: '한' }),
        ),
    ];
    for (draft, field, error) in cases {
        assert_eq!(draft.parse(&registry(), None).err(), Some(vec![FieldError { field, error }]), "{draft:?}");
    }
}

#[test]
fn editing_keeps_what_the_form_does_not_show() {
    let registry = registry();
    let before = registry.get("corp").unwrap_or_else(|| panic!("it is stored"));
    let typed = Draft::from_provider(before);
    let (unchanged, key) = typed.parse(&registry, Some(&before.id)).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert_eq!((&unchanged, key), (before, None));

    let edited = Draft { id: "ignored".into(), name: "New".into(), models: "new, m1".into(), ..typed };
    let (provider, _) = edited.parse(&registry, Some(&before.id)).unwrap_or_else(|errors| panic!("{errors:?}"));
    let mut expected = before.clone();
    expected.name = "New".into();
    expected.models = vec![Model::new("new"), before.models[0].clone()];
    assert_eq!(provider, expected);
}

#[test]
fn a_stored_endpoint_is_never_completed() {
    let cases = [
        ("http://h/v1/chat/completions", false),
        ("http://h/api", false),
        ("http://h/v1", true),
        ("http://h", true),
        ("http://h/v1/chat/completions#part", true),
        ("http://h//v1/chat/completions", true),
    ];
    for (endpoint, use_exactly) in cases {
        let options = json!({ "endpoint": endpoint });
        let provider = Provider::from_options("x", &options).unwrap_or_else(|error| panic!("{error:?}"));
        let draft = Draft::from_provider(&provider);
        assert_eq!((draft.use_exactly, draft.models.as_str()), (use_exactly, "default"), "{endpoint}");
        let saved = draft.parse(&Registry::default(), Some(&provider.id)).map(|(saved, _)| saved.endpoint);
        assert_eq!(saved, Ok(provider.endpoint), "{endpoint}");
    }
}

#[test]
fn a_key_is_not_printed() {
    let printed = format!("{:?}", draft("x", "X", "h", "sk-tell-tale", "m"));
    assert!(printed.contains("redacted") && !printed.contains("tell-tale"), "{printed}");
}

#[test]
fn the_whole_form_makes_a_provider() {
    let price = |input: &str, output: &str, cached: &str| PriceTexts {
        input: input.into(),
        output: output.into(),
        cached_input: cached.into(),
    };
    let header = |name: &str, value: &str, secret| HeaderRow { name: name.into(), value: value.into(), secret };
    let typed = Draft {
        auth: Some(AuthMode::ApiKey),
        extra_headers: vec![
            header(" X-Team ", "eng", false),
            header("", " ", false),
            header("X-Late", "", true),
            header("X-Pass", "s", true),
        ],
        pricing: price("3", " $15 ", ""),
        max_input: "128,000".into(),
        model_details: vec![
            ModelDetail { id: "gone".into(), max_input: "-".into(), ..ModelDetail::default() },
            ModelDetail { id: "b".into(), name: "Bee".into(), pricing: price("", "0.5", ""), ..ModelDetail::default() },
        ],
        route: Route::Relay,
        parameters: "{\"temperature\": 0.2}".into(),
        idle_limit: "0".into(),
        ..draft("x", "X", "http://h", "", "a, b, a")
    };
    let (provider, _) = typed.parse(&registry(), None).unwrap_or_else(|errors| panic!("{errors:?}"));
    let expected = json!({
        "id": "x", "name": "X", "endpoint": "http://h/v1/chat/completions",
        "models": [{ "id": "a", "name": "a" }, { "id": "b", "name": "Bee", "pricing": { "output": 0.5 } }],
        "apiStyle": "openai", "extraHeaders": { "X-Team": "eng", "X-Pass": "s" }, "pricing": { "input": 3, "output": 15 },
        "maxInput": 128_000, "auth": "api-key", "route": "relay", "secretHeaders": ["X-Pass", "X-Late"],
        "parameters": { "temperature": 0.2 }, "idleLimit": 0,
    });
    assert_eq!(provider.to_entry(), expected);
    let shown = Draft::from_provider(&provider);
    assert_eq!(shown.parse(&Registry::default(), None), Ok((provider, None)), "the form shows all of it");
}

#[test]
fn every_wrong_row_is_named_at_once() {
    let header = |name: &str, value: &str| HeaderRow { name: name.into(), value: value.into(), secret: false };
    let bad = |typed: &str| PriceTexts { output: typed.into(), ..PriceTexts::default() };
    let typed = Draft {
        extra_headers: vec![
            header("X-A", "1"),
            header("", "1"),
            header("Host", "1"),
            header("X-B", "값"),
            header("x-a", "2"),
            header("X-C", "a\nb"),
        ],
        pricing: bad("free"),
        max_input: "many".into(),
        model_details: vec![ModelDetail {
            id: "m2".into(),
            pricing: bad("-1"),
            max_input: "1.5".into(),
            ..ModelDetail::default()
        }],
        parameters: "{\n\"temperature\": }".into(),
        idle_limit: "4294967296".into(),
        ..draft("x", "X", "http://h", "", "m1,m2")
    };
    let header = |error| FieldFault::Header(error);
    let price = |typed: &str| FieldFault::Price { typed: typed.into() };
    let whole = |typed: &str, most| FieldFault::Whole { typed: typed.into(), most };
    let most_tokens = 9_007_199_254_740_991;
    let expected = [
        (Field::HeaderName { row: 1 }, header(HeaderError::EmptyName)),
        (Field::HeaderName { row: 2 }, header(HeaderError::Forbidden { name: "Host".into() })),
        (Field::HeaderValue { row: 3 }, header(HeaderError::ValueCharacter { position: 1, character: '값' })),
        (Field::HeaderName { row: 4 }, header(HeaderError::Duplicate { name: "x-a".into() })),
        (Field::HeaderValue { row: 5 }, header(HeaderError::LineBreak { position: 2 })),
        (Field::Price { part: PricePart::Output }, price("free")),
        (Field::MaxInput, whole("many", most_tokens)),
        (Field::IdleLimit, whole("4294967296", u32::MAX.into())),
        (Field::ModelPrice { row: 1, part: PricePart::Output }, price("-1")),
        (Field::ModelMaxInput { row: 1 }, whole("1.5", most_tokens)),
        (Field::Parameters, FieldFault::Parameters(ParametersFault::Json { line: 2, column: 16 })),
    ];
    let errors = typed.parse(&registry(), None).err();
    assert_eq!(errors, Some(expected.map(|(field, error)| FieldError { field, error }).to_vec()));
}

#[test]
fn headers_are_checked_while_they_are_typed() {
    let header = |name: &str, value: &str| HeaderRow { name: name.into(), value: value.into(), secret: false };
    let rows = [
        header("X-A", "1"),
        header("", "값"),
        header(" x-a ", ""),
        header("Host", "1"),
        header("X-B", "값"),
        header("", ""),
    ];
    let typed = Draft { extra_headers: rows.into(), ..Draft::default() };
    let expected = [
        Ok(()),
        Ok(()),
        Err(HeaderError::Duplicate { name: "x-a".into() }),
        Err(HeaderError::Forbidden { name: "Host".into() }),
        Err(HeaderError::ValueCharacter { position: 1, character: '값' }),
        Ok(()),
        Ok(()),
    ];
    for (row, expected) in expected.into_iter().enumerate() {
        assert_eq!(typed.check_header(row), expected, "row {row}");
    }
}

#[test]
fn an_address_with_gaps_is_looked_at_and_never_used() {
    let cases = [
        ("https://{resource}.openai.azure.com/openai", Some("https://x.openai.azure.com"), Some(Service::Azure)),
        ("{host}:11434", Some("http://x:11434"), Some(Service::Ollama)),
        ("http://localhost:1234/<path>", Some("http://localhost:1234"), Some(Service::LmStudio)),
        ("http://h/v1", Some("http://h"), None),
        ("no address", None, None),
    ];
    for (endpoint, origin, service) in cases {
        let typed = draft("x", "X", endpoint, "", "m");
        let likely = typed.likely_endpoint().and_then(|endpoint| endpoint.origin());
        assert_eq!((likely.as_deref(), typed.service()), (origin, service), "{endpoint}");
    }
}

#[test]
fn every_field_can_be_read_and_typed() {
    let mut typed = draft("x", "X", "http://h", "k", "m1, m2");
    typed.extra_headers.push(HeaderRow::default());
    let fields = [
        Field::Id,
        Field::Name,
        Field::Endpoint,
        Field::Key,
        Field::HeaderName { row: 0 },
        Field::HeaderValue { row: 0 },
        Field::Price { part: PricePart::CachedInput },
        Field::MaxInput,
        Field::ModelPrice { row: 1, part: PricePart::Input },
        Field::ModelMaxInput { row: 1 },
        Field::Parameters,
        Field::IdleLimit,
        Field::Models,
    ];
    for (number, field) in fields.into_iter().enumerate() {
        typed.set_text(field, number.to_string());
        assert_eq!(typed.text(field), number.to_string(), "{field:?}");
    }
    typed.set_text(Field::HeaderName { row: 9 }, "lost".into());
    typed.set_text(Field::ModelMaxInput { row: 9 }, "lost".into());
    assert_eq!((typed.text(Field::HeaderName { row: 9 }), typed.text(Field::ModelMaxInput { row: 9 })), ("", ""));
    assert_eq!(typed.model_detail("m2").map(|detail| detail.max_input.as_str()), Some("9"));
}

#[test]
fn default_parameters_are_an_object_without_what_requests_have() {
    let parse = |typed: &str| {
        let draft = Draft { parameters: typed.into(), ..draft("x", "X", "http://h", "", "m") };
        draft.parse(&Registry::default(), None).map(|(provider, _)| Value::Object(provider.parameters))
    };
    let fault = |fault| Err(vec![FieldError { field: Field::Parameters, error: FieldFault::Parameters(fault) }]);
    assert_eq!(parse(" \n"), Ok(json!({})));
    assert_eq!(parse("{\"stream\": false, \"top_k\": 5}"), Ok(json!({ "stream": false, "top_k": 5 })));
    assert_eq!(parse("{top_k: 5, stop: ['a'],}"), Ok(json!({ "top_k": 5, "stop": ["a"] })));
    assert_eq!(parse("[1]"), fault(ParametersFault::NotAnObject));
    assert_eq!(parse("{\"messages\": []}"), fault(ParametersFault::Reserved { name: "messages" }));
}

#[test]
fn secret_headers_are_not_printed() {
    let row = |name: &str, secret| HeaderRow { name: name.into(), value: "tell-tale".into(), secret };
    let typed = Draft { extra_headers: vec![row("X-A", true), row("api-key", false)], ..Draft::default() };
    assert!(!format!("{typed:?}").contains("tell-tale"));
    assert!(format!("{:?}", row("X-A", false)).contains("tell-tale"));
}
