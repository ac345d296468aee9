//! What one request brings to a reply. A reply that was cut and went on has had several.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Cost, Ending, ReplyDetails, Timing, cost_of};
use crate::openai::{Reply, Usage};
use crate::provider::Pricing;

/// Bytes of text that make a token, roughly and in most languages.
const BYTES_PER_TOKEN: usize = 4;
/// Pieces by which a short text may differ from what its length tells: words of many bytes are single tokens too.
const SLACK: u64 = 4;

/// Pieces that came, of the text and of the reasoning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    pub content: u32,
    pub reasoning: u32,
}

impl Pieces {
    /// All of them.
    pub fn total(self) -> u32 {
        self.content.saturating_add(self.reasoning)
    }

    /// The tokens of texts of so many bytes that came in these pieces, estimated.
    pub fn tokens(self, content: usize, reasoning: usize) -> u64 {
        tokens_of(self.content, content) + tokens_of(self.reasoning, reasoning)
    }
}

/// Tokens that no server has counted, estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Estimate {
    pub input: u64,
    pub output: u64,
    /// Tokens of the reasoning, which are among those of the output.
    pub reasoning: u64,
}

/// Tokens of a reply, counted by servers as far as they did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    pub input: u64,
    pub output: u64,
    pub reasoning: u64,
    /// Some of the input or output is estimated.
    pub is_estimated: bool,
    /// Some of the reasoning is estimated.
    pub is_reasoning_estimated: bool,
}

/// One request and the answer to it.
pub struct Part<'a> {
    pub reply: &'a Reply,
    pub ending: Ending,
    pub pieces: Pieces,
    pub timing: Timing,
    /// Tokens of the request, estimated.
    pub asked: u64,
}

impl ReplyDetails {
    /// Notes how a request of this reply ended. What the ones before it used stays in the sums, at the prices of then.
    pub fn add_part(&mut self, part: Part<'_>, pricing: Option<&Pricing>) {
        let Part { reply, ending, pieces, timing, asked } = part;
        let estimate = estimate_of(reply, pieces, asked);
        let is_counted = reply.usage.is_some() || estimate != Estimate::default();
        let counted = reply.usage.clone().unwrap_or_default();
        let whole = Usage {
            prompt_tokens: counted.prompt_tokens.or(Some(estimate.input)),
            completion_tokens: counted.completion_tokens.or(Some(estimate.output)),
            ..counted
        };
        let cost = cost_of(&whole, pricing).filter(|_| is_counted);
        // A sum that lacks what is not known is no more than an estimate.
        let lacks_some = (self.tokens().is_some() && self.cost.is_none()) || (is_counted && cost.is_none());
        self.cost = Cost::sum(self.cost.into_iter().chain(cost));
        if let Some(cost) = &mut self.cost {
            cost.estimated |= lacks_some;
        }
        self.usage = sum_of_usage(self.usage.take(), reply.usage.clone());
        self.estimate.input = self.estimate.input.saturating_add(estimate.input);
        self.estimate.output = self.estimate.output.saturating_add(estimate.output);
        self.estimate.reasoning = self.estimate.reasoning.saturating_add(estimate.reasoning);
        self.timing = joined(self.timing, timing);
        self.pieces = self.pieces.saturating_add(pieces.total());
        self.finish_reason = reply.finish_reason.clone();
        self.refusal = reply.refusal.clone().or(self.refusal.take());
        self.tool_calls.extend(reply.tool_calls.iter().cloned());
        self.ending = ending;
    }

    /// The tokens of this reply; `None` where nothing arrived, or an older version stored it without any.
    pub fn tokens(&self) -> Option<Tokens> {
        let estimate = self.estimate;
        if self.usage.is_none() && estimate == Estimate::default() {
            return None;
        }
        let usage = self.usage.as_ref();
        let sum = |counted: Option<u64>, estimated: u64| counted.unwrap_or_default().saturating_add(estimated);
        Some(Tokens {
            input: sum(usage.and_then(|usage| usage.prompt_tokens), estimate.input),
            output: sum(usage.and_then(|usage| usage.completion_tokens), estimate.output),
            reasoning: sum(usage.and_then(|usage| usage.reasoning_tokens), estimate.reasoning),
            is_estimated: estimate.input > 0 || estimate.output > 0,
            is_reasoning_estimated: estimate.reasoning > 0,
        })
    }
}

/// The tokens of the messages of a request, as far as their length tells. Pictures are left out.
pub fn tokens_asked(messages: &Value) -> u64 {
    let bytes = |content: &Value| match content {
        Value::String(text) => text.len(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).map(str::len).sum(),
        _ => 0,
    };
    by_length(messages.as_array().into_iter().flatten().map(|message| bytes(&message["content"])).sum())
}

/// The tokens that the server did not count. Nothing is estimated of an answer that brought nothing.
fn estimate_of(reply: &Reply, pieces: Pieces, asked: u64) -> Estimate {
    let counted = reply.usage.clone().unwrap_or_default();
    let calls: usize = reply.tool_calls.iter().map(|call| call.name.len() + call.arguments.len()).sum();
    let reasoning = tokens_of(pieces.reasoning, reply.reasoning.as_ref().map_or(0, String::len));
    let output = tokens_of(pieces.content, reply.content.len()) + reasoning + by_length(calls);
    let unless = |count: Option<u64>, estimated: u64| if count.is_some() { 0 } else { estimated };
    Estimate {
        input: unless(counted.prompt_tokens, if output > 0 { asked } else { 0 }),
        output: unless(counted.completion_tokens, output),
        reasoning: unless(counted.reasoning_tokens, reasoning),
    }
}

/// Nearly always pieces are tokens. Where their number is far from what the length of the text tells, they are characters,
/// sentences or the whole text, and its length counts.
fn tokens_of(pieces: u32, bytes: usize) -> u64 {
    let (pieces, likely) = (u64::from(pieces), by_length(bytes));
    if pieces > 2 * likely + SLACK || 2 * pieces + SLACK < likely { likely } else { pieces }
}

fn by_length(bytes: usize) -> u64 {
    bytes.div_ceil(BYTES_PER_TOKEN) as u64
}

fn sum_of_usage(first: Option<Usage>, next: Option<Usage>) -> Option<Usage> {
    let (Some(first), Some(next)) = (&first, &next) else { return first.or(next) };
    let sum = |first: Option<u64>, next: Option<u64>| match (first, next) {
        (Some(first), Some(next)) => Some(first.saturating_add(next)),
        (first, next) => first.or(next),
    };
    Some(Usage {
        prompt_tokens: sum(first.prompt_tokens, next.prompt_tokens),
        completion_tokens: sum(first.completion_tokens, next.completion_tokens),
        total_tokens: sum(first.total_tokens, next.total_tokens),
        cached_tokens: sum(first.cached_tokens, next.cached_tokens),
        reasoning_tokens: sum(first.reasoning_tokens, next.reasoning_tokens),
        cost: match (first.cost, next.cost) {
            (Some(first), Some(next)) => Some(first + next),
            (first, next) => first.or(next),
        },
    })
}

/// When the parts of a reply came that went on: as the first request says, with the time that the next one wrote. The
/// time between the two is nobody's.
fn joined(first: Timing, next: Timing) -> Timing {
    let (Some(_), Some(total)) = (first.first_token, first.total) else { return next };
    let wrote = next.total.zip(next.first_token).map_or(0.0, |(end, start)| end - start);
    Timing { first_content: first.first_content.or(first.total), total: Some(total + wrote), ..first }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openai::{CompletionError, ToolCall};
    use serde_json::json;

    const PRICES: Pricing = Pricing { input: Some(1.0), output: Some(2.0), cached_input: None };

    fn usage(input: u64, output: u64) -> Usage {
        Usage { prompt_tokens: Some(input), completion_tokens: Some(output), ..Usage::default() }
    }

    fn add(details: &mut ReplyDetails, reply: &Reply, pieces: (u32, u32), pricing: Option<&Pricing>) {
        let pieces = Pieces { content: pieces.0, reasoning: pieces.1 };
        let timing = Timing { first_token: Some(500.0), total: Some(1500.0), ..Timing::default() };
        details.add_part(Part { reply, ending: Ending::Complete, pieces, timing, asked: 100 }, pricing);
    }

    #[test]
    fn tokens_without_usage_are_estimated() {
        let text = |content: &str| Reply { content: content.into(), ..Reply::default() };
        let thought = Reply { reasoning: Some("Let me see".into()), ..text("Yes.") };
        let call = ToolCall { id: String::new(), name: "find".into(), arguments: "{\"a\":\"bc\"}".into() };
        let of_usage = |usage| Reply { usage: Some(usage), ..thought.clone() };
        let cases = [
            // What came, its pieces, and input, output and reasoning as they are estimated.
            (text("One two three"), (3, 0), Some((100, 3, 0))),
            (text(&"word ".repeat(100)), (1, 0), Some((100, 125, 0))),
            (thought.clone(), (2, 3), Some((100, 5, 3))),
            (Reply { tool_calls: vec![call], ..Reply::default() }, (0, 0), Some((100, 4, 0))),
            (Reply::default(), (0, 0), None),
            (of_usage(usage(7, 8)), (2, 3), Some((0, 0, 3))),
            (of_usage(Usage { reasoning_tokens: Some(0), ..usage(7, 8) }), (2, 3), Some((0, 0, 0))),
            (of_usage(Usage { completion_tokens: None, ..usage(7, 8) }), (2, 3), Some((0, 5, 3))),
        ];
        for (reply, pieces, expected) in cases {
            let mut details = ReplyDetails::default();
            add(&mut details, &reply, pieces, None);
            let estimate = details.estimate;
            let found = details.tokens().map(|_| (estimate.input, estimate.output, estimate.reasoning));
            assert_eq!(found, expected, "{reply:?}");
        }
    }

    #[test]
    fn pieces_that_are_no_tokens_do_not_count() {
        let cases = [
            // Pieces, bytes, tokens: by the token, by the character, by the sentence, whole, nothing, short, Korean.
            (12, 48, 12),
            (48, 48, 12),
            (28, 48, 28),
            (29, 48, 12),
            (4, 48, 4),
            (3, 48, 12),
            (1, 480, 120),
            (0, 480, 120),
            (0, 0, 0),
            (1, 2, 1),
            (2, 3, 2),
            (10, 30, 10),
            (1, 9, 1),
        ];
        for (pieces, bytes, expected) in cases {
            assert_eq!(tokens_of(pieces, bytes), expected, "{pieces} pieces of {bytes} bytes");
        }
        let pieces = Pieces { content: 48, reasoning: 3 };
        assert_eq!(pieces.tokens(48, 12), 15);
    }

    #[test]
    fn a_reply_that_went_on_is_the_sum_of_its_parts() {
        let mut details = ReplyDetails::default();
        let cut = Reply { content: "Ten words ".repeat(4), ..Reply::default() };
        add(&mut details, &cut, (10, 0), Some(&PRICES));
        let first = details.cost.expect("a cost");
        assert!((first.usd - 120e-6).abs() < 1e-12 && first.estimated, "{first:?}");
        let rest = Reply { usage: Some(usage(200, 40)), finish_reason: Some("stop".into()), ..cut };
        add(&mut details, &rest, (5, 0), Some(&PRICES));
        let tokens = details.tokens().expect("tokens");
        assert_eq!((tokens.input, tokens.output, tokens.is_estimated), (300, 50, true));
        assert!((details.cost.expect("a cost").usd - 400e-6).abs() < 1e-12);
        assert_eq!((details.pieces, details.finish_reason.as_deref()), (15, Some("stop")));
        assert_eq!((details.timing.first_token, details.timing.total), (Some(500.0), Some(2500.0)));
        add(&mut details, &rest, (5, 0), Some(&PRICES));
        assert_eq!(details.usage, Some(usage(400, 80)));
    }

    #[test]
    fn a_cost_that_lacks_a_part_is_an_estimate() {
        let reported = |cost| Reply { usage: Some(Usage { cost: Some(cost), ..usage(1, 1) }), ..Reply::default() };
        let mut details = ReplyDetails::default();
        add(&mut details, &Reply { content: "One".into(), ..Reply::default() }, (1, 0), None);
        assert_eq!(details.cost, None);
        add(&mut details, &reported(0.5), (1, 0), None);
        assert_eq!(details.cost, Some(Cost { usd: 0.5, estimated: true }));
        let mut details = ReplyDetails::default();
        add(&mut details, &reported(0.5), (1, 0), None);
        add(&mut details, &reported(0.25), (1, 0), None);
        // A part that failed before anything came has cost nothing.
        let failed = Part {
            reply: &Reply::default(),
            ending: Ending::Failed(CompletionError::Aborted),
            pieces: Pieces::default(),
            timing: Timing::default(),
            asked: 100,
        };
        let total = details.timing.total;
        details.add_part(failed, None);
        assert_eq!(details.cost, Some(Cost { usd: 0.75, estimated: false }));
        assert_eq!((details.timing.total, details.is_cut()), (total, true));
    }

    #[test]
    fn the_length_of_a_request_is_that_of_its_texts() {
        let picture = json!({ "type": "image_url", "image_url": { "url": "data:image/png;base64,AAAAAAAAAAAA" } });
        let messages = json!([
            { "role": "system", "content": "12345678" },
            { "role": "user", "content": [{ "type": "text", "text": "1234" }, picture] },
            { "role": "user", "content": null },
        ]);
        assert_eq!(tokens_asked(&messages), 3);
    }
}
