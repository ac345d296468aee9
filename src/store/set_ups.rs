//! What the person has set of the built-in providers beside their keys, in memory and in localStorage: each part an entry
//! by itself, as the keys are.

use leptos::prelude::*;

use super::registry::RegistryStore;
use crate::browser::local_storage;
use crate::provider::set_up::{models_text, read_models_text};
use crate::provider::{AddressPart, BuiltIn, Model, builtins};

const ACCOUNT_PREFIX: &str = "ais-account-";
const MODELS_PREFIX: &str = "ais-models-";
const BASE_SUFFIX: &str = "-endpoint";

/// Where the person's part of an address is stored: `ais-account-cloudflare`, `ais-ollama-endpoint`.
fn address_name(built_in: &BuiltIn) -> Option<String> {
    built_in.address_part.map(|part| match part {
        AddressPart::Account => format!("{ACCOUNT_PREFIX}{}", built_in.id),
        AddressPart::Base => format!("ais-{}{BASE_SUFFIX}", built_in.id),
    })
}

fn models_name(built_in: &BuiltIn) -> String {
    format!("{MODELS_PREFIX}{}", built_in.id)
}

/// Whether an entry of localStorage is one of these.
pub(super) fn is_set_up(name: &str) -> bool {
    name.starts_with(ACCOUNT_PREFIX) || name.starts_with(MODELS_PREFIX) || name.ends_with(BASE_SUFFIX)
}

impl RegistryStore {
    /// The person's part of a built-in's address; empty when it is not set. Tracks.
    pub fn address(&self, built_in: &BuiltIn) -> String {
        self.set_ups.with(|all| all.get(built_in.id).map(|set_up| set_up.address.clone())).unwrap_or_default()
    }

    /// Stores the person's part of a built-in's address; an empty one is forgotten.
    pub fn set_address(&self, built_in: &BuiltIn, address: String) {
        if let Some(name) = address_name(built_in) {
            self.write(|| match address.as_str() {
                "" => local_storage::remove(&name),
                address => local_storage::write(&name, address),
            });
        }
        self.set_ups.update(|all| all.entry(built_in.id).or_default().address = address);
        self.read_providers();
    }

    /// Stores the models that the server of a built-in lists now; returns how many of them were not there before.
    pub fn set_models(&self, built_in: &BuiltIn, models: Vec<Model>) -> usize {
        let known = self.provider(built_in.id);
        let is_new = |model: &&Model| known.as_ref().is_none_or(|known| known.model(&model.id).is_none());
        let count = models.iter().filter(is_new).count();
        self.write(|| local_storage::write(&models_name(built_in), &models_text(&models)));
        self.set_ups.update(|all| all.entry(built_in.id).or_default().models = models);
        self.read_providers();
        count
    }

    /// Reads all of it.
    pub(super) fn read_set_ups(&self) {
        let read = |name: &str| local_storage::read(name).ok().flatten();
        self.set_ups.update(|all| {
            for built_in in builtins() {
                let address = address_name(built_in).and_then(|name| read(&name));
                let models = read(&models_name(built_in));
                if address.is_some() || models.is_some() || all.contains_key(built_in.id) {
                    let set_up = all.entry(built_in.id).or_default();
                    set_up.address = address.unwrap_or_default();
                    set_up.models = models.map(|text| read_models_text(&text)).unwrap_or_default();
                }
            }
        });
    }
}
