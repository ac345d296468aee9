//! What tabs tell each other about the records that they have stored.

use serde_json::{Value, json};

use crate::browser::database::Table;

/// What another tab has stored or removed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub table: Table,
    /// The conversation of the messages that were stored; `None` where records were removed.
    pub conversation: Option<String>,
    /// The records; every one of the table when there are none.
    pub ids: Vec<String>,
}

impl Change {
    pub(super) fn to_text(&self) -> String {
        json!({ "table": self.table.name(), "conversation": self.conversation, "ids": self.ids }).to_string()
    }

    /// `None` where a tab of another version says what this one does not know.
    pub(super) fn from_text(text: &str) -> Option<Change> {
        let value: Value = serde_json::from_str(text).ok()?;
        Some(Change {
            table: Table::ALL.into_iter().find(|table| value["table"] == table.name())?,
            conversation: value["conversation"].as_str().map(str::to_owned),
            ids: value["ids"].as_array()?.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tab_says_is_heard_as_it_was_said() {
        let change = Change {
            table: Table::Messages,
            conversation: Some("c".to_owned()),
            ids: vec!["m1".to_owned(), "m2".to_owned()],
        };
        assert_eq!(Change::from_text(&change.to_text()), Some(change));
        for noise in ["", "null", "[]", r#"{"table":"keys","ids":[]}"#, r#"{"table":"bots","ids":7}"#] {
            assert_eq!(Change::from_text(noise), None, "{noise}");
        }
    }
}
