//! One parameter: its mode, and its value where it is sent.

use leptos::prelude::*;
use serde_json::Value;

use super::Edited;
use super::number_input::NumberInput;
use crate::bot::{Parameter, Setting};
use crate::text::fill;
use crate::ui::dynamic::{dynamic, truth};
use crate::ui::say::{Phrase, say, text};

/// What stands where nothing is sent.
const NOTHING: &str = "–";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Inherit,
    Send,
    DontSend,
}

impl Mode {
    const ALL: [Mode; 3] = [Mode::Inherit, Mode::Send, Mode::DontSend];

    fn of(setting: &Setting) -> Mode {
        match setting {
            Setting::Inherit => Mode::Inherit,
            Setting::Send(_) => Mode::Send,
            Setting::DontSend => Mode::DontSend,
        }
    }

    /// The value of its option.
    fn value(self) -> &'static str {
        match self {
            Mode::Inherit => "inherit",
            Mode::Send => "send",
            Mode::DontSend => "dont_send",
        }
    }

    fn label(self) -> Phrase {
        match self {
            Mode::Inherit => |words| words.bot().inherit,
            Mode::Send => |words| words.bot().send,
            Mode::DontSend => |words| words.bot().dont_send,
        }
    }
}

/// The name of a parameter as the editor shows it.
fn name_of(parameter: Parameter) -> Phrase {
    match parameter {
        Parameter::Temperature => |words| words.bot().temperature,
        Parameter::MaxTokens => |words| words.bot().max_tokens,
        Parameter::TopP => |words| words.bot().top_p,
        Parameter::FrequencyPenalty => |words| words.bot().frequency_penalty,
        Parameter::PresencePenalty => |words| words.bot().presence_penalty,
        Parameter::Seed => |words| words.bot().seed,
        Parameter::Stop => |words| words.bot().stop_sequences,
        Parameter::ReasoningEffort => |words| words.bot().reasoning_effort,
        Parameter::Stream => |words| words.bot().streaming,
    }
}

#[component]
pub(super) fn ParameterRow(edited: Edited, parameter: Parameter) -> impl IntoView {
    let words = move || edited.stores.preferences.words().bot();
    let setting = edited.setting(parameter);
    let mode = Memo::new(move |_| setting.with(Mode::of));
    let name = say(name_of(parameter));
    let is_wrong = RwSignal::new(false);
    let error_id = format!("{}-error", parameter.wire_name());
    let value = Signal::derive(move || match setting.get() {
        Setting::Send(value) => plain(&value),
        Setting::Inherit | Setting::DontSend => String::new(),
    });
    let choose = move |value: String| {
        is_wrong.set(false);
        edited.set(
            parameter,
            match Mode::ALL.into_iter().find(|mode| mode.value() == value) {
                // What is sent begins with what was inherited.
                Some(Mode::Send) => Setting::Send(edited.inherited(parameter).unwrap_or_else(|| parameter.usual())),
                Some(Mode::DontSend) => Setting::DontSend,
                Some(Mode::Inherit) | None => Setting::Inherit,
            },
        );
    };
    let store = Callback::new(move |typed: String| {
        let value = parameter.range().and_then(|range| range.parse(&typed));
        let is_good = value.is_some();
        if let Some(value) = value {
            edited.set(parameter, Setting::Send(value));
        }
        is_good
    });
    let error = text(move || {
        let Some(range) = parameter.range() else { return String::new() };
        let phrase = if range.step < 1.0 { words().number_error } else { words().whole_number_error };
        fill(phrase, &[("least", &range.least.to_string()), ("most", &range.most.to_string())])
    });
    let described_by = StoredValue::new(error_id.clone());
    let value_or_dash = dynamic(move || match mode.get() {
        Mode::Send => {
            let range = parameter.range();
            let (least, most) =
                (range.map_or(f64::MIN, |range| range.least), range.map_or(f64::MAX, |range| range.most));
            view! { <NumberInput edited value store is_wrong described_by=described_by.get_value() label=name least most /> }
                .into_any()
        }
        Mode::Inherit => {
            let inherited =
                text(move || edited.inherited(parameter).map_or_else(|| NOTHING.to_owned(), |value| plain(&value)));
            view! { <span class="inherited">{inherited}</span> }.into_any()
        }
        Mode::DontSend => view! { <span class="inherited">{NOTHING}</span> }.into_any(),
    });
    view! {
        <div class="parameter">
            <span class="parameter-name">{name}</span>
            <select
                class="mode"
                aria-label=text(move || fill(words().mode_of, &[("parameter", name.get())]))
                on:change:target=move |event| choose(event.target().value())
            >
                {Mode::ALL
                    .into_iter()
                    .map(|option| {
                        let selected = truth(move || mode.get() == option);
                        view! { <option value=option.value() prop:selected=selected>{say(option.label())}</option> }
                    })
                    .collect_view()}
            </select>
            {value_or_dash}
            <p id=error_id class="error">{text(move || if is_wrong.get() { error.get() } else { String::new() })}</p>
        </div>
    }
    .into_any()
}

/// A value as it is read: a text without its quotation marks.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
