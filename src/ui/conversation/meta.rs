//! The line under a reply: model, tokens, cost, speed, time to first token. What is not known is left out.

use leptos::prelude::*;

use crate::chat::{Cost, ReplyDetails};
use crate::store::Stores;
use crate::text::number::grouped;
use crate::text::{Words, fill};

#[component]
pub fn Meta(
    details: ArcRwSignal<Option<ReplyDetails>>,
    /// The bot wants no number of tokens below its replies.
    hides_tokens: Memo<bool>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let parts = move || {
        let words = stores.preferences.words();
        details
            .with(|details| details.as_ref().map(|reply| parts(reply, words, hides_tokens.get())).unwrap_or_default())
    };
    view! {
        <div class="meta">
            {move || parts().into_iter().map(|part| view! { <span>{part}</span> }).collect_view()}
        </div>
    }
}

fn parts(reply: &ReplyDetails, words: &Words, hides_tokens: bool) -> Vec<String> {
    let (words, estimated) = (words.chat(), words.records().tokens_estimated);
    let mut parts = vec![reply.model.clone()];
    if let Some(tokens) = reply.tokens() {
        if !hides_tokens {
            let phrase = if tokens.is_estimated { estimated } else { words.tokens };
            parts.push(fill(phrase, &[("in", &grouped(tokens.input)), ("out", &grouped(tokens.output))]));
        }
        parts.push(reply.cost.map_or_else(|| words.cost_unknown.to_owned(), |cost| cost_text(cost, words)));
        if let Some(speed) = reply.timing.tokens_per_second(tokens.output) {
            let speed = if speed < 1000.0 { format!("{speed:.1}") } else { grouped(speed as u64) };
            parts.push(fill(words.speed, &[("r", &speed)]));
        }
    }
    if let Some(first) = reply.timing.first_token {
        parts.push(fill(words.first_token, &[("s", &format!("{:.2}", first / 1000.0))]));
    }
    parts
}

/// A cost in dollars with as many digits as it needs.
pub fn cost_text(cost: Cost, words: &crate::text::words::ChatWords) -> String {
    // Two digits that say something, however small: a cost that is not nothing is never shown as nothing.
    let digits =
        if cost.usd >= 0.01 || cost.usd <= 0.0 { 2 } else { (1.0 - cost.usd.log10().floor()).min(12.0) as usize };
    let phrase = if cost.estimated { words.cost_estimated } else { words.cost };
    fill(phrase, &[("usd", &format!("{:.digits$}", cost.usd))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Estimate;
    use crate::openai::Usage;
    use crate::text::Language;

    #[test]
    fn what_no_server_counted_is_marked_as_estimated() {
        let words = Language::English.words();
        let usage = Usage { prompt_tokens: Some(1012), completion_tokens: Some(34), ..Usage::default() };
        let estimate = Estimate { input: 3, output: 4, reasoning: 0 };
        let cost = Some(Cost { usd: 0.5, estimated: true });
        let counted = ReplyDetails { usage: Some(usage), ..ReplyDetails::default() };
        let cases = [
            (counted.clone(), vec!["", "1,012 in · 34 out", "Cost unknown"]),
            (ReplyDetails { estimate, cost, ..counted }, vec!["", "≈ 1,015 in · 38 out", "≈ $0.50"]),
            (ReplyDetails { estimate, cost, ..ReplyDetails::default() }, vec!["", "≈ 3 in · 4 out", "≈ $0.50"]),
            (ReplyDetails::default(), vec![""]),
        ];
        for (reply, expected) in cases {
            assert_eq!(parts(&reply, words, false), expected);
        }
    }
}
