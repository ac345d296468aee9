//! Follows what other tabs do to conversations and messages.

use leptos::prelude::{GetUntracked, untrack};
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

use super::Stores;
use super::records::Change;
use crate::browser::clock;
use crate::browser::database::Table;
use crate::chat::{Column, Conversation};

type Follow = fn(Stores, Change);

/// Loads what follows other tabs: it is not part of the page's first load.
#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible)]
fn load_follow() -> Result<Follow, SplitLoaderError> {
    Ok(follow)
}

impl Stores {
    /// Follows other tabs from now on.
    pub(super) fn follow_tabs(self) {
        self.records.hear(move |change| {
            spawn_local(async move {
                // Where the code cannot be loaded, a reload of the page shows what has changed.
                if let Ok(follow) = load_follow().await {
                    follow(self, change);
                }
            });
        });
    }

    /// Reads all conversations again. Replies of conversations that are gone are stopped, and nothing is left of them: all
    /// conversations were deleted. Those of others go on.
    pub(super) async fn read_records_anew(self) {
        self.conversations.read_anew(|id| untrack(|| self.replies.message_of(id)).is_some()).await;
        self.read_compared_anew().await;
        for conversation in self.replies.conversations() {
            let is_there =
                || self.conversations.get(&conversation).is_some() || self.compare.bot(&conversation).is_some();
            if !untrack(is_there) {
                self.replies.forget(&conversation);
            }
        }
    }
}

/// Reads again what a tab has changed. Its words are not taken for it: what is stored counts, whatever the order in which
/// changes are heard of.
fn follow(stores: Stores, change: Change) {
    spawn_local(async move {
        // What is read at the start may be older, and comes first.
        while !stores.loaded.get_untracked() {
            clock::frame().await;
        }
        match change.table {
            Table::Bots => stores.bots.follow(&change.ids).await,
            Table::Conversations if change.ids.is_empty() => stores.read_records_anew().await,
            Table::Conversations => {
                for id in &change.ids {
                    let record = stores.conversations.stored(Table::Conversations, id).await;
                    if record.is_none() {
                        stores.replies.let_go(|_, reply| reply.conversation == *id);
                    }
                    stores.follow_compared(id, record.clone().and_then(Column::from_record));
                    stores.conversations.follow(id, record.and_then(Conversation::from_record));
                }
            }
            // What is being written belongs to the tab in which it is.
            Table::Drafts => {}
            Table::Messages if let Some(conversation) = &change.conversation => {
                for id in &change.ids {
                    stores.take_back(id).await;
                }
                for id in change.ids.iter().filter(|_| stores.conversations.is_opened(conversation)) {
                    if let Some(record) = stores.conversations.stored(Table::Messages, id).await
                        && !stores.replies.is_live(id)
                    {
                        stores.conversations.follow_message(record);
                    }
                }
            }
            Table::Messages => {
                stores.replies.let_go(|message, _| change.ids.contains(message));
                stores.conversations.follow_removal(&change.ids);
            }
        }
    });
}
