//! What a model thought before it answered, closed until the reader opens it.

use leptos::prelude::*;

use super::growing_text::GrowingText;
use crate::store::Stores;
use crate::store::live_reply::Growth;
use crate::store::message_handle::MessageHandle;
use crate::text::fill;
use crate::text::number::marked;
use crate::ui::dynamic::{memo, when};
use crate::ui::say::say;

#[component]
pub fn Reasoning(handle: MessageHandle, growth: Memo<Growth>) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().chat();
    let text = handle.reasoning.clone();
    let has_any = memo(move || text.with(|text| !text.is_empty()));
    let details = handle.details.clone();
    let summary = move || {
        let words = words();
        let known = details.with(|details| {
            let reply = details.as_ref()?;
            let seconds = reply.timing.reasoning_seconds()?;
            let tokens = reply
                .tokens()
                .filter(|tokens| tokens.reasoning > 0)
                .map(|tokens| marked(tokens.reasoning.to_string(), tokens.is_reasoning_estimated));
            Some((format!("{seconds:.1}"), tokens))
        });
        match known.filter(|_| !growth.get().is_live()) {
            Some((seconds, Some(tokens))) => fill(words.reasoned, &[("s", &seconds), ("n", &tokens)]),
            Some((seconds, None)) => fill(words.reasoned_seconds, &[("s", &seconds)]),
            None => words.reasoning.to_owned(),
        }
    };
    let text = handle.reasoning.clone();
    // A closed one costs nothing, however long it is.
    let is_open = RwSignal::new(false);
    view! {
        {when(move || has_any.get(), move || view! {
            <details
                class="reasoning"
                aria-label=say(|words| words.chat().reasoning)
                on:toggle:target=move |event| is_open.set(event.target().open())
            >
                <summary>{summary.clone()}</summary>
                {
                    let text = text.clone();
                    when(move || is_open.get(), move || view! {
                        <div class="reasoning-text" dir="auto">
                            <GrowingText source=text.clone() growth left_out=|words| words.chat().long_reasoning />
                        </div>
                    }.into_any())
                }
            </details>
        }.into_any())}
    }
}
