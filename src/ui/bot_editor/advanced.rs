//! What is needed less often, in a part that is loaded when it is opened.

use leptos::prelude::*;
use serde_json::json;

use super::Edited;
use super::answer::ExtraBody;
use super::duplicate::DuplicateBot;
use super::headers::Headers;
use super::looks::Looks;
use super::number_input::NumberInput;
use super::own_key::OwnKey;
use super::parameter_row::{Mode, ParameterRow, Row, nothing, number};
use super::preview::Preview;
use super::stop_sequences::stop_sequences;
use crate::bot::{Parameter, Setting};
use crate::ui::dynamic::{truth, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::part::{Part, show_part};
use crate::ui::say::say;

#[component]
pub(super) fn Advanced(edited: Edited) -> impl IntoView {
    let was_opened = RwSignal::new(false);
    view! {
        <details class="advanced" on:toggle=move |_| was_opened.set(true)>
            <summary>{icon(Icon::Chevron)} <span>{say(|words| words.bot().advanced)}</span></summary>
            <div class="editor-fields">{when(move || was_opened.get(), move || show_part(open_advanced, edited))}</div>
        </details>
    }
    .into_any()
}

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible, preload(preload_advanced))]
pub fn open_advanced() -> Part<Edited> {
    Ok(fields)
}

fn fields(edited: Edited) -> AnyView {
    view! {
        <div class="parameters">
            <ParameterRow edited parameter=Parameter::Stop name=|words| words.bot_details().stop_sequences value=stop_sequences />
            <ParameterRow edited parameter=Parameter::Seed name=|words| words.bot_details().seed value=number />
            <ParameterRow edited parameter=Parameter::Stream name=|words| words.bot_details().streaming value=streaming />
        </div>
        <ContextLength edited />
        <Headers edited />
        <ExtraBody edited />
        <OwnKey edited />
        <Looks edited />
        <Preview edited />
        <DuplicateBot edited />
    }
    .into_any()
}

#[component]
fn ContextLength(edited: Edited) -> impl IntoView {
    let value = edited.text(|bot| bot.context_length.map(|length| length.to_string()).unwrap_or_default());
    let is_wrong = RwSignal::new(false);
    let store = Callback::new(move |typed: String| {
        let typed = typed.trim();
        let length = typed.parse().ok().filter(|length: &u32| *length > 0);
        let is_good = typed.is_empty() || length.is_some();
        if is_good {
            edited.change(|bot| bot.context_length = length);
        }
        is_good
    });
    let hint = say(|words| words.bot_details().context_hint);
    let error = say(|words| words.bot_details().context_error);
    view! {
        <div class="field">
            <label for="bot-context">{say(|words| words.bot_details().context_length)}</label>
            <NumberInput
                edited
                value
                store
                is_wrong
                described_by="bot-context-hint".to_owned()
                id="bot-context"
                least=1
            />
            <p id="bot-context-hint" class=move || if is_wrong.get() { "error" } else { "hint" }>
                {move || if is_wrong.get() { error.get() } else { hint.get() }}
            </p>
        </div>
    }
    .into_any()
}

/// The switch of streaming. It stands where streaming is inherited too, and shows what is.
fn streaming(row: Row) -> AnyView {
    let Row { edited, parameter, name, mode } = row;
    let setting = edited.setting(parameter);
    let is_on = truth(move || match setting.get() {
        Setting::Send(value) => value != json!(false),
        Setting::Inherit | Setting::DontSend => edited.inherited(parameter) != Some(json!(false)),
    });
    let is_left_out = move || mode.get() == Mode::DontSend;
    view! {
        {when(is_left_out, nothing)}
        {when(move || !is_left_out(), move || view! {
            <label class="check">
                <input
                    type="checkbox"
                    aria-label=say(name)
                    prop:checked=is_on
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        edited.set(parameter, Setting::Send(json!(on)));
                    }
                />
            </label>
        }.into_any())}
    }
    .into_any()
}
