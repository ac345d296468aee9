//! What Enter does where a message is written.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::page;
use crate::store::preferences::PreferenceStore;

/// Whether a key sends the message, as the visitor has set it. While a syllable is being composed, Enter ends the
/// syllable; on touch keyboards it is a new line.
pub fn sends(preferences: PreferenceStore, event: &KeyboardEvent) -> bool {
    let composing = event.is_composing() || event.key_code() == 229;
    let with_other_key = event.shift_key() || event.ctrl_key() || event.meta_key();
    let sends = if preferences.enter_begins_line.get_untracked() { with_other_key } else { !event.shift_key() };
    event.key() == "Enter" && sends && !composing && !page::matches_media("(pointer: coarse)")
}
