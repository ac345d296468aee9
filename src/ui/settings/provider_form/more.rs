//! A part of the form that fewer people need: closed until it is opened, or until something in it is wrong.

use leptos::html::Details;
use leptos::prelude::*;

use super::form::{Form, input_id};
use crate::provider::Field;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{Phrase, say, text};

#[component]
pub(super) fn More(
    form: Form,
    title: Phrase,
    /// One of its fields: its heading gets the focus when that one is wrong.
    field: Field,
    /// Tells its fields.
    holds: fn(Field) -> bool,
    children: Children,
) -> impl IntoView {
    let details: NodeRef<Details> = NodeRef::new();
    Effect::new(move || {
        if form.has_error(holds)
            && let Some(details) = details.get()
        {
            details.set_open(true);
        }
    });
    view! {
        <details node_ref=details class="more">
            <summary id=input_id(field)>{icon(Icon::Chevron)} <span>{say(title)}</span></summary>
            <div class="more-fields">{children()}</div>
        </details>
    }
    .into_any()
}

/// A number. It is a text box, since a browser's number box hides from the page what is no number.
#[component]
pub(super) fn NumberField(
    form: Form,
    field: Field,
    label: Signal<String>,
    #[prop(optional)] hint: Option<Phrase>,
) -> impl IntoView {
    let value = text(move || form.typed.with(|typed| typed.draft.text(field).to_owned()));
    let error = text(move || form.error(field).unwrap_or_default());
    let invalid = text(move || error.with(|error| !error.is_empty()).to_string());
    view! {
        <div class="field">
            <label>
                <span class="label">{label}</span>
                <input
                    type="text"
                    role="spinbutton"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-invalid=invalid
                    prop:value=value
                    on:input:target=move |event| {
                        let typed_text = event.target().value();
                        form.change(|typed| typed.draft.set_text(field, typed_text));
                    }
                    on:blur=move |_| form.check(field)
                />
            </label>
            <p class="error">{error}</p>
            {hint.map(|hint| view! { <p class="hint">{say(hint)}</p> })}
        </div>
    }
    .into_any()
}
