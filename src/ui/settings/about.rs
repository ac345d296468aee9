//! What this is, and what leaves the browser.

use leptos::prelude::*;

use crate::store::Stores;
use crate::text::fill;
use crate::ui::say::{say, text};

#[component]
pub(super) fn About() -> impl IntoView {
    let stores = Stores::use_context();
    let version =
        text(move || fill(stores.preferences.words().settings().version, &[("version", env!("CARGO_PKG_VERSION"))]));
    view! {
        <div class="settings-page">
            <h3>{say(|words| words.settings().about)}</h3>
            <p><strong>"AISCouncil"</strong> " " <span class="meta">{version}</span></p>
            <p>{say(|words| words.settings().about_privacy)}</p>
            <p>{say(|words| words.settings().about_keys)}</p>
        </div>
    }
    .into_any()
}
