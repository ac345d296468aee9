//! How much of a reply is shown at once, and how often: at each frame while frames are quick, else less often, so that
//! clicks and typing get their turn. A short rest comes with the end; once a person stops a reply, only that.

use std::time::Duration;

use leptos::prelude::*;

use super::portion::{Portion, QUICK};
use crate::browser::clock;
use crate::store::live_reply::Growth;

/// The longest pause after an update that was not quick: as long as the update itself, but for this. Milliseconds.
const LONGEST_PAUSE: f64 = 250.0;
/// A rest up to this length is shown at once when the reply ends: who sees that it has ended sees all of it. Of a reply
/// that a person stops nothing is shown of a longer one. Bytes.
const SHORT_END: usize = 4 * 1024;

#[derive(Clone, Copy)]
pub struct Pace {
    growth: Signal<Growth>,
    /// The reply was stopped before all of it was shown, and the rest waits until the reader asks for it.
    is_held: RwSignal<bool>,
    /// The reader asked for that rest.
    is_released: RwSignal<bool>,
    /// When the next update may come, on the monotonic clock.
    due: StoredValue<f64>,
    portion: StoredValue<Portion>,
    is_waiting: StoredValue<bool>,
    tick: Trigger,
}

impl Pace {
    pub fn new(growth: Signal<Growth>) -> Pace {
        Pace {
            growth,
            is_held: RwSignal::new(false),
            is_released: RwSignal::new(false),
            due: StoredValue::new(0.0),
            portion: StoredValue::new(Portion::new()),
            is_waiting: StoredValue::new(false),
            tick: Trigger::new(),
        }
    }

    /// Brings the page up to date, by `show`, if that may be done now; it is given how much new text it may take, in bytes,
    /// and says whether there is more. So much is `left` to show, in bytes. Runs in an effect, which runs again when there
    /// is something to do.
    pub fn update(self, left: usize, show: impl FnOnce(usize) -> bool) {
        let growth = self.growth.get();
        let is_stopped = growth.is_stopped();
        self.tick.track();
        if !is_stopped && self.is_released.get_untracked() {
            self.is_released.set(false);
        }
        let is_nearly_there = left <= SHORT_END;
        let is_held = is_stopped && !is_nearly_there && !self.is_released.get();
        if is_held != self.is_held.get_untracked() {
            self.is_held.set(is_held);
        }
        let is_last = growth != Growth::Growing && is_nearly_there;
        if is_held || !(is_last || self.is_due()) {
            return;
        }
        let portion = self.portion.with_value(Portion::bytes);
        let portion = if is_last { portion.max(SHORT_END) } else { portion };
        self.measure(left.min(portion));
        if show(portion) {
            self.go_on();
        }
    }

    /// Whether the rest of a reply that was stopped waits for the reader; tracks it.
    pub fn is_held(self) -> bool {
        self.is_held.get()
    }

    /// The reader asks for the rest.
    pub fn release(self) {
        self.is_released.set(true);
    }

    /// Whether the page may be brought up to date now: once a frame, and after a pause where that took long. If not, the
    /// effect that asks runs again when it may.
    fn is_due(self) -> bool {
        if self.is_waiting.get_value() {
            return false;
        }
        let pause = self.due.get_value() - clock::monotonic();
        if pause > 0.0 {
            self.is_waiting.set_value(true);
            let resume = move || request_animation_frame(move || self.resume());
            set_timeout(resume, Duration::from_secs_f64(pause / 1000.0));
        }
        pause <= 0.0
    }

    /// Lets the effect run again at the next frame: there is more to show.
    fn go_on(self) {
        if !self.is_waiting.get_value() {
            self.is_waiting.set_value(true);
            request_animation_frame(move || self.resume());
        }
    }

    fn resume(self) {
        // The page may be gone.
        if self.is_waiting.try_set_value(false).is_none() {
            self.tick.notify();
        }
    }

    /// Times the update that begins now: the task after it runs when the page has been laid out and painted.
    fn measure(self, bytes: usize) {
        let start = clock::monotonic();
        let painted = move || {
            let now = clock::monotonic();
            let took = now - start;
            if took > QUICK {
                self.due.try_set_value(now + took.min(LONGEST_PAUSE));
            }
            self.portion.try_update_value(|portion| portion.learn(bytes, took));
        };
        set_timeout(painted, Duration::ZERO);
    }
}
