//! The line under the composer: what the reply does now, and what the conversation has cost.

use std::time::Duration;

use leptos::prelude::*;

use super::meta::cost_text;
use crate::browser::clock;
use crate::chat::Cost;
use crate::store::Stores;
use crate::store::live_reply::{LiveReply, Phase};
use crate::text::fill;
use crate::text::number::{grouped, marked};
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::part::{Part, show_part};
use crate::ui::say::text;

/// How often the seconds are counted.
const TICK: Duration = Duration::from_millis(100);

#[component]
pub fn StatusLine(
    conversation: Memo<Option<String>>,
    /// The name of the provider that is asked.
    provider: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="status-line">
            {dynamic(move || match conversation.get() {
                Some(conversation) => show_part(open_status, Shown { conversation, provider }),
                None => hint(),
            })}
        </div>
    }
    .into_any()
}

/// What Enter does: there while no reply is arriving.
fn hint() -> AnyView {
    let preferences = Stores::use_context().preferences;
    let hint = text(move || {
        let words = preferences.words().chat();
        if preferences.enter_begins_line.get() { words.enter_hint_swapped } else { words.enter_hint }.to_owned()
    });
    view! { <span><span class="enter-hint">{hint}</span></span> }.into_any()
}

#[derive(Clone)]
pub struct Shown {
    conversation: String,
    provider: Signal<String>,
}

#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible)]
fn open_status() -> Part<Shown> {
    Ok(status)
}

fn status(Shown { conversation, provider }: Shown) -> AnyView {
    let stores = Stores::use_context();
    let conversation = StoredValue::new(conversation);
    let live = memo(move || conversation.with_value(|id| stores.replies.message_of(id)));
    let used = move || {
        let used = conversation.with_value(|id| used(stores, id))?;
        Some(fill(stores.preferences.words().chat().this_conversation, &[("cost", &used)]))
    };
    view! {
        {dynamic(move || match live.get().and_then(|message| stores.replies.get(&message)) {
            Some(reply) => view! { <span><Progress reply provider /></span> }.into_any(),
            None => hint(),
        })}
        <span>{used}</span>
    }
    .into_any()
}

/// Tokens and cost of a conversation, as far as they are known; tracks.
pub fn used(stores: Stores, conversation: &str) -> Option<String> {
    let messages = stores.conversations.messages(conversation);
    messages.track();
    // A sum of the newest ones alone would be none of the conversation. The others change the list when they come.
    if !stores.conversations.is_whole(conversation) {
        return None;
    }
    let (cost, tokens) = messages.with(|messages| {
        let costs = messages.iter().filter_map(|handle| handle.details.with(|details| details.as_ref()?.cost));
        let tokens = messages.iter().filter_map(|handle| handle.details.with(|details| details.as_ref()?.tokens()));
        let tokens = tokens.map(|tokens| (tokens.input.saturating_add(tokens.output), tokens.is_estimated));
        let tokens = tokens.reduce(|(sum, any), (count, is)| (sum.saturating_add(count), any || is));
        (Cost::sum(costs), tokens)
    });
    let words = stores.preferences.words();
    let tokens = tokens.map(|(count, is_estimated)| {
        fill(words.records().token_count, &[("n", &marked(grouped(count), is_estimated))])
    });
    let parts: Vec<_> = tokens.into_iter().chain(cost.map(|cost| cost_text(cost, words.chat()))).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// How far a reply is, by the tenth of a second.
#[component]
pub fn Progress(reply: LiveReply, provider: Signal<String>) -> impl IntoView {
    let stores = Stores::use_context();
    let elapsed = RwSignal::new(clock::monotonic() - reply.sent);
    if let Ok(timer) = set_interval_with_handle(move || elapsed.set(clock::monotonic() - reply.sent), TICK) {
        on_cleanup(move || timer.clear());
    }
    let (phase, tokens) = (reply.phase, reply.tokens);
    move || {
        let words = stores.preferences.words().chat();
        let seconds = elapsed.get() / 1000.0;
        match phase.get() {
            Phase::Waiting => fill(words.waiting, &[("name", &provider.get()), ("s", &format!("{seconds:.1}"))]),
            Phase::Reasoning => fill(words.reasoning_now, &[("n", &tokens.get().to_string())]),
            Phase::Writing => {
                let count = tokens.get();
                let speed = if seconds > 0.0 { count as f64 / seconds } else { 0.0 };
                fill(words.writing, &[("n", &count.to_string()), ("r", &format!("{speed:.1}"))])
            }
        }
    }
}
