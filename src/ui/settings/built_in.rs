//! The keys of the built-in providers.

use leptos::prelude::*;

use crate::provider::{ApiKey, BuiltIn, KeyError, builtins};
use crate::store::Stores;
use crate::text::{Explain, fill};
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::text;

/// The id of the input of a built-in provider's key.
pub(super) fn input_id(provider: &str) -> String {
    format!("key-{provider}")
}

#[component]
pub(super) fn BuiltInKeys(
    /// The provider that settings were opened for; the list is open where its key is in it.
    opened: Option<String>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let with_keys = || builtins().iter().filter(|provider| provider.needs_key());
    let is_open = opened.is_some_and(|id| with_keys().any(|provider| provider.id == id));
    let summary = text(move || {
        let set =
            stores.registry.keys.with(|keys| with_keys().filter(|provider| keys.contains_key(provider.id)).count());
        let values = [("n", &*set.to_string()), ("total", &*with_keys().count().to_string())];
        fill(stores.preferences.words().settings().built_in_keys, &values)
    });
    view! {
        <details class="built-in" prop:open=is_open>
            <summary>{icon(Icon::Chevron)} <span>{summary}</span></summary>
            <div class="built-in-rows">
                {with_keys().map(|provider| view! { <KeyRow provider /> }).collect_view()}
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn KeyRow(provider: &'static BuiltIn) -> impl IntoView {
    let stores = Stores::use_context();
    let stored = Memo::new(move |_| stores.registry.keys.with(|keys| keys.get(provider.id).cloned()));
    let stored_text = move || match stored.get() {
        Some(Ok(key)) => key.expose().to_owned(),
        _ => String::new(),
    };
    let shown = RwSignal::new(false);
    let cleaned = RwSignal::new(false);
    let typed_error = RwSignal::new(None::<KeyError>);
    // What is wrong with what was typed, else with what is stored.
    let error = Memo::new(move |_| typed_error.get().or_else(|| stored.get().and_then(Result::err)));
    let save = move |typed: String| {
        typed_error.set(None);
        cleaned.set(false);
        match ApiKey::parse(&typed) {
            Ok(clean) => {
                cleaned.set(clean.cleaned);
                stores.registry.set_key(provider.id, Some(clean.key));
            }
            Err(KeyError::Empty) => stores.registry.set_key(provider.id, None),
            Err(fault) => typed_error.set(Some(fault)),
        }
    };
    let named = move |phrase: fn(&crate::text::words::SettingsWords) -> &'static str| {
        text(move || fill(phrase(stores.preferences.words().settings()), &[("vendor", provider.name)]))
    };
    let note_id = format!("{}-note", input_id(provider.id));
    let note = text(move || match error.get() {
        Some(error) => error.explain(stores.preferences.language.get()),
        None if cleaned.get() => stores.preferences.words().settings().key_cleaned.to_owned(),
        None => String::new(),
    });
    view! {
        <div class="field key-row">
            <div class="label-row">
                <label for=input_id(provider.id)>{named(|words| words.vendor_key)}</label>
                {provider
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
                    id=input_id(provider.id)
                    type=move || if shown.get() { "text" } else { "password" }
                    class="code"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=provider.key_hint
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=note_id.clone()
                    prop:value=stored_text
                    on:change:target=move |event| save(event.target().value())
                />
                <span class="inside">
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=named(|words| words.show_vendor)
                        title=named(|words| words.show_vendor)
                        aria-pressed=move || shown.get().to_string()
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {move || icon(if shown.get() { Icon::EyeOff } else { Icon::Eye })}
                    </button>
                    {when(move || stored.with(Option::is_some), move || view! {
                        <button
                            type="button"
                            class="icon-button"
                            aria-label=named(|words| words.forget_vendor)
                            title=named(|words| words.forget_vendor)
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
