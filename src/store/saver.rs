//! Stores a reply while it arrives.

use std::cell::Cell;
use std::convert::Infallible;
use std::pin::pin;

use futures::future::{Either, select};
use leptos::prelude::*;

use super::conversations::ConversationStore;
use super::live_reply::Arriving;
use super::message_handle::MessageHandle;
use crate::browser::clock;

/// Milliseconds between two saves of a reply.
const INTERVAL: u32 = 2_000;
/// Bytes of a text that is long.
const LONG: usize = 1 << 20;

/// Stores a reply while it arrives: what has come is stored within two seconds, also when nothing more comes, so that a
/// crash of the tab loses no more than that.
///
/// To store a message is to write all of it. A text beyond a megabyte is stored less often, in proportion to its length, so
/// that the page has as much time for everything else as with a short one; a crash loses more of it.
pub(super) struct Saver {
    conversations: ConversationStore,
    handle: MessageHandle,
    arriving: Arriving,
    saved: Cell<f64>,
    has_news: Cell<bool>,
}

impl Saver {
    pub fn new(conversations: ConversationStore, handle: MessageHandle, arriving: Arriving) -> Self {
        let saved = Cell::new(clock::monotonic());
        Saver { conversations, handle, arriving, saved, has_news: Cell::new(false) }
    }

    /// Notes that something comes, which may be many pieces. Timers are slowed down in hidden tabs, so this looks at the clock too.
    pub fn note(&self) {
        self.has_news.set(true);
        if clock::monotonic() - self.saved.get() > self.interval().into() {
            self.save();
        }
    }

    /// Stores the message as it stands now.
    pub fn save(&self) {
        self.has_news.set(false);
        self.saved.set(clock::monotonic());
        self.arriving.flush();
        self.conversations.save_message(&self.handle);
    }

    /// Waits for a future, and stores what comes meanwhile.
    pub async fn while_saving<T>(&self, future: impl Future<Output = T>) -> T {
        match select(pin!(future), pin!(self.keep_saving())).await {
            Either::Left((value, _)) => value,
            Either::Right((never, _)) => match never {},
        }
    }

    async fn keep_saving(&self) -> Infallible {
        loop {
            clock::sleep(self.interval()).await;
            if self.has_news.get() {
                self.save();
            }
        }
    }

    fn interval(&self) -> u32 {
        let length = |text: &ArcRwSignal<String>| text.with_untracked(String::len);
        interval(length(&self.handle.content) + length(&self.handle.reasoning))
    }
}

/// Milliseconds between two saves of a reply of so many bytes.
fn interval(bytes: usize) -> u32 {
    let times = u32::try_from(bytes.div_ceil(LONG).max(1)).unwrap_or(u32::MAX);
    INTERVAL.saturating_mul(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_stored_less_often() {
        for (bytes, milliseconds) in [(0, 2_000), (LONG, 2_000), (LONG + 1, 4_000), (10 * LONG, 20_000)] {
            assert_eq!(interval(bytes), milliseconds, "{bytes}");
        }
    }
}
