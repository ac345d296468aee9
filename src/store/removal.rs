//! Removing a custom provider, and bringing it back as if it had never been gone: its place, its keys, those that bots
//! have for it, and what was learned of its endpoint. Bots refer to it by its id, which stays with them.

use leptos::prelude::*;

use super::Stores;
use super::quirks::Learned;
use super::registry::Removed;
use crate::provider::Provider;

/// A provider that was removed, to bring it back.
#[derive(Clone)]
pub struct RemovedProvider {
    removed: Removed,
    learned: Vec<Learned>,
}

impl RemovedProvider {
    pub fn provider(&self) -> &Provider {
        &self.removed.provider
    }
}

impl Stores {
    /// Removes a custom provider with its keys and with what was learned of its endpoint; `None` when there was none. No
    /// key may stay: another provider could get the id.
    pub fn remove_provider(self, id: &str) -> Option<RemovedProvider> {
        let removed = self.registry.remove(id, &self.key_owners(id))?;
        let endpoint = removed.provider.endpoint.as_str();
        let is_shared = self
            .registry
            .registry
            .with_untracked(|registry| registry.providers().any(|provider| provider.endpoint.as_str() == endpoint));
        let learned = if is_shared { Vec::new() } else { self.quirks.forget(endpoint) };
        Some(RemovedProvider { removed, learned })
    }

    /// Brings a removed provider back.
    pub fn restore_provider(self, removed: RemovedProvider) {
        let RemovedProvider { removed, learned } = removed;
        self.registry.restore(removed);
        if !learned.is_empty() {
            self.quirks.restore(learned);
        }
    }
}
