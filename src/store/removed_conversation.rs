//! Removing a conversation with its messages, and bringing it back.

use std::sync::{Arc, Mutex};

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use serde_json::{Value, json};

use super::conversations::{ConversationStore, newest_first};
use super::message_handle::MessageHandle;
use crate::browser::database::Table;
use crate::chat::{Conversation, regain, spent};

/// A conversation that was removed, to bring it back.
#[derive(Clone)]
pub struct RemovedConversation {
    conversation: Conversation,
    /// The replies that were arriving: newer than their records.
    arriving: Vec<MessageHandle>,
    removal: Arc<Mutex<Removal>>,
}

/// How far a removal is. It takes a while, and Undo may come before its end: whoever comes second brings the messages back.
#[derive(Default)]
struct Removal {
    /// The records as they were stored, once they are removed.
    stored: Option<Vec<Value>>,
    is_undone: bool,
}

impl Removal {
    /// What there is to bring back, once.
    fn take_back(&mut self) -> Option<Vec<Value>> {
        if self.is_undone { self.stored.take() } else { None }
    }
}

type Remove = fn(ConversationStore, Vec<String>) -> LocalBoxFuture<'static, ()>;

/// Loads what removes conversations that an earlier page was removing: few pages are left so soon.
#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible)]
fn load_removal() -> Result<Remove, SplitLoaderError> {
    Ok(|conversations, ids| {
        Box::pin(async move {
            for id in ids {
                conversations.remove_records(&id).await;
            }
        })
    })
}

impl ConversationStore {
    /// Removes a conversation from the list and from the database, with its messages.
    pub fn remove(&self, id: &str) -> Option<RemovedConversation> {
        let conversation = untrack(|| self.get(id))?;
        self.follow(id, None);
        let list = self.lists.try_update_value(|lists| lists.remove(id)).flatten();
        self.opened.update_value(|opened| {
            opened.remove(id);
        });
        let mut arriving = list.map(|list| list.get_untracked()).unwrap_or_default();
        arriving.retain(MessageHandle::is_unfinished);
        let removed = RemovedConversation { conversation, arriving, removal: Arc::default() };
        let (this, id, undone) = (*self, id.to_owned(), removed.clone());
        self.removing.update_value(|removing| removing.push(id.clone()));
        spawn_local(async move {
            let stored = this.remove_records(&id).await;
            this.removing.update_value(|removing| removing.retain(|other| *other != id));
            if this.removing.with_value(Vec::is_empty) {
                this.left_removals.is_done();
            }
            // Another tab may have told of it while it was still stored.
            this.follow(&id, None);
            this.bring_back(undone, |removal| removal.stored = Some(stored)).await;
        });
        Some(removed)
    }

    /// Removes a conversation from the database. Gives the records of its messages.
    async fn remove_records(&self, id: &str) -> Vec<Value> {
        let stored = self.records.take_messages(id, spent).await;
        self.records.delete(Table::Conversations, &[id.to_owned()]).await;
        stored
    }

    /// Keeps the removals that are not in the database yet when the page is left.
    pub fn keep_removals(&self) {
        let removing = self.removing;
        self.left_removals.keep(move || removing.with_value(|removing| removing.iter().map(|id| json!(id)).collect()));
    }

    /// The conversations that earlier pages were removing when they were left. They are removed as soon as the code for it
    /// is here.
    pub(super) fn end_left_removals(&self) -> Vec<String> {
        // Where nothing can be removed, it waits for the next start.
        let entries = if self.records.is_open() { self.left_removals.entries() } else { Vec::new() };
        let ids: Vec<_> =
            entries.iter().flat_map(|(_, ids)| ids).filter_map(|id| id.as_str().map(str::to_owned)).collect();
        if !entries.is_empty() {
            let (this, ids) = (*self, ids.clone());
            spawn_local(async move {
                if let Ok(remove) = load_removal().await {
                    remove(this, ids).await;
                    entries.iter().for_each(|(entry, _)| this.left_removals.forget(entry));
                }
            });
        }
        ids
    }

    /// Brings a removed conversation back, with its messages.
    pub fn restore(&self, removed: RemovedConversation) {
        let this = *self;
        spawn_local(async move { this.bring_back(removed, |removal| removal.is_undone = true).await });
    }

    /// Notes that the removal has ended or was undone. After both everything is stored again, then shown.
    async fn bring_back(&self, removed: RemovedConversation, note: impl FnOnce(&mut Removal)) {
        let RemovedConversation { conversation, arriving, removal } = removed;
        let stored = removal.lock().ok().and_then(|mut removal| {
            note(&mut removal);
            removal.take_back()
        });
        let Some(mut stored) = stored else { return };
        // A reply that was arriving was stopped. What came of it since it was stored is in memory only, and it may have ended
        // before its record was taken.
        take_in(&mut stored, arriving.iter().filter_map(MessageHandle::record));
        for record in stored.iter_mut().filter(|record| is_unfinished(record)) {
            let left = self.records.get(Table::Messages, record["id"].as_str().unwrap_or_default()).await;
            regain(record, &left.unwrap_or_default());
            record["reply"]["ending"] = json!({ "how": "stopped" });
        }
        self.records.put_messages(&conversation.id, &stored).await;
        self.records.put(Table::Conversations, &conversation.to_record()).await;
        self.list.update(|list| {
            list.retain(|other| other.id != conversation.id);
            list.push(conversation);
            newest_first(list);
        });
    }
}

fn is_unfinished(record: &Value) -> bool {
    record["reply"]["ending"]["how"] == "unfinished"
}

/// Puts replies as this tab knows them in the place of their stored records, but for those that have ended in another tab.
fn take_in(stored: &mut Vec<Value>, known: impl Iterator<Item = Value>) {
    for known in known {
        match stored.iter_mut().find(|record| record["id"] == known["id"]) {
            Some(record) if is_unfinished(record) => *record = known,
            Some(_) => {}
            None => stored.push(known),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newer_of_two_records_of_a_reply_comes_back() {
        let reply =
            |content: &str, how: &str| json!({ "id": "m", "content": content, "reply": { "ending": { "how": how } } });
        let cases = [
            (None, reply("Known", "stopped"), "Known"),
            (Some(reply("Stored", "unfinished")), reply("Known", "unfinished"), "Known"),
            (Some(reply("Stored", "unfinished")), reply("Known", "complete"), "Known"),
            (Some(reply("Stored", "complete")), reply("Known", "unfinished"), "Stored"),
        ];
        for (stored, known, expected) in cases {
            let user = json!({ "id": "u", "content": "Hi" });
            let mut records: Vec<_> = std::iter::once(user).chain(stored).collect();
            take_in(&mut records, std::iter::once(known));
            let contents: Vec<_> = records.iter().filter_map(|record| record["content"].as_str()).collect();
            assert_eq!(contents, ["Hi", expected]);
        }
    }

    #[test]
    fn messages_are_brought_back_once_whoever_comes_first() {
        type Note = fn(&mut Removal);
        let (ended, undone): (Note, Note) =
            (|removal| removal.stored = Some(vec![Value::Null]), |removal| removal.is_undone = true);
        for order in [[ended, undone], [undone, ended]] {
            let mut removal = Removal::default();
            let taken = order.map(|note| {
                note(&mut removal);
                removal.take_back().is_some()
            });
            assert_eq!(taken, [false, true]);
            assert_eq!(removal.take_back(), None);
        }
    }
}
