//! The stored entries that could not be read.

use leptos::prelude::*;

use crate::provider::SetAside;
use crate::store::Stores;
use crate::text::{Explain, fill};
use crate::ui::dynamic::{memo, when};
use crate::ui::say::say;

/// Entries that stay stored as they are and are not used, with their reasons (spec §3).
#[component]
pub(super) fn SetAsideEntries() -> impl IntoView {
    let stores = Stores::use_context();
    let entries = memo(move || stores.registry.registry.with(|registry| registry.set_aside().to_vec()));
    let rows = move || {
        let language = stores.preferences.language.get();
        let number =
            |entry: &SetAside| fill(language.words().settings().entry_number, &[("n", &(entry.index + 1).to_string())]);
        let row = |entry: SetAside| {
            let label = if entry.label.is_empty() { number(&entry) } else { entry.label };
            view! { <li><span class="code" dir="auto">{label}</span> <span class="error">{entry.reason.explain(language)}</span></li> }
        };
        entries.get().into_iter().map(row).collect_view()
    };
    view! {
        {when(move || !entries.with(Vec::is_empty), move || view! {
            <div class="set-aside">
                <h4>{say(|words| words.settings().unreadable)}</h4>
                <p class="hint">{say(|words| words.settings().unreadable_hint)}</p>
                <ul>{rows}</ul>
            </div>
        }.into_any())}
    }
    .into_any()
}
