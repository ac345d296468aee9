//! The extra headers that go with the bot's requests: its provider's.

use leptos::prelude::*;

use super::Edited;
use crate::text::fill;
use crate::ui::dynamic::when;
use crate::ui::layout::Layout;
use crate::ui::say::{say, text};
use crate::ui::settings::SettingsSection;

/// Their names, and the way to where they are changed.
#[component]
pub(super) fn Headers(edited: Edited) -> impl IntoView {
    let layout = Layout::use_context();
    let names = text(move || {
        edited.provider.with(|provider| {
            let headers = provider.iter().flat_map(|provider| &provider.extra_headers);
            headers.map(|header| header.name.as_str().to_owned()).collect::<Vec<_>>().join(", ")
        })
    });
    let said = text(move || {
        let words = edited.stores.preferences.words().bot_details();
        names.with(|names| {
            if names.is_empty() { words.headers_none.to_owned() } else { fill(words.headers_sent, &[("names", names)]) }
        })
    });
    // Built-in providers have the headers that they need.
    let is_custom =
        move || edited.provider.with(|provider| provider.as_ref().is_some_and(|provider| !provider.is_built_in()));
    let edit = move |_| {
        if let Some(id) = edited.provider.with_untracked(|it| it.as_ref().map(|it| it.id.to_string())) {
            layout.settings.set(Some(SettingsSection::Provider(id)));
        }
    };
    view! {
        <div class="field">
            <span class="label">{say(|words| words.bot_details().headers)}</span>
            <p class="hint">{said}</p>
            {when(is_custom, move || view! {
                <button type="button" class="button ghost template-tool" on:click=edit>
                    {say(|words| words.bot_details().edit_headers)}
                </button>
            }.into_any())}
        </div>
    }
    .into_any()
}
