//! One message of a conversation that was opened.

use std::sync::Arc;

use leptos::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::chat::{Ending, Message, Picture, ReplyDetails, Role};

/// A message on the screen. Its text grows on its own while the reply streams; clones share it.
#[derive(Clone)]
pub struct MessageHandle {
    pub id: String,
    pub role: Role,
    pub content: ArcRwSignal<String>,
    pub reasoning: ArcRwSignal<String>,
    /// What is known of a reply; `None` for a user's message.
    pub details: ArcRwSignal<Option<ReplyDetails>>,
    /// The stored record, where this version cannot read it. It is shown as such, not sent, and never written over.
    pub damaged: Option<Arc<Value>>,
    /// Pictures that go with a user's message.
    pub pictures: Arc<[Picture]>,
    /// What a reply was asked for in the place of, while that is kept.
    pub earlier: ArcRwSignal<Vec<Message>>,
    pub(super) conversation: String,
    created: f64,
    pub(super) copied: bool,
    unknown: Map<String, Value>,
}

impl MessageHandle {
    /// A stored message, readable or not.
    pub(super) fn stored(record: Value, conversation: &str) -> Self {
        match Message::deserialize(&record) {
            Ok(message) => MessageHandle::new(message),
            Err(_) => {
                let id = id_text(&record["id"]);
                let handle = MessageHandle::new(Message::user(id, conversation, String::new(), Vec::new(), 0.0));
                MessageHandle { damaged: Some(Arc::new(record)), ..handle }
            }
        }
    }

    pub(super) fn new(message: Message) -> Self {
        let mut details = message.reply;
        MessageHandle {
            id: message.id,
            role: message.role,
            content: ArcRwSignal::new(message.content),
            reasoning: ArcRwSignal::new(
                details.as_mut().map(|reply| std::mem::take(&mut reply.reasoning)).unwrap_or_default(),
            ),
            details: ArcRwSignal::new(details),
            damaged: None,
            pictures: message.pictures.into(),
            earlier: ArcRwSignal::new(message.earlier),
            conversation: message.conversation,
            created: message.created,
            copied: message.copied,
            unknown: message.unknown,
        }
    }

    /// Whether it is a reply that is arriving: in this tab, in another one, or in none, where its page has gone.
    pub(super) fn is_unfinished(&self) -> bool {
        self.details.with_untracked(|details| details.as_ref().is_some_and(|reply| reply.ending == Ending::Unfinished))
    }

    /// The record of the message as it stands now.
    pub(super) fn record(&self) -> Option<Value> {
        serde_json::to_value(self.message()).ok()
    }

    /// The message as it stands now.
    pub fn message(&self) -> Message {
        let reasoning = self.reasoning.get_untracked();
        Message {
            id: self.id.clone(),
            conversation: self.conversation.clone(),
            role: self.role,
            content: self.content.get_untracked(),
            pictures: self.pictures.to_vec(),
            created: self.created,
            copied: self.copied,
            earlier: self.earlier.get_untracked(),
            reply: self.details.get_untracked().map(|details| ReplyDetails { reasoning, ..details }),
            unknown: self.unknown.clone(),
        }
    }
}

/// The id of a record as a handle has it: what is no text can be the key of a record too.
pub(super) fn id_text(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}
