//! Which bot goes on where the one of a conversation is gone.

use leptos::prelude::*;

use crate::browser::page;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::icon::{Icon, icon};
use crate::ui::part::Part;
use crate::ui::say::say;
use crate::ui::shortcut::Actions;

/// The value of the option that makes a new bot: no bot has an empty id.
const NEW: &str = "";

#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_bot_choice() -> Part<&'static str> {
    Ok(bot_choice)
}

/// Says that the bot is gone and lets another one be chosen; then the control with this id has the focus. Where there is
/// no conversation either, that is said.
fn bot_choice(next: &'static str) -> AnyView {
    let Actions { stores, conversation, .. } = Actions::use_context();
    let is_missing =
        memo(move || conversation.with(|id| id.as_ref().is_some_and(|id| stores.conversations.get(id).is_none())));
    let choose = move |bot: String| {
        let bot = match bot.as_str() {
            NEW => stores.bots.add(stores.preferences.language.get_untracked().words().bot().new_name),
            _ => bot,
        };
        match conversation.get_untracked() {
            Some(conversation) => stores.conversations.set_bot(&conversation, &bot),
            None => stores.bots.choose(&bot),
        }
        page::focus_soon(next.to_owned());
    };
    let options = move || {
        let bots = stores.bots.list.get();
        let options = bots.into_iter().map(|bot| view! { <option value=bot.id>{bot.name}</option> });
        options.collect_view().into_any()
    };
    dynamic(move || {
        if is_missing.get() {
            return view! { <p class="hint">{say(|words| words.shell().no_conversation)}</p> }.into_any();
        }
        view! {
            <div class="banner warn bot-choice">
                {icon(Icon::Warning)} <p>{say(|words| words.records().bot_deleted)}</p>
                <select
                    aria-label=say(|words| words.records().choose_bot)
                    on:change:target=move |event| choose(event.target().value())
                >
                    <option disabled=true selected=true>{say(|words| words.records().choose_bot)}</option>
                    {dynamic(options)}
                    <option value=NEW>{say(|words| words.shell().new_bot)}</option>
                </select>
            </div>
        }
        .into_any()
    })
}
