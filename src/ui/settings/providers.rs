//! API Keys: the list of custom providers, the form beside it, the keys of the built-in ones.

use std::collections::HashMap;

use leptos::prelude::*;

use super::built_in::BuiltInKeys;
use super::provider_form::ProviderForm;
use super::provider_list::ProviderList;
use crate::provider::Draft;
use crate::store::Stores;

/// What was typed into the forms and not saved, by the id of the provider; the new one under no id. It lives as long
/// as the page.
#[derive(Clone, Copy)]
pub(super) struct ProviderDrafts(StoredValue<HashMap<Option<String>, Draft>>);

impl ProviderDrafts {
    pub fn new() -> Self {
        ProviderDrafts(StoredValue::new(HashMap::new()))
    }

    /// What was typed for this provider.
    pub fn get(&self, id: &Option<String>) -> Option<Draft> {
        self.0.with_value(|drafts| drafts.get(id).cloned())
    }

    /// Keeps what is typed.
    pub fn keep(&self, id: &Option<String>, draft: Draft) {
        self.0.update_value(|drafts| drop(drafts.insert(id.clone(), draft)));
    }

    /// Forgets it, since it was saved or given up.
    pub fn forget(&self, id: &Option<String>) {
        self.0.update_value(|drafts| drop(drafts.remove(id)));
    }
}

#[component]
pub(super) fn Providers(
    drafts: ProviderDrafts,
    /// The provider to begin with.
    focused: Option<String>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let is_custom = focused.as_ref().is_some_and(|id| stores.registry.provider(id).is_some_and(|provider| !provider.is_built_in()));
    let built_in = focused.clone().filter(|_| !is_custom);
    let selected = RwSignal::new(focused.filter(|_| is_custom));
    // A form that has just saved a new provider stays as it is, with its focus; only its id changes.
    let form = RwSignal::new((0_u32, selected.get_untracked()));
    let select = Callback::new(move |id: Option<String>| {
        selected.set(id.clone());
        form.update(|(number, shown)| {
            *number += 1;
            *shown = id;
        });
    });
    view! {
        <div class="settings-list">
            <ProviderList selected select />
            <BuiltInKeys opened=built_in />
        </div>
        {move || {
            let (_, editing) = form.get();
            view! { <ProviderForm drafts editing selected select /> }
        }}
    }
    .into_any()
}
