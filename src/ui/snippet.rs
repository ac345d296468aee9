//! Text with the places that a search found.

use leptos::prelude::*;

use crate::chat::search::Snippet;

/// A snippet with its matches marked.
pub fn marked(snippet: &Snippet) -> AnyView {
    let piece = |(text, is_marked): (&str, bool)| {
        let text = text.to_owned();
        if is_marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    snippet.pieces().into_iter().map(piece).collect_view().into_any()
}
