//! The text of a reply, shown while it streams: [`crate::markdown`] keeps the blocks, [`page`] what the page knows of
//! them, the other files show one kind each.

mod block;
mod code;
mod footnote;
mod formula;
mod image;
mod inline;
pub(super) mod left_out;
pub(super) mod pace;
mod page;
mod portion;
mod turn;

use leptos::prelude::*;

use left_out::LeftOut;
use pace::Pace;
use page::{Page, Reached};

use crate::store::live_reply::Growth;
use crate::ui::dynamic::when;
use crate::ui::say::say;

/// A stored text up to this length is shown at once; more of it comes frame by frame. Bytes.
const AT_ONCE: usize = 32 * 1024;

/// Shows `source` as markdown. While it grows half-written syntax is held back, and only what changed is shown anew.
#[component]
pub fn Markdown(
    /// The whole text so far. It only grows; anything else is taken as a new text.
    source: ArcRwSignal<String>,
    #[prop(into)] growth: Signal<Growth>,
) -> impl IntoView {
    let page = Page::new();
    let pace = Pace::new(growth);
    source.with_untracked(|text| page.show(text, growth.get_untracked().is_live(), AT_ONCE));
    Effect::new(move || {
        source.track();
        page.allowance().track();
        source.with_untracked(|text| {
            let show = |portion| page.show(text, growth.get_untracked().is_live(), portion) == Reached::Portion;
            pace.update(page.left_of(text), show);
        });
    });
    let show_more = Callback::new(move |()| {
        pace.release();
        page.show_more();
    });
    let is_cut = Signal::derive(move || page.is_cut().get() || pace.is_held());
    view! {
        <div class="markdown">{move || block::document(page, page.is_reactive().get())}</div>
        {when(move || page.is_flattened().get(), || view! { <p class="hint">{say(|words| words.chat().flattened)}</p> }.into_any())}
        <LeftOut is_cut phrase=|words| words.chat().long_reply class="hint" show_more />
    }
}
