//! The language of the interface.

use leptos::prelude::*;

use crate::store::Stores;
use crate::text::Language;
use crate::ui::say::say;

/// The id of the select.
pub(super) const LANGUAGE: &str = "language";

#[component]
pub(super) fn General() -> impl IntoView {
    let preferences = Stores::use_context().preferences;
    let choose = move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            preferences.set_language(language);
        }
    };
    view! {
        <div class="settings-page">
            <h3>{say(|words| words.settings().general)}</h3>
            <div class="field">
                <label for=LANGUAGE>{say(|words| words.settings().language)}</label>
                <select id=LANGUAGE on:change:target=move |event| choose(event.target().value())>
                    {Language::ALL
                        .into_iter()
                        .map(|language| {
                            let selected = move || preferences.language.get() == language;
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
    .into_any()
}
