//! A number that is stored as it is typed, where it is a good one.

use leptos::html::Input;
use leptos::prelude::*;

use super::Edited;
use super::follow::follow;

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
    #[prop(optional)] least: Option<i64>,
    #[prop(optional)] most: Option<i64>,
) -> impl IntoView {
    let input: NodeRef<Input> = NodeRef::new();
    // The browser gives no text for half a number: the element alone holds what is typed.
    let is_held = follow(edited, value, move |value| {
        if let Some(input) = input.get() {
            input.set_value(value);
            is_wrong.set(false);
        }
    });
    view! {
        <input
            node_ref=input
            id=id
            type="number"
            inputmode="decimal"
            aria-label=label.map(|label| move || label.get())
            aria-invalid=move || is_wrong.get().then_some("true")
            aria-describedby=described_by
            min=least
            max=most
            step="any"
            on:input:target=move |event| {
                is_held.set(true);
                if store.try_run(event.target().value()) == Some(true) {
                    is_wrong.set(false);
                }
            }
            on:change:target=move |event| is_wrong.set(store.try_run(event.target().value()) == Some(false))
            on:blur=move |_| {
                if !is_wrong.get_untracked() {
                    is_held.set(false);
                }
            }
        />
    }
    .into_any()
}
