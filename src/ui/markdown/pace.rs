//! How often the page is brought up to date: at each frame while frames are quick, else less often, so that clicks and
//! typing get their turn.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clock;

/// A frame that took longer is followed by as long a pause. Milliseconds.
const QUICK: f64 = 24.0;
/// The longest pause. Milliseconds.
const LONGEST: f64 = 250.0;

#[derive(Clone, Copy)]
pub struct Pace {
    /// When the next update may come, on the monotonic clock.
    due: StoredValue<f64>,
    is_waiting: StoredValue<bool>,
    tick: Trigger,
}

impl Pace {
    pub fn new() -> Pace {
        Pace { due: StoredValue::new(0.0), is_waiting: StoredValue::new(false), tick: Trigger::new() }
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
            let resume = move || {
                if self.is_waiting.try_set_value(false).is_none() {
                    self.tick.notify();
                }
            };
            set_timeout(resume, Duration::from_secs_f64(pause / 1000.0));
        }
        false
    }

    /// Times the update that begins now: the task after it runs when the page has been laid out and painted.
    fn measure(self, start: f64) {
        let painted = move || {
            let now = clock::monotonic();
            let took = now - start;
            if took > QUICK {
                self.due.try_set_value(now + took.min(LONGEST));
            }
        };
        set_timeout(painted, Duration::ZERO);
    }
}
