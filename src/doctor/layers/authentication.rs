//! Whether the server accepts the key, or does without one.

use super::super::observation::{Answer, Observations};
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::probe::ProbeName;
use super::super::refusal::is_about_key;
use super::super::subject::Subject;
use super::Want;
use crate::openai::CompletionError;

pub fn wants(_: &Subject, seen: &Observations) -> Option<Want> {
    // What a page may not read, this app's own server may.
    seen.missing(ProbeName::Relay).filter(|_| is_hidden(seen) && seen.may_relay).map(Want::Fetch)
}

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    let completion = seen.completion().and_then(|fetched| fetched.answer());
    let free = [ProbeName::List, ProbeName::Twin, ProbeName::ListLikeChat, ProbeName::Relay];
    let mut answers = completion.into_iter().chain(free.iter().filter_map(|name| seen.answer(name)));
    if let Some(cause) = answers.find_map(|answer| rejection(subject, answer)) {
        return Outcome::failed(cause);
    }
    if is_hidden(seen) && !seen.has(&ProbeName::Relay) {
        return Outcome::failed(Cause::HiddenRejection { has_key: sends_key(subject) });
    }
    let list = seen.answer(&ProbeName::List).or_else(|| seen.answer(&ProbeName::Relay));
    let is_accepted = list.is_some_and(Answer::is_ok) || completion.is_some_and(Answer::is_ok);
    match list {
        _ if is_accepted && sends_key(subject) => Outcome::passed(Seen::KeyAccepted),
        _ if is_accepted => Outcome::passed(Seen::NoKeyNeeded),
        Some(answer) if answer.status == 403 => {
            Outcome::warned(Cause::Forbidden { words: subject.words(answer.error()) })
        }
        _ => Outcome::Skipped { seen: Seen::KnownLater },
    }
}

/// Whether the server lets the page read it, but neither its list nor its chat.
fn is_hidden(seen: &Observations) -> bool {
    let read = |name: &ProbeName| seen.answer(name).is_some();
    read(&ProbeName::Root) && !read(&ProbeName::List) && !read(&ProbeName::Twin)
}

/// What an answer says of the key; `None` where it says nothing.
pub fn rejection(subject: &Subject, answer: &Answer) -> Option<Cause> {
    if answer.is_ok() {
        return None;
    }
    let CompletionError::Api(error) = answer.error() else { return None };
    if !is_about_key(&error) {
        return None;
    }
    let (status, words) = (answer.status, subject.words(CompletionError::Api(error)));
    if wants_password(answer) && !sends_password(subject) {
        return Some(Cause::PasswordWanted { status, words });
    }
    Some(if sends_key(subject) { Cause::KeyRejected { status, words } } else { Cause::KeyMissing { status, words } })
}

/// Whether the server names no other way to be shown who asks than a name and a password (RFC 7617).
fn wants_password(answer: &Answer) -> bool {
    let challenge = answer.challenge.as_deref().unwrap_or_default().to_ascii_lowercase();
    challenge.trim_start().starts_with("basic") && !challenge.contains("bearer")
}

fn sends_password(subject: &Subject) -> bool {
    subject.headers().iter().any(|header| header.scheme() == Some("Basic "))
}

/// Whether the chat carries something that proves who asks.
pub fn sends_key(subject: &Subject) -> bool {
    subject.headers().iter().any(|header| header.secret)
}

#[cfg(test)]
mod tests {
    use super::super::super::observation::FetchResult;
    use super::super::super::scene::{answer, keyed, seen, subject};
    use super::*;
    use ProbeName::{FirstToken, List, Relay, Root, Twin};

    const URL: &str = "https://h.test/v1/chat/completions";

    #[test]
    fn keys_are_accepted_rejected_missing_or_hidden() {
        let rejected = |status, words: &str| Outcome::failed(Cause::KeyRejected { status, words: words.into() });
        let missing = |status, words: &str| Outcome::failed(Cause::KeyMissing { status, words: words.into() });
        let words = r#"{"error":{"message":"Incorrect API key provided: sk-secret-1"}}"#;
        let shown = "Incorrect API key provided: [redacted]";
        let hidden = || vec![(List, FetchResult::Rejected), (Twin, FetchResult::Rejected), (Root, answer(404, ""))];
        let with = |more: (ProbeName, FetchResult)| hidden().into_iter().chain([more]).collect::<Vec<_>>();
        let later = || Outcome::Skipped { seen: Seen::KnownLater };
        let cases = [
            (true, vec![(List, answer(200, "{}"))], Outcome::passed(Seen::KeyAccepted)),
            (false, vec![(List, answer(200, "{}"))], Outcome::passed(Seen::NoKeyNeeded)),
            (true, vec![(List, answer(401, words))], rejected(401, shown)),
            (false, vec![(List, answer(401, ""))], missing(401, "")),
            (true, vec![(List, answer(404, ""))], later()),
            (true, vec![(List, answer(404, "")), (FirstToken, answer(401, words))], rejected(401, shown)),
            (true, vec![(List, answer(404, "")), (FirstToken, answer(200, "{}"))], Outcome::passed(Seen::KeyAccepted)),
            (true, vec![(List, FetchResult::Rejected), (Twin, answer(401, words))], rejected(401, shown)),
            (true, vec![(List, FetchResult::Rejected), (Twin, answer(405, ""))], later()),
            (true, vec![(List, answer(403, "no"))], Outcome::warned(Cause::Forbidden { words: "no".into() })),
            (true, hidden(), Outcome::failed(Cause::HiddenRejection { has_key: true })),
            (false, hidden(), Outcome::failed(Cause::HiddenRejection { has_key: false })),
            (true, with((Relay, answer(401, words))), rejected(401, shown)),
            (true, with((Relay, answer(200, "{}"))), Outcome::passed(Seen::KeyAccepted)),
        ];
        for (has_key, results, expected) in cases {
            let subject = if has_key { keyed(URL) } else { subject(URL) };
            assert_eq!(check(&subject, &seen(results.clone())), expected, "{results:?}");
        }
    }

    #[test]
    fn a_server_that_wants_a_password_is_not_sent_another_key() {
        let cases = [
            (Some("Basic realm=\"llm\""), true),
            (Some("basic"), true),
            (Some("Bearer, Basic realm=\"llm\""), false),
            (Some("Basic, Bearer"), false),
            (None, false),
        ];
        let answer = |challenge: Option<&str>| {
            let challenge = challenge.map(str::to_owned);
            FetchResult::Answer(Answer { status: 401, challenge, ..Answer::default() })
        };
        for (challenge, expected) in cases {
            for (name, subject) in [(List, keyed(URL)), (Relay, subject(URL))] {
                let outcome = check(&subject, &seen([(List, FetchResult::Rejected), (name, answer(challenge))]));
                let is_password = matches!(outcome.cause(), Some(Cause::PasswordWanted { status: 401, .. }));
                assert_eq!((outcome.is_failed(), is_password), (true, expected), "{challenge:?}");
            }
        }
        // One that was sent is wrong.
        let options = serde_json::json!({ "endpoint": URL, "extraHeaders": { "Authorization": "Basic dTpw" } });
        let mut sent = subject(URL);
        sent.provider = crate::provider::Provider::from_options("lab", &options).expect("a provider");
        let outcome = check(&sent, &seen([(List, answer(Some("Basic")))]));
        assert!(matches!(outcome.cause(), Some(Cause::KeyRejected { .. })), "{outcome:?}");
    }

    #[test]
    fn a_hidden_answer_is_looked_at_through_the_relay_when_allowed() {
        let mut seen = seen([(List, FetchResult::Rejected), (Twin, FetchResult::Rejected), (Root, answer(404, ""))]);
        assert_eq!(wants(&keyed(URL), &seen), None);
        seen.may_relay = true;
        assert_eq!(wants(&keyed(URL), &seen), Some(Want::Fetch(Relay)));
    }
}
