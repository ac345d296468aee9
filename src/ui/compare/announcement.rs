//! What a screen reader is told of the answers of one column.

use leptos::prelude::*;

use crate::chat::{Ending, ReplyDetails, Role};
use crate::store::Stores;
use crate::store::message_handle::MessageHandle;
use crate::text::{About, completion_error, fill};
use crate::ui::say::text;

/// Says once how each answer ended, by a region of the column's own: two columns may end in the same moment. An answer
/// that had ended before is not said: it was, or it is of an earlier visit.
#[component]
pub(super) fn Announcement(conversation: String) -> impl IntoView {
    let stores = Stores::use_context();
    let messages = stores.conversations.messages(&conversation);
    // The answer that was seen to arrive last, and whether it still does. One memo tells both: who reads a memo and then the
    // one that it is made of is not told when only the second has changed.
    let seen = Memo::new(move |last: Option<&(Option<String>, bool)>| {
        let live = stores.replies.message_of(&conversation);
        let is_live = live.is_some();
        (live.or_else(|| last.and_then(|(seen, _)| seen.clone())), is_live)
    });
    let said = text(move || {
        let (Some(seen), false) = seen.get() else { return String::new() };
        let reply = messages.with(|messages| messages.iter().find(|handle| handle.id == seen).cloned());
        let Some(reply) = reply.filter(|reply| reply.role == Role::Assistant) else { return String::new() };
        let Some(details) = reply.details.get() else { return String::new() };
        let said = sentence(stores, &details, &reply);
        fill(stores.preferences.words().compare().said, &[("model", &details.model), ("said", &said)])
    });
    view! { <p class="visually-hidden" role="status">{said}</p> }.into_any()
}

fn sentence(stores: Stores, details: &ReplyDetails, reply: &MessageHandle) -> String {
    let language = stores.preferences.language.get();
    let words = language.words().chat();
    match &details.ending {
        Ending::Failed(error) => {
            let name = details.provider_name.clone();
            completion_error(language, error, &About { name, host: String::new(), model: details.model.clone() }).title
        }
        Ending::Stopped => words.stopped.to_owned(),
        Ending::Complete | Ending::Unfinished => {
            let count = reply.content.with_untracked(|text| text.split_whitespace().count());
            fill(words.finished, &[("n", &count.to_string())])
        }
    }
}
