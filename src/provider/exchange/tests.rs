use serde_json::json;

use super::*;
use crate::provider::key::ApiKey;
use crate::provider::paste::{PasteError, Remark};
use crate::provider::registry::Registry;
use crate::provider::stored::StoredProviders;

const ENTRY: &str = r#"{"id":"corp","name":"Corp","endpoint":"http://corp/v1/chat/completions","models":[{"id":"m","name":"m"}],
    "extraHeaders":{"X-A":"1","X-Pass":"tell-tale","X-Corp-Token":"tell-tale","X-B":"2"},"secretHeaders":["X-Pass"],
    "pricing":{"input":1},"maxInput":8,"note":{"kept":1,"apiKey":"tell-tale"},"token":"tell-tale"}"#;

fn registry(entries: &[&str]) -> Registry {
    let text = format!("[{}]", entries.join(","));
    Registry::from_stored(&StoredProviders::parse(Some(&text)).unwrap_or_else(|error| panic!("{error:?}")))
}

fn key(text: &str) -> ApiKey {
    ApiKey::parse(text).unwrap_or_else(|error| panic!("{error:?}")).key
}

fn differences(text: &str, existing: &Registry) -> Vec<(String, String)> {
    let items = read_import(text, existing, &|_| Some(key("sk-1"))).unwrap_or_else(|error| panic!("{error:?}"));
    let short = |difference: Difference| match difference {
        Difference::Added { key, .. } => if key.is_some() { "added with key" } else { "added" }.to_owned(),
        Difference::Changed { changes, .. } => {
            changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>().join(" ")
        }
        Difference::Same => "same".to_owned(),
        Difference::Unreadable { reason } => format!("unreadable {}", reason.field),
    };
    items.into_iter().map(|item| (item.label, short(item.difference))).collect()
}

#[test]
fn exports_hold_no_secret_unless_asked() {
    let registry = registry(&[ENTRY]);
    let text = export(registry.customs());
    assert!(!text.contains("tell-tale") && !text.contains("apiKey"), "{text}");
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let entry = document.pointer("/providers/0").expect("an entry");
    assert_eq!(entry["extraHeaders"], json!({ "X-A": "1", "X-B": "2" }));
    assert_eq!(entry["secretHeaders"], json!(["X-Pass", "X-Corp-Token"]));
    assert_eq!(entry["note"], json!({ "kept": 1 }));

    let text = export_with_secrets(registry.customs(), &|id| (id == "corp").then(|| "sk-1".to_owned()));
    let document: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document.pointer("/providers/0/apiKey"), Some(&json!("sk-1")));
    assert_eq!(document.pointer("/providers/0/extraHeaders/X-Pass"), Some(&json!("tell-tale")));
}

#[test]
fn an_export_comes_back() {
    let here = registry(&[ENTRY]);
    let full = export_with_secrets(here.customs(), &|_| Some("sk-1".into()));
    assert_eq!(differences(&full, &here), [("corp".to_owned(), "same".to_owned())]);
    assert_eq!(differences(&full, &Registry::default()), [("corp".to_owned(), "added with key".to_owned())]);
    let Ok([ImportItem { difference: Difference::Added { provider, .. }, .. }]) =
        read_import(&full, &Registry::default(), &|_| None)
            .map(|items| <[ImportItem; 1]>::try_from(items).expect("one"))
    else {
        panic!("it is new")
    };
    assert_eq!(Some(provider.as_ref()), here.customs().first());
}

#[test]
fn secrets_that_are_here_stay() {
    let here = registry(&[&ENTRY.replace(",\"token\":\"tell-tale\"", "").replace(",\"apiKey\":\"tell-tale\"", "")]);
    let bare = export(here.customs()).replace("\"Corp\"", "\"Renamed\"");
    let items = read_import(&bare, &here, &|_| None).expect("an export");
    let Some(Difference::Changed { provider, key, changes, moved }) = items.first().map(|item| item.difference.clone())
    else {
        panic!("{items:?}")
    };
    assert_eq!(changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["name"]);
    assert_eq!(moved, None);
    let headers = here
        .customs()
        .first()
        .map(|known| known.extra_headers.iter().map(|header| header.value.clone()).collect::<Vec<_>>());
    assert_eq!(headers, Some(provider.extra_headers.iter().map(|header| header.value.clone()).collect()));
    assert_eq!((key, provider.secret_names.len()), (None, 0));
}

#[test]
fn differences_are_named() {
    let here = registry(&[ENTRY, r#"{"id":"b","endpoint":"http://b/v1","models":[{"id":"m","name":"m"}]}"#]);
    let entry = |more: Value| {
        let mut entry = json!({ "id": "b", "endpoint": "http://b/v1", "models": [{ "id": "m", "name": "m" }] });
        entry.as_object_mut().into_iter().for_each(|entry| entry.extend(more.as_object().cloned().unwrap_or_default()));
        entry
    };
    let cases = [
        (json!({}), "same"),
        (json!({ "apiKey": "sk-1" }), "same"),
        (json!({ "apiKey": "sk-2" }), "apiKey"),
        (json!({ "apiKey": "키" }), "same"),
        (json!({ "name": "B", "maxInput": 9, "new": 1 }), "name maxInput new"),
        (json!({ "models": ["m", "n"], "route": "relay" }), "models.n route"),
        (json!({ "id": "new" }), "added"),
        (json!({ "id": "openai" }), "unreadable id"),
        (json!({ "id": "A B" }), "unreadable id"),
        (json!({ "auth": "magic" }), "unreadable auth"),
        (json!({ "endpoint": "localhost" }), "unreadable endpoint"),
    ];
    for (more, expected) in cases {
        let entry = entry(more);
        for text in [format!("{entry}"), format!("[{entry}]"), format!("{{\"providers\":[{entry}]}}")] {
            let found = differences(&text, &here);
            assert_eq!(found.first().map(|(_, found)| found.as_str()), Some(expected), "{text}");
        }
    }
    let twice = json!([{ "id": "n", "endpoint": "http://n/v1" }, { "id": "n", "endpoint": "http://n/v1" }, 7, {}]);
    let labels = [("n", "added"), ("n", "unreadable id"), ("3", "unreadable entry"), ("4", "unreadable id")];
    assert_eq!(
        differences(&twice.to_string(), &here),
        labels.map(|(label, found)| (label.to_owned(), found.to_owned()))
    );
}

#[test]
fn differences_show_both_values_and_no_secret() {
    let here = registry(&[ENTRY]);
    let file = json!({
        "id": "corp", "name": "Corp 2", "endpoint": "http://corp/v1/chat/completions",
        "models": [{ "id": "m", "name": "m", "maxInput": 9 }, { "id": "org/n", "name": "N" }],
        "extraHeaders": { "X-A": "2", "X-Pass": "tell-tale too", "X-Corp-Token": "tell-tale too", "X-C": "3" },
        "secretHeaders": ["X-Pass"], "pricing": { "input": 1, "output": 2 }, "maxInput": 8,
        "parameters": { "max_tokens": 5 }, "note": { "kept": 2, "apiKey": "tell-tale too" }, "token": "tell-tale too",
        "apiKey": "sk-tell-tale",
    });
    let items = read_import(&file.to_string(), &here, &|_| None).expect("a file");
    let Some(Difference::Changed { changes, .. }) = items.first().map(|item| &item.difference) else {
        panic!("{items:?}")
    };
    let shown = |side: &Shown| match side {
        Shown::Nothing => "-".to_owned(),
        Shown::Secret => "secret".to_owned(),
        Shown::Value(text) => text.clone(),
    };
    let rows: Vec<String> = changes
        .iter()
        .map(|change| format!("{}: {} > {}", change.field, shown(&change.mine), shown(&change.theirs)))
        .collect();
    assert_eq!(
        rows,
        [
            "name: Corp > Corp 2",
            r#"models.m: m > {"id":"m","name":"m","maxInput":9}"#,
            "models.org/n: - > N",
            "extraHeaders.X-A: 1 > 2",
            "extraHeaders.X-Pass: secret > secret",
            "extraHeaders.X-Corp-Token: secret > secret",
            "extraHeaders.X-C: - > 3",
            "extraHeaders.X-B: 2 > -",
            "pricing.output: - > 2",
            "parameters.max_tokens: - > 5",
            r#"note: {"kept":1,"apiKey":"•••"} > {"kept":2,"apiKey":"•••"}"#,
            "token: secret > secret",
            "apiKey: - > secret",
        ]
    );
    assert!(!format!("{changes:?}").contains("tell-tale"));
}

#[test]
fn an_order_that_differs_is_one_difference() {
    let entry = r#"{"id":"b","endpoint":"http://b/v1","models":["m","n"]}"#;
    let here = registry(&[entry]);
    let items = read_import(&entry.replace(r#""m","n""#, r#""n","m""#), &here, &|_| None).expect("a file");
    let Some(Difference::Changed { changes, .. }) = items.first().map(|item| &item.difference) else {
        panic!("{items:?}")
    };
    let value = |text: &str| Shown::Value(text.to_owned());
    assert_eq!(changes, &[Change { field: "models".into(), mine: value("m, n"), theirs: value("n, m") }]);
}

#[test]
fn secrets_go_to_another_origin_only_when_that_was_chosen() {
    let here = registry(&[ENTRY]);
    let bare = export(here.customs());
    let cases = [
        ("http://corp/v1/other/chat/completions", None),
        ("http://corp:8000/v1/chat/completions", Some("http://corp:8000")),
        ("https://corp/v1/chat/completions", Some("https://corp")),
        ("http://evil.example/v1/chat/completions", Some("http://evil.example")),
    ];
    for (endpoint, origin) in cases {
        let file = bare.replace("http://corp/v1/chat/completions", endpoint);
        let items = read_import(&file, &here, &|_| Some(key("sk-1"))).expect("a file");
        let difference = &items.first().expect("an item").difference;
        let Difference::Changed { moved, .. } = difference else { panic!("{difference:?}") };
        let found = moved.as_ref().map(|moved| (moved.from.as_str(), moved.to.as_str()));
        assert_eq!(found, origin.map(|origin| ("http://corp", origin)), "{endpoint}");
        for keeps_secrets in [false, true] {
            let taken = difference.taken(keeps_secrets).expect("something to take");
            let goes_along = origin.is_none() || keeps_secrets;
            let headers = taken.provider.extra_headers.iter().filter(|header| header.is_secret()).count();
            assert_eq!((headers > 0, taken.forgets_keys), (goes_along, !goes_along), "{endpoint} {keeps_secrets}");
            assert_eq!(taken.provider.secret_names.is_empty(), goes_along, "their names stay: {endpoint}");
        }
    }
    assert_eq!(Difference::Same.taken(true), None);
}

#[test]
fn files_without_providers_are_refused() {
    let cases = [
        ("", ImportError::Empty),
        ("\u{feff} ", ImportError::Empty),
        ("{", ImportError::Json { line: 1, column: 1 }),
        ("{}", ImportError::NoProviders),
        ("7", ImportError::NoProviders),
        ("{\"providers\":{}}", ImportError::NoProviders),
    ];
    for (text, expected) in cases {
        assert_eq!(read_import(text, &Registry::default(), &|_| None), Err(expected), "{text}");
    }
    let long = " ".repeat(import::MOST_BYTES) + "7";
    assert_eq!(
        read_import(&long, &Registry::default(), &|_| None),
        Err(ImportError::NoProviders),
        "blanks do not count"
    );
    let long = format!("\"{long}\"");
    let error = ImportError::TooLong { bytes: long.len() };
    assert_eq!(read_import(&long, &Registry::default(), &|_| None), Err(error));
}

#[test]
fn links_fill_the_form_and_carry_no_secret() {
    let here = registry(&[ENTRY]);
    let provider = here.customs().first().expect("the entry");
    let link = provider_link(provider);
    assert!(!link.contains("tell-tale"), "{link}");
    for part in [link.clone(), format!("#{link}"), format!("?a=1&{link}&b=2")] {
        let pasted = read_link(&part).expect("a link").unwrap_or_else(|error| panic!("{error:?}"));
        let draft = pasted.drafts.first().expect("a draft");
        let (read, key) = draft.parse(&Registry::default(), None).unwrap_or_else(|errors| panic!("{errors:?}"));
        assert_eq!((read, key), (without_secrets(provider), None));
        assert_eq!(pasted.remarks, []);
    }
}

#[test]
fn links_of_others_lose_their_secrets() {
    let cases = [
        ("provider=localhost:8000", true, false),
        ("#provider=curl+http%3A%2F%2Fh%2Fv1+-H+%27Authorization%3A+Bearer+tell-tale%27", true, true),
        ("?provider=%7B%22endpoint%22%3A%22http%3A%2F%2Fh%22%2C%22apiKey%22%3A%22tell-tale%22%7D", true, true),
        (
            "provider=%7Bendpoint%3A%27http%3A%2F%2Fh%27%2CextraHeaders%3A%7B%27X-Corp-Token%27%3A%27tell-tale%27%7D%7D",
            true,
            true,
        ),
        ("bot=1", false, false),
        ("", false, false),
        ("providers=x", false, false),
    ];
    for (part, is_link, has_secret) in cases {
        let pasted = read_link(part);
        assert_eq!(pasted.is_some(), is_link, "{part}");
        let Some(pasted) = pasted else { continue };
        let pasted = pasted.unwrap_or_else(|error| panic!("{part}: {error:?}"));
        assert_eq!(pasted.remarks.contains(&Remark::SecretInLink), has_secret, "{part}");
        for draft in &pasted.drafts {
            let values: String = draft.extra_headers.iter().map(|row| row.value.as_str()).collect();
            assert!(!format!("{}{values}{draft:?}", draft.key).contains("tell-tale"), "{part}");
        }
    }
    let long = format!("provider={}", "a".repeat(MOST_LINK_BYTES + 1));
    assert_eq!(read_link(&long), Some(Err(PasteError::TooLong { bytes: MOST_LINK_BYTES + 1 })));
    assert_eq!(read_link("provider=%FF"), Some(Err(PasteError::Address(crate::provider::EndpointError::Relative))));
}
