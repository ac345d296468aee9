//! Whether the reply came as a stream, and to its end.

use super::super::observation::Observations;
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::subject::Subject;
use super::first_token::answered;
use crate::openai::CompletionError;

pub fn check(_: &Subject, seen: &Observations) -> Outcome {
    let Some(answer) = answered(seen) else {
        return Outcome::Skipped { seen: Seen::KnownLater };
    };
    if let Err((CompletionError::Interrupted(_), _)) = answer.reply() {
        return Outcome::failed(Cause::CutOff);
    }
    if !answer.is_event_stream() {
        return Outcome::warned(Cause::NotStreamed);
    }
    let pieces = answer.text().lines().filter(|line| line.starts_with("data:")).count();
    Outcome::passed(Seen::Streamed { pieces })
}

#[cfg(test)]
mod tests {
    use super::super::super::probe::ProbeName;
    use super::super::super::scene::{answer, seen, subject};
    use super::*;

    #[test]
    fn streams_end_or_are_cut_off_or_are_none() {
        let chunk = r#"data: {"choices":[{"delta":{"content":"Hi"}}]}"#;
        let end = r#"data: {"choices":[{"delta":{},"finish_reason":"length"}]}"#;
        let cases = [
            (format!("{chunk}\n\n{end}\n\ndata: [DONE]\n\n"), Outcome::passed(Seen::Streamed { pieces: 3 })),
            (format!(": ping\n\n{end}\n\n"), Outcome::passed(Seen::Streamed { pieces: 1 })),
            (format!("{chunk}\n\n"), Outcome::failed(Cause::CutOff)),
            (
                r#"{"choices":[{"message":{"content":"Hi"},"finish_reason":"length"}]}"#.to_owned(),
                Outcome::warned(Cause::NotStreamed),
            ),
        ];
        for (body, expected) in cases {
            let seen = seen([(ProbeName::FirstToken, answer(200, &body))]);
            assert_eq!(check(&subject("http://h:1/v1/chat/completions"), &seen), expected, "{body}");
        }
    }
}
