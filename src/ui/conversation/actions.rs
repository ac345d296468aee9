//! What can be done with a message.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::store::Stores;
use crate::store::drafts::edit_key;
use crate::ui::copying::copy_and_tell;
use crate::ui::dynamic::{memo, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::keep_focus;
use crate::ui::layout::Layout;
use crate::ui::say::say;

/// Copies a text, and says so.
#[component]
pub fn CopyButton(text: ArcRwSignal<String>) -> impl IntoView {
    let stores = Stores::use_context();
    view! {
        <button
            type="button"
            class="icon-button"
            data-action="copy"
            aria-label=say(|words| words.chat().copy)
            title=say(|words| words.chat().copy)
            on:click=move |_| copy_and_tell(stores, text.get_untracked())
        >
            {icon(Icon::Copy)}
        </button>
    }
    .into_any()
}

/// Goes on from a message in a conversation of its own.
#[component]
pub fn ForkButton(conversation: StoredValue<String>, message: StoredValue<String>) -> impl IntoView {
    let stores = Stores::use_context();
    let navigate = use_navigate();
    let fork = move |_| {
        let (conversation, message, navigate) = (conversation.get_value(), message.get_value(), navigate.clone());
        leptos::task::spawn_local(async move {
            if let Some(fork) = stores.fork(&conversation, &message).await {
                let words = stores.preferences.language.get_untracked().words().chat();
                stores.notices.show(words.forked.to_owned(), None);
                navigate(&format!("/chat/{fork}"), Default::default());
                keep_focus::on_field();
            }
        });
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=say(|words| words.chat().fork)
            title=say(|words| words.chat().fork)
            on:click=fork
        >
            {icon(Icon::Fork)}
        </button>
    }
    .into_any()
}

/// What is needed less often.
#[component]
pub fn MoreButton(conversation: StoredValue<String>, message: StoredValue<String>) -> impl IntoView {
    let stores = Stores::use_context();
    let menu = Layout::use_context().menu;
    let is_open = memo(move || menu.with(|menu| message.with_value(|id| menu.as_ref() == Some(id))));
    let toggle = move |_| menu.set((!is_open.get_untracked()).then(|| message.get_value()));
    let delete = move |_| {
        menu.set(None);
        let (conversation, message) = (conversation.get_value(), message.get_value());
        stores.drafts.keep(&edit_key(&conversation, &message), "");
        let messages = stores.conversations.messages(&conversation);
        let ids: Vec<_> = messages.with_untracked(|list| list.iter().map(|handle| handle.id.clone()).collect());
        stores.delete_message(&conversation, &message);
        keep_focus::beside(&ids, &message, keep_focus::article);
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=say(|words| words.chat().more)
            title=say(|words| words.chat().more)
            aria-expanded=move || is_open.get().to_string()
            on:click=toggle
        >
            {icon(Icon::More)}
        </button>
        {when(move || is_open.get(), move || view! {
            <button type="button" class="button ghost destructive" on:click=delete>
                {icon(Icon::Trash)} <span>{say(|words| words.chat().delete)}</span>
            </button>
        }.into_any())}
    }
    .into_any()
}
