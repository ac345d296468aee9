//! A field of one line.

use leptos::ev::ClipboardEvent;
use leptos::prelude::*;

use super::form::{Form, input_id};
use crate::browser::clipboard;
use crate::provider::{Field, FieldError, FieldFault};
use crate::ui::dynamic::{memo, when};
use crate::ui::icon::{Icon, icon};

/// The names of these fields are the same in both languages, as in the documentation (design §8).
pub(super) fn label(field: Field) -> &'static str {
    match field {
        Field::Id => "Provider ID",
        Field::Name => "Display Name",
        Field::Endpoint => "Endpoint URL",
        Field::Key => "API Key",
        Field::Models => "Models",
        // The labels of the other fields are among the words of the interface.
        _ => "",
    }
}

/// The id of a field's hint or error.
pub(super) fn hint_id(field: Field) -> String {
    format!("{}-hint", input_id(field))
}

/// Input, with its error in the place of its hint.
#[component]
pub(super) fn TextField(form: Form, field: Field, hint: Signal<&'static str>) -> impl IntoView {
    view! {
        <div class="field">
            <label for=input_id(field)>{label(field)}</label>
            <FieldInput form field />
            <FieldHint form field hint />
        </div>
    }
    .into_any()
}

/// The input alone. An id that is saved cannot be changed.
#[component]
pub(super) fn FieldInput(form: Form, field: Field) -> impl IntoView {
    let is_fixed = memo(move || field == Field::Id && form.is_registered());
    let has_error = memo(move || form.error(field).is_some());
    let value = memo(move || form.typed.with(|typed| typed.draft.text(field).to_owned()));
    view! {
        <div class="with-buttons" class:fixed=is_fixed>
            <input
                id=input_id(field)
                type="text"
                class:code=field != Field::Name
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                readonly=move || is_fixed.get()
                aria-invalid=move || has_error.get().then_some("true")
                aria-describedby=hint_id(field)
                prop:value=value
                on:input:target=move |event| {
                    let text = event.target().value();
                    form.change(|typed| typed.draft.set_text(field, text));
                }
                on:blur=move |_| form.check(field)
            />
            {when(move || is_fixed.get(), move || view! {
                <span class="lock">{icon(Icon::Lock)}</span>
            }.into_any())}
        </div>
    }
    .into_any()
}

/// Refuses a text with line breaks when it is pasted: a field of one line drops them by itself, and would join two lines to
/// something that nobody meant. `fault` tells what is wrong with such a text.
pub(super) fn refuse_lines(
    form: Form,
    field: Field,
    fault: fn(&str) -> Option<FieldFault>,
) -> impl Fn(ClipboardEvent) + 'static {
    move |event| {
        let text = clipboard::pasted(event.as_ref()).unwrap_or_default();
        let text = text.trim();
        if text.contains(['\r', '\n'])
            && let Some(error) = fault(text)
        {
            event.prevent_default();
            form.refuse(FieldError { field, error });
        }
    }
}

/// The error of a field, else its hint.
#[component]
pub(super) fn FieldHint(form: Form, field: Field, hint: Signal<&'static str>) -> impl IntoView {
    let error = memo(move || form.error(field));
    view! {
        <p id=hint_id(field) class=move || if error.with(Option::is_some) { "error" } else { "hint" }>
            {move || error.get().unwrap_or_else(|| hint.get().to_owned())}
        </p>
    }
    .into_any()
}
