//! Short messages in the corner of the page, one at a time, and what a screen reader is told.

use std::sync::Arc;

use leptos::prelude::*;

/// Milliseconds that a notice stays, and one that can be undone.
const SHORT: u32 = 6_000;
const LONG: u32 = 10_000;

/// What Undo does. It outlives the component that made it, which is often the one that was removed.
pub type Undo = Arc<dyn Fn() + Send + Sync>;

/// A short message.
#[derive(Clone)]
pub struct Notice {
    /// Tells one notice from the next with the same words.
    pub number: u32,
    pub text: String,
    /// What Undo does, where there is something to undo.
    pub undo: Option<Undo>,
    /// What was said since then.
    pub since: Option<String>,
}

impl Notice {
    /// All that it says.
    pub fn words(&self) -> String {
        [Some(&*self.text), self.since.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// How long it stays, in milliseconds.
    pub fn duration(&self) -> u32 {
        if self.undo.is_some() { LONG } else { SHORT }
    }
}

/// Condition of the storage, said once at the top of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageNotice {
    /// Nothing can be stored: the app works in memory.
    Blocked,
    /// The last change could not be stored.
    Full,
    /// The stored providers could not be read; they were set aside.
    Unreadable,
}

#[derive(Clone, Copy)]
pub struct NoticeStore {
    /// The notice on the screen.
    pub notice: RwSignal<Option<Notice>>,
    /// Whether the pointer or the focus is on it: it stays meanwhile.
    pub held: StoredValue<bool>,
    /// What the live region says.
    pub announcement: RwSignal<String>,
    /// What is wrong with the storage, until it is dismissed.
    pub storage: RwSignal<Option<StorageNotice>>,
    /// Each condition is said once a page.
    said: StoredValue<Vec<StorageNotice>>,
    count: StoredValue<u32>,
}

impl NoticeStore {
    pub fn new() -> Self {
        NoticeStore {
            notice: RwSignal::new(None),
            held: StoredValue::new(false),
            announcement: RwSignal::new(String::new()),
            storage: RwSignal::new(None),
            said: StoredValue::new(Vec::new()),
            count: StoredValue::new(0),
        }
    }

    /// Shows a message; the one before it goes. One with Undo stays until another one can be undone: what has none is said
    /// beside it.
    pub fn show(&self, text: String, undo: Option<Undo>) {
        self.count.update_value(|count| *count += 1);
        let number = self.count.get_value();
        self.notice.update(|notice| match notice {
            Some(shown) if shown.undo.is_some() && undo.is_none() => {
                (shown.number, shown.since) = (number, Some(text));
            }
            _ => *notice = Some(Notice { number, text, undo, since: None }),
        });
    }

    /// Has a screen reader say something.
    pub fn announce(&self, text: String) {
        self.announcement.set(text);
    }

    /// Says what is wrong with the storage, once.
    pub fn storage_condition(&self, condition: StorageNotice) {
        if !self.said.with_value(|said| said.contains(&condition)) {
            self.said.update_value(|said| said.push(condition));
            self.storage.set(Some(condition));
        }
    }

    /// There is room again: what was said of it no longer holds, and is said again when it comes again.
    pub fn storage_has_room(&self) {
        self.said.update_value(|said| said.retain(|condition| *condition != StorageNotice::Full));
        if self.storage.get_untracked() == Some(StorageNotice::Full) {
            self.storage.set(None);
        }
    }
}

impl Default for NoticeStore {
    fn default() -> Self {
        NoticeStore::new()
    }
}
