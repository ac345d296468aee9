//! The figures of usage as people read them.

use crate::chat::Cost;
use crate::chat::usage::Totals;
use crate::text::fill;
use crate::text::number::{grouped, marked};
use crate::text::words::{DataWords, Words};
use crate::ui::conversation::cost_text;

/// What the chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Tokens,
    Cost,
    Replies,
}

impl Measure {
    pub const ALL: [Measure; 3] = [Measure::Tokens, Measure::Cost, Measure::Replies];

    pub fn name(self, words: &DataWords) -> &'static str {
        match self {
            Measure::Tokens => words.tokens,
            Measure::Cost => words.cost,
            Measure::Replies => words.replies,
        }
    }

    /// The height of a column.
    pub fn of(self, totals: &Totals) -> f64 {
        match self {
            Measure::Tokens => totals.tokens() as f64,
            Measure::Cost => totals.usd.max(0.0),
            Measure::Replies => totals.replies as f64,
        }
    }

    /// The figure of a column.
    pub fn figure(self, totals: &Totals, words: &Words) -> String {
        match self {
            Measure::Tokens => marked(grouped(totals.tokens()), totals.uncounted > 0),
            Measure::Cost => cost(totals, words),
            Measure::Replies => grouped(totals.replies),
        }
    }
}

/// The cost of what has a price; unknown where nothing has.
fn cost(totals: &Totals, words: &Words) -> String {
    if totals.unpriced == totals.replies && totals.replies > 0 {
        return words.data().unknown.to_owned();
    }
    cost_text(Cost { usd: totals.usd, estimated: totals.estimated }, words.chat())
}

/// What the figures are, in their order.
pub(super) fn names(words: &DataWords) -> [&'static str; 5] {
    [words.replies, words.input, words.output, words.reasoning, words.cost]
}

/// Replies, input, output, reasoning and cost.
pub(super) fn figures(totals: &Totals, words: &Words) -> [String; 5] {
    let is_estimated = totals.uncounted > 0;
    [
        grouped(totals.replies),
        marked(grouped(totals.input), is_estimated),
        marked(grouped(totals.output), is_estimated),
        marked(grouped(totals.reasoning), totals.reasoning_estimated),
        cost(totals, words),
    ]
}

/// All figures in one line.
pub(super) fn summary(total: &Totals, words: &Words) -> String {
    let figures = names(words.data()).into_iter().zip(figures(total, words));
    figures.map(|(name, figure)| format!("{name} {figure}")).collect::<Vec<_>>().join(" · ")
}

/// What the figures leave out.
pub(super) fn notes(total: &Totals, words: &DataWords) -> Vec<String> {
    let say = |count: u64, one: &str, many: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(fill(many, &[("n", &grouped(count))])),
    };
    let unpriced = say(total.unpriced, words.unpriced_one, words.unpriced);
    unpriced.into_iter().chain(say(total.uncounted, words.uncounted_one, words.uncounted)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn a_cost_is_marked_when_estimated_and_unknown_without_any_price() {
        let words = Language::English.words();
        let totals = Totals { replies: 2, usd: 0.5, ..Totals::default() };
        assert_eq!(cost(&totals, words), "$0.50");
        assert_eq!(cost(&Totals { estimated: true, ..totals }, words), "≈ $0.50");
        assert_eq!(cost(&Totals { unpriced: 2, usd: 0.0, ..totals }, words), "Unknown");
        assert_eq!(
            notes(&Totals { unpriced: 12, uncounted: 1, ..totals }, words.data()),
            [
                "12 replies without a price are not in the cost.",
                "The server of 1 reply did not count all of its tokens: they are estimated.",
            ]
        );
        let totals = Totals { input: 1_000, uncounted: 1, unpriced: 1, replies: 1, ..Totals::default() };
        assert_eq!(figures(&totals, words), ["1", "≈ 1,000", "≈ 0", "0", "Unknown"]);
    }
}
