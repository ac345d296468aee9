//! A copy of the bot.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::Edited;
use crate::browser::page;
use crate::text::fill;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::say;

/// Makes a copy, without the bot's key, and begins a chat with it.
#[component]
pub(super) fn DuplicateBot(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let navigate = use_navigate();
    let duplicate = move |_| {
        let Some(bot) = edited.bot.get_untracked() else { return };
        let phrase = stores.preferences.language.get_untracked().words().bot_details().copy_of;
        let Some(copy) = stores.bots.duplicate(&bot.id, fill(phrase, &[("name", &bot.name)])) else { return };
        stores.bots.choose(&copy);
        navigate("/", Default::default());
        page::focus("bot-name");
    };
    view! {
        <button type="button" class="button ghost delete-bot" on:click=duplicate>
            {icon(Icon::Copy)} <span>{say(|words| words.bot_details().duplicate)}</span>
        </button>
    }
    .into_any()
}
