//! Signals around the pure values: what the components show and change.
//!
//! Each store is `Copy` and is found in the context by [`Stores::use_context`]. Everything is empty on the server and
//! at the first render in the browser, so that both make the same HTML; [`Stores::load_registry`] and
//! [`Stores::load_records`] fill it afterwards.

pub mod backup;
mod bot_keys;
pub mod bots;
pub mod chatting;
pub mod checkup;
pub mod columns;
pub mod compare;
pub mod completion;
pub mod conversations;
pub mod drafts;
mod earlier_request;
mod export;
mod following;
pub mod identity;
pub mod import;
pub mod inspection;
pub mod inspections;
mod keys;
mod left_work;
mod let_go;
pub mod live_reply;
pub mod message_handle;
pub mod model_list;
pub mod notices;
mod order;
pub mod preferences;
pub mod quirks;
mod reading;
pub mod rearranging;
pub mod recording;
pub mod records;
pub mod registry;
pub mod removal;
pub mod removed_conversation;
mod saver;
pub mod search;
mod set_ups;
mod streaming;
mod tabs;
pub mod templates;
mod unread;
mod usage;

use leptos::prelude::*;

use bots::BotStore;
use compare::CompareStore;
use conversations::ConversationStore;
use drafts::DraftStore;
use inspections::InspectionStore;
use live_reply::ReplyStore;
use notices::NoticeStore;
use preferences::{PreferenceStore, Preferences};
use quirks::QuirkStore;
use records::RecordStore;
use registry::RegistryStore;
use templates::TemplateStore;

/// All stores of the app.
#[derive(Clone, Copy)]
pub struct Stores {
    pub preferences: PreferenceStore,
    pub notices: NoticeStore,
    pub registry: RegistryStore,
    pub quirks: QuirkStore,
    pub records: RecordStore,
    pub bots: BotStore,
    pub conversations: ConversationStore,
    pub drafts: DraftStore,
    pub replies: ReplyStore,
    pub inspections: InspectionStore,
    pub compare: CompareStore,
    pub templates: TemplateStore,
    /// Whether what is stored has been read; false on the server and at the first render.
    pub loaded: RwSignal<bool>,
}

impl Stores {
    /// Empty stores in the context of the component that calls this.
    pub fn provide(preferences: Preferences) -> Self {
        let notices = NoticeStore::new();
        let records = RecordStore::new(notices);
        let compare = CompareStore::new();
        let preferences = PreferenceStore::new(preferences);
        let stores = Stores {
            preferences,
            notices,
            registry: RegistryStore::new(notices),
            quirks: QuirkStore::new(),
            records,
            bots: BotStore::new(records, preferences),
            conversations: ConversationStore::new(records, compare.columns),
            drafts: DraftStore::new(),
            replies: ReplyStore::new(),
            inspections: InspectionStore::new(),
            compare,
            templates: TemplateStore::new(),
            loaded: RwSignal::new(false),
        };
        provide_context(stores);
        stores
    }

    /// The stores of this app.
    pub fn use_context() -> Self {
        expect_context()
    }

    /// Reads preferences, providers, keys and the marks of the list, at once.
    pub fn load_registry(self) {
        self.preferences.load();
        self.quirks.load();
        self.registry.load();
        self.replies.unread.load();
    }

    /// Reads bots and conversations as soon as the database answers. Nothing here waits for the network.
    pub async fn load_records(self) {
        self.records.open().await;
        // First, so that nothing is missed that another tab stores while this one reads.
        self.follow_tabs();
        self.bots.keep_changes();
        self.conversations.keep_removals();
        self.bots.load().await;
        self.conversations.load().await;
        // A list that could not be read does not say what is gone.
        if !self.conversations.list.with_untracked(Vec::is_empty) {
            self.replies.unread.retain(|id| untrack(|| self.conversations.get(id)).is_some());
        }
        self.loaded.set(true);
    }
}
