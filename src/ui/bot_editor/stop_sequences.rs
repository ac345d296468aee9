//! Texts that end a reply.

use leptos::html::Textarea;
use leptos::prelude::*;

use super::follow::follow;
use super::parameter_row::{Mode, Row, nothing};
use crate::bot::{Setting, read_stops, stops_text};
use crate::ui::dynamic::when;
use crate::ui::say::{say, text};

/// The text box of the stop sequences. It stands where they are inherited too: who types there sends what is typed.
pub(super) fn stop_sequences(row: Row) -> AnyView {
    let is_left_out = move || row.mode.get() == Mode::DontSend;
    view! {
        {when(is_left_out, nothing)}
        {when(move || !is_left_out(), move || stops(row))}
    }
    .into_any()
}

fn stops(Row { edited, parameter, name, .. }: Row) -> AnyView {
    let setting = edited.setting(parameter);
    let stored = Signal::derive(move || match setting.get() {
        Setting::Send(value) => stops_text(&value),
        Setting::Inherit | Setting::DontSend => String::new(),
    });
    let inherited = text(move || {
        let inherits = setting.with(|setting| *setting == Setting::Inherit);
        edited.inherited(parameter).filter(|_| inherits).as_ref().map(stops_text).unwrap_or_default()
    });
    let input: NodeRef<Textarea> = NodeRef::new();
    // A line that has just begun is in no list yet: the element alone holds it.
    let is_held = follow(edited, stored, move |stored| {
        if let Some(input) = input.get() {
            input.set_value(stored);
        }
    });
    view! {
        <textarea
            node_ref=input
            class="code"
            rows="2"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-label=say(name)
            aria-describedby="bot-stops-hint"
            placeholder=inherited
            on:input:target=move |event| {
                is_held.set(true);
                edited.set(parameter, Setting::Send(read_stops(&event.target().value())));
            }
            on:blur=move |_| is_held.set(false)
        ></textarea>
        <p id="bot-stops-hint" class="hint">{say(|words| words.bot_details().stop_hint)}</p>
    }
    .into_any()
}
