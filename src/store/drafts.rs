//! What is being written: a text and pictures for each conversation and for the next one, and the text of each message
//! that is edited.

use std::collections::HashMap;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use serde::Deserialize;
use serde_json::json;

use super::Stores;
use crate::browser::database::Table;
use crate::browser::local_storage;
use crate::chat::Picture;

/// What begins the names of all drafts in localStorage.
const PREFIX: &str = "ais-draft-";
/// What ends the name of the mark of a draft that has pictures. They are a record in the database: there is no room for
/// them beside the text, and without the mark nobody would look for them.
const PICTURES: &str = "-pictures";

/// The draft of a conversation; of the next one where it is `None`.
pub fn draft_key(conversation: Option<&str>) -> String {
    format!("{PREFIX}{}", conversation.unwrap_or("new"))
}

/// The draft of a message that is edited. It goes with those of its conversation.
pub fn edit_key(conversation: &str, message: &str) -> String {
    format!("{PREFIX}{conversation}-{message}")
}

/// Drafts in localStorage, and in memory where that takes nothing.
#[derive(Clone, Copy)]
pub struct DraftStore {
    /// Texts that localStorage did not take.
    unsaved: StoredValue<HashMap<String, String>>,
    /// The pictures that this page knows of.
    pictures: StoredValue<HashMap<String, Vec<Picture>>>,
}

impl DraftStore {
    pub fn new() -> Self {
        DraftStore { unsaved: StoredValue::new(HashMap::new()), pictures: StoredValue::new(HashMap::new()) }
    }

    /// The text of a draft; empty where there is none.
    pub fn text(&self, key: &str) -> String {
        let unsaved = self.unsaved.with_value(|unsaved| unsaved.get(key).cloned());
        unsaved.or_else(|| local_storage::read(key).ok().flatten()).unwrap_or_default()
    }

    /// Keeps the text of a draft; an empty one is none.
    pub fn keep(&self, key: &str, text: &str) {
        let kept = if text.is_empty() { local_storage::remove(key) } else { local_storage::write(key, text) };
        self.unsaved.update_value(|unsaved| {
            unsaved.remove(key);
            if kept.is_err() && !text.is_empty() {
                unsaved.insert(key.to_owned(), text.to_owned());
            }
        });
    }

    /// The pictures of a draft, where this page knows of them.
    pub fn pictures(&self, key: &str) -> Option<Vec<Picture>> {
        self.pictures.with_value(|pictures| pictures.get(key).cloned())
    }

    /// Remembers the pictures of a draft as long as the page lives.
    pub fn hold_pictures(&self, key: &str, held: Vec<Picture>) {
        self.pictures.update_value(|pictures| drop(pictures.insert(key.to_owned(), held)));
    }

    /// Whether pictures of a draft are stored.
    pub fn has_stored_pictures(&self, key: &str) -> bool {
        matches!(local_storage::read(&marked(key)), Ok(Some(_)))
    }
}

impl Default for DraftStore {
    fn default() -> Self {
        DraftStore::new()
    }
}

/// The drafts of a conversation that was removed, to bring them back with it.
#[derive(Clone, Default)]
pub struct RemovedDrafts {
    texts: Vec<(String, String)>,
    pictures: Vec<Picture>,
}

/// Pictures that are being read.
pub type StoredPictures = Pin<Box<dyn Future<Output = Vec<Picture>>>>;

/// What reads and writes the pictures of drafts.
#[derive(Clone, Copy)]
pub struct PictureFiles {
    pub read: fn(Stores, String) -> StoredPictures,
    pub write: fn(Stores, String, Vec<Picture>),
}

/// Loads what reads and writes the pictures of drafts: few drafts have any.
#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible)]
pub fn load_picture_files() -> Result<PictureFiles, SplitLoaderError> {
    Ok(PictureFiles { read: |stores, key| Box::pin(stores.stored_pictures(key)), write: Stores::store_pictures })
}

impl Stores {
    /// The stored pictures of a draft.
    async fn stored_pictures(self, key: String) -> Vec<Picture> {
        let record = self.records.get(Table::Drafts, &key).await;
        record.and_then(|record| Vec::deserialize(&record["pictures"]).ok()).unwrap_or_default()
    }

    /// Stores the pictures of a draft, for the next visit.
    fn store_pictures(self, key: String, pictures: Vec<Picture>) {
        if pictures.is_empty() {
            let _ = local_storage::remove(&marked(&key));
            spawn_local(async move { self.records.delete(Table::Drafts, &[key]).await });
        } else {
            // Where localStorage takes nothing, the page alone knows of them.
            let _ = local_storage::write(&marked(&key), "true");
            let record = json!({ "id": key, "pictures": pictures });
            spawn_local(async move { self.records.put(Table::Drafts, &record).await });
        }
    }

    /// Removes the drafts of a conversation, those of its edited messages too.
    pub async fn take_drafts(self, conversation: &str) -> RemovedDrafts {
        let key = draft_key(Some(conversation));
        let mut pictures = self.drafts.pictures(&key).unwrap_or_default();
        if self.drafts.has_stored_pictures(&key) && pictures.is_empty() {
            pictures = self.stored_pictures(key.clone()).await;
        }
        if !pictures.is_empty() {
            self.store_pictures(key.clone(), Vec::new());
            self.drafts.hold_pictures(&key, Vec::new());
        }
        let mut texts = local_storage::read_all(&key).unwrap_or_default();
        self.drafts.unsaved.with_value(|unsaved| {
            texts
                .extend(unsaved.iter().filter(|(name, _)| name.starts_with(&key)).map(|(k, t)| (k.clone(), t.clone())));
        });
        for (name, _) in &texts {
            self.drafts.keep(name, "");
        }
        RemovedDrafts { texts, pictures }
    }

    /// Brings the drafts of a conversation back.
    pub fn restore_drafts(self, conversation: &str, removed: &RemovedDrafts) {
        for (name, text) in &removed.texts {
            self.drafts.keep(name, text);
        }
        if !removed.pictures.is_empty() {
            let key = draft_key(Some(conversation));
            self.drafts.hold_pictures(&key, removed.pictures.clone());
            self.store_pictures(key, removed.pictures.clone());
        }
    }

    /// Removes all drafts.
    pub(super) async fn clear_drafts(self) {
        for (name, _) in local_storage::read_all(PREFIX).unwrap_or_default() {
            let _ = local_storage::remove(&name);
        }
        self.drafts.unsaved.update_value(HashMap::clear);
        self.drafts.pictures.update_value(HashMap::clear);
        self.records.clear(Table::Drafts).await;
    }
}

/// The name of the mark of a draft that has pictures.
fn marked(key: &str) -> String {
    format!("{key}{PICTURES}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_drafts_of_a_conversation_begin_alike_and_no_others_do() {
        let prefix = draft_key(Some("0001"));
        for own in [edit_key("0001", "0002"), marked(&prefix)] {
            assert!(own.starts_with(&prefix), "{own}");
        }
        for other in [draft_key(None), draft_key(Some("0002")), edit_key("0002", "0001")] {
            assert!(!other.starts_with(&prefix), "{other}");
        }
    }
}
