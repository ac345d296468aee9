//! Copies a text and says how that went.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clipboard;
use crate::store::Stores;

/// How long a button says that it copied.
const COPIED: Duration = Duration::from_secs(2);

/// Copies a text; a notice says so.
pub fn copy_and_tell(stores: Stores, text: String) {
    spawn_local(async move {
        let words = stores.preferences.language.get_untracked().words().chat();
        let said = if clipboard::copy(&text).await { words.copied } else { words.copy_failed };
        stores.notices.show(said.to_owned(), None);
    });
}

/// Copies a text; `copied` holds for a moment then, and a notice says where the browser refuses.
pub fn copy_and_mark(stores: Stores, text: String, copied: RwSignal<bool>) {
    spawn_local(async move {
        if clipboard::copy(&text).await {
            // The button may be gone by now.
            copied.try_set(true);
            let rest = move || {
                copied.try_set(false);
            };
            set_timeout(rest, COPIED);
        } else {
            let words = stores.preferences.language.get_untracked().words().chat();
            stores.notices.show(words.copy_failed.to_owned(), None);
        }
    });
}
