//! One parameter: its mode, and its value where it is sent.

use leptos::prelude::*;
use serde_json::Value;

use super::Edited;
use super::number_input::NumberInput;
use crate::bot::{Parameter, Setting};
use crate::text::fill;
use crate::ui::dynamic::{dynamic, memo, truth};
use crate::ui::say::{Phrase, say, text};

/// What stands where nothing is sent.
const NOTHING: &str = "–";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
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

/// The parameter of a row.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub edited: Edited,
    pub parameter: Parameter,
    pub name: Phrase,
    pub mode: Memo<Mode>,
}

/// A row of the editor. `value` renders what stands behind the mode.
#[component]
pub(super) fn ParameterRow(
    edited: Edited,
    parameter: Parameter,
    name: Phrase,
    value: fn(Row) -> AnyView,
) -> impl IntoView {
    let words = move || edited.stores.preferences.words();
    let setting = edited.setting(parameter);
    let mode = memo(move || setting.with(Mode::of));
    let choose = move |value: String| {
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
    view! {
        <div class="parameter">
            <span class="parameter-name">{say(name)}</span>
            <select
                class="mode"
                aria-label=text(move || fill(words().bot().mode_of, &[("parameter", name(words()))]))
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
            {value(Row { edited, parameter, name, mode })}
        </div>
    }
    .into_any()
}

/// What stands where there is nothing to change.
pub(super) fn nothing() -> AnyView {
    view! { <span class="inherited">{NOTHING}</span> }.into_any()
}

/// The value of a parameter that is a number.
pub(super) fn number(row: Row) -> AnyView {
    let Row { edited, parameter, .. } = row;
    dynamic(move || match row.mode.get() {
        Mode::Send => number_to_send(row),
        Mode::Inherit => {
            let inherited =
                text(move || edited.inherited(parameter).map_or_else(|| NOTHING.to_owned(), |value| plain(&value)));
            view! { <span class="inherited">{inherited}</span> }.into_any()
        }
        Mode::DontSend => nothing(),
    })
}

fn number_to_send(Row { edited, parameter, name, .. }: Row) -> AnyView {
    let Some(range) = parameter.range() else { return nothing() };
    let setting = edited.setting(parameter);
    let is_wrong = RwSignal::new(false);
    let error_id = format!("{}-error", parameter.wire_name());
    let value = Signal::derive(move || match setting.get() {
        Setting::Send(value) => plain(&value),
        Setting::Inherit | Setting::DontSend => String::new(),
    });
    let store = Callback::new(move |typed: String| {
        let value = range.parse(&typed);
        let is_good = value.is_some();
        if let Some(value) = value {
            edited.set(parameter, Setting::Send(value));
        }
        is_good
    });
    let error = text(move || {
        if !is_wrong.get() {
            return String::new();
        }
        let words = edited.stores.preferences.words().bot();
        let phrase = if range.step < 1.0 { words.number_error } else { words.whole_number_error };
        fill(phrase, &[("least", &range.least.to_string()), ("most", &range.most.to_string())])
    });
    let (label, described_by) = (say(name), error_id.clone());
    view! {
        <NumberInput edited value store is_wrong described_by label least=range.least most=range.most />
        <p id=error_id class="error">{error}</p>
    }
    .into_any()
}

/// A value as it is read: a text without its quotation marks.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
