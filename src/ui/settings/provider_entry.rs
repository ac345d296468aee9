//! A custom provider in the list, and what can be done with it there.

use leptos::prelude::*;

use super::drafts::ProviderDrafts;
use super::last_check::LastCheck;
use crate::provider::{Direction, Provider};
use crate::store::Stores;
use crate::text::fill;
use crate::ui::dynamic::{memo, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{Phrase, say, text};

/// The id of the button of an entry; of the new provider's without an id.
pub(super) fn entry_id(id: Option<&str>) -> String {
    format!("provider-entry-{}", id.unwrap_or_default())
}

#[component]
pub(super) fn ProviderEntry(
    id: String,
    drafts: ProviderDrafts,
    selected: RwSignal<Option<String>>,
    select: Callback<Option<String>>,
    test: Callback<String>,
    /// The time, as its last check is dated.
    now: RwSignal<f64>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let key = StoredValue::new(Some(id.clone()));
    let is_selected = memo(move || key.with_value(|key| selected.with(|selected| selected == key)));
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
    let test_name = text(move || fill(stores.preferences.words().doctor().test_provider, &[("name", &name.get())]));
    let tested_id = id.clone();
    view! {
        <li class="provider-item">
            <button
                type="button"
                class="row provider-row"
                id=entry_id(Some(&id))
                aria-current=move || is_selected.get().then_some("true")
                on:click=move |_| select.run(key.get_value())
            >
                <span class="label">{name}</span>
                " "
                <span class="meta">{status}</span>
                " "
                <LastCheck id=id.clone() now />
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
            {when(move || is_selected.get(), move || view! {
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
    let is_off = memo(move || provider().is_some_and(|provider| provider.disabled));
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
