//! Work that nobody waits for, done in a small part of each frame.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use crate::browser::clock;

/// The part of a frame that such work may take. Milliseconds.
const SHARE: f64 = 4.0;

thread_local! {
    static WAITING: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
    static COMING: Cell<bool> = const { Cell::new(false) };
}

/// Does this in one of the next frames. What came last is done first: it is nearest to the end, where people read.
pub fn later(work: impl FnOnce() + 'static) {
    WAITING.with_borrow_mut(|waiting| waiting.push(Box::new(work)));
    ask();
}

fn ask() {
    if !COMING.replace(true) {
        request_animation_frame(|| {
            COMING.set(false);
            let end = clock::monotonic() + SHARE;
            while let Some(work) = WAITING.with_borrow_mut(Vec::pop) {
                work();
                if clock::monotonic() > end {
                    break;
                }
            }
            if WAITING.with_borrow(|waiting| !waiting.is_empty()) {
                ask();
            }
        });
    }
}
