//! Custom providers as a file: export, and import with what it would change shown first.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{file, page};
use crate::provider::exchange::{Difference, ImportItem, export, export_with_secrets, read_import};
use crate::store::Stores;
use crate::text::{Explain, fill};
use crate::ui::dynamic::{dynamic, when};
use crate::ui::say::say;

const FILE_NAME: &str = "aiscouncil-providers.json";
const IMPORT: &str = "provider-import";

#[component]
pub(super) fn Exchange() -> impl IntoView {
    let stores = Stores::use_context();
    let registry = stores.registry;
    let with_keys = RwSignal::new(false);
    let found = RwSignal::new(None::<Result<Vec<ImportItem>, String>>);
    let input: NodeRef<Input> = NodeRef::new();
    let has_any = Memo::new(move |_| registry.registry.with(|registry| !registry.customs().is_empty()));
    let key_of = move |id: &str| registry.key(id).ok().flatten();
    let save = move |_| {
        let text = registry.registry.with_untracked(|registry| {
            let customs = registry.customs().iter();
            if with_keys.get_untracked() {
                export_with_secrets(customs, &|id| key_of(id).map(|key| key.expose().to_owned()))
            } else {
                export(customs)
            }
        });
        file::save(FILE_NAME, "application/json", &text);
    };
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        spawn_local(async move {
            let text = file::chosen(&input).await.unwrap_or_default();
            let language = stores.preferences.language.get_untracked();
            let items = registry.registry.with_untracked(|registry| read_import(&text, registry, &key_of));
            found.try_set(Some(items.map_err(|error| error.explain(language))));
        });
    };
    view! {
        <div class="exchange">
            <button type="button" class="button ghost" id=IMPORT on:click=move |_| {
                if let Some(input) = input.get_untracked() {
                    input.click();
                }
            }>{say(|words| words.settings().import)}</button>
            <input node_ref=input type="file" accept="application/json,.json" hidden=true on:change=read />
            {when(move || has_any.get(), move || view! {
                <button type="button" class="button ghost" on:click=save>{say(|words| words.settings().export)}</button>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=with_keys
                        on:change:target=move |event| with_keys.set(event.target().checked())
                    />
                    {say(|words| words.settings().export_keys)}
                </label>
            }.into_any())}
        </div>
        {dynamic(move || match found.get() {
            None => ().into_any(),
            Some(Err(sentence)) => view! { <p class="error" role="alert">{sentence}</p> }.into_any(),
            Some(Ok(items)) => differences(stores, found, items),
        })}
    }
    .into_any()
}

/// What the file would change, and whether it may.
fn differences(
    stores: Stores,
    found: RwSignal<Option<Result<Vec<ImportItem>, String>>>,
    items: Vec<ImportItem>,
) -> AnyView {
    let language = stores.preferences.language.get();
    let words = language.words().settings();
    let is_change =
        |item: &&ImportItem| matches!(item.difference, Difference::Added { .. } | Difference::Changed { .. });
    let count = items.iter().filter(is_change).count();
    let close = move || {
        found.set(None);
        page::focus(IMPORT);
    };
    let rows = items.iter().map(|item| {
        let (label, difference) = (item.label.clone(), item.difference.explain(language));
        view! { <li><span class="code" dir="auto">{label}</span> " " <span>{difference}</span></li> }.into_any()
    });
    let rows = rows.collect_view();
    let take = move |_| {
        for item in &items {
            if let Difference::Added { provider, key } | Difference::Changed { provider, key, .. } = &item.difference {
                stores.registry.put((**provider).clone());
                if key.is_some() {
                    stores.registry.set_key(provider.id.as_str(), key.clone());
                }
            }
        }
        close();
    };
    let yes = (count > 0).then(|| {
        let label = fill(words.take_over, &[("n", &count.to_string())]);
        view! { <button type="button" class="button primary" on:click=take>{label}</button> }
    });
    view! {
        <div class="set-aside" role="group" aria-label=words.import>
            <ul>{rows}</ul>
            <div class="buttons">
                {yes}
                <button type="button" class="button ghost" on:click=move |_| close()>{words.cancel}</button>
            </div>
        </div>
    }
    .into_any()
}
