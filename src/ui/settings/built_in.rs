//! The keys of the built-in providers.

use leptos::prelude::*;

use crate::provider::{ApiKey, BuiltIn, KeyError, builtins};
use crate::store::Stores;
use crate::text::{Explain, fill};
use crate::ui::icon::{Icon, icon};

#[component]
pub(super) fn BuiltInKeys(
    /// The provider whose key is asked for; the list is open then.
    opened: Option<String>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().settings;
    let with_keys = || builtins().iter().filter(|provider| provider.needs_key());
    let summary = move || {
        let set = stores.registry.keys.with(|keys| with_keys().filter(|provider| keys.contains_key(provider.id)).count());
        fill(words().built_in_keys, &[("n", &set.to_string()), ("total", &with_keys().count().to_string())])
    };
    view! {
        <details class="built-in" prop:open=opened.is_some()>
            <summary>{summary}</summary>
            <div class="built-in-rows">
                {with_keys().map(|provider| view! { <KeyRow provider /> }).collect_view()}
            </div>
        </details>
    }
}

#[component]
fn KeyRow(provider: &'static BuiltIn) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().settings;
    let vendor = [("vendor", provider.name)];
    let stored = Memo::new(move |_| {
        stores.registry.keys.with(|keys| keys.get(provider.id).map(|key| key.as_ref().map(|key| key.expose().to_owned()).unwrap_or_default()))
    });
    let shown = RwSignal::new(false);
    let error = RwSignal::new(None::<KeyError>);
    let input_id = format!("key-{}", provider.id);
    let error_id = format!("{input_id}-error");
    let described_by = error_id.clone();
    let save = move |typed: String| match ApiKey::parse(&typed) {
        Ok(clean) => {
            error.set(None);
            stores.registry.set_key(provider.id, Some(clean.key));
        }
        Err(KeyError::Empty) => {
            error.set(None);
            if stored.get_untracked().is_some() {
                stores.registry.set_key(provider.id, None);
            }
        }
        Err(fault) => error.set(Some(fault)),
    };
    view! {
        <div class="field key-row">
            <label for=input_id.clone()>{move || fill(words().vendor_key, &vendor)}</label>
            <div class="with-buttons">
                <input
                    id=input_id
                    type=move || if shown.get() { "text" } else { "password" }
                    class="code"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=provider.key_hint
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || error.with(Option::is_some).then(|| described_by.clone())
                    prop:value=move || stored.get().unwrap_or_default()
                    on:change:target=move |event| save(event.target().value())
                />
                <button
                    type="button"
                    class="icon-button"
                    aria-label=move || fill(words().show_vendor, &vendor)
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || icon(if shown.get() { Icon::EyeOff } else { Icon::Eye })}
                </button>
                <Show when=move || stored.get().is_some()>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || fill(words().forget_vendor, &vendor)
                        on:click=move |_| stores.registry.set_key(provider.id, None)
                    >
                        {icon(Icon::Trash)}
                    </button>
                </Show>
            </div>
            <Show when=move || error.with(Option::is_some)>
                <p id=error_id.clone() class="error">
                    {move || error.get().map(|error| error.explain(stores.preferences.language.get()))}
                </p>
            </Show>
            {provider
                .key_page
                .map(|page| {
                    view! {
                        <a class="hint" href=page target="_blank" rel="noopener noreferrer">
                            {move || fill(words().get_key, &vendor)}
                        </a>
                    }
                })}
        </div>
    }
}
