//! The messages of a conversation.

use leptos::html::Div;
use leptos::prelude::*;

use super::message::MessageView;
use super::scroll::Follow;
use crate::browser::{clock, page};
use crate::store::Stores;
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::Layout;
use crate::ui::part::Part;
use crate::ui::say::say;

#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible, preload(preload_log))]
pub fn open_log() -> Part<String> {
    Ok(log)
}

/// The log of the conversation with this id.
fn log(conversation: String) -> AnyView {
    let stores = Stores::use_context();
    let messages = stores.conversations.messages(&conversation);
    let id = StoredValue::new(conversation);
    Effect::new(move || {
        if stores.loaded.get() {
            id.with_value(|id| stores.conversations.open(id));
        }
    });
    let is_busy = Memo::new(move |_| id.with_value(|id| stores.replies.message_of(id).is_some()));
    let frame: NodeRef<Div> = NodeRef::new();
    let contents: NodeRef<Div> = NodeRef::new();
    let follow = Follow::new(frame, contents);
    show_wanted(id, follow);
    let last = {
        let messages = messages.clone();
        Memo::new(move |_| messages.with(|messages| messages.last().map(|handle| handle.id.clone())))
    };
    view! {
        <div class="log-frame">
            <div
                node_ref=frame
                class="log"
                role="log"
                aria-label=say(|words| words.chat().conversation)
                aria-live="off"
                aria-busy=move || is_busy.get().to_string()
                tabindex="0"
                on:scroll=move |_| follow.scrolled()
            >
                <div node_ref=contents class="column messages">
                    <For each=move || messages.get() key=|handle| handle.id.clone() let(handle)>
                        <MessageView conversation=id.get_value() handle last />
                    </For>
                </div>
            </div>
            {when(move || !follow.is_following(), move || view! {
                <button type="button" class="button soft jump" on:click=move |_| follow.jump()>
                    {icon(Icon::Down)} <span>{say(|words| words.chat().jump_to_latest)}</span>
                </button>
            }.into_any())}
        </div>
    }
    .into_any()
}

/// Frames to wait for a message that is asked for before its conversation is on the screen.
const PATIENCE: u32 = 120;

/// Goes to the message that somebody looks for, as soon as it is here, and marks it for a moment.
fn show_wanted(conversation: StoredValue<String>, follow: Follow) {
    let layout = Layout::use_context();
    Effect::new(move || {
        let is_here = |wanted: &crate::ui::layout::Wanted| conversation.with_value(|id| *id == wanted.conversation);
        let Some(wanted) = layout.wanted.get().filter(is_here) else { return };
        leptos::task::spawn_local(async move {
            for _ in 0..PATIENCE {
                clock::frame().await;
                if layout.wanted.try_get_untracked().flatten().as_ref() != Some(&wanted) || conversation.is_disposed() {
                    return;
                }
                if let Some(message) = page::around(&format!("author-{}", wanted.message), "article") {
                    layout.wanted.set(None);
                    page::reveal(&message, wanted.in_reasoning);
                    follow.go_to(message);
                    return;
                }
            }
        });
    });
}
