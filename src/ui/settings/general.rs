//! The language of the interface.

use leptos::prelude::*;

use crate::store::Stores;
use crate::text::Language;

#[component]
pub(super) fn General() -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().settings;
    let choose = move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            stores.preferences.set_language(language);
        }
    };
    view! {
        <div class="settings-page">
            <h3>{move || words().general}</h3>
            <div class="field">
                <label for="language">{move || words().language}</label>
                <select id="language" on:change:target=move |event| choose(event.target().value())>
                    {Language::ALL
                        .into_iter()
                        .map(|language| {
                            let selected = move || stores.preferences.language.get() == language;
                            view! {
                                <option value=language.tag() lang=language.tag() prop:selected=selected>
                                    {language.own_name()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </div>
        </div>
    }
}
