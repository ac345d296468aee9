//! The state of the form.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::prelude::*;

use super::super::drafts::{ProviderDrafts, Typed};
use super::copy::free_id;
use super::placeholders;
use crate::browser::page;
use crate::provider::{
    ApiKey, AuthMode, Draft, EndpointError, Field, FieldError, FieldFault, KeyError, PricePart, Provider, Service,
};
use crate::store::Stores;
use crate::text::Explain;
use crate::ui::dynamic::memo;

#[derive(Clone, Copy)]
pub(super) struct Form {
    pub stores: Stores,
    pub(super) drafts: ProviderDrafts,
    /// Id of the provider that is edited; none until a new one is saved.
    pub editing: RwSignal<Option<String>>,
    /// The provider that is edited, as it is registered.
    pub provider: Memo<Option<Provider>>,
    pub typed: RwSignal<Typed>,
    /// The service that most likely answers at what is typed.
    pub service: Memo<Option<Service>>,
    errors: RwSignal<Vec<FieldError>>,
    /// The name under which it was saved, until something is typed again.
    pub saved: RwSignal<Option<String>>,
}

/// The id of a field's input.
pub fn input_id(field: Field) -> Cow<'static, str> {
    let price = |part| match part {
        PricePart::Input => "input",
        PricePart::Output => "output",
        PricePart::CachedInput => "cached",
    };
    Cow::Borrowed(match field {
        Field::Id => "provider-id",
        Field::Name => "provider-name",
        Field::Endpoint => "provider-endpoint",
        Field::Key => "provider-key",
        Field::Models => "provider-models",
        Field::HeaderName { row } => return format!("provider-header-{row}").into(),
        Field::HeaderValue { row } => return format!("provider-header-{row}-value").into(),
        Field::Price { part } => return format!("provider-price-{}", price(part)).into(),
        Field::ModelPrice { row, part } => return format!("provider-price-{}-{row}", price(part)).into(),
        Field::MaxInput => "provider-max-input",
        Field::ModelMaxInput { row } => return format!("provider-max-input-{row}").into(),
        Field::Parameters => "provider-parameters",
        Field::IdleLimit => "provider-idle-limit",
    })
}

/// The id of the input in which an error is mended.
fn faulty_input(error: &FieldError) -> Cow<'static, str> {
    match &error.error {
        FieldFault::Endpoint(EndpointError::Placeholder { placeholder }) => placeholders::input_id(placeholder).into(),
        _ => input_id(error.field),
    }
}

impl Form {
    pub fn new(stores: Stores, drafts: ProviderDrafts, editing: Option<String>) -> Self {
        let typed = drafts.get(&editing);
        let editing = RwSignal::new(editing);
        let provider = memo(move || {
            let id = editing.get()?;
            stores.registry.registry.with(|registry| registry.get(&id).cloned())
        });
        let key = memo(move || {
            let id = editing.get()?;
            stores.registry.keys.with(|keys| keys.get(&id).cloned())
        });
        let stored = memo(move || provider.with(|provider| as_stored(provider.as_ref()?, key.get())));
        // A stored key that no header can carry is said at once, and kept until another is typed.
        let unusable = key.get_untracked().and_then(Result::err).filter(|_| typed.is_none());
        let errors = unusable.map(|error| FieldError { field: Field::Key, error: FieldFault::Key(error) });
        let typed = RwSignal::new(typed.or_else(|| stored.get_untracked()).unwrap_or_default());
        let form = Form {
            stores,
            drafts,
            editing,
            provider,
            typed,
            service: memo(move || typed.with(|typed| typed.draft.service())),
            errors: RwSignal::new(errors.into_iter().collect()),
            saved: RwSignal::new(None),
        };
        // What a script or another tab changes appears here too, unless something was typed.
        Effect::new(move || {
            if let Some(stored) = stored.get()
                && !untrack(|| form.is_edited())
            {
                form.typed.set(stored);
            }
        });
        form
    }

    /// Whether this is the form of a provider that there is; tracks.
    pub fn is_registered(&self) -> bool {
        self.provider.with(Option::is_some)
    }

    fn is_edited(&self) -> bool {
        self.editing.with(|id| self.drafts.has(id))
    }

    /// Takes what was typed or chosen. A field that is marked as wrong is checked again at every key.
    pub fn change(&self, change: impl FnOnce(&mut Typed)) {
        self.typed.update(change);
        self.saved.set(None);
        self.drafts.keep(self.editing.get_untracked(), self.typed.get_untracked());
        if self.errors.with_untracked(|errors| !errors.is_empty()) {
            let found = self.parse().err().unwrap_or_default();
            self.errors.update(|errors| {
                *errors =
                    errors.iter().filter_map(|old| found.iter().find(|new| new.field == old.field)).cloned().collect();
            });
        }
    }

    /// Fills the form with what was pasted or chosen.
    pub fn fill(&self, found: &Draft) {
        self.change(|typed| {
            typed.draft.auth = Some(typed.auth).filter(|auth| *auth != AuthMode::Bearer);
            // A model that came out of the last address goes with it.
            if !found.endpoint.is_empty() && typed.template().is_some_and(|last| last.model() == typed.draft.models) {
                typed.draft.models.clear();
            }
            let last = typed.filling.take();
            let registry = self.stores.registry.registry;
            let filling = registry.with_untracked(|registry| typed.draft.fill(found, last.as_deref(), registry));
            typed.auth = typed.draft.auth.unwrap_or(AuthMode::Bearer);
            typed.filling = Some(Arc::new(filling));
        });
        self.errors.set(Vec::new());
    }

    /// Whether one of these fields is marked as wrong; tracks.
    pub fn has_error(&self, is_one_of_them: impl Fn(Field) -> bool) -> bool {
        self.errors.with(|errors| errors.iter().any(|error| is_one_of_them(error.field)))
    }

    /// Whether a field is marked with such a fault; tracks.
    pub fn has_fault(&self, field: Field, is_it: impl Fn(&FieldFault) -> bool) -> bool {
        self.errors.with(|errors| errors.iter().any(|error| error.field == field && is_it(&error.error)))
    }

    /// Forgets what was typed.
    pub fn reset(&self) {
        self.drafts.forget(&self.editing.get_untracked());
        let stored = self.provider.with_untracked(|provider| {
            let provider = provider.as_ref()?;
            let key = self.stores.registry.keys.with_untracked(|keys| keys.get(provider.id.as_str()).cloned());
            as_stored(provider, key)
        });
        self.typed.set(stored.unwrap_or_default());
        self.errors.set(Vec::new());
        self.saved.set(None);
    }

    /// The sentence on a field's error, if it has one; tracks the language.
    pub fn error(&self, field: Field) -> Option<String> {
        let error = self.errors.with(|errors| errors.iter().find(|error| error.field == field).cloned())?;
        Some(error.explain(self.stores.preferences.language.get()))
    }

    /// Marks a field as wrong.
    pub fn refuse(&self, error: FieldError) {
        self.errors.update(|errors| {
            errors.retain(|old| old.field != error.field);
            errors.push(error);
        });
    }

    /// Checks one field, when it is left. An empty one is not scolded before Save.
    pub fn check(&self, field: Field) {
        // A field that goes away with the dialog is left after the form is gone.
        let is_empty = self.typed.try_with_untracked(|typed| typed.draft.text(field).trim().is_empty());
        let Some(is_empty) = is_empty else { return };
        let error = self.parse().err().and_then(|errors| errors.into_iter().find(|error| error.field == field));
        if let Some(error) = error.filter(|_| !is_empty) {
            self.refuse(error);
        }
    }

    /// Saves the provider and its key; returns its id. What is wrong stands at its fields, and the first of them gets
    /// the focus.
    pub fn save(&self) -> Option<String> {
        let (provider, key) = match self.parse() {
            Ok(parsed) => parsed,
            Err(errors) => {
                self.scold(errors);
                return None;
            }
        };
        let registry = self.stores.registry;
        let (id, name) = (provider.id.to_string(), provider.name.clone());
        self.drafts.forget(&self.editing.get_untracked());
        registry.put(provider);
        // A stored key that cannot be read is no reason to delete it.
        if registry.key(&id).is_ok_and(|stored| stored != key) || key.is_some() {
            registry.set_key(&id, key);
        }
        self.errors.set(Vec::new());
        self.editing.set(Some(id.clone()));
        self.saved.set(Some(name));
        Some(id)
    }

    /// Marks these fields as wrong; the first of them gets the focus.
    pub(super) fn scold(&self, errors: Vec<FieldError>) {
        let first = errors.first().map(faulty_input);
        self.errors.set(errors);
        if let Some(first) = first {
            // It may be there only once the page has followed what was just changed.
            page::focus_soon(first.into_owned());
        }
    }

    /// Registers a copy of the stored provider under a free id, with its key; returns that id.
    pub fn duplicate(&self) -> Option<String> {
        let registry = self.stores.registry;
        let original = self.provider.get_untracked()?;
        let key = registry.key(original.id.as_str()).ok().flatten();
        let (id, number) = registry.registry.with_untracked(|registry| free_id(&original.id, registry))?;
        let name = format!("{} ({number})", original.name);
        registry.put(Provider { id: id.clone(), name, ..original });
        registry.set_key(id.as_str(), key);
        Some(id.to_string())
    }

    pub(super) fn parse(&self) -> Result<(Provider, Option<ApiKey>), Vec<FieldError>> {
        self.parse_as(self.typed.get_untracked())
    }

    pub(super) fn parse_as(&self, typed: Typed) -> Result<(Provider, Option<ApiKey>), Vec<FieldError>> {
        let editing = self.provider.with_untracked(|provider| provider.as_ref().map(|provider| provider.id.clone()));
        let Typed { draft, auth, .. } = typed;
        let parsed = self.stores.registry.registry.with_untracked(|registry| draft.parse(registry, editing.as_ref()));
        parsed.map(|(provider, key)| {
            // Bearer is what no word on it means.
            let auth = (auth != AuthMode::Bearer || provider.auth.is_some()).then_some(auth);
            (Provider { auth, ..provider }, key)
        })
    }
}

/// The form as it is before anything is typed.
pub(super) fn as_stored(provider: &Provider, key: Option<Result<ApiKey, KeyError>>) -> Option<Typed> {
    let key = key.and_then(Result::ok).map(|key| key.expose().to_owned()).unwrap_or_default();
    let draft = Draft { key, ..Draft::from_provider(provider) };
    Some(Typed::new(draft, provider.auth.unwrap_or(AuthMode::Bearer)))
}
