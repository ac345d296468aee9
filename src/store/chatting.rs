//! What a person does in a conversation: send, stop, ask again, go on.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use serde_json::{Value, json};

use super::Stores;
use super::completion::{Failure, complete};
use super::conversations::{MessageHandle, reply_lock};
use super::live_reply::Arriving;
use crate::bot::Bot;
use crate::browser::cancel::Cancel;
use crate::browser::{clock, lock, page};
use crate::chat::{Ending, ReplyDetails, cost_of, history};
use crate::openai::{CompletionError, Reply};
use crate::text::{completion_error, fill};

/// Milliseconds between two saves of a reply that is arriving: a crash of the tab loses no more.
const SAVE_INTERVAL: f64 = 2_000.0;

/// What asks a model to go on with a reply that was cut. It is sent, never shown: servers differ in what they make of
/// a conversation that ends with a reply.
const GO_ON: &str = "Your last reply was cut off. Continue it exactly where it stopped, without repeating anything.";

type Send = fn(&Stores, Option<String>, String) -> Option<String>;

/// Loads the client and all that belongs to it: they are not part of the page's first load.
#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible, preload(preload_client))]
pub fn load_client() -> Result<Send, SplitLoaderError> {
    Ok(Stores::send_now)
}

impl Stores {
    /// The bot of a conversation, or of a new one; tracks both.
    pub fn bot_of(&self, conversation: Option<&str>) -> Option<Bot> {
        let id = match conversation {
            Some(conversation) => self.conversations.get(conversation)?.bot,
            None => self.bots.current.get()?,
        };
        self.bots.get(&id)
    }

    /// Sends a message and asks for the reply. Begins a conversation where there is none; returns its id. `None` where
    /// nothing was sent, and it was said why.
    pub async fn send(&self, conversation: Option<String>, text: String) -> Option<String> {
        match load_client().await {
            Ok(send) => send(self, conversation, text),
            Err(_) => {
                self.notices
                    .show(self.preferences.language.get_untracked().words().shell().part_not_loaded.to_owned(), None);
                None
            }
        }
    }

    fn send_now(&self, conversation: Option<String>, text: String) -> Option<String> {
        let bot = untrack(|| self.bot_of(conversation.as_deref()))?;
        let conversation = conversation.unwrap_or_else(|| self.conversations.begin(&bot.id, &text));
        self.conversations.add_user_message(&conversation, text);
        self.ask(&conversation, &bot);
        Some(conversation)
    }

    /// Asks again for a reply: it and all after it go.
    pub fn regenerate(&self, conversation: &str, message: &str) {
        let Some(bot) = untrack(|| self.bot_of(Some(conversation))) else { return };
        self.replies.stop(conversation);
        self.conversations.remove_from(conversation, message);
        self.ask(conversation, &bot);
    }

    /// Sends a changed message in the place of one of the user's: it and all after it go.
    pub fn resubmit(&self, conversation: &str, message: &str, text: String) {
        self.replies.stop(conversation);
        self.conversations.remove_from(conversation, message);
        self.send_now(Some(conversation.to_owned()), text);
    }

    /// Goes on with a reply that was cut; what comes is added to it.
    pub fn go_on(&self, conversation: &str, message: &str) {
        let Some(bot) = untrack(|| self.bot_of(Some(conversation))) else { return };
        let handles = self.conversations.messages(conversation).get_untracked();
        let Some(index) = handles.iter().position(|handle| handle.id == message) else { return };
        let mut messages = wire_history(&handles[..=index]);
        if !handles[index].content.with_untracked(String::is_empty) {
            messages.push(json!({ "role": "user", "content": GO_ON }));
        }
        self.stream(&bot, conversation, handles[index].clone(), messages);
    }

    fn ask(&self, conversation: &str, bot: &Bot) {
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
        let completion = bot.completion(&defaults, messages);
        let cancel = Cancel::new();
        let live = self.replies.begin(&handle.id, conversation, &cancel);
        let arriving = Arriving::new(handle.clone(), live);
        handle.details.update(|details| {
            if let Some(details) = details {
                details.ending = Ending::Unfinished;
            }
        });
        self.notices.announce(self.preferences.language.get_untracked().words().chat().answering.to_owned());

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
            let mut on_delta = |delta: crate::openai::Delta<'_>| {
                arriving.push(delta);
                if clock::monotonic() - saved.get() > SAVE_INTERVAL {
                    saved.set(clock::monotonic());
                    arriving.flush();
                    stores.conversations.save_message(&handle);
                }
            };
            let result =
                complete(stores.registry, stores.quirks, &provider_id, own_key, &completion, &cancel, &mut on_delta)
                    .await;
            arriving.flush();
            handle.details.update(|details| {
                if let Some(details) = details {
                    details.timing = arriving.timing();
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
            stores.announce_end(&handle, &result);
        });
    }

    fn announce_end(&self, handle: &MessageHandle, result: &Result<Reply, Failure>) {
        let language = self.preferences.language.get_untracked();
        let words = language.words();
        self.notices.announce(match result {
            Ok(_) => {
                let count = handle.content.with_untracked(|text| text.split_whitespace().count());
                fill(words.chat().finished, &[("n", &count.to_string())])
            }
            Err(Failure { error: CompletionError::Aborted, .. }) => words.chat().stopped.to_owned(),
            Err(failure) => completion_error(language, &failure.error, &failure.about).title,
        });
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

fn wire_history(handles: &[MessageHandle]) -> Vec<Value> {
    let messages: Vec<_> = handles.iter().map(MessageHandle::message).collect();
    history(&messages)
}
