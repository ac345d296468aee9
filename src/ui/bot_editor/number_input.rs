//! A number that is stored as it is typed, where it is a good one.

use leptos::prelude::*;

use super::Edited;

/// A spin button. What cannot be stored stays typed; it is marked once the field is left, since "-" and "0." are on
/// the way to a number.
#[component]
pub(super) fn NumberInput(
    edited: Edited,
    /// The value as it is stored.
    value: Signal<String>,
    /// Stores what was typed; `false` when it is no good value.
    store: Callback<String, bool>,
    /// What was typed is no good value, and is to be marked.
    is_wrong: RwSignal<bool>,
    /// Id of the hint or error.
    described_by: String,
    #[prop(optional)] id: Option<&'static str>,
    #[prop(optional, into)] label: Option<Signal<&'static str>>,
    #[prop(optional)] least: Option<f64>,
    #[prop(optional)] most: Option<f64>,
) -> impl IntoView {
    let bot = edited.part(|bot| bot.id.clone());
    // Another bot has its own number, and nothing wrong yet.
    let shown = RwSignal::new(value.get_untracked());
    Effect::new(move |last: Option<Option<String>>| {
        let bot = bot.get();
        if last.is_some_and(|last| last != bot) {
            is_wrong.set(false);
            shown.set(value.get_untracked());
        }
        bot
    });
    view! {
        <input
            id=id
            type="number"
            inputmode="decimal"
            aria-label=label.map(|label| move || label.get())
            aria-invalid=move || is_wrong.get().then_some("true")
            aria-describedby=described_by
            min=least
            max=most
            step="any"
            prop:value=shown
            on:input:target=move |event| {
                if store.try_run(event.target().value()) == Some(true) {
                    is_wrong.set(false);
                }
            }
            on:change:target=move |event| is_wrong.set(store.try_run(event.target().value()) == Some(false))
        />
    }
    .into_any()
}
