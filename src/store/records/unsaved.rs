//! Records that are in memory only.

use serde_json::Value;

use super::id_of;
use crate::browser::database::Table;

/// What the database has not taken, in the order in which it was made. It is newer than what the database holds under
/// the same ids.
#[derive(Default)]
pub(super) struct Unsaved(Vec<(Table, Value)>);

impl Unsaved {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The one that waits longest.
    pub fn first(&self) -> Option<(Table, Value)> {
        self.0.first().cloned()
    }

    pub fn holds(&self, table: Table, id: &str) -> bool {
        self.of(table).any(|record| record["id"] == id)
    }

    /// Keeps records; nothing could find one without an id again.
    pub fn keep(&mut self, table: Table, records: &[Value]) {
        let records = records.iter().filter(|record| record["id"].is_string());
        self.0.extend(records.map(|record| (table, record.clone())));
    }

    pub fn forget(&mut self, table: Table, ids: &[String]) {
        self.0.retain(|(other, record)| *other != table || id_of(record).is_none_or(|id| !ids.contains(&id)));
    }

    /// Forgets one that was written. A newer one under its id stays.
    pub fn forget_written(&mut self, table: Table, written: &Value) {
        self.0.retain(|(other, record)| *other != table || record != written);
    }

    pub fn clear(&mut self, table: Table) {
        self.0.retain(|(other, _)| *other != table);
    }

    /// What the database gave, with what is newer here, in the order of ids.
    pub fn merged(&self, mut records: Vec<Value>, table: Table, is_asked: impl Fn(&Value) -> bool) -> Vec<Value> {
        for record in self.of(table) {
            records.retain(|other| other["id"] != record["id"]);
            if is_asked(record) {
                let place = records.partition_point(|other| other["id"].as_str() < record["id"].as_str());
                records.insert(place, record.clone());
            }
        }
        records
    }

    /// The ids of messages that the database gave, with those of the conversation that are here, in their order.
    pub fn merged_ids(&self, mut ids: Vec<Value>, conversation: &str) -> Vec<Value> {
        for record in self.of(Table::Messages).filter(|record| record["conversation"] == conversation) {
            let id = &record["id"];
            if !ids.contains(id) {
                ids.insert(ids.partition_point(|other| other.as_str() < id.as_str()), id.clone());
            }
        }
        ids
    }

    fn of(&self, table: Table) -> impl Iterator<Item = &Value> {
        self.0.iter().filter(move |(other, _)| *other == table).map(|(_, record)| record)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn unsaved() -> Unsaved {
        let mut unsaved = Unsaved::default();
        let messages = [
            json!({ "id": "3", "conversation": "c", "content": "new" }),
            json!({ "id": "2", "conversation": "c" }),
            json!({ "id": "1", "conversation": "other" }),
            json!({ "conversation": "c" }),
        ];
        unsaved.keep(Table::Messages, &messages);
        unsaved.keep(Table::Bots, &[json!({ "id": "2" })]);
        unsaved
    }

    #[test]
    fn what_is_in_memory_stands_among_the_stored_and_wins() {
        let stored = vec![json!({ "id": "1" }), json!({ "id": "3", "content": "old" }), json!({ "id": "4" })];
        let of_c = |record: &Value| record["conversation"] == "c";
        let merged = unsaved().merged(stored, Table::Messages, of_c);
        let ids: Vec<_> = merged.iter().filter_map(id_of).collect();
        // The first is another conversation's by now.
        assert_eq!(ids, ["2", "3", "4"]);
        assert_eq!(merged[1]["content"], "new");
        assert_eq!(unsaved().merged_ids(vec![json!("1"), json!("3")], "c"), ["1", "2", "3"]);
    }

    #[test]
    fn a_newer_record_stays_when_an_older_one_is_written() {
        let mut unsaved = unsaved();
        let (table, written) = unsaved.first().unwrap_or((Table::Bots, Value::Null));
        let newer = json!({ "id": "3", "conversation": "c", "content": "newer" });
        unsaved.keep(table, std::slice::from_ref(&newer));
        unsaved.forget_written(table, &written);
        assert_eq!(unsaved.of(table).filter(|record| record["id"] == "3").collect::<Vec<_>>(), [&newer]);
    }

    #[test]
    fn what_is_forgotten_is_of_one_table() {
        let mut unsaved = unsaved();
        unsaved.forget(Table::Messages, &["2".to_owned()]);
        assert!(!unsaved.holds(Table::Messages, "2") && unsaved.holds(Table::Bots, "2"));
        assert_eq!(unsaved.first().and_then(|(_, record)| id_of(&record)).as_deref(), Some("3"));
        unsaved.clear(Table::Messages);
        assert_eq!(unsaved.first(), Some((Table::Bots, json!({ "id": "2" }))));
        unsaved.clear(Table::Bots);
        assert!(unsaved.is_empty());
    }
}
