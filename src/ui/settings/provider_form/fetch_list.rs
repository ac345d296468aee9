//! Asks the server for its models. They are added to those that are typed; nothing is ever taken away.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::Form;
use crate::browser::cancel::Cancel;
use crate::browser::stream;
use crate::openai::CompletionError;
use crate::provider::read_model_list;
use crate::store::checkup::Checked;
use crate::text::{About, completion_error, fill};
use crate::ui::dynamic::dynamic;
use crate::ui::say::say;

/// What there is to say below the button.
#[derive(Clone)]
enum State {
    Idle,
    Loading,
    Added(usize),
    NoAddress,
    Failed(CompletionError, About),
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
    let fetch = move |_| {
        stop();
        let Some(Checked { target: Ok((provider, key)), .. }) = form.checked() else { return };
        let Some(request) = provider.models_request(key.as_ref()) else {
            state.set(State::NoAddress);
            return;
        };
        let request = provider.routed(request);
        let cancel = Cancel::new();
        running.set_value(Some(cancel.clone()));
        state.set(State::Loading);
        spawn_local(async move {
            let fetched = stream::fetch_whole(&request, &cancel).await;
            let models = fetched.and_then(|(status, body)| read_model_list(status, &body));
            let result = match models {
                // Stopped, or the form is gone.
                Err(CompletionError::Aborted) => return,
                Err(mut error) => {
                    error.redact(&provider.secrets(key.as_ref()));
                    let host = provider.endpoint.host().to_owned();
                    State::Failed(error, About { name: provider.name, host, model: String::new() })
                }
                Ok(models) => {
                    let count = || form.typed.with_untracked(|typed| typed.draft.model_ids().len());
                    let before = count();
                    form.change(|typed| typed.draft.add_models(&models));
                    State::Added(count() - before)
                }
            };
            state.try_set(result);
        });
    };
    view! {
        <div class="fetch-list">
            <button type="button" class="button secondary" on:click=fetch>{say(|words| words.settings().fetch_list)}</button>
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
                        State::NoAddress => words.no_list_address.to_owned(),
                        State::Failed(error, about) => {
                            let sentence = completion_error(language, &error, &about);
                            [Some(sentence.title), sentence.why].into_iter().flatten().collect::<Vec<_>>().join(" ")
                        }
                    };
                    view! { <p class="hint">{sentence}</p> }.into_any()
                })}
            </div>
        </div>
    }
    .into_any()
}
