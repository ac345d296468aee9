//! The messages of a conversation.

use leptos::html::Div;
use leptos::prelude::*;

use super::message::MessageView;
use super::scroll::Follow;
use crate::browser::{clock, page};
use crate::store::Stores;
use crate::store::conversations::MessageList;
use crate::text::fill;
use crate::ui::dynamic::{memo, when};
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
    let words = move || stores.preferences.words().chat();
    Effect::new(move || {
        if stores.loaded.get() {
            id.with_value(|id| stores.conversations.open(id));
        }
    });
    let is_busy = memo(move || id.with_value(|id| stores.replies.message_of(id).is_some()));
    let frame: NodeRef<Div> = NodeRef::new();
    let contents: NodeRef<Div> = NodeRef::new();
    let follow = Follow::new(frame, contents);
    let last = {
        let messages = messages.clone();
        memo(move || messages.with(|messages| messages.last().map(|handle| handle.id.clone())))
    };
    let revealed = RwSignal::new(0_usize);
    let left_out = {
        let messages = messages.clone();
        // Decided when many come at once, as they do when the conversation is read; what is shown stays.
        Memo::new(move |before: Option<&(usize, usize)>| {
            let count = messages.with(Vec::len);
            let (known, left_out) = before.copied().unwrap_or_default();
            let shown = (known - left_out).max(FIRST);
            (count, if count > known + FIRST { count - shown } else { left_out.min(count) })
        })
    };
    let hidden = memo(move || left_out.get().1.saturating_sub(revealed.get()));
    let rest = {
        let messages = messages.clone();
        move || messages.with(|messages| messages[hidden.get().min(messages.len())..].to_vec())
    };
    // The framework moves all rows when several come before them at once: they would be laid out anew, and lose selection
    // and focus.
    let more = move || {
        if hidden.try_get_untracked().is_some_and(|hidden| hidden > 0) {
            revealed.update(|revealed| *revealed += 1);
        }
    };
    follow.near_top(more);
    let show_page = move || {
        follow.stay();
        leptos::task::spawn_local(async move {
            for _ in 0..PAGE {
                more();
                clock::frame().await;
            }
        });
    };
    follow.jump_when(is_busy);
    show_wanted(id, follow, messages, hidden, revealed);
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
                on:click:capture=move |event| follow.clicked(&event)
            >
                <div node_ref=contents class="column messages">
                    {when(move || hidden.get() > 0, move || view! {
                        <button
                            type="button"
                            class="button soft earlier"
                            on:click=move |_| show_page()
                        >
                            {move || fill(words().earlier_messages, &[("n", &hidden.get().to_string())])}
                        </button>
                    }.into_any())}
                    <For each=rest key=|handle| handle.id.clone() let(handle)>
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

/// Messages that a conversation is opened with; where they fill no screen, more of them come in the frames after.
const FIRST: usize = 16;
/// Messages that come when the reader asks for earlier ones.
const PAGE: usize = 10;
/// Messages that come in a frame, at least, when the reader goes to a message far up.
const LEAP: usize = 40;

/// Frames to wait for a message that is asked for before its conversation is on the screen.
const PATIENCE: u32 = 120;

/// Goes to the message that somebody looks for, as soon as it is here, and marks it for a moment.
fn show_wanted(
    conversation: StoredValue<String>,
    follow: Follow,
    messages: MessageList,
    hidden: Memo<usize>,
    revealed: RwSignal<usize>,
) {
    let (layout, stores) = (Layout::use_context(), Stores::use_context());
    Effect::new(move || {
        let is_here = |wanted: &crate::ui::layout::Wanted| conversation.with_value(|id| *id == wanted.conversation);
        let Some(wanted) = layout.wanted.get().filter(is_here) else { return };
        let messages = messages.clone();
        leptos::task::spawn_local(async move {
            for _ in 0..PATIENCE {
                clock::frame().await;
                let index = messages.with_untracked(|list| list.iter().position(|handle| handle.id == wanted.message));
                if index.is_none() {
                    stores.conversations.whole(&wanted.conversation).await;
                }
                if let (Some(index), Some(hidden)) = (index, hidden.try_get_untracked())
                    && index < hidden
                {
                    // All of them in one frame would hold up the page.
                    let left = hidden - index;
                    revealed.update(|revealed| *revealed += left.min(LEAP.max(left / 32)));
                    continue;
                }
                if layout.wanted.try_get_untracked().flatten().as_ref() != Some(&wanted) || conversation.is_disposed() {
                    return;
                }
                if let Some(message) = page::around(&format!("author-{}", wanted.message), "article") {
                    layout.wanted.set(None);
                    page::reveal(&message, wanted.in_reasoning);
                    follow.go_to(message.into());
                    return;
                }
            }
        });
    });
}
