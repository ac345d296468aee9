//! The one owner of the log's scrolling: it follows the end while the reader is there.

use leptos::html::Div;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

/// Pixels from the end within which the reader counts as being there.
const NEAR: i32 = 32;

/// Follows the end of a log.
#[derive(Clone, Copy)]
pub struct Follow {
    log: NodeRef<Div>,
    following: RwSignal<bool>,
    /// Where the log was when this last looked: only a move up by the reader ends the following, growth never does.
    last_top: StoredValue<i32>,
}

impl Follow {
    /// Watches the size of `contents`, whatever makes it grow: text, images, an opened block.
    pub fn new(log: NodeRef<Div>, contents: NodeRef<Div>) -> Self {
        let follow = Follow { log, following: RwSignal::new(true), last_top: StoredValue::new(0) };
        Effect::new(move || {
            let Some(contents) = contents.get() else { return };
            let resized = Closure::<dyn FnMut()>::new(move || {
                if follow.following.try_get_untracked() == Some(true) {
                    follow.go_to_end();
                }
            });
            let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) else { return };
            observer.observe(&contents);
            let watch = SendWrapper::new((observer, resized));
            on_cleanup(move || watch.0.disconnect());
        });
        follow
    }

    /// Whether the end is followed; tracks.
    pub fn is_following(&self) -> bool {
        self.following.get()
    }

    /// Goes to the end and follows it.
    pub fn jump(&self) {
        self.following.set(true);
        self.go_to_end();
    }

    /// The log was scrolled, by the reader or by this.
    pub fn scrolled(&self) {
        let Some(log) = self.element() else { return };
        let top = log.scroll_top();
        let is_at_end = log.scroll_height() - top - log.client_height() <= NEAR;
        let moved_up = top < self.last_top.get_value();
        self.last_top.set_value(top);
        let following = if is_at_end { true } else { self.following.get_untracked() && !moved_up };
        if following != self.following.get_untracked() {
            self.following.set(following);
        }
    }

    fn go_to_end(self) {
        if let Some(log) = self.element() {
            log.set_scroll_top(log.scroll_height());
            self.last_top.set_value(log.scroll_top());
        }
    }

    fn element(&self) -> Option<HtmlElement> {
        self.log.try_get_untracked().flatten().map(Into::into)
    }
}
