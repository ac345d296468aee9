//! A message of the user while it is edited.

use leptos::prelude::*;

use super::message_field::MessageField;
use super::pictures::{AttachButton, add_dropped, attached};
use crate::browser::page;
use crate::store::Stores;
use crate::store::drafts::edit_key;
use crate::store::message_handle::MessageHandle;
use crate::ui::say::{say, text as text_of};

/// The id of the text box of a message that is edited.
pub(super) fn edit_field(message: &str) -> String {
    format!("edit-text-{message}")
}

/// The id of the button that opens it.
pub(super) fn edit_button(message: &str) -> String {
    format!("edit-{message}")
}

/// The text and the pictures to be changed. What is typed is kept over a reload until it is sent or left.
#[component]
pub(super) fn EditBox(
    conversation: StoredValue<String>,
    handle: MessageHandle,
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let id = StoredValue::new(handle.id.clone());
    let key = StoredValue::new(edit_key(&conversation.get_value(), &handle.id));
    let kept = key.with_value(|key| stores.drafts.text(key));
    let text = RwSignal::new(if kept.is_empty() { handle.content.get_untracked() } else { kept });
    let pictures = RwSignal::new(handle.pictures.to_vec());
    let can_send = move || text.with(|text| !text.trim().is_empty()) || pictures.with(|pictures| !pictures.is_empty());
    let keep = Callback::new(move |()| key.with_value(|key| stores.drafts.keep(key, &text.get_untracked())));
    let resubmit = Callback::new(move |()| {
        if !untrack(can_send) {
            return;
        }
        let conversation = conversation.get_value();
        let (key, message) = (key.get_value(), id.get_value());
        let messages = stores.conversations.messages(&conversation);
        stores.resubmit(&conversation, &message, text.get_untracked(), pictures.get_untracked());
        // The box goes with its message. Where nothing could be sent, both stay.
        if messages.with_untracked(|messages| messages.iter().all(|handle| handle.id != message)) {
            stores.drafts.keep(&key, "");
            if !page::matches_media("(pointer: coarse)") {
                page::focus("message");
            }
        }
    });
    let leave = Callback::new(move |()| {
        key.with_value(|key| stores.drafts.keep(key, ""));
        is_open.set(false);
        id.with_value(|id| page::focus(&edit_button(id)));
    });
    view! {
        <div
            class="edit field"
            on:dragover=|event| event.prevent_default()
            on:drop=move |event| add_dropped(stores, &event, pictures)
        >
            {attached(pictures)}
            <MessageField
                id=id.with_value(|id| edit_field(id))
                name=|words| words.chat().edit_text
                placeholder=|_| ""
                rows="3"
                text
                pictures
                typed=keep
                send=resubmit
                leave
            />
            <div class="buttons">
                <AttachButton pictures />
                <button
                    type="button"
                    class="button primary"
                    aria-disabled=text_of(move || (!can_send()).to_string())
                    on:click=move |_| resubmit.run(())
                >
                    {say(|words| words.chat().resubmit)}
                </button>
                <button type="button" class="button ghost" on:click=move |_| leave.run(())>
                    {say(|words| words.chat().cancel)}
                </button>
            </div>
        </div>
    }
    .into_any()
}
