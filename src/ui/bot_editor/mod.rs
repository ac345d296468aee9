//! The bot editor: saves as one types, and re-creates no input while one does.

mod advanced;
mod answer;
mod check;
mod cost_card;
mod delete;
mod duplicate;
mod edited;
mod effort_field;
mod facts;
mod fetch_models;
mod follow;
mod headers;
mod json_field;
mod looks;
mod model_field;
mod number_input;
mod other_text;
mod own_key;
mod parameter_row;
mod preview;
mod prompt_field;
mod provider_field;
mod response_format;
mod stop_sequences;
mod templates;

use leptos::prelude::*;

pub use self::advanced::preload_advanced;

use self::advanced::Advanced;
use self::cost_card::CostCard;
use self::delete::DeleteBot;
use self::edited::Edited;
use self::effort_field::EffortField;
use self::model_field::ModelField;
use self::parameter_row::{ParameterRow, number};
use self::prompt_field::PromptField;
use self::provider_field::ProviderField;
use self::response_format::ResponseFormatField;
use super::conversation::open_bot_choice;
use super::icon::{Icon, icon};
use super::layout::Layout;
use super::part::{Part, show_part};
use crate::bot::{Bot, Parameter};
use crate::store::Stores;
use crate::store::notices::StorageNotice;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::say::{Phrase, say};

/// The parameters that every bot is asked for; the rest stands under [`Advanced`].
const NUMBERS: [(Parameter, Phrase); 5] = [
    (Parameter::Temperature, |words| words.bot().temperature),
    (Parameter::MaxTokens, |words| words.bot().max_tokens),
    (Parameter::TopP, |words| words.bot().top_p),
    (Parameter::FrequencyPenalty, |words| words.bot().frequency_penalty),
    (Parameter::PresencePenalty, |words| words.bot().presence_penalty),
];

#[component]
pub fn BotEditor(
    /// The bot of the conversation on the screen.
    bot: Signal<Option<Bot>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let edited = Edited::new(stores, bot);
    let unmerged = memo(move || stores.records.unmerged.get());
    // Whether the bot is gone, once it is known and the page is in use: the first load is for what one came for, to write,
    // and what is changed before the bots are read would be lost. What is being typed is made anew by nothing but a change
    // of this.
    let is_gone = memo(move || {
        let has_bot = bot.with(Option::is_some);
        (layout.in_use.get() && (has_bot || stores.loaded.get())).then_some(!has_bot)
    });
    view! {
        <header class="editor-header">
            <h2>{say(|words| words.bot().title)}</h2>
            <span class="saved" role="status">
                {dynamic(move || match (unmerged.get(), edited.saved.get()) {
                    (Some(why), _) => not_saved(why),
                    (None, true) => view! {{icon(Icon::Check)} {say(|words| words.bot().saved)}}.into_any(),
                    (None, false) => ().into_any(),
                })}
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
            {dynamic(move || match is_gone.get() {
                None => ().into_any(),
                Some(true) => show_part(open_bot_choice, "bot-name"),
                Some(false) => show_part(open_fields, edited),
            })}
        </div>
    }
    .into_any()
}

/// Stays until there is room again.
fn not_saved(why: StorageNotice) -> AnyView {
    let phrase: Phrase = match why {
        StorageNotice::Full => |words| words.bot().not_saved_full,
        StorageNotice::Blocked | StorageNotice::Unreadable => |words| words.bot().not_saved_blocked,
    };
    view! {{icon(Icon::Warning)} {say(phrase)}}.into_any()
}

#[leptos::wasm_split::wasm_split(bot_editor, wasm_split_path = leptos::wasm_split, fallible, preload(preload_fields))]
pub fn open_fields() -> Part<Edited> {
    Ok(fields)
}

fn fields(edited: Edited) -> AnyView {
    let name = edited.text(|bot| bot.name.clone());
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
        <PromptField edited />
        <h3>{say(|words| words.bot().generation)}</h3>
        <div class="parameters">
            {NUMBERS
                .into_iter()
                .map(|(parameter, name)| view! { <ParameterRow edited parameter name value=number /> })
                .collect_view()}
        </div>
        <div class="side-by-side">
            <EffortField edited />
            <ResponseFormatField edited />
        </div>
        <Advanced edited />
        <DeleteBot edited />
    }
    .into_any()
}
