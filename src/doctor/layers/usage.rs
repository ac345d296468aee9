//! Whether the server counts its tokens; without that a cost is an estimate.

use super::super::observation::{Answer, Observations};
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::subject::Subject;
use super::first_token::{answered, learned};

const PARAMETER: &str = "stream_options";

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    let Some(reply) = answered(seen).map(Answer::reply) else {
        return Outcome::Skipped { seen: Seen::KnownLater };
    };
    let usage = match reply {
        Ok(reply) => reply.usage,
        Err((_, partial)) => partial.usage,
    };
    match usage {
        Some(usage) => {
            Outcome::passed(Seen::Counted { prompt: usage.prompt_tokens, completion: usage.completion_tokens })
        }
        None => {
            let known = subject.quirks.iter().any(|quirk| quirk.parameter() == PARAMETER);
            let refused = known || learned(subject, seen).is_some_and(|quirk| quirk.parameter() == PARAMETER);
            Outcome::warned(Cause::NotCounted { refused })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::observation::FetchResult;
    use super::super::super::probe::ProbeName::{self, FirstToken, FirstTokenAgain};
    use super::super::super::scene::{answer, seen, subject};
    use super::*;

    #[test]
    fn tokens_are_counted_or_not() {
        let counted = r#"{"choices":[{"message":{"content":"Hi"}}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"#;
        let plain = || answer(200, r#"{"choices":[{"message":{"content":"Hi"}}]}"#);
        let refusal = || answer(400, "Unrecognized request argument supplied: stream_options");
        let cases: [(Vec<(ProbeName, FetchResult)>, Outcome); 3] = [
            (
                vec![(FirstToken, answer(200, counted))],
                Outcome::passed(Seen::Counted { prompt: Some(3), completion: Some(1) }),
            ),
            (vec![(FirstToken, plain())], Outcome::warned(Cause::NotCounted { refused: false })),
            (
                vec![(FirstToken, refusal()), (FirstTokenAgain, plain())],
                Outcome::warned(Cause::NotCounted { refused: true }),
            ),
        ];
        for (results, expected) in cases {
            let seen = seen(results);
            assert_eq!(check(&subject("http://h:1/v1/chat/completions"), &seen), expected);
        }
    }
}
