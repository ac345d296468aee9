//! The database behind bots and conversations, with a fall-back to memory.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::notices::{NoticeStore, StorageNotice};
use crate::browser::database::{Database, DatabaseFault, Table};

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

    /// All records of a table. A record that this version cannot read stays where it is and is left out.
    pub async fn all<T: DeserializeOwned>(&self, table: Table) -> Vec<T> {
        let Some(database) = self.database.get_value() else { return Vec::new() };
        self.readable(database.all(table).await)
    }

    /// The messages of a conversation, oldest first; the unreadable ones are left out.
    pub async fn messages<T: DeserializeOwned>(&self, conversation: &str) -> Vec<T> {
        let Some(database) = self.database.get_value() else { return Vec::new() };
        self.readable(database.messages(conversation).await)
    }

    /// Writes one record.
    pub async fn put(&self, table: Table, record: &impl Serialize) {
        let Some(database) = self.database.get_value() else { return };
        let Ok(record) = serde_json::to_string(record) else { return };
        if let Err(fault) = database.put(table, &record).await {
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

    fn readable<T: DeserializeOwned>(&self, records: Result<String, DatabaseFault>) -> Vec<T> {
        let records = match records {
            Ok(records) => records,
            Err(fault) => {
                self.report(&fault);
                return Vec::new();
            }
        };
        let records: Vec<Value> = serde_json::from_str(&records).unwrap_or_default();
        records.into_iter().filter_map(|record| serde_json::from_value(record).ok()).collect()
    }

    fn report(&self, fault: &DatabaseFault) {
        self.notices.storage_condition(match fault {
            DatabaseFault::Full => StorageNotice::Full,
            DatabaseFault::Unavailable | DatabaseFault::Failed(_) => StorageNotice::Blocked,
        });
    }
}
