//! Whether the server lets this page read its answers; if not, whether it is the page or a header (dialects section 3).
//!
//! A browser does not say which. So the same question is asked at the chat's own address, without headers, and at the
//! server's root, where servers that hide a rejected key behind CORS (vLLM, SGLang) answer openly.

use super::super::observation::{FetchResult, Observations};
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::probe::ProbeName;
use super::super::subject::Subject;
use super::Want;

/// Headers that are tried one by one; the others are few, and refused together.
const MOST_HEADERS: usize = 8;

pub fn wants(subject: &Subject, seen: &Observations) -> Option<Want> {
    if exempt(subject).is_some() || !can_go_on(seen) {
        return None;
    }
    let missing = |name: ProbeName| seen.missing(name).map(Want::Fetch);
    let read = |name: &ProbeName| seen.answer(name).is_some();
    let twin = missing(ProbeName::Twin);
    if twin.is_some() || read(&ProbeName::Twin) {
        return twin;
    }
    if read(&ProbeName::List) {
        return missing(ProbeName::ListLikeChat);
    }
    let list_has_headers = !subject.list().headers.is_empty();
    if list_has_headers && let bare @ Some(_) = missing(ProbeName::Bare) {
        return bare;
    }
    if read(&ProbeName::Bare) {
        return next_header(subject, seen);
    }
    let root = missing(ProbeName::Root);
    if root.is_some() || read(&ProbeName::Root) {
        return root;
    }
    let bare_root = missing(ProbeName::BareRoot);
    if bare_root.is_some() {
        return bare_root;
    }
    if read(&ProbeName::BareRoot) { next_header(subject, seen) } else { None }
}

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    if let Some(outcome) = exempt(subject) {
        return outcome;
    }
    for name in [ProbeName::List, ProbeName::Twin] {
        if let Some(FetchResult::Unsendable { header }) = seen.of(&name).map(|fetched| &fetched.result) {
            return Outcome::failed(Cause::UnsendableHeader { header: header.clone() });
        }
    }
    let time = seen.of(&ProbeName::List).map_or(0, |list| list.milliseconds);
    if let Some(redirected) = redirected(seen) {
        return redirected.after(time);
    }
    let readable = [ProbeName::Twin, ProbeName::ListLikeChat, ProbeName::Root];
    if readable.iter().any(|name| seen.answer(name).is_some()) {
        return Outcome::passed(Seen::Readable { headers: names(subject) }).after(time);
    }
    Outcome::failed(refusal(subject, seen)).after(time)
}

/// Where no rule of the browser stands between.
fn exempt(subject: &Subject) -> Option<Outcome> {
    if subject.is_same_origin() {
        Some(Outcome::passed(Seen::OwnServer))
    } else if subject.is_relayed() {
        Some(Outcome::Skipped { seen: Seen::ThroughRelay })
    } else {
        None
    }
}

/// Whether the list was answered, readably or not, so that asking on tells something.
fn can_go_on(seen: &Observations) -> bool {
    seen.of(&ProbeName::List).is_some_and(|list| !matches!(list.result, FetchResult::Unsendable { .. }))
}

/// The names of the chat's headers.
fn names(subject: &Subject) -> Vec<String> {
    subject.headers().into_iter().map(|header| header.name).collect()
}

fn next_header(subject: &Subject, seen: &Observations) -> Option<Want> {
    let names = names(subject);
    if names.len() < 2 {
        return None;
    }
    names.into_iter().take(MOST_HEADERS).find_map(|name| seen.missing(ProbeName::OneHeader(name))).map(Want::Fetch)
}

fn redirected(seen: &Observations) -> Option<Outcome> {
    let to = [ProbeName::List, ProbeName::Twin, ProbeName::Bare]
        .iter()
        .find_map(|name| seen.answer(name)?.redirected_to.clone())?;
    let (front, query) = to.split_at(to.find('?').unwrap_or(to.len()));
    let base = front.trim_end_matches('/');
    let better = match base.strip_suffix("/models") {
        Some(base) => Some(format!("{base}/chat/completions{query}")),
        None => base.ends_with("/chat/completions").then(|| to.clone()),
    };
    let is_readable = seen.answer(&ProbeName::Twin).is_some_and(|twin| twin.redirected_to.is_none());
    let cause = Cause::Redirected { to, better };
    // The chat itself may be answered where it is called.
    Some(if is_readable { Outcome::warned(cause) } else { Outcome::failed(cause) })
}

fn refusal(subject: &Subject, seen: &Observations) -> Cause {
    let sent = names(subject);
    let read = |name: &ProbeName| seen.answer(name).is_some();
    if read(&ProbeName::List) {
        let list = subject.list().headers;
        if list.is_empty() {
            return Cause::PreflightRefused;
        }
        let is_new = |name: &String| list.iter().all(|header| header.name != *name);
        return Cause::HeaderRefused { headers: sent.into_iter().filter(is_new).collect() };
    }
    if read(&ProbeName::Bare) || read(&ProbeName::BareRoot) {
        let refused = |name: &&String| !read(&ProbeName::OneHeader((*name).clone()));
        let headers: Vec<String> = sent.iter().filter(refused).cloned().collect();
        // When none gets through, it is not the headers but the question that browsers ask before.
        return match headers.is_empty() || (headers.len() == sent.len() && sent.len() > 1) {
            true => Cause::PreflightRefused,
            false => Cause::HeaderRefused { headers },
        };
    }
    Cause::OriginRefused { origin: subject.page.origin.clone() }
}

#[cfg(test)]
mod tests {
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
        let headers =
            |names: &[&str]| Cause::HeaderRefused { headers: names.iter().map(|name| (*name).into()).collect() };
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
                hidden(&[
                    (Twin, FetchResult::Rejected),
                    (Bare, answer(200, "")),
                    (one("Content-Type"), answer(200, "")),
                ]),
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
}
