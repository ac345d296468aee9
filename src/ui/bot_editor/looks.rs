//! Icon, colour and description of a bot, and how its replies are shown.

use leptos::prelude::*;

use super::Edited;
use super::check::Check;
use crate::bot::Colour;
use crate::browser::grapheme;
use crate::ui::dynamic::truth;
use crate::ui::say::{Phrase, say};

fn label(colour: Colour) -> Phrase {
    match colour {
        Colour::Violet => |words| words.bot_details().violet,
        Colour::Blue => |words| words.bot_details().blue,
        Colour::Teal => |words| words.bot_details().teal,
        Colour::Green => |words| words.bot_details().green,
        Colour::Amber => |words| words.bot_details().amber,
        Colour::Red => |words| words.bot_details().red,
        Colour::Pink => |words| words.bot_details().pink,
        Colour::Grey => |words| words.bot_details().grey,
    }
}

#[component]
pub(super) fn Looks(edited: Edited) -> impl IntoView {
    let icon = edited.text(|bot| bot.icon.clone());
    let description = edited.text(|bot| bot.description.clone());
    let colour = edited.part(|bot| bot.colour);
    view! {
        <div class="field">
            <label for="bot-icon">{say(|words| words.bot_details().icon)}</label>
            <input
                id="bot-icon"
                type="text"
                autocomplete="off"
                aria-describedby="bot-icon-hint"
                prop:value=icon
                on:input:target=move |event| {
                    let icon = grapheme::first(event.target().value().trim());
                    edited.change(|bot| bot.icon = icon);
                }
                // A syllable or an emoji may take several keys: what is shown is cut when the field is left.
                on:change:target=move |event| event.target().set_value(&icon.get_untracked())
            />
            <p id="bot-icon-hint" class="hint">{say(|words| words.bot_details().icon_hint)}</p>
        </div>
        <fieldset class="colours" role="radiogroup">
            <legend>{say(|words| words.bot_details().colour)}</legend>
            {Colour::ALL
                .into_iter()
                .map(|option| {
                    view! {
                        <input
                            type="radio"
                            name="bot-colour"
                            data-colour=option.name()
                            aria-label=say(label(option))
                            title=say(label(option))
                            prop:checked=truth(move || colour.get() == Some(option))
                            on:change=move |_| edited.change(|bot| bot.colour = option)
                        />
                    }
                })
                .collect_view()}
        </fieldset>
        <div class="field">
            <label for="bot-description">{say(|words| words.bot_details().description)}</label>
            <input
                id="bot-description"
                type="text"
                autocomplete="off"
                prop:value=description
                on:input:target=move |event| {
                    let description = event.target().value();
                    edited.change(|bot| bot.description = description);
                }
            />
        </div>
        <Check edited label=|words| words.bot_details().render_markdown read=|bot| bot.render_markdown write=|bot| &mut bot.render_markdown />
        <Check edited label=|words| words.bot_details().show_token_count read=|bot| bot.show_token_count write=|bot| &mut bot.show_token_count />
    }
    .into_any()
}
