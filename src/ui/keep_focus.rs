//! Where the keyboard's focus goes when a person does something that takes away what has it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::focus::Watch;
use crate::browser::page;
use crate::store::Stores;

/// To the field in which messages are written. Under a dialog it is out of reach: then to the dialog.
pub fn on_field() {
    Watch::begin().keep(field().chain(["dialog[open] button".to_owned()]).collect());
}

/// To a message.
pub fn on_message(id: &str) {
    Watch::begin().keep(vec![article(id)]);
}

/// To the last message of a conversation: what was asked for may wait until all that was said before has been read.
pub fn on_last_message(stores: Stores, conversation: String) {
    let watch = Watch::begin();
    spawn_local(async move {
        stores.conversations.whole(&conversation).await;
        let messages = stores.conversations.messages(&conversation);
        if let Some(last) = messages.with_untracked(|list| list.last().map(|handle| handle.id.clone())) {
            watch.keep(vec![article(&last)]);
        }
    });
}

/// To the entry after one that is being removed from a list, else to the one before it, else to the field. `selector` finds
/// the entry of an id.
pub fn beside(ids: &[String], id: &str, selector: fn(&str) -> String) {
    let Some(index) = ids.iter().position(|other| other == id) else { return };
    let before = index.checked_sub(1);
    let others = [Some(index + 1), before].into_iter().flatten().filter_map(|index| ids.get(index));
    Watch::begin().keep(others.map(|id| selector(id)).chain(field()).collect());
}

/// Finds the field. On touch screens it would bring up the keyboard.
fn field() -> impl Iterator<Item = String> {
    (!page::matches_media("(pointer: coarse)")).then(|| "#message".to_owned()).into_iter()
}

/// Finds the article of a message.
pub fn article(id: &str) -> String {
    format!("article[aria-labelledby='author-{id}'], article[id='author-{id}']")
}
