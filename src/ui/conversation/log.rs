//! The messages of a conversation.

use leptos::html::Div;
use leptos::prelude::*;

use super::message::MessageView;
use super::scroll::Follow;
use crate::store::Stores;
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
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
