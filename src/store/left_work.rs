//! What a page was about to store when it was left. To change what is stored is to read it first, and a page that goes away
//! hears no answer: the next page does it.

use leptos::prelude::*;
use serde_json::Value;

use super::identity::new_id;
use crate::bot::record::read_list;
use crate::browser::{local_storage, page};

/// Work of one kind, kept in local storage until it is done.
#[derive(Clone, Copy)]
pub(super) struct LeftWork {
    /// What begins the names of its entries.
    prefix: &'static str,
    /// The entry of this page, where it was left, or hidden, while something was under way.
    entry: StoredValue<Option<String>>,
}

impl LeftWork {
    pub fn new(prefix: &'static str) -> Self {
        LeftWork { prefix, entry: StoredValue::new(None) }
    }

    /// Keeps what is under way when the page is left, from now on, for the life of the page.
    pub fn keep(self, under_way: impl Fn() -> Vec<Value> + Clone + 'static) {
        std::mem::forget(page::on_leaving(move || {
            let work = under_way();
            if work.is_empty() {
                return;
            }
            let entry = self.entry.get_value().unwrap_or_else(|| format!("{}{}", self.prefix, new_id()));
            // Without room for it, it is lost as it would be without this.
            let _ = local_storage::write(&entry, &Value::Array(work).to_string());
            self.entry.set_value(Some(entry));
        }));
    }

    /// The page was hidden only, and all is done.
    pub fn is_done(self) {
        if let Some(entry) = self.entry.try_update_value(Option::take).flatten() {
            self.forget(&entry);
        }
    }

    /// The entries of earlier pages, by their names.
    pub fn entries(self) -> Vec<(String, Vec<Value>)> {
        let entries = local_storage::read_all(self.prefix).unwrap_or_default();
        entries.into_iter().map(|(entry, work)| (entry, read_list(&work))).collect()
    }

    /// Removes an entry whose work is done.
    pub fn forget(self, entry: &str) {
        // What cannot be removed is done once more.
        let _ = local_storage::remove(entry);
    }
}
