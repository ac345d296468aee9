//! Light, dark, or as the system is set.

use leptos::prelude::*;

use crate::store::Stores;
use crate::store::preferences::Theme;

#[component]
pub(super) fn Appearance() -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().settings;
    let label = move |theme: Theme| match theme {
        Theme::System => words().theme_system,
        Theme::Light => words().theme_light,
        Theme::Dark => words().theme_dark,
    };
    view! {
        <div class="settings-page">
            <h3>{move || words().appearance}</h3>
            <fieldset class="choices">
                <legend>{move || words().theme}</legend>
                {Theme::ALL
                    .into_iter()
                    .map(|theme| {
                        view! {
                            <label class="check">
                                <input
                                    type="radio"
                                    name="theme"
                                    value=theme.name()
                                    prop:checked=move || stores.preferences.theme.get() == theme
                                    on:change=move |_| stores.preferences.set_theme(theme)
                                />
                                {move || label(theme)}
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
        </div>
    }
}
