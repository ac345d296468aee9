//! The keys that do something.

use leptos::prelude::*;

use crate::store::Stores;

#[component]
pub(super) fn Keyboard() -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().settings;
    let row = move |keys: &'static str, action: fn(&crate::text::words::SettingsWords) -> &'static str| {
        view! {
            <tr>
                <th scope="row"><kbd>{keys}</kbd></th>
                <td>{move || action(words())}</td>
            </tr>
        }
    };
    view! {
        <div class="settings-page">
            <h3>{move || words().keyboard}</h3>
            <table class="keys">
                <tbody>
                    {row("Ctrl / ⌘ + Shift + S", |words| words.key_settings)}
                    {row("Enter", |words| words.key_send)}
                    {row("Shift + Enter", |words| words.key_new_line)}
                    {row("Escape", |words| words.key_escape)}
                </tbody>
            </table>
        </div>
    }
}
