//! The conversations and the messages of those that were opened.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::identity::new_id;
use super::records::RecordStore;
use crate::browser::database::Table;
use crate::browser::{clock, lock};
use crate::chat::{Conversation, Ending, Message, ReplyDetails, Role, title_from};
use crate::openai::{CompletionError, Interruption};

/// A message on the screen. Its text grows on its own while the reply streams; clones share it.
#[derive(Clone)]
pub struct MessageHandle {
    pub id: String,
    pub role: Role,
    pub content: ArcRwSignal<String>,
    pub reasoning: ArcRwSignal<String>,
    /// What is known of a reply; `None` for a user's message.
    pub details: ArcRwSignal<Option<ReplyDetails>>,
    /// The stored record, where this version cannot read it. It is shown as such, not sent, and never written over.
    pub damaged: Option<Arc<Value>>,
    conversation: String,
    created: f64,
    unknown: Map<String, Value>,
}

impl MessageHandle {
    /// A stored message, readable or not.
    fn stored(record: Value, conversation: &str) -> Self {
        match Message::deserialize(&record) {
            Ok(message) => MessageHandle::new(message),
            Err(_) => {
                // An id that is no text can be the key of a record too.
                let id = record["id"].as_str().map_or_else(|| record["id"].to_string(), str::to_owned);
                let handle = MessageHandle::new(Message::user(id, conversation, String::new(), 0.0));
                MessageHandle { damaged: Some(Arc::new(record)), ..handle }
            }
        }
    }

    fn new(message: Message) -> Self {
        let mut details = message.reply;
        MessageHandle {
            id: message.id,
            role: message.role,
            content: ArcRwSignal::new(message.content),
            reasoning: ArcRwSignal::new(
                details.as_mut().map(|reply| std::mem::take(&mut reply.reasoning)).unwrap_or_default(),
            ),
            details: ArcRwSignal::new(details),
            damaged: None,
            conversation: message.conversation,
            created: message.created,
            unknown: message.unknown,
        }
    }

    /// Whether it is a reply that is arriving: in this tab, in another one, or in none, where its page has gone.
    fn is_unfinished(&self) -> bool {
        self.details.with_untracked(|details| details.as_ref().is_some_and(|reply| reply.ending == Ending::Unfinished))
    }

    /// The message as it stands now.
    pub fn message(&self) -> Message {
        let reasoning = self.reasoning.get_untracked();
        Message {
            id: self.id.clone(),
            conversation: self.conversation.clone(),
            role: self.role,
            content: self.content.get_untracked(),
            created: self.created,
            reply: self.details.get_untracked().map(|details| ReplyDetails { reasoning, ..details }),
            unknown: self.unknown.clone(),
        }
    }
}

/// A conversation that was removed, to bring it back.
#[derive(Clone)]
pub struct RemovedConversation {
    conversation: Conversation,
    /// The records as they were stored.
    messages: Arc<Mutex<Vec<Value>>>,
}

/// The messages of one conversation, oldest first.
pub type MessageList = ArcRwSignal<Vec<MessageHandle>>;

#[derive(Clone, Copy)]
pub struct ConversationStore {
    /// All conversations, the one changed last first.
    pub list: RwSignal<Vec<Conversation>>,
    lists: StoredValue<HashMap<String, MessageList>>,
    /// Conversations whose messages have been read, or that began on this page.
    opened: StoredValue<HashSet<String>>,
    records: RecordStore,
}

impl ConversationStore {
    pub fn new(records: RecordStore) -> Self {
        ConversationStore {
            list: RwSignal::new(Vec::new()),
            lists: StoredValue::new(HashMap::new()),
            opened: StoredValue::new(HashSet::new()),
            records,
        }
    }

    /// Reads the stored conversations, without their messages.
    pub async fn load(&self) {
        let stored = self.records.all(Table::Conversations).await;
        let mut list: Vec<_> = stored.into_iter().filter_map(Conversation::from_record).collect();
        // A conversation that began while the database was opening is not lost.
        self.list.update(|current| {
            list.retain(|stored| current.iter().all(|conversation| conversation.id != stored.id));
            current.append(&mut list);
            current.sort_by(|a, b| b.updated.total_cmp(&a.updated));
        });
    }

    /// A conversation by its id; tracks the list.
    pub fn get(&self, id: &str) -> Option<Conversation> {
        self.list.with(|list| list.iter().find(|conversation| conversation.id == id).cloned())
    }

    /// The messages of a conversation; none until it is opened.
    pub fn messages(&self, conversation: &str) -> MessageList {
        if let Some(list) = self.lists.with_value(|lists| lists.get(conversation).cloned()) {
            return list;
        }
        let list = MessageList::default();
        self.lists.update_value(|lists| drop(lists.insert(conversation.to_owned(), list.clone())));
        list
    }

    /// Reads the messages of a conversation, the first time that it is opened. To be called once the database is open.
    pub fn open(&self, conversation: &str) {
        let is_new = self.opened.try_update_value(|opened| opened.insert(conversation.to_owned()));
        if is_new != Some(true) {
            return;
        }
        let (this, list, conversation) = (*self, self.messages(conversation), conversation.to_owned());
        spawn_local(async move {
            let stored = this.records.messages(&conversation).await;
            let stored = stored.into_iter().map(|record| MessageHandle::stored(record, &conversation));
            let mut handles: Vec<_> = stored.collect();
            // Another tab may have told of one meanwhile.
            handles.retain(|handle| list.with_untracked(|list| list.iter().all(|other| other.id != handle.id)));
            let unfinished: Vec<_> =
                handles.iter().filter(|handle| handle.is_unfinished()).map(|h| h.id.clone()).collect();
            list.update(|messages| drop(messages.splice(0..0, handles)));
            for id in unfinished {
                this.await_end(id);
            }
        });
    }

    /// Begins a conversation with a bot; its title comes from the first message.
    pub fn begin(&self, bot: &str, first_message: &str) -> String {
        let now = clock::now();
        let conversation = Conversation {
            id: new_id(),
            title: title_from(first_message),
            bot: bot.to_owned(),
            created: now,
            updated: now,
            unknown: Map::new(),
        };
        let id = conversation.id.clone();
        self.opened.update_value(|opened| {
            opened.insert(id.clone());
        });
        self.store(conversation.clone());
        self.list.update(|list| list.insert(0, conversation));
        id
    }

    /// Adds a user's message and stores it.
    pub fn add_user_message(&self, conversation: &str, content: String) -> MessageHandle {
        let message = Message::user(new_id(), conversation, content, clock::now());
        self.add(conversation, message)
    }

    /// Adds a reply that has not begun.
    pub fn add_reply(&self, conversation: &str, details: ReplyDetails) -> MessageHandle {
        let message = Message::reply(new_id(), conversation, details, clock::now());
        self.add(conversation, message)
    }

    fn add(&self, conversation: &str, message: Message) -> MessageHandle {
        let handle = MessageHandle::new(message);
        self.messages(conversation).update(|messages| messages.push(handle.clone()));
        self.save_message(&handle);
        self.change(conversation, |conversation| conversation.updated = clock::now());
        handle
    }

    /// Stores a message as it stands now, unless it or its conversation was removed meanwhile.
    pub fn save_message(&self, handle: &MessageHandle) {
        // It is taken as it stands now, not when its turn comes.
        let (this, record) = (*self, self.record_of(handle));
        spawn_local(async move { this.put_message(record).await });
    }

    /// The same, for those who wait until it is stored.
    pub(super) async fn store_message(&self, handle: &MessageHandle) {
        self.put_message(self.record_of(handle)).await;
    }

    async fn put_message(&self, record: Option<Value>) {
        if let Some(record) = record {
            self.records.put(Table::Messages, &record).await;
        }
    }

    fn record_of(&self, handle: &MessageHandle) -> Option<Value> {
        let is_there = |messages: &Vec<MessageHandle>| messages.iter().any(|other| other.id == handle.id);
        let is_kept = handle.damaged.is_none()
            && untrack(|| self.get(&handle.conversation)).is_some()
            && self.messages(&handle.conversation).with_untracked(is_there);
        if is_kept { serde_json::to_value(handle.message()).ok() } else { None }
    }

    /// Removes a message and all that follow it, but for those that cannot be read.
    pub fn remove_from(&self, conversation: &str, message: &str) {
        let removed = self.messages(conversation).try_update(|messages| {
            let index = messages.iter().position(|handle| handle.id == message).unwrap_or(messages.len());
            let (kept, removed): (Vec<_>, _) =
                messages.split_off(index).into_iter().partition(|handle| handle.damaged.is_some());
            messages.extend(kept);
            removed.into_iter().map(|handle| handle.id).collect::<Vec<_>>()
        });
        let records = self.records;
        spawn_local(async move { records.delete(Table::Messages, &removed.unwrap_or_default()).await });
    }

    /// Gives a conversation another bot.
    pub fn set_bot(&self, conversation: &str, bot: &str) {
        self.change(conversation, |conversation| conversation.bot = bot.to_owned());
    }

    /// Removes a conversation from the list and from the database, with its messages.
    pub fn remove(&self, id: &str) -> Option<RemovedConversation> {
        let conversation = untrack(|| self.get(id))?;
        self.list.update(|list| list.retain(|conversation| conversation.id != id));
        self.lists.update_value(|lists| drop(lists.remove(id)));
        self.opened.update_value(|opened| {
            opened.remove(id);
        });
        let removed = RemovedConversation { conversation, messages: Arc::default() };
        let (records, id, messages) = (self.records, id.to_owned(), removed.messages.clone());
        spawn_local(async move {
            let stored = records.messages(&id).await;
            let ids: Vec<_> = stored.iter().filter_map(|message| message["id"].as_str().map(str::to_owned)).collect();
            if let Ok(mut messages) = messages.lock() {
                *messages = stored;
            }
            records.delete(Table::Messages, &ids).await;
            records.delete(Table::Conversations, &[id]).await;
        });
        Some(removed)
    }

    /// Brings a removed conversation back, with its messages.
    pub fn restore(&self, removed: RemovedConversation) {
        let RemovedConversation { conversation, messages } = removed;
        self.list.update(|list| list.push(conversation.clone()));
        self.change(&conversation.id, |_| {});
        let messages = messages.lock().map(|mut messages| std::mem::take(&mut *messages)).unwrap_or_default();
        let records = self.records;
        spawn_local(async move {
            for message in &messages {
                records.put(Table::Messages, message).await;
            }
        });
    }

    /// Follows another tab: a conversation as it is stored now, or that it is gone.
    pub(super) fn follow(&self, id: &str, stored: Option<Conversation>) {
        self.list.update(|list| {
            list.retain(|conversation| conversation.id != id);
            list.extend(stored);
            list.sort_by(|a, b| b.updated.total_cmp(&a.updated));
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

    /// Whether the messages of a conversation have been read here.
    pub(super) fn is_opened(&self, conversation: &str) -> bool {
        self.opened.with_value(|opened| opened.contains(conversation))
    }

    /// Reads everything again, as after another tab or a backup has changed all of it. Conversations in which a reply is
    /// arriving here stay as they are.
    pub(super) async fn read_anew(&self, is_live: impl Fn(&str) -> bool) {
        let stored = self.records.all(Table::Conversations).await;
        let mut list: Vec<_> = stored.into_iter().filter_map(Conversation::from_record).collect();
        list.sort_by(|a, b| b.updated.total_cmp(&a.updated));
        self.list.set(list);
        let opened: Vec<_> =
            self.opened.with_value(|opened| opened.iter().filter(|id| !is_live(id)).cloned().collect());
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
    fn await_end(&self, message: String) {
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

    fn change(&self, id: &str, change: impl FnOnce(&mut Conversation)) {
        let mut changed = None;
        self.list.update(|list| {
            if let Some(conversation) = list.iter_mut().find(|conversation| conversation.id == id) {
                change(conversation);
                changed = Some(conversation.clone());
            }
            list.sort_by(|a, b| b.updated.total_cmp(&a.updated));
        });
        if let Some(conversation) = changed {
            self.store(conversation);
        }
    }

    fn store(&self, conversation: Conversation) {
        let records = self.records;
        spawn_local(async move { records.put(Table::Conversations, &conversation.to_record()).await });
    }
}

/// The lock that a tab holds while a reply arrives in it.
pub(super) fn reply_lock(message: &str) -> String {
    format!("ais-reply-{message}")
}
