//! Asks the server of a provider that has no models for its list, to choose from.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Edited;
use crate::browser::cancel::Cancel;
use crate::browser::stream;
use crate::openai::CompletionError;
use crate::provider::read_model_list;
use crate::text::{About, completion_error};
use crate::ui::part::Part;
use crate::ui::say::{say, text};

#[derive(Clone)]
pub struct Fetching {
    pub edited: Edited,
    /// The ids of the models that the server has; they last as long as the editor shows this provider.
    pub fetched: RwSignal<Vec<String>>,
}

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_fetch() -> Part<Fetching> {
    Ok(fetch_models)
}

/// What there is to say below the button.
#[derive(Clone)]
enum State {
    Idle,
    Loading,
    Done(usize),
    NoAddress,
    Failed(CompletionError, About),
}

fn fetch_models(Fetching { edited, fetched }: Fetching) -> AnyView {
    let stores = edited.stores;
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
    let fetch = move |_| {
        stop();
        let Some((bot, provider)) = edited.bot.get_untracked().zip(edited.provider.get_untracked()) else { return };
        let key = untrack(|| stores.bot_key(&bot.id, &bot.provider)).and_then(Result::ok);
        let key = key.or_else(|| stores.registry.key(&bot.provider).ok().flatten());
        let Some(request) = provider.models_request(key.as_ref()) else {
            state.set(State::NoAddress);
            return;
        };
        let request = provider.routed(request);
        let cancel = Cancel::new();
        running.set_value(Some(cancel.clone()));
        state.set(State::Loading);
        spawn_local(async move {
            let answer = stream::fetch_whole(&request, &cancel).await;
            let result = match answer.and_then(|(status, body)| read_model_list(status, &body)) {
                // Stopped, or the editor is gone.
                Err(CompletionError::Aborted) => return,
                Err(mut error) => {
                    error.redact(&provider.secrets(key.as_ref()));
                    let host = provider.endpoint.host().to_owned();
                    State::Failed(error, About { name: provider.name, host, model: String::new() })
                }
                Ok(models) => {
                    let count = models.len();
                    fetched.try_set(models.into_iter().map(|model| model.id).collect());
                    State::Done(count)
                }
            };
            state.try_set(result);
        });
    };
    let said = text(move || {
        let language = stores.preferences.language.get();
        let words = language.words();
        match state.get() {
            State::Idle | State::Done(0) => words.bot_details().no_models.to_owned(),
            State::Loading => words.settings().fetching.to_owned(),
            State::Done(_) => String::new(),
            State::NoAddress => words.settings().no_list_address.to_owned(),
            State::Failed(error, about) => {
                let sentence = completion_error(language, &error, &about);
                [Some(sentence.title), sentence.why].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        }
    });
    view! {
        <div class="fetch-list">
            <button type="button" class="button secondary" on:click=fetch>{say(|words| words.settings().fetch_list)}</button>
            <p class="hint" role="status">{said}</p>
        </div>
    }
    .into_any()
}
