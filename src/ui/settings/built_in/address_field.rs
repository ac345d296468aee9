//! The person's own part of a built-in's address: an account's id, or where their server is.

use leptos::prelude::*;

use super::named;
use crate::provider::{AddressPart, BuiltIn, EndpointError};
use crate::store::Stores;
use crate::text::Explain;
use crate::ui::dynamic::memo;
use crate::ui::say::text;

/// The id of the input.
pub(super) fn input_id(provider: &str) -> String {
    format!("address-{provider}")
}

#[component]
pub(super) fn AddressField(built_in: &'static BuiltIn, part: AddressPart) -> impl IntoView {
    let stores = Stores::use_context();
    let registry = stores.registry;
    let stored = memo(move || registry.address(built_in));
    let typed_error = RwSignal::new(None::<EndpointError>);
    // What is wrong with what was typed, else with what is stored.
    let error = memo(move || typed_error.get().or_else(|| built_in.endpoint_with(&stored.get()).err()));
    let save = move |typed: String| match built_in.read_address(&typed) {
        Ok(address) => {
            typed_error.set(None);
            registry.set_address(built_in, address);
        }
        Err(fault) => typed_error.set(Some(fault)),
    };
    let label = match part {
        AddressPart::Account => named(built_in, |words| words.vendor_account),
        AddressPart::Base => named(built_in, |words| words.vendor_address),
    };
    let example = match part {
        AddressPart::Account => "",
        AddressPart::Base => built_in.endpoint.strip_suffix("/v1/chat/completions").unwrap_or_default(),
    };
    let note_id = format!("{}-note", input_id(built_in.id));
    let note = text(move || {
        let words = stores.preferences.words().settings();
        let provider = registry.registry.with(|all| all.get(built_in.id).cloned());
        match (error.get(), provider) {
            (Some(error), _) => error.explain(stores.preferences.language.get()),
            (None, Some(provider)) if provider.endpoint.placeholder().is_none() => {
                format!("{}: {}", words.requests_go_to, provider.endpoint.as_str())
            }
            (None, _) => words.account_hint.to_owned(),
        }
    });
    view! {
        <div class="field">
            <label for=input_id(built_in.id)>{label}</label>
            <input
                id=input_id(built_in.id)
                type="text"
                class="code"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=example
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=note_id.clone()
                prop:value=stored
                on:change:target=move |event| {
                    save(event.target().value());
                    // What is stored may be the same as before, and shorter than what was typed.
                    if typed_error.with_untracked(Option::is_none) {
                        event.target().set_value(&stored.get_untracked());
                    }
                }
            />
            <p id=note_id class=move || if error.with(Option::is_some) { "error" } else { "hint" }>{note}</p>
        </div>
    }
    .into_any()
}
