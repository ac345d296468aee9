//! Asking a server for its models, as a button does it: one request at a time, which ends with its place on the page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::cancel::Cancel;
use crate::openai::{CompletionError, ServerError};
use crate::provider::{ApiKey, Model, Provider};
use crate::store::model_list::{NoList, fetch_models};
use crate::text::{Language, completion_error, fill};

/// What there is to say of it.
#[derive(Clone)]
enum State {
    Idle,
    Loading,
    /// So many models came that were not here.
    Added(usize),
    None(NoList),
}

#[derive(Clone, Copy)]
pub struct ModelFetch {
    state: RwSignal<State>,
    running: StoredValue<Option<Cancel>, LocalStorage>,
}

impl ModelFetch {
    /// Nothing is asked yet. What is being asked when the calling component goes is stopped.
    pub fn of_component() -> Self {
        let fetch = ModelFetch { state: RwSignal::new(State::Idle), running: StoredValue::new_local(None) };
        on_cleanup(move || fetch.cancel());
        fetch
    }

    /// Whether an answer is awaited; tracks.
    pub fn is_loading(self) -> bool {
        self.state.with(|state| matches!(state, State::Loading))
    }

    /// Stops and forgets what was asked. Returns whether an answer was awaited.
    pub fn stop(self) -> bool {
        self.cancel();
        let was_loading = untrack(|| self.is_loading());
        self.state.set(State::Idle);
        was_loading
    }

    /// Asks a provider's server. `take` gets its models and tells how many of them are new.
    pub fn start(self, provider: Provider, key: Option<ApiKey>, take: impl FnOnce(Vec<Model>) -> usize + 'static) {
        self.cancel();
        let cancel = Cancel::new();
        self.running.set_value(Some(cancel.clone()));
        self.state.set(State::Loading);
        spawn_local(async move {
            let result = match fetch_models(&provider, key.as_ref(), &cancel).await {
                Err(NoList::Stopped) => return,
                Err(none) => State::None(none),
                Ok(models) => State::Added(take(models)),
            };
            self.state.try_set(result);
        });
    }

    /// What there is to say; tracks.
    pub fn sentence(self, language: Language) -> Option<String> {
        let words = language.words().settings();
        Some(match self.state.get() {
            State::Idle | State::None(NoList::Stopped) => return None,
            State::Loading => words.fetching.to_owned(),
            State::Added(0) => words.fetched_none.to_owned(),
            State::Added(1) => words.fetched_one.to_owned(),
            State::Added(count) => fill(words.fetched, &[("n", &count.to_string())]),
            State::None(NoList::NoAddress) => words.no_list_address.to_owned(),
            // The server answers; it is only its list that is not there.
            State::None(NoList::Failed(
                CompletionError::Api(ServerError { status: status @ (404 | 405 | 501), .. }),
                about,
            )) => fill(words.no_list, &[("name", &about.name), ("status", &status.to_string())]),
            State::None(NoList::Failed(error, about)) => {
                let sentence = completion_error(language, &error, &about);
                [Some(sentence.title), sentence.why].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        })
    }

    fn cancel(self) {
        self.running.try_update_value(|running| {
            if let Some(cancel) = running.take() {
                cancel.cancel();
            }
        });
    }
}
