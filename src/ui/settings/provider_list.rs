//! The custom providers, and the stored entries that could not be read.

use leptos::prelude::*;

use crate::provider::Provider;
use crate::store::Stores;
use crate::text::{Explain, fill};
use crate::ui::icon::{Icon, icon};

#[component]
pub(super) fn ProviderList(
    /// Id of the provider in the form; none for a new one.
    selected: RwSignal<Option<String>>,
    select: Callback<Option<String>>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().settings;
    let registry = stores.registry.registry;
    let rows = Memo::new(move |_| {
        registry.with(|registry| {
            registry.customs().iter().map(|p: &Provider| (p.id.to_string(), p.name.clone(), p.models.len(), p.disabled)).collect::<Vec<_>>()
        })
    });
    let set_aside = move || registry.with(|registry| registry.set_aside().to_vec());
    view! {
        <div class="list-header">
            <h3>{move || words().custom_providers}</h3>
            <span class="meta">{move || rows.with(Vec::len)}</span>
        </div>
        <ul class="provider-rows">
            <li>
                <button
                    type="button"
                    class="row"
                    aria-current=move || selected.with(Option::is_none).then_some("true")
                    on:click=move |_| select.run(None)
                >
                    {icon(Icon::Plus)} <span class="label">{move || words().new_provider}</span>
                </button>
            </li>
            <For each=move || rows.get() key=|row| row.clone() let((id, name, models, disabled))>
                {
                    let (target, marked) = (id.clone(), id.clone());
                    let status = move || match disabled {
                        true => words().disabled.to_owned(),
                        false => fill(words().model_count, &[("n", &models.to_string())]),
                    };
                    view! {
                        <li>
                            <button
                                type="button"
                                class="row provider-row"
                                aria-current=move || selected.with(|id| id.as_ref() == Some(&marked)).then_some("true")
                                on:click=move |_| select.run(Some(target.clone()))
                            >
                                <span class="label">{name}</span>
                                <span class="meta">{status}</span>
                            </button>
                        </li>
                    }
                }
            </For>
        </ul>
        <Show when=move || rows.with(Vec::is_empty)>
            <p class="hint empty">{move || words().no_custom}</p>
        </Show>
        <Show when=move || !set_aside().is_empty()>
            <div class="set-aside">
                <h4>{move || words().unreadable}</h4>
                <p class="hint">{move || words().unreadable_hint}</p>
                <ul>
                    {move || {
                        let language = stores.preferences.language.get();
                        set_aside()
                            .into_iter()
                            .map(|entry| view! { <li><strong>{entry.label}</strong> <span class="error">{entry.reason.explain(language)}</span></li> })
                            .collect_view()
                    }}
                </ul>
            </div>
        </Show>
    }
}
