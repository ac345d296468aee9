use super::super::observation::{FetchResult, Observations};
use super::super::page::{AddressSpace, System};
use super::super::probe::ProbeName;
use super::super::scene::{answer, keyed, seen, subject};
use super::*;
use crate::provider::AuthMode;

fn origin() -> Cause {
    Cause::OriginRefused { origin: "https://chat.example".into() }
}

fn header(name: &str) -> Cause {
    Cause::HeaderRefused { headers: vec![name.into()] }
}

/// A subject of a server that is known by its name.
fn named(name: &str, endpoint: &str) -> Subject {
    let mut subject = subject(endpoint);
    subject.provider.name = name.to_owned();
    subject
}

fn texts(fix: &Fix, system: Option<System>) -> Vec<String> {
    let variant = fix.variants.iter().find(|variant| variant.system == system);
    variant.into_iter().flat_map(|variant| &variant.steps).filter_map(|step| step.copy.clone()).collect()
}

#[test]
fn every_server_has_its_own_switch() {
    let local = "http://localhost:9/v1/chat/completions";
    let rejected = || Cause::KeyRejected { status: 401, words: String::new() };
    let unreachable = || Cause::Unreachable { host: "h".into() };
    let unknown_model = || Cause::ModelUnknown { model: "m".into(), words: String::new(), similar: Vec::new() };
    let cases: Vec<(Subject, Cause, &[&str])> = vec![
        (named("vLLM", local), origin(), &["--allowed-origins '[\"https://chat.example\"]'"]),
        (named("llama.cpp", local), origin(), &["--cors-origins https://chat.example"]),
        (named("TGI", local), origin(), &["--cors-allow-origin https://chat.example"]),
        (named("LiteLLM", local), origin(), &["LITELLM_CORS_ORIGINS=https://chat.example"]),
        (named("LocalAI", local), origin(), &["LOCALAI_CORS=true\nLOCALAI_CORS_ALLOW_ORIGINS=https://chat.example"]),
        (named("LocalAI", local), Cause::CrossSiteRefused, &["LOCALAI_DISABLE_CSRF=true"]),
        (named("Jan", local), origin(), &["chat.example"]),
        (named("LM Studio", local), origin(), &["lms server start --cors"]),
        (named("Cloudflare", local), origin(), &[]),
        (named("Azure", local), origin(), &[]),
        (named("TGI", local), header("Authorization"), &[]),
        (named("Ollama", local), header("X-Corp-Token"), &["X-Corp-Token"]),
        (named("vLLM", local), header("X-Corp-Token"), &["--allowed-headers '[\"*\"]'"]),
        (named("Ollama", local), unreachable(), &["ollama serve"]),
        (named("vLLM", "http://192.168.0.5:8001/v1"), unreachable(), &["vllm serve m --port 8001 --host 0.0.0.0"]),
        (named("llama.cpp", local), unreachable(), &["llama-server -m model.gguf --port 9"]),
        (named("Lab", local), unreachable(), &["curl -i http://localhost:9/v1/models"]),
        (named("Ollama", local), unknown_model(), &["ollama pull m"]),
        (named("Lab", local), Cause::OtherName { url: "http://127.0.0.1:9/v1".into() }, &["http://127.0.0.1:9/v1"]),
        (
            named("Lab", "http://h.test/v1?a=1"),
            Cause::MixedContent { host: "h.test".into() },
            &["https://h.test/v1?a=1"],
        ),
        (named("Lab", "http://h:1/api/chat/completions"), Cause::MethodRefused, &["http://h:1/v1/chat/completions"]),
        (
            named("Azure", "https://x.openai.azure.com/openai/deployments/d/chat/completions"),
            Cause::PathUnknown { status: 404, words: String::new() },
            &["https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21"],
        ),
        (named("vLLM", local), Cause::NotCounted { refused: false }, &["--enable-force-include-usage"]),
        (named("Lab", local), rejected(), &[]),
    ];
    for (subject, cause, expected) in cases {
        let fix = fix(&cause, &subject, &Observations::default()).unwrap_or_else(|| panic!("a fix for {cause:?}"));
        assert_eq!(texts(&fix, None), expected, "{} {cause:?}", subject.provider.name);
    }
}

#[test]
fn ollama_is_told_on_every_system() {
    let subject = subject("http://localhost:11434/v1/chat/completions");
    let fix = fix(&origin(), &subject, &Observations::default()).expect("a fix");
    assert_eq!((fix.server, fix.offers_relay), (Server::Ollama, true));
    let cases = [
        (System::MacOs, vec!["launchctl setenv OLLAMA_ORIGINS \"https://chat.example\""]),
        (
            System::Linux,
            vec![
                "sudo systemctl edit ollama",
                "[Service]\nEnvironment=\"OLLAMA_ORIGINS=https://chat.example\"",
                "sudo systemctl restart ollama",
            ],
        ),
        (System::Windows, vec!["setx OLLAMA_ORIGINS \"https://chat.example\""]),
        (
            System::Docker,
            vec![
                "docker run -d -e OLLAMA_ORIGINS=https://chat.example -v ollama:/root/.ollama -p 11434:11434 --name ollama ollama/ollama",
            ],
        ),
    ];
    for (system, expected) in cases {
        assert_eq!(texts(&fix, Some(system)), expected, "{system:?}");
    }
}

#[test]
fn an_unknown_server_gets_nginx_with_all_that_is_needed() {
    let mut subject = keyed("http://10.0.0.5:9000/api/v1/chat/completions");
    subject.provider.auth = Some(AuthMode::ApiKey);
    let fix = fix(&origin(), &subject, &Observations::default()).expect("a fix");
    let block = texts(&fix, None).into_iter().next().unwrap_or_default();
    for part in [
        "location /api/v1/ {",
        "add_header Access-Control-Allow-Origin \"https://chat.example\" always;",
        "add_header Access-Control-Allow-Headers \"Content-Type, api-key, Authorization\" always;",
        "proxy_pass http://10.0.0.5:9000;",
        "proxy_buffering off;",
    ] {
        assert!(block.contains(part), "{part}\n{block}");
    }
    assert!(!block.contains("sk-secret"));
}

#[test]
fn no_text_to_copy_holds_a_key() {
    let subject = keyed("https://h.test/v1/chat/completions");
    let seen = seen([(ProbeName::List, FetchResult::Rejected)]);
    for cause in [Cause::HiddenRejection { has_key: true }, Cause::ReplyHidden, origin()] {
        let fix = fix(&cause, &subject, &seen).expect("a fix");
        assert!(!format!("{fix:?}").contains("sk-secret"), "{fix:?}");
    }
}

#[test]
fn keys_are_sent_as_the_service_wants_them() {
    let say = |fix: Option<Fix>| -> Vec<Say> {
        fix.iter()
            .flat_map(|fix| &fix.variants)
            .flat_map(|variant| &variant.steps)
            .map(|step| step.say.clone())
            .collect()
    };
    let rejected = |words: &str| Cause::KeyRejected { status: 401, words: words.into() };
    let azure = keyed("https://x.openai.azure.com/openai/v1/chat/completions");
    let choose = Say::ChooseAuth { mode: AuthMode::ApiKey };
    assert_eq!(say(fix(&rejected(""), &azure, &Observations::default())), [choose]);
    let words = "CORS requests must set 'anthropic-dangerous-direct-browser-access' header";
    let anthropic = keyed("https://api.anthropic.com/v1/chat/completions");
    assert_eq!(say(fix(&rejected(words), &anthropic, &Observations::default())), [Say::AddHeader]);
    let denied = Cause::PermissionDenied { space: AddressSpace::Loopback };
    let allow = Say::AllowInBrowser { space: AddressSpace::Loopback };
    assert_eq!(say(fix(&denied, &azure, &Observations::default())), [allow]);
    assert_eq!(fix(&Cause::NotStreamed, &azure, &Observations::default()), None);
}

#[test]
fn models_that_are_there_are_proposed() {
    let seen = seen([(ProbeName::List, answer(200, r#"{"data":[{"id":"a"},{"id":"b"}]}"#))]);
    let cause = Cause::ModelUnknown { model: "m".into(), words: String::new(), similar: vec!["a".into(), "b".into()] };
    let fix = fix(&cause, &subject("http://h:1/v1/chat/completions"), &seen).expect("a fix");
    assert_eq!(texts(&fix, None), ["a, b"]);
}
