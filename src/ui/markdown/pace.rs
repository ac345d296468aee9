//! How much of a reply is shown at once, and how often: at each frame while frames are quick, else less often, so that
//! clicks and typing get their turn.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clock;

/// A frame that took longer is followed by as long a pause, and the next one takes less. Milliseconds.
const QUICK: f64 = 24.0;
/// After a frame that took less, the next one may take more. Milliseconds.
const IDLE: f64 = 10.0;
/// The longest pause. Milliseconds.
const LONGEST: f64 = 250.0;
/// The portions of text that a frame may take. Bytes.
const PORTIONS: std::ops::RangeInclusive<usize> = 512..=64 * 1024;
/// The first of them. Bytes.
const FIRST_PORTION: usize = 2048;

#[derive(Clone, Copy)]
pub struct Pace {
    /// When the next update may come, on the monotonic clock.
    due: StoredValue<f64>,
    portion: StoredValue<usize>,
    is_waiting: StoredValue<bool>,
    tick: Trigger,
}

impl Pace {
    pub fn new() -> Pace {
        Pace {
            due: StoredValue::new(0.0),
            portion: StoredValue::new(FIRST_PORTION),
            is_waiting: StoredValue::new(false),
            tick: Trigger::new(),
        }
    }

    /// How much new text the next update may take. Bytes.
    pub fn portion(self) -> usize {
        self.portion.get_value()
    }

    /// Whether the page may be brought up to date now. If not, the effect that asks runs again when it may.
    pub fn is_due(self) -> bool {
        self.tick.track();
        let now = clock::monotonic();
        let pause = self.due.get_value() - now;
        if pause <= 0.0 {
            self.measure(now);
            return true;
        }
        if !self.is_waiting.get_value() {
            self.is_waiting.set_value(true);
            set_timeout(move || self.resume(), Duration::from_secs_f64(pause / 1000.0));
        }
        false
    }

    /// Lets the effect run again at the next frame: there is more to show.
    pub fn go_on(self) {
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
    fn measure(self, start: f64) {
        let painted = move || {
            let now = clock::monotonic();
            let took = now - start;
            if took > QUICK {
                self.due.try_set_value(now + took.min(LONGEST));
            }
            self.portion.try_update_value(|portion| {
                let next = if took > QUICK {
                    *portion / 2
                } else if took < IDLE {
                    *portion * 2
                } else {
                    *portion
                };
                *portion = next.clamp(*PORTIONS.start(), *PORTIONS.end());
            });
        };
        set_timeout(painted, Duration::ZERO);
    }
}
