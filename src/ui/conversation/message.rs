//! One message: the user's bubble or a reply, with its actions.

use leptos::prelude::*;

use super::actions::{CopyButton, ForkButton, MoreButton};
use super::damaged::Damaged;
use super::edit_box::{EditBox, edit_button, edit_field};
use super::error_card::Ended;
use super::growing_text::GrowingText;
use super::meta::Meta;
use super::pictures::Pictures;
use super::reasoning::Reasoning;
use crate::bot::{Bot, initial};
use crate::browser::page;
use crate::chat::Role;
use crate::store::Stores;
use crate::store::drafts::edit_key;
use crate::store::message_handle::MessageHandle;
use crate::text::Language;
use crate::ui::dynamic::{dynamic, memo, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::inspector::InspectButton;
use crate::ui::keep_focus;
use crate::ui::markdown::Markdown;
use crate::ui::say::say;

#[component]
pub fn MessageView(
    conversation: String,
    handle: MessageHandle,
    /// Id of the last message.
    last: Memo<Option<String>>,
) -> impl IntoView {
    if let Some(record) = handle.damaged {
        return view! { <Damaged id=handle.id record /> }.into_any();
    }
    match handle.role {
        Role::User => view! { <UserMessage conversation handle last /> }.into_any(),
        Role::Assistant => view! { <ReplyView conversation handle last /> }.into_any(),
    }
}

#[component]
fn UserMessage(conversation: String, handle: MessageHandle, last: Memo<Option<String>>) -> impl IntoView {
    let stores = Stores::use_context();
    let id = StoredValue::new(handle.id.clone());
    let heading = format!("author-{}", handle.id);
    // What was typed before a reload is still being edited.
    let is_editing = RwSignal::new(!stores.drafts.text(&edit_key(&conversation, &handle.id)).is_empty());
    let conversation = StoredValue::new(conversation);
    let shown = handle.clone();
    let edit = move |_| {
        // What is typed already stays as it is.
        if !is_editing.get_untracked() {
            is_editing.set(true);
        }
        page::focus_soon(id.with_value(|id| edit_field(id)));
    };
    view! {
        <article aria-labelledby=heading.clone() class="message user" class:last=move || last.with(|last| id.with_value(|id| last.as_ref() == Some(id)))>
            <h2 id=heading.clone() class="visually-hidden">{say(|words| words.chat().you)}</h2>
            {move || {
                if is_editing.get() {
                    view! { <EditBox conversation handle=shown.clone() is_open=is_editing /> }.into_any()
                } else {
                    let content = shown.content.clone();
                    let text = content.clone();
                    let lang = move || text.with(|text| Language::of_text(text)).map(Language::tag);
                    view! {
                        <div class="bubble" dir="auto" lang=lang>
                            <Pictures pictures=shown.pictures.clone() />
                            {move || content.get()}
                        </div>
                    }
                        .into_any()
                }
            }}
            <div class="actions">
                <CopyButton text=handle.content.clone() />
                <button
                    id=id.with_value(|id| edit_button(id))
                    type="button"
                    class="icon-button"
                    data-action="edit"
                    aria-label=say(|words| words.chat().edit)
                    title=say(|words| words.chat().edit)
                    on:click=edit
                >
                    {icon(Icon::Pencil)}
                </button>
                <ForkButton conversation message=id />
                <MoreButton conversation message=id />
            </div>
        </article>
    }
    .into_any()
}

#[component]
fn ReplyView(conversation: String, handle: MessageHandle, last: Memo<Option<String>>) -> impl IntoView {
    let stores = Stores::use_context();
    let id = StoredValue::new(handle.id.clone());
    let heading = format!("author-{}", handle.id);
    let growth = stores.replies.growth_of(id);
    let is_live = memo(move || growth.get().is_live());
    let details = handle.details.clone();
    // The bot as it is now; it may be gone.
    let answering = memo(move || {
        let id = details.with(|details| details.as_ref().map(|reply| reply.bot_id.clone()))?;
        stores.bots.get(&id)
    });
    let details = handle.details.clone();
    let bot = memo(move || {
        answering.with(|bot| bot.as_ref().map(|bot| bot.name.clone())).unwrap_or_else(|| {
            details.with(|details| details.as_ref().map(|reply| reply.bot.clone())).unwrap_or_default()
        })
    });
    let initial = move || {
        answering.with(|answering| answering.as_ref().map(Bot::mark)).unwrap_or_else(|| bot.with(|name| initial(name)))
    };
    let place = StoredValue::new(conversation.clone());
    let colour = move || answering.with(|bot| bot.as_ref().map(|bot| bot.colour.name()));
    let is_plain = memo(move || answering.with(|bot| bot.as_ref().is_some_and(|bot| !bot.render_markdown)));
    let hides_tokens = memo(move || answering.with(|bot| bot.as_ref().is_some_and(|bot| !bot.show_token_count)));
    let content = handle.content.clone();
    let source = handle.content.clone();
    let regenerate = {
        let conversation = conversation.clone();
        move |_| {
            stores.regenerate(&conversation, &id.get_value());
            keep_focus::on_last_message(stores, conversation.clone());
        }
    };
    view! {
        <article
            aria-labelledby=heading.clone()
            class="message reply"
            class:live=is_live
            class:last=move || last.with(|last| id.with_value(|id| last.as_ref() == Some(id)))
        >
            <h2 id=heading.clone() class="author"><span class="mark" data-colour=colour aria-hidden="true">{initial}</span> <span class="name">{bot}</span></h2>
            <Reasoning handle=handle.clone() growth />
            {dynamic(move || {
                if is_plain.get() {
                    let content = content.clone();
                    view! {
                        <div class="plain" dir="auto">
                            <GrowingText source=content growth left_out=|words| words.chat().long_reply />
                        </div>
                    }
                    .into_any()
                } else {
                    view! { <Markdown source=source.clone() growth /> }.into_any()
                }
            })}
            <Ended conversation handle=handle.clone() is_live />
            {when(move || is_live.get(), move || view! {
                <div class="actions"><InspectButton conversation=place.get_value() message=id.get_value() /></div>
            }.into_any())}
            {when(move || !is_live.get(), move || view! {
                <div class="actions">
                    <CopyButton text=handle.content.clone() />
                    <button
                        type="button"
                        class="icon-button"
                        data-action="regenerate"
                        aria-label=say(|words| words.chat().regenerate)
                        title=say(|words| words.chat().regenerate)
                        on:click=regenerate.clone()
                    >
                        {icon(Icon::Again)}
                    </button>
                    <ForkButton conversation=place message=id />
                    <InspectButton conversation=place.get_value() message=id.get_value() />
                    <MoreButton conversation=place message=id />
                    <Meta details=handle.details.clone() hides_tokens />
                </div>
            }.into_any())}
        </article>
    }
    .into_any()
}
