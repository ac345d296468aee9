//! A button that copies a text and says so.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clipboard;
use crate::store::Stores;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::text;

/// How long the button says that it copied.
const COPIED: Duration = Duration::from_secs(2);

#[component]
pub fn CopyButton(
    label: Signal<&'static str>,
    /// Its accessible name, where that says more than the label.
    #[prop(optional)]
    name: Option<Signal<String>>,
    /// Gives the text.
    copies: Callback<(), String>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = copies.run(());
        leptos::task::spawn_local(async move {
            if clipboard::copy(&text).await {
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
    };
    let shown = text(move || {
        let words = stores.preferences.words().chat();
        if copied.get() { words.copied.to_owned() } else { label.get().to_owned() }
    });
    view! {
        <button type="button" class="button soft" aria-label=name on:click=copy>
            {icon(Icon::Copy)} <span>{shown}</span>
        </button>
    }
    .into_any()
}
