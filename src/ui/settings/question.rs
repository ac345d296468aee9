//! The keys of a question that is asked before something is deleted.

use leptos::ev::KeyboardEvent;

use crate::browser::keyboard;

/// Escape answers that nothing is deleted, and does not close the dialog.
pub(super) fn on_escape(leave: impl Fn() + 'static) -> impl Fn(KeyboardEvent) + 'static {
    move |event| {
        if event.key() == "Escape" && !keyboard::is_composing(&event) {
            event.prevent_default();
            event.stop_propagation();
            leave();
        }
    }
}
