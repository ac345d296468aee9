//! Conversations that other tabs change, and replies that arrive in them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::conversations::{ConversationStore, newest_first};
use super::message_handle::MessageHandle;
use crate::browser::database::Table;
use crate::browser::lock;
use crate::chat::{Conversation, Ending};
use crate::openai::{CompletionError, Interruption};

impl ConversationStore {
    /// A record as it is stored. Where something was changed here while it was read, it is read again: the change is newer.
    pub(super) async fn stored(&self, table: Table, id: &str) -> Option<Value> {
        loop {
            let changes = self.changes.get_value();
            let record = self.records.get(table, id).await;
            if changes == self.changes.get_value() {
                return record;
            }
        }
    }

    /// Follows another tab: a conversation as it is stored now, or that it is gone.
    pub(super) fn follow(&self, id: &str, stored: Option<Conversation>) {
        self.list.update(|list| {
            list.retain(|conversation| conversation.id != id);
            list.extend(stored);
            newest_first(list);
        });
    }

    /// Follows another tab: a message as it is stored now. Nothing happens where its conversation was not opened.
    pub(super) fn follow_message(&self, record: Value) {
        let Some(conversation) = record["conversation"].as_str().map(str::to_owned) else { return };
        if !self.is_opened(&conversation) {
            return;
        }
        let stored = MessageHandle::stored(record, &conversation);
        let list = self.messages(&conversation);
        let shown = list.with_untracked(|list| list.iter().find(|handle| handle.id == stored.id).cloned());
        match shown {
            Some(shown) => {
                if stored.is_unfinished() && !shown.is_unfinished() {
                    self.await_end(stored.id.clone());
                }
                shown.content.set(stored.content.get_untracked());
                shown.reasoning.set(stored.reasoning.get_untracked());
                shown.earlier.set(stored.earlier.get_untracked());
                shown.details.set(stored.details.get_untracked());
            }
            None => {
                if stored.is_unfinished() {
                    self.await_end(stored.id.clone());
                }
                list.update(|list| {
                    let place = list.partition_point(|handle| handle.id < stored.id);
                    list.insert(place, stored);
                });
            }
        }
    }

    /// Follows another tab that has removed messages.
    pub(super) fn follow_removal(&self, ids: &[String]) {
        let lists: Vec<_> = self.lists.with_value(|lists| lists.values().cloned().collect());
        for list in lists {
            if list.with_untracked(|list| list.iter().any(|handle| ids.contains(&handle.id))) {
                list.update(|list| list.retain(|handle| !ids.contains(&handle.id)));
            }
        }
    }

    /// Reads everything again, as after another tab or a backup has changed all of it. Conversations in which a reply is
    /// arriving here stay as they are.
    pub(super) async fn read_anew(&self, is_live: impl Fn(&str) -> bool) {
        let stored = loop {
            let changes = self.changes.get_value();
            let stored = self.records.all(Table::Conversations).await;
            // What began here meanwhile is in none of them.
            if changes == self.changes.get_value() {
                break stored;
            }
        };
        let mut list: Vec<_> = stored.into_iter().filter_map(Conversation::from_record).collect();
        newest_first(&mut list);
        self.list.set(list);
        let opened: Vec<_> =
            self.opened.with_value(|opened| opened.keys().filter(|id| !is_live(id)).cloned().collect());
        for conversation in opened {
            self.opened.update_value(|opened| {
                opened.remove(&conversation);
            });
            self.messages(&conversation).set(Vec::new());
            self.open(&conversation);
        }
    }

    /// Waits until no tab holds the lock of a reply any more. A stored reply that has not ended by then was cut by the
    /// end of its page.
    pub(super) fn await_end(&self, message: String) {
        let this = *self;
        lock::with_lock(&reply_lock(&message), move || {
            spawn_local(async move {
                let Some(mut record) = this.records.get(Table::Messages, &message).await else { return };
                if record["reply"]["ending"]["how"] == "unfinished" {
                    let cut = Ending::Failed(CompletionError::Interrupted(Interruption::Closed));
                    record["reply"]["ending"] = serde_json::to_value(cut).unwrap_or_default();
                }
                this.follow_message(record);
            });
        });
    }
}

/// The lock that a tab holds while a reply arrives in it.
pub(super) fn reply_lock(message: &str) -> String {
    format!("ais-reply-{message}")
}
