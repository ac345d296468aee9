//! Light, dark, or as the system is set.

use leptos::prelude::*;

use crate::store::Stores;
use crate::store::preferences::Theme;
use crate::ui::say::{Phrase, say};

/// The id of a theme's radio button.
pub(super) fn input_id(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "theme-system",
        Theme::Light => "theme-light",
        Theme::Dark => "theme-dark",
    }
}

/// The name of a theme.
pub(super) fn label(theme: Theme) -> Phrase {
    match theme {
        Theme::System => |words| words.settings().theme_system,
        Theme::Light => |words| words.settings().theme_light,
        Theme::Dark => |words| words.settings().theme_dark,
    }
}

#[component]
pub(super) fn Appearance() -> impl IntoView {
    let preferences = Stores::use_context().preferences;
    view! {
        <div class="settings-page">
            <h3>{say(|words| words.settings().appearance)}</h3>
            <fieldset class="choices">
                <legend>{say(|words| words.settings().theme)}</legend>
                {Theme::ALL
                    .into_iter()
                    .map(|theme| {
                        view! {
                            <label class="check">
                                <input
                                    id=input_id(theme)
                                    type="radio"
                                    name="theme"
                                    value=theme.name()
                                    prop:checked=move || preferences.theme.get() == theme
                                    on:change=move |_| preferences.set_theme(theme)
                                />
                                {say(label(theme))}
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
        </div>
    }
    .into_any()
}
