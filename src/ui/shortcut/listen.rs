//! The one place that listens to keys for the whole page.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

use super::action::{Action, Actions};
use super::{Keys, SHORTCUTS};
use crate::browser::{focus, keyboard, page};

/// Listens as long as the component lives that calls this.
pub fn listen_to_keys(actions: Actions) {
    Effect::new(move || {
        let listener = window_event_listener(ev::keydown, move |event| {
            // While a syllable is being composed, its keys are the input method's.
            if event.default_prevented() || keyboard::is_composing(&event) {
                return;
            }
            let is_taken = if event.code() == "Escape" { escape(actions, &event) } else { press(actions, &event) };
            if is_taken {
                event.prevent_default();
            } else if begins_message(&event) {
                // The letter itself comes after this, into the field.
                page::focus("message");
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Whether a letter is typed while nothing has the focus: whoever types then means the message.
fn begins_message(event: &KeyboardEvent) -> bool {
    let key = event.key();
    let mut letters = key.chars();
    let is_letter = matches!((letters.next(), letters.next()), (Some(letter), None) if letter != ' ');
    let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    is_letter && is_plain && focus::is_lost() && !page::has_blocking_dialog()
}

/// Closes the topmost thing or stops the reply, never both with one press (design §6). The browser itself closes
/// dialogs, so those are left to it.
fn escape(actions: Actions, event: &KeyboardEvent) -> bool {
    // A key that is held down is one press.
    if event.repeat() {
        return false;
    }
    if actions.layout.menu.with_untracked(Option::is_some) {
        actions.layout.menu.set(None);
        return true;
    }
    if page::has_open_dialog() {
        return false;
    }
    if let Some(conversation) = actions.conversation.get_untracked() {
        actions.stores.replies.stop(&conversation);
    }
    false
}

/// Does what these keys are for; whether they are for anything here.
fn press(actions: Actions, event: &KeyboardEvent) -> bool {
    let pressed = |keys: &Keys| {
        let is_mac = actions.layout.is_mac.get_untracked();
        let control = event.meta_key() || (event.ctrl_key() && !is_mac);
        control == keys.control
            && !(is_mac && event.ctrl_key())
            && event.alt_key() == keys.alt
            && event.shift_key() == keys.shift
            && event.code() == keys.code
    };
    let Some(shortcut) = SHORTCUTS.iter().find(|shortcut| pressed(&shortcut.keys)) else { return false };
    let is_on = untrack(|| actions.stores.preferences.has_shortcut(shortcut.name));
    if !is_on || !is_possible(shortcut.action) {
        return false;
    }
    if !event.repeat() {
        actions.run(shortcut.action);
    }
    true
}

/// Whether an action makes sense where the focus is and under what lies over the page.
fn is_possible(action: Action) -> bool {
    match action {
        Action::Settings | Action::Palette => true,
        // Inside its field, the browser's own search is meant.
        Action::Search => !page::has_blocking_dialog() && !page::is_focused("conversation-search"),
        Action::EditLast => page::is_focused("message") && page::typed_into("message").is_none(),
        _ => !page::has_blocking_dialog(),
    }
}
