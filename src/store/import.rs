//! Taking over providers of a file, and putting back what was there before.

use super::Stores;
use super::keys::StoredKeys;
use crate::provider::Provider;
use crate::provider::exchange::Taken;

/// What stood in the place of a provider that was taken over.
#[derive(Clone)]
pub struct Overwritten {
    id: String,
    provider: Option<Provider>,
    keys: StoredKeys,
}

impl Stores {
    /// Stores a provider of a file, with the key that the file holds for it.
    pub fn take_over(self, taken: Taken) -> Overwritten {
        let Taken { provider, key, forgets_keys } = taken;
        let id = provider.id.to_string();
        let owners = self.key_owners(&id);
        let before = self.registry.provider(&id);
        let keys = self.registry.stored_keys(&owners);
        // First the keys: nothing may be sent with them to the new address.
        if forgets_keys {
            self.registry.take_keys(&owners);
        }
        self.registry.put(provider);
        if key.is_some() {
            self.registry.set_key(&id, key);
        }
        Overwritten { id, provider: before, keys }
    }

    /// Puts back what was there before.
    pub fn put_back(self, overwritten: Overwritten) {
        let Overwritten { id, provider, keys } = overwritten;
        self.registry.take_keys(&self.key_owners(&id));
        match provider {
            Some(provider) => self.registry.put(provider),
            None => drop(self.remove_provider(&id)),
        }
        self.registry.restore_keys(keys);
    }
}
