//! The provider of a bot.

use leptos::prelude::*;

use super::Edited;
use crate::provider::{AuthMode, Provider};
use crate::text::fill;
use crate::ui::icon::{Icon, icon};

#[component]
pub(super) fn ProviderField(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let words = move || &stores.preferences.words().bot;
    let chosen = edited.text(|bot| bot.provider.clone());
    // Ids and names, so that the options change only when one of these does.
    let options = move |built_in: bool| {
        Memo::new(move |_| {
            stores.registry.registry.with(|registry| {
                let shown = |provider: &&Provider| {
                    provider.is_built_in() == built_in && (!provider.disabled || chosen.with(|id| provider.id.as_str() == id))
                };
                registry.providers().filter(shown).map(|p| (p.id.to_string(), p.name.clone())).collect::<Vec<_>>()
            })
        })
    };
    let (built_in, custom) = (options(true), options(false));
    let provider = Memo::new(move |_| stores.registry.registry.with(|registry| registry.get(&chosen.get()).cloned()));
    let is_missing = move || stores.loaded.get() && provider.with(Option::is_none);
    let choose = move |id: String| {
        let model = stores.registry.provider(&id).and_then(|provider| provider.models.first().map(|model| model.id.clone()));
        edited.change(|bot| {
            bot.provider = id;
            bot.model = model.unwrap_or_default();
        });
    };
    let status = move || {
        let words = words();
        provider.with(|provider| match provider {
            None => String::new(),
            Some(provider) if provider.endpoint.is_same_origin() => words.demo_status.to_owned(),
            Some(provider) if stores.registry.keys.with(|keys| keys.contains_key(provider.id.as_str())) => words.key_set.to_owned(),
            Some(provider) if provider.is_built_in() && provider.auth != Some(AuthMode::None) => words.key_missing.to_owned(),
            Some(_) => words.no_key.to_owned(),
        })
    };
    let rows = move |options: Memo<Vec<(String, String)>>| {
        view! {
            <For each=move || options.get() key=|option| option.clone() let((id, name))>
                {
                    let value = id.clone();
                    view! { <option value=value prop:selected=move || chosen.with(|chosen| *chosen == id)>{name}</option> }
                }
            </For>
        }
    };
    view! {
        <div class="field">
            <label for="bot-provider">{move || words().provider}</label>
            <select
                id="bot-provider"
                aria-describedby="bot-provider-status"
                aria-invalid=move || is_missing().then_some("true")
                on:change:target=move |event| choose(event.target().value())
            >
                <Show when=is_missing>
                    <option value="" disabled=true prop:selected=true>
                        {move || fill(words().missing_option, &[("id", &chosen.get())])}
                    </option>
                </Show>
                <optgroup label=move || words().built_in>{rows(built_in)}</optgroup>
                <Show when=move || custom.with(|options| !options.is_empty())>
                    <optgroup label=move || words().custom>{rows(custom)}</optgroup>
                </Show>
            </select>
            <p id="bot-provider-status" class="hint">{status}</p>
            <Show when=is_missing>
                <div class="banner warn">
                    {icon(Icon::Warning)}
                    <p>{move || fill(stores.preferences.words().chat.provider_missing, &[("id", &chosen.get())])}</p>
                </div>
            </Show>
        </div>
    }
}
