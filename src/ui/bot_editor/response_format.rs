//! The form of the answer.

use leptos::prelude::*;

use super::Edited;
use super::answer::open_schema;
use crate::bot::ResponseFormat;
use crate::ui::dynamic::{memo, truth, when};
use crate::ui::part::show_part;
use crate::ui::say::{Phrase, say};

fn label(format: ResponseFormat) -> Phrase {
    match format {
        ResponseFormat::Inherit => |words| words.bot().inherit,
        ResponseFormat::Text => |words| words.bot().text,
        ResponseFormat::JsonObject => |words| words.bot().json_object,
        ResponseFormat::JsonSchema => |words| words.bot().json_schema,
    }
}

#[component]
pub(super) fn ResponseFormatField(edited: Edited) -> impl IntoView {
    let part = edited.part(|bot| bot.response_format);
    let format = memo(move || part.get().unwrap_or_default());
    let choose = move |name: String| {
        let format = ResponseFormat::from_name(&name).unwrap_or_default();
        edited.change(|bot| bot.response_format = format);
    };
    view! {
        <div class="field">
            <label for="bot-format">{say(|words| words.bot().response_format)}</label>
            <select id="bot-format" on:change:target=move |event| choose(event.target().value())>
                {ResponseFormat::ALL
                    .into_iter()
                    .map(|option| {
                        let selected = truth(move || format.get() == option);
                        view! { <option value=option.name() prop:selected=selected>{say(label(option))}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
        {when(move || format.get() == ResponseFormat::JsonSchema, move || show_part(open_schema, edited))}
    }
    .into_any()
}
