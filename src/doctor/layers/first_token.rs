//! Whether one token comes: the only request that may cost something, sent once, after the person agreed.

use super::super::observation::{Answer, FetchResult, Fetched, Observations};
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::probe::ProbeName;
use super::super::refusal::{is_about_model, outage};
use super::super::server::{Server, recognise};
use super::super::subject::{LIMITS, Subject, unbounds};
use super::Want;
use super::authentication::sends_key;
use super::cors::moved;
use super::model_list::{listed, similar};
use crate::openai::{CompletionError, ProtocolFault, Quirk, Quirks, ServerError};

/// The longest beginning of a reply that is shown, in bytes.
const LONGEST_TEXT: usize = 80;

pub fn wants(subject: &Subject, seen: &Observations) -> Option<Want> {
    match seen.may_pay {
        None => Some(Want::Consent),
        Some(false) => None,
        Some(true) => match seen.of(&ProbeName::FirstToken) {
            None => Some(Want::Fetch(ProbeName::FirstToken)),
            Some(_) => {
                let again = seen.missing(ProbeName::FirstTokenAgain)?;
                learned(subject, seen).map(|_| Want::Fetch(again))
            }
        },
    }
}

/// The answer of a completion that was not refused.
pub fn answered(seen: &Observations) -> Option<&Answer> {
    seen.completion().and_then(Fetched::answer).filter(|answer| answer.is_ok())
}

/// What a refusal that named one parameter teaches; such a refusal costs nothing (dialects rule 20). Nothing where it
/// is the limit of one token that would be left out: that request could cost more.
pub fn learned(subject: &Subject, seen: &Observations) -> Option<Quirk> {
    let answer = seen.answer(&ProbeName::FirstToken).filter(|answer| !answer.is_ok())?;
    let CompletionError::Api(error) = answer.error() else { return None };
    Quirks::learn(&error, &subject.body(&subject.quirks)).filter(|quirk| !unbounds(quirk))
}

/// The parameter that the last refusal named.
fn refused_parameter(subject: &Subject, seen: &Observations, error: &ServerError) -> Option<String> {
    let mut quirks = subject.quirks.clone();
    if seen.has(&ProbeName::FirstTokenAgain) {
        learned(subject, seen).into_iter().for_each(|quirk| quirks.add(quirk));
    }
    Quirks::learn(error, &subject.body(&quirks)).map(|quirk| quirk.parameter().to_owned())
}

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    if seen.may_pay == Some(false) {
        return Outcome::Skipped { seen: Seen::Declined };
    }
    let Some(fetched) = seen.completion() else { return Outcome::Waiting };
    outcome(subject, seen, fetched)
        .after(fetched.answer().and_then(|answer| answer.first_byte).unwrap_or(fetched.milliseconds))
}

fn outcome(subject: &Subject, seen: &Observations, fetched: &Fetched) -> Outcome {
    let answer = match &fetched.result {
        FetchResult::Answer(answer) => answer,
        FetchResult::RelayRefused { code, message } => {
            let host = subject.endpoint().host().to_owned();
            return Outcome::failed(Cause::RelayRefused { code: code.clone(), message: message.clone(), host });
        }
        FetchResult::Unsendable { header } => {
            return Outcome::failed(Cause::UnsendableHeader { header: header.clone() });
        }
        FetchResult::TimedOut => return Outcome::failed(Cause::ReplyTimedOut),
        FetchResult::Rejected | FetchResult::Opaque => return Outcome::failed(hidden(subject, seen)),
    };
    if let Some(to) = answer.redirected_to.as_ref().filter(|_| !answer.is_ok()) {
        return Outcome::failed(moved(subject, to));
    }
    match answer.reply() {
        Ok(reply) => Outcome::passed(Seen::Token { text: beginning(&reply.content) }),
        // A stream that broke off after text has come is a matter of the next layer.
        Err((CompletionError::Interrupted(_), partial)) => {
            Outcome::passed(Seen::Token { text: beginning(&partial.content) })
        }
        Err((CompletionError::Api(error), _)) => match refused(subject, seen, answer, error) {
            // Whether the chat works is not known then; what can be asked does.
            cause @ Cause::LimitRefused { .. } => Outcome::warned(cause),
            cause => Outcome::failed(cause),
        },
        Err((CompletionError::Protocol(fault), _)) => Outcome::failed(match fault {
            ProtocolFault::Html { title, .. } => Cause::ReplyIsPage { title: title.unwrap_or_default() },
            ProtocolFault::Empty { .. } => Cause::ReplyEmpty,
            ProtocolFault::Truncated { .. } => Cause::CutOff,
            fault @ (ProtocolFault::Foreign { .. } | ProtocolFault::Unreadable { .. }) => {
                Cause::ReplyForeign { excerpt: subject.words(CompletionError::Protocol(fault)) }
            }
        }),
        Err((error, _)) => Outcome::failed(Cause::ServerFailed { status: answer.status, words: subject.words(error) }),
    }
}

/// The answer to POST could not be read, though that to GET could.
fn hidden(subject: &Subject, seen: &Observations) -> Cause {
    let is_local_ai = recognise(subject, seen).server == Server::LocalAi;
    if is_local_ai && !sends_key(subject) { Cause::CrossSiteRefused } else { Cause::ReplyHidden }
}

fn refused(subject: &Subject, seen: &Observations, answer: &Answer, error: ServerError) -> Cause {
    let status = answer.status;
    let about_model = is_about_model(&error);
    let parameter = refused_parameter(subject, seen, &error);
    let is_page = answer.is_html();
    // LM Studio answers a wrong path with 200 and these words.
    let says_endpoint = error.message.starts_with("Unexpected endpoint");
    let is_cross_site = status == 403 && error.message.to_ascii_lowercase().contains("cross-site");
    let words = subject.words(CompletionError::Api(error));
    let is_local_ai = || recognise(subject, seen).server == Server::LocalAi && !sends_key(subject);
    match status {
        _ if about_model => {
            Cause::ModelUnknown { model: subject.model.clone(), words, similar: similar(&listed(seen), &subject.model) }
        }
        _ if says_endpoint => Cause::PathUnknown { status, words },
        _ if is_cross_site => Cause::CrossSiteRefused,
        402 => Cause::NoCredit { words },
        403 if is_local_ai() => Cause::CrossSiteRefused,
        403 => Cause::Forbidden { words },
        404 => Cause::PathUnknown { status, words },
        405 => Cause::MethodRefused,
        429 => Cause::SlowDown { words },
        500.. => outage(answer, &words).unwrap_or(Cause::ServerFailed { status, words }),
        _ if is_page => Cause::ReplyIsPage { title: words },
        ..300 => Cause::ServerFailed { status, words },
        _ => match parameter {
            Some(parameter) if LIMITS.contains(&parameter.as_str()) => Cause::LimitRefused { parameter, words },
            Some(parameter) => Cause::ParameterRefused { parameter, words },
            None => Cause::Refused { status, words },
        },
    }
}

fn beginning(text: &str) -> String {
    text.get(..text.floor_char_boundary(LONGEST_TEXT)).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::super::scene::{answer, seen, subject};
    use super::*;
    use ProbeName::{FirstToken, FirstTokenAgain, List};

    const URL: &str = "http://h:1/v1/chat/completions";

    fn asked(results: impl IntoIterator<Item = (ProbeName, FetchResult)>) -> Observations {
        Observations { may_pay: Some(true), ..seen(results) }
    }

    #[test]
    fn refusals_have_causes() {
        let words = |words: &str| words.to_owned();
        let lists = r#"{"data":[{"id":"a"}]}"#;
        let cases = [
            (404, r#"{"detail":"Not Found"}"#, Cause::PathUnknown { status: 404, words: words("Not Found") }),
            (
                404,
                r#"{"error":{"message":"model \"m\" not found, try pulling it first"}}"#,
                Cause::ModelUnknown {
                    model: "m".into(),
                    words: words("model \"m\" not found, try pulling it first"),
                    similar: vec!["a".into()],
                },
            ),
            (
                200,
                r#"{"error":"Unexpected endpoint or method. (POST /chat)"}"#,
                Cause::PathUnknown { status: 200, words: words("Unexpected endpoint or method. (POST /chat)") },
            ),
            (405, r#"{"detail":"Method Not Allowed"}"#, Cause::MethodRefused),
            (402, "", Cause::NoCredit { words: String::new() }),
            (429, "slow", Cause::SlowDown { words: words("slow") }),
            (
                503,
                r#"{"error":{"message":"Loading model"}}"#,
                Cause::Busy { status: 503, words: words("Loading model") },
            ),
            (502, "<html><title>502 Bad Gateway</title>", Cause::BadGateway { status: 502 }),
            (500, "oh", Cause::ServerFailed { status: 500, words: words("oh") }),
            (403, r#"{"error":"cross-site request blocked"}"#, Cause::CrossSiteRefused),
            (403, "no", Cause::Forbidden { words: words("no") }),
            (400, "bad", Cause::Refused { status: 400, words: words("bad") }),
            (200, "<html><title>Sign in</title>", Cause::ReplyIsPage { title: words("Sign in") }),
            (302, "<html><title>Moved</title>", Cause::ReplyIsPage { title: words("Moved") }),
            (200, "", Cause::ReplyEmpty),
            (200, r#"{"hello":1}"#, Cause::ReplyForeign { excerpt: words(r#"{"hello":1}"#) }),
            (
                200,
                "data: {\"error\":{\"message\":\"out of memory\"}}\n\ndata: [DONE]\n\n",
                Cause::ServerFailed { status: 200, words: words("out of memory") },
            ),
        ];
        for (status, body, expected) in cases {
            let outcome =
                check(&subject(URL), &asked([(List, answer(200, lists)), (FirstToken, answer(status, body))]));
            assert!(outcome.is_failed(), "{outcome:?}");
            assert_eq!(outcome.cause(), Some(&expected), "{body}");
        }
    }

    #[test]
    fn tokens_come_as_stream_or_as_document() {
        let chunk = r#"data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"length"}]}"#;
        let cases = [
            (format!("{chunk}\n\ndata: [DONE]\n\n"), "Hi"),
            (r#"{"choices":[{"message":{"content":" Hello "},"finish_reason":"length"}]}"#.to_owned(), "Hello"),
            (r#"data: {"choices":[{"delta":{"reasoning":"x"},"finish_reason":"length"}]}"#.to_owned() + "\n\n", ""),
            (r#"data: {"choices":[{"delta":{"content":"cut"}}]}"#.to_owned() + "\n\n", "cut"),
        ];
        for (body, text) in cases {
            let outcome = check(&subject(URL), &asked([(FirstToken, answer(200, &body))]));
            assert_eq!(outcome, Outcome::passed(Seen::Token { text: text.into() }).after(7), "{body}");
        }
        assert_eq!(
            check(&subject(URL), &asked([(FirstToken, FetchResult::Rejected)])).cause(),
            Some(&Cause::ReplyHidden)
        );
        let declined = Observations { may_pay: Some(false), ..Observations::default() };
        assert_eq!(check(&subject(URL), &declined), Outcome::Skipped { seen: Seen::Declined });
    }

    #[test]
    fn a_refused_limit_is_said_and_not_left_out() {
        let too_small = r#"{"error":{"message":"must be at least 16","param":"max_completion_tokens"}}"#;
        let renamed = r#"{"error":{"message":"Use max_completion_tokens instead of max_tokens"}}"#;
        let limit = |parameter: &str, words: &str| {
            Outcome::warned(Cause::LimitRefused { parameter: parameter.into(), words: words.into() }).after(7)
        };
        let small = r#"{"error":{"message":"max_tokens must be at least 16"}}"#;
        let cases = [
            (vec![(FirstToken, answer(400, small))], limit("max_tokens", "max_tokens must be at least 16")),
            (
                vec![(FirstToken, answer(400, renamed)), (FirstTokenAgain, answer(400, too_small))],
                limit("max_completion_tokens", "must be at least 16"),
            ),
        ];
        for (results, expected) in cases {
            let seen = asked(results);
            assert_eq!((wants(&subject(URL), &seen), check(&subject(URL), &seen)), (None, expected));
        }
        // What the chat leaves out is asked for with a limit all the same.
        let mut known = subject(URL);
        known.quirks.add(Quirk::Omit { parameter: "max_tokens".into() });
        let seen = asked([(FirstToken, answer(400, small))]);
        assert_eq!((wants(&known, &seen), learned(&known, &seen)), (None, None));
    }

    #[test]
    fn a_chat_that_is_sent_on_is_told_where_to() {
        let to = "https://h/v1/chat/completions/".to_owned();
        let sent_on = |status| Answer { status, redirected_to: Some(to.clone()), ..Answer::default() };
        for status in [301, 405] {
            let seen = asked([(FirstToken, FetchResult::Answer(sent_on(status)))]);
            let cause = Cause::Redirected { to: to.clone(), better: Some(to.clone()) };
            assert_eq!(check(&subject(URL), &seen).cause(), Some(&cause), "{status}");
        }
    }

    #[test]
    fn one_request_is_sent_and_repeated_only_for_a_refused_parameter() {
        let fetch = |name| Some(Want::Fetch(name));
        let refusal = r#"{"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.","param":"max_tokens"}}"#;
        assert_eq!(wants(&subject(URL), &Observations::default()), Some(Want::Consent));
        let cases = [
            (vec![], fetch(FirstToken)),
            (vec![(FirstToken, answer(400, refusal))], fetch(FirstTokenAgain)),
            (vec![(FirstToken, answer(400, refusal)), (FirstTokenAgain, answer(400, refusal))], None),
            (vec![(FirstToken, answer(400, "bad"))], None),
            (vec![(FirstToken, answer(400, r#"{"error":{"message":"too small","param":"max_tokens"}}"#))], None),
            (vec![(FirstToken, answer(500, refusal))], None),
            (vec![(FirstToken, answer(200, ""))], None),
            (vec![(FirstToken, FetchResult::Rejected)], None),
        ];
        for (results, expected) in cases {
            assert_eq!(wants(&subject(URL), &asked(results.clone())), expected, "{results:?}");
        }
    }
}
