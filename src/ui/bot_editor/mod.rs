//! The bot editor: saves as one types, and re-creates no input while one does.

mod advanced;
mod answer;
mod cost_card;
mod delete;
mod duplicate;
mod edited;
mod effort_field;
mod json_field;
mod looks;
mod model_field;
mod number_input;
mod own_key;
mod parameter_row;
mod preview;
mod provider_field;

use leptos::prelude::*;

pub use self::advanced::preload_advanced;

use self::advanced::Advanced;
use self::cost_card::CostCard;
use self::delete::DeleteBot;
use self::edited::Edited;
use self::effort_field::EffortField;
use self::model_field::ModelField;
use self::parameter_row::ParameterRow;
use self::provider_field::ProviderField;
use super::conversation::open_bot_choice;
use super::icon::{Icon, icon};
use super::part::{Part, show_part};
use crate::bot::{Bot, Parameter};
use crate::store::Stores;
use crate::ui::dynamic::{dynamic, when};
use crate::ui::say::say;

/// The parameters that every bot is asked for; the rest stands under [`Advanced`].
const NUMBERS: [Parameter; 5] = [
    Parameter::Temperature,
    Parameter::MaxTokens,
    Parameter::TopP,
    Parameter::FrequencyPenalty,
    Parameter::PresencePenalty,
];

#[component]
pub fn BotEditor(
    /// The bot of the conversation on the screen.
    bot: Signal<Option<Bot>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let edited = Edited::new(stores, bot);
    let is_gone = Memo::new(move |_| stores.loaded.get() && bot.with(Option::is_none));
    view! {
        <header class="editor-header">
            <h2>{say(|words| words.bot().title)}</h2>
            <span class="saved" role="status">
                {when(move || edited.saved.get(), move || view! {{icon(Icon::Check)} {say(|words| words.bot().saved)}}.into_any())}
            </span>
            <button
                type="button"
                class="icon-button"
                aria-label=say(|words| words.bot().close)
                title=say(|words| words.bot().close)
                on:click=move |_| on_close.run(())
            >
                {icon(Icon::Close)}
            </button>
        </header>
        <div class="editor-body">
            {dynamic(move || {
                if is_gone.get() {
                    show_part(open_bot_choice, "bot-name")
                } else {
                    show_part(open_fields, edited)
                }
            })}
        </div>
    }
    .into_any()
}

#[leptos::wasm_split::wasm_split(bot_editor, wasm_split_path = leptos::wasm_split, fallible, preload(preload_fields))]
pub fn open_fields() -> Part<Edited> {
    Ok(fields)
}

fn fields(edited: Edited) -> AnyView {
    let name = edited.text(|bot| bot.name.clone());
    let prompt = edited.text(|bot| bot.system_prompt.clone());
    view! {
        <div class="field">
            <label for="bot-name">{say(|words| words.bot().name)}</label>
            <input
                id="bot-name"
                type="text"
                autocomplete="off"
                prop:value=name
                on:input:target=move |event| {
                    let name = event.target().value();
                    edited.change(|bot| bot.name = name);
                }
            />
        </div>
        <ProviderField edited />
        <ModelField edited />
        <CostCard edited />
        <div class="field">
            <label for="bot-prompt">{say(|words| words.bot().system_prompt)}</label>
            <textarea
                id="bot-prompt"
                rows="4"
                dir="auto"
                placeholder=say(|words| words.bot().system_prompt_hint)
                prop:value=prompt
                on:input:target=move |event| {
                    let prompt = event.target().value();
                    edited.change(|bot| bot.system_prompt = prompt);
                }
            ></textarea>
        </div>
        <h3>{say(|words| words.bot().generation)}</h3>
        <div class="parameters">
            {NUMBERS.into_iter().map(|parameter| view! { <ParameterRow edited parameter /> }).collect_view()}
        </div>
        <EffortField edited />
        <Advanced edited />
        <DeleteBot edited />
    }
    .into_any()
}
