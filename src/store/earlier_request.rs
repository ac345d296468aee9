//! The request of a reply whose recording is gone, put together again.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::Stores;
use super::chatting::wire_history;
use crate::chat::Rebuilt;
use crate::openai::{ChatCompletion, Quirks, Secrets};
use crate::provider::Provider;

impl Stores {
    /// The request of a reply: what is stored with it, and the messages that its conversation and its bot hold now. `None`
    /// where nothing was stored. Tracks which messages there are.
    pub fn earlier_request(&self, conversation: &str, message: &str) -> Option<Rebuilt> {
        let handles = self.conversations.messages(conversation).get();
        let index = handles.iter().position(|handle| handle.id == message)?;
        let details = handles[index].details.get()?;
        let exchange = details.exchange?;
        let sent = exchange.request?;
        let history = wire_history(&handles[..index]);
        let bot = untrack(|| self.compare.bot(conversation).or_else(|| self.bots.get(&details.bot_id)));
        let messages = match bot {
            Some(bot) => bot.completion(&Map::new(), history, &untrack(|| self.prompt_values())).messages,
            None => Value::Array(history),
        };
        Some(sent.with_messages(&exchange.url, &messages, &self.secrets_of(&details.provider)))
    }

    /// What a person may have written of the secrets of a provider.
    fn secrets_of(&self, provider: &str) -> Secrets {
        let Some(provider) = self.registry.provider(provider) else { return Secrets::default() };
        // An unreadable key is none that could be shown.
        let key = self.registry.key(provider.id.as_str()).ok().flatten();
        let provider = Provider { disabled: false, ..provider };
        let request = provider.chat_request(key.as_ref(), &ChatCompletion::default(), &Quirks::default());
        request.map(|request| Secrets::of(&request)).unwrap_or_default()
    }
}
