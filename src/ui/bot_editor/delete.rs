//! Deleting a bot.

use std::sync::Arc;

use leptos::prelude::*;

use super::Edited;
use crate::browser::page;
use crate::text::fill;
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::say;

/// Deletes the bot where there is another one to go on with. Its conversations stay.
#[component]
pub(super) fn DeleteBot(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let remove = move |_| {
        let Some(id) = edited.bot.with_untracked(|bot| bot.as_ref().map(|bot| bot.id.clone())) else { return };
        let Some(removed) = stores.remove_bot(&id) else { return };
        let phrase = stores.preferences.language.get_untracked().words().bot().deleted;
        let message = fill(phrase, &[("name", &removed.bot.name)]);
        stores.notices.show(message, Some(Arc::new(move || stores.restore_bot(removed.clone()))));
        // The button may be gone: it is not offered for the last bot.
        page::focus("bot-name");
    };
    view! {
        {when(move || stores.bots.list.with(|bots| bots.len() > 1), move || view! {
            <button type="button" class="button ghost destructive delete-bot" on:click=remove>
                {icon(Icon::Trash)} <span>{say(|words| words.bot().delete)}</span>
            </button>
        }.into_any())}
    }
    .into_any()
}
