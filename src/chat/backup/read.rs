//! Reads a backup, record by record.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{FORMAT, VERSION};
use crate::bot::Bot;
use crate::chat::{Column, Conversation, Message, SPENT, export, spent};

/// The longest backup that is read, in bytes: a browser has to hold it several times over.
pub const MOST_BYTES: usize = 256 << 20;

/// Why a file is no backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupError {
    Empty,
    /// Longer than [`MOST_BYTES`].
    TooLong {
        bytes: usize,
    },
    /// No JSON, or nested too deep; lines and columns count from 1.
    Json {
        line: usize,
        column: usize,
    },
    /// JSON that is something else.
    NoBackup,
    /// A newer version of the app has written it.
    Newer {
        version: u64,
    },
}

/// What a record of a backup is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Conversation,
    Message,
    Bot,
}

/// Why a record of a backup is not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A field is missing or of the wrong type.
    Fields,
    /// Its id is no text of up to 64 letters, digits, `-` and `_`.
    Id,
    /// The file holds another one of its id, further up.
    Twice,
    /// Its conversation is not in the file.
    NoConversation,
    /// Here a message of another conversation has its id.
    Elsewhere,
}

/// A record of a backup that is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    pub kind: Kind,
    /// Its title or name, else its id, else its place in the file from 1.
    pub label: String,
    pub reason: Reason,
}

/// A backup that was read. Its records can be stored as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackupFile {
    /// When it was made, in milliseconds since 1970.
    pub created: Option<f64>,
    pub preferences: Map<String, Value>,
    /// The export of the providers, which is read by what reads such exports.
    pub providers: Value,
    /// Keys that are not of custom providers, by the names under which they are kept; none of them checked.
    pub keys: Map<String, Value>,
    pub bots: Vec<Value>,
    pub conversations: Vec<Value>,
    /// Each belongs to one of the conversations.
    pub messages: Vec<Value>,
    /// What is left of messages that were removed, see [`spent`].
    pub spent: Vec<Value>,
    pub rejected: Vec<Rejected>,
}

/// Reads a backup, or one conversation that was exported: it is a backup of that conversation alone.
///
/// # Errors
/// The text is neither of them; records that cannot be read are in [`BackupFile::rejected`].
pub fn read_backup(text: &str) -> Result<BackupFile, BackupError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(BackupError::Empty);
    }
    if text.len() > MOST_BYTES {
        return Err(BackupError::TooLong { bytes: text.len() });
    }
    let value: Value =
        serde_json::from_str(text).map_err(|error| BackupError::Json { line: error.line(), column: error.column() })?;
    let Value::Object(mut fields) = value else { return Err(BackupError::NoBackup) };
    let is_export = match fields.get("format").and_then(Value::as_str) {
        Some(FORMAT) => false,
        Some(export::FORMAT) => true,
        _ => return Err(BackupError::NoBackup),
    };
    match fields.get("version").and_then(Value::as_u64) {
        None => return Err(BackupError::NoBackup),
        Some(version) if version > VERSION => return Err(BackupError::Newer { version }),
        Some(_) => {}
    }
    let mut take = |name: &str| fields.shift_remove(name).unwrap_or_default();
    let mut file = BackupFile { created: take("created").as_f64(), providers: take("providers"), ..Default::default() };
    if let Value::Object(preferences) = take("preferences") {
        file.preferences = preferences;
    }
    if let Value::Object(keys) = take("keys") {
        file.keys = keys;
    }
    let (bots, messages) = (take("bots"), take("messages"));
    let conversations =
        if is_export { Value::Array(vec![exported(take("conversation"))]) } else { take("conversations") };
    file.bots = sift(Kind::Bot, bots, &mut file.rejected, |record| Bot::from_record(record.clone()).is_some());
    file.conversations = sift(Kind::Conversation, conversations, &mut file.rejected, |record| {
        Conversation::from_record(record.clone()).is_some() || Column::from_record(record.clone()).is_some()
    });
    file.messages = sift(Kind::Message, messages, &mut file.rejected, |record| Message::deserialize(record).is_ok());
    let (left, messages): (Vec<_>, Vec<_>) =
        std::mem::take(&mut file.messages).into_iter().partition(|message| message["conversation"] == SPENT);
    file.messages = messages;
    file.spent = left.iter().filter_map(spent).collect();
    let there: HashSet<_> = file.conversations.iter().filter_map(id_of).collect();
    let rejected = &mut file.rejected;
    file.messages.retain(|message| {
        let is_there = message["conversation"].as_str().is_some_and(|id| there.contains(id));
        if !is_there {
            rejected.push(Rejected::new(Kind::Message, message, 0, Reason::NoConversation));
        }
        is_there
    });
    Ok(file)
}

/// An exported conversation as the database has it: an export writes whole numbers with a point.
fn exported(mut conversation: Value) -> Value {
    for name in ["created", "updated"] {
        if let Some(time) = conversation.get_mut(name)
            && let Some(whole) = time.as_f64().filter(|time| time.fract() == 0.0)
        {
            *time = Value::from(whole as i64);
        }
    }
    conversation
}

/// The id of a record.
pub(super) fn id_of(record: &Value) -> Option<&str> {
    record["id"].as_str()
}

impl Rejected {
    pub(super) fn new(kind: Kind, record: &Value, index: usize, reason: Reason) -> Rejected {
        let mut names = ["title", "name", "id"].into_iter().filter_map(|name| record.get(name)?.as_str());
        let label = names.find(|name| !name.trim().is_empty()).map(|name| name.chars().take(80).collect());
        Rejected { kind, label: label.unwrap_or_else(|| (index + 1).to_string()), reason }
    }
}

/// The records that can be taken over.
fn sift(kind: Kind, list: Value, rejected: &mut Vec<Rejected>, is_readable: impl Fn(&Value) -> bool) -> Vec<Value> {
    let Value::Array(list) = list else { return Vec::new() };
    let mut seen = HashSet::new();
    let mut readable = Vec::with_capacity(list.len());
    for (index, record) in list.into_iter().enumerate() {
        let reason = match id_of(&record) {
            Some(id) if is_id(id) && !seen.insert(id.to_owned()) => Some(Reason::Twice),
            Some(id) if is_id(id) => (!is_readable(&record)).then_some(Reason::Fields),
            _ => Some(Reason::Id),
        };
        match reason {
            Some(reason) => rejected.push(Rejected::new(kind, &record, index, reason)),
            None => readable.push(record),
        }
    }
    readable
}

/// An id stands in addresses and names of locks.
fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
