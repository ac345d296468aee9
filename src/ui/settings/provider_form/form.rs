//! The state of the form.

use std::collections::HashMap;

use leptos::prelude::*;

use super::super::providers::ProviderDrafts;
use crate::browser::page;
use crate::provider::{ApiKey, AuthMode, Draft, Field, FieldError, FieldFault, Provider, ProviderId};
use crate::store::Stores;
use crate::text::Explain;

#[derive(Clone, Copy)]
pub(super) struct Form {
    pub stores: Stores,
    drafts: ProviderDrafts,
    /// Id of the provider that is edited; none until a new one is saved.
    pub editing: RwSignal<Option<String>>,
    pub draft: RwSignal<Draft>,
    pub auth: RwSignal<AuthMode>,
    errors: RwSignal<HashMap<Field, FieldFault>>,
    /// The name under which it was saved, until something is typed again.
    pub saved: RwSignal<Option<String>>,
}

/// The id of a field's input.
pub(super) fn input_id(field: Field) -> &'static str {
    match field {
        Field::Id => "provider-id",
        Field::Name => "provider-name",
        Field::Endpoint => "provider-endpoint",
        Field::Key => "provider-key",
        Field::Models => "provider-models",
    }
}

/// What was typed into a field.
pub(super) fn text_of(draft: &Draft, field: Field) -> &String {
    match field {
        Field::Id => &draft.id,
        Field::Name => &draft.name,
        Field::Endpoint => &draft.endpoint,
        Field::Key => &draft.key,
        Field::Models => &draft.models,
    }
}

impl Form {
    pub fn new(stores: Stores, drafts: ProviderDrafts, editing: Option<String>) -> Self {
        let provider = editing.as_deref().and_then(|id| stores.registry.provider(id));
        let draft = drafts.get(&editing).unwrap_or_else(|| stored_draft(stores, provider.as_ref()));
        Form {
            stores,
            drafts,
            auth: RwSignal::new(provider.and_then(|provider| provider.auth).unwrap_or(AuthMode::Bearer)),
            editing: RwSignal::new(editing),
            draft: RwSignal::new(draft),
            errors: RwSignal::new(HashMap::new()),
            saved: RwSignal::new(None),
        }
    }

    /// Takes what was typed. An error stays until the field is left or saved again.
    pub fn change(&self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.saved.set(None);
        self.drafts.keep(&self.editing.get_untracked(), self.draft.get_untracked());
    }

    pub fn set_auth(&self, word: &str) {
        if let Some(mode) = AuthMode::from_word(word) {
            self.auth.set(mode);
            self.saved.set(None);
        }
    }

    /// The sentence on a field's error, if it has one; tracks the language.
    pub fn error(&self, field: Field) -> Option<String> {
        let error = self.errors.with(|errors| errors.get(&field).cloned())?;
        Some(FieldError { field, error }.explain(self.stores.preferences.language.get()))
    }

    /// Checks one field, when it is left. An empty one is not scolded before Save.
    pub fn check(&self, field: Field) {
        let is_empty = self.draft.with_untracked(|draft| text_of(draft, field).trim().is_empty());
        let error = self.parse().err().and_then(|errors| errors.into_iter().find(|error| error.field == field));
        self.errors.update(|errors| match error {
            Some(error) if !is_empty => drop(errors.insert(field, error.error)),
            _ => drop(errors.remove(&field)),
        });
    }

    /// Saves the provider and its key; returns its id. What is wrong stands at its fields, and the first of them gets
    /// the focus.
    pub fn save(&self) -> Option<String> {
        let (provider, key) = match self.parse() {
            Ok(parsed) => parsed,
            Err(errors) => {
                if let Some(first) = errors.first() {
                    page::focus(input_id(first.field));
                }
                self.errors.set(errors.into_iter().map(|error| (error.field, error.error)).collect());
                return None;
            }
        };
        let id = provider.id.to_string();
        let name = provider.name.clone();
        self.drafts.forget(&self.editing.get_untracked());
        self.stores.registry.put(provider);
        self.stores.registry.set_key(&id, key);
        self.errors.set(HashMap::new());
        self.editing.set(Some(id.clone()));
        self.draft.set(stored_draft(self.stores, self.stores.registry.provider(&id).as_ref()));
        self.saved.set(Some(name));
        Some(id)
    }

    /// Registers a copy of the stored provider under a free id, with its key; returns that id.
    pub fn duplicate(&self) -> Option<String> {
        let registry = self.stores.registry;
        let original = registry.provider(&self.editing.get_untracked()?)?;
        let (id, number) = (2..1000_u32).find_map(|number| {
            let id = ProviderId::parse(&format!("{}-{number}", original.id)).ok()?;
            let is_free = registry.registry.with_untracked(|registry| !registry.is_taken(id.as_str()));
            is_free.then_some((id, number))
        })?;
        let key = registry.key(original.id.as_str()).ok().flatten();
        let name = format!("{} ({number})", original.name);
        registry.put(Provider { id: id.clone(), name, ..original });
        registry.set_key(id.as_str(), key);
        Some(id.to_string())
    }

    fn parse(&self) -> Result<(Provider, Option<ApiKey>), Vec<FieldError>> {
        let editing = self.editing.get_untracked().and_then(|id| self.stores.registry.provider(&id)).map(|provider| provider.id);
        let parsed = self.draft.with_untracked(|draft| {
            self.stores.registry.registry.with_untracked(|registry| draft.parse(registry, editing.as_ref()))
        });
        let auth = self.auth.get_untracked();
        // Bearer is what is meant without a word on it.
        parsed.map(|(provider, key)| (Provider { auth: (auth != AuthMode::Bearer).then_some(auth), ..provider }, key))
    }
}

/// The form as it is before anything is typed.
fn stored_draft(stores: Stores, provider: Option<&Provider>) -> Draft {
    let Some(provider) = provider else { return Draft::default() };
    let key = stores.registry.key(provider.id.as_str()).ok().flatten();
    Draft { key: key.map(|key| key.expose().to_owned()).unwrap_or_default(), ..Draft::from_provider(provider) }
}
