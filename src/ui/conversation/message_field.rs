//! The text box in which a message is written: Enter sends it, and pictures can be pasted.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::pictures::add_pasted;
use crate::browser::{keyboard, page};
use crate::chat::Picture;
use crate::store::Stores;
use crate::store::preferences::PreferenceStore;
use crate::ui::say::{Phrase, say};

#[component]
pub fn MessageField(
    #[prop(into)] id: String,
    name: Phrase,
    /// Stands in the empty box.
    placeholder: Phrase,
    rows: &'static str,
    text: RwSignal<String>,
    pictures: RwSignal<Vec<Picture>>,
    /// Hears that something was typed.
    #[prop(optional)]
    typed: Option<Callback<()>>,
    /// What Enter does.
    send: Callback<()>,
    /// What Escape does, if anything.
    #[prop(optional)]
    leave: Option<Callback<()>>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let on_key = move |event: KeyboardEvent| {
        if sends(stores.preferences, &event) {
            event.prevent_default();
            send.run(());
        } else if let Some(leave) = leave.filter(|_| event.key() == "Escape" && !keyboard::is_composing(&event)) {
            // A reply that is arriving goes on.
            event.prevent_default();
            leave.run(());
        }
    };
    view! {
        <textarea
            id=id
            aria-label=say(name)
            placeholder=say(placeholder)
            rows=rows
            dir="auto"
            prop:value=text
            on:input:target=move |event| {
                text.set(event.target().value());
                if let Some(typed) = typed {
                    typed.run(());
                }
            }
            on:keydown=on_key
            on:paste=move |event| add_pasted(stores, &event, pictures)
        ></textarea>
    }
    .into_any()
}

/// Whether a key sends the message, as the visitor has set it. While a syllable is being composed, Enter ends the
/// syllable; on touch keyboards it is a new line.
fn sends(preferences: PreferenceStore, event: &KeyboardEvent) -> bool {
    let with_other_key = event.shift_key() || event.ctrl_key() || event.meta_key();
    let sends = if preferences.enter_begins_line.get_untracked() { with_other_key } else { !event.shift_key() };
    event.key() == "Enter" && sends && !keyboard::is_composing(event) && !page::matches_media("(pointer: coarse)")
}
