//! The form of the answer and what else goes into the request body.

use leptos::prelude::*;

use super::Edited;
use super::json_field::JsonField;
use crate::bot::ResponseFormat;
use crate::text::fill;
use crate::ui::dynamic::{truth, when};
use crate::ui::say::{Phrase, say, text};

fn label(format: ResponseFormat) -> Phrase {
    match format {
        ResponseFormat::Inherit => |words| words.bot_details().inherit,
        ResponseFormat::Text => |words| words.bot_details().text,
        ResponseFormat::JsonObject => |words| words.bot_details().json_object,
        ResponseFormat::JsonSchema => |words| words.bot_details().json_schema,
    }
}

#[component]
pub(super) fn ResponseFormatField(edited: Edited) -> impl IntoView {
    let part = edited.part(|bot| bot.response_format);
    let format = Memo::new(move |_| part.get().unwrap_or_default());
    let strict = edited.part(|bot| bot.strict);
    let choose = move |name: String| {
        let format = ResponseFormat::from_name(&name).unwrap_or_default();
        edited.change(|bot| bot.response_format = format);
    };
    view! {
        <div class="field">
            <label for="bot-format">{say(|words| words.bot_details().response_format)}</label>
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
        {when(move || format.get() == ResponseFormat::JsonSchema, move || view! {
            <JsonField
                edited
                id="bot-schema"
                label=|words| words.bot_details().schema
                hint=|words| words.bot_details().schema_hint
                read=|bot| &bot.schema
                write=|bot| &mut bot.schema
            />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=truth(move || strict.get() == Some(true))
                    on:change:target=move |event| {
                        let strict = event.target().checked();
                        edited.change(|bot| bot.strict = strict);
                    }
                />
                {say(|words| words.bot_details().strict)}
            </label>
        }.into_any())}
    }
    .into_any()
}

#[component]
pub(super) fn ExtraBody(edited: Edited) -> impl IntoView {
    // Fields that the request holds without it.
    let overridden = Memo::new(move |_| {
        edited.bot.with(|bot| {
            let Some(bot) = bot else { return String::new() };
            let defaults =
                edited.provider.with(|provider| provider.as_ref().map(|provider| provider.parameters.clone()));
            let mut request = bot.completion(&defaults.unwrap_or_default(), Vec::new());
            let extra = std::mem::take(&mut request.extra_body);
            let body = request.body(&Default::default());
            extra.keys().filter(|name| body.contains_key(*name)).cloned().collect::<Vec<_>>().join(", ")
        })
    });
    let phrase = say(|words| words.bot_details().overrides);
    view! {
        <JsonField
            edited
            id="bot-extra-body"
            label=|words| words.bot_details().extra_body
            hint=|words| words.bot_details().extra_body_hint
            read=|bot| &bot.extra_body
            write=|bot| &mut bot.extra_body
        />
        <p class="hint">{text(move || overridden.with(|names| {
            if names.is_empty() { String::new() } else { fill(phrase.get(), &[("names", names)]) }
        }))}</p>
    }
    .into_any()
}
