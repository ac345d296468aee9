//! Messages that are taken out of a conversation, put back, and copied into another one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conversations::ConversationStore;
use super::identity::new_id;
use super::message_handle::MessageHandle;
use crate::browser::database::Table;
use crate::chat::Message;

/// Messages that were removed, to bring them back.
#[derive(Clone)]
pub struct RemovedMessages {
    conversation: String,
    messages: Vec<Message>,
}

impl RemovedMessages {
    /// Id of their conversation.
    pub fn conversation(&self) -> &str {
        &self.conversation
    }

    /// Whether there is anything in them that a person would miss.
    pub fn has_text(&self) -> bool {
        self.messages.iter().any(|message| !message.content.is_empty() || !message.pictures.is_empty())
    }
}

impl ConversationStore {
    /// Removes a message and all that follow it, but for those that cannot be read.
    pub fn remove_from(&self, conversation: &str, message: &str) -> RemovedMessages {
        let messages = self.messages(conversation);
        let index = messages.with_untracked(|list| list.iter().position(|handle| handle.id == message));
        let following = index.map_or_else(Vec::new, |index| {
            messages.with_untracked(|list| list[index..].iter().map(|handle| handle.id.clone()).collect())
        });
        self.take(conversation, |handle| following.contains(&handle.id))
    }

    /// Removes one message.
    pub fn remove_message(&self, conversation: &str, message: &str) -> RemovedMessages {
        self.take(conversation, |handle| handle.id == message)
    }

    fn take(&self, conversation: &str, is_taken: impl Fn(&MessageHandle) -> bool) -> RemovedMessages {
        let mut messages = Vec::new();
        self.messages(conversation).update(|list| {
            list.retain(|handle| {
                let stays = handle.damaged.is_some() || !is_taken(handle);
                if !stays {
                    messages.push(handle.message());
                }
                stays
            });
        });
        let (records, ids) = (self.records, messages.iter().map(|message| message.id.clone()).collect::<Vec<_>>());
        spawn_local(async move { records.delete(Table::Messages, &ids).await });
        RemovedMessages { conversation: conversation.to_owned(), messages }
    }

    /// Ids of the messages that were made after these: ids sort by time.
    pub fn ids_after(&self, removed: &RemovedMessages) -> Vec<String> {
        let Some(last) = removed.messages.last() else { return Vec::new() };
        self.messages(&removed.conversation).with_untracked(|list| {
            list.iter().filter(|handle| handle.id > last.id).map(|handle| handle.id.clone()).collect()
        })
    }

    /// Brings removed messages back to their places, and removes those that came instead.
    pub fn restore_messages(&self, removed: RemovedMessages, instead: &[String]) {
        let RemovedMessages { conversation, messages } = removed;
        self.take(&conversation, |handle| instead.contains(&handle.id));
        let list = self.messages(&conversation);
        for message in messages {
            let handle = MessageHandle::new(message);
            list.update(|list| {
                let place = list.partition_point(|other| other.id < handle.id);
                list.insert(place, handle.clone());
            });
            self.save_message(&handle);
        }
    }

    /// Begins a conversation with copies of the messages of another one, up to this message and with it. Returns its id.
    pub fn fork(&self, conversation: &str, message: &str, title: &str) -> Option<String> {
        let original = untrack(|| self.get(conversation))?;
        let handles = self.messages(conversation).get_untracked();
        let index = handles.iter().position(|handle| handle.id == message)?;
        let fork = self.begin(&original.bot, title);
        self.rename(&fork, title);
        let copies: Vec<_> = handles[..=index]
            .iter()
            .filter(|handle| handle.damaged.is_none())
            .map(|handle| {
                let conversation = fork.clone();
                MessageHandle::new(Message { id: new_id(), conversation, copied: true, ..handle.message() })
            })
            .collect();
        self.messages(&fork).set(copies.clone());
        for copy in &copies {
            self.save_message(copy);
        }
        Some(fork)
    }
}
