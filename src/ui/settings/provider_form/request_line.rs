//! The exact addresses that will be called and the names of the headers, while they are typed.

use leptos::prelude::*;

use super::super::drafts::Typed;
use super::form::{Form, input_id};
use crate::browser::page;
use crate::provider::{
    Draft, Endpoint, Field, KnownCors, Preset, Route, SentHeader, Service, UrlHint, complete, known_cors, sent_headers,
};
use crate::store::Stores;
use crate::text::{Explain, Language, fill};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::say;

/// What there is to say on a typed endpoint.
#[derive(Clone, PartialEq)]
pub(super) struct Preview {
    /// `None` while a part of the address is still to be filled in.
    addresses: Option<Addresses>,
    /// The headers of the chat, in their order.
    headers: Vec<SentHeader>,
    /// What the warnings call the server.
    server: String,
    /// No page can call it, as far as is known.
    is_closed: bool,
    /// The page came over HTTPS and the address is another computer's over HTTP.
    is_mixed: bool,
}

/// The addresses that will be called.
#[derive(Clone, PartialEq)]
struct Addresses {
    /// That of the chat: what stands before the added part, the added part, what stands after it.
    chat: [String; 3],
    /// That of the model list.
    models: Option<String>,
    hints: Vec<UrlHint>,
    /// Where the chat most likely is, for a path that nothing is added to.
    likely: Vec<String>,
}

impl Preview {
    /// `None` while what is typed is no address.
    pub fn new(typed: &Typed, service: Option<Service>) -> Option<Preview> {
        let draft = &typed.draft;
        let endpoint = draft.likely_endpoint()?;
        let is_plain = endpoint.origin().is_some_and(|origin| origin.starts_with("http:")) && !endpoint.is_loopback();
        let known = known_cors(&endpoint, draft.id.trim(), draft.name.trim());
        Some(Preview {
            addresses: Addresses::new(draft),
            headers: sent_headers(draft, typed.auth, &endpoint),
            server: service.map_or(endpoint.host(), |service| Preset::of(service).name).to_owned(),
            is_closed: draft.route == Route::Direct && known == KnownCors::Closed,
            is_mixed: is_plain && draft.route == Route::Direct && page::origin().starts_with("https:"),
        })
    }

    pub fn has_addresses(&self) -> bool {
        self.addresses.is_some()
    }

    /// What a page will most likely fail on.
    fn warnings(&self, language: Language) -> Vec<String> {
        let words = language.words().settings();
        let refused = self.headers.iter().filter(|header| header.is_refused).map(|header| header.name.as_str());
        let refused = refused.collect::<Vec<_>>().join(", ");
        let mut warnings = Vec::new();
        if self.is_mixed {
            warnings.push(words.mixed_content.to_owned());
        }
        if self.is_closed {
            warnings.push(fill(words.pages_refused, &[("name", &self.server)]));
        } else if !refused.is_empty() {
            warnings.push(fill(words.headers_refused, &[("name", &self.server), ("headers", &refused)]));
        }
        warnings
    }
}

impl Addresses {
    fn new(draft: &Draft) -> Option<Addresses> {
        if draft.use_exactly {
            let endpoint = Endpoint::parse(&draft.endpoint).ok()?;
            let chat = [endpoint.as_str().to_owned(), String::new(), String::new()];
            return Some(Addresses { chat, models: endpoint.models_url(), hints: Vec::new(), likely: Vec::new() });
        }
        let completed = complete(&draft.endpoint).ok()?;
        let (before, added, after) = completed.parts();
        let chat = [before.to_owned(), added.to_owned(), after.to_owned()];
        let endpoint = &completed.endpoint;
        let likely = match endpoint.models_url() {
            Some(_) => Vec::new(),
            None => endpoint.api_bases().iter().map(|base| endpoint.chat_below(base)).collect(),
        };
        Some(Addresses { chat, models: endpoint.models_url(), hints: completed.hints, likely })
    }
}

/// Hints that tell of a likely mistake.
fn is_warning(hint: &UrlHint) -> bool {
    matches!(hint, UrlHint::PathKept { .. } | UrlHint::Unspecified)
}

#[component]
pub(super) fn RequestLine(form: Form, preview: Memo<Option<Preview>>) -> impl IntoView {
    let language = Stores::use_context().preferences.language;
    view! {
        <output class="request-line" for=input_id(Field::Endpoint)>
            {move || preview.get().map(|preview| lines(form, preview, language.get()))}
        </output>
    }
    .into_any()
}

fn lines(form: Form, preview: Preview, language: Language) -> AnyView {
    let warning =
        |text: String| view! { <span class="warning">{icon(Icon::Warning)} <span>{text}</span></span> }.into_any();
    let note = |text: String| view! { <span class="hint">{text}</span> }.into_any();
    let warnings = preview.warnings(language).into_iter().map(warning).collect_view();
    let names = preview.headers.into_iter().map(|header| header.name).collect::<Vec<_>>().join(", ");
    let (rows, hints, likely) = match preview.addresses {
        None => (().into_any(), Vec::new(), Vec::new()),
        Some(Addresses { chat, models, hints, likely }) => (addresses(chat, models), hints, likely),
    };
    let hints = hints.iter().map(|hint| {
        let text = hint.explain(language);
        if is_warning(hint) { warning(text) } else { note(text) }
    });
    view! {
        <span class="addresses code">
            {rows}
            <span class="verb headers">{say(|words| words.settings().request_headers)}</span>
            " "
            <span class="address">{names}</span>
        </span>
        {hints.collect_view()}
        {likely.into_iter().map(|url| offer(form, url, language)).collect_view()}
        {warnings}
    }
    .into_any()
}

/// Puts a likely address into the form.
fn offer(form: Form, url: String, language: Language) -> AnyView {
    let label = fill(language.words().settings().use_address, &[("url", &url)]);
    let take = move |_| {
        // The button goes with the hint.
        page::focus(&input_id(Field::Endpoint));
        form.change(|typed| typed.draft.endpoint.clone_from(&url));
    };
    view! { <button type="button" class="button soft" on:click=take>{label}</button> }.into_any()
}

fn addresses([before, added, after]: [String; 3], models: Option<String>) -> AnyView {
    view! {
        <span class="verb">{say(|words| words.settings().request_chat)}</span>
        " "
        <span class="verb">"POST"</span>
        " "
        <span class="address">{before}<span class="added">{added}</span>{after}</span>
        " "
        {models
            .map(|models| {
                view! {
                    <span class="verb">{say(|words| words.settings().request_models)}</span>
                    " "
                    <span class="verb">"GET"</span>
                    " "
                    <span class="address">{models}</span>
                    " "
                }
            })}
    }
    .into_any()
}
