//! The conversations and the messages of those that were opened.

use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value};

use super::identity::new_id;
use super::left_work::LeftWork;
use super::message_handle::MessageHandle;
use super::order::sort_by_number;
use super::reading::Reading;
use super::records::RecordStore;
use crate::browser::clock;
use crate::browser::database::Table;
use crate::chat::{Column, Conversation, Message, Picture, ReplyDetails, spent, title_from};

/// The messages of one conversation, oldest first.
pub type MessageList = ArcRwSignal<Vec<MessageHandle>>;

/// Sorts the list of conversations.
pub(super) fn newest_first(list: &mut Vec<Conversation>) {
    sort_by_number(list, |conversation| -conversation.updated);
}

#[derive(Clone, Copy)]
pub struct ConversationStore {
    /// All conversations, the one changed last first.
    pub list: RwSignal<Vec<Conversation>>,
    /// Those that are columns of the comparison.
    columns: RwSignal<Vec<Column>>,
    pub(super) lists: StoredValue<HashMap<String, MessageList>>,
    /// Conversations whose messages have been read, are being read, or began on this page.
    pub(super) opened: StoredValue<HashMap<String, Reading>>,
    /// Counts the changes of this tab that another one's must not undo.
    pub(super) changes: StoredValue<u32>,
    /// Conversations that are being removed.
    pub(super) removing: StoredValue<Vec<String>>,
    pub(super) left_removals: LeftWork,
    pub(super) records: RecordStore,
}

impl ConversationStore {
    pub fn new(records: RecordStore, columns: RwSignal<Vec<Column>>) -> Self {
        ConversationStore {
            list: RwSignal::new(Vec::new()),
            columns,
            lists: StoredValue::new(HashMap::new()),
            opened: StoredValue::new(HashMap::new()),
            changes: StoredValue::new(0),
            removing: StoredValue::new(Vec::new()),
            left_removals: LeftWork::new("ais-left-removals-"),
            records,
        }
    }

    /// Reads the stored conversations, without their messages.
    pub async fn load(&self) {
        let gone = self.end_left_removals();
        let stored = self.records.all(Table::Conversations).await;
        let mut list: Vec<_> = stored.into_iter().filter_map(Conversation::from_record).collect();
        list.retain(|stored| !gone.contains(&stored.id));
        // A conversation that began while the database was opening is not lost.
        self.list.update(|current| {
            list.retain(|stored| current.iter().all(|conversation| conversation.id != stored.id));
            current.append(&mut list);
            newest_first(current);
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
        self.opened.update_value(|opened| drop(opened.insert(id.clone(), Reading::over())));
        self.store(conversation.clone());
        self.list.update(|list| list.insert(0, conversation));
        id
    }

    /// Adds a user's message and stores it.
    pub fn add_user_message(&self, conversation: &str, content: String, pictures: Vec<Picture>) -> MessageHandle {
        let message = Message::user(new_id(), conversation, content, pictures, clock::now());
        self.add(conversation, message)
    }

    /// Adds a reply that has not begun, with what it is asked for in the place of.
    pub fn add_reply(&self, conversation: &str, details: ReplyDetails, earlier: Vec<Message>) -> MessageHandle {
        let message = Message::reply(new_id(), conversation, details, clock::now());
        self.add(conversation, Message { earlier, ..message })
    }

    pub(super) fn add(&self, conversation: &str, message: Message) -> MessageHandle {
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
        let (handle, was_unfinished) = (handle.clone(), handle.is_unfinished());
        spawn_local(async move {
            // The end of a reply may have been stored before that turn: nothing older is written over it.
            if handle.is_unfinished() == was_unfinished {
                this.put_message(record).await;
            }
        });
    }

    /// The same, for those who wait until it is stored.
    pub(super) async fn store_message(&self, handle: &MessageHandle) {
        self.put_message(self.record_of(handle)).await;
    }

    /// Stores a reply that has ended. Of one that was removed meanwhile, alone or with its conversation, what it used stays
    /// counted.
    pub(super) async fn store_ended(&self, handle: &MessageHandle) {
        self.put_message(self.record_of(handle).or_else(|| spent(&handle.record()?))).await;
    }

    async fn put_message(&self, record: Option<Value>) {
        if let Some(record) = record {
            self.records.put(Table::Messages, &record).await;
        }
    }

    fn record_of(&self, handle: &MessageHandle) -> Option<Value> {
        let is_there = |messages: &Vec<MessageHandle>| messages.iter().any(|other| other.id == handle.id);
        let is_column = |columns: &Vec<Column>| columns.iter().any(|it| it.conversation == handle.conversation);
        // Where they have not all been read, as after Undo, it is one of the others.
        let is_kept = handle.damaged.is_none()
            && (untrack(|| self.get(&handle.conversation)).is_some() || self.columns.with_untracked(is_column))
            && (!self.is_whole(&handle.conversation) || self.messages(&handle.conversation).with_untracked(is_there));
        if is_kept { handle.record() } else { None }
    }

    /// Gives a conversation another title.
    pub fn rename(&self, conversation: &str, title: &str) {
        self.change(conversation, |conversation| conversation.title = title.to_owned());
    }

    /// Gives a conversation another bot.
    pub fn set_bot(&self, conversation: &str, bot: &str) {
        self.change(conversation, |conversation| conversation.bot = bot.to_owned());
    }

    /// Whether the messages of a conversation have been read here, or are being read.
    pub(super) fn is_opened(&self, conversation: &str) -> bool {
        self.opened.with_value(|opened| opened.contains_key(conversation))
    }

    pub(super) fn change(&self, id: &str, change: impl FnOnce(&mut Conversation)) {
        let mut changed = None;
        self.list.update(|list| {
            if let Some(conversation) = list.iter_mut().find(|conversation| conversation.id == id) {
                change(conversation);
                changed = Some(conversation.clone());
            }
            newest_first(list);
        });
        if let Some(conversation) = changed {
            self.store(conversation);
        }
    }

    /// Stores a conversation as it stands now, without reading what is stored: what is changed right before the page is left
    /// would be lost.
    pub(super) fn store(&self, conversation: Conversation) {
        self.changes.update_value(|changes| *changes += 1);
        let records = self.records;
        spawn_local(async move { records.put(Table::Conversations, &conversation.to_record()).await });
    }
}
