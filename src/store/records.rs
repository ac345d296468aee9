//! The database behind bots and conversations, with a fall-back to memory.

use leptos::prelude::*;
use serde_json::Value;

use super::notices::{NoticeStore, StorageNotice};
use crate::browser::database::{Batch, Database, DatabaseFault, MessageText, Table};

/// Reads and writes records. Where there is no database, nothing is read, writes do nothing, and it is said once.
#[derive(Clone, Copy)]
pub struct RecordStore {
    database: StoredValue<Option<Database>, LocalStorage>,
    notices: NoticeStore,
}

impl RecordStore {
    pub fn new(notices: NoticeStore) -> Self {
        RecordStore { database: StoredValue::new_local(None), notices }
    }

    /// Opens the database.
    pub async fn open(&self) {
        match Database::open().await {
            Ok(database) => self.database.set_value(Some(database)),
            Err(fault) => self.report(&fault),
        }
    }

    /// All records of a table. One that the caller cannot read stays where it is.
    pub async fn all(&self, table: Table) -> Vec<Value> {
        let Some(database) = self.database.get_value() else { return Vec::new() };
        self.readable(database.all(table).await)
    }

    /// The messages of a conversation, oldest first.
    pub async fn messages(&self, conversation: &str) -> Vec<Value> {
        let Some(database) = self.database.get_value() else { return Vec::new() };
        self.readable(database.messages(conversation).await)
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

    /// Writes one record.
    pub async fn put(&self, table: Table, record: &Value) {
        let Some(database) = self.database.get_value() else { return };
        if let Err(fault) = database.put(table, &record.to_string()).await {
            self.report(&fault);
        }
    }

    /// Removes records.
    pub async fn delete(&self, table: Table, ids: &[String]) {
        let Some(database) = self.database.get_value() else { return };
        if let Err(fault) = database.delete(table, ids).await {
            self.report(&fault);
        }
    }

    fn readable(&self, records: Result<String, DatabaseFault>) -> Vec<Value> {
        match records {
            Ok(records) => serde_json::from_str(&records).unwrap_or_default(),
            Err(fault) => {
                self.report(&fault);
                Vec::new()
            }
        }
    }

    fn report(&self, fault: &DatabaseFault) {
        self.notices.storage_condition(match fault {
            DatabaseFault::Full => StorageNotice::Full,
            DatabaseFault::Unavailable | DatabaseFault::Failed(_) => StorageNotice::Blocked,
        });
    }
}
