use super::super::super::observation::Answer;
use super::super::super::scene::{answer, keyed, seen, subject};
use super::*;
use ProbeName::{Bare, BareRoot, Knock, List, ListLikeChat, Root, Twin};

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
    let origin = || Cause::OriginRefused { origin: "https://chat.example".into() };
    let ok = || answer(200, "{}");
    let cases = [
        // With a key: nothing gets through.
        (true, hidden(&blocked(&[Twin, Bare, Root, BareRoot])), origin()),
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
        (false, hidden(&blocked(&[Twin, Root, BareRoot])), origin()),
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
