//! The connection check of one provider while it runs, and what the last one of each provider found.
//!
//! Not one of the [`Stores`]: it is made by the part of the page that shows it, so that the page's first load holds
//! nothing of it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Stores;
use crate::browser::cancel::Cancel;
use crate::browser::{clock, local_storage, permission, probe};
use crate::doctor::health::fingerprint;
use crate::doctor::{Checkup, Health, Layer, Observation, Outcome, Patient, Probe, Step, Subject};
use crate::openai::Quirks;
use crate::provider::{ApiKey, EndpointError, Provider, Route};

/// What was found of each provider, by its id. Holds neither keys nor words of a server.
const HEALTH: &str = "ais-provider-health";

/// What is to be checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The provider's id, under which the result is kept; empty where it is of no stored provider with its own key.
    pub id: String,
    /// Its name, as the check is headed.
    pub name: String,
    /// What was typed or stored.
    pub target: Result<(Provider, Option<ApiKey>), EndpointError>,
    /// The model that is asked for a token; the first one of the provider when it is empty.
    pub model: String,
}

/// Where a check stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Running,
    /// The person is asked whether one token may be paid for.
    AskingPaid,
    Done,
    /// The person stopped it.
    Stopped,
}

/// The check that is shown.
#[derive(Clone, Copy)]
pub struct CheckupStore {
    pub checked: RwSignal<Option<Checked>>,
    pub phase: RwSignal<Phase>,
    /// Each layer; the rows follow it.
    pub outcomes: RwSignal<Vec<(Layer, Outcome)>>,
    /// The layer whose turn it is.
    pub current: RwSignal<Option<Layer>>,
    /// What the last check of each provider found.
    pub health: RwSignal<BTreeMap<String, Health>>,
    checkup: StoredValue<Option<Checkup>>,
    /// Counts the checks, so that an older one that is still waiting changes nothing.
    run: StoredValue<u32>,
    cancel: StoredValue<Option<Cancel>, LocalStorage>,
    stores: Stores,
}

impl Checked {
    /// A provider as it is stored; `None` when there is none of that id. A key that cannot be read counts as none.
    pub fn stored(stores: Stores, id: &str, model: &str) -> Option<Checked> {
        let provider = stores.registry.provider(id)?;
        let key = stores.registry.key(id).ok().flatten();
        let (id, name) = (provider.id.to_string(), provider.name.clone());
        Some(Checked { id, name, target: Ok((provider, key)), model: model.to_owned() })
    }

    /// The same as a bot asks it: with its own key, where it has one.
    pub fn asked_by(self, stores: Stores, bot: &str) -> Checked {
        match (untrack(|| stores.bot_key(bot, &self.id)), self.target) {
            (Some(key), Ok((provider, _))) => Checked { id: String::new(), target: Ok((provider, key.ok())), ..self },
            (_, target) => Checked { target, ..self },
        }
    }

    fn patient(&self, stores: Stores) -> Patient {
        let (provider, key) = match &self.target {
            Ok((provider, key)) => (provider.clone(), key.clone()),
            Err(error) => return Patient::BadAddress(error.clone()),
        };
        let first = || provider.models.first().map(|model| model.id.clone()).unwrap_or_default();
        let model = if self.model.is_empty() { first() } else { self.model.clone() };
        let quirks: Quirks = stores.quirks.of(provider.endpoint.as_str(), &model);
        Patient::Subject(Box::new(Subject { page: probe::page(), provider, key, model, quirks }))
    }
}

impl CheckupStore {
    /// A store in the context of the component that calls this. Ends what runs when that component goes.
    pub fn provide(stores: Stores) -> Self {
        let store = CheckupStore {
            checked: RwSignal::new(None),
            phase: RwSignal::new(Phase::Done),
            outcomes: RwSignal::new(Vec::new()),
            current: RwSignal::new(None),
            health: RwSignal::new(read_health()),
            checkup: StoredValue::new(None),
            run: StoredValue::new(0),
            cancel: StoredValue::new_local(None),
            stores,
        };
        on_cleanup(move || store.abort());
        provide_context(store);
        store
    }

    pub fn use_context() -> Self {
        expect_context()
    }

    /// Checks this, from the beginning.
    pub fn start(&self, checked: Checked) {
        self.abort();
        self.checkup.set_value(Some(Checkup::new(checked.patient(self.stores))));
        self.checked.set(Some(checked));
        self.go_on();
    }

    /// Checks the same again, from the beginning.
    pub fn again(&self) {
        if let Some(checked) = self.checked.get_untracked() {
            self.start(checked);
        }
    }

    /// Checks the same by another route.
    pub fn start_on(&self, route: Route) {
        let Some(mut checked) = self.checked.get_untracked() else { return };
        if let Ok((provider, _)) = &mut checked.target {
            provider.route = route;
        }
        self.start(checked);
    }

    /// Leaves the check.
    pub fn close(&self) {
        self.abort();
        self.checked.set(None);
        self.checkup.set_value(None);
        self.outcomes.set(Vec::new());
    }

    /// Stops what runs; what was found stays.
    pub fn stop(&self) {
        self.abort();
        self.current.set(None);
        self.phase.set(Phase::Stopped);
    }

    /// The person's answer to the question of [`Phase::AskingPaid`].
    pub fn answer_paid(&self, yes: bool) {
        self.change(|checkup| checkup.answer_paid(yes));
        self.go_on();
    }

    /// Lets this app's own server look at the endpoint too.
    pub fn allow_relay(&self) {
        self.change(Checkup::allow_relay);
        self.go_on();
    }

    /// Something of the check as it stands, without tracking; follow [`CheckupStore::outcomes`] for its changes.
    pub fn read<T>(&self, read: impl FnOnce(&Checkup) -> T) -> Option<T> {
        self.checkup.try_with_value(|checkup| checkup.as_ref().map(read)).flatten()
    }

    /// What the last check of a provider found, if it was one of what it is now; tracks.
    pub fn health_of(&self, provider: &Provider, key: Option<&ApiKey>) -> Option<Health> {
        let of = fingerprint(provider, key);
        self.health.with(|health| health.get(provider.id.as_str()).filter(|health| health.of == of).cloned())
    }

    fn change(&self, change: impl FnOnce(&mut Checkup)) {
        self.checkup.try_update_value(|checkup| checkup.as_mut().map(change));
    }

    fn abort(&self) {
        self.run.try_update_value(|run| *run = run.wrapping_add(1));
        if let Some(Some(cancel)) = self.cancel.try_update_value(Option::take) {
            cancel.cancel();
        }
    }

    /// Runs until the check is over, or a person is to be asked.
    fn go_on(&self) {
        let this = *self;
        let run = this.run.get_value();
        this.phase.set(Phase::Running);
        this.show();
        spawn_local(async move {
            loop {
                let Some(step) = this.read(Checkup::next) else { return };
                let seen = match step {
                    Step::Done => return this.finish(),
                    Step::AskPaid => {
                        this.phase.try_set(Phase::AskingPaid);
                        return;
                    }
                    Step::Probe(Probe::Permission { space, after }) => {
                        let permission = permission::to_call(space).await;
                        match after {
                            false => Observation::Permission(permission),
                            true => Observation::PermissionAfter(permission),
                        }
                    }
                    Step::Probe(Probe::Fetch(fetch)) => {
                        let cancel = Cancel::new();
                        this.cancel.try_update_value(|current| *current = Some(cancel.clone()));
                        Observation::Fetched(fetch.name.clone(), probe::fetch(&fetch, &cancel).await)
                    }
                };
                // Stopped, begun anew, or gone with the page's part.
                if this.run.try_get_value() != Some(run) {
                    return;
                }
                this.change(|checkup| checkup.observe(seen));
                this.show();
            }
        });
    }

    /// Shows how far the check has come.
    fn show(&self) {
        let Some((outcomes, current)) = self.read(|checkup| (checkup.outcomes(), checkup.current())) else { return };
        self.outcomes.try_set(outcomes);
        self.current.try_set(current);
    }

    fn finish(&self) {
        self.phase.try_set(Phase::Done);
        let Some(Some(checked)) = self.checked.try_get_untracked() else { return };
        let Ok((provider, key)) = &checked.target else { return };
        if let Some((quirk, model)) = self.read(|checkup| checkup.learned().zip(checkup.model())).flatten() {
            self.stores.quirks.learn(provider.endpoint.as_str(), &model, quirk);
        }
        let Some(verdict) = self.read(Checkup::verdict).flatten() else { return };
        if checked.id.is_empty() {
            return;
        }
        let health = Health { at: clock::now(), of: fingerprint(provider, key.as_ref()), verdict };
        self.keep(checked.id, health);
    }

    /// Remembers a result, and forgets those of providers that are gone.
    fn keep(&self, id: String, found: Health) {
        let mut health = read_health();
        health.retain(|known, _| self.stores.registry.provider(known).is_some());
        health.insert(id, found);
        if let Ok(text) = serde_json::to_string(&health) {
            // Without storage it is remembered until the page is closed, which is all that can be done.
            let _ = local_storage::write(HEALTH, &text);
        }
        self.health.try_set(health);
    }
}

/// What is stored; a result that cannot be read is left out.
fn read_health() -> BTreeMap<String, Health> {
    let stored = local_storage::read(HEALTH).ok().flatten().unwrap_or_default();
    let entries: BTreeMap<String, serde_json::Value> = serde_json::from_str(&stored).unwrap_or_default();
    entries.into_iter().filter_map(|(id, entry)| Some((id, serde_json::from_value(entry).ok()?))).collect()
}
