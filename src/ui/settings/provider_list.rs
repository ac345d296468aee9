//! The custom providers, as they are found and chosen.

use leptos::prelude::*;

use super::drafts::ProviderDrafts;
use super::provider_entry::{ProviderEntry, entry_id};
use super::set_aside::SetAsideEntries;
use crate::provider::Provider;
use crate::store::Stores;
use crate::ui::dynamic::{memo, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::say;

#[component]
pub(super) fn ProviderList(
    drafts: ProviderDrafts,
    /// The entry whose form is shown: the id of a custom provider, none for a new one.
    selected: RwSignal<Option<String>>,
    select: Callback<Option<String>>,
    /// What is looked for, among the built-in ones too; empty when nothing is.
    sought: RwSignal<String>,
    /// The time, as the last checks are dated.
    now: RwSignal<f64>,
    /// Checks the connection of the provider of that id.
    test: Callback<String>,
) -> impl IntoView {
    let registry = Stores::use_context().registry.registry;
    let count = memo(move || registry.with(|registry| registry.customs().len()));
    let found = memo(move || {
        sought.with(|sought| {
            registry.with(|registry| {
                let found = registry.customs().iter().filter(|custom| finds(sought, custom));
                found.map(|custom| custom.id.to_string()).collect::<Vec<_>>()
            })
        })
    });
    let is_nowhere = move || {
        sought.with(|sought| registry.with(|registry| !registry.providers().any(|provider| finds(sought, provider))))
    };
    view! {
        <div class="list-header">
            <h3>{say(|words| words.settings().custom_providers)}</h3>
            <span class="meta">{count}</span>
        </div>
        <input
            type="search"
            class="find"
            aria-label=say(|words| words.settings().find_provider)
            placeholder=say(|words| words.settings().find_provider)
            prop:value=sought
            on:input:target=move |event| sought.set(event.target().value())
        />
        <ul class="provider-rows">
            <li>
                <button
                    type="button"
                    class="row"
                    id=entry_id(None)
                    aria-current=move || selected.with(Option::is_none).then_some("true")
                    on:click=move |_| select.run(None)
                >
                    {icon(Icon::Plus)} <span class="label">{say(|words| words.settings().new_provider)}</span>
                </button>
            </li>
            <For each=move || found.get() key=|id| id.clone() let(id)>
                <ProviderEntry id drafts selected select test now />
            </For>
        </ul>
        {when(move || count.get() == 0 && sought.with(String::is_empty), move || view! {
            <p class="hint empty">{say(|words| words.settings().no_custom)}</p>
        }.into_any())}
        <div role="status">
            {when(is_nowhere, move || view! {
                <p class="hint empty">{say(|words| words.settings().none_found)}</p>
            }.into_any())}
        </div>
        <SetAsideEntries />
    }
    .into_any()
}

/// Whether a provider is meant by what is typed to find one: a part of its id, its name or its address.
pub(super) fn finds(sought: &str, provider: &Provider) -> bool {
    let sought = sought.trim().to_lowercase();
    let texts = [provider.id.as_str(), &provider.name, provider.endpoint.as_str()];
    texts.iter().any(|text| text.to_lowercase().contains(&sought))
}
