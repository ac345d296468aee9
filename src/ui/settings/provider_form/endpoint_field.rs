//! The endpoint, with what is to be known of the server that answers there.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::placeholders::Placeholders;
use super::request_line::{Preview, RequestLine};
use super::text_field::{FieldHint, FieldInput, label};
use crate::browser::page;
use crate::provider::Field;
use crate::text::preset_help;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::say::say;

#[component]
pub(super) fn EndpointField(form: Form) -> impl IntoView {
    let preview = memo(move || form.typed.with(|typed| Preview::new(typed, form.service.get())));
    let hint = Signal::derive(move || {
        let words = form.stores.preferences.words().settings();
        let has_addresses = preview.with(|preview| preview.as_ref().is_some_and(Preview::has_addresses));
        if has_addresses { words.requests_go_to } else { words.endpoint_hint }
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
            <Placeholders form />
            <RequestLine form preview />
            {dynamic(move || match form.service.get() {
                None => ().into_any(),
                Some(service) => {
                    let help = preset_help(service, form.stores.preferences.language.get(), &page::origin());
                    view! { <p class="hint service-help">{help}</p> }.into_any()
                }
            })}
        </div>
    }
    .into_any()
}
