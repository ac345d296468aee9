//! The key of a built-in provider: masked, shown on request, stored when it is left.

use leptos::prelude::*;

use super::named;
use crate::provider::{ApiKey, BuiltIn, KeyError};
use crate::store::Stores;
use crate::text::Explain;
use crate::ui::dynamic::{memo, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::reveal::{Reveal, masked};
use crate::ui::say::text;

/// The id of the input.
pub(super) fn input_id(provider: &str) -> String {
    format!("key-{provider}")
}

#[component]
pub(super) fn KeyField(built_in: &'static BuiltIn) -> impl IntoView {
    let stores = Stores::use_context();
    let stored = memo(move || stores.registry.keys.with(|keys| keys.get(built_in.id).cloned()));
    let stored_text = move || match stored.get() {
        Some(Ok(key)) => key.expose().to_owned(),
        _ => String::new(),
    };
    let shown = RwSignal::new(false);
    let cleaned = RwSignal::new(false);
    let typed_error = RwSignal::new(None::<KeyError>);
    // What is wrong with what was typed, else with what is stored.
    let error = memo(move || typed_error.get().or_else(|| stored.get().and_then(Result::err)));
    let save = move |typed: String| {
        typed_error.set(None);
        cleaned.set(false);
        match ApiKey::parse(&typed) {
            Ok(clean) => {
                cleaned.set(clean.cleaned);
                stores.registry.set_key(built_in.id, Some(clean.key));
            }
            Err(KeyError::Empty) => stores.registry.set_key(built_in.id, None),
            Err(fault) => typed_error.set(Some(fault)),
        }
    };
    let named = move |phrase| named(built_in, phrase);
    let forget_name = named(|words| words.forget_vendor);
    let note_id = format!("{}-note", input_id(built_in.id));
    let note = text(move || match error.get() {
        Some(error) => error.explain(stores.preferences.language.get()),
        None if cleaned.get() => stores.preferences.words().settings().key_cleaned.to_owned(),
        None => String::new(),
    });
    view! {
        <div class="field key-row">
            <div class="label-row">
                <label for=input_id(built_in.id)>{named(|words| words.vendor_key)}</label>
                {built_in
                    .key_page
                    .map(|page| {
                        view! {
                            <a class="meta" href=page target="_blank" rel="noopener noreferrer" aria-label=named(|words| words.get_key)>
                                {named(|words| words.get_key_short)}
                            </a>
                        }
                    })}
            </div>
            <div class="with-buttons">
                <input
                    id=input_id(built_in.id)
                    type=masked(shown)
                    class="code"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=built_in.key_hint
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=note_id.clone()
                    prop:value=stored_text
                    on:change:target=move |event| save(event.target().value())
                />
                <span class="inside">
                    <Reveal shown name=named(|words| words.show_vendor) has_one_name=true />
                    {when(move || stored.with(Option::is_some), move || view! {
                        <button
                            type="button"
                            class="icon-button"
                            aria-label=forget_name
                            title=forget_name
                            on:click=move |_| save(String::new())
                        >
                            {icon(Icon::Trash)}
                        </button>
                    }.into_any())}
                </span>
            </div>
            <p id=note_id class=move || if error.with(Option::is_some) { "error" } else { "hint" }>{note}</p>
        </div>
    }
    .into_any()
}
