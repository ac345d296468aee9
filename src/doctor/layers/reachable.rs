//! Whether anything answers at the address.

use super::super::observation::{Answer, FetchResult, Observations, Permission};
use super::super::outcome::{Cause, Outcome, RelayFinding, Seen};
use super::super::page::AddressSpace;
use super::super::probe::ProbeName;
use super::super::refusal::outage;
use super::super::relay::finding;
use super::super::subject::Subject;
use super::Want;
use super::address::missing_base;
use super::authentication::rejection;
use super::cors::moved;

/// Whether a request and the knock at the server's root both failed.
pub fn nothing_came(seen: &Observations) -> bool {
    let failed = |name| {
        seen.of(&name).is_some_and(|fetched| matches!(fetched.result, FetchResult::Rejected | FetchResult::TimedOut))
    };
    failed(ProbeName::List) && failed(ProbeName::Knock)
}

pub fn wants(subject: &Subject, seen: &Observations) -> Option<Want> {
    let Some(list) = seen.of(&ProbeName::List) else { return Some(Want::Fetch(ProbeName::List)) };
    // Where the endpoint is the beginning of a path only, the API below it can be found.
    let below = || missing_base(subject, seen).map(Want::Fetch);
    if let FetchResult::Answer(answer) = &list.result {
        return below().filter(|_| trouble(subject, answer).is_none());
    }
    if !matches!(list.result, FetchResult::Rejected | FetchResult::TimedOut) || is_offline(subject) {
        return None;
    }
    if seen.permission == Some(Permission::Prompt) && seen.permission_after.is_none() {
        return Some(Want::PermissionAfter);
    }
    // Nothing of a browser's rules stands between a page and its own server.
    if subject.is_same_origin() || subject.is_relayed() {
        return None;
    }
    let missing = |name: ProbeName| seen.missing(name).map(Want::Fetch);
    let knock = missing(ProbeName::Knock);
    if knock.is_some() || seen.is_answered(&ProbeName::Knock) {
        return knock.or_else(below);
    }
    let name = subject.other_name().and_then(|_| missing(ProbeName::KnockOtherName));
    let scheme = || subject.other_scheme().and_then(|_| missing(ProbeName::KnockOtherScheme));
    let relay = || missing(ProbeName::Relay).filter(|_| seen.may_relay);
    name.or_else(scheme).or_else(relay)
}

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    let Some(list) = seen.of(&ProbeName::List) else { return Outcome::Waiting };
    let host = subject.endpoint().host().to_owned();
    let time = list.milliseconds;
    match &list.result {
        FetchResult::Answer(answer) => {
            return match trouble(subject, answer) {
                Some(cause) => Outcome::failed(cause).after(time),
                None => Outcome::passed(Seen::Answers { status: Some(answer.status) }).after(time),
            };
        }
        FetchResult::Opaque | FetchResult::Unsendable { .. } => return Outcome::Skipped { seen: Seen::KnownLater },
        FetchResult::RelayRefused { code, message } => {
            return Outcome::failed(of_refusal(code, message, host)).after(time);
        }
        FetchResult::Rejected | FetchResult::TimedOut => {}
    }
    if is_offline(subject) {
        return Outcome::failed(Cause::Offline);
    }
    // A proxy's own errors carry no CORS headers, so that only this app's own server sees them.
    let looked = seen.answer(&ProbeName::Relay);
    if let Some(cause) = looked.and_then(|answer| failing(subject, answer)) {
        return Outcome::failed(cause).after(time);
    }
    if let Some(knock) = seen.of(&ProbeName::Knock).filter(|knock| knock.is_answered()) {
        return Outcome::passed(Seen::Answers { status: None }).after(knock.milliseconds);
    }
    Outcome::failed(silence(subject, seen, host)).after(time)
}

/// What keeps an answer from being one of the endpoint: the server fails, or the relay, which follows no redirect, was
/// sent on.
fn trouble(subject: &Subject, answer: &Answer) -> Option<Cause> {
    let sent_on = || answer.redirected_to.as_deref().filter(|_| subject.is_relayed()).map(|to| moved(subject, to));
    // A list that is elsewhere by a slash alone says nothing of the chat, which is called as it stands.
    let is_other = |cause: &Cause| match cause {
        Cause::Redirected { better: Some(better), .. } => better != subject.endpoint().as_str(),
        _ => true,
    };
    failing(subject, answer).or_else(|| sent_on().filter(is_other))
}

/// Whether the server fails as a whole. Some say so of a key (LiteLLM), which is the matter of a later layer.
fn failing(subject: &Subject, answer: &Answer) -> Option<Cause> {
    if answer.status < 500 || rejection(subject, answer).is_some() {
        return None;
    }
    outage(answer, &subject.words(answer.error()))
}

/// Why nothing came.
fn silence(subject: &Subject, seen: &Observations, host: String) -> Cause {
    let elsewhere = |name, origin: Option<String>| {
        origin.filter(|_| seen.is_answered(&name)).and_then(|origin| subject.with_origin(&origin))
    };
    if let Some(url) = elsewhere(ProbeName::KnockOtherName, subject.other_name()) {
        return Cause::OtherName { url };
    }
    match seen.of(&ProbeName::Relay).map(|fetched| &fetched.result) {
        Some(FetchResult::Answer(answer)) => {
            return match &answer.redirected_to {
                Some(to) => moved(subject, to),
                None => Cause::ThroughRelay { finding: RelayFinding::Answers { status: answer.status }, host },
            };
        }
        Some(FetchResult::RelayRefused { code, message }) => return of_refusal(code, message, host),
        _ => {}
    }
    if let Some(plain) = elsewhere(ProbeName::KnockOtherScheme, subject.other_scheme()) {
        return Cause::NotSecured { host, plain };
    }
    let slow = |name| seen.of(&name).filter(|fetched| fetched.result == FetchResult::TimedOut);
    match slow(ProbeName::List).and(slow(ProbeName::Knock)) {
        Some(knock) => Cause::TimedOut { seconds: knock.milliseconds / 1000 },
        None => {
            let is_https = subject.endpoint().origin().is_some_and(|origin| origin.starts_with("https:"));
            Cause::Unreachable { host, is_https }
        }
    }
}

fn of_refusal(code: &str, message: &str, host: String) -> Cause {
    match finding(code) {
        Some(finding) => Cause::ThroughRelay { finding, host },
        None => Cause::RelayRefused { code: code.to_owned(), message: message.to_owned(), host },
    }
}

fn is_offline(subject: &Subject) -> bool {
    !subject.page.is_online && subject.space() != AddressSpace::Loopback && !subject.is_same_origin()
}

#[cfg(test)]
mod tests {
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
        let slow = || {
            vec![(List, FetchResult::TimedOut), (Knock, FetchResult::TimedOut), (KnockOtherName, FetchResult::Rejected)]
        };
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
}
