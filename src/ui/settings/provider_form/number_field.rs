//! A number. It is a text box, since a browser's number box hides from the page what is no number.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::text_field::hint_id;
use crate::provider::Field;
use crate::ui::say::{Phrase, say, text};

#[component]
pub(super) fn NumberField(
    form: Form,
    field: Field,
    label: Signal<String>,
    /// What was typed, where that is quicker to be had than by the field.
    #[prop(optional)]
    value: Option<Signal<String>>,
    #[prop(optional)] hint: Option<Phrase>,
) -> impl IntoView {
    let value = value.unwrap_or_else(|| text(move || form.typed.with(|typed| typed.draft.text(field).to_owned())));
    let error = text(move || form.error(field).unwrap_or_default());
    let invalid = text(move || error.with(|error| !error.is_empty()).to_string());
    view! {
        <div class="field">
            <label>
                <span class="label">{label}</span>
                <input
                    id=input_id(field)
                    type="text"
                    role="spinbutton"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-invalid=invalid
                    aria-describedby=hint_id(field)
                    prop:value=value
                    on:input:target=move |event| {
                        let typed_text = event.target().value();
                        form.change(|typed| typed.draft.set_text(field, typed_text));
                    }
                    on:blur=move |_| form.check(field)
                />
            </label>
            <p id=hint_id(field) class="error">{error}</p>
            {hint.map(|hint| view! { <p class="hint">{say(hint)}</p> })}
        </div>
    }
    .into_any()
}
