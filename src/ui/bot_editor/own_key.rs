//! The key that is used for this bot instead of its provider's.

use leptos::prelude::*;

use super::Edited;
use crate::provider::{ApiKey, KeyError};
use crate::ui::reveal::{Reveal, masked};
use crate::ui::say::{say, text};

#[component]
pub(super) fn OwnKey(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let place = edited.part(|bot| (bot.id.clone(), bot.provider.clone()));
    let shown = RwSignal::new(false);
    let is_wrong = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    // Another bot or provider has a key of its own.
    Effect::new(move || {
        let key = place.get().and_then(|(bot, provider)| untrack(|| stores.bot_key(&bot, &provider)));
        typed.set(key.and_then(Result::ok).map(|key| key.expose().to_owned()).unwrap_or_default());
        is_wrong.set(false);
        shown.set(false);
    });
    let change = move |value: String| {
        let Some((bot, provider)) = place.get_untracked() else { return };
        match ApiKey::parse(&value) {
            Ok(clean) => stores.set_bot_key(&bot, &provider, Some(clean.key)),
            Err(KeyError::Empty) => stores.set_bot_key(&bot, &provider, None),
            Err(_) => {}
        }
        is_wrong.set(!matches!(ApiKey::parse(&value), Ok(_) | Err(KeyError::Empty)));
        typed.set(value);
    };
    let words = move || stores.preferences.words().bot_details();
    let toggle_name = text(move || if shown.get() { words().hide_key } else { words().show_key }.to_owned());
    view! {
        <div class="field">
            <label for="bot-key">{say(|words| words.bot_details().key)}</label>
            <div class="with-buttons">
                <input
                    id="bot-key"
                    type=masked(shown)
                    class="code"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="bot-key-hint"
                    aria-invalid=move || is_wrong.get().then_some("true")
                    prop:value=typed
                    on:input:target=move |event| change(event.target().value())
                />
                <span class="inside">
                    <Reveal shown name=toggle_name />
                </span>
            </div>
            <p id="bot-key-hint" class=move || if is_wrong.get() { "error" } else { "hint" }>
                {text(move || if is_wrong.get() { words().key_error } else { words().key_hint }.to_owned())}
            </p>
        </div>
    }
    .into_any()
}
