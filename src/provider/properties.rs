//! What holds for any input.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// Texts that look a little like addresses, so that the rare paths are reached.
fn address() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "http://",
        "https:",
        "//",
        "/",
        "localhost",
        "api.perplexity.ai",
        "h.example",
        "[::1]",
        ":",
        "8000",
        "v1",
        "/v1/",
        "?",
        "a=b",
        "#",
        "@",
        "chat/completions",
        "{id}",
        "<x>",
        " ",
        "\u{200b}",
        "모델",
        "\"",
        "%",
        "..",
        "\\",
        "\n",
        ",",
    ]);
    prop::collection::vec(part, 0..9).prop_map(|parts| parts.concat())
}

/// JSON values of all kinds, objects with the names of a stored entry among them.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|quarters| Value::from(f64::from(quarters) / 4.0)),
        ".{0,6}".prop_map(Value::from),
        prop::sample::select(vec!["a", "http://h/v1", "openai", "relay", "api-key", "X-A"]).prop_map(Value::from),
    ];
    let name = prop::sample::select([&option::KNOWN[..], &["input", "X-A", "other"]].concat());
    leaf.prop_recursive(3, 40, 6, move |inner| {
        let object = prop::collection::vec((name.clone(), inner.clone()), 0..8);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            object.prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

/// Options of which most can be registered.
fn options() -> impl Strategy<Value = Value> {
    let text = || prop::sample::select(vec!["m", "a,b", "Org/M:7b", " x ", "", "모델"]).prop_map(Value::from);
    let number =
        prop_oneof![Just(0.into()), Just(0.25.into()), Just(128_000.into()), Just((-1).into()), Just(Value::Null)];
    let object = |fields: Vec<(&'static str, Value)>| -> Value {
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    };
    let prices =
        prop::collection::vec((prop::sample::select(vec!["input", "output", "cachedInput", "x"]), number), 0..3);
    let prices = prop_oneof![Just(Value::Null), prices.prop_map(object)];
    let model = (text(), text(), prices.clone())
        .prop_map(move |(id, name, pricing)| object(vec![("id", id), ("name", name), ("pricing", pricing)]));
    let headers =
        prop::collection::vec((prop::sample::select(vec!["X-A", "x-a", "X-B"]), text()), 0..3).prop_map(object);
    let field = prop_oneof![
        (Just("name"), text()),
        (Just("models"), prop::collection::vec(model, 0..3).prop_map(Value::from)),
        (Just("pricing"), prices),
        (Just("extraHeaders"), headers),
        (Just("secretHeaders"), prop::collection::vec(Just(Value::from("X-A")), 0..2).prop_map(Value::from)),
        (prop::sample::select(vec!["auth", "route", "disabled", "idleLimit", "parameters", "other"]), json()),
        (Just("auth"), prop::sample::select(AuthMode::WORDS.to_vec()).prop_map(Value::from)),
    ];
    let endpoint = prop_oneof![
        prop::sample::select(vec!["http://h/v1", "https://h.example/v1/chat/completions?a=1", "http://[::1]:1"])
            .prop_map(str::to_owned),
        address(),
    ];
    (endpoint, prop::collection::vec(field, 0..4)).prop_map(move |(endpoint, mut fields)| {
        fields.push(("endpoint", endpoint.into()));
        object(fields)
    })
}

/// A stored entry; ids meet often.
fn entry() -> impl Strategy<Value = Value> {
    (prop::sample::select(vec!["a", "b", "c/d", "A", "openai"]), options()).prop_map(|(id, mut options)| {
        options["id"] = id.into();
        options
    })
}

proptest! {
    #[test]
    fn a_completed_address_is_final(typed in prop_oneof![address(), ".{0,40}".boxed()]) {
        if let Ok(completed) = complete(&typed) {
            let text = completed.endpoint.as_str();
            let (before, added, after) = completed.parts();
            prop_assert_eq!(format!("{before}{added}{after}"), text);
            prop_assert_eq!(added, &completed.added);
            let again = complete(text).map_err(|error| TestCaseError::fail(format!("{text:?}: {error:?}")))?;
            prop_assert_eq!((again.endpoint.as_str(), again.added.as_str()), (text, ""));
        }
    }

    #[test]
    fn an_address_is_kept_as_given(text in prop_oneof![address(), ".{0,40}".boxed()]) {
        if let Ok(endpoint) = Endpoint::parse(&text) {
            prop_assert_eq!(endpoint.as_str(), text.trim());
            prop_assert!(!endpoint.host().is_empty() && endpoint.origin().is_some());
        }
    }

    #[test]
    fn a_key_can_stand_in_a_header(text in "\\PC{0,12}|.{0,12}") {
        if let Ok(clean) = ApiKey::parse(&text) {
            prop_assert!(HeaderValue::parse(clean.key.expose()).is_ok());
            prop_assert_eq!(clean.cleaned, clean.key.expose() != text);
            let again = ApiKey::parse(clean.key.expose());
            prop_assert_eq!(again, Ok(CleanKey { key: clean.key, cleaned: false }));
        }
    }

    #[test]
    fn what_is_stored_stays_stored(entries in prop::collection::vec(prop_oneof![json().boxed(), entry().boxed()], 0..6)) {
        let text = Value::from(entries).to_string();
        let stored = StoredProviders::parse(Some(&text)).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(stored.to_text(), text);
        for provider in stored.readable() {
            let again = Provider::from_stored(&provider.to_entry());
            prop_assert_eq!(again.as_ref(), Ok(provider));
            let mut changed = stored.clone();
            changed.put(provider);
            prop_assert_eq!(changed.set_aside(), stored.set_aside());
            prop_assert!(changed.remove(provider.id.as_str()) && changed.get(provider.id.as_str()).is_none());
        }
    }

    #[test]
    fn options_are_read_or_refused(id in "[a-z]{1,4}", options in prop_oneof![options().boxed(), json().boxed()]) {
        if let Ok(provider) = Provider::from_options(&id, &options) {
            prop_assert!(!provider.models.is_empty());
            let entry = provider.to_entry();
            prop_assert_eq!(Provider::from_options(&id, &entry), Ok(provider.clone()));
            prop_assert_eq!(Provider::from_stored(&entry), Ok(provider.clone()));
            let draft = Draft::from_provider(&provider);
            let stored = StoredProviders::parse(Some(&format!("[{entry}]"))).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let saved = draft.parse(&Registry::from_stored(&stored), Some(&provider.id));
            prop_assert!(saved.is_ok_and(|(saved, _)| saved == provider || provider.name.trim() != provider.name));
        }
    }
}
