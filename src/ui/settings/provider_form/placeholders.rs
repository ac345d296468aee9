//! The parts of an address that must be filled in, one input each: they fill the URL.

use leptos::prelude::*;

use super::form::Form;
use super::text_field::hint_id;
use crate::provider::template::bare;
use crate::provider::{EndpointError, Field, FieldFault};
use crate::text::{fill, words::SettingsWords};
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::say::text;

/// The id of the input of a part, which is given with its brackets or without.
pub(super) fn input_id(part: &str) -> String {
    format!("provider-part-{}", bare(part))
}

fn label(name: &str, words: &SettingsWords) -> String {
    match name {
        "resource" => words.part_resource.to_owned(),
        "deployment" => words.part_deployment.to_owned(),
        "id" | "account_id" => words.part_account.to_owned(),
        _ => fill(words.part, &[("name", name)]),
    }
}

#[component]
pub(super) fn Placeholders(form: Form) -> impl IntoView {
    let names = memo(move || {
        let template = form.typed.with(|typed| typed.template());
        template.iter().flat_map(|template| template.names()).map(str::to_owned).collect::<Vec<_>>()
    });
    dynamic(move || {
        let names = names.get();
        if names.is_empty() {
            return ().into_any();
        }
        let parts = names.into_iter().map(|name| part(form, name)).collect_view();
        view! { <div class="form-pair">{parts}</div> }.into_any()
    })
}

fn part(form: Form, name: String) -> AnyView {
    let id = input_id(&name);
    let name = StoredValue::new(name);
    let value = text(move || {
        let template = form.typed.with(|typed| typed.template());
        name.with_value(|name| template.map(|template| template.value(name).to_owned()).unwrap_or_default())
    });
    let is_missing = move || {
        let is_placeholder =
            |fault: &FieldFault| matches!(fault, FieldFault::Endpoint(EndpointError::Placeholder { .. }));
        (value.with(|value| value.trim().is_empty()) && form.has_fault(Field::Endpoint, is_placeholder))
            .then_some("true")
    };
    view! {
        <div class="field">
            <label for=id.clone()>
                {text(move || name.with_value(|name| label(name, form.stores.preferences.words().settings())))}
            </label>
            <input
                id=id
                type="text"
                class="code"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-invalid=is_missing
                aria-describedby=hint_id(Field::Endpoint)
                prop:value=value
                on:input:target=move |event| {
                    let value = event.target().value();
                    form.change(|typed| name.with_value(|name| typed.fill_part(name, &value)));
                }
            />
        </div>
    }
    .into_any()
}
