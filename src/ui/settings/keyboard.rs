//! The keys that do something, and which of them are turned on.

use leptos::prelude::*;

use crate::store::Stores;
use crate::ui::dynamic::truth;
use crate::ui::layout::Layout;
use crate::ui::say::{Phrase, say, text};
use crate::ui::shortcut::SHORTCUTS;

#[component]
pub(super) fn Keyboard() -> impl IntoView {
    let preferences = Stores::use_context().preferences;
    let is_mac = Layout::use_context().is_mac.get_untracked();
    let caps = |caps: Vec<&'static str>| caps.into_iter().map(|cap| view! { <kbd>{cap}</kbd> " " }).collect_view();
    let row = |keys: AnyView, action: AnyView| {
        view! {
            <tr>
                <th scope="row">{keys}</th>
                <td>{action}</td>
            </tr>
        }
        .into_any()
    };
    let shortcuts = SHORTCUTS.map(|shortcut| {
        let label = text(move || shortcut.action.label(preferences.words().settings()).to_owned());
        let action = view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=truth(move || preferences.has_shortcut(shortcut.name))
                    on:change:target=move |event| preferences.set_shortcut(shortcut.name, event.target().checked())
                />
                {label}
            </label>
        };
        row(caps(shortcut.keys.caps(is_mac)).into_any(), action.into_any())
    });
    let of_enter = |swapped: Phrase, usual: Phrase| {
        let (swapped, usual) = (say(swapped), say(usual));
        view! { {move || if preferences.enter_begins_line.get() { swapped.get() } else { usual.get() }} }.into_any()
    };
    let fixed = [
        row(
            caps(vec!["Enter"]).into_any(),
            of_enter(|words| words.settings().key_new_line, |words| words.settings().key_send),
        ),
        row(
            caps(vec![if is_mac { "⇧" } else { "Shift" }, "Enter"]).into_any(),
            of_enter(|words| words.settings().key_send, |words| words.settings().key_new_line),
        ),
        row(caps(vec!["Escape"]).into_any(), say(|words| words.settings().key_escape).into_any()),
    ];
    view! {
        <div class="settings-page">
            <h3>{say(|words| words.settings().keyboard)}</h3>
            <p class="hint">{say(|words| words.settings().keyboard_hint)}</p>
            <table class="keys">
                <tbody>{shortcuts.into_iter().chain(fixed).collect_view()}</tbody>
            </table>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=preferences.enter_begins_line
                    on:change:target=move |event| preferences.set_enter_begins_line(event.target().checked())
                />
                {say(|words| words.settings().enter_begins_line)}
            </label>
        </div>
    }
    .into_any()
}
