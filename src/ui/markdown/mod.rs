//! The text of a reply, shown while it streams: [`crate::markdown`] keeps the blocks, [`page`] what the page knows of
//! them, the other files show one kind each.

mod block;
mod code;
mod formula;
mod image;
mod inline;
mod late;
mod pace;
mod page;
mod turn;

use leptos::prelude::*;

pub use late::{preload_formula, preload_highlight};
use pace::Pace;
use page::Page;

use crate::ui::dynamic::when;
use crate::ui::say::say;

/// Shows `source` as markdown. While `is_live` half-written syntax is held back, and only what changed is shown anew.
#[component]
pub fn Markdown(
    /// The whole text so far. It only grows; anything else is taken as a new text.
    source: ArcRwSignal<String>,
    #[prop(into)] is_live: Signal<bool>,
) -> impl IntoView {
    let page = Page::new();
    let pace = Pace::new();
    source.with_untracked(|text| page.show(text, is_live.get_untracked()));
    Effect::new(move |_| {
        let is_live = is_live.get();
        source.track();
        if !is_live || pace.is_due() {
            source.with_untracked(|text| page.show(text, is_live));
        }
    });
    view! {
        <div class="markdown">{move || block::document(page, page.is_reactive().get())}</div>
        {when(move || page.is_flattened().get(), || view! { <p class="hint">{say(|words| words.chat().flattened)}</p> }.into_any())}
    }
}
