//! Stopping a request: at once for the reader of its reply, and on the network.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::{AbortController, AbortSignal};

/// A handle that stops a request, and those that follow it in its place. Clones stop the same one.
#[derive(Clone, Debug)]
pub struct Cancel(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Of the request that is under way. Each has its own: one that has ended must not end the next.
    controller: RefCell<Option<AbortController>>,
    cancelled: Cell<bool>,
}

impl Cancel {
    pub fn new() -> Self {
        Cancel(Rc::new(Inner { controller: RefCell::new(None), cancelled: Cell::new(false) }))
    }

    /// Stops the request on somebody's word: nothing of it is delivered any more when this returns.
    pub fn cancel(&self) {
        self.0.cancelled.set(true);
        self.close_connection();
    }

    /// Whether somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }

    /// Ends the network request without calling it cancelled: its reply is complete, or nobody listens any more.
    pub fn close_connection(&self) {
        // Aborting runs listeners, which may come back here.
        let controller = self.0.controller.take();
        if let Some(controller) = controller {
            controller.abort();
        }
    }

    /// The signal for the `fetch` of the next request.
    pub fn signal(&self) -> Option<AbortSignal> {
        let controller = AbortController::new().ok()?;
        let signal = controller.signal();
        if self.is_cancelled() {
            controller.abort();
        } else {
            self.0.controller.replace(Some(controller));
        }
        Some(signal)
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Cancel::new()
    }
}

/// Closes the connection when the future that holds it ends or is dropped, so that Stop, navigation and a component's
/// end are all the same: drop it.
pub struct CloseOnDrop<'a>(pub &'a Cancel);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close_connection();
    }
}
