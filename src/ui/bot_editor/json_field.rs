//! A JSON object as text, checked while it is typed.

use leptos::prelude::*;

use super::Edited;
use crate::bot::{Bot, JsonFault, JsonText, parse_object};
use crate::text::fill;
use crate::text::words::BotDetailsWords;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::say::{Phrase, say, text};

/// A text box; what is typed is kept as it is, with its fault below it, and what was last valid is sent.
#[component]
pub(super) fn JsonField(
    edited: Edited,
    id: &'static str,
    label: Phrase,
    hint: Phrase,
    /// Where it stands in the bot.
    read: fn(&Bot) -> &JsonText,
    write: fn(&mut Bot) -> &mut JsonText,
    /// What is to be said against the last valid object, though it is sent; tracks.
    check: fn(Edited, &Bot, &BotDetailsWords) -> Vec<String>,
) -> impl IntoView {
    let typed = edited.text(move |bot| read(bot).text.clone());
    let fault = memo(move || typed.with(|typed| parse_object(typed).err()));
    let hint = say(hint);
    let below = text(move || {
        let words = edited.stores.preferences.words().bot_details();
        let place = |phrase: &str, line: usize, column: usize| {
            fill(phrase, &[("line", &line.to_string()), ("column", &column.to_string())])
        };
        match fault.get() {
            None => hint.get().to_owned(),
            Some(JsonFault::Syntax { line, column }) => place(words.json_syntax, line, column),
            Some(JsonFault::Unfinished { line, column }) => place(words.json_unfinished, line, column),
            Some(JsonFault::NoObject) => words.json_no_object.to_owned(),
        }
    });
    let concerns = memo(move || {
        let words = edited.stores.preferences.words().bot_details();
        edited.bot.with(|bot| bot.as_ref().map(|bot| check(edited, bot, words)).unwrap_or_default())
    });
    let hint_id = format!("{id}-hint");
    let concerns_id = format!("{id}-concerns");
    view! {
        <div class="field">
            <label for=id>{say(label)}</label>
            <textarea
                id=id
                class="code"
                rows="5"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=format!("{hint_id} {concerns_id}")
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                prop:value=typed
                on:input:target=move |event| {
                    let typed = event.target().value();
                    edited.change(|bot| write(bot).typed(typed));
                }
            ></textarea>
            <p id=hint_id class=move || if fault.with(Option::is_some) { "error" } else { "hint" }>{below}</p>
            <div id=concerns_id>
                {dynamic(move || {
                    let concerns = concerns.get();
                    if concerns.is_empty() {
                        return ().into_any();
                    }
                    let concerns = concerns.into_iter().map(|concern| view! { <li>{concern}</li> }).collect_view();
                    view! { <ul class="concerns">{concerns}</ul> }.into_any()
                })}
            </div>
        </div>
    }
    .into_any()
}
