//! What endpoints refused, so that it is not sent again (dialects rules 20, 23, 24).
//!
//! Kept per full endpoint URL and model, never per origin: one gateway serves many models.

use leptos::prelude::*;
use serde_json::{Value, json};

use crate::bot::record::read_list;
use crate::browser::local_storage;
use crate::openai::{Quirk, Quirks};

const QUIRKS: &str = "ais-quirks";

/// What one endpoint refused for one model, as it is stored: `endpoint`, `model` and `quirks`. The quirks are read where
/// they are asked for, which the start of the page does not.
#[derive(Clone, PartialEq)]
pub struct Learned(Value);

impl Learned {
    fn is_of(&self, endpoint: &str) -> bool {
        self.0["endpoint"] == endpoint
    }

    fn is_about(&self, endpoint: &str, model: &str) -> bool {
        self.is_of(endpoint) && self.0["model"] == model
    }

    /// What cannot be read is learned anew.
    fn quirks(&self) -> Quirks {
        serde_json::from_value(self.0["quirks"].clone()).unwrap_or_default()
    }
}

#[derive(Clone, Copy)]
pub struct QuirkStore {
    learned: RwSignal<Vec<Learned>>,
}

impl QuirkStore {
    pub fn new() -> Self {
        QuirkStore { learned: RwSignal::new(Vec::new()) }
    }

    /// Reads what was learned before.
    pub fn load(&self) {
        let stored = local_storage::read(QUIRKS).ok().flatten().unwrap_or_default();
        self.learned.set(read_list(&stored).into_iter().map(Learned).collect());
    }

    /// What this endpoint is known to refuse for this model; does not track.
    pub fn of(&self, endpoint: &str, model: &str) -> Quirks {
        self.learned.with_untracked(|learned| find(learned, endpoint, model).map(Learned::quirks).unwrap_or_default())
    }

    /// The same; tracks.
    pub fn of_model(&self, endpoint: &str, model: &str) -> Quirks {
        self.learned.track();
        self.of(endpoint, model)
    }

    /// Whether anything was learned of this model of an endpoint; tracks.
    pub fn knows(&self, endpoint: &str, model: &str) -> bool {
        self.learned.with(|learned| find(learned, endpoint, model).is_some())
    }

    /// The models of an endpoint with what it is known to refuse for each; tracks.
    pub fn of_endpoint(&self, endpoint: &str) -> Vec<(String, Quirks)> {
        let read = |entry: &Learned| Some((entry.0["model"].as_str()?.to_owned(), entry.quirks()));
        self.learned.with(|learned| learned.iter().filter(|entry| entry.is_of(endpoint)).filter_map(read).collect())
    }

    /// Remembers what an endpoint refused.
    pub fn learn(&self, endpoint: &str, model: &str, quirk: Quirk) {
        self.change(|learned| {
            let mut quirks = find(learned, endpoint, model).map(Learned::quirks).unwrap_or_default();
            quirks.add(quirk);
            learned.retain(|entry| !entry.is_about(endpoint, model));
            learned.push(Learned(json!({ "endpoint": endpoint, "model": model, "quirks": quirks })));
        });
    }

    /// Forgets what was learned of an endpoint, and gives it.
    pub fn forget(&self, endpoint: &str) -> Vec<Learned> {
        let mut forgotten = Vec::new();
        self.change(|learned| {
            forgotten = learned.extract_if(.., |entry| entry.is_of(endpoint)).collect();
        });
        forgotten
    }

    /// Remembers again what was forgotten.
    pub fn restore(&self, forgotten: Vec<Learned>) {
        self.change(|learned| {
            let same =
                |one: &Learned, other: &Learned| ["endpoint", "model"].iter().all(|name| one.0[name] == other.0[name]);
            learned.retain(|entry| !forgotten.iter().any(|forgotten| same(entry, forgotten)));
            learned.extend(forgotten);
        });
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Learned>)) {
        // Another tab may have learned something meanwhile.
        self.load();
        self.learned.update(change);
        let text =
            self.learned.with_untracked(|learned| learned.iter().map(|entry| entry.0.clone()).collect::<Value>());
        // Without storage it is remembered until the page is closed, which is all that can be done.
        let _ = local_storage::write(QUIRKS, &text.to_string());
    }
}

impl Default for QuirkStore {
    fn default() -> Self {
        QuirkStore::new()
    }
}

fn find<'a>(learned: &'a [Learned], endpoint: &str, model: &str) -> Option<&'a Learned> {
    learned.iter().find(|entry| entry.is_about(endpoint, model))
}
