//! The database behind bots and conversations, with memory where it takes nothing.

mod change;
mod messages;
mod unsaved;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

pub use self::change::Change;

use self::unsaved::Unsaved;
use super::notices::{NoticeStore, StorageNotice};
use crate::bot::record::read_list;
use crate::browser::channel::Channel;
use crate::browser::clock;
use crate::browser::database::{Database, DatabaseFault, Table};

/// The channel on which tabs tell each other what they have stored.
const CHANNEL: &str = "ais-records";
/// Milliseconds after which a database that does not open counts as missing; there are browsers where it never answers.
const OPENING: u32 = 10_000;

/// Reads and writes records. What the database does not take, since there is none or no room, is kept in memory, read
/// from there, and written as soon as there is room. It is said once.
#[derive(Clone, Copy)]
pub struct RecordStore {
    database: StoredValue<Option<Database>, LocalStorage>,
    unsaved: StoredValue<Unsaved>,
    channel: StoredValue<Option<Channel>, LocalStorage>,
    /// Why the last record that was changed by [`RecordStore::merge`] is in memory only.
    pub unmerged: RwSignal<Option<StorageNotice>>,
    notices: NoticeStore,
}

impl RecordStore {
    pub fn new(notices: NoticeStore) -> Self {
        RecordStore {
            database: StoredValue::new_local(None),
            unsaved: StoredValue::new(Unsaved::default()),
            channel: StoredValue::new_local(None),
            unmerged: RwSignal::new(None),
            notices,
        }
    }

    /// Opens the database.
    pub async fn open(&self) {
        let opened = clock::within(OPENING, self.connect()).await;
        if let Err(fault) = opened.unwrap_or(Err(DatabaseFault::Unavailable)) {
            self.report(&fault);
        }
    }

    /// Whether the database can be read.
    pub fn is_open(&self) -> bool {
        self.database.with_value(Option::is_some)
    }

    /// Opens a connection, and another one when the browser closes it.
    async fn connect(&self) -> Result<Database, DatabaseFault> {
        let this = *self;
        let database = Database::open(move || spawn_local(async move { this.open().await })).await?;
        self.database.set_value(Some(database.clone()));
        Ok(database)
    }

    /// Hears what other tabs store from now on, for the life of the page.
    pub fn hear(&self, hear: impl Fn(Change) + 'static) {
        let channel = Channel::open(CHANNEL, move |text| {
            if let Some(change) = Change::from_text(&text) {
                hear(change);
            }
        });
        self.channel.set_value(Some(channel));
    }

    /// All records of a table. One that the caller cannot read stays where it is.
    pub async fn all(&self, table: Table) -> Vec<Value> {
        let stored = match self.database.get_value() {
            Some(database) => database.all(table).await,
            None => Ok(String::new()),
        };
        self.with_unsaved(self.read(stored), table, |_| true)
    }

    /// One record.
    pub async fn get(&self, table: Table, id: &str) -> Option<Value> {
        let stored = match self.database.get_value() {
            Some(database) => database.get(table, id).await.map(|record| format!("[{}]", record.unwrap_or_default())),
            None => Ok(String::new()),
        };
        self.with_unsaved(self.read(stored), table, |record| record["id"] == id).pop()
    }

    /// About `count` records after this id, in the order of their ids, for those who read a whole table without holding up
    /// the page.
    pub async fn batch(&self, table: Table, after_id: Option<&str>, count: u32) -> Vec<Value> {
        let stored = match self.database.get_value() {
            Some(database) => database.batch(table, after_id, count).await,
            None => Ok(String::new()),
        };
        let records = self.read(stored);
        // What is in memory only stands in its place among what the database gave; after it in the last batch.
        let last = records.last().filter(|_| records.len() >= count as usize).and_then(id_of);
        self.with_unsaved(records, table, |record| {
            let id = record["id"].as_str();
            id > after_id && last.as_deref().is_none_or(|last| id <= Some(last))
        })
    }

    /// The records of a table that are in memory only, in the order in which they were made.
    pub fn unsaved(&self, table: Table) -> Vec<Value> {
        self.with_unsaved(Vec::new(), table, |_| true)
    }

    /// Writes one record.
    pub async fn put(&self, table: Table, record: &Value) {
        // Where it is in memory only, that has been said.
        let _ = self.put_or_keep(table, record).await;
    }

    async fn put_or_keep(&self, table: Table, record: &Value) -> Result<(), StorageNotice> {
        self.write_or_keep(table, std::slice::from_ref(record)).await?;
        let conversation = record["conversation"].as_str().map(str::to_owned);
        self.tell(&Change { table, conversation, ids: id_of(record).into_iter().collect() });
        Ok(())
    }

    /// Changes one record: `merge` puts what was changed into what is stored. Gives what is stored now; `record`, which
    /// is the changed record as this tab knows it, where nothing could be merged.
    pub async fn merge(&self, table: Table, record: Value, merge: impl FnOnce(Value) -> Value) -> Value {
        let Some(id) = id_of(&record) else { return record };
        let is_unsaved = self.unsaved.with_value(|unsaved| unsaved.holds(table, &id));
        let database = self.database.get_value().filter(|_| !is_unsaved);
        let mut merged = Value::Null;
        let written = match database {
            Some(database) => {
                let merge = |stored: Option<String>| {
                    let stored = stored.and_then(|stored| serde_json::from_str(&stored).ok()).unwrap_or_default();
                    merged = merge(stored);
                    merged.to_string()
                };
                database.merge(table, &id, merge).await
            }
            None => Err(DatabaseFault::Unavailable),
        };
        match written {
            Ok(()) => {
                self.unmerged.set(None);
                self.tell(&Change { table, conversation: None, ids: vec![id] });
                merged
            }
            // The other way keeps it in memory, opens the database again, and says what is wrong.
            Err(_) => {
                self.unmerged.set(self.put_or_keep(table, &record).await.err());
                record
            }
        }
    }

    /// Writes records of one table: all of them or none. Whether they are in the database now; else they are in memory.
    /// Other tabs are not told: see [`RecordStore::tell_all`].
    pub async fn put_all(&self, table: Table, records: &[Value]) -> bool {
        self.write_or_keep(table, records).await.is_ok()
    }

    async fn write_or_keep(&self, table: Table, records: &[Value]) -> Result<(), StorageNotice> {
        let ids: Vec<_> = records.iter().filter_map(id_of).collect();
        let text = Value::from_iter(records.iter().cloned()).to_string();
        // What is in memory is older. It may come there once more while this is under way.
        self.forget_unsaved(table, &ids);
        let written = self.write(table, &text).await;
        self.forget_unsaved(table, &ids);
        match written {
            Ok(()) => {
                self.write_unsaved().await;
                Ok(())
            }
            Err(fault) => {
                self.unsaved.update_value(|unsaved| unsaved.keep(table, records));
                self.report(&fault);
                Err(condition_of(&fault))
            }
        }
    }

    /// Removes records.
    pub async fn delete(&self, table: Table, ids: &[String]) {
        self.forget_unsaved(table, ids);
        let Some(database) = self.database.get_value().filter(|_| !ids.is_empty()) else { return };
        match database.delete(table, ids).await {
            Ok(()) => {
                self.tell(&Change { table, conversation: None, ids: ids.to_vec() });
                self.write_unsaved().await;
            }
            Err(fault) => self.report(&fault),
        }
    }

    /// Removes every record of a table.
    pub async fn clear(&self, table: Table) {
        self.unsaved.update_value(|unsaved| unsaved.clear(table));
        let Some(database) = self.database.get_value() else { return };
        match database.clear(table).await {
            Ok(()) => self.tell(&Change { table, conversation: None, ids: Vec::new() }),
            Err(fault) => self.report(&fault),
        }
    }

    /// Writes; a connection that the browser has closed is opened again once.
    async fn write(&self, table: Table, records: &str) -> Result<(), DatabaseFault> {
        let database = self.database.get_value().ok_or(DatabaseFault::Unavailable)?;
        match database.put(table, records).await {
            Err(DatabaseFault::Failed) => self.connect().await?.put(table, records).await,
            written => written,
        }
    }

    /// Writes what is in memory only, now that something could be written.
    async fn write_unsaved(&self) {
        if self.unsaved.with_value(Unsaved::is_empty) {
            return;
        }
        while let Some((table, record)) = self.unsaved.with_value(Unsaved::first) {
            if self.write(table, &Value::from_iter([record.clone()]).to_string()).await.is_err() {
                return;
            }
            let conversation = record["conversation"].as_str().map(str::to_owned);
            let ids = id_of(&record).into_iter().collect();
            self.unsaved.update_value(|unsaved| unsaved.forget_written(table, &record));
            self.tell(&Change { table, conversation, ids });
        }
        self.unmerged.set(None);
        self.notices.storage_has_room();
    }

    fn forget_unsaved(&self, table: Table, ids: &[String]) {
        self.unsaved.update_value(|unsaved| unsaved.forget(table, ids));
    }

    fn read(&self, stored: Result<String, DatabaseFault>) -> Vec<Value> {
        match stored {
            Ok(records) => read_list(&records),
            Err(fault) => {
                self.report(&fault);
                Vec::new()
            }
        }
    }

    fn with_unsaved(&self, records: Vec<Value>, table: Table, is_asked: impl Fn(&Value) -> bool) -> Vec<Value> {
        self.unsaved.with_value(|unsaved| unsaved.merged(records, table, is_asked))
    }

    /// Tells other tabs that all of it may have changed.
    pub fn tell_all(&self) {
        self.tell(&Change { table: Table::Conversations, conversation: None, ids: Vec::new() });
    }

    fn tell(&self, change: &Change) {
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                channel.post(&change.to_text());
            }
        });
    }

    fn report(&self, fault: &DatabaseFault) {
        self.notices.storage_condition(condition_of(fault));
    }
}

fn condition_of(fault: &DatabaseFault) -> StorageNotice {
    match fault {
        DatabaseFault::Full => StorageNotice::Full,
        DatabaseFault::Unavailable | DatabaseFault::Failed => StorageNotice::Blocked,
    }
}

fn id_of(record: &Value) -> Option<String> {
    record["id"].as_str().map(str::to_owned)
}
