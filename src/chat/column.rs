//! A column of the comparison.

use serde_json::{Map, Value, json};

use crate::bot::Bot;
use crate::bot::record::take_text;

/// What tells the record of a column from that of a conversation, and holds its bot.
const COLUMN: &str = "column";

/// One model that is compared: a conversation that is in no list. It is stored beside the others, with its bot in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Id of its conversation.
    pub conversation: String,
    /// Its provider and model, with the parameters of the bot that was chosen when the column was made.
    pub bot: Bot,
    /// What a newer version wrote.
    pub unknown: Map<String, Value>,
}

impl Column {
    pub fn new(conversation: String, bot: Bot) -> Self {
        Column { conversation, bot, unknown: Map::new() }
    }

    /// Whether a record of the conversations' table is one of a column.
    pub(super) fn is_record(record: &Map<String, Value>) -> bool {
        record.contains_key(COLUMN)
    }

    /// Reads a stored column; `None` for a conversation, and for what this version cannot read.
    pub fn from_record(record: Value) -> Option<Self> {
        let Value::Object(mut record) = record else { return None };
        let bot = Bot::from_record(record.shift_remove(COLUMN)?)?;
        // It is made of the bot anew.
        record.shift_remove("title");
        Some(Column { conversation: take_text(&mut record, "id")?, bot, unknown: record })
    }

    /// The record of this column. Its title is for those who read a backup.
    pub fn to_record(&self) -> Value {
        let mut record = json!({ "id": self.conversation, "title": self.bot.model, COLUMN: self.bot.to_record() });
        if let Value::Object(fields) = &mut record {
            fields.extend(self.unknown.clone());
        }
        record
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Conversation;

    #[test]
    fn a_column_reads_back_and_is_no_conversation() {
        let mut column = Column::new("compare-1".into(), Bot::new("b".into(), "B", "lab", "small", 1.0));
        column.unknown.insert("width".into(), json!(2));
        let record = column.to_record();
        assert_eq!(record["title"], "small");
        assert_eq!(Conversation::from_record(record.clone()), None);
        assert_eq!(Column::from_record(record), Some(column));
        let conversation = json!({ "id": "c", "title": "T", "bot": "b" });
        for other in [conversation, json!({ "id": "c", "column": {} }), json!({ "column": null }), json!(7)] {
            assert_eq!(Column::from_record(other), None);
        }
    }
}
