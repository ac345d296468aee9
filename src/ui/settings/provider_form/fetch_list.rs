//! Asks the server for its models. A few are added to those that are typed, of many some are picked; nothing is ever taken
//! away.

use std::sync::Arc;

use leptos::prelude::*;

use super::form::Form;
use super::pick_list::PickList;
use crate::browser::page;
use crate::provider::{Draft, Model};
use crate::store::checkup::Checked;
use crate::text::fill;
use crate::ui::dynamic::dynamic;
use crate::ui::model_fetch::ModelFetch;

/// The id of the button.
const FETCH: &str = "provider-fetch-list";
/// More new models than these are not added unasked.
const MOST_ADDED: usize = 20;

/// Takes the list over: what it tells of models that are typed, and the others where they are few. Returns how many were
/// added, and those that are too many to be added unasked.
fn take(draft: &mut Draft, models: Vec<Model>) -> (usize, Option<Arc<[Model]>>) {
    let (known, new): (Vec<Model>, Vec<Model>) = {
        let ids = draft.model_ids();
        models.into_iter().partition(|model| ids.contains(&model.id.as_str()))
    };
    draft.add_models(&known);
    if new.len() > MOST_ADDED {
        return (0, Some(new.into()));
    }
    let before = draft.model_ids().len();
    draft.add_models(&new);
    (draft.model_ids().len() - before, None)
}

#[component]
pub(super) fn FetchList(form: Form) -> impl IntoView {
    let fetching = ModelFetch::of_component();
    let listed = RwSignal::new(None::<Arc<[Model]>>);
    // Whether models were typed before the list came.
    let had_some = StoredValue::new(false);
    // One button, so that the focus stays.
    let press = move |_| {
        listed.set(None);
        if fetching.stop() {
            return;
        }
        let Some(Checked { target: Ok((provider, key)), .. }) = form.checked() else { return };
        fetching.start(provider, key, move |models| {
            let mut taken = (0, None);
            form.change(|typed| {
                had_some.try_set_value(!typed.draft.model_ids().is_empty());
                taken = take(&mut typed.draft, models);
            });
            listed.try_set(taken.1);
            taken.0
        });
    };
    let name = Signal::derive(move || {
        let words = form.stores.preferences.words().settings();
        if fetching.is_loading() { words.stop_fetching } else { words.fetch_list }
    });
    let close = Callback::new(move |()| {
        listed.set(None);
        fetching.stop();
        page::focus(FETCH);
    });
    view! {
        <div class="fetch-list">
            <button type="button" class="button secondary" id=FETCH on:click=press>{name}</button>
            <div role="status">
                {dynamic(move || {
                    let language = form.stores.preferences.language.get();
                    let many = listed.with(|listed| listed.as_ref().map(|models| models.len().to_string()));
                    let words = language.words().settings();
                    let phrase = if had_some.get_value() { words.listed } else { words.listed_all };
                    let many = many.map(|count| fill(phrase, &[("n", &count)]));
                    let Some(sentence) = many.or_else(|| fetching.sentence(language)) else { return ().into_any() };
                    view! { <p class="hint">{sentence}</p> }.into_any()
                })}
            </div>
            {dynamic(move || match listed.get() {
                Some(models) => view! { <PickList form models close /> }.into_any(),
                None => ().into_any(),
            })}
        </div>
    }
    .into_any()
}
