//! The keys that do something.

use leptos::prelude::*;

use crate::ui::say::{Phrase, say};

/// Keys, pressed together, and what they do.
type Row = (&'static [&'static str], Phrase);

const ROWS: [Row; 4] = [
    (&["Ctrl / ⌘", "Shift", "S"], |words| words.settings().key_settings),
    (&["Enter"], |words| words.settings().key_send),
    (&["Shift", "Enter"], |words| words.settings().key_new_line),
    (&["Escape"], |words| words.settings().key_escape),
];

#[component]
pub(super) fn Keyboard() -> impl IntoView {
    let rows = ROWS.map(|(keys, action)| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " }).collect_view();
        view! {
            <tr>
                <th scope="row">{keys}</th>
                <td>{say(action)}</td>
            </tr>
        }
    });
    view! {
        <div class="settings-page">
            <h3>{say(|words| words.settings().keyboard)}</h3>
            <table class="keys">
                <tbody>{rows.into_iter().collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
