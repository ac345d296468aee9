//! Replies that are arriving, in the open conversation or in the background.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::Stores;
use super::let_go::LetGo;
use super::message_handle::MessageHandle;
use super::unread::Unread;
use crate::browser::cancel::Cancel;
use crate::browser::clock;
use crate::chat::{Conversation, Pieces, Timing};
use crate::openai::Delta;
use crate::text::fill;

/// How far a reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has come yet.
    Waiting,
    Reasoning,
    Writing,
}

/// Whether more of a reply may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    Growing,
    /// A person has stopped it; its end is being put away.
    Stopping,
    /// A person stopped it while it was looked at.
    Stopped,
    Ended,
}

impl Growth {
    pub fn is_live(self) -> bool {
        matches!(self, Growth::Growing | Growth::Stopping)
    }

    pub fn is_stopped(self) -> bool {
        matches!(self, Growth::Stopping | Growth::Stopped)
    }
}

/// What a list says of the reply of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is arriving.
    Answering,
    /// It ended while another conversation was on the screen.
    Unread,
}

/// A reply that is arriving.
#[derive(Clone)]
pub struct LiveReply {
    pub conversation: String,
    /// When the request was sent, on the monotonic clock.
    pub sent: f64,
    pub phase: ArcRwSignal<Phase>,
    /// Tokens that have come, estimated. The server's own count replaces it at the end.
    pub tokens: ArcRwSignal<u64>,
    handle: MessageHandle,
    cancel: SendWrapper<Cancel>,
    is_stopped: ArcRwSignal<bool>,
}

impl LiveReply {
    /// What has arrived stays, and nothing more comes.
    fn stop(&self) {
        self.cancel.cancel();
        self.is_stopped.set(true);
    }
}

/// All replies that are arriving, by the id of their message.
#[derive(Clone, Copy)]
pub struct ReplyStore {
    live: RwSignal<HashMap<String, LiveReply>>,
    pub(super) unread: Unread,
    pub(super) let_go: LetGo,
}

impl ReplyStore {
    pub fn new() -> Self {
        ReplyStore { live: RwSignal::new(HashMap::new()), unread: Unread::new(), let_go: LetGo::new() }
    }

    /// Notes which conversation is on the screen: its replies are seen.
    pub fn show(&self, conversation: Option<String>) {
        self.unread.show(conversation);
    }

    /// What there is to say of the reply of a conversation; tracks it.
    pub fn mark_of(&self, conversation: &str) -> Option<Mark> {
        let is_unread = self.unread.has(conversation);
        let is_live = self.message_of(conversation).is_some();
        if is_live { Some(Mark::Answering) } else { is_unread.then_some(Mark::Unread) }
    }

    /// The reply that is arriving as this message; tracks it.
    pub fn get(&self, message: &str) -> Option<LiveReply> {
        self.live.with(|live| live.get(message).cloned())
    }

    /// Whether more of a message may come.
    pub fn growth_of(&self, message: StoredValue<String>) -> Memo<Growth> {
        let this = *self;
        Memo::new(move |before: Option<&Growth>| match message.with_value(|message| this.get(message)) {
            Some(reply) if reply.is_stopped.get() => Growth::Stopping,
            Some(_) => Growth::Growing,
            None if before.is_some_and(|before| before.is_stopped()) => Growth::Stopped,
            None => Growth::Ended,
        })
    }

    /// The message whose reply is arriving in this conversation; tracks it.
    pub fn message_of(&self, conversation: &str) -> Option<String> {
        self.live
            .with(|live| live.iter().find(|(_, reply)| reply.conversation == conversation).map(|(id, _)| id.clone()))
    }

    /// Stops all replies of a conversation. What has arrived stays.
    pub fn stop(&self, conversation: &str) {
        self.live_those(|_, reply| reply.conversation == conversation).iter().for_each(LiveReply::stop);
    }

    /// Stops all replies of a conversation of which nothing is to be left, not even what they used.
    pub(super) fn forget(&self, conversation: &str) {
        self.stop(conversation);
        self.live.update(|live| live.retain(|_, reply| reply.conversation != conversation));
    }

    /// Stops replies that another tab has removed. What has arrived is kept for the case that they come back.
    pub(super) fn let_go(&self, is_meant: impl Fn(&String, &LiveReply) -> bool) {
        for reply in self.live_those(is_meant) {
            reply.stop();
            self.let_go.keep(reply.handle);
        }
    }

    fn live_those(&self, is_meant: impl Fn(&String, &LiveReply) -> bool) -> Vec<LiveReply> {
        let live = self.live.get_untracked().into_iter();
        live.filter(|(message, reply)| is_meant(message, reply)).map(|(_, reply)| reply).collect()
    }

    /// Whether a reply is arriving as this message, without tracking.
    pub fn is_live(&self, message: &str) -> bool {
        self.live.with_untracked(|live| live.contains_key(message))
    }

    /// The conversations in which replies are arriving, without tracking.
    pub fn conversations(&self) -> Vec<String> {
        self.live.with_untracked(|live| live.values().map(|reply| reply.conversation.clone()).collect())
    }

    /// Notes that a reply begins.
    pub(super) fn begin(&self, handle: &MessageHandle, cancel: &Cancel) -> LiveReply {
        let reply = LiveReply {
            conversation: handle.conversation.clone(),
            sent: clock::monotonic(),
            phase: ArcRwSignal::new(Phase::Waiting),
            tokens: ArcRwSignal::new(0),
            handle: handle.clone(),
            cancel: SendWrapper::new(cancel.clone()),
            is_stopped: ArcRwSignal::new(false),
        };
        self.live.update(|live| {
            live.insert(handle.id.clone(), reply.clone());
        });
        reply
    }

    /// Notes that it has ended. Whether anything of it is to be left.
    pub(super) fn end(&self, message: &str) -> bool {
        self.live.try_update(|live| live.remove(message)).flatten().is_some()
    }
}

impl Default for ReplyStore {
    fn default() -> Self {
        ReplyStore::new()
    }
}

impl Stores {
    /// Has a screen reader say how a reply ended. One in the background is said with its title, and marked in the list.
    pub(super) fn announce_for(&self, conversation: &str, said: String) {
        let stored = untrack(|| self.conversations.get(conversation));
        self.notices.announce(match stored.filter(|_| !self.replies.unread.is_shown(conversation)) {
            Some(Conversation { title, .. }) => {
                self.replies.unread.mark(conversation);
                let phrase = self.preferences.language.get_untracked().words().records().background;
                fill(phrase, &[("title", &title), ("said", &said)])
            }
            None => said,
        });
    }
}

/// Takes the pieces of one reply as fast as they come and hands them to the signals once a frame.
#[derive(Clone)]
pub(super) struct Arriving(Rc<RefCell<Pending>>);

struct Pending {
    handle: MessageHandle,
    live: LiveReply,
    content: String,
    reasoning: String,
    pieces: Pieces,
    /// Bytes of the content and of the reasoning.
    bytes: (usize, usize),
    timing: Timing,
    frame_requested: bool,
}

impl Arriving {
    pub fn new(handle: MessageHandle, live: LiveReply) -> Self {
        Arriving(Rc::new(RefCell::new(Pending {
            handle,
            live,
            content: String::new(),
            reasoning: String::new(),
            pieces: Pieces::default(),
            bytes: (0, 0),
            timing: Timing::default(),
            frame_requested: false,
        })))
    }

    /// Takes one piece.
    pub fn push(&self, delta: Delta<'_>) {
        let Ok(mut pending) = self.0.try_borrow_mut() else { return };
        let sent = pending.live.sent;
        let elapsed = || clock::monotonic() - sent;
        pending.timing.first_token.get_or_insert_with(elapsed);
        if let Some(reasoning) = delta.reasoning {
            pending.pieces.reasoning += 1;
            pending.bytes.1 += reasoning.len();
            pending.reasoning.push_str(reasoning);
        }
        if let Some(content) = delta.content {
            pending.pieces.content += 1;
            pending.timing.first_content.get_or_insert_with(elapsed);
            pending.bytes.0 += content.len();
            pending.content.push_str(content);
        }
        if !std::mem::replace(&mut pending.frame_requested, true) {
            let this = self.clone();
            request_animation_frame(move || this.flush());
        }
    }

    /// Hands over what has come since the last time.
    pub fn flush(&self) {
        let Ok(mut pending) = self.0.try_borrow_mut() else { return };
        pending.frame_requested = false;
        let content = std::mem::take(&mut pending.content);
        let reasoning = std::mem::take(&mut pending.reasoning);
        let (handle, live) = (pending.handle.clone(), pending.live.clone());
        let tokens = pending.pieces.tokens(pending.bytes.0, pending.bytes.1);
        // Whoever reads the signals may come back here.
        drop(pending);
        if !reasoning.is_empty() {
            handle.reasoning.update(|text| text.push_str(&reasoning));
            live.phase.maybe_update(|phase| {
                *phase == Phase::Waiting && {
                    *phase = Phase::Reasoning;
                    true
                }
            });
        }
        if !content.is_empty() {
            handle.content.update(|text| text.push_str(&content));
            live.phase.maybe_update(|phase| {
                *phase != Phase::Writing && {
                    *phase = Phase::Writing;
                    true
                }
            });
        }
        live.tokens.set(tokens);
    }

    /// How many pieces came.
    pub fn pieces(&self) -> Pieces {
        self.0.try_borrow().map_or_else(|_| Pieces::default(), |pending| pending.pieces)
    }

    /// When the parts came, with the end now.
    pub fn timing(&self) -> Timing {
        let Ok(pending) = self.0.try_borrow() else { return Timing::default() };
        Timing { total: Some(clock::monotonic() - pending.live.sent), ..pending.timing }
    }
}
