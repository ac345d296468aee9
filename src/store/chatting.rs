//! What a person does in a conversation: send, stop, ask again, go on.

use std::sync::Arc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use serde_json::{Value, json};

use super::Stores;
use super::message_handle::MessageHandle;
use super::notices::Undo;
use super::rearranging::RemovedMessages;
use crate::bot::Bot;
use crate::chat::{Message, Picture, ReplyDetails, history};
use crate::text::fill;
use crate::text::words::ChatWords;

/// What asks a model to go on with a reply that was cut. It is sent, never shown: servers differ in what they make of
/// a conversation that ends with a reply.
const GO_ON: &str = "Your last reply was cut off. Continue it exactly where it stopped, without repeating anything.";

/// What a person sends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outgoing {
    pub text: String,
    pub pictures: Vec<Picture>,
}

type Send = fn(Stores, Option<String>, Outgoing) -> LocalBoxFuture<'static, Option<String>>;

/// Loads the client and all that belongs to it: they are not part of the page's first load.
#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible, preload(preload_client))]
pub fn load_client() -> Result<Send, SplitLoaderError> {
    Ok(|stores, conversation, message| Box::pin(stores.send_with_all(conversation, message)))
}

impl Stores {
    /// The bot of a conversation, or of a new one; tracks both.
    pub fn bot_of(&self, conversation: Option<&str>) -> Option<Bot> {
        let id = match conversation {
            Some(conversation) => match self.conversations.get(conversation) {
                Some(conversation) => conversation.bot,
                None => return self.compare.bot(conversation),
            },
            None => self.bots.current.get()?,
        };
        self.bots.get(&id)
    }

    /// Sends a message and asks for the reply. Begins a conversation where there is none; returns its id. `None` where
    /// nothing was sent, and it was said why.
    pub async fn send(&self, conversation: Option<String>, message: Outgoing) -> Option<String> {
        match load_client().await {
            Ok(send) => send(*self, conversation, message).await,
            Err(_) => {
                self.notices
                    .show(self.preferences.language.get_untracked().words().shell().part_not_loaded.to_owned(), None);
                None
            }
        }
    }

    /// Sends a message after all that was said before, which may still be read.
    async fn send_with_all(self, conversation: Option<String>, message: Outgoing) -> Option<String> {
        if let Some(conversation) = &conversation {
            self.conversations.whole(conversation).await;
        }
        self.send_now(conversation, message)
    }

    fn send_now(&self, conversation: Option<String>, message: Outgoing) -> Option<String> {
        let Outgoing { text, pictures } = message;
        let bot = self.bot_to_ask(conversation.as_deref())?;
        let conversation =
            conversation.unwrap_or_else(|| self.conversations.begin(&bot.id, title_of(&text, &pictures)));
        self.conversations.add_user_message(&conversation, text, pictures);
        self.ask(&conversation, &bot, Vec::new());
        Some(conversation)
    }

    /// The bot that can be asked in a conversation, or in a new one. Where there is none it is said why, so that whoever
    /// calls this changes nothing.
    fn bot_to_ask(&self, conversation: Option<&str>) -> Option<Bot> {
        let words = self.preferences.language.get_untracked().words();
        let bot = untrack(|| self.bot_of(conversation));
        let provider = bot.as_ref().and_then(|bot| self.registry.provider(&bot.provider));
        let obstacle = match (&bot, provider) {
            (None, _) => words.records().bot_deleted.to_owned(),
            (Some(bot), None) => fill(words.chat().provider_missing, &[("id", &bot.provider)]),
            (Some(_), Some(provider)) if provider.disabled => {
                fill(words.chat().provider_disabled, &[("name", &provider.name)])
            }
            (Some(_), Some(_)) => return bot,
        };
        self.notices.show(obstacle, None);
        None
    }

    /// Asks again for a reply: it and all after it go, and can be brought back. Until the new one has said something they are
    /// kept with it.
    pub fn regenerate(&self, conversation: &str, message: &str) {
        if !self.conversations.is_whole(conversation) {
            return self.put_off(conversation, message, Stores::regenerate);
        }
        let Some(bot) = self.bot_to_ask(Some(conversation)) else { return };
        self.replies.stop(conversation);
        let removed = self.conversations.remove_from(conversation, message);
        self.ask(conversation, &bot, removed.kept_earlier());
        let added = self.conversations.ids_after(&removed);
        self.offer_undo(removed, added, |words| words.replaced);
    }

    /// Sends a changed message in the place of one of the user's: it and all after it go, and can be brought back.
    pub fn resubmit(&self, conversation: &str, message: &str, text: String, pictures: Vec<Picture>) {
        if !self.conversations.is_whole(conversation) {
            return self.put_off(conversation, message, move |stores, conversation, message| {
                stores.resubmit(conversation, message, text, pictures);
            });
        }
        let Some(bot) = self.bot_to_ask(Some(conversation)) else { return };
        self.replies.stop(conversation);
        let removed = self.conversations.remove_from(conversation, message);
        self.conversations.add_user_message(conversation, text, pictures);
        self.ask(conversation, &bot, Vec::new());
        let added = self.conversations.ids_after(&removed);
        self.offer_undo(removed, added, |words| words.replaced);
    }

    /// Brings back what a reply was asked for in the place of; the reply goes.
    pub fn restore_earlier(&self, conversation: &str, message: &str) {
        if !self.conversations.is_whole(conversation) {
            return self.put_off(conversation, message, Stores::restore_earlier);
        }
        let Some(earlier) = self.conversations.earlier_of(conversation, message) else { return };
        let removed = self.conversations.remove_message(conversation, message);
        self.conversations.restore_messages(&earlier, &[], |id| self.replies.is_live(id));
        self.offer_undo(removed, earlier.ids(), |words| words.earlier_restored);
    }

    /// Removes one message, which can be brought back. A reply that is arriving as it is stopped.
    pub fn delete_message(&self, conversation: &str, message: &str) {
        if untrack(|| self.replies.get(message)).is_some() {
            self.replies.stop(conversation);
        }
        let removed = self.conversations.remove_message(conversation, message);
        self.offer_undo(removed, Vec::new(), |words| words.message_deleted);
    }

    /// Begins a conversation with copies of the messages up to this one. Returns its id.
    pub async fn fork(&self, conversation: &str, message: &str) -> Option<String> {
        self.conversations.whole(conversation).await;
        let title = untrack(|| self.conversations.get(conversation))?.title;
        let phrase = self.preferences.language.get_untracked().words().chat().fork_title;
        self.conversations.fork(conversation, message, &fill(phrase, &[("title", &title)]))
    }

    /// Shows what was done, with Undo: the messages that were added instead go, and the removed ones come back.
    fn offer_undo(&self, removed: RemovedMessages, added: Vec<String>, phrase: fn(&ChatWords) -> &'static str) {
        if !removed.has_text() {
            return;
        }
        let stores = *self;
        let undo: Undo = Arc::new(move || {
            if added.iter().any(|id| untrack(|| stores.replies.get(id)).is_some()) {
                stores.replies.stop(removed.conversation());
            }
            stores.conversations.restore_messages(&removed, &added, |id| stores.replies.is_live(id));
        });
        let words = self.preferences.language.get_untracked().words().chat();
        self.notices.show(phrase(words).to_owned(), Some(undo));
    }

    /// Goes on with a reply that was cut; what comes is added to it. The bot that is asked is the conversation's own as it
    /// is now, and the reply says so. Another reply that is arriving in the conversation is stopped.
    pub fn go_on(&self, conversation: &str, message: &str) {
        if !self.conversations.is_whole(conversation) {
            return self.put_off(conversation, message, Stores::go_on);
        }
        if self.replies.is_live(message) {
            return;
        }
        let Some(mut bot) = self.bot_to_ask(Some(conversation)) else { return };
        self.replies.stop(conversation);
        let handles = self.conversations.messages(conversation).get_untracked();
        let Some(index) = handles.iter().position(|handle| handle.id == message) else { return };
        let mut messages = wire_history(&handles[..=index]);
        if !handles[index].content.with_untracked(String::is_empty) {
            messages.push(json!({ "role": "user", "content": GO_ON }));
            // They are no turn of the conversation: what the reply answers is sent too.
            bot.context_length = bot.context_length.map(|length| length.max(1).saturating_add(2));
        }
        let asked = self.reply_of(&bot);
        handles[index].details.update(|details| {
            if let Some(details) = details {
                (details.bot, details.bot_id) = (asked.bot, asked.bot_id);
                (details.provider, details.provider_name) = (asked.provider, asked.provider_name);
                details.model = asked.model;
            }
        });
        self.stream(&bot, conversation, handles[index].clone(), messages);
    }

    /// Asks for a reply to all that was said, in the place of `earlier`.
    pub(super) fn ask(&self, conversation: &str, bot: &Bot, earlier: Vec<Message>) {
        let messages = wire_history(&self.conversations.messages(conversation).get_untracked());
        let handle = self.conversations.add_reply(conversation, self.reply_of(bot), earlier);
        self.stream(bot, conversation, handle, messages);
    }

    /// What is known of a reply of this bot before it is asked.
    fn reply_of(&self, bot: &Bot) -> ReplyDetails {
        let provider = self.registry.provider(&bot.provider);
        ReplyDetails {
            bot: bot.name.clone(),
            bot_id: bot.id.clone(),
            provider: bot.provider.clone(),
            provider_name: provider.map_or_else(|| bot.provider.clone(), |provider| provider.name),
            model: bot.model.clone(),
            ..Default::default()
        }
    }
}

/// What a conversation that begins with this takes its title from.
pub(super) fn title_of<'a>(text: &'a str, pictures: &'a [Picture]) -> &'a str {
    match pictures.first() {
        Some(picture) if text.trim().is_empty() => &picture.name,
        _ => text,
    }
}

pub(super) fn wire_history(handles: &[MessageHandle]) -> Vec<Value> {
    let messages: Vec<_> = handles.iter().map(MessageHandle::message).collect();
    history(&messages)
}
