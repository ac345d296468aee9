//! What the details show: from the recording of this page, else from what is stored with the message.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::Inspected;
use crate::chat::{Exchange, Rebuilt, ReplyDetails, Role, Timing};
use crate::openai::HttpRequest;
use crate::store::Stores;
use crate::store::recording::Recording;
use crate::ui::dynamic::memo;

/// How often a reply that is arriving is looked at.
const TICK: Duration = Duration::from_millis(250);

/// What is known of one reply. Follows it while it arrives.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    stores: Stores,
    target: StoredValue<Inspected>,
    /// Counts the looks at a reply that is arriving.
    pub tick: RwSignal<u32>,
    pub is_live: Memo<bool>,
    /// Whether the message is still there.
    pub is_there: Memo<bool>,
    /// Whether this page has recorded it.
    pub is_recorded: Memo<bool>,
    /// `None` where nothing was sent.
    pub exchange: Memo<Option<Exchange>>,
    pub timing: Memo<Timing>,
    pub request: Memo<Option<Arc<HttpRequest>>>,
    /// The request put together again, where this page does not have it as it was sent.
    pub rebuilt: Memo<Option<Rebuilt>>,
    pub headers: Memo<Vec<(String, String)>>,
    pub samples: Memo<Vec<String>>,
    pub details: Memo<Option<ReplyDetails>>,
}

impl Seen {
    pub fn new(stores: Stores, target: Inspected) -> Self {
        let message = target.message.clone();
        let is_live = memo(move || stores.replies.get(&message).is_some());
        let tick = RwSignal::new(0_u32);
        Effect::new(move || {
            let count = move || tick.update(|tick| *tick = tick.wrapping_add(1));
            if is_live.get()
                && let Ok(timer) = set_interval_with_handle(count, TICK)
            {
                on_cleanup(move || timer.clear());
            }
            count();
        });
        let list = stores.conversations.messages(&target.conversation);
        let target = StoredValue::new(target);
        let handle = Signal::derive(move || {
            target
                .with_value(|target| list.with(|list| list.iter().find(|handle| handle.id == target.message).cloned()))
        });
        let details = memo(move || handle.get().and_then(|handle| handle.details.get()));
        let recording = move || target.with_value(|target| stores.inspections.get(&target.message));
        let sent = |exchange: Exchange| Some(exchange).filter(|exchange| !exchange.url.is_empty());
        let exchange = memo(move || {
            tick.track();
            let recorded = recording().and_then(|recording| recording.read(|seen| seen.exchange.clone()));
            recorded.or_else(|| details.with(|details| details.as_ref()?.exchange.clone())).and_then(sent)
        });
        let timing = memo(move || {
            tick.track();
            let recorded = recording().and_then(|recording| recording.read(|seen| seen.timing));
            let stored = || details.with(|details| details.as_ref().map(|details| details.timing));
            recorded.or_else(stored).unwrap_or_default()
        });
        let recorded = memo(move || {
            tick.track();
            recording()?.read(|seen| seen.request.clone())?
        });
        let rebuilt = memo(move || {
            let has_body = recorded.with(|request| request.as_ref().is_some_and(|request| request.body.is_some()));
            if has_body || is_live.get() {
                return None;
            }
            details.track();
            target.with_value(|target| stores.earlier_request(&target.conversation, &target.message))
        });
        let request = memo(move || match rebuilt.get() {
            Some(rebuilt) => Some(Arc::new(rebuilt.request)),
            None => recorded.get(),
        });
        let headers = memo(move || {
            tick.track();
            recording().and_then(|recording| recording.read(|seen| seen.headers.clone())).unwrap_or_default()
        });
        let samples = memo(move || {
            tick.track();
            recording().and_then(|recording| recording.read(|seen| seen.samples.clone())).unwrap_or_default()
        });
        Seen {
            stores,
            target,
            tick,
            is_live,
            is_there: memo(move || handle.with(Option::is_some)),
            is_recorded: memo(move || recording().is_some()),
            exchange,
            timing,
            request,
            rebuilt,
            headers,
            samples,
            details,
        }
    }

    /// The recording of this page.
    pub fn recording(&self) -> Option<Recording> {
        self.target.with_value(|target| self.stores.inspections.get(&target.message))
    }

    /// How long the reply has been arriving, in milliseconds; `None` when it has ended.
    pub fn now(&self) -> Option<f64> {
        self.tick.track();
        self.recording().filter(|_| self.is_live.get()).map(|recording| recording.elapsed())
    }

    /// The reply that came in the place of one that was removed.
    pub fn successor(&self) -> Option<Inspected> {
        let conversation = self.target.with_value(|target| target.conversation.clone());
        let list = self.stores.conversations.messages(&conversation);
        let last = list.with_untracked(|list| list.last().filter(|handle| handle.role == Role::Assistant).cloned())?;
        Some(Inspected { conversation, message: last.id })
    }
}
