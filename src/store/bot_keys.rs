//! Keys of single bots, which are used in the place of their provider's.
//!
//! Each is an entry of localStorage by itself, `ais-apikey-bot-<bot>-<provider>`: never in the bot's record, and never
//! sent to another provider than the one that it was typed for.

use leptos::prelude::*;

use super::Stores;
use crate::bot::Bot;
use crate::provider::{ApiKey, KeyError};

/// A bot that was removed, to bring it back with its keys.
#[derive(Clone)]
pub struct RemovedBot {
    pub bot: Bot,
    keys: Vec<(String, ApiKey)>,
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

impl Stores {
    /// The key of a bot for its provider; tracks. An error where what is stored is no key.
    pub fn bot_key(&self, bot: &str, provider: &str) -> Option<Result<ApiKey, KeyError>> {
        self.registry.keys.with(|keys| keys.get(&owner(bot, provider)).cloned())
    }

    /// Stores or forgets the key of a bot for its provider.
    pub fn set_bot_key(&self, bot: &str, provider: &str, key: Option<ApiKey>) {
        self.registry.set_key(&owner(bot, provider), key);
    }

    /// Removes a bot and its keys; its conversations stay.
    pub fn remove_bot(&self, id: &str) -> Option<RemovedBot> {
        let bot = self.bots.remove(id)?;
        let prefix = prefix(id);
        let keys: Vec<_> = self.registry.keys.with_untracked(|keys| {
            let keys = keys.iter().filter(|(name, _)| name.starts_with(&prefix));
            keys.filter_map(|(name, key)| Some((name.clone(), key.clone().ok()?))).collect()
        });
        for (name, _) in &keys {
            self.registry.set_key(name, None);
        }
        Some(RemovedBot { bot, keys })
    }

    /// Brings a removed bot back, with its keys.
    pub fn restore_bot(&self, removed: RemovedBot) {
        self.bots.restore(removed.bot);
        for (name, key) in removed.keys {
            self.registry.set_key(&name, Some(key));
        }
    }
}
