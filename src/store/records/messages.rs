//! The records of messages: by conversation, in batches, and many at once.

use futures::future::join;
use leptos::prelude::*;
use serde_json::Value;

use super::{Change, RecordStore, id_of};
use crate::bot::record::read_list;
use crate::browser::database::{Batch, MessageText, Table};

impl RecordStore {
    /// The messages of a conversation, oldest first.
    pub async fn messages(&self, conversation: &str) -> Vec<Value> {
        let stored = match self.database.get_value() {
            Some(database) => database.messages(conversation).await,
            None => Ok(String::new()),
        };
        self.with_unsaved(self.read(stored), Table::Messages, |record| record["conversation"] == conversation)
    }

    /// The ids of the messages of a conversation, oldest first; `None` where they could not be read.
    pub async fn message_ids(&self, conversation: &str) -> Option<Vec<Value>> {
        let stored = match self.database.get_value() {
            Some(database) => database.message_ids(conversation).await.inspect_err(|fault| self.report(fault)).ok()?,
            None => String::new(),
        };
        let ids = read_list(&stored);
        Some(self.unsaved.with_value(|unsaved| unsaved.merged_ids(ids, conversation)))
    }

    /// The messages with these ids, in their order, and the length of their text in the database. Those that are gone are
    /// left out.
    pub async fn messages_with(&self, ids: &[Value]) -> (Vec<Value>, usize) {
        let stored = match self.database.get_value() {
            Some(database) => {
                database.with_ids(Table::Messages, &Value::from_iter(ids.iter().cloned()).to_string()).await
            }
            None => Ok(String::new()),
        };
        let length = stored.as_ref().map_or(0, String::len);
        (self.with_unsaved(self.read(stored), Table::Messages, |record| ids.contains(&record["id"])), length)
    }

    /// All stored messages in batches of at most so many, the newest first; `None` where there is no database.
    pub async fn message_batches(&self, size: usize) -> Option<Vec<Batch>> {
        let database = self.database.get_value()?;
        database.message_batches(size).await.inspect_err(|fault| self.report(fault)).ok()
    }

    /// The texts of one batch, the newest first.
    pub async fn message_texts(&self, batch: &Batch) -> Vec<MessageText> {
        let Some(database) = self.database.get_value() else { return Vec::new() };
        database.message_texts(batch).await.inspect_err(|fault| self.report(fault)).unwrap_or_default()
    }

    /// Writes messages of one conversation: all of them or none.
    pub async fn put_messages(&self, conversation: &str, records: &[Value]) {
        if self.put_all(Table::Messages, records).await {
            let ids = records.iter().filter_map(id_of).collect();
            self.tell(&Change { table: Table::Messages, conversation: Some(conversation.to_owned()), ids });
        }
    }

    /// Removes messages; in the place of some of them stays what is `left`, under the same ids.
    pub async fn remove_messages(&self, ids: &[String], left: &[Value]) {
        let gone: Vec<_> = ids.iter().filter(|id| left.iter().all(|left| left["id"] != **id)).cloned().collect();
        // Both are asked for before anything is waited for: what brings a message back comes after them.
        let put = async {
            if !left.is_empty() {
                self.put_all(Table::Messages, left).await;
            }
        };
        join(self.delete(Table::Messages, &gone), put).await;
        self.tell(&Change { table: Table::Messages, conversation: None, ids: ids.to_vec() });
    }

    /// Removes the messages of a conversation, and gives them; in the place of some stays what is `left` of them, under the
    /// same ids. It is one step: a reply that ends meanwhile is among them with its end, or is stored after it.
    pub async fn take_messages(&self, conversation: &str, left: fn(&Value) -> Option<Value>) -> Vec<Value> {
        let is_asked = |record: &Value| record["conversation"] == conversation;
        let mut taken = Vec::new();
        if let Some(database) = self.database.get_value() {
            let leave = |stored: String| {
                taken = self.with_unsaved(self.read(Ok(stored)), Table::Messages, is_asked);
                taken.iter().filter_map(left).collect::<Value>().to_string()
            };
            if database.take_messages(conversation, leave).await.is_ok() {
                let ids: Vec<_> = taken.iter().filter_map(id_of).collect();
                self.forget_unsaved(Table::Messages, &ids);
                self.tell(&Change { table: Table::Messages, conversation: None, ids });
                self.write_unsaved().await;
                return taken;
            }
        }
        // The other way keeps in memory what the database does not take, and says what is wrong.
        let taken = self.messages(conversation).await;
        let ids: Vec<_> = taken.iter().filter_map(id_of).collect();
        let left: Vec<_> = taken.iter().filter_map(left).collect();
        self.remove_messages(&ids, &left).await;
        taken
    }
}
