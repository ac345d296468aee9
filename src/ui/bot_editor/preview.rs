//! The request that is sent with the next message.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::Edited;
use crate::openai::{CompletionError, HttpRequest};
use crate::provider::Route;
use crate::text::{About, completion_error};
use crate::ui::copying::copy_and_tell;
use crate::ui::dynamic::{memo, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::say;

#[component]
pub(super) fn Preview(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let opened = RwSignal::new(false);
    let request = memo(move || {
        let bot = edited.bot.get()?;
        let provider = edited.provider.get()?;
        let key = stores.bot_key(&bot.id, &bot.provider);
        let key = key.or_else(|| stores.registry.keys.with(|keys| keys.get(&bot.provider).cloned()));
        let quirks = stores.quirks.of_model(provider.endpoint.as_str(), &bot.model);
        let next = json!({ "role": "user", "content": "…" });
        let completion = bot.completion(&provider.parameters, vec![next], &stores.prompt_values());
        let request = provider.chat_request(key.and_then(Result::ok).as_ref(), &completion, &quirks);
        let language = stores.preferences.language.get();
        Some(match request {
            Ok(request) if provider.route == Route::Relay => shown(&request.through_relay()),
            Ok(request) => shown(&request),
            Err(fault) => {
                let host = provider.endpoint.host().to_owned();
                let about = About { name: provider.name, host, model: bot.model };
                completion_error(language, &CompletionError::Request(fault), &about).title
            }
        })
    });
    let copy = move |_| {
        if let Some(request) = request.get_untracked() {
            copy_and_tell(stores, request);
        }
    };
    view! {
        <details class="advanced request-preview" on:toggle=move |_| opened.set(true)>
            <summary>{icon(Icon::Chevron)} <span>{say(|words| words.bot_details().request)}</span></summary>
            {when(move || opened.get(), move || view! {
                <p class="hint">{say(|words| words.bot_details().request_hint)}</p>
                <pre class="code" tabindex="0">{move || request.get().unwrap_or_default()}</pre>
                <button type="button" class="button soft" on:click=copy>
                    {icon(Icon::Copy)} <span>{say(|words| words.bot_details().request_copy)}</span>
                </button>
            }.into_any())}
        </details>
    }
    .into_any()
}

/// Method, address, headers and body, with a mark in the place of each secret.
fn shown(request: &HttpRequest) -> String {
    let request = request.redacted();
    let mut text = format!("{} {}\n", request.method.as_str(), request.url);
    for header in &request.headers {
        text.push_str(&format!("{}: {}\n", header.name, header.value));
    }
    let body = request.body.unwrap_or_default();
    let pretty = serde_json::from_str::<Value>(&body).ok().and_then(|body| serde_json::to_string_pretty(&body).ok());
    text.push('\n');
    text.push_str(&pretty.unwrap_or(body));
    text
}
