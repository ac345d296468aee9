//! What was found: seen, likely why, the server's words, the fix.

use leptos::prelude::*;

use super::Again;
use super::fix::FixCard;
use crate::doctor::{Cause, Checkup};
use crate::store::Stores;
use crate::store::checkup::{CheckupStore, Phase};
use crate::text::doctor::finding;
use crate::ui::dynamic::{memo, when};
use crate::ui::say::say;

#[component]
pub(super) fn Found(
    cause: Cause,
    /// The check ended here; otherwise this could only be better.
    is_failed: bool,
    use_relay: Option<Callback<()>>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let store = CheckupStore::use_context();
    let language = stores.preferences.language.get_untracked();
    let words = language.words().doctor();
    let found = finding(language, &cause);
    let fix = store.read(|checkup| checkup.fix(&cause)).flatten();
    let relay = use_relay.filter(|_| fix.as_ref().is_some_and(|fix| fix.offers_relay));
    let row = |term: &'static str, text: String| view! { <div><dt>{term}</dt><dd dir="auto">{text}</dd></div> };
    view! {
        <div class="layer-details">
            <dl>
                // Beside the name of a layer that could be better its sentence stands already.
                {is_failed.then(|| row(words.seen, found.seen))}
                {found.likely.map(|likely| row(words.likely, likely))}
                {found.words.map(|said| row(words.server_words, said))}
            </dl>
            // One click stands above lines of configuration.
            {is_failed.then(|| view! { <Ways relay /> })}
            {fix.filter(|fix| !fix.variants.is_empty()).map(|fix| view! { <FixCard fix /> })}
            {is_failed.then(|| view! { <div class="buttons"><Again /></div> })}
        </div>
    }
    .into_any()
}

/// What this app's own server can do about a failure.
#[component]
fn Ways(relay: Option<Callback<()>>) -> impl IntoView {
    let store = CheckupStore::use_context();
    let can_ask = memo(move || {
        store.outcomes.track();
        store.phase.get() == Phase::Done && store.read(Checkup::can_ask_relay).unwrap_or_default()
    });
    view! {
        <div class="buttons">
            {relay
                .map(|relay| {
                    view! {
                        <button
                            type="button"
                            class="button soft"
                            title=say(|words| words.doctor().use_relay_hint)
                            on:click=move |_| relay.run(())
                        >
                            {say(|words| words.doctor().use_relay)}
                        </button>
                    }
                })}
            {when(move || can_ask.get(), move || view! {
                <button
                    type="button"
                    class="button soft"
                    title=say(|words| words.doctor().ask_relay_hint)
                    on:click=move |_| store.allow_relay()
                >
                    {say(|words| words.doctor().ask_relay)}
                </button>
            }.into_any())}
        </div>
    }
    .into_any()
}
