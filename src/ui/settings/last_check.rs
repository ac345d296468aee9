//! What the last check of a provider's connection found, and when.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clock;
use crate::doctor::health::SLOW;
use crate::doctor::{Health, Verdict};
use crate::store::Stores;
use crate::store::checkup::CheckupStore;
use crate::text::{doctor, fill};
use crate::ui::dynamic::memo;
use crate::ui::say::text;

/// Time after which the ages of the last checks are told anew.
const TICK: Duration = Duration::from_secs(20);

/// The time, told anew as long as the component that calls this is there.
pub(super) fn passing_time() -> RwSignal<f64> {
    let now = RwSignal::new(clock::now());
    if let Ok(timer) = set_interval_with_handle(move || now.set(clock::now()), TICK) {
        on_cleanup(move || timer.clear());
    }
    now
}

/// It is shown if it was of what the provider is now.
#[component]
pub(super) fn LastCheck(
    /// The provider's id.
    id: String,
    /// The time, as the check is dated.
    now: RwSignal<f64>,
) -> impl IntoView {
    let (stores, checkup) = (Stores::use_context(), CheckupStore::use_context());
    let health = memo(move || {
        let provider = stores.registry.registry.with(|registry| registry.get(&id).cloned())?;
        let key = stores.registry.keys.with(|keys| keys.get(&id).cloned()).and_then(Result::ok);
        checkup.health_of(&provider, key.as_ref())
    });
    let said = text(move || {
        let language = stores.preferences.language.get();
        let found = health.get();
        let state = doctor::health(language, found.as_ref().map(|found| found.verdict));
        match found {
            None => state,
            Some(found) => {
                let age = doctor::age(language, now.get() - found.at);
                fill(language.words().doctor().tested, &[("status", &state), ("age", &age)])
            }
        }
    });
    view! { <span class="meta"><span class=move || mark(health.get().as_ref())></span>{said}</span> }.into_any()
}

/// The mark of a state; its word stands beside it.
fn mark(health: Option<&Health>) -> &'static str {
    match health.map(|health| health.verdict) {
        None => "health",
        Some(Verdict::Works { milliseconds }) if milliseconds >= SLOW => "health slow",
        Some(Verdict::Works { .. }) => "health ok",
        Some(Verdict::Fails { .. }) => "health bad",
    }
}
