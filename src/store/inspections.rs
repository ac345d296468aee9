//! What is known of how the replies of this page were asked for, and what came: for the request details.

use std::collections::VecDeque;

use leptos::prelude::*;

use super::recording::Recording;
use crate::chat::{Exchange, Origins, Timing};

/// How many replies are kept, and how many bytes of all their requests and answers together.
const MOST_REPLIES: usize = 50;
const MOST_BYTES: usize = 24 << 20;

/// The recordings of the last replies, by the ids of their messages.
#[derive(Clone, Copy)]
pub struct InspectionStore {
    recordings: RwSignal<VecDeque<(String, Recording)>>,
}

impl InspectionStore {
    pub fn new() -> Self {
        InspectionStore { recordings: RwSignal::new(VecDeque::new()) }
    }

    /// The recording of a reply; `None` for one of an earlier page. Tracks which are kept.
    pub fn get(&self, message: &str) -> Option<Recording> {
        let is_of = |(id, _): &&(String, Recording)| id == message;
        self.recordings.with(|recordings| recordings.iter().find(is_of).map(|(_, recording)| recording.clone()))
    }

    /// Begins the recording of a reply that was asked for at `began` on the monotonic clock.
    pub(super) fn begin(&self, message: &str, began: f64, origins: Origins) -> Recording {
        let recording = Recording::new(began, origins);
        self.recordings.update(|recordings| {
            recordings.retain(|(id, _)| id != message);
            recordings.push_back((message.to_owned(), recording.clone()));
            while recordings.len() > MOST_REPLIES {
                recordings.pop_front();
            }
        });
        recording
    }

    /// Has a copy of a message show the recording of the first one.
    pub(super) fn copy(&self, message: &str, copy: &str) {
        if let Some(recording) = untrack(|| self.get(message)) {
            self.recordings.update(|recordings| recordings.push_back((copy.to_owned(), recording)));
        }
    }

    /// Ends a recording; gives what is stored with the message. Older ones give up their room for it.
    pub(super) fn end(&self, recording: &Recording, timing: Timing) -> Option<(Exchange, Timing)> {
        let summary = recording.end(timing)?;
        self.recordings.with_untracked(|recordings| {
            recordings.iter().rev().fold(MOST_BYTES, |room, (_, recording)| recording.fit(room))
        });
        Some(summary)
    }
}

impl Default for InspectionStore {
    fn default() -> Self {
        InspectionStore::new()
    }
}
