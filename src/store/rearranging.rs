//! Messages that are taken out of a conversation, put back, and copied into another one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conversations::ConversationStore;
use super::identity::new_id;
use super::message_handle::MessageHandle;
use crate::chat::{Ending, Message, spent};

/// Messages that were removed, to bring them back. They are the messages themselves: a reply that was arriving takes up what
/// still came of it, and how it ended.
#[derive(Clone)]
pub struct RemovedMessages {
    conversation: String,
    messages: Vec<MessageHandle>,
}

impl RemovedMessages {
    /// Id of their conversation.
    pub fn conversation(&self) -> &str {
        &self.conversation
    }

    /// Whether there is anything in them that a person would miss.
    pub fn has_text(&self) -> bool {
        let has_text = |handle: &MessageHandle| !handle.content.with_untracked(String::is_empty);
        let has_earlier = |handle: &MessageHandle| !handle.earlier.with_untracked(Vec::is_empty);
        self.messages.iter().any(|handle| has_text(handle) || !handle.pictures.is_empty() || has_earlier(handle))
    }

    /// What is kept of them while a reply is asked for in their place.
    pub fn kept_earlier(&self) -> Vec<Message> {
        Message::kept_earlier(self.messages.iter().map(MessageHandle::message).collect())
    }

    /// Their ids.
    pub fn ids(&self) -> Vec<String> {
        self.messages.iter().map(|handle| handle.id.clone()).collect()
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

    /// What a reply was asked for in the place of. It is the conversation's, wherever it was stored.
    pub fn earlier_of(&self, conversation: &str, message: &str) -> Option<RemovedMessages> {
        let is_asked = |handle: &&MessageHandle| handle.id == message;
        let reply = self.messages(conversation).with_untracked(|list| list.iter().find(is_asked).cloned())?;
        let messages = reply.earlier.get_untracked().into_iter();
        let messages = messages.map(|it| MessageHandle::new(Message { conversation: conversation.to_owned(), ..it }));
        Some(RemovedMessages { conversation: conversation.to_owned(), messages: messages.collect() })
    }

    fn take(&self, conversation: &str, is_taken: impl Fn(&MessageHandle) -> bool) -> RemovedMessages {
        let mut messages = Vec::new();
        self.changes.update_value(|changes| *changes += 1);
        self.messages(conversation).update(|list| {
            list.retain(|handle| {
                let stays = handle.damaged.is_some() || !is_taken(handle);
                if !stays {
                    messages.push(handle.clone());
                }
                stays
            });
        });
        let ids: Vec<_> = messages.iter().map(|handle| handle.id.clone()).collect();
        let (records, removed) = (self.records, messages.clone());
        spawn_local(async move {
            // A reply that was stopped may have ended and been counted before this turn: that must stay.
            let spent: Vec<_> = removed.iter().filter_map(|handle| spent(&handle.record()?)).collect();
            records.remove_messages(&ids, &spent).await;
        });
        RemovedMessages { conversation: conversation.to_owned(), messages }
    }

    /// Ids of the messages that were made after these: ids sort by time.
    pub fn ids_after(&self, removed: &RemovedMessages) -> Vec<String> {
        let Some(last) = removed.messages.last() else { return Vec::new() };
        self.messages(&removed.conversation).with_untracked(|list| {
            list.iter().filter(|handle| handle.id > last.id).map(|handle| handle.id.clone()).collect()
        })
    }

    /// Brings removed messages back to their places, and removes those that came instead. What was still arriving in
    /// another tab has been stopped there.
    pub fn restore_messages(&self, removed: &RemovedMessages, instead: &[String], is_live: impl Fn(&str) -> bool) {
        self.take(&removed.conversation, |handle| instead.contains(&handle.id));
        let list = self.messages(&removed.conversation);
        for handle in &removed.messages {
            if handle.is_unfinished() && !is_live(&handle.id) {
                handle.details.update(|details| {
                    if let Some(details) = details {
                        details.ending = Ending::Stopped;
                    }
                });
            }
            list.update(|list| {
                list.retain(|other| other.id != handle.id);
                let place = list.partition_point(|other| other.id < handle.id);
                list.insert(place, handle.clone());
            });
            self.save_message(handle);
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
                MessageHandle::new(Message {
                    id: new_id(),
                    conversation,
                    copied: true,
                    earlier: Vec::new(),
                    ..handle.message()
                })
            })
            .collect();
        self.messages(&fork).set(copies.clone());
        for copy in &copies {
            self.save_message(copy);
        }
        Some(fork)
    }
}
