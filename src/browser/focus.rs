//! Where the keyboard's focus goes when what had it goes away.

use std::cell::Cell;

use leptos::prelude::document;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use super::clock;

/// Frames to wait for an element that is to have the focus.
const PATIENCE: u32 = 120;
/// Frames after which whoever has the focus keeps it.
const SETTLED: u32 = 10;

thread_local! {
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

/// The watch over the focus after an action. An action that is newer has the say: it ends the watch of an older one.
pub struct Watch(u32);

impl Watch {
    /// Begins the watch of an action that is being done now.
    pub fn begin() -> Self {
        LATEST.set(LATEST.get().wrapping_add(1));
        Self(LATEST.get())
    }

    /// Gives the focus to the first element that one of these selectors finds, once what has it now goes away; what is
    /// still being made or loaded is waited for. Where nothing goes away nothing happens, so that no focus is taken from
    /// anybody.
    pub fn keep(self, selectors: Vec<String>) {
        spawn_local(async move {
            let mut settled = 0;
            for _ in 0..PATIENCE {
                clock::frame().await;
                if self.0 != LATEST.get() {
                    return;
                }
                let is_somewhere = !is_lost() || selectors.iter().any(|selector| give(selector));
                settled = if is_somewhere { settled + 1 } else { 0 };
                if settled == SETTLED {
                    return;
                }
            }
        });
    }
}

/// Gives an element the focus, also one that has none by itself. It does not scroll.
pub(super) fn quietly(element: &HtmlElement) {
    if element.tab_index() < 0 {
        // It fails for names that are none.
        drop(element.set_attribute("tabindex", "-1"));
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(element.focus_with_options(&options));
}

/// Whether it could be given: not to what is not there, nor to what lies under a dialog.
fn give(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    quietly(&element);
    document().active_element().as_ref() == Some(element.as_ref())
}

/// Whether no part of the page has it.
pub fn is_lost() -> bool {
    document().active_element().is_none_or(|focused| focused.tag_name() == "BODY")
}
