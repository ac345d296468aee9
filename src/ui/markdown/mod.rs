//! The text of a reply, shown while it streams: [`crate::markdown`] keeps the blocks, [`page`] what the page knows of
//! them, the other files show one kind each.

mod block;
mod code;
mod formula;
mod image;
mod inline;
pub(super) mod pace;
mod page;
mod turn;

use leptos::prelude::*;

use pace::Pace;
use page::{Page, Reached};

use crate::ui::dynamic::when;
use crate::ui::say::say;

/// A stored text up to this length is shown at once; more of it comes frame by frame. Bytes.
const AT_ONCE: usize = 32 * 1024;

/// Shows `source` as markdown. While `is_live` half-written syntax is held back, and only what changed is shown anew.
#[component]
pub fn Markdown(
    /// The whole text so far. It only grows; anything else is taken as a new text.
    source: ArcRwSignal<String>,
    #[prop(into)] is_live: Signal<bool>,
) -> impl IntoView {
    let page = Page::new();
    let pace = Pace::new();
    source.with_untracked(|text| page.show(text, is_live.get_untracked(), AT_ONCE));
    Effect::new(move |was_live| {
        let is_live = is_live.get();
        source.track();
        page.allowance().track();
        // The end comes at once: a reply that was stopped does not go on appearing.
        let is_end = was_live == Some(true) && !is_live;
        let portion = if is_end { pace.portion().max(AT_ONCE) } else { pace.portion() };
        if (pace.is_due() || is_end)
            && source.with_untracked(|text| page.show(text, is_live, portion)) == Reached::Portion
        {
            pace.go_on();
        }
        is_live
    });
    view! {
        <div class="markdown">{move || block::document(page, page.is_reactive().get())}</div>
        {when(move || page.is_flattened().get(), || view! { <p class="hint">{say(|words| words.chat().flattened)}</p> }.into_any())}
        {when(move || page.is_cut().get(), move || view! {
            <p class="hint">
                {say(|words| words.chat().long_reply)}
                " "
                <button type="button" class="button link" data-action="show" on:click=move |_| page.show_more()>
                    {say(|words| words.chat().show_more)}
                </button>
            </p>
        }.into_any())}
    }
}
