//! Asks the server for its models. A few are added to those that are typed, of many some are picked; nothing is ever taken
//! away.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::Form;
use super::pick_list::PickList;
use crate::browser::cancel::Cancel;
use crate::browser::page;
use crate::openai::CompletionError;
use crate::provider::{Draft, Model};
use crate::store::checkup::Checked;
use crate::store::model_list::{NoList, fetch_models};
use crate::text::{About, completion_error, fill};
use crate::ui::dynamic::dynamic;

/// What there is to say below the button.
#[derive(Clone)]
enum State {
    Idle,
    Loading,
    Added(usize),
    /// More than are added unasked.
    Listed(Arc<[Model]>),
    NoAddress,
    Failed(CompletionError, About),
}

/// The id of the button.
const FETCH: &str = "provider-fetch-list";
/// More new models than these are not added unasked.
const MOST_ADDED: usize = 20;

/// Takes the list over: what it tells of models that are typed, and the others where they are few.
fn take(draft: &mut Draft, models: Vec<Model>) -> State {
    let (known, new): (Vec<Model>, Vec<Model>) = {
        let ids = draft.model_ids();
        models.into_iter().partition(|model| ids.contains(&model.id.as_str()))
    };
    draft.add_models(&known);
    if new.len() > MOST_ADDED {
        return State::Listed(new.into());
    }
    let before = draft.model_ids().len();
    draft.add_models(&new);
    State::Added(draft.model_ids().len() - before)
}

#[component]
pub(super) fn FetchList(form: Form) -> impl IntoView {
    let state = RwSignal::new(State::Idle);
    let running = StoredValue::new_local(None::<Cancel>);
    let stop = move || {
        running.try_update_value(|running| {
            if let Some(cancel) = running.take() {
                cancel.cancel();
            }
        });
    };
    on_cleanup(stop);
    let fetch = move || {
        let Some(Checked { target: Ok((provider, key)), .. }) = form.checked() else { return };
        let cancel = Cancel::new();
        running.set_value(Some(cancel.clone()));
        state.set(State::Loading);
        spawn_local(async move {
            let result = match fetch_models(&provider, key.as_ref(), &cancel).await {
                // Stopped, or the form is gone.
                Err(NoList::Stopped) => return,
                Err(NoList::NoAddress) => State::NoAddress,
                Err(NoList::Failed(error, about)) => State::Failed(error, about),
                Ok(models) => {
                    let mut result = State::Idle;
                    form.change(|typed| result = take(&mut typed.draft, models));
                    result
                }
            };
            state.try_set(result);
        });
    };
    let is_loading = Memo::new(move |_| state.with(|state| matches!(state, State::Loading)));
    // One button, so that the focus stays.
    let press = move |_| {
        stop();
        if is_loading.get_untracked() {
            state.set(State::Idle);
        } else {
            fetch();
        }
    };
    let name = Signal::derive(move || {
        let words = form.stores.preferences.words().settings();
        if is_loading.get() { words.stop_fetching } else { words.fetch_list }
    });
    let close = Callback::new(move |()| {
        state.set(State::Idle);
        page::focus(FETCH);
    });
    view! {
        <div class="fetch-list">
            <button type="button" class="button secondary" id=FETCH on:click=press>{name}</button>
            <div role="status">
                {dynamic(move || {
                    let language = form.stores.preferences.language.get();
                    let words = language.words().settings();
                    let sentence = match state.get() {
                        State::Idle => return ().into_any(),
                        State::Loading => words.fetching.to_owned(),
                        State::Added(0) => words.fetched_none.to_owned(),
                        State::Added(1) => words.fetched_one.to_owned(),
                        State::Added(count) => fill(words.fetched, &[("n", &count.to_string())]),
                        State::Listed(models) => fill(words.listed, &[("n", &models.len().to_string())]),
                        State::NoAddress => words.no_list_address.to_owned(),
                        State::Failed(error, about) => {
                            let sentence = completion_error(language, &error, &about);
                            [Some(sentence.title), sentence.why].into_iter().flatten().collect::<Vec<_>>().join(" ")
                        }
                    };
                    view! { <p class="hint">{sentence}</p> }.into_any()
                })}
            </div>
            {dynamic(move || match state.get() {
                State::Listed(models) => view! { <PickList form models close /> }.into_any(),
                _ => ().into_any(),
            })}
        </div>
    }
    .into_any()
}
