//! One parameter: its mode, and its value where it is sent.

use leptos::prelude::*;
use serde_json::Value;

use super::Edited;
use crate::bot::{Parameter, Setting};
use crate::text::{Words, fill};

/// The modes in the order of the select.
const MODES: [&str; 3] = ["inherit", "send", "dont_send"];

fn mode_of(setting: &Setting) -> &'static str {
    match setting {
        Setting::Inherit => MODES[0],
        Setting::Send(_) => MODES[1],
        Setting::DontSend => MODES[2],
    }
}

/// The name of a parameter as the editor shows it.
pub(super) fn parameter_name(parameter: Parameter, words: &Words) -> &'static str {
    let words = &words.bot;
    match parameter {
        Parameter::Temperature => words.temperature,
        Parameter::MaxTokens => words.max_tokens,
        Parameter::TopP => words.top_p,
        Parameter::FrequencyPenalty => words.frequency_penalty,
        Parameter::PresencePenalty => words.presence_penalty,
        Parameter::Seed => words.seed,
        Parameter::Stop => words.stop_sequences,
        Parameter::ReasoningEffort => words.reasoning_effort,
        Parameter::Stream => words.streaming,
    }
}

#[component]
pub(super) fn ParameterRow(edited: Edited, parameter: Parameter) -> impl IntoView {
    let stores = edited.stores;
    let words = move || stores.preferences.words();
    let setting = edited.part(move |bot| bot.parameters.get(parameter).clone());
    let mode = Memo::new(move |_| setting.with(|setting| setting.as_ref().map_or(MODES[0], mode_of)));
    let name = move || parameter_name(parameter, words());
    let error = RwSignal::new(false);
    let provider = edited.text(|bot| bot.provider.clone());
    let inherited = move || {
        let provider = stores.registry.registry.with(|registry| registry.get(&provider.get()).map(|p| p.parameters.clone()));
        provider.and_then(|parameters| parameters.get(parameter.wire_name()).map(Value::to_string))
    };
    let value = Signal::derive(move || match setting.get() {
        Some(Setting::Send(value)) => value.to_string(),
        _ => String::new(),
    });
    // While one types, the box is left alone; another bot has its own.
    let shown = edited.part(move |bot| (bot.id.clone(), mode_of(bot.parameters.get(parameter))));
    let change_mode = move |mode: String| {
        error.set(false);
        let setting = match MODES.iter().position(|known| *known == mode) {
            Some(1) => Setting::Send(parameter.usual()),
            Some(2) => Setting::DontSend,
            _ => Setting::Inherit,
        };
        edited.change(|bot| bot.parameters.set(parameter, setting));
    };
    let change_value = move |typed: String| match parameter.range().and_then(|range| range.parse(&typed)) {
        Some(value) => {
            error.set(false);
            edited.change(|bot| bot.parameters.set(parameter, Setting::Send(value)));
        }
        None => error.set(true),
    };
    let range_text = move || {
        parameter.range().map(|range| {
            let phrase = if range.step < 1.0 { words().bot.number_error } else { words().bot.whole_number_error };
            fill(phrase, &[("least", &range.least.to_string()), ("most", &range.most.to_string())])
        })
    };
    let error_id = format!("{}-error", parameter.wire_name());
    let described_by = error_id.clone();
    view! {
        <div class="parameter">
            <span class="parameter-name">{name}</span>
            <select
                class="mode"
                aria-label=move || fill(words().bot.mode_of, &[("parameter", name())])
                on:change:target=move |event| change_mode(event.target().value())
            >
                {MODES
                    .into_iter()
                    .map(|option| {
                        let label = move || match option {
                            "inherit" => words().bot.inherit,
                            "send" => words().bot.send,
                            _ => words().bot.dont_send,
                        };
                        view! { <option value=option prop:selected=move || mode.get() == option>{label}</option> }
                    })
                    .collect_view()}
            </select>
            {move || match shown.get().map(|(_, mode)| mode).unwrap_or(MODES[0]) {
                "send" => {
                    let range = parameter.range();
                    let described_by = described_by.clone();
                    view! {
                        <input
                            type="number"
                            aria-label=name
                            min=range.map(|range| range.least)
                            max=range.map(|range| range.most)
                            step="any"
                            aria-invalid=move || error.get().then_some("true")
                            aria-describedby=move || error.get().then(|| described_by.clone())
                            prop:value=value.get_untracked()
                            on:input:target=move |event| change_value(event.target().value())
                        />
                    }
                        .into_any()
                }
                "inherit" => view! { <span class="inherited">{move || inherited().unwrap_or_else(|| "–".to_owned())}</span> }.into_any(),
                _ => view! { <span class="inherited">"–"</span> }.into_any(),
            }}
            <Show when=move || error.get()>
                <p id=error_id.clone() class="error">{range_text}</p>
            </Show>
        </div>
    }
}

/// Efforts that servers know; what one of them does not know it says.
const EFFORTS: [&str; 5] = ["none", "minimal", "low", "medium", "high"];

#[component]
pub(super) fn EffortField(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let words = move || &stores.preferences.words().bot;
    let effort = edited.text(|bot| match bot.parameters.get(Parameter::ReasoningEffort) {
        Setting::Send(Value::String(effort)) => effort.clone(),
        _ => String::new(),
    });
    let choose = move |effort: String| {
        let setting = if effort.is_empty() { Setting::Inherit } else { Setting::Send(Value::String(effort)) };
        edited.change(|bot| bot.parameters.set(Parameter::ReasoningEffort, setting));
    };
    view! {
        <div class="field">
            <label for="bot-effort">{move || words().reasoning_effort}</label>
            <select id="bot-effort" on:change:target=move |event| choose(event.target().value())>
                <option value="" prop:selected=move || effort.with(String::is_empty)>{move || words().inherit}</option>
                {EFFORTS
                    .into_iter()
                    .map(|option| {
                        let label = move || match option {
                            "none" => words().effort_none,
                            "minimal" => words().effort_minimal,
                            "low" => words().effort_low,
                            "medium" => words().effort_medium,
                            _ => words().effort_high,
                        };
                        view! { <option value=option prop:selected=move || effort.with(|effort| effort == option)>{label}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}
