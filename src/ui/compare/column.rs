//! One model with what it answers.

use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::announcement::Announcement;
use super::column_name;
use super::model_choice::ModelChoice;
use crate::chat::{Column, Ending, ReplyDetails, Role};
use crate::store::Stores;
use crate::store::chatting::Outgoing;
use crate::store::message_handle::MessageHandle;
use crate::text::{Language, fill};
use crate::ui::conversation::damaged::Damaged;
use crate::ui::conversation::error_card::Ended;
use crate::ui::conversation::meta::Meta;
use crate::ui::conversation::pictures::Pictures;
use crate::ui::conversation::reasoning::Reasoning;
use crate::ui::conversation::scroll::Follow;
use crate::ui::conversation::status_line::Progress;
use crate::ui::dynamic::{dynamic, memo, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::inspector::InspectButton;
use crate::ui::keep_focus;
use crate::ui::markdown::Markdown;
use crate::ui::say::{say, text};

#[component]
pub(super) fn ColumnView(
    conversation: String,
    /// What was asked last.
    prompt: Memo<Option<Outgoing>>,
    /// Whether there are columns enough without it.
    can_go: Signal<bool>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().compare();
    let messages = stores.conversations.messages(&conversation);
    let conversation = StoredValue::new(conversation);
    let columns = stores.compare.columns;
    let column = Memo::new(move |last: Option<&Option<Column>>| {
        let is_this = |column: &&Column| conversation.with_value(|id| column.conversation == *id);
        let found = columns.with(|columns| columns.iter().find(is_this).cloned());
        found.or_else(|| last.cloned().flatten())
    });
    let number = memo(move || {
        let at = columns
            .with(|columns| columns.iter().position(|column| conversation.with_value(|id| column.conversation == *id)));
        at.map_or(1, |at| at + 1)
    });
    let model = memo(move || column.with(|it| it.as_ref().map(|it| it.bot.model.clone())).unwrap_or_default());
    let name =
        text(move || column.with(|column| column.as_ref().map(|it| column_name(stores, it))).unwrap_or_default());
    let provider = text(move || {
        let id = column.with(|column| column.as_ref().map(|column| column.bot.provider.clone())).unwrap_or_default();
        stores.registry.registry.with(|registry| registry.get(&id).map(|provider| provider.name.clone())).unwrap_or(id)
    });
    let live = memo(move || conversation.with_value(|id| stores.replies.message_of(id)));
    let is_live = memo(move || live.with(Option::is_some));
    let last = {
        let messages = messages.clone();
        Signal::derive(move || messages.with(|messages| messages.last().cloned()))
    };
    let reply = Signal::derive(move || last.get().filter(|handle| handle.role == Role::Assistant));
    let ended = move || reply.get().and_then(|reply| reply.details.get()).filter(|_| !is_live.get());
    let obstacle = move || {
        let bot = column.get()?.bot;
        stores.registry.registry.with(|registry| match registry.get(&bot.provider) {
            None => Some(words().provider_missing),
            Some(provider) if provider.disabled => Some(words().provider_off),
            Some(_) => None,
        })
    };
    let state = text(move || match (obstacle(), ended()) {
        (Some(obstacle), _) => obstacle.to_owned(),
        (None, Some(details)) => ending(stores, &details),
        (None, None) => words().ready.to_owned(),
    });
    let remove_name =
        text(move || fill(words().remove_model, &[("model", &model.get()), ("provider", &provider.get())]));
    let stop_name = text(move || fill(words().stop_model, &[("model", &model.get())]));
    let frame: NodeRef<Div> = NodeRef::new();
    let contents: NodeRef<Div> = NodeRef::new();
    let follow = Follow::new(frame, contents);
    follow.jump_when(is_live);
    let navigate = StoredValue::new(use_navigate());
    let keep = move |_| {
        if let Some(kept) = conversation.with_value(|id| stores.keep_compared(id)) {
            navigate.with_value(|navigate| navigate(&format!("/chat/{kept}"), Default::default()));
            keep_focus::on_field();
        }
    };
    let has_answer = memo(move || {
        let has_text = || reply.get().is_some_and(|reply| reply.content.with(|text| !text.is_empty()));
        ended().is_some_and(|details| !matches!(details.ending, Ending::Failed(_)) || has_text())
    });
    let can_catch_up = memo(move || {
        let is_behind = last.with(Option::is_none) && prompt.with(Option::is_some);
        is_behind && column.with(|column| column.as_ref().is_some_and(|column| stores.can_ask(&column.bot)))
    });
    let catch_up = move |_| {
        if let (Some(column), Some(prompt)) = (column.get_untracked(), prompt.get_untracked()) {
            stores.ask_compared(&column, prompt);
        }
    };
    view! {
        <section class="compare-column" aria-label=name>
            <header>
                <h2 class="visually-hidden">{name}</h2>
                <ModelChoice conversation number />
                {when(move || can_go.get(), move || view! {
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=remove_name
                        title=remove_name
                        on:click=move |_| conversation.with_value(|id| stores.remove_compared(id))
                    >
                        {icon(Icon::Close)}
                    </button>
                }.into_any())}
                <p class="meta compare-status" class:writing=is_live>
                    {dynamic(move || match live.get().and_then(|message| stores.replies.get(&message)) {
                        Some(reply) => view! { <Progress reply provider /> }.into_any(),
                        None => state.into_any(),
                    })}
                </p>
                <Announcement conversation=conversation.get_value() />
            </header>
            <div
                node_ref=frame
                class="compare-log"
                tabindex="0"
                role="group"
                aria-label=name
                aria-busy=move || is_live.get().to_string()
                on:scroll=move |_| follow.scrolled()
                on:click:capture=move |event| follow.clicked(&event)
            >
                <div node_ref=contents class="messages">
                    <For each=move || messages.get() key=|handle| handle.id.clone() let(handle)>
                        <Entry conversation prompt handle last />
                    </For>
                    {when(move || last.with(Option::is_none), move || view! {
                        <p class="hint">{say(|words| words.compare().empty)}</p>
                    }.into_any())}
                </div>
            </div>
            <footer>
                {dynamic(move || match reply.get() {
                    Some(reply) => {
                        let id = reply.id.clone();
                        view! {
                            <InspectButton conversation=conversation.get_value() message=id />
                            <Meta details=reply.details.clone() hides_tokens=memo(move || false) />
                        }
                        .into_any()
                    }
                    None => ().into_any(),
                })}
                {when(move || is_live.get(), move || view! {
                    <button
                        type="button"
                        class="button secondary"
                        aria-label=stop_name
                        on:click=move |_| conversation.with_value(|id| stores.replies.stop(id))
                    >
                        {icon(Icon::Stop)} <span>{say(|words| words.compare().stop)}</span>
                    </button>
                }.into_any())}
                {when(move || has_answer.get(), move || view! {
                    <button type="button" class="button secondary" on:click=keep>
                        {icon(Icon::Check)} <span>{say(|words| words.compare().keep)}</span>
                    </button>
                }.into_any())}
                {when(move || can_catch_up.get(), move || view! {
                    <button type="button" class="button secondary" on:click=catch_up>
                        {icon(Icon::Send)} <span>{say(|words| words.compare().ask)}</span>
                    </button>
                }.into_any())}
            </footer>
        </section>
    }
    .into_any()
}

/// A prompt or an answer. The prompt of all columns that stands above them is not said again in each.
#[component]
fn Entry(
    conversation: StoredValue<String>,
    prompt: Memo<Option<Outgoing>>,
    handle: MessageHandle,
    last: Signal<Option<MessageHandle>>,
) -> impl IntoView {
    let stores = Stores::use_context();
    if let Some(record) = handle.damaged {
        return view! { <Damaged id=handle.id record /> }.into_any();
    }
    if handle.role == Role::User {
        let list = conversation.with_value(|id| stores.conversations.messages(id));
        let (id, content, pictures) = (handle.id.clone(), handle.content.clone(), handle.pictures.clone());
        let is_above = memo(move || {
            last.track();
            let latest =
                list.with(|list| list.iter().rev().find(|handle| handle.role == Role::User).map(|it| it.id.clone()));
            let is_this = |prompt: &Outgoing| prompt.pictures == *pictures && content.with(|it| *it == prompt.text);
            let is_shared = prompt.with(|prompt| prompt.as_ref().is_some_and(is_this));
            latest.as_ref() == Some(&id) && is_shared
        });
        let content = handle.content;
        return when(
            move || !is_above.get(),
            move || {
                let content = content.clone();
                let text = content.clone();
                let lang = move || text.with(|text| Language::of_text(text)).map(Language::tag);
                view! {
                    <div class="bubble" dir="auto" lang=lang>
                        <Pictures pictures=handle.pictures.clone() />
                        {move || content.get()}
                    </div>
                }
                .into_any()
            },
        );
    }
    let heading = format!("author-{}", handle.id);
    let id = StoredValue::new(handle.id.clone());
    let growth = stores.replies.growth_of(id);
    let is_live = memo(move || growth.get().is_live());
    view! {
        <article id=heading class="message reply" class:live=is_live>
            <Reasoning handle=handle.clone() growth />
            <Markdown source=handle.content.clone() growth />
            <Ended conversation=conversation.get_value() handle is_live />
        </article>
    }
    .into_any()
}

/// How an answer ended, in few words.
fn ending(stores: Stores, details: &ReplyDetails) -> String {
    let words = stores.preferences.words().compare();
    match &details.ending {
        Ending::Complete => {
            let seconds = details.timing.total.unwrap_or_default() / 1000.0;
            fill(words.finished, &[("s", &format!("{seconds:.1}"))])
        }
        Ending::Stopped => words.stopped.to_owned(),
        Ending::Unfinished => stores.preferences.words().records().arriving_elsewhere.to_owned(),
        Ending::Failed(_) => words.failed.to_owned(),
    }
}
