//! The conversations and the messages of those that were opened.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value, json};

use super::identity::new_id;
use super::message_handle::MessageHandle;
use super::reading::Reading;
use super::records::RecordStore;
use crate::browser::clock;
use crate::browser::database::Table;
use crate::chat::{Column, Conversation, Message, Picture, ReplyDetails, spent, title_from};

/// A conversation that was removed, to bring it back.
#[derive(Clone)]
pub struct RemovedConversation {
    conversation: Conversation,
    /// The messages that had been read: newer than their records where a reply was arriving.
    handles: Vec<MessageHandle>,
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

/// The messages of one conversation, oldest first.
pub type MessageList = ArcRwSignal<Vec<MessageHandle>>;

#[derive(Clone, Copy)]
pub struct ConversationStore {
    /// All conversations, the one changed last first.
    pub list: RwSignal<Vec<Conversation>>,
    /// Those that are columns of the comparison.
    columns: RwSignal<Vec<Column>>,
    pub(super) lists: StoredValue<HashMap<String, MessageList>>,
    /// Conversations whose messages have been read, are being read, or began on this page.
    pub(super) opened: StoredValue<HashMap<String, Reading>>,
    pub(super) records: RecordStore,
}

impl ConversationStore {
    pub fn new(records: RecordStore, columns: RwSignal<Vec<Column>>) -> Self {
        ConversationStore {
            list: RwSignal::new(Vec::new()),
            columns,
            lists: StoredValue::new(HashMap::new()),
            opened: StoredValue::new(HashMap::new()),
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

    /// Adds a reply that has not begun.
    pub fn add_reply(&self, conversation: &str, details: ReplyDetails) -> MessageHandle {
        let message = Message::reply(new_id(), conversation, details, clock::now());
        self.add(conversation, message)
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

    /// Stores a reply that has ended. Of one that was removed meanwhile, or its column, what it used stays counted;
    /// nothing is stored of a conversation that is gone.
    pub(super) async fn store_ended(&self, handle: &MessageHandle, is_compared: bool) {
        let record = self.record_of(handle).or_else(|| {
            let is_counted = is_compared || untrack(|| self.get(&handle.conversation)).is_some();
            if is_counted { spent(&handle.record()?) } else { None }
        });
        self.put_message(record).await;
    }

    async fn put_message(&self, record: Option<Value>) {
        if let Some(record) = record {
            self.records.put(Table::Messages, &record).await;
        }
    }

    fn record_of(&self, handle: &MessageHandle) -> Option<Value> {
        let is_there = |messages: &Vec<MessageHandle>| messages.iter().any(|other| other.id == handle.id);
        let is_column = |columns: &Vec<Column>| columns.iter().any(|it| it.conversation == handle.conversation);
        let is_kept = handle.damaged.is_none()
            && (untrack(|| self.get(&handle.conversation)).is_some() || self.columns.with_untracked(is_column))
            && self.messages(&handle.conversation).with_untracked(is_there);
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

    /// Removes a conversation from the list and from the database, with its messages.
    pub fn remove(&self, id: &str) -> Option<RemovedConversation> {
        let conversation = untrack(|| self.get(id))?;
        self.list.update(|list| list.retain(|conversation| conversation.id != id));
        let list = self.lists.try_update_value(|lists| lists.remove(id)).flatten();
        self.opened.update_value(|opened| {
            opened.remove(id);
        });
        let handles = list.map(|list| list.get_untracked()).unwrap_or_default();
        let removed = RemovedConversation { conversation, handles, removal: Arc::default() };
        let (this, id, undone) = (*self, id.to_owned(), removed.clone());
        spawn_local(async move {
            let stored = this.records.messages(&id).await;
            let ids: Vec<_> = stored.iter().filter_map(|message| message["id"].as_str().map(str::to_owned)).collect();
            let left: Vec<_> = stored.iter().filter_map(spent).collect();
            this.records.remove_messages(&ids, &left).await;
            this.records.delete(Table::Conversations, &[id]).await;
            this.bring_back(undone, |removal| removal.stored = Some(stored)).await;
        });
        Some(removed)
    }

    /// Brings a removed conversation back, with its messages.
    pub fn restore(&self, removed: RemovedConversation) {
        let this = *self;
        spawn_local(async move { this.bring_back(removed, |removal| removal.is_undone = true).await });
    }

    /// Notes that the removal has ended or was undone. After both everything is stored again, then shown.
    async fn bring_back(&self, removed: RemovedConversation, note: impl FnOnce(&mut Removal)) {
        let RemovedConversation { conversation, handles, removal } = removed;
        let stored = removal.lock().ok().and_then(|mut removal| {
            note(&mut removal);
            removal.take_back()
        });
        let Some(mut stored) = stored else { return };
        // A reply that was arriving was stopped. What came of it since it was stored is in memory only.
        for record in stored.iter_mut().filter(|record| record["reply"]["ending"]["how"] == "unfinished") {
            if let Some(handle) = handles.iter().find(|handle| record["id"] == *handle.id) {
                record["content"] = json!(handle.content.get_untracked());
                record["reply"]["reasoning"] = json!(handle.reasoning.get_untracked());
                record["reply"]["ending"] = json!({ "how": "stopped" });
            }
        }
        self.records.put_messages(&conversation.id, &stored).await;
        self.records.put(Table::Conversations, &conversation.to_record()).await;
        self.list.update(|list| {
            list.retain(|other| other.id != conversation.id);
            list.push(conversation);
            list.sort_by(|a, b| b.updated.total_cmp(&a.updated));
        });
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
            list.sort_by(|a, b| b.updated.total_cmp(&a.updated));
        });
        if let Some(conversation) = changed {
            self.store(conversation);
        }
    }

    pub(super) fn store(&self, conversation: Conversation) {
        let records = self.records;
        spawn_local(async move { records.put(Table::Conversations, &conversation.to_record()).await });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
