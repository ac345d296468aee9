//! The inspection of one reply while it arrives.

use std::cell::RefCell;
use std::rc::Rc;

use send_wrapper::SendWrapper;

use super::inspection::Inspection;
use crate::browser::clock;
use crate::chat::{Exchange, Origins, Timing};
use crate::openai::{Delta, Traffic};

/// The inspection of one reply while it grows. Clones share it.
#[derive(Clone)]
pub struct Recording(SendWrapper<Rc<RefCell<Recorded>>>);

struct Recorded {
    inspection: Inspection,
    /// On the monotonic clock.
    began: f64,
}

impl Recording {
    /// Begins at `began` on the monotonic clock.
    pub(super) fn new(began: f64, origins: Origins) -> Self {
        let inspection = Inspection::begin(clock::now(), origins);
        Recording(SendWrapper::new(Rc::new(RefCell::new(Recorded { inspection, began }))))
    }

    /// Reads what is known by now.
    pub fn read<T>(&self, read: impl FnOnce(&Inspection) -> T) -> Option<T> {
        self.0.try_borrow().ok().map(|recorded| read(&recorded.inspection))
    }

    /// How long ago the reply was begun, in milliseconds.
    pub fn elapsed(&self) -> f64 {
        self.0.try_borrow().map_or(0.0, |recorded| clock::monotonic() - recorded.began)
    }

    pub(super) fn note(&self, traffic: Traffic<'_>) {
        if let Ok(mut recorded) = self.0.try_borrow_mut() {
            let time = clock::monotonic() - recorded.began;
            recorded.inspection.note(traffic, time);
        }
    }

    /// Notes when the first pieces came.
    pub(super) fn note_delta(&self, delta: &Delta<'_>) {
        if let Ok(mut recorded) = self.0.try_borrow_mut() {
            let timing = &recorded.inspection.timing;
            if timing.first_token.is_none() || (timing.first_content.is_none() && delta.content.is_some()) {
                let time = clock::monotonic() - recorded.began;
                let timing = &mut recorded.inspection.timing;
                timing.first_token.get_or_insert(time);
                if delta.content.is_some() {
                    timing.first_content.get_or_insert(time);
                }
            }
        }
    }

    /// Ends it; gives what is stored with the message.
    pub(super) fn end(&self, timing: Timing) -> Option<(Exchange, Timing)> {
        let mut recorded = self.0.try_borrow_mut().ok()?;
        let inspection = &mut recorded.inspection;
        inspection.seal();
        let Timing { retried, headers, .. } = inspection.timing;
        inspection.timing = Timing { retried, headers, ..timing };
        Some((inspection.exchange.clone(), inspection.timing))
    }

    /// Takes its place of so much room, in bytes, and gives what is left; where it does not fit it gives up what it has.
    pub(super) fn fit(&self, room: usize) -> usize {
        let Ok(mut recorded) = self.0.try_borrow_mut() else { return room };
        room.checked_sub(recorded.inspection.weight()).unwrap_or_else(|| {
            recorded.inspection.shed();
            room
        })
    }
}
