//! Ids of bots, conversations and messages.

use std::cell::Cell;

use crate::browser::clock;

/// The length of the ids that are made here.
pub const ID_LENGTH: usize = 20;

thread_local! {
    static LAST: Cell<u64> = const { Cell::new(0) };
}

/// A new id. Ids of one page sort in the order in which they were made; the random end keeps those of two pages apart.
pub fn new_id() -> String {
    let time = LAST.with(|last| {
        let time = (clock::now() as u64).max(last.get() + 1);
        last.set(time);
        time
    });
    let random = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("{time:012x}{random:08x}")
}
