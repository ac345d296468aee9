use super::super::observation::{FetchResult, Observations};
use super::super::page::{AddressSpace, System};
use super::super::probe::ProbeName;
use super::super::scene::{answer, keyed, page, seen, subject};
use super::*;
use crate::provider::AuthMode;

fn origin() -> Cause {
    Cause::OriginRefused { origin: "https://chat.example".into(), relayed: None, has_key: None }
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
    let unreachable = || Cause::Unreachable { host: "h".into(), is_https: false };
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
        (
            named("Lab", "https://localhost:9/v1"),
            Cause::NotSecured { host: "localhost:9".into(), plain: "http://localhost:9/v1".into() },
            &["https://localhost:9/", "http://localhost:9/v1"],
        ),
        (named("Lab", local), Cause::BadGateway { status: 502 }, &[]),
        (named("nginx", local), Cause::BadGateway { status: 502 }, &["sudo tail /var/log/nginx/error.log"]),
        (
            named("Lab", local),
            Cause::OriginTwice { value: "*, *".into() },
            &["proxy_hide_header Access-Control-Allow-Origin;", "sudo nginx -t && sudo systemctl reload nginx"],
        ),
        (named("vLLM", local), Cause::NotCounted { refused: false }, &["--enable-force-include-usage"]),
        (named("Lab", local), rejected(), &[]),
        (
            named("vLLM", "http://localhost:9/llm"),
            Cause::PathRefused { path: "/llm".into(), better: "b".into(), headers: vec!["X-Corp-Token".into()] },
            &["b", "--allowed-headers '[\"*\"]'"],
        ),
        (
            named("Azure", "http://localhost:9/llm"),
            Cause::PathRefused { path: "/llm".into(), better: "b".into(), headers: Vec::new() },
            &["b"],
        ),
        (
            named("Lab", local),
            Cause::PasswordWanted { status: 401, words: String::new() },
            &["printf '%s' 'name:password' | base64", "Authorization: Basic <base64>"],
        ),
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
    assert_eq!((fix.server, fix.offers_relay), (Server::Ollama, false));
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
                "docker rm -f ollama\ndocker run -d -e OLLAMA_ORIGINS=https://chat.example -v ollama:/root/.ollama -p 11434:11434 --name ollama ollama/ollama",
            ],
        ),
    ];
    for (system, expected) in cases {
        assert_eq!(texts(&fix, Some(system)), expected, "{system:?}");
    }
}

#[test]
fn an_unknown_server_gets_nginx_in_front_with_all_that_is_needed() {
    let mut subject = keyed("http://10.0.0.5:9000/api/v1/chat/completions");
    subject.provider.auth = Some(AuthMode::ApiKey);
    let fix = fix(&origin(), &subject, &Observations::default()).expect("a fix");
    let texts = texts(&fix, None);
    let block = texts.first().cloned().unwrap_or_default();
    // What stands in front has another address, which the page has to call from then on.
    assert_eq!(texts.last().map(String::as_str), Some("/api/v1/chat/completions"));
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
fn the_nginx_that_is_there_is_not_sent_to_itself() {
    let page = (ProbeName::List, answer(502, "<html><hr><center>nginx/1.28</center>"));
    let subject = keyed("https://h.test/v1/chat/completions");
    let fix = fix(&Cause::PreflightRefused, &subject, &seen([page])).expect("a fix");
    let texts = texts(&fix, None);
    assert_eq!((fix.server, texts.len()), (Server::Nginx, 2));
    let block = texts.join("\n");
    assert!(block.contains("Access-Control-Allow-Origin \"https://chat.example\" always;"), "{block}");
    assert!(!block.contains("proxy_pass") && !block.contains("location"), "{block}");
}

#[test]
fn the_relay_is_offered_only_where_it_reaches() {
    let private = "http://192.168.0.5:8000/v1/chat/completions";
    let mixed = || Cause::MixedPrivate { host: "192.168.0.5:8000".into() };
    let refused = Cause::PreflightRefused;
    let here =
        |fix: &Fix| fix.variants.iter().any(|variant| variant.steps.iter().any(|step| step.say == Say::RunAppHere));
    let cases = [
        ("https://chat.example", private, mixed(), false, true),
        ("https://chat.example", "http://gpu-box:8000/v1", Cause::MixedContent { host: "gpu-box".into() }, false, true),
        ("https://chat.example", "http://h.test/v1", Cause::MixedContent { host: "h.test".into() }, true, false),
        ("https://chat.example", "http://localhost:8000/v1", Cause::SafariLoopback, false, true),
        ("https://chat.example", private, origin(), false, false),
        ("http://192.168.0.9:3000", private, origin(), false, false),
        ("http://localhost:3000", private, origin(), true, false),
        ("https://chat.example", "https://h.test/v1", refused, true, false),
    ];
    for (origin, endpoint, cause, offered, is_here) in cases {
        let subject = Subject { page: page(origin), ..subject(endpoint) };
        let fix = fix(&cause, &subject, &Observations::default()).unwrap_or_else(|| panic!("a fix for {cause:?}"));
        assert_eq!((fix.offers_relay, here(&fix)), (offered, is_here), "{origin} {endpoint} {cause:?}");
    }
    // LocalAI with keys lets no page in, so that nothing else is left to do.
    let mut local_ai = keyed("http://localhost:8080/v1/chat/completions");
    local_ai.provider.name = "LocalAI".into();
    assert!(here(&fix(&origin(), &local_ai, &Observations::default()).expect("a fix")));
}

#[test]
fn what_the_relay_found_has_its_own_fix() {
    let say = |finding, endpoint: &str| {
        let subject = Subject { page: page("http://localhost:3000"), ..subject(endpoint) };
        let cause = Cause::ThroughRelay { finding, host: "h".into() };
        let fix = fix(&cause, &subject, &Observations::default()).expect("a fix");
        fix.variants.into_iter().flat_map(|variant| variant.steps).map(|step| (step.say, step.copy)).collect::<Vec<_>>()
    };
    let public = "https://h.test/v1/chat/completions";
    assert_eq!(say(RelayFinding::Unreachable, public), [(Say::CheckNetwork, None)]);
    assert_eq!(say(RelayFinding::Silent, public), [(Say::Wait, None)]);
    // A key does not go over the internet in the clear.
    let look = |root: &str| (Say::CheckCertificate, Some(root.to_owned()));
    assert_eq!(say(RelayFinding::Tls, public), [look("https://h.test/")]);
    assert_eq!(say(RelayFinding::NotTls, public), [(Say::CheckAddress, None)]);
    let own = "https://10.0.0.5:8000/v1";
    assert_eq!(say(RelayFinding::Tls, own), [(Say::AcceptCertificate, Some("https://10.0.0.5:8000/".to_owned()))]);
    assert_eq!(say(RelayFinding::NotTls, own), [(Say::UseAddress, Some("http://10.0.0.5:8000/v1".to_owned()))]);
    // A tab's consent is of no use to this app's server.
    let mut relayed = subject(own);
    relayed.provider.route = crate::provider::Route::Relay;
    let tls = Cause::ThroughRelay { finding: RelayFinding::Tls, host: "h".into() };
    let fix = fix(&tls, &relayed, &Observations::default()).expect("a fix");
    assert_eq!(fix.variants, Variant::all([Instruction::plain(Say::TrustCertificate)]));
}

#[test]
fn a_key_in_a_header_that_never_passes_is_sent_as_a_bearer_token() {
    let local = "http://localhost:11434/v1/chat/completions";
    let steps = |auth, extra: serde_json::Value, refused: &[&str]| {
        let options = serde_json::json!({ "endpoint": local, "extraHeaders": extra });
        let mut subject = keyed(local);
        subject.provider = crate::provider::Provider::from_options("lab", &options).expect("a provider");
        subject.provider.auth = auth;
        let headers = refused.iter().map(|name| (*name).to_owned()).collect();
        let fix = fix(&Cause::HeaderRefused { headers }, &subject, &Observations::default()).expect("a fix");
        fix.variants.into_iter().flat_map(|variant| variant.steps).map(|step| (step.say, step.copy)).collect::<Vec<_>>()
    };
    let none = || serde_json::json!({});
    let choose = || (Say::ChooseAuth { mode: AuthMode::Bearer }, None);
    let delete = |names: &str| (Say::DeleteHeaders, Some(names.to_owned()));
    assert_eq!(steps(Some(AuthMode::ApiKey), none(), &["api-key"]), [choose()]);
    assert_eq!(steps(Some(AuthMode::XApiKey), none(), &["x-api-key", "X-Team"]), [choose(), delete("X-Team")]);
    // A row of that name can be deleted.
    let row = serde_json::json!({ "api-key": "k" });
    assert_eq!(steps(None, row.clone(), &["api-key"]), [delete("api-key")]);
    assert_eq!(steps(Some(AuthMode::ApiKey), row, &["api-key"]), [delete("api-key")]);
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
