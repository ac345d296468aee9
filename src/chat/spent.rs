//! What is left of a reply that is removed, or was never kept: what it used, so that sums of usage hold what was spent.

use super::{Message, ReplyDetails};

/// The conversation of such records: no other one can have this id, and none is shown under it.
pub const SPENT: &str = "#spent";

impl Message {
    /// The record that takes the place of this message, of the same id: when it was, who answered, tokens and cost, and
    /// nothing of what was said. `None` where there is nothing to count.
    pub fn spent(&self) -> Option<Message> {
        let reply = self.reply.as_ref().filter(|reply| !self.copied && reply.tokens().is_some())?;
        let details = ReplyDetails {
            bot: reply.bot.clone(),
            bot_id: reply.bot_id.clone(),
            provider: reply.provider.clone(),
            provider_name: reply.provider_name.clone(),
            model: reply.model.clone(),
            usage: reply.usage.clone(),
            estimate: reply.estimate,
            cost: reply.cost,
            ending: super::Ending::Complete,
            ..ReplyDetails::default()
        };
        Some(Message::reply(self.id.clone(), SPENT, details, self.created))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::usage::Totals;
    use crate::openai::{ToolCall, Usage};
    use serde_json::json;

    #[test]
    fn what_was_used_stays_and_what_was_said_goes() {
        let details = ReplyDetails {
            model: "m".into(),
            reasoning: "private".into(),
            refusal: Some("private".into()),
            tool_calls: vec![ToolCall { arguments: "private".into(), ..ToolCall::default() }],
            usage: Some(Usage { prompt_tokens: Some(3), ..Usage::default() }),
            ..ReplyDetails::default()
        };
        let mut reply = Message::reply("m1".into(), "c", details, 5.0);
        reply.content = "private".into();
        reply.unknown.insert("later".into(), json!("private"));
        let spent = reply.spent().expect("a record");
        assert!(!serde_json::to_string(&spent).expect("JSON").contains("private"), "{spent:?}");
        assert_eq!((&*spent.id, &*spent.conversation, spent.created), ("m1", SPENT, 5.0));
        assert_eq!(Totals::of(&spent), Totals::of(&reply));
        assert_eq!(spent.spent().as_ref(), Some(&spent));
    }

    #[test]
    fn nothing_is_left_of_what_used_nothing_or_is_counted_elsewhere() {
        assert_eq!(Message::user("m".into(), "c", "Hi".into(), Vec::new(), 0.0).spent(), None);
        assert_eq!(Message::reply("m".into(), "c", ReplyDetails::default(), 0.0).spent(), None);
        let details = ReplyDetails { usage: Some(Usage::default()), ..ReplyDetails::default() };
        let copied = Message { copied: true, ..Message::reply("m".into(), "c", details, 0.0) };
        assert_eq!(copied.spent(), None);
    }
}
