//! The exact addresses that will be called, while the endpoint is typed.

use leptos::prelude::*;

use super::form::input_id;
use crate::browser::page;
use crate::provider::{Draft, Endpoint, Field, UrlHint, complete};
use crate::store::Stores;
use crate::text::{Explain, Language};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::say;

/// What there is to say on a typed endpoint.
#[derive(Clone, PartialEq)]
pub(super) struct Preview {
    /// The address of the chat: what stands before the added part, the added part, what stands after it.
    chat: [String; 3],
    /// The address of the model list.
    models: Option<String>,
    hints: Vec<UrlHint>,
    /// The page came over HTTPS and the address is another computer's over HTTP.
    is_mixed: bool,
}

impl Preview {
    /// `None` while what is typed is no address.
    pub fn new(draft: &Draft) -> Option<Preview> {
        let (endpoint, chat, hints) = if draft.use_exactly {
            let endpoint = Endpoint::parse(&draft.endpoint).ok()?;
            let chat = [endpoint.as_str().to_owned(), String::new(), String::new()];
            (endpoint, chat, Vec::new())
        } else {
            let completed = complete(&draft.endpoint).ok()?;
            let (before, added, after) = completed.parts();
            let chat = [before.to_owned(), added.to_owned(), after.to_owned()];
            (completed.endpoint, chat, completed.hints)
        };
        let is_plain = endpoint.origin().is_some_and(|origin| origin.starts_with("http:")) && !endpoint.is_loopback();
        let is_mixed = is_plain && page::origin().starts_with("https:");
        Some(Preview { chat, models: endpoint.models_url(), hints, is_mixed })
    }
}

/// Hints that tell of a likely mistake.
fn is_warning(hint: &UrlHint) -> bool {
    matches!(hint, UrlHint::PathKept { .. } | UrlHint::Unspecified)
}

#[component]
pub(super) fn RequestLine(preview: Memo<Option<Preview>>) -> impl IntoView {
    let language = Stores::use_context().preferences.language;
    view! {
        <output class="request-line" for=input_id(Field::Endpoint)>
            {move || preview.get().map(|preview| lines(preview, language.get()))}
        </output>
    }
    .into_any()
}

fn lines(preview: Preview, language: Language) -> AnyView {
    let Preview { chat: [before, added, after], models, hints, is_mixed } = preview;
    let warning =
        |text: String| view! { <span class="warning">{icon(Icon::Warning)} <span>{text}</span></span> }.into_any();
    let note = |text: String| view! { <span class="hint">{text}</span> }.into_any();
    let hints = hints.iter().map(|hint| {
        let text = hint.explain(language);
        if is_warning(hint) { warning(text) } else { note(text) }
    });
    let mixed = is_mixed.then(|| warning(language.words().settings().mixed_content.to_owned()));
    view! {
        <span class="addresses code">
            <span class="verb">{say(|words| words.settings().request_chat)}</span>
            " "
            <span class="verb">"POST"</span>
            " "
            <span class="address">{before}<span class="added">{added}</span>{after}</span>
            {models
                .map(|models| {
                    view! {
                        " "
                        <span class="verb">{say(|words| words.settings().request_models)}</span>
                        " "
                        <span class="verb">"GET"</span>
                        " "
                        <span class="address">{models}</span>
                    }
                })}
        </span>
        {hints.collect_view()}
        {mixed}
    }
    .into_any()
}
