//! The provider of a bot.

use leptos::prelude::*;

use super::Edited;
use crate::provider::{ApiKey, AuthMode, KeyError, Provider};
use crate::text::fill;
use crate::text::words::BotWords;
use crate::ui::dynamic::{dynamic, memo, truth, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{say, text};

/// Ids and names, so that the options change only when one of these does.
type Options = Memo<Vec<(String, String)>>;

#[component]
pub(super) fn ProviderField(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let chosen = edited.text(|bot| bot.provider.clone());
    let options = move |built_in: bool| -> Options {
        memo(move || {
            stores.registry.registry.with(|registry| {
                // A disabled one is shown where it is the one that is used.
                let is_shown = |provider: &&Provider| {
                    provider.is_built_in() == built_in
                        && (!provider.disabled || chosen.with(|id| provider.id.as_str() == id))
                };
                let shown = registry.providers().filter(is_shown);
                shown.map(|provider| (provider.id.to_string(), provider.name.clone())).collect()
            })
        })
    };
    let (built_in, custom) = (options(true), options(false));
    let is_missing = memo(move || stores.loaded.get() && edited.provider.with(Option::is_none));
    let choose = move |id: String| {
        let model =
            stores.registry.provider(&id).and_then(|provider| provider.models.first().map(|model| model.id.clone()));
        edited.change(|bot| {
            bot.provider = id;
            bot.model = model.unwrap_or_default();
        });
    };
    let status = text(move || {
        edited.provider.with(|provider| match provider {
            Some(provider) => {
                let key = stores.registry.keys.with(|keys| keys.get(provider.id.as_str()).cloned());
                status(provider, key, stores.preferences.words().bot()).to_owned()
            }
            None => String::new(),
        })
    });
    let rows = move |options: Options| {
        dynamic(move || {
            let option = |(id, name): (String, String)| {
                let value = id.clone();
                let selected = truth(move || chosen.with(|chosen| *chosen == id));
                view! { <option value=value prop:selected=selected>{name}</option> }.into_any()
            };
            options.get().into_iter().map(option).collect_view().into_any()
        })
    };
    let missing_option = text(move || fill(stores.preferences.words().bot().missing_option, &[("id", &chosen.get())]));
    let missing = text(move || fill(stores.preferences.words().chat().provider_missing, &[("id", &chosen.get())]));
    view! {
        <div class="field">
            <label for="bot-provider">{say(|words| words.bot().provider)}</label>
            <select
                id="bot-provider"
                aria-describedby="bot-provider-status"
                aria-invalid=move || is_missing.get().then_some("true")
                on:change:target=move |event| choose(event.target().value())
            >
                {when(move || is_missing.get(), move || view! {
                    <option value="" disabled=true prop:selected=true>{missing_option}</option>
                }.into_any())}
                <optgroup label=say(|words| words.bot().built_in)>{rows(built_in)}</optgroup>
                {when(move || custom.with(|options| !options.is_empty()), move || view! {
                    <optgroup label=say(|words| words.bot().custom)>{rows(custom)}</optgroup>
                }.into_any())}
            </select>
            <p id="bot-provider-status" class="hint">{status}</p>
            {when(move || is_missing.get(), move || view! {
                <div class="banner warn">{icon(Icon::Warning)} <p>{missing}</p></div>
            }.into_any())}
        </div>
    }
    .into_any()
}

/// What there is to say on how the provider is reached.
fn status(provider: &Provider, key: Option<Result<ApiKey, KeyError>>, words: &BotWords) -> &'static str {
    let has_header =
        || provider.extra_headers.iter().any(|header| header.name.as_str().eq_ignore_ascii_case("authorization"));
    match key {
        _ if provider.disabled => words.provider_off,
        _ if provider.endpoint.is_same_origin() => words.demo_status,
        _ if provider.endpoint.placeholder().is_some() => words.no_account,
        _ if has_header() => words.key_in_header,
        _ if provider.auth == Some(AuthMode::None) => words.no_key,
        Some(Ok(_)) => words.key_set,
        Some(Err(_)) => words.key_unusable,
        None if provider.is_built_in() => words.key_missing,
        None => words.no_key,
    }
}
