//! The text box for what a list does not hold.

use leptos::html::Input;
use leptos::prelude::*;

use crate::ui::say::{Phrase, say};

#[component]
pub(super) fn OtherText(
    /// The value as it is stored.
    value: Signal<String>,
    /// Somebody has asked for the text box, or types into it.
    opened: RwSignal<bool>,
    label: Phrase,
    hint: Signal<String>,
    hint_id: &'static str,
    /// Stores what was typed, without blanks around it.
    store: Callback<String>,
) -> impl IntoView {
    let input: NodeRef<Input> = NodeRef::new();
    // Who has asked for the text box wants to type into it.
    Effect::new(move || {
        if let Some(input) = input.get()
            && opened.get_untracked()
        {
            drop(input.focus());
            input.select();
        }
    });
    view! {
        <input
            node_ref=input
            type="text"
            class="code"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-label=say(label)
            placeholder=say(label)
            aria-describedby=hint_id
            prop:value=value
            on:input:target=move |event| {
                // The text box stays while what is typed is in the list by the way.
                opened.set(true);
                store.run(event.target().value().trim().to_owned());
            }
        />
        <p id=hint_id class="hint">{hint}</p>
    }
    .into_any()
}
