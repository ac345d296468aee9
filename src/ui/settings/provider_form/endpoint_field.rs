//! The endpoint.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::request_line::{Preview, RequestLine};
use super::text_field::{FieldHint, FieldInput, label};
use crate::provider::Field;
use crate::ui::say::say;

#[component]
pub(super) fn EndpointField(form: Form) -> impl IntoView {
    let preview = Memo::new(move |_| form.typed.with(|typed| Preview::new(&typed.draft)));
    let hint = Signal::derive(move || {
        let words = form.stores.preferences.words().settings();
        if preview.with(Option::is_some) { words.requests_go_to } else { words.endpoint_hint }
    });
    view! {
        <div class="field">
            <div class="label-row">
                <label for=input_id(Field::Endpoint)>{label(Field::Endpoint)}</label>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || form.typed.with(|typed| typed.draft.use_exactly)
                        on:change:target=move |event| {
                            let exactly = event.target().checked();
                            form.change(|typed| typed.draft.use_exactly = exactly);
                        }
                    />
                    {say(|words| words.settings().use_exactly)}
                </label>
            </div>
            <FieldInput form field=Field::Endpoint />
            <FieldHint form field=Field::Endpoint hint />
            <RequestLine preview />
        </div>
    }
    .into_any()
}
