use super::super::super::observation::Answer;
use super::super::super::scene::{answer, keyed, seen, subject};
use super::*;
use ProbeName::{Bare, BareRoot, Knock, KnockSecure, List, ListLikeChat, Relay, Root, Twin};

const URL: &str = "https://h.test/v1/chat/completions";

fn one(name: &str) -> ProbeName {
    ProbeName::OneHeader(name.into())
}

fn blocked(names: &[ProbeName]) -> Vec<(ProbeName, FetchResult)> {
    names.iter().map(|name| (name.clone(), FetchResult::Rejected)).collect()
}

fn hidden(more: &[(ProbeName, FetchResult)]) -> Vec<(ProbeName, FetchResult)> {
    let mut all = vec![(List, FetchResult::Rejected), (Knock, FetchResult::Opaque)];
    all.extend(more.iter().cloned());
    all
}

#[test]
fn it_is_the_page_or_a_header_or_the_preflight() {
    let headers = |names: &[&str]| Cause::HeaderRefused { headers: names.iter().map(|name| (*name).into()).collect() };
    let origin =
        |has_key| Cause::OriginRefused { origin: "https://chat.example".into(), relayed: None, has_key: Some(has_key) };
    let ok = || answer(200, "{}");
    let cases = [
        // With a key: nothing gets through.
        (true, hidden(&blocked(&[Twin, Bare, Root, BareRoot])), origin(true)),
        // TGI: only Content-Type passes.
        (
            true,
            hidden(&[
                (Twin, FetchResult::Rejected),
                (Bare, ok()),
                (one("Content-Type"), ok()),
                (one("Authorization"), FetchResult::Rejected),
            ]),
            headers(&["Authorization"]),
        ),
        // The same behind an authentication that hides /v1.
        (
            true,
            hidden(&[
                (Twin, FetchResult::Rejected),
                (Bare, FetchResult::Rejected),
                (Root, FetchResult::Rejected),
                (BareRoot, ok()),
                (one("Content-Type"), ok()),
                (one("Authorization"), FetchResult::Rejected),
            ]),
            headers(&["Authorization"]),
        ),
        // No header gets through: OPTIONS is not answered.
        (
            true,
            hidden(&[
                (Twin, FetchResult::Rejected),
                (Bare, ok()),
                (one("Content-Type"), FetchResult::Rejected),
                (one("Authorization"), FetchResult::Rejected),
            ]),
            Cause::PreflightRefused,
        ),
        // Without a key: the list needs no preflight, the chat does.
        (
            false,
            vec![(List, ok()), (Twin, FetchResult::Rejected), (ListLikeChat, FetchResult::Rejected)],
            Cause::PreflightRefused,
        ),
        // The key gets through, the type of the body does not.
        (
            true,
            vec![(List, ok()), (Twin, FetchResult::Rejected), (ListLikeChat, FetchResult::Rejected)],
            headers(&["Content-Type"]),
        ),
        (false, hidden(&blocked(&[Twin, Root, BareRoot])), origin(false)),
    ];
    for (has_key, results, expected) in cases {
        let subject = if has_key { keyed(URL) } else { subject(URL) };
        let seen = seen(results.clone());
        assert_eq!(wants(&subject, &seen), None, "{results:?}");
        let outcome = check(&subject, &seen);
        assert!(outcome.is_failed());
        assert_eq!(outcome.cause(), Some(&expected), "{results:?}");
    }
}

#[test]
fn a_path_that_is_no_chat_path_is_in_doubt_before_its_headers() {
    let results = [(List, answer(404, "")), (Twin, FetchResult::Rejected), (ListLikeChat, FetchResult::Rejected)];
    let refused = |headers: &[&str]| Cause::PathRefused {
        path: "/llm/api".into(),
        better: "https://h.test/llm/api/v1/chat/completions".into(),
        headers: headers.iter().map(|name| (*name).into()).collect(),
    };
    let url = "https://h.test/llm/api";
    let cases = [(keyed(url), refused(&["Content-Type"])), (subject(url), refused(&[]))];
    for (subject, expected) in cases {
        assert_eq!(check(&subject, &seen(results.clone())).cause(), Some(&expected));
    }
}

#[test]
fn a_readable_answer_anywhere_shows_that_the_page_is_allowed() {
    let passed = Outcome::passed(Seen::Readable { headers: vec!["Content-Type".into(), "Authorization".into()] });
    let cases = [
        vec![(List, answer(200, "")), (Twin, answer(405, ""))],
        vec![(List, answer(200, "")), (Twin, FetchResult::Rejected), (ListLikeChat, answer(200, ""))],
        hidden(&[(Twin, answer(405, ""))]),
        hidden(&[(Twin, FetchResult::Rejected), (Bare, FetchResult::Rejected), (Root, answer(404, ""))]),
    ];
    for results in cases {
        let seen = seen(results.clone());
        assert_eq!(
            (wants(&keyed(URL), &seen), check(&keyed(URL), &seen)),
            (None, passed.clone().after(7)),
            "{results:?}"
        );
    }
}

#[test]
fn probes_follow_each_other() {
    let cases = [
        (true, vec![(List, answer(200, ""))], Twin),
        (true, hidden(&[]), Twin),
        (true, hidden(&blocked(&[Twin])), Bare),
        (false, hidden(&blocked(&[Twin])), Root),
        (true, hidden(&blocked(&[Twin, Bare])), Root),
        (true, hidden(&blocked(&[Twin, Bare, Root])), BareRoot),
        (true, hidden(&[(Twin, FetchResult::Rejected), (Bare, answer(200, ""))]), one("Content-Type")),
        (
            true,
            hidden(&[(Twin, FetchResult::Rejected), (Bare, answer(200, "")), (one("Content-Type"), answer(200, ""))]),
            one("Authorization"),
        ),
        (true, vec![(List, answer(200, "")), (Twin, FetchResult::Rejected)], ListLikeChat),
    ];
    for (has_key, results, expected) in cases {
        let subject = if has_key { keyed(URL) } else { subject(URL) };
        assert_eq!(wants(&subject, &seen(results.clone())), Some(Want::Fetch(expected)), "{results:?}");
    }
}

#[test]
fn redirects_are_named_with_a_better_address() {
    let moved =
        |to: &str| FetchResult::Answer(Answer { status: 200, redirected_to: Some(to.into()), ..Answer::default() });
    let cases = [
        (
            vec![
                (List, moved("https://h.test/api/v1/models?a=1")),
                (Twin, FetchResult::Rejected),
                (ListLikeChat, FetchResult::Rejected),
            ],
            Some("https://h.test/api/v1/chat/completions?a=1"),
            true,
        ),
        (
            vec![(List, moved("https://h.test/api/v1/models")), (Twin, answer(405, ""))],
            Some("https://h.test/api/v1/chat/completions"),
            false,
        ),
        (
            vec![
                (List, moved("https://login.test/")),
                (Twin, FetchResult::Rejected),
                (ListLikeChat, FetchResult::Rejected),
            ],
            None,
            true,
        ),
    ];
    for (results, expected, failed) in cases {
        let outcome = check(&keyed(URL), &seen(results));
        assert_eq!(outcome.is_failed(), failed);
        let Some(Cause::Redirected { better, .. }) = outcome.cause() else { panic!("{outcome:?}") };
        assert_eq!(better.as_deref(), expected);
    }
}

#[test]
fn the_relay_tells_what_a_browser_hides() {
    let unread = || hidden(&blocked(&[Twin, Bare, Root, BareRoot]));
    let with = |result| unread().into_iter().chain([(Relay, result)]).collect::<Vec<_>>();
    let moved = Answer {
        status: 301,
        redirected_to: Some("https://h.test/v1/models?key=sk-secret-1".into()),
        ..Answer::default()
    };
    let mut allowed = seen(unread());
    assert_eq!(wants(&keyed(URL), &allowed), None);
    allowed.may_relay = true;
    assert_eq!(wants(&keyed(URL), &allowed), Some(Want::Fetch(Relay)));
    let origin = |relayed, has_key| {
        Outcome::failed(Cause::OriginRefused { origin: "https://chat.example".into(), relayed, has_key })
    };
    let allowing = |value: &str| {
        FetchResult::Answer(Answer { status: 200, allow_origin: Some(value.into()), ..Answer::default() })
    };
    let to = || "https://h.test/v1/models?key=[redacted]".to_owned();
    let better = Some("https://h.test/v1/chat/completions?key=[redacted]".to_owned());
    let cases = [
        (with(answer(200, "{}")), origin(Some(200), None).after(7)),
        (with(allowing("https://other.test")), origin(Some(200), None).after(7)),
        (with(allowing("*, *")), Outcome::failed(Cause::OriginTwice { value: "*, *".into() }).after(7)),
        (with(FetchResult::Answer(moved)), Outcome::failed(Cause::Redirected { to: to(), better }).after(7)),
        // The next layer says it, with the server's words.
        (with(answer(401, "no")), Outcome::Skipped { seen: Seen::KnownLater }),
        (
            with(FetchResult::RelayRefused { code: "off".into(), message: String::new() }),
            origin(None, Some(true)).after(7),
        ),
    ];
    for (results, expected) in cases {
        let mut seen = seen(results);
        seen.may_relay = true;
        assert_eq!((wants(&keyed(URL), &seen), check(&keyed(URL), &seen)), (None, expected));
    }
}

#[test]
fn http_that_is_hidden_and_https_that_answers_are_one_server() {
    let url = "http://h.test/v1/chat/completions";
    let unread = |knock| {
        let mut all = hidden(&blocked(&[Twin, Root, BareRoot]));
        all.push((KnockSecure, knock));
        all
    };
    assert_eq!(wants(&subject(url), &seen(hidden(&blocked(&[Twin, Root, BareRoot])))), Some(Want::Fetch(KnockSecure)));
    let secure = || Some(Cause::SecureAnswers { url: "https://h.test/v1/chat/completions".into() });
    let cases = [(FetchResult::Opaque, true), (FetchResult::Rejected, false)];
    for (knock, is_secure) in cases {
        let seen = seen(unread(knock));
        assert_eq!(wants(&subject(url), &seen), None);
        assert_eq!(check(&subject(url), &seen).cause() == secure().as_ref(), is_secure);
    }
}

#[test]
fn only_servers_that_check_keys_first_leave_a_doubt() {
    let doubt = |name: &str| {
        let mut subject = keyed(URL);
        subject.provider.name = name.to_owned();
        match check(&subject, &seen(hidden(&blocked(&[Twin, Bare, Root, BareRoot])))) {
            Outcome::Failed { cause: Cause::OriginRefused { has_key, .. }, .. } => has_key,
            other => panic!("{other:?}"),
        }
    };
    let cases =
        [("vLLM", Some(true)), ("SGLang", Some(true)), ("LocalAI", Some(true)), ("Lab", Some(true)), ("Ollama", None)];
    for (name, expected) in cases {
        assert_eq!(doubt(name), expected, "{name}");
    }
}

#[test]
fn a_redirect_of_a_relayed_list_is_a_warning() {
    let mut relayed = subject(URL);
    relayed.provider.route = crate::provider::Route::Relay;
    let moved = Answer { status: 308, redirected_to: Some("https://h.test/v1/models/".into()), ..Answer::default() };
    let outcome = check(&relayed, &seen([(List, FetchResult::Answer(moved))]));
    let Outcome::Warned { cause: Cause::Redirected { better, .. }, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(better.as_deref(), Some("https://h.test/v1/chat/completions"));
    assert_eq!(check(&relayed, &seen([(List, answer(200, "{}"))])), Outcome::Skipped { seen: Seen::ThroughRelay });
}
