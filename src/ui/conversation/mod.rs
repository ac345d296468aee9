//! The chat: top bar, log, composer.

mod actions;
mod again;
mod anchor;
mod bot_choice;
mod composer;
pub mod damaged;
mod draft;
mod edit_box;
pub mod error_card;
mod export;
mod first_run;
mod growing_text;
mod log;
mod message;
pub mod message_field;
pub mod meta;
mod options;
pub mod pictures;
pub mod reasoning;
pub mod scroll;
pub mod status_line;
mod tool_call;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_navigate;

pub use self::bot_choice::open_bot_choice;
pub use self::composer::TypedEarly;
pub use self::meta::cost_text;
pub use self::options::open_options;

use self::composer::Composer;
use self::first_run::FirstRun;
use self::log::open_log;
pub use self::log::preload_log;
use super::dynamic::{dynamic, memo, when};
use super::icon::{Icon, icon};
use super::keep_focus;
use super::layout::Layout;
use super::part::show_part;
use super::show_list::ShowList;
use crate::bot::Bot;
use crate::store::Stores;
use crate::ui::say::say;
use crate::ui::shortcut::{Action, Actions, hint};

/// One conversation, or the place where a new one begins.
#[component]
pub fn ChatPane(conversation: Memo<Option<String>>, bot: Signal<Option<Bot>>) -> impl IntoView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let words = move || stores.preferences.words().shell();
    let title = memo(move || {
        let conversation = conversation.with(|id| id.as_ref().and_then(|id| stores.conversations.get(id)));
        conversation.map_or_else(|| words().new_chat.to_owned(), |conversation| conversation.title)
    });
    let navigate = use_navigate();
    let is_missing = memo(move || {
        stores.loaded.get()
            && conversation.with(|id| id.as_ref().is_some_and(|id| stores.conversations.get(id).is_none()))
    });
    let actions = Actions::use_context();
    view! {
        <Title text=move || format!("{} · AISCouncil", title.get()) />
        <header class="top-bar">
            <ShowList />
            <h1>{title}</h1>
            <button
                type="button"
                class="icon-button"
                aria-label=say(|words| words.shell().compare)
                title=say(|words| words.shell().compare)
                on:click=move |_| {
                    stores.compare.came_from.set(conversation.get_untracked());
                    navigate("/compare", Default::default());
                    keep_focus::on_field();
                }
            >
                {icon(Icon::Columns)}
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label=say(|words| words.shell().edit_bot)
                title=hint(|words| words.shell().edit_bot, Action::Editor)
                aria-expanded=move || layout.shows_editor().to_string()
                on:click=move |_| layout.toggle_editor()
            >
                {icon(Icon::Panel)}
            </button>
        </header>
        {dynamic(move || match conversation.get() {
            _ if is_missing.get() => view! {
                <div class="empty-log">
                    <p>{say(|words| words.shell().no_conversation)}</p>
                    <button type="button" class="button secondary" on:click=move |_| actions.run(Action::NewChat)>
                        {icon(Icon::Plus)} <span>{say(|words| words.shell().new_chat)}</span>
                    </button>
                </div>
            }
                .into_any(),
            Some(id) => show_part(open_log, id),
            None => view! { <FirstRun bot /> }.into_any(),
        })}
        {when(move || !is_missing.get(), move || view! { <Composer conversation bot /> }.into_any())}
    }
    .into_any()
}
