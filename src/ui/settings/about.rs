//! What this is, and what leaves the browser.

use leptos::prelude::*;

use crate::store::Stores;

#[component]
pub(super) fn About() -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().settings;
    view! {
        <div class="settings-page">
            <h3>{move || words().about}</h3>
            <p>"AISCouncil " {env!("CARGO_PKG_VERSION")}</p>
            <p>{move || words().about_privacy}</p>
            <p>{move || words().about_keys}</p>
        </div>
    }
}
