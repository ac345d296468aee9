//! How much a model is to reason.

use leptos::prelude::*;
use serde_json::Value;

use super::Edited;
use super::other_text::OtherText;
use crate::bot::{Parameter, Setting};
use crate::ui::dynamic::{memo, truth, when};
use crate::ui::say::{Phrase, say};

const INPUT: &str = "bot-effort";

/// Efforts that servers know, with their labels. What one of them does not know it says.
const EFFORTS: [(&str, Phrase); 5] = [
    ("none", |words| words.bot().effort_none),
    ("minimal", |words| words.bot().effort_minimal),
    ("low", |words| words.bot().effort_low),
    ("medium", |words| words.bot().effort_medium),
    ("high", |words| words.bot().effort_high),
];
/// The values of the options that are no effort.
const INHERIT: &str = "";
const DONT_SEND: &str = "(dont_send)";
const OTHER: &str = "(other)";

/// The three modes and the values stand in one list: a list of its own for the mode would have the same name.
#[component]
pub(super) fn EffortField(edited: Edited) -> impl IntoView {
    let setting = edited.setting(Parameter::ReasoningEffort);
    let effort = Signal::derive(move || match setting.get() {
        Setting::Send(Value::String(effort)) => effort,
        // Scripts may have stored a number.
        Setting::Send(effort) => effort.to_string(),
        Setting::Inherit | Setting::DontSend => String::new(),
    });
    let opened = RwSignal::new(false);
    // Another bot has its own effort.
    let bot = edited.part(|bot| bot.id.clone());
    Effect::new(move || {
        bot.track();
        opened.set(false);
    });
    let chosen = memo(move || {
        let effort = effort.get();
        let known = EFFORTS.into_iter().map(|(known, _)| known).find(|known| *known == effort);
        match setting.get() {
            _ if opened.get() => OTHER,
            Setting::Inherit => INHERIT,
            Setting::DontSend => DONT_SEND,
            Setting::Send(_) => known.unwrap_or(OTHER),
        }
    });
    let choose = move |value: String| {
        opened.set(value == OTHER);
        match value.as_str() {
            OTHER => {}
            INHERIT => edited.set(Parameter::ReasoningEffort, Setting::Inherit),
            DONT_SEND => edited.set(Parameter::ReasoningEffort, Setting::DontSend),
            _ => edited.set(Parameter::ReasoningEffort, Setting::Send(Value::String(value))),
        }
    };
    let store = Callback::new(move |typed: String| {
        let setting = if typed.is_empty() { Setting::Inherit } else { Setting::Send(Value::String(typed)) };
        edited.set(Parameter::ReasoningEffort, setting);
    });
    let option = move |value: &'static str, label: Phrase| {
        let selected = truth(move || chosen.get() == value);
        view! { <option value=value prop:selected=selected>{say(label)}</option> }.into_any()
    };
    view! {
        <div class="field">
            <label for=INPUT>{say(|words| words.bot().reasoning_effort)}</label>
            <select id=INPUT on:change:target=move |event| choose(event.target().value())>
                {option(INHERIT, |words| words.bot().inherit)}
                {option(DONT_SEND, |words| words.bot().dont_send)}
                {EFFORTS.map(|(value, label)| option(value, label)).into_iter().collect_view()}
                {option(OTHER, |words| words.bot().other_model)}
            </select>
            {when(move || chosen.get() == OTHER, move || view! {
                <OtherText
                    value=effort
                    opened
                    label=|words| words.bot().other_effort
                    hint=Signal::stored(String::new())
                    hint_id="bot-effort-hint"
                    store
                />
            }.into_any())}
        </div>
    }
    .into_any()
}
