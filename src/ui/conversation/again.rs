//! Asking for a reply once more, going on with it, and back to what it was asked for in the place of.

use leptos::prelude::*;

use crate::store::Stores;
use crate::ui::icon::{Icon, icon};
use crate::ui::keep_focus;
use crate::ui::say::say;

/// Asks for the reply once more.
pub(super) fn ask_again(stores: Stores, conversation: StoredValue<String>, message: StoredValue<String>) {
    let conversation = conversation.get_value();
    stores.regenerate(&conversation, &message.get_value());
    keep_focus::on_last_message(stores, conversation);
}

/// Brings back what the reply was to replace.
pub(super) fn restore_button(conversation: StoredValue<String>, message: StoredValue<String>) -> AnyView {
    let stores = Stores::use_context();
    let restore = move |_| {
        let conversation = conversation.get_value();
        stores.restore_earlier(&conversation, &message.get_value());
        keep_focus::on_last_message(stores, conversation);
    };
    view! {
        <button type="button" class="button secondary" on:click=restore>
            {say(|words| words.chat().restore_earlier)}
        </button>
    }
    .into_any()
}

/// Has the model go on where the reply was cut.
pub(super) fn go_on_button(conversation: StoredValue<String>, message: StoredValue<String>) -> AnyView {
    let stores = Stores::use_context();
    let go_on = move |_| {
        let message = message.get_value();
        stores.go_on(&conversation.get_value(), &message);
        keep_focus::on_message(&message);
    };
    view! {
        <button type="button" class="button secondary" on:click=go_on>
            {icon(Icon::Play)} <span>{say(|words| words.chat().continue_reply)}</span>
        </button>
    }
    .into_any()
}
