//! Keys of single bots, which are used in the place of their provider's.
//!
//! Each is an entry of localStorage by itself, `ais-apikey-bot-<bot>-<provider>`: never in the bot's record, and never
//! sent to another provider than the one that it was typed for.

use leptos::prelude::*;

use super::Stores;
use super::identity::ID_LENGTH;
use super::keys::StoredKeys;
use crate::bot::Bot;
use crate::provider::{ApiKey, KeyError};

/// A bot that was removed, to bring it back with its keys.
#[derive(Clone)]
pub struct RemovedBot {
    pub bot: Bot,
    keys: StoredKeys,
    /// It was the one that answers in new conversations.
    was_current: bool,
}

/// What begins the names of all keys of bots.
const PREFIX: &str = "bot-";

/// What begins the names under which the registry keeps the keys of a bot.
fn prefix(bot: &str) -> String {
    format!("{PREFIX}{bot}-")
}

/// Whether the registry keeps the key of a bot under this name.
pub(super) fn is_bot_key(owner: &str) -> bool {
    owner.strip_prefix(PREFIX).and_then(|rest| rest.split_once('-')).is_some_and(|(bot, provider)| {
        !bot.is_empty() && bot.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !provider.is_empty()
    })
}

/// The name under which the registry keeps the key of a bot for its provider.
fn owner(bot: &str, provider: &str) -> String {
    format!("{}{provider}", prefix(bot))
}

/// Whether a name is that of a key for a provider, of a bot whose id was made here: one that is not read yet, or gone.
fn is_for_provider(name: &str, provider: &str) -> bool {
    let parts = name.strip_prefix("bot-").and_then(|rest| rest.split_once('-'));
    parts.is_some_and(|(bot, of)| bot.len() == ID_LENGTH && of == provider)
}

impl Stores {
    /// The key of a bot for its provider; tracks. An error where what is stored is no key.
    pub fn bot_key(&self, bot: &str, provider: &str) -> Option<Result<ApiKey, KeyError>> {
        self.registry.keys.with(|keys| keys.get(&owner(bot, provider)).cloned())
    }

    /// Stores or forgets the key of a bot for its provider.
    pub fn set_bot_key(&self, bot: &str, provider: &str, key: Option<ApiKey>) {
        self.registry.set_key(&owner(bot, provider), key);
    }

    /// The bot that was made where there was none, if it is the only one and nobody has changed or used it.
    pub(super) fn untouched_bot(&self) -> Option<String> {
        let id = self.bots.untouched()?;
        let has_key = self.registry.keys.with_untracked(|keys| keys.keys().any(|name| name.starts_with(&prefix(&id))));
        (!has_key && !self.is_bot_used(&id)).then_some(id)
    }

    /// Whether a conversation has this bot answer.
    pub(super) fn is_bot_used(&self, id: &str) -> bool {
        self.conversations.list.with_untracked(|list| list.iter().any(|conversation| conversation.bot == id))
    }

    /// Removes a bot and its keys; its conversations stay.
    pub fn remove_bot(&self, id: &str) -> Option<RemovedBot> {
        let was_current = self.bots.current.with_untracked(|current| current.as_deref() == Some(id));
        let bot = self.bots.remove(id)?;
        let prefix = prefix(id);
        let names: Vec<_> = self
            .registry
            .keys
            .with_untracked(|keys| keys.keys().filter(|name| name.starts_with(&prefix)).cloned().collect());
        Some(RemovedBot { bot, keys: self.registry.take_keys(&names), was_current })
    }

    /// The names of all keys that go to a provider: its own, and those of bots.
    pub fn key_owners(&self, provider: &str) -> Vec<String> {
        let known =
            self.bots.list.with_untracked(|bots| bots.iter().map(|bot| owner(&bot.id, provider)).collect::<Vec<_>>());
        let of_bots = self.registry.keys.with_untracked(|keys| {
            let is_one = |name: &&String| known.contains(name) || is_for_provider(name, provider);
            keys.keys().filter(is_one).cloned().collect::<Vec<_>>()
        });
        [vec![provider.to_owned()], of_bots].concat()
    }

    /// Brings a removed bot back, with its keys.
    pub fn restore_bot(&self, removed: RemovedBot) {
        if removed.was_current {
            self.bots.choose(&removed.bot.id);
        }
        self.bots.restore(removed.bot);
        self.registry.restore_keys(removed.keys);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_a_provider_are_told_from_those_of_others() {
        let bot = "0".repeat(ID_LENGTH);
        let cases = [
            (owner(&bot, "lab"), "lab", true),
            (owner(&bot, "my-lab"), "my-lab", true),
            (owner(&bot, "my-lab"), "lab", false),
            (owner("my-bot", "lab"), "bot-lab", false),
            ("lab".to_owned(), "lab", false),
        ];
        for (name, provider, expected) in cases {
            assert_eq!(is_for_provider(&name, provider), expected, "{name} {provider}");
        }
    }
}
