//! What is needed less often, in a part that is loaded when it is opened.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::Edited;
use super::answer::{ExtraBody, ResponseFormatField};
use super::duplicate::DuplicateBot;
use super::looks::Looks;
use super::number_input::NumberInput;
use super::own_key::OwnKey;
use super::parameter_row::ParameterRow;
use super::preview::Preview;
use crate::bot::{Parameter, Setting};
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
use crate::ui::part::{Part, show_part};
use crate::ui::say::{say, text};

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
        <StopSequences edited />
        <ParameterRow edited parameter=Parameter::Seed />
        <ContextLength edited />
        <Streaming edited />
        <ResponseFormatField edited />
        <ExtraBody edited />
        <OwnKey edited />
        <Looks edited />
        <Preview edited />
        <DuplicateBot edited />
    }
    .into_any()
}

/// Texts that end a reply, separated by commas.
#[component]
fn StopSequences(edited: Edited) -> impl IntoView {
    let setting = edited.setting(Parameter::Stop);
    let stops = move || match setting.get() {
        Setting::Send(value) => listed(&value),
        Setting::Inherit | Setting::DontSend => String::new(),
    };
    let inherited = text(move || edited.inherited(Parameter::Stop).as_ref().map(listed).unwrap_or_default());
    let change = move |typed: String| {
        let stops: Vec<_> = typed.split(',').map(str::trim).filter(|stop| !stop.is_empty()).collect();
        let setting = if stops.is_empty() { Setting::Inherit } else { Setting::Send(json!(stops)) };
        edited.set(Parameter::Stop, setting);
    };
    view! {
        <div class="field">
            <label for="bot-stops">{say(|words| words.bot().stop_sequences)}</label>
            <input
                id="bot-stops"
                type="text"
                class="code"
                autocomplete="off"
                spellcheck="false"
                placeholder=inherited
                aria-describedby="bot-stops-hint"
                prop:value=stops
                on:change:target=move |event| change(event.target().value())
            />
            <p id="bot-stops-hint" class="hint">{say(|words| words.bot().stop_hint)}</p>
        </div>
    }
    .into_any()
}

/// The texts of a list, or the one text that servers take as well.
fn listed(value: &Value) -> String {
    match value {
        Value::Array(stops) => stops.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
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
    let hint = say(|words| words.bot().context_hint);
    let error = say(|words| words.bot().context_error);
    view! {
        <div class="field">
            <label for="bot-context">{say(|words| words.bot().context_length)}</label>
            <NumberInput
                edited
                value
                store
                is_wrong
                described_by="bot-context-hint".to_owned()
                id="bot-context"
                least=1.0
            />
            <p id="bot-context-hint" class=move || if is_wrong.get() { "error" } else { "hint" }>
                {move || if is_wrong.get() { error.get() } else { hint.get() }}
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Streaming(edited: Edited) -> impl IntoView {
    let setting = edited.setting(Parameter::Stream);
    let inherits_streaming = move || edited.inherited(Parameter::Stream) != Some(json!(false));
    let is_on = move || match setting.get() {
        Setting::Send(value) => value != json!(false),
        Setting::Inherit => inherits_streaming(),
        Setting::DontSend => true,
    };
    let change = move |on: bool| {
        let setting = if on == untrack(inherits_streaming) { Setting::Inherit } else { Setting::Send(json!(on)) };
        edited.set(Parameter::Stream, setting);
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=is_on on:change:target=move |event| change(event.target().checked()) />
            {say(|words| words.bot().streaming)}
        </label>
    }
    .into_any()
}
