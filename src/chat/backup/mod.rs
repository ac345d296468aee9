//! Everything that is stored, as one file, and what taking such a file over would change.
//!
//! A file is hostile: whatever it holds, reading it yields records that can be stored, or the reason why not.

mod compare;
mod read;

pub use compare::{Comparison, Item, State};
pub use read::{BackupError, BackupFile, Kind, MOST_BYTES, Reason, Rejected, read_backup};

use serde_json::{Map, Value, json};

/// What a backup is recognised by.
const FORMAT: &str = "aiscouncil-backup";
/// The version of the format that is written, and the newest that is read.
const VERSION: u64 = 1;

/// The beginning of a backup: all but the messages. It is followed by [`messages`], as often as there are any, and by
/// [`END`], so that a backup of any size is made piece by piece.
pub struct Beginning<'a> {
    /// When it is made, in milliseconds since 1970.
    pub created: f64,
    pub preferences: &'a Map<String, Value>,
    /// An export of the providers (spec §1: without keys unless the person has asked for them).
    pub providers: &'a Value,
    /// Keys that are not of custom providers, by the names under which they are kept: none unless the person has asked.
    pub keys: &'a Map<String, Value>,
    pub bots: &'a [Value],
    pub conversations: &'a [Value],
}

/// What closes a backup.
pub const END: &str = "\n]}\n";

impl Beginning<'_> {
    pub fn to_text(&self) -> String {
        let bots: Value = self.bots.iter().map(without_keys).collect();
        format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"created\":{},\n\"preferences\":{},\n\"providers\":{},\n\"keys\":{},\n\"bots\":{bots},\n\"conversations\":{},\n\"messages\":[",
            json!(self.created),
            json!(self.preferences),
            self.providers,
            json!(self.keys),
            json!(self.conversations),
        )
    }
}

/// Messages as they stand in a backup.
pub fn messages(records: &[Value], are_first: bool) -> String {
    let mut text = String::new();
    for (index, record) in records.iter().enumerate() {
        text.push_str(if are_first && index == 0 { "\n" } else { ",\n" });
        text.push_str(&record.to_string());
    }
    text
}

/// A bot without what is a key by its name, at any depth.
fn without_keys(record: &Value) -> Value {
    match record {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(name, _)| !is_key(name));
            fields.map(|(name, value)| (name.clone(), without_keys(value))).collect()
        }
        Value::Array(list) => list.iter().map(without_keys).collect(),
        other => other.clone(),
    }
}

fn is_key(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['-', '_'], "");
    name == "key" || ["apikey", "authorization", "secret", "password"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests;
