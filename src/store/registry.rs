//! The registry of providers and their keys, in memory and in localStorage (spec §3).
//!
//! Every change re-reads the stored array, changes one entry, and writes at once, so that what other tabs stored stays.
//! Two tabs can still write in the same moment; so each remembers its own changes, and checks under a lock, and
//! whenever another tab has written, that none of them was lost.

use leptos::ev;
use leptos::prelude::*;
use litemap::LiteMap;
use serde_json::{Value, json};

use super::keys::{KEY_PREFIX, StoredKeys};
use super::notices::{NoticeStore, StorageNotice};
use super::set_ups::is_set_up;
use crate::browser::local_storage::{self, StorageFault};
use crate::browser::{clock, lock};
use crate::provider::changes::{Log, repair};
use crate::provider::{
    ApiKey, Direction, KeyError, OptionError, OptionFault, Provider, Registry, SetUp, StoredProviders,
};

const PROVIDERS: &str = "ais-custom-providers";
/// Where a stored text goes that could not be read, before it would be overwritten.
const SET_ASIDE: &str = "ais-custom-providers-unreadable";
/// When a provider was removed, in milliseconds since 1970, so that no tab's older copy brings it back.
const REMOVED_PREFIX: &str = "ais-removed-provider-";
/// Removals are remembered for a day; a tab that slept for longer reads the array when it wakes.
const REMOVED_AGE: f64 = 86_400_000.0;

#[derive(Clone, Copy)]
pub struct RegistryStore {
    /// Built-in and custom providers.
    pub registry: RwSignal<Registry>,
    /// The key of each provider that has one; an error for a stored text that no header can carry.
    pub keys: RwSignal<LiteMap<String, Result<ApiKey, KeyError>>>,
    /// What the person has set of built-in providers beside their keys, by their ids.
    pub(super) set_ups: RwSignal<LiteMap<&'static str, SetUp>>,
    /// What this tab changed lately.
    log: StoredValue<Log>,
    /// Changes that could not be written. They are applied to whatever is read.
    unsaved: StoredValue<Vec<Change>>,
    notices: NoticeStore,
}

/// One change of the stored array.
#[derive(Clone)]
enum Change {
    Put(Box<Provider>),
    /// Back to the place from which it was removed.
    Restore {
        provider: Box<Provider>,
        place: usize,
    },
    Remove(Box<Provider>),
    Move {
        id: String,
        direction: Direction,
    },
}

impl Change {
    fn apply(&self, stored: &mut StoredProviders) {
        match self {
            Change::Put(provider) => stored.put(provider),
            Change::Restore { provider, place } => stored.put_at(provider, *place),
            Change::Remove(provider) => drop(stored.remove(provider.id.as_str())),
            Change::Move { id, direction } => stored.shift(id, *direction),
        }
    }
}

/// What was removed, to bring it back.
#[derive(Clone)]
pub struct Removed {
    pub provider: Provider,
    /// Its place in the stored array.
    place: usize,
    keys: StoredKeys,
}

impl RegistryStore {
    pub fn new(notices: NoticeStore) -> Self {
        RegistryStore {
            registry: RwSignal::new(Registry::default()),
            keys: RwSignal::new(LiteMap::new()),
            set_ups: RwSignal::new(LiteMap::new()),
            log: StoredValue::new(Log::default()),
            unsaved: StoredValue::new(Vec::new()),
            notices,
        }
    }

    /// Reads providers and keys, and follows what other tabs do from now on.
    pub fn load(&self) {
        self.read_set_ups();
        self.read_providers();
        self.read_keys();
        self.forget_old_removals();
        let this = *self;
        // The listener stays for the life of the page, as the store does.
        window_event_listener(ev::storage, move |event| match event.key() {
            Some(key) if key == PROVIDERS => this.repair(),
            Some(key) if key.starts_with(KEY_PREFIX) => this.read_keys(),
            Some(key) if is_set_up(&key) => {
                this.read_set_ups();
                this.read_providers();
            }
            Some(_) => {}
            // Everything was cleared.
            None => {
                this.read_set_ups();
                this.read_providers();
                this.read_keys();
            }
        });
    }

    /// A provider by its id, without tracking.
    pub fn provider(&self, id: &str) -> Option<Provider> {
        self.registry.with_untracked(|registry| registry.get(id).cloned())
    }

    /// Ids of the custom providers, as `AIS.Providers.listCustom()` gives them.
    pub fn custom_ids(&self) -> Value {
        self.registry.with_untracked(|registry| json!(registry.custom_ids()))
    }

    /// All providers, as `AIS.Providers.list()` gives them.
    pub fn list(&self) -> Value {
        self.registry.with_untracked(Registry::list)
    }

    /// The provider that a script registers by these options (spec §2).
    ///
    /// # Errors
    /// Names the argument or option that is wrong.
    pub fn parse(&self, id: &str, options: &Value) -> Result<Provider, OptionError> {
        let id = self.registry.with_untracked(|registry| registry.registration_id(id));
        let id = id.map_err(|error| OptionError { field: "id".to_owned(), fault: OptionFault::Id(error) })?;
        Provider::with_options(id, options)
    }

    /// Registers or replaces a custom provider. When this returns, memory and localStorage have it.
    pub fn put(&self, provider: Provider) {
        let id = provider.id.as_str().to_owned();
        self.forget_removal(&id);
        self.change(Change::Put(Box::new(provider)));
    }

    /// Removes a custom provider and the keys of these owners; `None` when there was none.
    pub fn remove(&self, id: &str, owners: &[String]) -> Option<Removed> {
        let known = self.provider(id).or_else(|| {
            // Another tab may have stored it a moment ago.
            self.read_providers();
            self.provider(id)
        });
        let provider = known.filter(|provider| !provider.is_built_in())?;
        let place = self.stored_and_unsaved().place(id).unwrap_or(usize::MAX);
        self.write(|| local_storage::write(&format!("{REMOVED_PREFIX}{id}"), &whole(clock::now()).to_string()));
        self.change(Change::Remove(Box::new(provider.clone())));
        Some(Removed { provider, place, keys: self.take_keys(owners) })
    }

    /// Moves a custom provider up or down in the list.
    pub fn shift(&self, id: &str, direction: Direction) {
        self.change(Change::Move { id: id.to_owned(), direction });
    }

    /// Brings a removed provider back to its place, with its keys.
    pub fn restore(&self, removed: Removed) {
        let Removed { provider, place, keys } = removed;
        self.forget_removal(provider.id.as_str());
        self.change(Change::Restore { provider: Box::new(provider), place });
        self.restore_keys(keys);
    }

    fn forget_removal(&self, id: &str) {
        self.write(|| local_storage::remove(&format!("{REMOVED_PREFIX}{id}")));
    }

    /// Applies one change to what is stored now, writes it, and has it checked when it is this tab's turn.
    fn change(&self, change: Change) {
        let now = clock::now();
        self.log.update_value(|log| {
            log.prune(now);
            match &change {
                Change::Put(provider) | Change::Restore { provider, .. } => log.put(provider, now),
                Change::Remove(provider) => log.removed(&provider.id, now),
                // Two tabs that order the list at once: the later one has its way.
                Change::Move { .. } => {}
            }
        });
        self.unsaved.update_value(|unsaved| unsaved.push(change));
        self.write_providers();
        let this = *self;
        lock::with_lock(PROVIDERS, move || this.repair());
    }

    /// Writes what this tab has not written yet on top of what is stored.
    fn write_providers(&self) {
        let stored = self.stored_and_unsaved();
        if self.write(|| local_storage::write(PROVIDERS, &stored.to_text())) {
            self.unsaved.set_value(Vec::new());
        }
        self.show(&stored);
    }

    /// Reads what is stored now; puts back what another tab's write lost of this tab's changes.
    fn repair(&self) {
        let stored = self.stored_and_unsaved();
        let removed_at = |id: &str| {
            let time: u64 = local_storage::read(&format!("{REMOVED_PREFIX}{id}")).ok()??.parse().ok()?;
            Some(time as f64)
        };
        let repaired = self.log.with_value(|log| repair(log, &stored, &removed_at, clock::now()));
        if let Some(repaired) = &repaired {
            self.write(|| local_storage::write(PROVIDERS, &repaired.to_text()));
        }
        self.show(repaired.as_ref().unwrap_or(&stored));
    }

    pub(super) fn read_providers(&self) {
        self.show(&self.stored_and_unsaved());
    }

    fn stored_and_unsaved(&self) -> StoredProviders {
        let mut stored = self.stored();
        self.unsaved.with_value(|unsaved| unsaved.iter().for_each(|change| change.apply(&mut stored)));
        stored
    }

    fn show(&self, stored: &StoredProviders) {
        let registry = self.set_ups.with_untracked(|set_ups| Registry::from_stored(stored).with_set_ups(set_ups));
        if self.registry.with_untracked(|current| *current != registry) {
            self.registry.set(registry);
        }
    }

    /// The stored array. A text that is none is copied to a place of its own first, since the next change overwrites it.
    fn stored(&self) -> StoredProviders {
        let text = match local_storage::read(PROVIDERS) {
            Ok(text) => text,
            Err(fault) => {
                self.report(fault);
                None
            }
        };
        StoredProviders::parse(text.as_deref()).unwrap_or_else(|_| {
            self.notices.storage_condition(StorageNotice::Unreadable);
            if let Some(text) = text {
                self.set_aside(&text);
            }
            StoredProviders::default()
        })
    }

    fn set_aside(&self, text: &str) {
        let aside = local_storage::read_all(SET_ASIDE).unwrap_or_default();
        if aside.iter().all(|(_, kept)| kept != text) {
            let name =
                if aside.is_empty() { SET_ASIDE.to_owned() } else { format!("{SET_ASIDE}-{}", whole(clock::now())) };
            self.write(|| local_storage::write(&name, text));
        }
    }

    fn forget_old_removals(&self) {
        for (name, time) in local_storage::read_all(REMOVED_PREFIX).unwrap_or_default() {
            if time.parse().is_ok_and(|time: u64| clock::now() - time as f64 > REMOVED_AGE) {
                self.write(|| local_storage::remove(&name));
            }
        }
    }

    pub(super) fn write(&self, write: impl FnOnce() -> Result<(), StorageFault>) -> bool {
        write().map_err(|fault| self.report(fault)).is_ok()
    }

    pub(super) fn report(&self, fault: StorageFault) {
        self.notices.storage_condition(match fault {
            StorageFault::Blocked => StorageNotice::Blocked,
            StorageFault::Full => StorageNotice::Full,
        });
    }
}

/// A time in whole milliseconds: to print fractions is much code, which the first load need not carry.
fn whole(time: f64) -> u64 {
    time as u64
}
