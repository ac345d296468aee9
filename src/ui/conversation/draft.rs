//! What waits in the composer to be sent.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::chat::Picture;
use crate::store::Stores;
use crate::store::drafts::{draft_key, load_picture_files};

/// Keeps what was typed: before the app came alive, while another conversation is on the screen, and over a reload.
pub(super) fn keep_text(stores: Stores, conversation: Memo<Option<String>>, text: RwSignal<String>) {
    Effect::new(move |previous: Option<Option<String>>| {
        let id = conversation.get();
        let was_typed_early = previous.is_none() && text.with_untracked(|text| !text.is_empty());
        if previous.as_ref() != Some(&id) && !was_typed_early {
            text.set(stores.drafts.text(&draft_key(id.as_deref())));
        }
        id
    });
    Effect::new(move |previous: Option<()>| {
        let text = text.get();
        // The first run sees the empty text of the first render.
        if previous.is_some() {
            stores.drafts.keep(&draft_key(conversation.get_untracked().as_deref()), &text);
        }
    });
}

/// Keeps the pictures that wait to be sent apart, those of each conversation, and over a reload.
pub(super) fn keep_pictures(stores: Stores, conversation: Memo<Option<String>>, pictures: RwSignal<Vec<Picture>>) {
    let drafts = stores.drafts;
    // What is on the screen, and whether it is all that there is.
    let shown = StoredValue::new(None::<String>);
    Effect::new(move |previous: Option<String>| {
        let key = draft_key(conversation.get().as_deref());
        let known = drafts.pictures(&key);
        let is_stored = known.is_none() && drafts.has_stored_pictures(&key);
        shown.set_value((!is_stored).then(|| key.clone()));
        if previous.as_ref() != Some(&key) {
            pictures.set(known.unwrap_or_default());
        }
        // It is asked again once the database is open.
        if is_stored && stores.loaded.get() {
            let key = key.clone();
            spawn_local(async move {
                let Ok(files) = load_picture_files().await else { return };
                let stored = (files.read)(stores, key.clone()).await;
                // Another conversation may be on the screen by now, or none.
                if draft_key(conversation.get_untracked().as_deref()) == key
                    && pictures.try_update(|pictures| drop(pictures.splice(0..0, stored))).is_some()
                {
                    shown.set_value(Some(key));
                }
            });
        }
        key
    });
    Effect::new(move || {
        let pictures = pictures.get();
        if let Some(key) = shown.get_value() {
            save_pictures(stores, key, pictures);
        }
    });
}

/// Stores the pictures of a draft where they have changed.
pub(super) fn save_pictures(stores: Stores, key: String, pictures: Vec<Picture>) {
    if stores.drafts.pictures(&key).unwrap_or_default() == pictures {
        return;
    }
    stores.drafts.hold_pictures(&key, pictures.clone());
    spawn_local(async move {
        // Where the code cannot be loaded, they live as long as the page.
        if let Ok(files) = load_picture_files().await {
            (files.write)(stores, key, pictures);
        }
    });
}
