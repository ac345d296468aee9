//! The endpoint, and the exact addresses that will be called.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::text_field::{FieldHint, FieldInput, label};
use crate::provider::{Endpoint, Field, complete};
use crate::text::Explain;

/// The addresses of a typed endpoint: what stands before the added part, the added part, what stands after it; the
/// address of the model list; what there is to say.
#[derive(Clone, PartialEq)]
struct Preview {
    chat: (String, String, String),
    models: Option<String>,
    hints: Vec<String>,
}

#[component]
pub(super) fn EndpointField(form: Form) -> impl IntoView {
    let stores = form.stores;
    let words = move || &stores.preferences.words().settings;
    let preview = Memo::new(move |_| {
        let (typed, use_exactly) = form.draft.with(|draft| (draft.endpoint.clone(), draft.use_exactly));
        let language = stores.preferences.language.get();
        if use_exactly {
            let endpoint = Endpoint::parse(&typed).ok()?;
            let chat = (endpoint.as_str().to_owned(), String::new(), String::new());
            return Some(Preview { chat, models: endpoint.models_url(), hints: Vec::new() });
        }
        let completed = complete(&typed).ok()?;
        let (before, added, after) = completed.parts();
        Some(Preview {
            chat: (before.to_owned(), added.to_owned(), after.to_owned()),
            models: completed.endpoint.models_url(),
            hints: completed.hints.iter().map(|hint| hint.explain(language)).collect(),
        })
    });
    view! {
        <div class="field">
            <div class="label-row">
                <label for=input_id(Field::Endpoint)>{label(Field::Endpoint)}</label>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || form.draft.with(|draft| draft.use_exactly)
                        on:change:target=move |event| {
                            let exactly = event.target().checked();
                            form.change(|draft| draft.use_exactly = exactly);
                        }
                    />
                    {move || words().use_exactly}
                </label>
            </div>
            <FieldInput form field=Field::Endpoint is_fixed=Signal::derive(|| false) />
            <FieldHint form field=Field::Endpoint hint=Signal::derive(move || words().endpoint_hint) />
            <output class="request-line" for=input_id(Field::Endpoint)>
                {move || {
                    preview
                        .get()
                        .map(|Preview { chat: (before, added, after), models, hints }| {
                            view! {
                                <p class="meta">{words().requests_go_to}</p>
                                <p class="code"><span class="verb">"Chat POST "</span> {before} <span class="added">{added}</span> {after}</p>
                                {models
                                    .map(|models| {
                                        view! { <p class="code"><span class="verb">"Models GET "</span> {models}</p> }
                                    })}
                                {hints.into_iter().map(|hint| view! { <p class="meta">{hint}</p> }).collect_view()}
                            }
                        })
                }}
            </output>
        </div>
    }
}
