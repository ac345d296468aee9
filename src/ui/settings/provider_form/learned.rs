//! What the server was found to refuse, which is no longer sent, and a way to forget it.

use leptos::prelude::*;

use super::form::Form;
use crate::openai::Quirk;
use crate::text::fill;
use crate::text::words::SettingsWords;
use crate::ui::dynamic::{dynamic, memo};

#[component]
pub(super) fn Learned(form: Form) -> impl IntoView {
    let stores = form.stores;
    let endpoint = memo(move || {
        form.provider.with(|provider| provider.as_ref().map(|provider| provider.endpoint.as_str().to_owned()))
    });
    dynamic(move || {
        let words = stores.preferences.words().settings();
        let Some(endpoint) = endpoint.get() else { return ().into_any() };
        let learned = stores.quirks.of_endpoint(&endpoint);
        if learned.is_empty() {
            return ().into_any();
        }
        let sentences =
            learned.iter().flat_map(|(model, quirks)| quirks.iter().map(|quirk| sentence(model, quirk, words)));
        let sentences = sentences.map(|sentence| view! { <li>{sentence}</li> }).collect_view();
        view! {
            <section class="learned">
                <h4>{words.learned}</h4>
                <ul>{sentences}</ul>
                <button type="button" class="button ghost" on:click=move |_| drop(stores.quirks.forget(&endpoint))>
                    {words.forget_learned}
                </button>
            </section>
        }
        .into_any()
    })
}

fn sentence(model: &str, quirk: &Quirk, words: &SettingsWords) -> String {
    match quirk {
        Quirk::Omit { .. } | Quirk::Value { .. } => {
            fill(words.learned_omit, &[("model", model), ("parameter", &quirk.left_out())])
        }
        Quirk::Rename { from, to } => fill(words.learned_rename, &[("model", model), ("from", from), ("to", to)]),
    }
}
