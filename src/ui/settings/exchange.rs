//! Custom providers as a file: export, and import with what it would change shown first.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::import_list::ImportList;
use crate::browser::{file, page};
use crate::provider::exchange::{ImportItem, export, export_with_secrets, read_import};
use crate::store::Stores;
use crate::text::Explain;
use crate::ui::dynamic::{dynamic, memo, when};
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
    let has_any = memo(move || registry.registry.with(|registry| !registry.customs().is_empty()));
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
    let close = move || {
        found.set(None);
        page::focus(IMPORT);
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
            Some(Ok(items)) => view! { <ImportList items close=Callback::new(move |()| close()) /> }.into_any(),
        })}
    }
    .into_any()
}
