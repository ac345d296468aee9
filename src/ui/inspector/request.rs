//! The request as it was sent, what its parameters came from, what the answer's headers were.

use leptos::prelude::*;
use serde_json::Value;

use super::amount::size;
use super::body::{self, Kind};
use super::seen::Seen;
use crate::chat::Exchange;
use crate::openai::{Header, HttpRequest, Quirk};
use crate::store::Stores;
use crate::text::fill;
use crate::text::words::InspectorWords;
use crate::ui::copy_button::CopyButton;
use crate::ui::dynamic::{dynamic, memo, when};
use crate::ui::say::{say, text};

#[component]
pub(super) fn RequestView(seen: Seen) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().inspector();
    let curl =
        Callback::new(move |()| seen.request.get_untracked().map(|request| request.as_curl()).unwrap_or_default());
    let body = memo(move || seen.request.with(|request| body_of(request.as_ref()?)));
    let messages = memo(move || body.with(|body| body::messages(body.as_ref()?)));
    let shows_messages = RwSignal::new(false);
    let is_cut = RwSignal::new(false);
    let note = move || {
        let (count, length) = messages.get().filter(|_| !shows_messages.get())?;
        Some(fill(words().messages, &[("n", &count.to_string()), ("size", &size(length as u64, words()))]))
    };
    let shown_body = dynamic(move || {
        let pieces = body.with(|body| body.as_ref().map(|body| body::lay_out(body, note().as_deref())));
        let pieces = pieces.unwrap_or_default();
        is_cut.set(pieces.is_cut);
        let piece = |(kind, text): (Kind, String)| view! { <span class=class(kind)>{text}</span> };
        pieces.pieces.into_iter().map(piece).collect_view().into_any()
    });
    let head = dynamic(move || match seen.request.get() {
        Some(request) => view! {
            <span class="name">{request.method.as_str()}</span> " " {request.url.clone()} "\n"
            {request.headers.iter().map(|header| header_line(header, words())).collect_view()}
        }
        .into_any(),
        None => {
            let url = seen.exchange.get().map(|exchange| exchange.url).unwrap_or_default();
            view! { <span class="name">"POST"</span> " " {url} }.into_any()
        }
    });
    let notes = memo(move || seen.exchange.get().map(|exchange| notes(&exchange, words())).unwrap_or_default());
    let has_body = memo(move || body.with(Option::is_some));
    let body_is_gone = memo(move || seen.request.with(Option::is_some) && !has_body.get());
    let toggle =
        text(move || if shows_messages.get() { words().hide_messages } else { words().show_messages }.to_owned());
    view! {
        <section>
            <div class="inspector-title">
                <h3>{say(|words| words.inspector().request)}</h3>
                {when(move || messages.get().is_some(), move || view! {
                    <button
                        type="button"
                        class="button ghost"
                        aria-expanded=move || shows_messages.get().to_string()
                        on:click=move |_| shows_messages.update(|shows| *shows = !*shows)
                    >
                        {toggle}
                    </button>
                }.into_any())}
                {when(move || has_body.get(), move || view! {
                    <CopyButton label=say(|words| words.inspector().copy_curl) copies=curl />
                }.into_any())}
            </div>
            <pre class="wire" dir="ltr" tabindex="0" role="group" aria-label=say(|words| words.inspector().request)>{head} {shown_body}</pre>
            {when(move || is_cut.get(), move || view! { <p class="hint">{say(|words| words.inspector().body_cut)}</p> }.into_any())}
            {when(move || body_is_gone.get(), move || view! {
                <p class="hint">{say(|words| words.inspector().body_not_kept)}</p>
            }.into_any())}
            {when(move || seen.rebuilt.with(Option::is_some), move || view! {
                <p class="hint">{say(|words| words.inspector().rebuilt)}</p>
            }.into_any())}
            {when(move || seen.rebuilt.with(|rebuilt| rebuilt.as_ref().is_some_and(|rebuilt| !rebuilt.is_exact)), move || view! {
                <p class="hint">{say(|words| words.inspector().messages_differ)}</p>
            }.into_any())}
            {dynamic(move || {
                notes.get().into_iter().map(|note| view! { <p class="hint" dir="auto">{note}</p> }).collect_view().into_any()
            })}
            {when(move || seen.samples.with(|samples| !samples.is_empty()), move || view! {
                <pre class="wire" dir="ltr" tabindex="0">{move || seen.samples.get().join("\n")}</pre>
            }.into_any())}
        </section>
        {when(move || seen.headers.with(|headers| !headers.is_empty()), move || view! {
            <section>
                <h3>{say(|words| words.inspector().response_headers)}</h3>
                <pre class="wire" dir="ltr" tabindex="0" role="group" aria-label=say(|words| words.inspector().response_headers)>
                    {dynamic(move || {
                        let line = |(name, value): (String, String)| view! {
                            <span class="note">{format!("{name}: ")}</span> {value} "\n"
                        };
                        seen.headers.get().into_iter().map(line).collect_view().into_any()
                    })}
                </pre>
                <p class="hint">{say(|words| words.inspector().response_headers_hint)}</p>
            </section>
        }.into_any())}
    }
    .into_any()
}

fn body_of(request: &HttpRequest) -> Option<Value> {
    serde_json::from_str(request.body.as_deref()?).ok()
}

fn header_line(header: &Header, words: &InspectorWords) -> AnyView {
    let name = format!("{}: ", header.name);
    let value = if header.secret {
        let scheme = header.scheme().unwrap_or_default();
        view! { {scheme} <span class="redacted">{words.hidden}</span> }.into_any()
    } else {
        header.value.clone().into_any()
    };
    view! { <span class="note">{name}</span> {value} "\n" }.into_any()
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Plain => "plain",
        Kind::Name => "json-name",
        Kind::Text => "json-text",
        Kind::Literal => "json-literal",
        Kind::Note => "note",
    }
}

/// What is to be said of a request beside itself.
pub(super) fn notes(exchange: &Exchange, words: &InspectorWords) -> Vec<String> {
    let mut notes = Vec::new();
    if exchange.relayed {
        notes.push(words.relayed.to_owned());
    }
    let lists = [(words.inherited, &exchange.origins.inherited), (words.left_out, &exchange.origins.left_out)];
    let named = lists.into_iter().filter(|(_, names)| !names.is_empty());
    let named: Vec<_> = named.map(|(phrase, names)| fill(phrase, &[("names", &names.join(", "))])).collect();
    if !named.is_empty() {
        notes.push(named.join(" "));
    }
    if !exchange.learned.is_empty() {
        let changes: Vec<_> = exchange.learned.iter().map(|quirk| change(quirk, words)).collect();
        notes.push(format!("{} {}.", words.learned, changes.join(", ")));
    }
    if let Some(retry) = &exchange.retry {
        let change = retry.quirk.as_ref().map(|quirk| change(quirk, words)).unwrap_or_default();
        let told = fill(words.retried, &[("status", &retry.status.to_string()), ("change", &change)]);
        let said = (!retry.message.is_empty()).then(|| fill(words.said, &[("words", &retry.message)]));
        notes.push(std::iter::once(told).chain(said).collect::<Vec<_>>().join(" "));
    }
    if exchange.skipped > 0 {
        notes.push(fill(words.skipped, &[("n", &exchange.skipped.to_string())]));
    }
    notes
}

fn change(quirk: &Quirk, words: &InspectorWords) -> String {
    match quirk {
        Quirk::Omit { .. } | Quirk::Value { .. } => fill(words.omitted, &[("name", &quirk.left_out())]),
        Quirk::Rename { from, to } => fill(words.renamed, &[("from", from), ("to", to)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Origins, Retry};
    use crate::text::Language;

    #[test]
    fn what_was_changed_is_told_with_its_reason() {
        let words = Language::English.words().inspector();
        let origins = Origins { inherited: vec!["top_p".into()], left_out: vec!["seed".into(), "stop".into()] };
        let quirk = Some(Quirk::Rename { from: "max_tokens".into(), to: "max_completion_tokens".into() });
        let retry = Some(Retry { status: 400, message: "no".into(), quirk });
        let exchange = Exchange { relayed: true, origins, retry, skipped: 2, ..Exchange::default() };
        let expected = [
            "Sent through this app's own server (POST /api/relay).",
            "From the provider: top_p. Not sent: seed, stop.",
            "Refused at first (400) and sent once more: max_tokens is sent as max_completion_tokens. The server said: no",
            "Events that could not be read and were skipped: 2",
        ];
        assert_eq!(notes(&exchange, words), expected);
        assert_eq!(notes(&Exchange::default(), words), Vec::<String>::new());
    }
}
