//! The form of one custom provider: typed text → draft → provider → registry (spec §1).

mod endpoint_field;
mod form;
mod key_field;
mod remove;
mod text_field;

use leptos::prelude::*;

use self::endpoint_field::EndpointField;
use self::form::Form;
use self::key_field::KeyField;
use self::remove::RemoveProvider;
use self::text_field::TextField;
use super::providers::ProviderDrafts;
use crate::provider::{AuthMode, Field};
use crate::store::Stores;
use crate::text::fill;

#[component]
pub(super) fn ProviderForm(
    drafts: ProviderDrafts,
    /// Id of the provider that is edited; none for a new one.
    editing: Option<String>,
    /// The entry that the list marks.
    selected: RwSignal<Option<String>>,
    select: Callback<Option<String>>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().settings;
    let form = Form::new(stores, drafts, editing);
    let title = move || {
        let id = form.editing.get();
        let name = id.and_then(|id| stores.registry.registry.with(|registry| registry.get(&id).map(|provider| provider.name.clone())));
        name.unwrap_or_else(|| words().new_provider.to_owned())
    };
    let is_new = Memo::new(move |_| form.editing.with(Option::is_none));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(id) = form.save() {
            selected.set(Some(id));
        }
    };
    let cancel = move |_| {
        let id = form.editing.get_untracked();
        drafts.forget(&id);
        select.run(id);
    };
    let duplicate = move |_| {
        if let Some(id) = form.duplicate() {
            select.run(Some(id));
        }
    };
    let auth_label = move |mode: AuthMode| match mode {
        AuthMode::None => words().auth_none,
        AuthMode::Bearer => words().auth_bearer,
        AuthMode::ApiKey => words().auth_api_key,
        AuthMode::XApiKey => words().auth_x_api_key,
    };
    view! {
        <form class="provider-form" novalidate=true on:submit=save>
            <div class="form-body">
                <div class="form-title">
                    <h3>{title}</h3>
                    <Show when=move || !is_new.get()>
                        <button type="button" class="button ghost" on:click=duplicate>{move || words().duplicate}</button>
                        <RemoveProvider form select />
                    </Show>
                </div>
                <div class="form-pair">
                    <TextField form field=Field::Id hint=Signal::derive(move || words().id_hint) />
                    <TextField form field=Field::Name hint=Signal::derive(move || words().name_hint) />
                </div>
                <EndpointField form />
                <div class="form-pair wide-first">
                    <KeyField form />
                    <div class="field">
                        <label for="provider-auth">{move || words().auth_mode}</label>
                        <select id="provider-auth" on:change:target=move |event| form.set_auth(&event.target().value())>
                            {[AuthMode::Bearer, AuthMode::ApiKey, AuthMode::XApiKey, AuthMode::None]
                                .into_iter()
                                .map(|mode| {
                                    let selected = move || form.auth.get() == mode;
                                    view! { <option value=mode.as_str() prop:selected=selected>{move || auth_label(mode)}</option> }
                                })
                                .collect_view()}
                        </select>
                    </div>
                </div>
                <TextField form field=Field::Models hint=Signal::derive(move || words().models_hint) />
            </div>
            <footer class="form-footer">
                <p class="saved" role="status">
                    {move || form.saved.get().map(|name| fill(words().saved, &[("name", &name)]))}
                </p>
                <button type="button" class="button ghost" on:click=cancel>{move || words().cancel}</button>
                <button type="submit" class="button primary">{move || words().save}</button>
            </footer>
        </form>
    }
    .into_any()
}
