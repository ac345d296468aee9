//! Footnotes. Their references are numbered in the order in which they are shown first, and lead to the notes and back.

use std::collections::HashMap;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::page::Page;
use crate::browser::page::focus_beside;
use crate::store::Stores;
use crate::text::fill;
use crate::text::words::ChatWords;
use crate::ui::dynamic::dynamic;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::text;

/// The numbers of one reply's footnotes.
#[derive(Clone, Copy)]
pub struct Footnotes(StoredValue<Numbers>);

#[derive(Default)]
struct Numbers {
    /// By label; labels are the same whatever their case.
    signals: HashMap<String, ArcRwSignal<Option<usize>>>,
    given: usize,
}

impl Footnotes {
    pub fn new() -> Footnotes {
        Footnotes(StoredValue::new(Numbers::default()))
    }

    /// The number of a footnote, once there is a reference to it.
    fn number(self, label: &str) -> ArcRwSignal<Option<usize>> {
        let number = |numbers: &mut Numbers| numbers.signals.entry(label.to_lowercase()).or_default().clone();
        self.0.try_update_value(number).unwrap_or_default()
    }

    /// The number for a reference. The first one gives it.
    fn refer(self, label: &str) -> usize {
        let signal = self.number(label);
        if let Some(number) = signal.get_untracked() {
            return number;
        }
        let next = |numbers: &mut Numbers| {
            numbers.given += 1;
            numbers.given
        };
        let number = self.0.try_update_value(next).unwrap_or_default();
        signal.set(Some(number));
        number
    }
}

/// A reference, which leads to its note.
pub fn reference(page: Page, label: &str) -> AnyView {
    let number = page.footnotes().refer(label);
    let go = move |event: MouseEvent| go(&event, &format!("[data-note=\"{number}\"]"));
    view! {
        <sup>
            <button type="button" class="note-link" data-reference=number.to_string() aria-label=named(number, |words| words.footnote) on:click=go>
                {number.to_string()}
            </button>
        </sup>
    }
    .into_any()
}

/// A note. Its number leads back to the first reference; one that nothing refers to has its label instead.
pub fn note(page: Page, label: String, children: AnyView) -> AnyView {
    let number = page.footnotes().number(&label);
    let mark = dynamic(move || {
        let Some(number) = number.get() else {
            return view! { <span class="footnote-label">{label.clone()}</span> }.into_any();
        };
        let go = move |event: MouseEvent| go(&event, &format!("[data-reference=\"{number}\"]"));
        view! {
            <button type="button" class="note-link" data-note=number.to_string() aria-label=named(number, |words| words.footnote_back) on:click=go>
                {number.to_string()} {icon(Icon::Up)}
            </button>
        }
        .into_any()
    });
    view! { <div class="footnote">{mark} <div>{children}</div></div> }.into_any()
}

fn named(number: usize, phrase: fn(&ChatWords) -> &'static str) -> Signal<String> {
    let stores = Stores::use_context();
    text(move || fill(phrase(stores.preferences.words().chat()), &[("n", &number.to_string())]))
}

/// Goes to another place of the same reply.
fn go(event: &MouseEvent, selector: &str) {
    if let Some(clicked) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        focus_beside(&clicked, ".markdown", selector);
    }
}
