//! What is in a backup and what is here.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::read::{BackupFile, Kind, Reason, Rejected, id_of};
use super::without_keys;
use crate::bot::record::take_number;
use crate::chat::{Message, SPENT};

/// How a bot or a conversation of the file stands to what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is none of its id.
    New,
    /// There is another one of its id.
    Changed,
    Same,
}

/// A bot, or a conversation with its messages, of a backup.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: String,
    /// Its title or name.
    pub label: String,
    pub state: State,
    /// When the one in the file was last changed, in milliseconds since 1970.
    pub theirs: f64,
    /// When the one that is here was last changed.
    pub mine: Option<f64>,
    pub record: Value,
    /// The messages of a conversation.
    pub messages: Vec<Value>,
    /// Ids of messages that are here and not in the file: taking the file's conversation removes them.
    pub only_mine: Vec<String>,
}

/// Compares a backup with what is stored. Messages are shown to it one by one, since there may be more than fit.
#[derive(Debug)]
pub struct Comparison {
    pub bots: Vec<Item>,
    pub conversations: Vec<Item>,
    pub rejected: Vec<Rejected>,
    /// What is left of messages that were removed where the file comes from, and are not known here, by their ids.
    pub spent: HashMap<String, Value>,
    places: HashMap<String, usize>,
    /// The messages of the file that have not been met here, by their ids.
    waiting: HashMap<String, Value>,
}

impl Comparison {
    /// Begins with the bots and conversations that are here. The messages that are here follow by
    /// [`Comparison::meet`], then [`Comparison::finish`].
    pub fn begin(file: BackupFile, my_bots: &[Value], my_conversations: &[Value]) -> Self {
        let BackupFile { bots, conversations, messages, spent, rejected, .. } = file;
        let conversations = items(conversations, my_conversations);
        let places = conversations.iter().enumerate().map(|(place, item)| (item.id.clone(), place)).collect();
        let by_id = |records: Vec<Value>| {
            records.into_iter().filter_map(|record| Some((id_of(&record)?.to_owned(), record))).collect()
        };
        let (waiting, spent) = (by_id(messages), by_id(spent));
        Comparison { bots: items(bots, my_bots), conversations, rejected, spent, places, waiting }
    }

    /// Takes note of a message that is stored here.
    pub fn meet(&mut self, mine: &Value) {
        let Some(id) = id_of(mine) else { return };
        self.spent.remove(id);
        // The message itself may come back with the file.
        if mine["conversation"] == SPENT {
            return;
        }
        let place = mine["conversation"].as_str().and_then(|id| self.places.get(id)).copied();
        let item = place.and_then(|place| self.conversations.get_mut(place));
        match (self.waiting.remove(id), item) {
            (Some(theirs), Some(item)) if theirs["conversation"] == mine["conversation"] => {
                if theirs != *mine {
                    item.differs();
                }
                item.messages.push(theirs);
            }
            // A file must not take messages away from a conversation that it does not speak of.
            (Some(theirs), _) => self.rejected.push(Rejected::new(Kind::Message, &theirs, 0, Reason::Elsewhere)),
            // What cannot be read is never deleted.
            (None, Some(item)) if Message::deserialize(mine).is_ok() => {
                item.only_mine.push(id.to_owned());
                item.differs();
            }
            (None, _) => {}
        }
    }

    /// All messages that are here were met.
    pub fn finish(mut self) -> Self {
        for (_, message) in std::mem::take(&mut self.waiting) {
            let place = message["conversation"].as_str().and_then(|id| self.places.get(id));
            if let Some(item) = place.and_then(|&place| self.conversations.get_mut(place)) {
                item.messages.push(message);
                item.differs();
            }
        }
        self
    }
}

impl Item {
    fn differs(&mut self) {
        if self.state == State::Same {
            self.state = State::Changed;
        }
    }
}

fn items(theirs: Vec<Value>, mine: &[Value]) -> Vec<Item> {
    let mine: HashMap<_, _> = mine.iter().filter_map(|record| Some((id_of(record)?, record))).collect();
    theirs.into_iter().filter_map(|record| item(record, &mine)).collect()
}

fn item(record: Value, mine: &HashMap<&str, &Value>) -> Option<Item> {
    let id = id_of(&record)?.to_owned();
    let known = mine.get(id.as_str());
    let state = match known {
        None => State::New,
        Some(known) if **known == record || without_keys(known) == record => State::Same,
        Some(_) => State::Changed,
    };
    let label = record["title"].as_str().or(record["name"].as_str()).unwrap_or_default().to_owned();
    Some(Item {
        id,
        label,
        state,
        theirs: changed(&record),
        mine: known.map(|known| changed(known)),
        record,
        messages: Vec::new(),
        only_mine: Vec::new(),
    })
}

/// When a record was last changed, as far as it says so.
fn changed(record: &Value) -> f64 {
    let mut fields = record.as_object().cloned().unwrap_or_default();
    let created = take_number(&mut fields, "created");
    take_number(&mut fields, "updated").or(created).unwrap_or_default()
}
