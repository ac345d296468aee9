//! The sidebar: new chat, bots, conversations, settings.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::conversation::open_options;
use super::icon::{Icon, icon};
use super::layout::Layout;
use super::part::show_part;
use crate::browser::{clock, page};
use crate::chat::Conversation;
use crate::store::Stores;
use crate::store::live_reply::Mark;
use crate::store::preferences::Theme;
use crate::text::fill;
use crate::ui::conversation_search::open_search;
use crate::ui::dynamic::{dynamic, memo, rows, when};
use crate::ui::say::{Phrase, say, text};
use crate::ui::shortcut::{Action, hint};

#[component]
pub fn Sidebar(conversation: Memo<Option<String>>) -> impl IntoView {
    let layout = Layout::use_context();
    let navigate = use_navigate();
    let new_chat = move |_| {
        navigate("/", Default::default());
        write();
    };
    view! {
        <header class="brand">
            {icon(Icon::Logo)} <span>"AISCouncil"</span>
            <button
                type="button"
                class="icon-button"
                aria-label=say(|words| words.shell().hide_list)
                title=hint(|words| words.shell().hide_list, Action::List)
                on:click=move |_| layout.sidebar.set_open(false)
            >
                {icon(Icon::List)}
            </button>
        </header>
        <div class="sidebar-actions">
            <button
                type="button"
                class="button ghost"
                title=hint(|words| words.shell().new_chat, Action::NewChat)
                on:click=new_chat
            >
                {icon(Icon::Plus)} <span>{say(|words| words.shell().new_chat)}</span>
            </button>
            <button
                id="open-search"
                type="button"
                class="button ghost"
                aria-expanded=move || layout.searching.get().to_string()
                title=hint(|words| words.shell().search, Action::Search)
                on:click=move |_| layout.searching.update(|searching| *searching = !*searching)
            >
                {icon(Icon::Search)} <span>{say(|words| words.shell().search)}</span>
            </button>
        </div>
        {dynamic(move || {
            if layout.searching.get() {
                show_part(open_search, ())
            } else {
                view! {
                    <div class="sidebar-lists">
                        <Bots conversation />
                        <Conversations conversation />
                    </div>
                }
                .into_any()
            }
        })}
        <footer>
            <button
                type="button"
                class="button ghost"
                title=hint(|words| words.shell().settings, Action::Settings)
                on:click=move |_| layout.toggle_settings()
            >
                {icon(Icon::Gear)} <span>{say(|words| words.shell().settings)}</span>
            </button>
            <ThemeButton />
        </footer>
    }
    .into_any()
}

/// Whoever begins a chat writes next. On a touch screen the keyboard would cover half of it, unasked.
fn write() {
    if !page::matches_media("(pointer: coarse)") {
        page::focus("message");
    }
}

/// The bots. A click begins a new chat with that bot.
#[component]
fn Bots(conversation: Memo<Option<String>>) -> impl IntoView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let navigate = use_navigate();
    let go = navigate.clone();
    let add = move |_| {
        stores.bots.add(stores.preferences.language.get_untracked().words().bot().new_name);
        navigate("/", Default::default());
        layout.editor.set_open(true);
    };
    let ids = move || stores.bots.list.with(|bots| bots.iter().map(|bot| bot.id.clone()).collect());
    let row = move |id: String| {
        let go = go.clone();
        let id = StoredValue::new(id);
        let bot = move || id.with_value(|id| stores.bots.get(id));
        let initial = text(move || bot().map(|bot| bot.mark()).unwrap_or_default());
        let colour = text(move || bot().map(|bot| bot.colour.name().to_owned()).unwrap_or_default());
        let name = text(move || bot().map(|bot| bot.name).unwrap_or_default());
        let is_current = move || {
            conversation.with(|open| open.is_none())
                && stores.bots.current.with(|current| id.with_value(|id| current.as_ref() == Some(id)))
        };
        let choose = move |_| {
            id.with_value(|id| stores.bots.choose(id));
            go("/", Default::default());
            write();
        };
        view! {
            <li>
                <button
                    type="button"
                    class="row bot-row"
                    aria-current=move || is_current().then_some("true")
                    on:click=choose
                >
                    <span class="mark" data-colour=colour aria-hidden="true">{initial}</span>
                    <span class="label">{name}</span>
                </button>
            </li>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{say(|words| words.shell().bots)}</h2>
            <ul>
                {rows(ids, row)}
                <li>
                    <button type="button" class="row" on:click=add>
                        {icon(Icon::Plus)} <span class="label">{say(|words| words.shell().new_bot)}</span>
                    </button>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

/// The conversations by day, the newest first.
#[component]
fn Conversations(conversation: Memo<Option<String>>) -> impl IntoView {
    let stores = Stores::use_context();
    let groups = memo(move || stores.conversations.list.with(|list| by_day(list)));
    let titles = [Day::Today, Day::Yesterday, Day::Earlier];
    view! {
        {when(move || stores.conversations.list.with(Vec::is_empty), move || view! {
            <p class="meta empty">{say(|words| words.shell().nothing_yet)}</p>
        }.into_any())}
        {titles
            .into_iter()
            .map(|day| {
                let ids = move || groups.with(|groups| groups[day as usize].clone());
                let title = say(match day {
                    Day::Today => |words| words.shell().today,
                    Day::Yesterday => |words| words.shell().yesterday,
                    Day::Earlier => |words| words.shell().earlier,
                });
                view! {
                    {when(move || groups.with(|groups| !groups[day as usize].is_empty()), move || view! {
                        <section>
                            <h2>{title}</h2>
                            <ul>
                                {rows(ids, move |row| {
                                    let (id, title) = row.split_once('\n').unwrap_or_default();
                                    let (id, title) = (id.to_owned(), title.to_owned());
                                    view! { <ConversationRow id title open=conversation /> }.into_any()
                                })}
                            </ul>
                        </section>
                    }.into_any())}
                }
            })
            .collect_view()}
    }
    .into_any()
}

#[component]
fn ConversationRow(id: String, title: String, open: Memo<Option<String>>) -> impl IntoView {
    let stores = Stores::use_context();
    let menu = Layout::use_context().menu;
    let words = move || stores.preferences.words().shell();
    let id = StoredValue::new(id);
    let title = StoredValue::new(title);
    let has_menu = memo(move || menu.with(|menu| id.with_value(|id| menu.as_ref() == Some(id))));
    let is_open = move || open.with(|open| id.with_value(|id| open.as_ref() == Some(id)));
    let mark = memo(move || id.with_value(|id| stores.replies.mark_of(id)));
    view! {
        <li class="conversation-row" class:selected=is_open>
            <A href=format!("/chat/{}", id.get_value()) attr:class="row">
                <span class="label">{title.get_value()}</span>
                {dynamic(move || mark.get().map_or_else(|| ().into_any(), mark_view))}
            </A>
            <button
                type="button"
                class="icon-button"
                aria-label=text(move || title.with_value(|title| fill(words().options_for, &[("title", title)])))
                aria-expanded=move || has_menu.get().to_string()
                on:click=move |_| {
                    menu.update(|menu| *menu = if menu.as_ref() == Some(&id.get_value()) { None } else { Some(id.get_value()) })
                }
            >
                {icon(Icon::More)}
            </button>
            {when(move || has_menu.get(), move || show_part(open_options, id.get_value()))}
        </li>
    }
    .into_any()
}

/// What a row says of its reply, in a shape and in a word.
fn mark_view(mark: Mark) -> AnyView {
    let (shape, word): (_, Phrase) = match mark {
        Mark::Answering => ("answering", |words| words.chat().answering),
        Mark::Unread => ("unread", |words| words.shell().unread),
    };
    view! { <span class="reply-mark" data-mark=shape title=say(word)><span class="visually-hidden">{say(word)}</span></span> }
        .into_any()
}

/// Switches between light and dark. What the system says is followed until this is used.
#[component]
fn ThemeButton() -> impl IntoView {
    let stores = Stores::use_context();
    // What the system says is not known on the server: the style sheet shows the right one of the two.
    let switch = move |theme: Theme| move |_| stores.preferences.set_theme(theme);
    view! {
        <button
            type="button"
            class="icon-button to-dark"
            aria-label=say(|words| words.shell().dark_theme)
            title=say(|words| words.shell().dark_theme)
            on:click=switch(Theme::Dark)
        >
            {icon(Icon::Moon)}
        </button>
        <button
            type="button"
            class="icon-button to-light"
            aria-label=say(|words| words.shell().light_theme)
            title=say(|words| words.shell().light_theme)
            on:click=switch(Theme::Light)
        >
            {icon(Icon::Sun)}
        </button>
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Day {
    Today,
    Yesterday,
    Earlier,
}

/// The rows of each [`Day`]: the id of a conversation and, after a line break, its title. A row is made anew when
/// either changes.
fn by_day(list: &[Conversation]) -> [Vec<String>; 3] {
    let mut groups = [Vec::new(), Vec::new(), Vec::new()];
    // On the server there is nothing, and no clock.
    if list.is_empty() {
        return groups;
    }
    let today = clock::start_of_day(0);
    let yesterday = clock::start_of_day(1);
    for conversation in list {
        let day = match conversation.updated {
            time if time >= today => Day::Today,
            time if time >= yesterday => Day::Yesterday,
            _ => Day::Earlier,
        };
        groups[day as usize].push(format!("{}\n{}", conversation.id, conversation.title));
    }
    groups
}
