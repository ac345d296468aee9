//! The one owner of the log's scrolling: it follows the end while the reader is there.

use leptos::html::Div;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

/// Pixels from the end within which the reader counts as being there.
const NEAR: i32 = 32;

/// Pixels above a message that the log was asked to go to.
const MARGIN: f64 = 24.0;
/// Milliseconds for which such a message is kept where it is, while what is above it still grows.
const HOLD: std::time::Duration = std::time::Duration::from_millis(1500);

/// Follows the end of a log, or holds a message that was asked for.
#[derive(Clone, Copy)]
pub struct Follow {
    log: NodeRef<Div>,
    following: RwSignal<bool>,
    /// Where the log was when this last looked: only a move up by the reader ends the following, growth never does.
    last_top: StoredValue<i32>,
    held: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl Follow {
    /// Watches the size of `contents`, whatever makes it grow: text, images, an opened block.
    pub fn new(log: NodeRef<Div>, contents: NodeRef<Div>) -> Self {
        let follow = Follow {
            log,
            following: RwSignal::new(true),
            last_top: StoredValue::new(0),
            held: StoredValue::new_local(None),
        };
        Effect::new(move || {
            let Some(contents) = contents.get() else { return };
            let resized = Closure::<dyn FnMut()>::new(move || {
                if follow.held.try_with_value(Option::is_some) == Some(true) {
                    follow.show_held();
                } else if follow.following.try_get_untracked() == Some(true) {
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

    /// Goes to a message and stays there, whatever loads above it, until the reader scrolls.
    pub fn go_to(&self, message: HtmlElement) {
        let follow = *self;
        follow.following.set(false);
        follow.held.set_value(Some(message.clone()));
        follow.show_held();
        let let_go = move || {
            follow.held.try_update_value(|held| {
                if held.as_ref() == Some(&message) {
                    *held = None;
                }
            });
        };
        set_timeout(let_go, HOLD);
    }

    fn show_held(self) {
        let (Some(log), Some(Some(message))) = (self.element(), self.held.try_get_value()) else { return };
        let distance = message.get_bounding_client_rect().top() - log.get_bounding_client_rect().top();
        log.set_scroll_top(log.scroll_top() + (distance - MARGIN) as i32);
        self.last_top.set_value(log.scroll_top());
    }

    /// Goes to the end and follows it.
    pub fn jump(&self) {
        self.held.set_value(None);
        self.following.set(true);
        self.go_to_end();
    }

    /// The log was scrolled, by the reader or by this.
    pub fn scrolled(&self) {
        let Some(log) = self.element() else { return };
        let top = log.scroll_top();
        let is_at_end = log.scroll_height() - top - log.client_height() <= NEAR;
        let moved_up = top < self.last_top.get_value();
        if top != self.last_top.get_value() {
            self.held.set_value(None);
        }
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
