//! The form of one custom provider: typed text → draft → provider → registry (spec §1).

mod auth_field;
mod check;
mod chips;
mod copy;
mod endpoint_field;
mod fetch_list;
mod form;
mod headers;
mod key_field;
mod learned;
mod limits;
mod more;
mod number_field;
mod parameters;
mod paste_field;
mod pick_list;
mod placeholders;
mod presets;
mod remove;
mod request_line;
mod route_field;
mod text_field;

pub(super) use self::check::choose_relay;
pub(super) use self::form::input_id;

use leptos::prelude::*;

use self::auth_field::AuthField;
use self::chips::Chips;
use self::endpoint_field::EndpointField;
use self::fetch_list::FetchList;
use self::form::Form;
use self::headers::Headers;
use self::key_field::KeyField;
use self::learned::Learned;
use self::limits::Limits;
use self::parameters::Parameters;
use self::paste_field::PasteField;
use self::presets::Presets;
use self::remove::RemoveProvider;
use self::route_field::RouteField;
use self::text_field::TextField;
use super::drafts::ProviderDrafts;
use crate::browser::page;
use crate::provider::Field;
use crate::store::Stores;
use crate::store::checkup::Checked;
use crate::text::fill;
use crate::ui::dynamic::when;
use crate::ui::say::{say, text};

/// The id of the form.
pub(super) const FORM: &str = "provider-form";
/// The id of the button that tests the connection.
pub(super) const TEST: &str = "provider-test";

#[component]
pub(super) fn ProviderForm(
    drafts: ProviderDrafts,
    /// Id of the provider that is edited; none for a new one.
    editing: Option<String>,
    /// The entry that the list marks.
    selected: RwSignal<Option<String>>,
    select: Callback<Option<String>>,
    /// Checks the connection of what stands in the form, which is that of this id.
    test: Callback<(Option<String>, Checked)>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let form = Form::new(stores, drafts, editing);
    let title = text(move || match form.provider.get() {
        Some(provider) => provider.name,
        None => stores.preferences.words().settings().new_provider.to_owned(),
    });
    let id_hint = Signal::derive(move || {
        let words = stores.preferences.words().settings();
        if form.is_registered() { words.id_fixed } else { words.id_hint }
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(id) = form.save() {
            selected.set(Some(id));
        }
    };
    let duplicate = move |_| {
        if let Some(id) = form.duplicate() {
            select.run(Some(id));
            // The button is gone with its form.
            leptos::task::spawn_local(async { page::focus(&input_id(Field::Name)) });
        }
    };
    let run_test = move |_| {
        if let Some(checked) = form.checked() {
            test.run((form.editing.get_untracked(), checked));
        }
    };
    let saved = text(move || {
        let name = form.saved.get();
        name.map(|name| fill(stores.preferences.words().settings().saved, &[("name", &name)])).unwrap_or_default()
    });
    view! {
        <form id=FORM class="provider-form" novalidate=true on:submit=save>
            <div class="form-body">
                <div class="form-title">
                    <h3>{title}</h3>
                    {when(move || form.is_registered(), move || view! {
                        <button type="button" class="button ghost" on:click=duplicate>
                            {say(|words| words.settings().duplicate)}
                        </button>
                        <RemoveProvider form select />
                    }.into_any())}
                </div>
                {when(move || !form.is_registered(), move || view! {
                    <PasteField form />
                    <Presets form />
                }.into_any())}
                <div class="form-pair">
                    <TextField form field=Field::Id hint=id_hint />
                    <TextField form field=Field::Name hint=say(|words| words.settings().name_hint) />
                </div>
                <EndpointField form />
                <div class="form-pair wide-first">
                    <KeyField form />
                    <AuthField form />
                </div>
                <TextField form field=Field::Models hint=say(|words| words.settings().models_hint) />
                <Chips form />
                <FetchList form />
                <RouteField form />
                <Headers form />
                <Limits form />
                <Parameters form />
                <Learned form />
            </div>
            <footer class="form-footer">
                <p class="saved" role="status">{saved}</p>
                <button type="button" class="button ghost" on:click=move |_| form.reset()>
                    {say(|words| words.settings().cancel)}
                </button>
                <button type="button" class="button secondary" id=TEST on:click=run_test>
                    {say(|words| words.doctor().test)}
                </button>
                <button type="submit" class="button primary">{say(|words| words.settings().save)}</button>
            </footer>
        </form>
    }
    .into_any()
}
