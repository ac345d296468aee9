//! From what stands in the form to what the connection check is about.

use leptos::prelude::*;

use super::super::drafts::ProviderDrafts;
use super::form::{Form, as_stored};
use crate::provider::{Field, FieldError, FieldFault, Route};
use crate::store::Stores;
use crate::store::checkup::Checked;

/// What stands for an id, a name or a model that is not typed yet: a connection can be tested without them.
const STAND_IN: &str = "untitled";
const STAND_IN_MODEL: &str = "default";

impl Form {
    /// What is to be checked. `None` where a field is wrong without which nothing can be sent; it is marked then.
    pub(super) fn checked(&self) -> Option<Checked> {
        let errors = match self.parse() {
            Ok((provider, key)) => {
                let (id, name) = (provider.id.to_string(), provider.name.clone());
                return Some(Checked { id, name, target: Ok((provider, key)), model: String::new() });
            }
            Err(errors) => errors,
        };
        let mut typed = self.typed.get_untracked();
        let name = [typed.draft.name.trim(), typed.draft.id.trim()].into_iter().find(|name| !name.is_empty());
        let name = name.unwrap_or_default().to_owned();
        if let Some(FieldError { error: FieldFault::Endpoint(error), .. }) =
            errors.iter().find(|error| error.field == Field::Endpoint)
        {
            let target = Err(error.clone());
            return Some(Checked { id: String::new(), name, target, model: String::new() });
        }
        for FieldError { field, .. } in errors {
            match field {
                Field::Id => typed.draft.id = self.free_stand_in(),
                Field::Name => typed.draft.name = STAND_IN.to_owned(),
                Field::Models => typed.draft.models = STAND_IN_MODEL.to_owned(),
                _ => {}
            }
        }
        match self.parse_as(typed) {
            Ok((provider, key)) => {
                let name = if name.is_empty() { provider.endpoint.host().to_owned() } else { name };
                // It has no id yet under which a result could be kept.
                Some(Checked { id: String::new(), name, target: Ok((provider, key)), model: String::new() })
            }
            Err(errors) => {
                self.scold(errors);
                None
            }
        }
    }

    fn free_stand_in(&self) -> String {
        let is_taken = |id: &str| self.stores.registry.registry.with_untracked(|registry| registry.is_taken(id));
        let mut id = STAND_IN.to_owned();
        while is_taken(&id) {
            id.push('-');
        }
        id
    }
}

/// Chooses the relay in the form of this id, as if it had been typed there.
pub(in super::super) fn choose_relay(stores: Stores, drafts: ProviderDrafts, editing: &Option<String>) {
    let stored = || {
        let provider = stores.registry.provider(editing.as_deref()?)?;
        let key = stores.registry.keys.with_untracked(|keys| keys.get(provider.id.as_str()).cloned());
        as_stored(&provider, key)
    };
    let Some(mut typed) = drafts.get(editing).or_else(stored) else { return };
    typed.draft.route = Route::Relay;
    drafts.keep(editing.clone(), typed);
}
