//! The user's own templates of system prompts, and what the variables of a prompt stand for.
//!
//! Each template is an entry of localStorage by itself, `ais-prompt-<id>`, so that two tabs lose nothing of each other,
//! and one that cannot be read stays as it is.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::Stores;
use super::identity::new_id;
use crate::bot::PromptValues;
use crate::browser::clock;
use crate::browser::local_storage::{self, StorageFault};

const PREFIX: &str = "ais-prompt-";

/// A template that somebody has saved.
#[derive(Clone, Debug, PartialEq)]
pub struct PromptTemplate {
    pub id: String,
    pub name: String,
    pub text: String,
}

impl PromptTemplate {
    /// As a backup holds it; `None` for what is no template.
    pub(super) fn from_backup(item: &Value) -> Option<PromptTemplate> {
        let text = |name: &str| item[name].as_str().map(str::to_owned);
        let id = text("id").filter(|id| !id.is_empty())?;
        Some(PromptTemplate { id, name: text("name")?, text: text("text")? })
    }

    pub(super) fn to_backup(&self) -> Value {
        json!({ "id": self.id, "name": self.name, "text": self.text })
    }

    fn from_entry(id: &str, entry: &str) -> Option<PromptTemplate> {
        let entry: Value = serde_json::from_str(entry).ok()?;
        let text = |name: &str| entry[name].as_str().map(str::to_owned);
        Some(PromptTemplate { id: id.to_owned(), name: text("name")?, text: text("text")? })
    }

    fn to_entry(&self) -> String {
        json!({ "name": self.name, "text": self.text }).to_string()
    }
}

#[derive(Clone, Copy)]
pub struct TemplateStore {
    /// The user's own, oldest first.
    pub own: RwSignal<Vec<PromptTemplate>>,
    /// Templates for which there was no room: they last as long as the page.
    unsaved: StoredValue<Vec<PromptTemplate>>,
}

impl TemplateStore {
    pub fn new() -> Self {
        TemplateStore { own: RwSignal::new(Vec::new()), unsaved: StoredValue::new(Vec::new()) }
    }

    /// Reads what is stored, other tabs' templates too.
    pub fn load(&self) {
        let stored = local_storage::read_all(PREFIX).unwrap_or_default();
        let read = |(key, entry): (String, String)| PromptTemplate::from_entry(key.strip_prefix(PREFIX)?, &entry);
        let mut own: Vec<_> = stored.into_iter().filter_map(read).collect();
        self.unsaved.with_value(|unsaved| {
            own.retain(|stored| unsaved.iter().all(|newer| newer.id != stored.id));
            own.extend_from_slice(unsaved);
        });
        own.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        self.own.maybe_update(|known| {
            let is_changed = *known != own;
            *known = own;
            is_changed
        });
    }

    /// Adds a template under a new id.
    ///
    /// # Errors
    /// It could not be stored, and is kept until the page is closed.
    pub fn add(&self, name: &str, text: &str) -> Result<String, (String, StorageFault)> {
        let template = PromptTemplate { id: new_id(), name: name.to_owned(), text: text.to_owned() };
        let id = template.id.clone();
        match self.put(template) {
            Ok(()) => Ok(id),
            Err(fault) => Err((id, fault)),
        }
    }

    /// Stores a template, a new one or one that was removed.
    ///
    /// # Errors
    /// It could not be stored, and is kept until the page is closed.
    pub fn put(&self, template: PromptTemplate) -> Result<(), StorageFault> {
        let written = local_storage::write(&format!("{PREFIX}{}", template.id), &template.to_entry());
        self.unsaved.update_value(|unsaved| unsaved.retain(|older| older.id != template.id));
        if written.is_err() {
            self.unsaved.update_value(|unsaved| unsaved.push(template));
        }
        self.load();
        written
    }

    /// Removes a template. The bots whose prompts were taken from it keep them.
    pub fn remove(&self, id: &str) -> Option<PromptTemplate> {
        let removed = self.own.with_untracked(|own| own.iter().find(|template| template.id == id).cloned())?;
        self.unsaved.update_value(|unsaved| unsaved.retain(|template| template.id != id));
        // A storage that is blocked holds nothing.
        let _ = local_storage::remove(&format!("{PREFIX}{id}"));
        self.load();
        Some(removed)
    }
}

impl Default for TemplateStore {
    fn default() -> Self {
        TemplateStore::new()
    }
}

impl Stores {
    /// What the variables of a system prompt stand for now; tracks the language.
    pub fn prompt_values(&self) -> PromptValues {
        PromptValues { date: clock::day(clock::now()), language: self.preferences.language.get().own_name() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_reads_back_as_it_was_stored() {
        let template = PromptTemplate { id: "t".into(), name: "Mine \"1\"".into(), text: "Be\nbrief.".into() };
        assert_eq!(PromptTemplate::from_entry("t", &template.to_entry()), Some(template.clone()));
        for unreadable in ["", "null", "[]", r#"{"name":"n"}"#, r#"{"name":7,"text":"t"}"#] {
            assert_eq!(PromptTemplate::from_entry("t", unreadable), None, "{unreadable}");
        }
        assert_eq!(PromptTemplate::from_backup(&template.to_backup()), Some(template));
        for hostile in [json!(null), json!({ "id": "", "name": "n", "text": "t" }), json!({ "id": 7, "name": "n" })] {
            assert_eq!(PromptTemplate::from_backup(&hostile), None, "{hostile}");
        }
    }
}
