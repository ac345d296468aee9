//! How far a search is and how much it found, in words.

use crate::store::search::{Progress, SearchStore};
use crate::text::fill;
use crate::text::words::SearchWords;
use leptos::prelude::*;

/// What a search says of itself; tracks it. Nothing while it is idle.
pub fn status(search: SearchStore, words: &SearchWords) -> String {
    let counts = search.counts.get();
    match search.progress.get() {
        Progress::Idle => String::new(),
        Progress::Searching => words.searching.to_owned(),
        Progress::Complete if counts.messages == 0 => words.no_message.to_owned(),
        progress => {
            let of = |count: usize, one: &str, many: &str| match count {
                1 => one.to_owned(),
                count => fill(many, &[("n", &count.to_string())]),
            };
            let mut parts = vec![
                of(counts.conversations, words.one_conversation, words.conversation_count),
                of(counts.messages, words.one_match, words.match_count),
            ];
            if progress == Progress::Cut {
                parts.push(words.and_more.to_owned());
            }
            parts.join(", ")
        }
    }
}
