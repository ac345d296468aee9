//! What is left of a reply that is removed, or was never kept: what it used, so that sums of usage hold what was spent.

use serde_json::{Map, Value, json};

/// The conversation of such records: no other one can have this id, and none is shown under it.
pub const SPENT: &str = "#spent";

/// What stays of a reply: who answered, tokens and cost.
const KEPT: [&str; 8] = ["bot", "bot_id", "provider", "provider_name", "model", "usage", "estimate", "cost"];

/// The record that takes the place of a stored message, of the same id: when it was, and what it used, and nothing of what
/// was said. `None` where there is nothing to count. It works on the record as it is: conversations are removed before
/// what reads messages has been loaded.
pub fn spent(message: &Value) -> Option<Value> {
    let reply = message["reply"].as_object().filter(|_| message["copied"] != true)?;
    let is_counted = reply.get("usage").is_some_and(Value::is_object)
        || reply.get("estimate").and_then(Value::as_object).is_some_and(|counts| counts.values().any(|it| *it != 0));
    let kept = KEPT.into_iter().filter_map(|name| Some((name.to_owned(), reply.get(name)?.clone())));
    let mut left: Map<String, Value> = kept.collect();
    left.insert("ending".to_owned(), json!({ "how": "complete" }));
    is_counted.then(|| {
        let (id, created) = (&message["id"], &message["created"]);
        json!({ "id": id, "conversation": SPENT, "role": "assistant", "content": "", "created": created, "reply": left })
    })
}

/// Gives a reply that comes back what was left of it, where it had been stored before its end: it is counted as what it used,
/// and once, since its record takes the place of the other.
pub fn regain(message: &mut Value, left: &Value) {
    let is_left = left["conversation"] == SPENT && left["id"] == message["id"];
    let reply = message.get_mut("reply").and_then(Value::as_object_mut).filter(|_| is_left);
    let Some(reply) = reply else { return };
    for name in ["usage", "estimate", "cost"] {
        if let Some(value) = left["reply"].get(name) {
            reply.insert(name.to_owned(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::usage::Totals;
    use crate::chat::{Cost, Ending, Estimate, Message, ReplyDetails};
    use crate::openai::{ToolCall, Usage};
    use serde::Deserialize;

    fn record(message: &Message) -> Value {
        serde_json::to_value(message).expect("a record")
    }

    #[test]
    fn what_was_used_stays_and_what_was_said_goes() {
        let details = ReplyDetails {
            model: "m".into(),
            reasoning: "private".into(),
            refusal: Some("private".into()),
            tool_calls: vec![ToolCall { arguments: "private".into(), ..ToolCall::default() }],
            ..ReplyDetails::default()
        };
        let usage = Some(Usage { prompt_tokens: Some(3), ..Usage::default() });
        let estimate = Estimate { output: 5, ..Estimate::default() };
        let counted = ReplyDetails { usage, ..details.clone() };
        for details in [counted, ReplyDetails { estimate, ..details }] {
            let mut reply = Message::reply("m1".into(), "c", details, 5.0);
            reply.content = "private".into();
            reply.unknown.insert("later".into(), json!("private"));
            let left = spent(&record(&reply)).expect("a record");
            assert!(!left.to_string().contains("private"), "{left}");
            let read = Message::deserialize(&left).expect("a message");
            assert_eq!((&*read.id, &*read.conversation, read.created), ("m1", SPENT, 5.0));
            assert_eq!(read.reply.as_ref().map(|reply| &reply.ending), Some(&Ending::Complete));
            assert_eq!(Totals::of(&read), Totals::of(&reply));
            assert_eq!(spent(&left), Some(left));
        }
    }

    #[test]
    fn a_reply_that_comes_back_regains_what_it_used() {
        let asked = ReplyDetails { model: "m".into(), ..ReplyDetails::default() };
        let usage = Some(Usage { prompt_tokens: Some(3), ..Usage::default() });
        let cost = Some(Cost { usd: 0.5, estimated: false });
        let ended = ReplyDetails { usage, cost, reasoning: "more".into(), ..asked.clone() };
        let stored = Message { content: "So far".into(), ..Message::reply("m1".into(), "c", asked, 5.0) };
        let ended = Message { content: "So far and on".into(), ..Message::reply("m1".into(), "c", ended, 5.0) };
        let left = spent(&record(&ended)).expect("a record");
        let mut regained = record(&stored);
        regain(&mut regained, &left);
        let read = Message::deserialize(&regained).expect("a message");
        assert_eq!((&*read.conversation, &*read.content), ("c", "So far"));
        assert_eq!(Totals::of(&read), Totals::of(&ended));
        // What is no remainder of it changes nothing, and neither does one of a message that cannot be read.
        let other = Message::reply("m2".into(), "c", ReplyDetails::default(), 0.0);
        for (message, left) in
            [(record(&stored), record(&ended)), (record(&other), left.clone()), (json!({ "id": "m1" }), left)]
        {
            let mut regained = message.clone();
            regain(&mut regained, &left);
            assert_eq!(regained["reply"], message["reply"]);
        }
    }

    #[test]
    fn nothing_is_left_of_what_used_nothing_or_is_counted_elsewhere() {
        let user = Message::user("m".into(), "c", "Hi".into(), Vec::new(), 0.0);
        let unused = Message::reply("m".into(), "c", ReplyDetails::default(), 0.0);
        let details = ReplyDetails { usage: Some(Usage::default()), ..ReplyDetails::default() };
        let copied = Message { copied: true, ..Message::reply("m".into(), "c", details, 0.0) };
        for message in [user, unused, copied] {
            assert_eq!(spent(&record(&message)), None);
        }
        for damaged in [json!(null), json!({ "id": "m", "reply": 7 }), json!({ "reply": { "usage": [] } })] {
            assert_eq!(spent(&damaged), None);
        }
    }
}
