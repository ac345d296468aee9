//! How the messages of a conversation are read: the newest at once, so that its end is on the screen, then the rest.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use futures::channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Stores;
use super::conversations::ConversationStore;
use super::message_handle::{MessageHandle, id_text};
use crate::browser::clock;

/// Messages that are read first: more than a screen holds.
const FIRST: usize = 40;
/// Messages that are read together after them; they become fewer where they are large.
const BATCH: usize = 32;
/// Bytes of text that such a batch should not exceed. The clock would count the wait for the database too: where that is
/// slow, smaller batches make it longer.
const BATCH_LENGTH: usize = 64 * 1024;

/// How far a conversation has been read. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Reading(Arc<Mutex<Progress>>);

#[derive(Default)]
struct Progress {
    is_over: bool,
    waiting: Vec<oneshot::Sender<()>>,
}

impl Reading {
    /// That of a conversation which has no messages but those that are here.
    pub fn over() -> Self {
        let reading = Reading::default();
        reading.end();
        reading
    }

    pub fn is_over(&self) -> bool {
        self.0.lock().is_ok_and(|progress| progress.is_over)
    }

    /// Notes that all messages are here, and wakes those who wait for them.
    pub fn end(&self) {
        if let Ok(mut progress) = self.0.lock() {
            progress.is_over = true;
            progress.waiting.clear();
        }
    }

    /// Waits for the end.
    async fn ended(&self) {
        let (sender, receiver) = oneshot::channel();
        match self.0.lock() {
            Ok(mut progress) if !progress.is_over => progress.waiting.push(sender),
            _ => return,
        }
        // A sender says that it is over by going away.
        let _ = receiver.await;
    }

    fn is(&self, other: &Reading) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl ConversationStore {
    /// Reads the messages of a conversation, the first time that it is opened. To be called once the database is open.
    pub fn open(&self, conversation: &str) {
        if self.is_opened(conversation) {
            return;
        }
        let reading = Reading::default();
        self.opened.update_value(|opened| drop(opened.insert(conversation.to_owned(), reading.clone())));
        let (this, conversation) = (*self, conversation.to_owned());
        spawn_local(async move {
            this.read(&conversation, &reading).await;
            reading.end();
        });
    }

    /// Whether all messages of a conversation are here. So they always are where none is stored.
    pub fn is_whole(&self, conversation: &str) -> bool {
        match self.reading(conversation) {
            Some(reading) => reading.is_over(),
            None => untrack(|| self.get(conversation)).is_none(),
        }
    }

    /// Waits until all messages of a conversation are here, and has them read where nobody has opened it.
    pub async fn whole(&self, conversation: &str) {
        if untrack(|| self.get(conversation)).is_some() {
            self.open(conversation);
        }
        // It may begin anew meanwhile, and it ends where the conversation is removed.
        while let Some(reading) = self.reading(conversation).filter(|reading| !reading.is_over()) {
            reading.ended().await;
        }
    }

    fn reading(&self, conversation: &str) -> Option<Reading> {
        self.opened.with_value(|opened| opened.get(conversation).cloned())
    }

    async fn read(&self, conversation: &str, reading: &Reading) {
        let ids = self.records.message_ids(conversation).await.unwrap_or_default();
        let (mut rest, newest) = ids.split_at(ids.len().saturating_sub(FIRST));
        let (newest, _) = self.records.messages_with(newest).await;
        let handles = newest.into_iter().map(|record| MessageHandle::stored(record, conversation)).collect();
        self.take_in(conversation, reading, handles, rest.is_empty());
        if rest.is_empty() {
            return;
        }
        // The end is painted first.
        clock::frame().await;
        let mut earlier = Vec::with_capacity(rest.len());
        let mut size = BATCH;
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(size.min(rest.len()));
            let (records, length) = self.records.messages_with(batch).await;
            earlier.extend(records.into_iter().map(|record| MessageHandle::stored(record, conversation)));
            rest = after;
            size = next_size(size, length);
            clock::yield_to_browser().await;
        }
        // What another tab has removed meanwhile does not come back.
        if let Some(ids) = self.records.message_ids(conversation).await {
            let there: HashSet<String> = ids.iter().map(id_text).collect();
            earlier.retain(|handle| there.contains(&handle.id));
        }
        self.take_in(conversation, reading, earlier, true);
    }

    /// Puts messages that were read to those that are here, unless the conversation was removed or is read anew.
    fn take_in(&self, conversation: &str, reading: &Reading, mut handles: Vec<MessageHandle>, are_last: bool) {
        if !self.reading(conversation).is_some_and(|current| current.is(reading)) {
            return;
        }
        let list = self.messages(conversation);
        // Another tab may have told of one meanwhile.
        let known: HashSet<String> = list.with_untracked(|list| list.iter().map(|handle| handle.id.clone()).collect());
        handles.retain(|handle| !known.contains(&handle.id));
        let unfinished: Vec<_> =
            handles.iter().filter(|handle| handle.is_unfinished()).map(|handle| handle.id.clone()).collect();
        if are_last {
            // Those who hear of the messages find that they are all.
            reading.end();
        }
        list.update(|messages| {
            drop(messages.splice(0..0, handles));
            if !known.is_empty() {
                messages.sort_by(|one, other| one.id.cmp(&other.id));
            }
        });
        for id in unfinished {
            self.await_end(id);
        }
    }
}

/// How many messages are read together after so many that had a text of this length.
fn next_size(size: usize, length: usize) -> usize {
    if length > BATCH_LENGTH {
        (size / 2).max(1)
    } else if length <= BATCH_LENGTH / 2 {
        (size * 2).min(BATCH)
    } else {
        size
    }
}

impl Stores {
    /// Puts off what is done with a message until its whole conversation has been read, and then does it if the message
    /// is still there.
    pub(super) fn put_off(
        &self,
        conversation: &str,
        message: &str,
        action: impl FnOnce(&Stores, &str, &str) + 'static,
    ) {
        let (stores, conversation, message) = (*self, conversation.to_owned(), message.to_owned());
        spawn_local(async move {
            stores.conversations.whole(&conversation).await;
            let is_there = |list: &Vec<MessageHandle>| list.iter().any(|handle| handle.id == message);
            if stores.conversations.messages(&conversation).with_untracked(is_there) {
                action(&stores, &conversation, &message);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[test]
    fn batches_shrink_where_messages_are_large_and_grow_again() {
        let cases = [
            (BATCH, 0, BATCH),
            (BATCH, BATCH_LENGTH, BATCH),
            (BATCH, BATCH_LENGTH + 1, BATCH / 2),
            (1, 100 * BATCH_LENGTH, 1),
            (1, BATCH_LENGTH, 1),
            (1, BATCH_LENGTH / 2, 2),
            (BATCH / 2, 0, BATCH),
        ];
        for (size, length, next) in cases {
            assert_eq!(next_size(size, length), next, "{size} messages with {length} bytes");
        }
    }

    #[test]
    fn those_who_wait_are_woken_at_the_end() {
        let reading = Reading::default();
        let other = reading.clone();
        let mut waiting = Box::pin(other.ended());
        assert!(waiting.as_mut().now_or_never().is_none() && !reading.is_over());
        reading.end();
        assert!(waiting.now_or_never().is_some() && other.is_over());
        assert!(reading.ended().now_or_never().is_some(), "whoever comes later does not wait");
        assert!(Reading::over().is_over());
        assert!(reading.is(&other) && !reading.is(&Reading::over()));
    }
}
