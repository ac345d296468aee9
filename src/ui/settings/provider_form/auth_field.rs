//! How the key travels.

use leptos::prelude::*;

use super::form::Form;
use crate::provider::AuthMode;
use crate::ui::say::{Phrase, say};

const INPUT: &str = "provider-auth";

fn label(mode: AuthMode) -> Phrase {
    match mode {
        AuthMode::None => |words| words.settings().auth_none,
        AuthMode::Bearer => |words| words.settings().auth_bearer,
        AuthMode::ApiKey => |words| words.settings().auth_api_key,
        AuthMode::XApiKey => |words| words.settings().auth_x_api_key,
    }
}

#[component]
pub(super) fn AuthField(form: Form) -> impl IntoView {
    let choose = move |word: String| {
        if let Some(mode) = AuthMode::from_word(&word) {
            form.change(|typed| typed.auth = mode);
        }
    };
    // What is used without a choice comes first.
    let modes = [AuthMode::Bearer, AuthMode::ApiKey, AuthMode::XApiKey, AuthMode::None];
    view! {
        <div class="field">
            <div class="label-row">
                <label for=INPUT>{say(|words| words.settings().auth_mode)}</label>
            </div>
            <select id=INPUT on:change:target=move |event| choose(event.target().value())>
                {modes
                    .map(|mode| {
                        let selected = move || form.typed.with(|typed| typed.auth == mode);
                        view! { <option value=mode.as_str() prop:selected=selected>{say(label(mode))}</option> }
                    })
                    .into_iter()
                    .collect_view()}
            </select>
        </div>
    }
    .into_any()
}
