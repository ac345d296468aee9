//! What is needed less often: stop sequences, seed, context length, streaming.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::Edited;
use super::parameter_row::ParameterRow;
use crate::bot::{Parameter, Setting};

#[component]
pub(super) fn Advanced(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let words = move || &stores.preferences.words().bot;
    let stops = edited.text(|bot| match bot.parameters.get(Parameter::Stop) {
        Setting::Send(Value::Array(stops)) => stops.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    });
    let streams = edited.part(|bot| *bot.parameters.get(Parameter::Stream) != Setting::Send(json!(false)));
    let context = edited.text(|bot| bot.context_length.map(|length| length.to_string()).unwrap_or_default());
    let change_stops = move |typed: String| {
        let stops: Vec<_> = typed.split(',').map(str::trim).filter(|stop| !stop.is_empty()).collect();
        let setting = if stops.is_empty() { Setting::Inherit } else { Setting::Send(json!(stops)) };
        edited.change(|bot| bot.parameters.set(Parameter::Stop, setting));
    };
    let change_streaming = move |on: bool| {
        let setting = if on { Setting::Inherit } else { Setting::Send(json!(false)) };
        edited.change(|bot| bot.parameters.set(Parameter::Stream, setting));
    };
    let context_error = RwSignal::new(false);
    let change_context = move |typed: String| {
        let typed = typed.trim();
        let length = typed.parse().ok().filter(|length| *length > 0);
        context_error.set(!typed.is_empty() && length.is_none());
        if typed.is_empty() || length.is_some() {
            edited.change(|bot| bot.context_length = length);
        }
    };
    view! {
        <details class="advanced">
            <summary>{move || words().advanced}</summary>
            <div class="editor-fields">
                <div class="field">
                    <label for="bot-stops">{move || words().stop_sequences}</label>
                    <input
                        id="bot-stops"
                        type="text"
                        class="code"
                        autocomplete="off"
                        aria-describedby="bot-stops-hint"
                        prop:value=stops
                        on:change:target=move |event| change_stops(event.target().value())
                    />
                    <p id="bot-stops-hint" class="hint">{move || words().stop_hint}</p>
                </div>
                <ParameterRow edited parameter=Parameter::Seed />
                <div class="field">
                    <label for="bot-context">{move || words().context_length}</label>
                    <input
                        id="bot-context"
                        type="number"
                        min="1"
                        aria-describedby="bot-context-hint"
                        aria-invalid=move || context_error.get().then_some("true")
                        prop:value=context
                        on:input:target=move |event| change_context(event.target().value())
                    />
                    <p id="bot-context-hint" class=move || if context_error.get() { "error" } else { "hint" }>
                        {move || if context_error.get() { words().context_error } else { words().context_hint }}
                    </p>
                </div>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || streams.get().unwrap_or(true)
                        on:change:target=move |event| change_streaming(event.target().checked())
                    />
                    {move || words().streaming}
                </label>
            </div>
        </details>
    }
}
