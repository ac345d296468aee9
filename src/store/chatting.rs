//! What a person does in a conversation: send, stop, ask again, go on.

use std::cell::Cell;
use std::sync::Arc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use serde_json::{Value, json};

use super::Stores;
use super::completion::{Failure, Target, complete};
use super::following::reply_lock;
use super::live_reply::Arriving;
use super::message_handle::MessageHandle;
use super::notices::Undo;
use super::rearranging::RemovedMessages;
use crate::bot::Bot;
use crate::browser::cancel::Cancel;
use crate::browser::{clock, lock, page};
use crate::chat::{Ending, Origins, Picture, ReplyDetails, cost_of, history};
use crate::openai::{CompletionError, Delta, Reply, Traffic};
use crate::text::words::ChatWords;
use crate::text::{completion_error, fill};

/// Milliseconds between two saves of a reply that is arriving: a crash of the tab loses no more.
const SAVE_INTERVAL: f64 = 2_000.0;

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
        let bot = untrack(|| self.bot_of(conversation.as_deref()))?;
        let conversation =
            conversation.unwrap_or_else(|| self.conversations.begin(&bot.id, title_of(&text, &pictures)));
        self.conversations.add_user_message(&conversation, text, pictures);
        self.ask(&conversation, &bot);
        Some(conversation)
    }

    /// Asks again for a reply: it and all after it go, and can be brought back.
    pub fn regenerate(&self, conversation: &str, message: &str) {
        if !self.conversations.is_whole(conversation) {
            return self.put_off(conversation, message, Stores::regenerate);
        }
        let Some(bot) = untrack(|| self.bot_of(Some(conversation))) else { return };
        self.replies.stop(conversation);
        let removed = self.conversations.remove_from(conversation, message);
        self.ask(conversation, &bot);
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
        self.replies.stop(conversation);
        let removed = self.conversations.remove_from(conversation, message);
        self.send_now(Some(conversation.to_owned()), Outgoing { text, pictures });
        let added = self.conversations.ids_after(&removed);
        self.offer_undo(removed, added, |words| words.replaced);
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
            stores.conversations.restore_messages(removed.clone(), &added);
        });
        let words = self.preferences.language.get_untracked().words().chat();
        self.notices.show(phrase(words).to_owned(), Some(undo));
    }

    /// Goes on with a reply that was cut; what comes is added to it.
    pub fn go_on(&self, conversation: &str, message: &str) {
        if !self.conversations.is_whole(conversation) {
            return self.put_off(conversation, message, Stores::go_on);
        }
        let Some(bot) = untrack(|| self.bot_of(Some(conversation))) else { return };
        let handles = self.conversations.messages(conversation).get_untracked();
        let Some(index) = handles.iter().position(|handle| handle.id == message) else { return };
        let mut messages = wire_history(&handles[..=index]);
        if !handles[index].content.with_untracked(String::is_empty) {
            messages.push(json!({ "role": "user", "content": GO_ON }));
        }
        self.stream(&bot, conversation, handles[index].clone(), messages);
    }

    pub(super) fn ask(&self, conversation: &str, bot: &Bot) {
        let messages = wire_history(&self.conversations.messages(conversation).get_untracked());
        let provider = self.registry.provider(&bot.provider);
        let details = ReplyDetails {
            bot: bot.name.clone(),
            bot_id: bot.id.clone(),
            provider: bot.provider.clone(),
            provider_name: provider.map_or_else(|| bot.provider.clone(), |provider| provider.name),
            model: bot.model.clone(),
            ..Default::default()
        };
        let handle = self.conversations.add_reply(conversation, details);
        self.stream(bot, conversation, handle, messages);
    }

    /// Streams a reply into a message, whichever conversation is on the screen.
    fn stream(&self, bot: &Bot, conversation: &str, handle: MessageHandle, messages: Vec<Value>) {
        let stores = *self;
        let provider = self.registry.provider(&bot.provider);
        let defaults = provider.as_ref().map(|provider| provider.parameters.clone()).unwrap_or_default();
        let completion = bot.completion(&defaults, messages, &untrack(|| self.prompt_values()));
        let cancel = Cancel::new();
        let live = self.replies.begin(&handle.id, conversation, &cancel);
        let origins = Origins::of(&bot.parameters, &defaults, &completion.parameters);
        let recording = self.inspections.begin(&handle.id, live.sent, origins);
        let arriving = Arriving::new(handle.clone(), live);
        handle.details.update(|details| {
            if let Some(details) = details {
                details.ending = Ending::Unfinished;
            }
        });
        // Columns that are compared tell of themselves, each in a region of its own.
        let is_compared = untrack(|| self.compare.bot(conversation)).is_some();
        if !is_compared {
            self.notices.announce(self.preferences.language.get_untracked().words().chat().answering.to_owned());
        }

        let provider_id = bot.provider.clone();
        let own_key = untrack(|| self.bot_key(&bot.id, &bot.provider));
        let held = lock::hold(&reply_lock(&handle.id));
        let leaving = {
            let (arriving, handle) = (arriving.clone(), handle.clone());
            page::on_leaving(move || {
                arriving.flush();
                stores.conversations.save_message(&handle);
            })
        };
        spawn_local(async move {
            let saved = Cell::new(clock::monotonic());
            let mut on_traffic = |traffic: Traffic<'_>| recording.note(traffic);
            let mut on_delta = |delta: Delta<'_>| {
                recording.note_delta(&delta);
                arriving.push(delta);
                if clock::monotonic() - saved.get() > SAVE_INTERVAL {
                    saved.set(clock::monotonic());
                    arriving.flush();
                    stores.conversations.save_message(&handle);
                }
            };
            let (on_delta, on_traffic) = (&mut on_delta, &mut on_traffic);
            let target = Target { provider: &provider_id, own_key };
            let result =
                complete(stores.registry, stores.quirks, target, &completion, &cancel, on_delta, on_traffic).await;
            arriving.flush();
            let recorded = stores.inspections.end(&recording, arriving.timing());
            handle.details.update(|details| {
                if let Some(details) = details {
                    if let Some((exchange, timing)) = recorded {
                        details.timing = timing;
                        details.exchange = Some(exchange).filter(|exchange| !exchange.url.is_empty());
                    }
                    details.pieces = arriving.pieces();
                    let pricing = provider.as_ref().and_then(|provider| provider.price_of(&details.model).cloned());
                    finish(details, &result, pricing.as_ref());
                }
            });
            drop(leaving);
            stores.replies.end(&handle.id);
            stores.conversations.store_message(&handle).await;
            // Another tab that sees it unfinished in the storage takes it for cut once the lock is free.
            drop(held);
            if !is_compared {
                stores.announce_end(&handle, &result);
            }
        });
    }

    fn announce_end(&self, handle: &MessageHandle, result: &Result<Reply, Failure>) {
        let language = self.preferences.language.get_untracked();
        let words = language.words();
        self.announce_for(
            &handle.conversation,
            match result {
                Ok(_) => {
                    let count = handle.content.with_untracked(|text| text.split_whitespace().count());
                    fill(words.chat().finished, &[("n", &count.to_string())])
                }
                Err(Failure { error: CompletionError::Aborted, .. }) => words.chat().stopped.to_owned(),
                Err(failure) => completion_error(language, &failure.error, &failure.about).title,
            },
        );
    }
}

/// Notes how a reply ended.
fn finish(details: &mut ReplyDetails, result: &Result<Reply, Failure>, pricing: Option<&crate::provider::Pricing>) {
    let reply = match result {
        Ok(reply) => reply,
        Err(failure) => &failure.partial,
    };
    details.finish_reason = reply.finish_reason.clone();
    details.refusal = reply.refusal.clone();
    details.tool_calls = reply.tool_calls.clone();
    details.usage = reply.usage.clone();
    details.cost = reply.usage.as_ref().and_then(|usage| cost_of(usage, pricing));
    details.ending = match result {
        Ok(_) => Ending::Complete,
        Err(Failure { error: CompletionError::Aborted, .. }) => Ending::Stopped,
        Err(failure) => Ending::Failed(failure.error.clone()),
    };
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
