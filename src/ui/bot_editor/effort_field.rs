//! How much a model is to reason.

use leptos::prelude::*;
use serde_json::Value;

use super::Edited;
use crate::bot::{Parameter, Setting};
use crate::ui::dynamic::{dynamic, truth};
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

#[component]
pub(super) fn EffortField(edited: Edited) -> impl IntoView {
    let setting = edited.setting(Parameter::ReasoningEffort);
    // Empty where it is inherited.
    let effort = Memo::new(move |_| match setting.get() {
        Setting::Send(Value::String(effort)) => effort,
        _ => String::new(),
    });
    let other = Memo::new(move |_| {
        Some(effort.get()).filter(|effort| !effort.is_empty() && EFFORTS.iter().all(|(known, _)| known != effort))
    });
    let choose = move |effort: String| {
        let setting = if effort.is_empty() { Setting::Inherit } else { Setting::Send(Value::String(effort)) };
        edited.set(Parameter::ReasoningEffort, setting);
    };
    view! {
        <div class="field">
            <label for=INPUT>{say(|words| words.bot().reasoning_effort)}</label>
            <select id=INPUT on:change:target=move |event| choose(event.target().value())>
                <option value="" prop:selected=truth(move || effort.with(String::is_empty))>{say(|words| words.bot().inherit)}</option>
                {EFFORTS
                    .map(|(option, label)| {
                        let selected = truth(move || effort.with(|effort| effort == option));
                        view! { <option value=option prop:selected=selected>{say(label)}</option> }.into_any()
                    })
                    .into_iter()
                    .collect_view()}
                {dynamic(move || match other.get() {
                    Some(effort) => {
 let shown = effort.clone();
 view! { <option value=effort prop:selected=true>{shown}</option> }.into_any()
 }
                    None => ().into_any(),
                })}
            </select>
        </div>
    }
    .into_any()
}
