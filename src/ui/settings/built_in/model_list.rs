//! Asks the server of a built-in provider for its models, which bots can be given from then on.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::named;
use crate::browser::cancel::Cancel;
use crate::provider::{BuiltIn, EndpointError};
use crate::store::Stores;
use crate::store::model_list::{NoList, fetch_models};
use crate::text::{Explain, completion_error, fill};
use crate::ui::dynamic::dynamic;
use crate::ui::say::say;

/// What there is to say below the button.
#[derive(Clone)]
enum State {
    Idle,
    Loading,
    Added(usize),
    /// A part of the address must be filled in first.
    Unfilled(String),
    None(NoList),
}

#[component]
pub(super) fn ModelList(
    built_in: &'static BuiltIn,
    /// What stands beside the button.
    children: Children,
) -> impl IntoView {
    let stores = Stores::use_context();
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
    let is_loading = Memo::new(move |_| state.with(|state| matches!(state, State::Loading)));
    let fetch = move |_| {
        stop();
        if is_loading.get_untracked() {
            return state.set(State::Idle);
        }
        let Some(provider) = stores.registry.provider(built_in.id) else { return };
        if let Some(placeholder) = provider.endpoint.placeholder() {
            return state.set(State::Unfilled(placeholder.to_owned()));
        }
        // A key that cannot be read is said at its field.
        let key = stores.registry.key(built_in.id).ok().flatten();
        let cancel = Cancel::new();
        running.set_value(Some(cancel.clone()));
        state.set(State::Loading);
        spawn_local(async move {
            let result = match fetch_models(&provider, key.as_ref(), &cancel).await {
                // Stopped, or the dialog is closed.
                Err(NoList::Stopped) => return,
                Err(none) => State::None(none),
                Ok(models) => State::Added(stores.registry.set_models(built_in, models)),
            };
            state.try_set(result);
        });
    };
    let (fetch_name, stop_name) =
        (named(built_in, |words| words.fetch_vendor), named(built_in, |words| words.stop_vendor));
    let name = Signal::derive(move || if is_loading.get() { stop_name.get() } else { fetch_name.get() });
    let label = {
        let (fetch, stop) = (say(|words| words.settings().fetch_list), say(|words| words.doctor().stop));
        Signal::derive(move || if is_loading.get() { stop.get() } else { fetch.get() })
    };
    view! {
        <div class="built-in-actions">
            <button type="button" class="button secondary" aria-label=name on:click=fetch>{label}</button>
            {children()}
        </div>
        <div role="status">
            {dynamic(move || {
                let language = stores.preferences.language.get();
                let words = language.words().settings();
                let sentence = match state.get() {
                    State::Idle | State::None(NoList::Stopped) => return ().into_any(),
                    State::Loading => words.fetching.to_owned(),
                    State::Added(0) => words.fetched_none.to_owned(),
                    State::Added(1) => words.fetched_one.to_owned(),
                    State::Added(count) => fill(words.fetched, &[("n", &count.to_string())]),
                    State::Unfilled(placeholder) => EndpointError::Placeholder { placeholder }.explain(language),
                    State::None(NoList::NoAddress) => words.no_list_address.to_owned(),
                    State::None(NoList::Failed(error, about)) => {
                        let sentence = completion_error(language, &error, &about);
                        [Some(sentence.title), sentence.why].into_iter().flatten().collect::<Vec<_>>().join(" ")
                    }
                };
                view! { <p class="hint">{sentence}</p> }.into_any()
            })}
        </div>
    }
    .into_any()
}
