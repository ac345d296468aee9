//! The custom providers, and the stored entries that could not be read.

use std::time::Duration;

use leptos::prelude::*;

use super::drafts::ProviderDrafts;
use crate::browser::clock;
use crate::doctor::health::SLOW;
use crate::doctor::{Health, Verdict};
use crate::provider::{Direction, Provider, SetAside};
use crate::store::Stores;
use crate::store::checkup::CheckupStore;
use crate::text::{Explain, doctor, fill};
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{Phrase, say, text};

/// Time after which the ages of the last checks are told anew.
const TICK: Duration = Duration::from_secs(20);

/// The id of the button of an entry; of the new provider's without an id.
pub(super) fn entry_id(id: Option<&str>) -> String {
    format!("provider-entry-{}", id.unwrap_or_default())
}

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
    let count = Memo::new(move |_| registry.with(|registry| registry.customs().len()));
    let found = Memo::new(move |_| {
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
        <Unreadable />
    }
    .into_any()
}

/// Whether a provider is meant by what is typed to find one: a part of its id, its name or its address.
pub(super) fn finds(sought: &str, provider: &Provider) -> bool {
    let sought = sought.trim().to_lowercase();
    let texts = [provider.id.as_str(), &provider.name, provider.endpoint.as_str()];
    texts.iter().any(|text| text.to_lowercase().contains(&sought))
}

#[component]
fn ProviderEntry(
    id: String,
    drafts: ProviderDrafts,
    selected: RwSignal<Option<String>>,
    select: Callback<Option<String>>,
    test: Callback<String>,
    /// The time, as its last check is dated.
    now: RwSignal<f64>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let key = Some(id.clone());
    let key = StoredValue::new(key);
    // The name, the number of models, whether it is disabled: no more than is shown.
    let facts = Memo::new({
        let id = id.clone();
        move |_| {
            stores.registry.registry.with(|registry| {
                registry.get(&id).map(|provider| (provider.name.clone(), provider.models.len(), provider.disabled))
            })
        }
    });
    let name = text(move || facts.get().map(|(name, ..)| name).unwrap_or_default());
    let status = text(move || {
        let words = stores.preferences.words().settings();
        let status = match facts.get() {
            Some((.., true)) => words.disabled.to_owned(),
            Some((_, 1, _)) => words.one_model.to_owned(),
            Some((_, models, _)) => fill(words.model_count, &[("n", &models.to_string())]),
            None => String::new(),
        };
        let is_edited = key.with_value(|key| drafts.has(key));
        if is_edited { fill(words.edited, &[("status", &status)]) } else { status }
    });
    let health = health_of(id.clone());
    let tested = tested(health, now);
    let test_name = text(move || fill(stores.preferences.words().doctor().test_provider, &[("name", &name.get())]));
    let tested_id = id.clone();
    view! {
        <li class="provider-item">
            <button
                type="button"
                class="row provider-row"
                id=entry_id(Some(&id))
                aria-current=move || key.with_value(|key| selected.with(|selected| selected == key)).then_some("true")
                on:click=move |_| select.run(key.get_value())
            >
                <span class="label">{name}</span>
                " "
                <span class="meta">{status}</span>
                " "
                <span class="meta"><span class=move || mark(health.get().as_ref())></span>{tested}</span>
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label=test_name
                title=test_name
                on:click=move |_| test.run(tested_id.clone())
            >
                {icon(Icon::Play)}
            </button>
            {when(move || key.with_value(|key| selected.with(|selected| selected == key)), move || view! {
                <EntryActions id=id.clone() name />
            }.into_any())}
        </li>
    }
    .into_any()
}

/// What can be done with the entry that is chosen, beside its form.
#[component]
fn EntryActions(id: String, name: Signal<String>) -> impl IntoView {
    let stores = Stores::use_context();
    let id = StoredValue::new(id);
    let named = move |phrase: Phrase| {
        let phrase = say(phrase);
        text(move || fill(phrase.get(), &[("name", &name.get())]))
    };
    let provider = move || id.with_value(|id| stores.registry.registry.with(|registry| registry.get(id).cloned()));
    let is_off = Memo::new(move |_| provider().is_some_and(|provider| provider.disabled));
    let switch_name = {
        let (on, off) = (named(|words| words.settings().enable), named(|words| words.settings().disable));
        text(move || if is_off.get() { on.get() } else { off.get() })
    };
    let switch = move |_| {
        if let Some(provider) = untrack(provider) {
            stores.registry.put(Provider { disabled: !provider.disabled, ..provider });
        }
    };
    let shift = move |direction| move |_| id.with_value(|id| stores.registry.shift(id, direction));
    let button = |name: Signal<String>, shown: Icon, press: Box<dyn FnMut(leptos::ev::MouseEvent)>| {
        view! {
            <button type="button" class="icon-button" aria-label=name title=name on:click=press>
                {icon(shown)}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="entry-actions">
            {button(switch_name, Icon::Power, Box::new(switch))}
            {button(named(|words| words.settings().move_up), Icon::Up, Box::new(shift(Direction::Up)))}
            {button(named(|words| words.settings().move_down), Icon::Down, Box::new(shift(Direction::Down)))}
        </div>
    }
    .into_any()
}

/// The time, told anew as long as the component that calls this is there.
pub(super) fn passing_time() -> RwSignal<f64> {
    let now = RwSignal::new(clock::now());
    if let Ok(timer) = set_interval_with_handle(move || now.set(clock::now()), TICK) {
        on_cleanup(move || timer.clear());
    }
    now
}

/// What the last check found and when, in words.
pub(super) fn tested(health: Memo<Option<Health>>, now: RwSignal<f64>) -> Signal<String> {
    let stores = Stores::use_context();
    text(move || {
        let language = stores.preferences.language.get();
        let found = health.get();
        let state = doctor::health(language, found.as_ref().map(|found| found.verdict));
        match found {
            None => state,
            Some(found) => {
                let age = doctor::age(language, now.get() - found.at);
                fill(language.words().doctor().tested, &[("status", &state), ("age", &age)])
            }
        }
    })
}

/// What the last check of a provider found, if it was of what the provider is now.
pub(super) fn health_of(id: String) -> Memo<Option<Health>> {
    let (stores, checkup) = (Stores::use_context(), CheckupStore::use_context());
    Memo::new(move |_| {
        let provider = stores.registry.registry.with(|registry| registry.get(&id).cloned())?;
        let key = stores.registry.keys.with(|keys| keys.get(&id).cloned()).and_then(Result::ok);
        checkup.health_of(&provider, key.as_ref())
    })
}

/// The mark of a state; its word stands beside it.
pub(super) fn mark(health: Option<&Health>) -> &'static str {
    match health.map(|health| health.verdict) {
        None => "health",
        Some(Verdict::Works { milliseconds }) if milliseconds >= SLOW => "health slow",
        Some(Verdict::Works { .. }) => "health ok",
        Some(Verdict::Fails { .. }) => "health bad",
    }
}

/// Entries that stay stored as they are and are not used, with their reasons (spec §3).
#[component]
fn Unreadable() -> impl IntoView {
    let stores = Stores::use_context();
    let entries = Memo::new(move |_| stores.registry.registry.with(|registry| registry.set_aside().to_vec()));
    let rows = move || {
        let language = stores.preferences.language.get();
        let number =
            |entry: &SetAside| fill(language.words().settings().entry_number, &[("n", &(entry.index + 1).to_string())]);
        let row = |entry: SetAside| {
            let label = if entry.label.is_empty() { number(&entry) } else { entry.label };
            view! { <li><span class="code" dir="auto">{label}</span> <span class="error">{entry.reason.explain(language)}</span></li> }
        };
        entries.get().into_iter().map(row).collect_view()
    };
    view! {
        {when(move || !entries.with(Vec::is_empty), move || view! {
            <div class="set-aside">
                <h4>{say(|words| words.settings().unreadable)}</h4>
                <p class="hint">{say(|words| words.settings().unreadable_hint)}</p>
                <ul>{rows}</ul>
            </div>
        }.into_any())}
    }
    .into_any()
}
