//! Which conversations have a reply that nobody has seen, on this visit and on later ones, in this tab and in others.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::local_storage;

/// What begins the names of the marks: an entry of localStorage for each conversation, so that no tab overwrites what another
/// one has marked.
const UNREAD: &str = "ais-unread-";

/// The marks of the list. Without storage they live as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Unread {
    /// Conversations whose last reply nobody has seen.
    marked: RwSignal<Vec<String>>,
    /// The conversation on the screen.
    shown: StoredValue<Option<String>>,
}

impl Unread {
    pub fn new() -> Self {
        Unread { marked: RwSignal::new(Vec::new()), shown: StoredValue::new(None) }
    }

    /// Reads the marks of earlier visits, and follows other tabs from now on.
    pub fn load(&self) {
        for (name, _) in local_storage::read_all(UNREAD).unwrap_or_default() {
            self.note(&name[UNREAD.len()..], true);
        }
        let this = *self;
        // The listener stays for the life of the page, as the store does.
        window_event_listener(ev::storage, move |event| match event.key() {
            Some(name) => {
                if let Some(conversation) = name.strip_prefix(UNREAD) {
                    this.note(conversation, event.new_value().is_some());
                }
            }
            // Everything was cleared.
            None => this.marked.set(Vec::new()),
        });
    }

    /// Notes which conversation is on the screen: its replies are seen.
    pub fn show(&self, conversation: Option<String>) {
        if let Some(conversation) = &conversation {
            self.unmark(conversation);
        }
        self.shown.set_value(conversation);
    }

    /// Whether a conversation is on the screen.
    pub fn is_shown(&self, conversation: &str) -> bool {
        self.shown.with_value(|shown| shown.as_deref() == Some(conversation))
    }

    /// Whether a conversation is marked; tracks.
    pub fn has(&self, conversation: &str) -> bool {
        self.marked.with(|marked| marked.iter().any(|id| id == conversation))
    }

    /// Notes that a reply has ended that nobody has seen.
    pub fn mark(&self, conversation: &str) {
        let _ = local_storage::write(&name(conversation), "true");
        self.note(conversation, true);
    }

    /// Forgets the marks of conversations that are not there any more.
    pub fn retain(&self, is_there: impl Fn(&str) -> bool) {
        self.marked.get_untracked().iter().filter(|id| !is_there(id)).for_each(|id| self.unmark(id));
    }

    /// Takes a mark away, here and in other tabs.
    fn unmark(&self, conversation: &str) {
        if untrack(|| self.has(conversation)) {
            self.marked.update(|marked| marked.retain(|id| id != conversation));
            let _ = local_storage::remove(&name(conversation));
        }
    }

    /// Follows what is stored. What is on the screen here is seen, whatever another tab thinks of it.
    fn note(&self, conversation: &str, is_unread: bool) {
        self.marked.update(|marked| {
            marked.retain(|id| id != conversation);
            if is_unread {
                marked.push(conversation.to_owned());
            }
        });
        if self.is_shown(conversation) {
            self.unmark(conversation);
        }
    }
}

fn name(conversation: &str) -> String {
    format!("{UNREAD}{conversation}")
}
