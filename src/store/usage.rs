//! Sums what was used, message by message.

use serde::Deserialize;

use super::Stores;
use crate::browser::clock;
use crate::chat::Message;
use crate::chat::usage::Usage;

impl Stores {
    /// What all replies used: those that are stored, and what is left of those that are gone.
    pub async fn usage(self) -> Usage {
        let mut usage = Usage::default();
        self.each_message_batch(|batch| {
            for message in batch.iter().filter_map(|record| Message::deserialize(record).ok()) {
                usage.add(&message, clock::day);
            }
        })
        .await;
        usage
    }
}
