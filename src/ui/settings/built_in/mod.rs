//! The built-in providers: what each needs of the person, and whether it answers.

mod address_field;
mod key_field;
mod model_list;

use leptos::prelude::*;

use self::address_field::AddressField;
use self::key_field::KeyField;
use self::model_list::ModelList;
use super::last_check::LastCheck;
use super::provider_list::finds;
use crate::provider::builtin::DEMO;
use crate::provider::{BuiltIn, builtins};
use crate::store::Stores;
use crate::text::fill;
use crate::text::words::SettingsWords;
use crate::ui::dynamic::memo;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::text;

/// Those of which something can be set.
fn rows() -> impl Iterator<Item = &'static BuiltIn> {
    builtins().iter().filter(|built_in| built_in.id != DEMO)
}

/// The id of the input that is most useful when settings open for a built-in provider.
pub(super) fn first_input(stores: Stores, id: &str) -> String {
    let provider = stores.registry.provider(id);
    let lacks_address = provider.is_some_and(|provider| provider.endpoint.placeholder().is_some());
    let has_key = rows().any(|built_in| built_in.id == id && built_in.needs_key());
    if has_key && !lacks_address { key_field::input_id(id) } else { address_field::input_id(id) }
}

/// A phrase with the name of a built-in provider.
fn named(built_in: &'static BuiltIn, phrase: fn(&SettingsWords) -> &'static str) -> Signal<String> {
    let stores = Stores::use_context();
    text(move || fill(phrase(stores.preferences.words().settings()), &[("vendor", built_in.name)]))
}

#[component]
pub(super) fn BuiltInProviders(
    /// The provider that settings were opened for; the list is open where it is one of these.
    opened: Option<String>,
    /// What is looked for; empty when nothing is.
    sought: RwSignal<String>,
    /// The time, as the last checks are dated.
    now: RwSignal<f64>,
    /// Checks the connection of the provider of that id.
    test: Callback<String>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let is_open = RwSignal::new(opened.is_some_and(|id| rows().any(|built_in| built_in.id == id)));
    let is_sought = memo(move || sought.with(|sought| !sought.trim().is_empty()));
    let is_found = move |built_in: &BuiltIn| {
        let registry = stores.registry.registry;
        sought.with(|sought| registry.with(|all| all.get(built_in.id).is_some_and(|it| finds(sought, it))))
    };
    let has_found = memo(move || rows().any(is_found));
    let summary = text(move || {
        let with_keys = || rows().filter(|provider| provider.needs_key());
        let set =
            stores.registry.keys.with(|keys| with_keys().filter(|provider| keys.contains_key(provider.id)).count());
        let values = [("n", &*set.to_string()), ("total", &*with_keys().count().to_string())];
        fill(stores.preferences.words().settings().built_in_keys, &values)
    });
    // While something is looked for, what is found stands open; afterwards it is as the person left it.
    let toggle = move |opened: bool| {
        if !is_sought.get_untracked() {
            is_open.set(opened);
        }
    };
    let row =
        move |built_in: &'static BuiltIn| view! { <Row built_in is_found=memo(move || is_found(built_in)) now test /> };
    view! {
        <details
            class="built-in"
            prop:open=move || is_open.get() || is_sought.get()
            hidden=move || !has_found.get()
            on:toggle:target=move |event| toggle(event.target().open())
        >
            <summary>{icon(Icon::Chevron)} <span>{summary}</span></summary>
            <div class="built-in-rows">{rows().map(row).collect_view()}</div>
        </details>
    }
    .into_any()
}

#[component]
fn Row(built_in: &'static BuiltIn, is_found: Memo<bool>, now: RwSignal<f64>, test: Callback<String>) -> impl IntoView {
    let stores = Stores::use_context();
    let test_name = text(move || fill(stores.preferences.words().doctor().test_provider, &[("name", built_in.name)]));
    view! {
        <div class="built-in-row" hidden=move || !is_found.get()>
            {built_in.address_part.map(|part| view! { <AddressField built_in part /> })}
            {built_in.needs_key().then(|| view! { <KeyField built_in /> })}
            <ModelList built_in>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=test_name
                    title=test_name
                    on:click=move |_| test.run(built_in.id.to_owned())
                >
                    {icon(Icon::Play)}
                </button>
                <LastCheck id=built_in.id.to_owned() now />
            </ModelList>
        </div>
    }
    .into_any()
}
