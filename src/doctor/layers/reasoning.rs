//! In which shape the reasoning comes, as far as one token tells (dialects rule 11).

use super::super::observation::Observations;
use super::super::outcome::{Outcome, Seen};
use super::super::subject::Subject;
use super::first_token::answered;

/// The fields in the order in which the reader looks at them, and how they look when they hold something.
const SHAPES: [(&str, &str); 4] = [
    ("reasoning_content", "\"reasoning_content\":\""),
    ("reasoning", "\"reasoning\":\""),
    ("reasoning_details", "\"reasoning_details\":[{"),
    ("thinking", "\"type\":\"thinking\""),
];

pub fn check(_: &Subject, seen: &Observations) -> Outcome {
    let Some(answer) = answered(seen) else {
        return Outcome::Skipped { seen: Seen::KnownLater };
    };
    let text: String = answer.text().split_whitespace().collect();
    let filled = |(_, start): &(&str, &str)| {
        // A text that is opened and closed at once holds nothing.
        let is_empty = |at: usize| {
            start.ends_with(":\"") && text.get(at + start.len()..).is_some_and(|rest| rest.starts_with('"'))
        };
        text.match_indices(*start).any(|(at, _)| !is_empty(at))
    };
    let tag = ["<think>", "<thought>"].into_iter().find(|tag| text.contains(&format!("\":\"{tag}")));
    match SHAPES.iter().find(|shape| filled(shape)).map(|(field, _)| *field).or(tag) {
        Some(field) => Outcome::passed(Seen::ReasoningIn { field }),
        None => Outcome::Skipped { seen: Seen::NoReasoning },
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::probe::ProbeName;
    use super::super::super::scene::{answer, seen, subject};
    use super::*;

    #[test]
    fn reasoning_comes_in_several_fields() {
        let found = |field| Outcome::passed(Seen::ReasoningIn { field });
        let none = || Outcome::Skipped { seen: Seen::NoReasoning };
        let cases = [
            (r#"{"delta":{"reasoning_content": "We"}}"#, found("reasoning_content")),
            (r#"{"delta":{"reasoning":"We"}}"#, found("reasoning")),
            (r#"{"delta":{"content":null,"reasoning_details":[{"text":"We"}]}}"#, found("reasoning_details")),
            (r#"{"delta":{"content":[{"type":"thinking","thinking":[]}]}}"#, found("thinking")),
            (r#"{"delta":{"content":"<think>"}}"#, found("<think>")),
            (r#"{"delta":{"content":"Hi","reasoning_content":null,"reasoning":""}}"#, none()),
        ];
        for (delta, expected) in cases {
            let body = format!("data: {{\"choices\":[{delta}]}}\n\n");
            let seen = seen([(ProbeName::FirstToken, answer(200, &body))]);
            assert_eq!(check(&subject("http://h:1/v1/chat/completions"), &seen), expected, "{delta}");
        }
    }
}
