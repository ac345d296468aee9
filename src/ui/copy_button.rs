//! A button that copies a text and says so.

use leptos::prelude::*;

use super::copying::copy_and_mark;
use crate::store::Stores;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::text;

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
    let shown = text(move || {
        let words = stores.preferences.words().chat();
        if copied.get() { words.copied.to_owned() } else { label.get().to_owned() }
    });
    view! {
        <button type="button" class="button soft" aria-label=name on:click=move |_| copy_and_mark(stores, copies.run(()), copied)>
            {icon(Icon::Copy)} <span>{shown}</span>
        </button>
    }
    .into_any()
}
