//! Replies that another tab has removed while they were arriving here.

use std::collections::HashMap;

use leptos::prelude::*;
use serde_json::Value;

use super::Stores;
use super::message_handle::MessageHandle;
use crate::browser::clock;
use crate::browser::database::Table;

/// What had come of them when they were stopped. Undo brings back in the other tab what was stored, which may be less.
#[derive(Clone, Copy)]
pub(super) struct LetGo(StoredValue<HashMap<String, MessageHandle>>);

impl LetGo {
    pub fn new() -> Self {
        LetGo(StoredValue::new(HashMap::new()))
    }

    pub fn keep(&self, handle: MessageHandle) {
        self.0.update_value(|kept| drop(kept.insert(handle.id.clone(), handle)));
    }
}

impl Stores {
    /// Stores what had come of a reply that was let go and that another tab has brought back with less.
    pub(super) async fn take_back(&self, message: &str) {
        let kept = self.replies.let_go.0.try_update_value(|kept| kept.remove(message)).flatten();
        let Some(handle) = kept else { return };
        // What is left of a removed reply may still be stored, under the same id.
        while self.replies.is_live(message) {
            clock::frame().await;
        }
        let stored = self.records.get(Table::Messages, message).await;
        if let (Some(stored), Some(known)) = (stored, handle.record())
            && goes_on(&known, &stored)
        {
            self.records.put(Table::Messages, &known).await;
        }
    }
}

/// Whether a reply goes on from what is stored of it, and nobody else has it going on.
fn goes_on(known: &Value, stored: &Value) -> bool {
    let text =
        |record: &Value, place: &str| record.pointer(place).and_then(Value::as_str).unwrap_or_default().to_owned();
    let texts = ["/content", "/reply/reasoning"].map(|place| (text(known, place), text(stored, place)));
    stored["reply"]["ending"]["how"] != "unfinished"
        && texts.iter().all(|(known, stored)| known.starts_with(stored.as_str()))
        && texts.iter().any(|(known, stored)| known.len() > stored.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_beginning_is_replaced() {
        let record = |content: &str, reasoning: &str, how: &str| json!({ "content": content, "reply": { "reasoning": reasoning, "ending": { "how": how } } });
        let known = record("One two", "Because", "stopped");
        let cases = [
            (record("One", "Because", "stopped"), true),
            (record("", "Be", "stopped"), true),
            // What is left of a reply that was removed.
            (json!({ "content": "", "reply": { "ending": { "how": "complete" } } }), true),
            (record("One two", "Because", "stopped"), false),
            (record("One two three", "Because", "complete"), false),
            (record("Two", "Because", "stopped"), false),
            (record("One", "Because", "unfinished"), false),
        ];
        for (stored, expected) in cases {
            assert_eq!(goes_on(&known, &stored), expected, "{stored}");
        }
    }
}
