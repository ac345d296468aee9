use super::super::super::scene::{answer, seen, subject};
use super::*;
use ProbeName::{Knock, KnockOtherName, KnockOtherScheme, List, Relay};

const LOCAL: &str = "http://localhost:8000/v1/chat/completions";

fn refused(code: &str) -> FetchResult {
    FetchResult::RelayRefused { code: code.into(), message: "words".into() }
}

#[test]
fn silence_has_many_causes() {
    let host = || "localhost:8000".to_owned();
    let relayed = |finding| Cause::ThroughRelay { finding, host: host() };
    let dead = |more: &[(ProbeName, FetchResult)]| {
        let mut all = vec![
            (List, FetchResult::Rejected),
            (Knock, FetchResult::Rejected),
            (KnockOtherName, FetchResult::Rejected),
        ];
        all.extend(more.iter().cloned());
        all
    };
    let slow =
        || vec![(List, FetchResult::TimedOut), (Knock, FetchResult::TimedOut), (KnockOtherName, FetchResult::Rejected)];
    let cases = [
        (LOCAL, dead(&[]), Cause::Unreachable { host: host(), is_https: false }),
        ("https://localhost:8000/v1", dead(&[]), Cause::Unreachable { host: host(), is_https: true }),
        (LOCAL, slow(), Cause::TimedOut { seconds: 0 }),
        (
            LOCAL,
            dead(&[(KnockOtherName, FetchResult::Opaque)]),
            Cause::OtherName { url: "http://127.0.0.1:8000/v1/chat/completions".into() },
        ),
        (
            "https://localhost:8000/v1",
            dead(&[(KnockOtherScheme, FetchResult::Opaque)]),
            Cause::NotSecured { host: host(), plain: "http://localhost:8000/v1".into() },
        ),
        // What listens there is known once this app's own server has looked.
        (
            "https://localhost:8000/v1",
            dead(&[(KnockOtherScheme, FetchResult::Opaque), (Relay, refused("tls"))]),
            relayed(RelayFinding::Tls),
        ),
        (
            "https://localhost:8000/v1",
            dead(&[(KnockOtherScheme, FetchResult::Opaque), (Relay, refused("not-tls"))]),
            relayed(RelayFinding::NotTls),
        ),
        (
            "https://localhost:8000/v1",
            dead(&[(KnockOtherScheme, FetchResult::Opaque), (Relay, refused("off"))]),
            Cause::RelayRefused { code: "off".into(), message: "words".into(), host: host() },
        ),
        (LOCAL, dead(&[(Relay, sent_on("https://llm.test/v1/models"))]), moved_to("https://llm.test")),
        (LOCAL, dead(&[(Relay, answer(502, "<html>"))]), Cause::BadGateway { status: 502 }),
        (LOCAL, dead(&[(Relay, refused("refused"))]), relayed(RelayFinding::Refused)),
        (LOCAL, dead(&[(Relay, refused("tls"))]), relayed(RelayFinding::Tls)),
        (LOCAL, dead(&[(Relay, refused("resolve"))]), relayed(RelayFinding::NameUnknown)),
        (LOCAL, dead(&[(Relay, answer(401, ""))]), relayed(RelayFinding::Answers { status: 401 })),
        (
            LOCAL,
            dead(&[(Relay, refused("off"))]),
            Cause::RelayRefused { code: "off".into(), message: "words".into(), host: host() },
        ),
    ];
    for (endpoint, results, expected) in cases {
        let outcome = check(&subject(endpoint), &seen(results.clone()));
        assert!(outcome.is_failed());
        assert_eq!(outcome.cause(), Some(&expected), "{results:?}");
    }
}

#[test]
fn any_answer_and_any_opaque_one_means_that_something_is_there() {
    let cases = [
        (vec![(List, answer(404, ""))], Some(404)),
        (vec![(List, answer(501, ""))], Some(501)),
        // A key that is refused, though not with 401.
        (vec![(List, answer(500, r#"{"error":{"type":"no_db_connection"}}"#))], Some(500)),
        (vec![(List, FetchResult::Rejected), (Knock, FetchResult::Opaque)], None),
        (vec![(List, FetchResult::TimedOut), (Knock, FetchResult::Opaque)], None),
    ];
    for (results, status) in cases {
        assert_eq!(check(&subject(LOCAL), &seen(results)), Outcome::passed(Seen::Answers { status }).after(7));
    }
}

fn sent_on(to: &str) -> FetchResult {
    FetchResult::Answer(Answer { status: 307, redirected_to: Some(to.into()), ..Answer::default() })
}

fn moved_to(origin: &str) -> Cause {
    let better = Some(format!("{origin}/v1/chat/completions"));
    Cause::Redirected { to: format!("{origin}/v1/models"), better }
}

#[test]
fn a_server_that_fails_is_not_reached_whoever_sees_it() {
    let hidden = |look| vec![(List, FetchResult::Rejected), (Knock, FetchResult::Opaque), (Relay, look)];
    let failed = |words: &str| Cause::ServerFailed { status: 500, words: words.into() };
    let cases = [
        (vec![(List, answer(502, "<html>"))], Cause::BadGateway { status: 502 }),
        (vec![(List, answer(503, "<html>"))], Cause::BadGateway { status: 503 }),
        (vec![(List, answer(500, "oh"))], failed("oh")),
        (hidden(answer(504, "<html>")), Cause::BadGateway { status: 504 }),
        (hidden(answer(500, "oh")), failed("oh")),
    ];
    for (results, expected) in cases {
        let outcome = check(&subject(LOCAL), &seen(results.clone()));
        assert_eq!((outcome.is_failed(), outcome.cause()), (true, Some(&expected)), "{results:?}");
    }
}

#[test]
fn a_relay_that_is_sent_on_has_not_reached_the_server() {
    let mut relayed = subject(LOCAL);
    relayed.provider.route = crate::provider::Route::Relay;
    let outcome = check(&relayed, &seen([(List, sent_on("https://llm.test/v1/models"))]));
    assert_eq!(outcome, Outcome::failed(moved_to("https://llm.test")).after(7));
    let slash = seen([(List, sent_on("http://localhost:8000/v1/models/"))]);
    assert_eq!(check(&relayed, &slash), Outcome::passed(Seen::Answers { status: Some(307) }).after(7));
}

#[test]
fn probes_are_sent_only_as_far_as_they_tell_something() {
    let fetch = |name| Some(Want::Fetch(name));
    let below = |base: &str| fetch(ProbeName::ListBelow(base.into()));
    let cases = [
        (LOCAL, vec![], fetch(List)),
        (LOCAL, vec![(List, answer(404, ""))], None),
        ("http://h:1/api", vec![(List, answer(404, ""))], below("http://h:1/api/v1")),
        (
            "http://h:1/api",
            vec![(List, FetchResult::Rejected), (Knock, FetchResult::Opaque)],
            below("http://h:1/api/v1"),
        ),
        ("http://h:1/api", vec![(List, answer(502, ""))], None),
        (LOCAL, vec![(List, FetchResult::Rejected)], fetch(Knock)),
        (LOCAL, vec![(List, FetchResult::Rejected), (Knock, FetchResult::Opaque)], None),
        (LOCAL, vec![(List, FetchResult::Rejected), (Knock, FetchResult::Rejected)], fetch(KnockOtherName)),
        ("https://api.test/v1", vec![(List, FetchResult::Rejected), (Knock, FetchResult::Rejected)], None),
        (
            "https://[::1]:1/v1",
            vec![
                (List, FetchResult::Rejected),
                (Knock, FetchResult::Rejected),
                (KnockOtherName, FetchResult::Rejected),
            ],
            fetch(KnockOtherScheme),
        ),
    ];
    for (endpoint, results, expected) in cases {
        assert_eq!(wants(&subject(endpoint), &seen(results.clone())), expected, "{endpoint} {results:?}");
    }
    let mut seen = seen([(List, FetchResult::Rejected), (Knock, FetchResult::Rejected)]);
    seen.may_relay = true;
    assert_eq!(wants(&subject("https://api.test/v1"), &seen), fetch(Relay));
    let mut offline = subject("https://api.test/v1");
    offline.page.is_online = false;
    assert_eq!((wants(&offline, &seen), check(&offline, &seen)), (None, Outcome::failed(Cause::Offline)));
}
