use super::*;
use crate::doctor::outcome::RelayFinding;
use crate::doctor::{AddressSpace, Layer, Outcome, Reason, Server, Verdict};
use crate::provider::EndpointError;

/// A cause of every kind.
fn causes() -> Vec<Cause> {
    let words = || "words of the server".to_owned();
    let url = || "http://h.test/v1".to_owned();
    let host = || "h.test".to_owned();
    let relay = |finding| Cause::ThroughRelay { finding, host: "h.test".to_owned() };
    let refused = |relayed, has_key| Cause::OriginRefused { origin: "https://chat.example".into(), relayed, has_key };
    vec![
        Cause::BadAddress { error: EndpointError::Empty },
        Cause::Unspecified { better: url() },
        Cause::UnusualPath { path: "/x".into(), better: url() },
        Cause::ApiElsewhere { path: "/x".into(), better: url() },
        Cause::MixedContent { host: host() },
        Cause::MixedPrivate { host: host() },
        Cause::SafariLoopback,
        Cause::PermissionDenied { space: AddressSpace::Loopback },
        Cause::PermissionDenied { space: AddressSpace::Local },
        Cause::InsecurePage { space: AddressSpace::Local },
        Cause::Offline,
        Cause::Unreachable { host: host(), is_https: false },
        Cause::Unreachable { host: host(), is_https: true },
        Cause::TimedOut { seconds: 8 },
        Cause::OtherName { url: url() },
        Cause::NotSecured { host: host(), plain: url() },
        relay(RelayFinding::Answers { status: 200 }),
        relay(RelayFinding::Refused),
        relay(RelayFinding::NameUnknown),
        relay(RelayFinding::Tls),
        relay(RelayFinding::NotTls),
        relay(RelayFinding::Unreachable),
        relay(RelayFinding::TimedOut),
        relay(RelayFinding::Silent),
        Cause::RelayRefused { code: "off".into(), message: words(), host: host() },
        refused(None, None),
        refused(Some(200), None),
        refused(None, Some(true)),
        refused(None, Some(false)),
        Cause::OriginTwice { value: "*, *".into() },
        Cause::SecureAnswers { url: url() },
        Cause::HeaderRefused { headers: vec!["X-A".into(), "X-B".into()] },
        Cause::PathRefused { path: "/x".into(), better: url(), headers: Vec::new() },
        Cause::PathRefused { path: "/x".into(), better: url(), headers: vec!["X-A".into()] },
        Cause::PreflightRefused,
        Cause::Redirected { to: url(), better: None },
        Cause::UnsendableHeader { header: "X-A".into() },
        Cause::KeyRejected { status: 401, words: words() },
        Cause::KeyMissing { status: 401, words: words() },
        Cause::PasswordWanted { status: 401, words: words() },
        Cause::HiddenRejection { has_key: true },
        Cause::HiddenRejection { has_key: false },
        Cause::Forbidden { words: words() },
        Cause::ListRefused { status: 404, words: words() },
        Cause::ListIsPage { title: words() },
        Cause::ListUnreadable,
        Cause::ListHidden,
        Cause::ListEmpty,
        Cause::ModelNotListed { model: "m".into(), similar: Vec::new() },
        Cause::PathUnknown { status: 404, words: words() },
        Cause::ModelUnknown { model: "m".into(), words: words(), similar: Vec::new() },
        Cause::MethodRefused,
        Cause::CrossSiteRefused,
        Cause::NoCredit { words: words() },
        Cause::SlowDown { words: words() },
        Cause::Busy { status: 503, words: words() },
        Cause::BadGateway { status: 502 },
        Cause::ServerFailed { status: 500, words: words() },
        Cause::LimitRefused { parameter: "max_tokens".into(), words: words() },
        Cause::ParameterRefused { parameter: "top_p".into(), words: words() },
        Cause::Refused { status: 400, words: words() },
        Cause::ReplyIsPage { title: words() },
        Cause::ReplyEmpty,
        Cause::ReplyForeign { excerpt: words() },
        Cause::ReplyHidden,
        Cause::ReplyTimedOut,
        Cause::NotStreamed,
        Cause::CutOff,
        Cause::NotCounted { refused: true },
        Cause::NotCounted { refused: false },
    ]
}

fn is_korean(text: &str) -> bool {
    text.chars().any(|letter| ('가'..='힣').contains(&letter))
}

#[test]
fn every_cause_is_said_in_both_languages_with_its_data() {
    for cause in causes() {
        let (english, korean) = (finding(Language::English, &cause), finding(Language::Korean, &cause));
        assert_eq!(english.likely.is_some(), korean.likely.is_some(), "{cause:?}");
        assert_eq!(english.words, korean.words, "{cause:?}");
        for text in [Some(&korean.seen), korean.likely.as_ref()].into_iter().flatten() {
            assert!(is_korean(text), "{cause:?}: {text}");
        }
        for text in [Some(&english.seen), english.likely.as_ref()].into_iter().flatten() {
            assert!(!is_korean(text) && text.ends_with('.'), "{cause:?}: {text}");
        }
        for value in ["h.test", "words of the server"] {
            let holds = |finding: &Finding| format!("{finding:?}").contains(value);
            assert_eq!(holds(&english), holds(&korean), "{cause:?}");
            let is_held = format!("{cause:?}").contains(value);
            // The better address is shown by the fix.
            let is_for_fix = matches!(
                cause,
                Cause::Unspecified { .. }
                    | Cause::UnusualPath { .. }
                    | Cause::NotSecured { .. }
                    | Cause::PathRefused { .. }
            );
            assert!(!is_held || is_for_fix || holds(&english), "{cause:?}");
        }
    }
}

#[test]
fn layers_and_states_have_words() {
    for layer in Layer::ALL {
        let failed = Outcome::Failed { cause: Cause::ReplyEmpty, milliseconds: None };
        for outcome in [Outcome::Waiting, failed] {
            assert!(is_korean(summary(Language::Korean, layer, &outcome)));
            assert!(!is_korean(summary(Language::English, layer, &outcome)));
        }
        assert!(!layer_name(Language::Korean, layer).is_empty());
    }
    let cases = [
        (None, "Never tested"),
        (Some(Verdict::Works { milliseconds: 40 }), "Answered in 40 ms"),
        (Some(Verdict::Works { milliseconds: 4200 }), "Slow, answered in 4.2 s"),
        (Some(Verdict::Fails { reason: Reason::Cors }), "Blocked by CORS"),
    ];
    for (verdict, expected) in cases {
        assert_eq!(health(Language::English, verdict), expected);
        assert!(is_korean(&health(Language::Korean, verdict)));
    }
    let ages =
        [(-5.0, "just now"), (59_000.0, "just now"), (180_000.0, "3 min ago"), (7.2e6, "2 h ago"), (2e8, "2 d ago")];
    for (milliseconds, expected) in ages {
        assert_eq!(age(Language::English, milliseconds), expected);
    }
    assert_eq!(fix_title(Language::English, Server::Unknown), "Fix, for this page");
    assert_eq!(fix_title(Language::English, Server::Vllm), "Fix for vLLM, for this page");
}

#[test]
fn the_report_names_everything_but_the_key() {
    let options = serde_json::json!({ "endpoint": "http://localhost:11434/v1/chat/completions" });
    let subject = crate::doctor::Subject {
        page: crate::doctor::Page {
            origin: "https://chat.example".into(),
            is_secure: true,
            is_online: true,
            is_safari: false,
            system: None,
        },
        provider: crate::provider::Provider::from_options("lab", &options).expect("a provider"),
        key: crate::provider::ApiKey::parse("sk-secret-1").ok().map(|clean| clean.key),
        model: "m".into(),
        quirks: crate::openai::Quirks::default(),
    };
    let mut checkup = crate::doctor::Checkup::new(crate::doctor::Patient::Subject(Box::new(subject)));
    checkup.observe(crate::doctor::Observation::Permission(crate::doctor::Permission::Denied));
    let text = report(Language::English, &checkup, "https://chat.example");
    for part in [
        "POST http://localhost:11434/v1/chat/completions",
        "Most likely: Ollama",
        "[+] Address: http://localhost:11434/v1/chat/completions",
        "[x] Local network: The browser does not allow it",
        "[ ] CORS: Not run",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("sk-secret"), "{text}");
}
