//! The services that the form can be filled for.

use leptos::prelude::*;

use super::form::{Form, input_id};
use crate::browser::page;
use crate::provider::{Field, Preset, presets};
use crate::ui::say::say;

#[component]
pub(super) fn Presets(form: Form) -> impl IntoView {
    let choose = move |preset: &'static Preset| {
        let draft = form.stores.registry.registry.with_untracked(|registry| preset.draft(&[], registry));
        let has_placeholder = preset.placeholders().next().is_some();
        form.fill(draft);
        page::focus(input_id(if has_placeholder { Field::Endpoint } else { Field::Models }));
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
