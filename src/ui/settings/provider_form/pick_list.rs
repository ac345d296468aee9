//! A long list of what the server offers: it is searched, and what is ticked stands among the typed models at once.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::form::Form;
use crate::provider::Model;
use crate::text::fill;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{say, text};

/// The most entries that are shown; a few words find the others.
const MOST_SHOWN: usize = 100;

#[component]
pub(super) fn PickList(form: Form, models: Arc<[Model]>, close: Callback<()>) -> impl IntoView {
    let words = move || form.stores.preferences.words().settings();
    let query = RwSignal::new(String::new());
    let count = models.len();
    // What most likely does not chat stands last.
    let (others, mut models): (Vec<Model>, Vec<Model>) = models.iter().cloned().partition(Model::is_other_kind);
    models.extend(others);
    let found = memo(move || {
        query.with(|query| models.iter().filter(|model| model.matches(query)).cloned().collect::<Vec<_>>())
    });
    let picked = memo(move || {
        form.typed.with(|typed| typed.draft.model_ids().into_iter().map(str::to_owned).collect::<HashSet<_>>())
    });
    let said = text(move || {
        let values = [("n", &*count.to_string()), ("found", &*found.with(Vec::len).to_string())];
        fill(words().list_found, &values)
    });
    let add_all = move |_| found.with_untracked(|found| form.change(|typed| typed.draft.add_models(found)));
    view! {
        <div class="pick-list">
            <input
                type="search"
                class="find"
                autocomplete="off"
                aria-label=say(|words| words.settings().filter_list)
                placeholder=say(|words| words.settings().filter_list)
                on:input:target=move |event| query.set(event.target().value())
            />
            <p class="hint" role="status">{said}</p>
            {dynamic(move || {
                let entries = found.with(|found| found.iter().take(MOST_SHOWN).cloned().collect::<Vec<_>>());
                let entries = entries.into_iter().map(|model| entry(form, picked, model)).collect_view();
                view! { <ul>{entries}</ul> }.into_any()
            })}
            {dynamic(move || match found.with(Vec::len).saturating_sub(MOST_SHOWN) {
                0 => ().into_any(),
                more => view! { <p class="hint">{fill(words().list_more, &[("n", &more.to_string())])}</p> }.into_any(),
            })}
            <div class="buttons">
                <button type="button" class="button secondary" on:click=add_all>
                    {text(move || fill(words().add_all, &[("n", &found.with(Vec::len).to_string())]))}
                </button>
                <button type="button" class="button ghost" on:click=move |_| close.run(())>
                    {say(|words| words.settings().done)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// A button and no checkbox: the label of one could be taken for that of a field.
fn entry(form: Form, picked: Memo<HashSet<String>>, model: Model) -> AnyView {
    let (id, name) = (model.id.clone(), Some(model.name.clone()).filter(|name| *name != model.id));
    let is_picked = Memo::new({
        let id = id.clone();
        move |_| picked.with(|picked| picked.contains(&id))
    });
    let is_other_kind = model.is_other_kind();
    let toggle = move |_| {
        let is_picked = is_picked.get_untracked();
        form.change(|typed| {
            if is_picked {
                typed.draft.drop_model(&model.id);
            } else {
                typed.draft.add_models(std::slice::from_ref(&model));
            }
        });
    };
    view! {
        <li>
            <button type="button" role="checkbox" aria-checked=move || is_picked.get().to_string() on:click=toggle>
                <span class="tick">{icon(Icon::Check)}</span>
                <span class="code" dir="auto">{id}</span>
                {name.map(|name| view! { " " <span class="meta" dir="auto">{name}</span> })}
                {is_other_kind.then(|| view! {
                    " " <span class="meta">{say(|words| words.settings().no_chat_model)}</span>
                })}
            </button>
        </li>
    }
    .into_any()
}
