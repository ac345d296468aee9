use super::*;

const GOOD: &str = r#"{"id":"a","name":"A","endpoint":"http://h/v1/chat/completions","models":[{"id":"m","name":"M"}],"apiStyle":"openai","extraHeaders":{},"pricing":null,"maxInput":0,"note":{"kept":[1.50]}}"#;

fn parse(text: &str) -> StoredProviders {
    StoredProviders::parse(Some(text)).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn ids(stored: &StoredProviders) -> Vec<&str> {
    stored.readable().map(|provider| provider.id.as_str()).collect()
}

fn provider(id: &str) -> Provider {
    let options = serde_json::json!({ "endpoint": "http://new/v1/chat/completions" });
    Provider::from_options(id, &options).unwrap_or_else(|error| panic!("{id}: {error:?}"))
}

#[test]
fn nothing_stored_is_an_empty_array() {
    for text in [None, Some(""), Some("  "), Some("null")] {
        let stored = StoredProviders::parse(text).expect("nothing to read");
        assert!(stored.is_absent() && stored.to_text() == "[]", "{text:?}");
    }
    assert!(!parse("[]").is_absent());
}

#[test]
fn a_text_that_is_no_array_is_not_touched() {
    let cases = [
        ("{\"a\":1}", TextFault::NotAnArray),
        ("\"x\"", TextFault::NotAnArray),
        ("oops", TextFault::Json { line: 1, column: 1 }),
        ("[\n{\"id\":\"a\"", TextFault::Json { line: 2, column: 9 }),
    ];
    for (text, reason) in cases {
        assert_eq!(StoredProviders::parse(Some(text)), Err(WholeTextUnreadable { reason }), "{text}");
    }
}

#[test]
fn bad_entries_are_set_aside_and_stay_as_they_are() {
    let bad = [
        (r#"7"#, "", "entry"),
        (r#"null"#, "", "entry"),
        (r#"{}"#, "", "id"),
        (r#"{"id":5,"name":"Five"}"#, "Five", "id"),
        (r#"{"id":"","name":""}"#, "", "id"),
        (r#"{"id":"My LLM","endpoint":"http://h/v1"}"#, "My LLM", "id"),
        (r#"{"id":"openai","endpoint":"http://h/v1"}"#, "openai", "id"),
        (r#"{"id":"b"}"#, "b", "endpoint"),
        (r#"{"id":"b","endpoint":"localhost:8000"}"#, "b", "endpoint"),
        (r#"{"id":"b","endpoint":"http://h/v1","models":[]}"#, "b", "models"),
        (r#"{"id":"b","endpoint":"http://h/v1","models":[{"id":"m"},{}]}"#, "b", "models[1].id"),
        (r#"{"id":"b","endpoint":"http://h/v1","apiStyle":"anthropic"}"#, "b", "apiStyle"),
        (r#"{"id":"b","endpoint":"http://h/v1","extraHeaders":{"X-A":"1\n2"}}"#, "b", "extraHeaders.X-A"),
        (r#"{"id":"b","endpoint":"http://h/v1","name":"\ud800"}"#, "", "entry"),
        (r#"{"id":"b","endpoint":"http://h/v1","pricing":{"input":1e999}}"#, "", "entry"),
        (GOOD, "a", "id"),
    ];
    for (entry, label, field) in bad {
        let text = format!("[ {GOOD} ,\n {entry} ]");
        let mut stored = parse(&text);
        assert_eq!(ids(&stored), ["a"], "{entry}");
        let aside = stored.set_aside();
        let seen: Vec<_> = aside.iter().map(|aside| (aside.index, aside.label.as_str(), aside.raw.as_str())).collect();
        assert_eq!(seen, [(1, label, entry)], "{entry}");
        assert_eq!(aside.first().map(|aside| aside.reason.field.as_str()), Some(field), "{entry}");
        assert_eq!(stored.to_text(), format!("[{GOOD},{entry}]"));
        stored.put(&provider("new"));
        let added = provider("new").to_entry();
        assert_eq!(stored.to_text(), format!("[{GOOD},{entry},{added}]"));
        assert_eq!(parse(&stored.to_text()), stored, "{entry}");
    }
}

#[test]
fn old_entries_keep_working() {
    let long = "a".repeat(100);
    let entries = [
        (r#"{"id":"a/b:c","endpoint":"http://h/v1"}"#.to_owned(), "a/b:c"),
        (format!(r#"{{"id":"{long}","endpoint":"http://h/v1"}}"#), long.as_str()),
        (
            r#"{"id":"x","endpoint":"http://h/v1","models":["m1","m2","m1"],"name":null,"maxInput":null}"#.to_owned(),
            "x",
        ),
        (r#"{"id":"x","endpoint":"http://h/v1","extraHeaders":null,"apiStyle":null,"auth":null}"#.to_owned(), "x"),
    ];
    for (entry, id) in entries {
        assert_eq!(ids(&parse(&format!("[{entry}]"))), [id], "{entry}");
    }
}

#[test]
fn a_provider_is_replaced_in_its_place() {
    let other = GOOD.replace("\"a\"", "\"b\"");
    let mut stored = parse(&format!("[{GOOD},{other}]"));
    stored.put(&provider("a"));
    assert_eq!(stored.to_text(), format!("[{},{other}]", provider("a").to_entry()));
    assert_eq!(ids(&stored), ["a", "b"]);
}

#[test]
fn a_removed_provider_comes_back_to_its_place() {
    let broken = r#"{"id":"x"}"#;
    let [a, b, c] = ["a", "b", "c"].map(|id| provider(id).to_entry().to_string());
    for (id, place) in [("a", 0), ("b", 2), ("c", 3)] {
        let text = format!("[{a},{broken},{b},{c}]");
        let mut stored = parse(&text);
        assert_eq!(stored.place(id), Some(place));
        assert!(stored.remove(id));
        stored.put_at(&provider(id), place);
        assert_eq!(stored.to_text(), text, "{id}");
        stored.put_at(&provider(id), 0);
        assert_eq!(stored.to_text(), text, "one that is there is not moved");
    }
    let mut stored = parse("[]");
    stored.put_at(&provider("a"), 7);
    assert_eq!((stored.to_text(), stored.place("b")), (format!("[{a}]"), None));
}

#[test]
fn a_removed_provider_takes_its_duplicates_along() {
    let twice = GOOD.replace("\"A\"", "\"again\"");
    let broken = r#"{"id":"a"}"#;
    let mut stored = parse(&format!("[{broken},{GOOD},{twice}]"));
    assert!(stored.remove("a"));
    assert_eq!(stored.to_text(), format!("[{broken}]"));
    assert!(!stored.remove("a") && !stored.remove("never"));
    assert_eq!(stored.to_text(), format!("[{broken}]"));
}

#[test]
fn unknown_fields_survive_a_save() {
    let mut stored = parse(&format!("[{GOOD}]"));
    let mut provider = stored.get("a").cloned().expect("the entry");
    provider.name = "Renamed".into();
    stored.put(&provider);
    assert_eq!(stored.to_text(), format!("[{}]", GOOD.replace("\"A\"", "\"Renamed\"").replace("1.50", "1.5")));
}
