//! What was used: tokens and costs, by day, bot, provider and model (spec §5). Summed from the stored messages, and from
//! what is left of those that were removed.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::Message;

/// Sums over replies.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    pub replies: u64,
    /// Tokens as the servers reported them, else as they are estimated.
    pub input: u64,
    pub output: u64,
    pub reasoning: u64,
    /// Replies whose input or output no server has counted.
    pub uncounted: u64,
    /// Part of the reasoning is estimated.
    pub reasoning_estimated: bool,
    /// US dollars of the replies that have a price.
    pub usd: f64,
    /// Part of the cost was computed from a price list, or of tokens that are estimated.
    pub estimated: bool,
    /// Replies whose price is not known.
    pub unpriced: u64,
}

impl Totals {
    /// Input and output tokens.
    pub fn tokens(&self) -> u64 {
        self.input.saturating_add(self.output)
    }

    /// Adds what others used.
    pub fn add(&mut self, other: &Totals) {
        self.replies += other.replies;
        self.input = self.input.saturating_add(other.input);
        self.output = self.output.saturating_add(other.output);
        self.reasoning = self.reasoning.saturating_add(other.reasoning);
        self.uncounted += other.uncounted;
        self.reasoning_estimated |= other.reasoning_estimated;
        self.usd += other.usd;
        self.estimated |= other.estimated;
        self.unpriced += other.unpriced;
    }

    /// What one reply used; `None` for what is no reply, and for one of which nothing arrived.
    pub fn of(message: &Message) -> Option<Totals> {
        let reply = message.reply.as_ref()?;
        let tokens = reply.tokens();
        if tokens.is_none() && message.content.is_empty() && reply.reasoning.is_empty() && reply.tool_calls.is_empty() {
            return None;
        }
        let is_uncounted = tokens.is_none_or(|tokens| tokens.is_estimated);
        let tokens = tokens.unwrap_or_default();
        // A stored number can be anything that JSON holds.
        let cost = reply.cost.filter(|cost| cost.usd.is_finite());
        Some(Totals {
            replies: 1,
            input: tokens.input,
            output: tokens.output,
            reasoning: tokens.reasoning,
            uncounted: is_uncounted.into(),
            reasoning_estimated: tokens.is_reasoning_estimated,
            usd: cost.map_or(0.0, |cost| cost.usd),
            estimated: cost.is_some_and(|cost| cost.estimated),
            unpriced: cost.is_none().into(),
        })
    }
}

/// By what the sums are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    Bot,
    Provider,
    Model,
}

/// All that was used, day by day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    /// By the day as `2026-11-22`, which sorts as days do.
    days: BTreeMap<String, Day>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Day {
    totals: Totals,
    parts: BTreeMap<(Dimension, String), Totals>,
}

impl Usage {
    /// Adds a message. `day` gives the visitor's day of a time in milliseconds since 1970.
    pub fn add(&mut self, message: &Message, day: impl Fn(f64) -> String) {
        if message.copied {
            return;
        }
        let (Some(totals), Some(reply)) = (Totals::of(message), &message.reply) else { return };
        let day = self.days.entry(day(message.created)).or_default();
        day.totals.add(&totals);
        // Names as they were then; a provider without one is known by its id.
        let provider = if reply.provider_name.is_empty() { &reply.provider } else { &reply.provider_name };
        let parts = [(Dimension::Bot, &reply.bot), (Dimension::Provider, provider), (Dimension::Model, &reply.model)];
        for (dimension, name) in parts {
            day.parts.entry((dimension, name.clone())).or_default().add(&totals);
        }
    }

    /// The first day of which there is anything.
    pub fn first_day(&self) -> Option<&str> {
        self.days.keys().next().map(String::as_str)
    }

    fn from(&self, first: &str) -> impl Iterator<Item = (&String, &Day)> {
        self.days.range::<str, _>((Bound::Included(first), Bound::Unbounded))
    }

    /// Each day from this one on of which there is anything, the oldest first.
    pub fn days_from(&self, first: &str) -> impl Iterator<Item = (&str, &Totals)> {
        self.from(first).map(|(day, sums)| (day.as_str(), &sums.totals))
    }

    /// The sum of all days from this one on.
    pub fn total_from(&self, first: &str) -> Totals {
        let mut total = Totals::default();
        self.days_from(first).for_each(|(_, totals)| total.add(totals));
        total
    }

    /// The sums of each bot, provider or model from this day on, those with the most tokens first.
    pub fn by(&self, dimension: Dimension, first: &str) -> Vec<(String, Totals)> {
        let mut sums = BTreeMap::<&str, Totals>::new();
        let parts = self.from(first).flat_map(|(_, day)| &day.parts);
        for ((_, name), totals) in parts.filter(|((part, _), _)| *part == dimension) {
            sums.entry(name).or_default().add(totals);
        }
        let mut sums: Vec<_> = sums.into_iter().map(|(name, totals)| (name.to_owned(), totals)).collect();
        sums.sort_by_key(|(_, totals)| std::cmp::Reverse((totals.tokens(), totals.replies)));
        sums
    }
}

/// The columns of a chart: each of these days, or each of their months where there are more than `most`. Days without any
/// use have a column too.
pub fn columns(usage: &Usage, days: &[String], most: usize) -> Vec<(String, Totals)> {
    let length = if days.len() > most { "2026-11".len() } else { "2026-11-22".len() };
    let name = |day: &str| day.get(..length).unwrap_or(day).to_owned();
    let mut columns = BTreeMap::<String, Totals>::new();
    for day in days {
        columns.entry(name(day)).or_default();
    }
    if let Some(first) = days.iter().min() {
        for (day, totals) in usage.days_from(first) {
            columns.entry(name(day)).or_default().add(totals);
        }
    }
    columns.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Cost, ReplyDetails};
    use crate::openai;

    fn reply(day: u32, bot: &str, tokens: Option<(u64, u64)>, cost: Option<Cost>) -> Message {
        let usage = tokens.map(|(input, output)| openai::Usage {
            prompt_tokens: Some(input),
            completion_tokens: Some(output),
            reasoning_tokens: Some(1),
            ..Default::default()
        });
        let details = ReplyDetails {
            bot: bot.into(),
            provider: "lab".into(),
            provider_name: if day == 1 { String::new() } else { "Lab".into() },
            model: "m".into(),
            usage,
            cost,
            ..Default::default()
        };
        let mut message = Message::reply("m".into(), "c", details, f64::from(day));
        message.content = "Text".into();
        message
    }

    fn usage() -> Usage {
        let mut usage = Usage::default();
        let cost = |usd, estimated| Some(Cost { usd, estimated });
        let mut nothing = reply(2, "A", None, None);
        nothing.content.clear();
        let messages = [
            reply(1, "A", Some((10, 5)), cost(0.5, false)),
            reply(3, "B", Some((100, 50)), cost(0.25, true)),
            reply(3, "A", None, None),
            nothing,
            Message::user("u".into(), "c", "Hi".into(), Vec::new(), 3.0),
            reply(4, "A", Some((u64::MAX, 1)), cost(f64::NAN, true)),
        ];
        messages.iter().for_each(|message| usage.add(message, |time| format!("2026-11-{time:02}")));
        usage
    }

    #[test]
    fn sums_are_made_of_what_servers_reported_and_the_rest_is_counted() {
        let usage = usage();
        let third: Vec<_> = usage.days_from("2026-11-02").take(1).collect();
        let expected = Totals {
            replies: 2,
            input: 100,
            output: 50,
            reasoning: 1,
            uncounted: 1,
            reasoning_estimated: false,
            usd: 0.25,
            estimated: true,
            unpriced: 1,
        };
        assert_eq!(third, [("2026-11-03", &expected)]);
        let total = usage.total_from("");
        assert_eq!((total.replies, total.input, total.unpriced, total.usd), (4, u64::MAX, 2, 0.75));
        assert_eq!(usage.first_day(), Some("2026-11-01"));
    }

    #[test]
    fn parts_are_told_apart_within_a_range() {
        let usage = usage();
        let names = |dimension, first| {
            usage.by(dimension, first).into_iter().map(|(name, it)| (name, it.replies)).collect::<Vec<_>>()
        };
        assert_eq!(names(Dimension::Bot, ""), [("A".to_owned(), 3), ("B".to_owned(), 1)]);
        assert_eq!(names(Dimension::Provider, ""), [("Lab".to_owned(), 3), ("lab".to_owned(), 1)]);
        assert_eq!(names(Dimension::Model, "2026-11-04"), [("m".to_owned(), 1)]);
        assert_eq!(names(Dimension::Bot, "2026-11-05"), []);
    }

    #[test]
    fn a_chart_has_a_column_for_each_day_or_month() {
        let usage = usage();
        let days: Vec<_> = (1..=4).map(|day| format!("2026-11-{day:02}")).collect();
        let replies =
            |most| columns(&usage, &days, most).into_iter().map(|(name, it)| (name, it.replies)).collect::<Vec<_>>();
        let expected = [(&days[0], 1), (&days[1], 0), (&days[2], 2), (&days[3], 1)].map(|(day, n)| (day.clone(), n));
        assert_eq!(replies(90), expected);
        assert_eq!(replies(3), [("2026-11".to_owned(), 4)]);
        assert_eq!(columns(&usage, &[], 90), []);
    }
}
