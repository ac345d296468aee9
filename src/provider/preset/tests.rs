use super::*;
use crate::provider::draft::{Field, HeaderRow};
use crate::provider::endpoint::EndpointError;
use crate::provider::{FieldFault, StoredProviders, Template};

#[test]
fn every_service_has_its_preset() {
    assert_eq!(PRESETS.map(|preset| preset.service), Service::ALL);
    for preset in presets() {
        assert_eq!(Preset::of(preset.service), preset);
    }
}

/// The form with a value for each part of the address that must be filled in.
fn filled(preset: &Preset) -> Draft {
    let mut draft = preset.draft(&Registry::default());
    if let Some(mut template) = Template::of(&draft.endpoint) {
        for (name, value) in [("id", "abc"), ("resource", " r "), ("deployment", "d")] {
            draft.fill_part(&mut template, name, value);
        }
    }
    draft
}

#[test]
fn presets_fill_the_form() {
    for preset in presets() {
        let mut draft = filled(preset);
        if draft.models.is_empty() {
            draft.models = "m".into();
        }
        let parsed = draft.parse(&Registry::default(), None);
        let (provider, _) = parsed.unwrap_or_else(|errors| panic!("{}: {errors:?}", preset.name));
        assert_eq!(provider.endpoint.as_str(), draft.endpoint, "{}: nothing is to be completed", preset.name);
        assert_eq!(provider.name, preset.name);
        assert_eq!(provider.auth.unwrap_or(AuthMode::Bearer), preset.auth, "{}", preset.name);
    }
    let azure = filled(Preset::of(Service::Azure));
    assert_eq!(
        (azure.endpoint.as_str(), azure.models.as_str()),
        ("https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21", "d")
    );
    assert!(known_quirks(&Endpoint::parse(&azure.endpoint).expect("an endpoint")).is_empty());
}

#[test]
fn what_is_not_filled_in_is_asked_for() {
    let cases =
        [(Service::Azure, vec!["resource", "deployment"]), (Service::Cloudflare, vec!["id"]), (Service::Vllm, vec![])];
    for (service, expected) in cases {
        let preset = Preset::of(service);
        let template = Template::of(preset.endpoint);
        assert_eq!(template.iter().flat_map(Template::names).collect::<Vec<_>>(), expected);
        let draft = Draft { models: "m".into(), ..preset.draft(&Registry::default()) };
        assert_eq!(draft.service(), Some(service), "it is known before anything is filled in");
        let errors = draft.parse(&Registry::default(), None).err().unwrap_or_default();
        let asked = errors.iter().find_map(|error| match &error.error {
            FieldFault::Endpoint(EndpointError::Placeholder { placeholder }) if error.field == Field::Endpoint => {
                Some(placeholder.as_str())
            }
            _ => None,
        });
        assert_eq!(asked, expected.first().map(|name| format!("{{{name}}}")).as_deref());
    }
}

#[test]
fn proposed_ids_are_free() {
    let stored = r#"[{"id":"vllm","endpoint":"http://h/v1"}]"#;
    let registry = Registry::from_stored(&StoredProviders::parse(Some(stored)).expect("an array"));
    let cases = [
        (Service::Ollama, "ollama-custom", "Ollama"),
        (Service::Cloudflare, "cloudflare-custom", "Cloudflare Workers AI"),
        (Service::Vllm, "vllm-2", "vLLM (2)"),
        (Service::LlamaCpp, "llama.cpp", "llama.cpp"),
    ];
    for (service, id, name) in cases {
        let draft = Preset::of(service).draft(&registry);
        assert_eq!((draft.id.as_str(), draft.name.as_str()), (id, name));
    }
}

#[test]
fn services_are_recognised() {
    let cases = [
        ("https://api.cloudflare.com/client/v4/accounts/a/ai/v1/chat/completions", "x", "", Some(Service::Cloudflare)),
        ("https://r.openai.azure.com/openai/v1/chat/completions", "vllm", "", Some(Service::Azure)),
        ("http://h:11434/v1/chat/completions", "x", "", Some(Service::Ollama)),
        ("http://h:11434/v1/chat/completions", "x", "Our vLLM", Some(Service::Vllm)),
        ("http://h:8080/v1/chat/completions", "tgi-2", "", Some(Service::Tgi)),
        ("http://h:8080/v1/chat/completions", "x", "January", None),
        ("http://h:8080/v1/chat/completions", "x", "Jan", Some(Service::Jan)),
        ("http://h:8080/v1/chat/completions", "x", "llama.cpp (2)", Some(Service::LlamaCpp)),
        ("http://h:8080/v1/chat/completions", "", "", None),
    ];
    for (endpoint, id, name, expected) in cases {
        let parsed = Endpoint::parse(endpoint).expect("a good endpoint");
        assert_eq!(Service::recognise(&parsed, id, name), expected, "{endpoint} {id} {name}");
    }
}

#[test]
fn headers_that_are_known_to_be_refused_are_named() {
    let row = |name: &str, value: &str, secret| HeaderRow { name: name.into(), value: value.into(), secret };
    let draft = |name: &str, key: &str, auth, rows: Vec<HeaderRow>| Draft {
        name: name.into(),
        key: key.into(),
        auth,
        extra_headers: rows,
        ..Draft::default()
    };
    let local = "http://localhost:8080/v1/chat/completions";
    let cases = [
        (local, draft("", "", None, vec![]), "Content-Type"),
        (local, draft("", "k", None, vec![]), "Content-Type Authorization"),
        (local, draft("", "k", Some(AuthMode::None), vec![]), "Content-Type"),
        (local, draft("TGI", "k", None, vec![row("X-A", "1", false)]), "Content-Type !Authorization !X-A"),
        (
            "http://localhost:11434/v1/chat/completions",
            draft("", "k", Some(AuthMode::ApiKey), vec![row("X-A", "1", false), row("Accept", "1", false)]),
            "Content-Type !api-key !X-A Accept",
        ),
        (
            "http://localhost:1337/v1/chat/completions",
            draft("", "k", Some(AuthMode::XApiKey), vec![]),
            "Content-Type x-api-key",
        ),
        (
            "https://api.perplexity.ai/chat/completions",
            draft("", "k", None, vec![row("X-A", "1", false)]),
            "Content-Type Authorization !X-A",
        ),
        (
            local,
            draft("", "k", None, vec![row("authorization", "x", true), row("X-L", "", true), row("", "1", false)]),
            "Content-Type authorization",
        ),
        (
            "https://api.cloudflare.com/client/v4/accounts/a/ai/v1/chat/completions",
            draft("", "k", None, vec![]),
            "!Content-Type !Authorization",
        ),
        (local, draft("LocalAI", "", None, vec![row("X-A", "1", false)]), "Content-Type X-A"),
        (local, draft("LocalAI", "k", None, vec![row("X-A", "1", false)]), "Content-Type !Authorization X-A"),
        (local, draft("LocalAI", "k", Some(AuthMode::XApiKey), vec![]), "Content-Type !x-api-key"),
        (local, draft("LocalAI", "k", Some(AuthMode::None), vec![]), "Content-Type"),
    ];
    for (endpoint, draft, expected) in cases {
        let endpoint = Endpoint::parse(endpoint).expect("a good endpoint");
        let shown = |headers: Vec<SentHeader>| {
            let names =
                headers.iter().map(|header| format!("{}{}", if header.is_refused { "!" } else { "" }, header.name));
            names.collect::<Vec<_>>().join(" ")
        };
        let auth = draft.auth.unwrap_or(AuthMode::Bearer);
        assert_eq!(shown(sent_headers(&draft, auth, &endpoint)), expected, "{draft:?}");
        let relayed = Draft { route: Route::Relay, ..draft };
        assert!(!shown(sent_headers(&relayed, auth, &endpoint)).contains('!'));
    }
}
