//! What endpoints refused, so that it is not sent again (dialects rules 20, 23, 24).
//!
//! Kept per full endpoint URL and model, never per origin: one gateway serves many models.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::browser::local_storage;
use crate::openai::{Quirk, Quirks};

const QUIRKS: &str = "ais-quirks";

/// What one endpoint refused for one model.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    endpoint: String,
    model: String,
    quirks: Quirks,
}

#[derive(Clone, Copy)]
pub struct QuirkStore {
    learned: RwSignal<Vec<Learned>>,
}

impl QuirkStore {
    pub fn new() -> Self {
        QuirkStore { learned: RwSignal::new(Vec::new()) }
    }

    /// Reads what was learned before. What cannot be read is learned anew.
    pub fn load(&self) {
        let stored = local_storage::read(QUIRKS).ok().flatten();
        self.learned.set(stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default());
    }

    /// What this endpoint is known to refuse for this model; does not track.
    pub fn of(&self, endpoint: &str, model: &str) -> Quirks {
        self.learned.with_untracked(|learned| {
            find(learned, endpoint, model).map(|entry| entry.quirks.clone()).unwrap_or_default()
        })
    }

    /// What each model of an endpoint is known to refuse; tracks.
    pub fn of_endpoint(&self, endpoint: &str) -> BTreeMap<String, Quirks> {
        self.learned.with(|learned| {
            let entries = learned.iter().filter(|entry| entry.endpoint == endpoint);
            entries.map(|entry| (entry.model.clone(), entry.quirks.clone())).collect()
        })
    }

    /// Remembers what an endpoint refused.
    pub fn learn(&self, endpoint: &str, model: &str, quirk: Quirk) {
        self.change(|learned| {
            if find(learned, endpoint, model).is_none() {
                let quirks = Quirks::default();
                learned.push(Learned { endpoint: endpoint.to_owned(), model: model.to_owned(), quirks });
            }
            let entry = learned.iter_mut().find(|entry| entry.endpoint == endpoint && entry.model == model);
            if let Some(entry) = entry {
                entry.quirks.add(quirk);
            }
        });
    }

    /// Forgets what was learned of an endpoint, and gives it.
    pub fn forget(&self, endpoint: &str) -> Vec<Learned> {
        let mut forgotten = Vec::new();
        self.change(|learned| {
            forgotten = learned.extract_if(.., |entry| entry.endpoint == endpoint).collect();
        });
        forgotten
    }

    /// Remembers again what was forgotten.
    pub fn restore(&self, forgotten: Vec<Learned>) {
        self.change(|learned| {
            for Learned { endpoint, model, .. } in &forgotten {
                learned.retain(|entry| entry.endpoint != *endpoint || entry.model != *model);
            }
            learned.extend(forgotten);
        });
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Learned>)) {
        // Another tab may have learned something meanwhile.
        self.load();
        self.learned.update(change);
        if let Ok(text) = self.learned.with_untracked(serde_json::to_string) {
            // Without storage it is remembered until the page is closed, which is all that can be done.
            let _ = local_storage::write(QUIRKS, &text);
        }
    }
}

impl Default for QuirkStore {
    fn default() -> Self {
        QuirkStore::new()
    }
}

fn find<'a>(learned: &'a [Learned], endpoint: &str, model: &str) -> Option<&'a Learned> {
    learned.iter().find(|entry| entry.endpoint == endpoint && entry.model == model)
}
