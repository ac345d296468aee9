//! What was typed into the forms of custom providers and not saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::provider::{AuthMode, Draft, Filling, Template};

/// What stands in a form.
#[derive(Clone, PartialEq)]
pub(super) struct Typed {
    pub draft: Draft,
    pub auth: AuthMode,
    /// What a paste, a link or a preset put into it last.
    pub filling: Option<Arc<Filling>>,
    /// The address whose parts were filled in one by one.
    template: Option<Template>,
}

impl Typed {
    pub fn new(draft: Draft, auth: AuthMode) -> Self {
        Typed { draft, auth, filling: None, template: None }
    }

    /// The address with its parts, where some are or were to be filled in. One that was typed over is another.
    pub fn template(&self) -> Option<Template> {
        let filled = self.template.clone().filter(|template| template.address() == self.draft.endpoint);
        filled.or_else(|| Template::of(&self.draft.endpoint))
    }

    /// Takes what was typed for a part of the address.
    pub fn fill_part(&mut self, name: &str, value: &str) {
        if let Some(mut template) = self.template() {
            self.draft.fill_part(&mut template, name, value);
            self.template = Some(template);
        }
    }
}

impl Default for Typed {
    fn default() -> Self {
        Typed::new(Draft::default(), AuthMode::Bearer)
    }
}

/// The unsaved forms by the id of their provider; the new one under no id. They live as long as the page.
#[derive(Clone, Copy)]
pub(super) struct ProviderDrafts(RwSignal<BTreeMap<Option<String>, Typed>>);

impl ProviderDrafts {
    pub fn new() -> Self {
        ProviderDrafts(RwSignal::new(BTreeMap::new()))
    }

    /// What was typed for this provider, without tracking.
    pub fn get(&self, id: &Option<String>) -> Option<Typed> {
        self.0.with_untracked(|drafts| drafts.get(id).cloned())
    }

    /// Whether something typed for this provider is not saved; tracks.
    pub fn has(&self, id: &Option<String>) -> bool {
        self.0.with(|drafts| drafts.contains_key(id))
    }

    /// Keeps what is typed.
    pub fn keep(&self, id: Option<String>, typed: Typed) {
        self.0.update(|drafts| drop(drafts.insert(id, typed)));
    }

    /// Forgets it, since it was saved or given up.
    pub fn forget(&self, id: &Option<String>) {
        self.0.update(|drafts| drop(drafts.remove(id)));
    }
}
