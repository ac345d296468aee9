//! The parameters that bots inherit.

use leptos::prelude::*;

use super::form::{Form, input_id};
use super::more::More;
use crate::provider::Field;
use crate::ui::say::{say, text};

#[component]
pub(super) fn Parameters(form: Form) -> impl IntoView {
    let value = text(move || form.typed.with(|typed| typed.draft.parameters.clone()));
    let error = text(move || form.error(Field::Parameters).unwrap_or_default());
    let invalid = text(move || error.with(|error| !error.is_empty()).to_string());
    view! {
        <More form title=|words| words.settings().default_parameters holds=|field| field == Field::Parameters>
            <div class="field">
                <textarea
                    id=input_id(Field::Parameters)
                    class="code"
                    rows="4"
                    spellcheck="false"
                    aria-label=say(|words| words.settings().default_parameters)
                    aria-describedby="provider-parameters-hint"
                    aria-invalid=invalid
                    prop:value=value
                    on:input:target=move |event| {
                        let parameters = event.target().value();
                        form.change(|typed| typed.draft.parameters = parameters);
                    }
                    on:blur=move |_| form.check(Field::Parameters)
                ></textarea>
                <p class="error">{error}</p>
                <p id="provider-parameters-hint" class="hint">{say(|words| words.settings().parameters_hint)}</p>
            </div>
        </More>
    }
    .into_any()
}
