//! The connection check: its layers as they run, what was found, and the fix.

mod finding;
mod fix;
mod layer_row;
mod paid;

use leptos::prelude::*;

use self::layer_row::LayerRow;
use self::paid::PaidQuestion;
use super::copy_button::CopyButton;
use super::dynamic::{dynamic, memo, when};
use super::icon::{Icon, icon};
use super::say::{say, text};
use crate::browser::{page, probe};
use crate::doctor::{Layer, Outcome};
use crate::store::Stores;
use crate::store::checkup::{CheckupStore, Phase};
use crate::text::doctor::{layer_name, report};
use crate::text::fill;

/// The id of the heading, which gets the focus when the check is opened.
const TITLE: &str = "checkup-title";

/// The check of [`CheckupStore::checked`], in the place of the provider's form.
#[component]
pub fn Doctor(
    /// Leaves the check.
    back: Callback<()>,
    /// Makes this app's own server call the endpoint from now on, where the provider can be changed so.
    use_relay: Option<Callback<()>>,
) -> impl IntoView {
    let store = CheckupStore::use_context();
    Effect::new(|| page::focus(TITLE));
    let name =
        text(move || store.checked.with(|checked| checked.as_ref().map(|one| one.name.clone())).unwrap_or_default());
    view! {
        <section class="doctor">
            <div class="doctor-body">
                <header class="doctor-header">
                    <h3 id=TITLE tabindex="-1">{say(|words| words.doctor().title)}</h3>
                    <span class="doctor-name">{name}</span>
                    <Counts />
                    <Controls />
                </header>
                <ol class="layers" aria-label=say(|words| words.doctor().title)>
                    {Layer::ALL.map(|layer| view! { <LayerRow layer use_relay /> }).collect_view()}
                </ol>
                {when(move || store.phase.get() == Phase::AskingPaid, || view! { <PaidQuestion /> }.into_any())}
            </div>
            <Footer back />
        </section>
    }
    .into_any()
}

/// How many layers passed and failed; spoken as they change.
#[component]
fn Counts() -> impl IntoView {
    let stores = Stores::use_context();
    let store = CheckupStore::use_context();
    let status = text(move || {
        let language = stores.preferences.language.get();
        let words = language.words().doctor();
        match (store.phase.get(), store.current.get()) {
            (Phase::Running, Some(layer)) => fill(words.checking, &[("layer", layer_name(language, layer))]),
            (Phase::Stopped, _) => words.stopped.to_owned(),
            (Phase::Running | Phase::AskingPaid | Phase::Done, _) => {
                let count = |is_counted: fn(&Outcome) -> bool| {
                    store.outcomes.with(|all| all.iter().filter(|(_, outcome)| is_counted(outcome)).count()).to_string()
                };
                let passed = count(|outcome| matches!(outcome, Outcome::Passed { .. } | Outcome::Warned { .. }));
                let failed = count(Outcome::is_failed);
                let waiting = count(|outcome| matches!(outcome, Outcome::Waiting | Outcome::Skipped { .. }));
                let values = [("passed", &*passed), ("failed", &*failed), ("waiting", &*waiting)];
                let counts = fill(words.counts, &values);
                let works = store.phase.get() == Phase::Done && failed == "0" && passed != "0";
                if works { format!("{} {counts}", words.works) } else { counts }
            }
        }
    });
    view! { <p class="doctor-counts meta" role="status">{status}</p> }.into_any()
}

/// Stop while it runs; Check again afterwards, unless the failure has the button.
#[component]
fn Controls() -> impl IntoView {
    let store = CheckupStore::use_context();
    let is_running = memo(move || store.phase.get() == Phase::Running);
    let has_failed = memo(move || store.outcomes.with(|all| all.iter().any(|(_, outcome)| outcome.is_failed())));
    dynamic(move || {
        if is_running.get() {
            view! {
                <button type="button" class="button secondary" on:click=move |_| store.stop()>
                    {icon(Icon::Stop)} <span>{say(|words| words.doctor().stop)}</span>
                </button>
            }
            .into_any()
        } else if has_failed.get() {
            ().into_any()
        } else {
            view! { <Again /> }.into_any()
        }
    })
}

/// Runs the check once more.
#[component]
fn Again() -> impl IntoView {
    let store = CheckupStore::use_context();
    view! {
        <button type="button" class="button secondary" on:click=move |_| store.again()>
            {icon(Icon::Again)} <span>{say(|words| words.doctor().check_again)}</span>
        </button>
    }
    .into_any()
}

#[component]
fn Footer(back: Callback<()>) -> impl IntoView {
    let stores = Stores::use_context();
    let store = CheckupStore::use_context();
    let as_text = Callback::new(move |()| {
        let language = stores.preferences.language.get_untracked();
        store.read(|checkup| report(language, checkup, &probe::page().origin)).unwrap_or_default()
    });
    let as_curl = Callback::new(move |()| {
        store.read(|checkup| checkup.request().map(|chat| chat.as_curl())).flatten().unwrap_or_default()
    });
    let has_request = memo(move || {
        store.outcomes.track();
        store.read(|checkup| checkup.request().is_some()).unwrap_or_default()
    });
    view! {
        <footer class="form-footer doctor-footer">
            <CopyButton label=say(|words| words.doctor().copy_report) copies=as_text />
            {when(
                move || has_request.get(),
                move || view! { <CopyButton label=say(|words| words.doctor().copy_curl) copies=as_curl /> }.into_any(),
            )}
            <span class="hint">{say(|words| words.doctor().secrets_removed)}</span>
            <button type="button" class="button ghost" on:click=move |_| back.run(())>
                {say(|words| words.doctor().back)}
            </button>
        </footer>
    }
    .into_any()
}
