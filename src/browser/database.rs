//! Bots and conversations in IndexedDB (spec §3).
//!
//! Records cross as JSON text: one call each way, and a record that this version cannot read is still there.

use std::future::IntoFuture;
use std::rc::Rc;

use idb::builder::{DatabaseBuilder, IndexBuilder, ObjectStoreBuilder};
use idb::{DatabaseEvent, KeyPath, KeyRange, ObjectStore, Query, Transaction, TransactionMode, TransactionResult};
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// The name of the database; its version grows when a table is added.
const NAME: &str = "aiscouncil";
const VERSION: u32 = 2;

/// A table of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Bots,
    Conversations,
    Messages,
    /// Pictures that wait to be sent.
    Drafts,
}

impl Table {
    pub const ALL: [Table; 4] = [Table::Bots, Table::Conversations, Table::Messages, Table::Drafts];

    /// Its name, in the database and between tabs.
    pub fn name(self) -> &'static str {
        match self {
            Table::Bots => "bots",
            Table::Conversations => "conversations",
            Table::Messages => "messages",
            Table::Drafts => "drafts",
        }
    }
}

/// The index of messages by their conversation.
const BY_CONVERSATION: &str = "conversation";

/// Why the database did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseFault {
    /// The browser gives this page no database, or a newer version of the app has changed it.
    Unavailable,
    /// There is no room left.
    Full,
    /// Anything else.
    Failed,
}

impl From<idb::Error> for DatabaseFault {
    fn from(error: idb::Error) -> Self {
        let thrown = match error {
            idb::Error::DomException(exception) => Some(exception),
            idb::Error::AddFailed(thrown) | idb::Error::UpdateFailed(thrown) => thrown.dyn_into().ok(),
            _ => None,
        };
        let is_full = thrown.is_some_and(|exception: DomException| exception.name() == "QuotaExceededError");
        if is_full { DatabaseFault::Full } else { DatabaseFault::Failed }
    }
}

/// Messages that are read together: those whose ids lie in a range.
pub struct Batch {
    first: JsValue,
    /// `None` for the newest batch, which takes in what is added later.
    last: Option<JsValue>,
}

/// What is read of a message to search in it: a whole record would be parsed for nothing, and may hold images.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageText {
    pub id: String,
    pub conversation: String,
    pub content: String,
    pub reasoning: String,
    /// What the model called instead of answering, and its refusal.
    pub calls: String,
    /// When it was made, in milliseconds since 1970.
    pub created: f64,
}

impl MessageText {
    /// Reads a stored message; `None` where it is none that a conversation could show.
    fn from_record(record: &JsValue) -> Option<Self> {
        let field = |record: &JsValue, name: &str| Reflect::get(record, &JsValue::from_str(name)).ok();
        let text = |record: &JsValue, name: &str| field(record, name)?.as_string();
        let reply = field(record, "reply").filter(|reply| !reply.is_undefined());
        if !matches!(text(record, "role").as_deref(), Some("user" | "assistant"))
            || reply.as_ref().is_some_and(|reply| !reply.is_object())
        {
            return None;
        }
        let of_reply = |name: &str| reply.as_ref().and_then(|reply| field(reply, name));
        let reasoning = of_reply("reasoning").and_then(|reasoning| reasoning.as_string());
        let calls = of_reply("tool_calls").filter(Array::is_array).map(JsCast::unchecked_into::<Array>);
        let calls = calls.iter().flat_map(Array::iter).flat_map(|call| [text(&call, "name"), text(&call, "arguments")]);
        let refusal = of_reply("refusal").and_then(|refusal| refusal.as_string());
        let calls: Vec<_> = calls.flatten().chain(refusal).collect();
        Some(MessageText {
            id: text(record, "id")?,
            conversation: text(record, "conversation")?,
            content: text(record, "content")?,
            reasoning: reasoning.unwrap_or_default(),
            calls: calls.join(" "),
            created: field(record, "created").and_then(|time| time.as_f64()).unwrap_or_default(),
        })
    }
}

/// An open database. Clones share it.
#[derive(Clone, Debug)]
pub struct Database(Rc<idb::Database>);

impl Database {
    /// Opens the database and makes its tables where they are missing. `on_close` is called when the browser closes the
    /// connection, as some do while a page is put aside.
    pub async fn open(on_close: impl FnOnce() + 'static) -> Result<Self, DatabaseFault> {
        let table = |table: Table| ObjectStoreBuilder::new(table.name()).key_path(Some(KeyPath::new_single("id")));
        let by_conversation = IndexBuilder::new(BY_CONVERSATION.to_owned(), KeyPath::new_single("conversation"));
        let mut database = DatabaseBuilder::new(NAME)
            .version(VERSION)
            .add_object_store(table(Table::Bots))
            .add_object_store(table(Table::Conversations))
            .add_object_store(table(Table::Messages).add_index(by_conversation))
            .add_object_store(table(Table::Drafts))
            .build()
            .await
            .map_err(|_| DatabaseFault::Unavailable)?;
        // Another tab with a newer version must not wait for this one.
        database.on_version_change(|event| {
            if let Ok(database) = event.database() {
                database.close();
            }
        });
        database.on_close(|_| on_close());
        Ok(Database(Rc::new(database)))
    }

    /// Every record of a table, as one JSON array.
    pub async fn all(&self, table: Table) -> Result<String, DatabaseFault> {
        let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadOnly)?;
        let records = transaction.object_store(table.name())?.get_all(None, None)?.await?;
        Ok(to_json(records))
    }

    /// The messages of a conversation in the order of their ids, as one JSON array.
    pub async fn messages(&self, conversation: &str) -> Result<String, DatabaseFault> {
        let name = Table::Messages.name();
        let transaction = self.0.transaction(&[name], TransactionMode::ReadOnly)?;
        let index = transaction.object_store(name)?.index(BY_CONVERSATION)?;
        let records = index.get_all(Some(Query::Key(conversation.into())), None)?.await?;
        Ok(to_json(records))
    }

    /// The ids of the messages of a conversation in their order, as one JSON array. Nothing else is read.
    pub async fn message_ids(&self, conversation: &str) -> Result<String, DatabaseFault> {
        let name = Table::Messages.name();
        let transaction = self.0.transaction(&[name], TransactionMode::ReadOnly)?;
        let index = transaction.object_store(name)?.index(BY_CONVERSATION)?;
        let ids = index.get_all_keys(Some(Query::Key(conversation.into())), None)?.await?;
        Ok(to_json(ids))
    }

    /// The records with these ids, given as a JSON array, in the same order, as one JSON array.
    pub async fn with_ids(&self, table: Table, ids: &str) -> Result<String, DatabaseFault> {
        let ids: Array = from_json(ids)?.unchecked_into();
        let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(table.name())?;
        let requests = ids.iter().map(|id| Ok(store.get(id)?.into_future()));
        let requests = requests.collect::<Result<Vec<_>, DatabaseFault>>()?;
        let mut records = Vec::with_capacity(requests.len());
        for request in requests {
            records.extend(request.await?);
        }
        Ok(to_json(records))
    }

    /// One record as JSON; `None` where there is none of this id.
    pub async fn get(&self, table: Table, id: &str) -> Result<Option<String>, DatabaseFault> {
        let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadOnly)?;
        let record = transaction.object_store(table.name())?.get(JsValue::from_str(id))?.await?;
        Ok(record.and_then(|record| JSON::stringify(&record).ok()?.as_string()))
    }

    /// At most `count` records whose ids come after this one, in the order of their ids, as one JSON array.
    pub async fn batch(&self, table: Table, after_id: Option<&str>, count: u32) -> Result<String, DatabaseFault> {
        let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadOnly)?;
        let range = after_id.map(|id| KeyRange::lower_bound(&id.into(), Some(true))).transpose()?;
        let records = transaction.object_store(table.name())?.get_all(range.map(Query::KeyRange), Some(count))?.await?;
        Ok(to_json(records))
    }

    /// All messages in batches of at most so many, the newest first: ids sort by time. Nothing but ids is read.
    pub async fn message_batches(&self, size: usize) -> Result<Vec<Batch>, DatabaseFault> {
        let name = Table::Messages.name();
        let transaction = self.0.transaction(&[name], TransactionMode::ReadOnly)?;
        let ids = transaction.object_store(name)?.get_all_keys(None, None)?.await?;
        let mut batches: Vec<Batch> = ids
            .rchunks(size)
            .filter_map(|ids| Some(Batch { first: ids.first()?.clone(), last: ids.last().cloned() }))
            .collect();
        if let Some(newest) = batches.first_mut() {
            newest.last = None;
        }
        Ok(batches)
    }

    /// The texts of one batch, the newest first. Records that are no messages are left out.
    pub async fn message_texts(&self, batch: &Batch) -> Result<Vec<MessageText>, DatabaseFault> {
        let name = Table::Messages.name();
        let range = match &batch.last {
            Some(last) => KeyRange::bound(&batch.first, last, None, None)?,
            None => KeyRange::lower_bound(&batch.first, None)?,
        };
        let transaction = self.0.transaction(&[name], TransactionMode::ReadOnly)?;
        let records = transaction.object_store(name)?.get_all(Some(Query::KeyRange(range)), None)?.await?;
        Ok(records.iter().rev().filter_map(MessageText::from_record).collect())
    }

    /// Writes records, given as a JSON array of objects with an `id`: all of them or none.
    pub async fn put(&self, table: Table, records: &str) -> Result<(), DatabaseFault> {
        let records: Array = from_json(records)?.unchecked_into();
        let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(table.name())?;
        let requests = records.iter().map(|record| Ok(store.put(&record, None)?.into_future()));
        let requests = requests.collect::<Result<Vec<_>, DatabaseFault>>()?;
        commit(transaction, &store, async move {
            for request in requests {
                request.await?;
            }
            Ok(())
        })
        .await
    }

    /// Changes one record, in one step that no other tab comes between: `merge` gets what is stored, as JSON, and gives what
    /// is to be stored.
    pub async fn merge(
        &self,
        table: Table,
        id: &str,
        merge: impl FnOnce(Option<String>) -> String,
    ) -> Result<(), DatabaseFault> {
        let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(table.name())?;
        let stored = store.get(JsValue::from_str(id))?.await?;
        let merged = merge(stored.and_then(|record| JSON::stringify(&record).ok()?.as_string()));
        let record = from_json(&merged)?;
        let request = store.put(&record, None)?.into_future();
        commit(transaction, &store, async move {
            request.await?;
            Ok(())
        })
        .await
    }

    /// Removes records by their ids.
    pub async fn delete(&self, table: Table, ids: &[String]) -> Result<(), DatabaseFault> {
        let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(table.name())?;
        let requests = ids.iter().map(|id| Ok(store.delete(JsValue::from_str(id))?.into_future()));
        let requests = requests.collect::<Result<Vec<_>, DatabaseFault>>()?;
        commit(transaction, &store, async move {
            for request in requests {
                request.await?;
            }
            Ok(())
        })
        .await
    }

    /// Removes the messages of a conversation, in one step that no other tab comes between: `left` gets them, as one JSON
    /// array, and gives what is written in the place of some, as another one.
    pub async fn take_messages(
        &self,
        conversation: &str,
        left: impl FnOnce(String) -> String,
    ) -> Result<(), DatabaseFault> {
        let name = Table::Messages.name();
        let transaction = self.0.transaction(&[name], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(name)?;
        let index = store.index(BY_CONVERSATION)?;
        let records = index.get_all(Some(Query::Key(conversation.into())), None)?.await?;
        let ids: Vec<_> = records.iter().filter_map(|record| Reflect::get(record, &"id".into()).ok()).collect();
        let left: Array = from_json(&left(to_json(records)))?.unchecked_into();
        let removals = ids.into_iter().map(|id| Ok(store.delete(id)?.into_future()));
        let removals = removals.collect::<Result<Vec<_>, DatabaseFault>>()?;
        let writes = left.iter().map(|record| Ok(store.put(&record, None)?.into_future()));
        let writes = writes.collect::<Result<Vec<_>, DatabaseFault>>()?;
        commit(transaction, &store, async move {
            for removal in removals {
                removal.await?;
            }
            for write in writes {
                write.await?;
            }
            Ok(())
        })
        .await
    }

    /// Removes every record of a table.
    pub async fn clear(&self, table: Table) -> Result<(), DatabaseFault> {
        let transaction = self.0.transaction(&[table.name()], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(table.name())?;
        let request = store.clear()?.into_future();
        commit(transaction, &store, async move { Ok(request.await?) }).await
    }
}

/// Commits what was asked for. This comes before anything is waited for: a page that goes away meanwhile has then said
/// all that it had to say, and what it wrote stays. The requests are asked first how it went, since they name the reason.
async fn commit(
    transaction: Transaction,
    store: &ObjectStore,
    requests: impl Future<Output = Result<(), DatabaseFault>>,
) -> Result<(), DatabaseFault> {
    let end = transaction.commit()?.into_future();
    requests.await?;
    match end.await? {
        TransactionResult::Committed => Ok(()),
        // Where there is no room, this can be the first that is heard of it.
        TransactionResult::Aborted => match store.transaction().error() {
            Some(error) => Err(idb::Error::DomException(error).into()),
            None => Err(DatabaseFault::Failed),
        },
    }
}

fn from_json(text: &str) -> Result<JsValue, DatabaseFault> {
    JSON::parse(text).map_err(|_| DatabaseFault::Failed)
}

fn to_json(records: Vec<JsValue>) -> String {
    let records: Array = records.into_iter().collect();
    JSON::stringify(&records).ok().and_then(|text| text.as_string()).unwrap_or_else(|| "[]".to_owned())
}
