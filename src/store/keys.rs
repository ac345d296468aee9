//! The keys of providers and of single bots, in memory and in localStorage: `ais-apikey-<owner>`, plain strings (spec §3).

use leptos::prelude::*;
use litemap::LiteMap;

use super::registry::RegistryStore;
use crate::browser::local_storage;
use crate::provider::{ApiKey, KeyError};

pub(super) const KEY_PREFIX: &str = "ais-apikey-";

/// Keys as they are stored, each with the name of its owner. Those that no header can carry are among them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct StoredKeys(Vec<(String, String)>);

impl RegistryStore {
    /// The key of a provider, without tracking.
    ///
    /// # Errors
    /// A key is stored that no header can carry.
    pub fn key(&self, id: &str) -> Result<Option<ApiKey>, KeyError> {
        self.keys.with_untracked(|keys| keys.get(id).cloned()).transpose()
    }

    /// Stores or forgets the key of a provider.
    pub fn set_key(&self, id: &str, key: Option<ApiKey>) {
        let name = format!("{KEY_PREFIX}{id}");
        self.write(|| match &key {
            Some(key) => local_storage::write(&name, key.expose()),
            None => local_storage::remove(&name),
        });
        self.keys.update(|keys| {
            match key {
                Some(key) => keys.insert(id.to_owned(), Ok(key)),
                None => keys.remove(id),
            };
        });
    }

    /// The keys of these owners, as they are stored; one that could not be stored as it is in memory.
    pub fn stored_keys(&self, owners: &[String]) -> StoredKeys {
        let in_memory = |owner: &String| Some(self.key(owner).ok()??.expose().to_owned());
        let text = |owner: &String| {
            let stored = local_storage::read(&format!("{KEY_PREFIX}{owner}")).ok().flatten();
            stored.or_else(|| in_memory(owner)).map(|text| (owner.clone(), text))
        };
        StoredKeys(owners.iter().filter_map(text).collect())
    }

    /// Forgets the keys of these owners, and gives them.
    pub fn take_keys(&self, owners: &[String]) -> StoredKeys {
        let keys = self.stored_keys(owners);
        owners.iter().for_each(|owner| self.set_key(owner, None));
        keys
    }

    /// Stores keys again as they were.
    pub fn restore_keys(&self, keys: StoredKeys) {
        for (owner, text) in keys.0 {
            self.write(|| local_storage::write(&format!("{KEY_PREFIX}{owner}"), &text));
            self.keys.update(|keys| drop(keys.insert(owner, ApiKey::parse(&text).map(|clean| clean.key))));
        }
    }

    pub(super) fn read_keys(&self) {
        let stored = match local_storage::read_all(KEY_PREFIX) {
            Ok(stored) => stored,
            Err(fault) => return self.report(fault),
        };
        let mut keys = LiteMap::new();
        for (name, text) in stored {
            let Some(id) = name.strip_prefix(KEY_PREFIX) else { continue };
            match ApiKey::parse(&text) {
                Err(KeyError::Empty) => {}
                parsed => drop(keys.insert(id.to_owned(), parsed.map(|clean| clean.key))),
            }
        }
        self.keys.set(keys);
    }
}
