//! One message: the user's bubble or a reply, with its actions.

use leptos::prelude::*;

use super::actions::{CopyButton, ForkButton, MoreButton};
use super::damaged::Damaged;
use super::error_card::Ended;
use super::growing_text::GrowingText;
use super::meta::Meta;
use super::pictures::Pictures;
use super::reasoning::Reasoning;
use crate::bot::Bot;
use crate::chat::Role;
use crate::store::Stores;
use crate::store::message_handle::MessageHandle;
use crate::ui::dynamic::{dynamic, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::inspector::InspectButton;
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
    let editing = RwSignal::new(None::<String>);
    let id = StoredValue::new(handle.id.clone());
    let heading = format!("author-{}", handle.id);
    let conversation = StoredValue::new(conversation);
    let content = handle.content.clone();
    let for_edit = handle.content.clone();
    let pictures = handle.pictures.clone();
    let sent = handle.pictures.clone();
    let resubmit = move |_| {
        let changed = editing.get_untracked().filter(|text| !text.trim().is_empty() || !sent.is_empty());
        if let Some(text) = changed {
            editing.set(None);
            stores.resubmit(&conversation.get_value(), &id.get_value(), text, sent.to_vec());
        }
    };
    let is_editing = Memo::new(move |_| editing.with(Option::is_some));
    view! {
        <article aria-labelledby=heading.clone() class="message user" class:last=move || last.with(|last| id.with_value(|id| last.as_ref() == Some(id)))>
            <h2 id=heading.clone() class="visually-hidden">{say(|words| words.chat().you)}</h2>
            {move || {
                if is_editing.get() {
                    view! {
                        <div class="edit field">
                            <textarea
                                aria-label=say(|words| words.chat().edit_text)
                                rows="3"
                                prop:value=move || editing.get().unwrap_or_default()
                                on:input:target=move |event| editing.set(Some(event.target().value()))
                            ></textarea>
                            <div class="buttons">
                                <button type="button" class="button primary" on:click=resubmit.clone()>{say(|words| words.chat().resubmit)}</button>
                                <button type="button" class="button ghost" on:click=move |_| editing.set(None)>
                                    {say(|words| words.chat().cancel)}
                                </button>
                            </div>
                        </div>
                    }
                        .into_any()
                } else {
                    let content = content.clone();
                    view! {
                        <div class="bubble" dir="auto">
                            <Pictures pictures=pictures.clone() />
                            {move || content.get()}
                        </div>
                    }
                        .into_any()
                }
            }}
            <div class="actions">
                <CopyButton text=handle.content.clone() />
                <button
                    type="button"
                    class="icon-button"
                    data-action="edit"
                    aria-label=say(|words| words.chat().edit)
                    title=say(|words| words.chat().edit)
                    on:click=move |_| editing.set(Some(for_edit.get_untracked()))
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
    let is_live = Memo::new(move |_| id.with_value(|id| stores.replies.get(id).is_some()));
    let details = handle.details.clone();
    let bot =
        Memo::new(move |_| details.with(|details| details.as_ref().map(|reply| reply.bot.clone())).unwrap_or_default());
    let details = handle.details.clone();
    // The bot as it is now; it may be gone.
    let answering = Memo::new(move |_| {
        let id = details.with(|details| details.as_ref().map(|reply| reply.bot_id.clone()))?;
        stores.bots.get(&id)
    });
    let initial = move || {
        let letter =
            || bot.with(|name| name.chars().next().map(|letter| letter.to_uppercase().to_string())).unwrap_or_default();
        answering.with(|bot| bot.as_ref().map(Bot::mark)).unwrap_or_else(letter)
    };
    let place = StoredValue::new(conversation.clone());
    let colour = move || answering.with(|bot| bot.as_ref().map(|bot| bot.colour.name()));
    let is_plain = Memo::new(move |_| answering.with(|bot| bot.as_ref().is_some_and(|bot| !bot.render_markdown)));
    let hides_tokens = Memo::new(move |_| answering.with(|bot| bot.as_ref().is_some_and(|bot| !bot.show_token_count)));
    let content = handle.content.clone();
    let source = handle.content.clone();
    let regenerate = {
        let conversation = conversation.clone();
        move |_| stores.regenerate(&conversation, &id.get_value())
    };
    view! {
        <article
            aria-labelledby=heading.clone()
            class="message reply"
            class:live=is_live
            class:last=move || last.with(|last| id.with_value(|id| last.as_ref() == Some(id)))
        >
            <h2 id=heading.clone() class="author"><span class="mark" data-colour=colour aria-hidden="true">{initial}</span> {bot}</h2>
            <Reasoning handle=handle.clone() is_live />
            {dynamic(move || {
                if is_plain.get() {
                    let content = content.clone();
                    view! {
                        <div class="plain" dir="auto">
                            <GrowingText source=content left_out=|words| words.chat().long_reply />
                        </div>
                    }
                    .into_any()
                } else {
                    view! { <Markdown source=source.clone() is_live /> }.into_any()
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
