//! Streams a reply into its message, whichever conversation is on the screen.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::Stores;
use super::completion::{Failure, Target, complete};
use super::following::reply_lock;
use super::live_reply::Arriving;
use super::message_handle::MessageHandle;
use super::saver::Saver;
use crate::bot::Bot;
use crate::browser::cancel::Cancel;
use crate::browser::{lock, page};
use crate::chat::{Ending, Origins, Part, tokens_asked};
use crate::openai::{CompletionError, Delta, Reply, Traffic};
use crate::text::{completion_error, fill};

impl Stores {
    /// Asks a bot for a reply, or for more of one; what comes is added to the message.
    pub(super) fn stream(&self, bot: &Bot, conversation: &str, handle: MessageHandle, messages: Vec<Value>) {
        let stores = *self;
        let provider = self.registry.provider(&bot.provider);
        let defaults = provider.as_ref().map(|provider| provider.parameters.clone()).unwrap_or_default();
        let completion = bot.completion(&defaults, messages, &untrack(|| self.prompt_values()));
        let asked = tokens_asked(&completion.messages);
        let cancel = Cancel::new();
        let live = self.replies.begin(&handle, &cancel);
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

        let target = Target::of(self.registry, &bot.provider, untrack(|| self.bot_key(&bot.id, &bot.provider)));
        let held = lock::hold(&reply_lock(&handle.id));
        let saver = Rc::new(Saver::new(self.conversations, handle.clone(), arriving.clone()));
        let leaving = {
            let saver = saver.clone();
            page::on_leaving(move || saver.save())
        };
        spawn_local(async move {
            let mut on_traffic = |traffic: Traffic<'_>| {
                saver.note();
                recording.note(traffic);
            };
            let mut on_delta = |delta: Delta<'_>| {
                recording.note_delta(&delta);
                arriving.push(delta);
            };
            let (on_delta, on_traffic) = (&mut on_delta, &mut on_traffic);
            let completing = complete(stores.quirks, target, &completion, &cancel, on_delta, on_traffic);
            let result = saver.while_saving(completing).await;
            arriving.flush();
            let recorded = stores.inspections.end(&recording, arriving.timing());
            let (exchange, timing) = recorded.unzip();
            handle.details.update(|details| {
                let Some(details) = details else { return };
                if let Some(exchange) = exchange.filter(|exchange| !exchange.url.is_empty()) {
                    details.exchange = Some(exchange);
                }
                let pricing = provider.as_ref().and_then(|provider| provider.price_of(&details.model));
                let part = Part {
                    reply: result.as_ref().unwrap_or_else(|failure| &failure.partial),
                    ending: ending_of(&result),
                    pieces: arriving.pieces(),
                    timing: timing.unwrap_or_default(),
                    asked,
                };
                details.add_part(part, pricing);
            });
            // What it was asked for in the place of is kept until then.
            if result.is_ok() && handle.message().says_something() {
                handle.earlier.set(Vec::new());
            }
            drop(leaving);
            if stores.replies.end(&handle.id) {
                stores.conversations.store_ended(&handle).await;
            }
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
        let said = match result {
            Ok(_) => {
                let count = handle.content.with_untracked(|text| text.split_whitespace().count());
                fill(words.chat().finished, &[("n", &count.to_string())])
            }
            Err(Failure { error: CompletionError::Aborted, .. }) => words.chat().stopped.to_owned(),
            Err(failure) => completion_error(language, &failure.error, &failure.about).title,
        };
        self.announce_for(&handle.conversation, said);
    }
}

fn ending_of(result: &Result<Reply, Failure>) -> Ending {
    match result {
        Ok(_) => Ending::Complete,
        Err(Failure { error: CompletionError::Aborted, .. }) => Ending::Stopped,
        Err(failure) => Ending::Failed(failure.error.clone()),
    }
}
