//! The services that the form can be filled for.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::placeholders;
use crate::browser::page;
use crate::provider::{Field, Preset, Template, presets};
use crate::ui::say::say;

#[component]
pub(super) fn Presets(form: Form) -> impl IntoView {
    let choose = move |preset: &'static Preset| {
        let draft = form.stores.registry.registry.with_untracked(|registry| preset.draft(registry));
        form.fill(&draft);
        let template = Template::of(&draft.endpoint);
        let part = template.as_ref().and_then(|template| template.names().next()).map(placeholders::input_id);
        page::focus_soon(part.unwrap_or_else(|| input_id(Field::Models).into_owned()));
    };
    let button = |preset: &'static Preset| {
        view! { <button type="button" class="chip" on:click=move |_| choose(preset)>{preset.name}</button> }.into_any()
    };
    view! {
        <fieldset class="presets">
            <legend>{say(|words| words.settings().presets)}</legend>
            {presets().iter().map(button).collect_view()}
        </fieldset>
    }
    .into_any()
}
