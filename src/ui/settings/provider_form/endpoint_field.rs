//! The endpoint.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::request_line::RequestLine;
use super::text_field::{FieldHint, FieldInput, label};
use crate::provider::Field;
use crate::ui::say::say;

#[component]
pub(super) fn EndpointField(form: Form) -> impl IntoView {
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
                    {say(|words| words.settings.use_exactly)}
                </label>
            </div>
            <FieldInput form field=Field::Endpoint />
            <FieldHint form field=Field::Endpoint hint=say(|words| words.settings.endpoint_hint) />
            <RequestLine form />
        </div>
    }
    .into_any()
}
