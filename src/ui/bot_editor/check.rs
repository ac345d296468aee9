//! Something of the bot that holds or does not.

use leptos::prelude::*;

use super::Edited;
use crate::bot::Bot;
use crate::ui::dynamic::truth;
use crate::ui::say::{Phrase, say};

#[component]
pub(super) fn Check(
    edited: Edited,
    label: Phrase,
    read: fn(&Bot) -> bool,
    write: fn(&mut Bot) -> &mut bool,
) -> impl IntoView {
    let value = edited.part(read);
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=truth(move || value.get() == Some(true))
                on:change:target=move |event| {
                    let checked = event.target().checked();
                    edited.change(|bot| *write(bot) = checked);
                }
            />
            {say(label)}
        </label>
    }
    .into_any()
}
