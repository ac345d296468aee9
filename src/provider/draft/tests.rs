use serde_json::json;

use super::*;
use crate::provider::stored::StoredProviders;

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
        use_exactly: false,
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
