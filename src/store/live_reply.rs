//! Replies that are arriving, in the open conversation or in the background.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::message_handle::MessageHandle;
use crate::browser::cancel::Cancel;
use crate::browser::clock;
use crate::chat::{Pieces, Timing};
use crate::openai::Delta;

/// How far a reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has come yet.
    Waiting,
    Reasoning,
    Writing,
}

/// A reply that is arriving.
#[derive(Clone)]
pub struct LiveReply {
    pub conversation: String,
    /// When the request was sent, on the monotonic clock.
    pub sent: f64,
    pub phase: ArcRwSignal<Phase>,
    /// Pieces that have come: nearly always tokens. The server's own count replaces it at the end.
    pub pieces: ArcRwSignal<u32>,
    cancel: SendWrapper<Cancel>,
}

/// All replies that are arriving, by the id of their message.
#[derive(Clone, Copy)]
pub struct ReplyStore {
    live: RwSignal<HashMap<String, LiveReply>>,
}

impl ReplyStore {
    pub fn new() -> Self {
        ReplyStore { live: RwSignal::new(HashMap::new()) }
    }

    /// The reply that is arriving as this message; tracks it.
    pub fn get(&self, message: &str) -> Option<LiveReply> {
        self.live.with(|live| live.get(message).cloned())
    }

    /// The message whose reply is arriving in this conversation; tracks it.
    pub fn message_of(&self, conversation: &str) -> Option<String> {
        self.live
            .with(|live| live.iter().find(|(_, reply)| reply.conversation == conversation).map(|(id, _)| id.clone()))
    }

    /// Stops all replies of a conversation. What has arrived stays.
    pub fn stop(&self, conversation: &str) {
        self.live.with_untracked(|live| {
            for reply in live.values().filter(|reply| reply.conversation == conversation) {
                reply.cancel.cancel();
            }
        });
    }

    /// Whether a reply is arriving as this message, without tracking.
    pub fn is_live(&self, message: &str) -> bool {
        self.live.with_untracked(|live| live.contains_key(message))
    }

    /// Stops the replies that arrive as these messages.
    pub fn stop_messages(&self, messages: &[String]) {
        self.live.with_untracked(|live| {
            for (_, reply) in live.iter().filter(|(message, _)| messages.contains(message)) {
                reply.cancel.cancel();
            }
        });
    }

    /// The conversations in which replies are arriving, without tracking.
    pub fn conversations(&self) -> Vec<String> {
        self.live.with_untracked(|live| live.values().map(|reply| reply.conversation.clone()).collect())
    }

    /// Notes that a reply begins.
    pub(super) fn begin(&self, message: &str, conversation: &str, cancel: &Cancel) -> LiveReply {
        let reply = LiveReply {
            conversation: conversation.to_owned(),
            sent: clock::monotonic(),
            phase: ArcRwSignal::new(Phase::Waiting),
            pieces: ArcRwSignal::new(0),
            cancel: SendWrapper::new(cancel.clone()),
        };
        self.live.update(|live| {
            live.insert(message.to_owned(), reply.clone());
        });
        reply
    }

    /// Notes that it has ended.
    pub(super) fn end(&self, message: &str) {
        self.live.update(|live| drop(live.remove(message)));
    }
}

impl Default for ReplyStore {
    fn default() -> Self {
        ReplyStore::new()
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
            timing: Timing::default(),
            frame_requested: false,
        })))
    }

    /// Takes one piece.
    pub fn push(&self, delta: Delta<'_>) {
        let Ok(mut pending) = self.0.try_borrow_mut() else { return };
        let elapsed = clock::monotonic() - pending.live.sent;
        pending.timing.first_token.get_or_insert(elapsed);
        if let Some(reasoning) = delta.reasoning {
            pending.pieces.reasoning += 1;
            pending.reasoning.push_str(reasoning);
        }
        if let Some(content) = delta.content {
            pending.pieces.content += 1;
            pending.timing.first_content.get_or_insert(elapsed);
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
        let (handle, live, pieces) = (pending.handle.clone(), pending.live.clone(), pending.pieces);
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
        live.pieces.set(pieces.total());
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
