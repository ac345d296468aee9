//! Asks the server of a provider that has no models for its list, which the provider has from then on.

use leptos::prelude::*;

use super::Edited;
use crate::provider::{Provider, builtins};
use crate::ui::model_fetch::ModelFetch;
use crate::ui::part::Part;
use crate::ui::say::{say, text};

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_fetch() -> Part<Edited> {
    Ok(fetch_models)
}

fn fetch_models(edited: Edited) -> AnyView {
    let stores = edited.stores;
    let fetching = ModelFetch::of_component();
    let fetch = move |_| {
        let Some((bot, provider)) = edited.bot.get_untracked().zip(edited.provider.get_untracked()) else { return };
        let key = untrack(|| stores.bot_key(&bot.id, &bot.provider)).and_then(Result::ok);
        let key = key.or_else(|| stores.registry.key(&bot.provider).ok().flatten());
        fetching.start(provider.clone(), key, move |models| {
            let count = models.len();
            match builtins().iter().find(|built_in| built_in.id == provider.id.as_str()) {
                Some(built_in) => stores.registry.set_models(built_in, models),
                None => {
                    stores.registry.put(Provider { models, ..provider });
                    count
                }
            }
        });
    };
    let said = text(move || {
        let language = stores.preferences.language.get();
        fetching.sentence(language).unwrap_or_else(|| language.words().bot_details().no_models.to_owned())
    });
    view! {
        <div class="fetch-list">
            <button type="button" class="button secondary" on:click=fetch>{say(|words| words.settings().fetch_list)}</button>
            <p class="hint" role="status">{said}</p>
        </div>
    }
    .into_any()
}
