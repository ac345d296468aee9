//! The one owner of the log's scrolling: it follows the end while the reader is there, and else keeps what is read where
//! it is.

use leptos::ev::MouseEvent;
use leptos::html::Div;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

use super::anchor::Anchor;

/// Pixels from the end within which the reader counts as being there.
const NEAR: i32 = 32;
/// Pixels from the top within which earlier messages are brought: what a reader scrolls while some of them come.
const NEAR_TOP: i32 = 4000;
/// Pixels above a message that the log was asked to go to.
const MARGIN: f64 = 24.0;
/// What opens something below itself when it is clicked, and what may close it again.
const OPENERS: &str = "details:not([open]) > summary, [aria-expanded=false], [data-action=edit], [data-action=show]";
const CLOSERS: &str = "details[open] > summary, [aria-expanded=true]";

/// Follows the end of a log, or holds what is read.
#[derive(Clone, Copy)]
pub struct Follow {
    log: NodeRef<Div>,
    contents: NodeRef<Div>,
    following: RwSignal<bool>,
    /// Where the log was when this last looked: only a move up by the reader ends the following, growth never does.
    last_top: StoredValue<i32>,
    /// What stays where it is; nothing while the end is followed.
    anchor: StoredValue<Option<Anchor>, LocalStorage>,
    /// The place was chosen: it is held at the end of the log too, until the reader scrolls.
    is_pinned: StoredValue<bool>,
    /// What is done when the reader comes near the top.
    near_top: StoredValue<Option<Callback<()>>>,
}

impl Follow {
    /// Watches the sizes of a log and of its `contents`, whatever changes them: text, images, an opened block, the composer.
    pub fn new(log: NodeRef<Div>, contents: NodeRef<Div>) -> Self {
        let follow = Follow {
            log,
            contents,
            following: RwSignal::new(true),
            last_top: StoredValue::new(0),
            anchor: StoredValue::new_local(None),
            is_pinned: StoredValue::new(false),
            near_top: StoredValue::new(None),
        };
        Effect::new(move || {
            let (Some(log), Some(contents)) = (log.get(), contents.get()) else { return };
            // It is called before what has changed is painted.
            let resized = Closure::<dyn FnMut()>::new(move || follow.resized());
            let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) else { return };
            observer.observe(&contents);
            observer.observe(&log);
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
    pub fn go_to(&self, message: Element) {
        let Some((log, contents)) = self.elements() else { return };
        let mut anchor = Anchor::at(&log, &contents, message);
        anchor.put(MARGIN);
        self.pin(Some(anchor));
        self.resized();
    }

    /// Goes to the end and follows it.
    pub fn jump(&self) {
        self.pin(None);
        self.follow(true);
        self.go_to_end();
    }

    /// Goes to the end whenever a reply begins: whoever asks wants to see the answer.
    pub fn jump_when(&self, begins: Memo<bool>) {
        let follow = *self;
        Effect::new(move |before: Option<bool>| {
            let is_there = begins.get();
            if is_there && before == Some(false) {
                follow.jump();
            }
            is_there
        });
    }

    /// Does this whenever the reader comes near the top, and as long as the log is hardly longer than the screen.
    pub fn near_top(&self, action: impl Fn() + Send + Sync + 'static) {
        self.near_top.set_value(Some(Callback::new(move |()| action())));
    }

    /// Keeps what is on the screen where it is, at the end of the log too, until the reader scrolls.
    pub fn stay(&self) {
        if let Some((log, contents)) = self.elements() {
            self.pin(Anchor::first_shown(&log, &contents));
        }
    }

    /// Something in the log is being clicked. What opens below it leaves it where it is. To be called before whoever
    /// listens there has changed anything.
    pub fn clicked(&self, event: &MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let clicked = |what: &str| target.as_ref()?.closest(what).ok().flatten();
        if let (Some(opener), Some((log, contents))) = (clicked(OPENERS), self.elements()) {
            self.pin(Some(Anchor::at(&log, &contents, opener)));
        } else if clicked(CLOSERS).is_some() {
            self.is_pinned.set_value(false);
            if self.following.get_untracked() {
                self.anchor.set_value(None);
            }
        }
    }

    /// The log was scrolled, by the reader or by this.
    pub fn scrolled(&self) {
        let Some((log, contents)) = self.elements() else { return };
        let (top, last_top) = (log.scroll_top(), self.last_top.get_value());
        self.last_top.set_value(top);
        // What shrinks at the end takes the log up with it, and this can be heard before the sizes are: nobody has scrolled,
        // and `resized` will say what stays.
        let has_shrunk = top < last_top && from_end(&log) <= 1;
        if top != last_top && !has_shrunk {
            let following = is_at_end(&log) || (self.following.get_untracked() && top > last_top);
            self.follow(following);
            self.anchor.set_value(if following { None } else { Anchor::first_shown(&log, &contents) });
            self.is_pinned.set_value(false);
        }
        if top < NEAR_TOP && !self.following.get_untracked() {
            self.come_near_top();
        }
    }

    fn come_near_top(self) {
        if let Some(Some(action)) = self.near_top.try_get_value() {
            action.run(());
        }
    }

    fn resized(self) {
        // The log may be gone.
        let Some((log, contents)) = self.elements() else { return };
        self.hold(&log, &contents);
        if log.scroll_height() < 2 * log.client_height() {
            self.come_near_top();
        }
    }

    /// Keeps what is on the screen where it is.
    fn hold(self, log: &Element, contents: &Element) {
        let Some(Some(is_held)) = self.anchor.try_update_value(|anchor| Some(anchor.as_mut()?.hold(log).is_some()))
        else {
            if self.following.try_get_untracked() == Some(true) {
                self.go_to_end();
            }
            return;
        };
        self.last_top.set_value(log.scroll_top());
        if !is_held {
            self.is_pinned.set_value(false);
            self.anchor.set_value(Anchor::first_shown(log, contents));
        }
        // The end may have come to the reader; what is pinned stays there until something grows.
        let following = is_at_end(log);
        if following && !self.is_pinned.get_value() {
            self.anchor.set_value(None);
        }
        self.follow(following);
    }

    fn pin(&self, anchor: Option<Anchor>) {
        self.is_pinned.set_value(anchor.is_some());
        self.anchor.set_value(anchor);
    }

    fn follow(&self, following: bool) {
        if following != self.following.get_untracked() {
            self.following.set(following);
        }
    }

    fn go_to_end(self) {
        if let Some((log, _)) = self.elements() {
            log.set_scroll_top(log.scroll_height());
            self.last_top.set_value(log.scroll_top());
        }
    }

    fn elements(&self) -> Option<(Element, Element)> {
        let element = |node: NodeRef<Div>| node.try_get_untracked().flatten().map(Element::from);
        Some((element(self.log)?, element(self.contents)?))
    }
}

fn is_at_end(log: &Element) -> bool {
    from_end(log) <= NEAR
}

/// Pixels from the end, rounded.
fn from_end(log: &Element) -> i32 {
    log.scroll_height() - log.scroll_top() - log.client_height()
}
