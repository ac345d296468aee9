//! API Keys: the list of custom providers, the form beside it, the keys of the built-in ones.

use leptos::prelude::*;

use super::built_in::BuiltInKeys;
use super::drafts::ProviderDrafts;
use super::provider_form::{FORM, ProviderForm};
use super::provider_list::ProviderList;
use crate::browser::page;

/// Widths at which the list stands above the form (design §3).
const STACKED: &str = "(max-width: 899.98px)";

#[component]
pub(super) fn Providers(
    drafts: ProviderDrafts,
    /// The entry that the list marks: the id of a custom provider, none for a new one.
    selected: RwSignal<Option<String>>,
    /// The provider that settings were opened for.
    opened: Option<String>,
) -> impl IntoView {
    // A form that has just saved a new provider stays as it is, with its focus; only its entry in the list changes.
    let form = RwSignal::new((0_u32, selected.get_untracked()));
    let select = Callback::new(move |id: Option<String>| {
        selected.set(id.clone());
        form.update(|(number, shown)| {
            *number += 1;
            *shown = id;
        });
    });
    // Where the list stands above the form, what was chosen is out of sight.
    let choose = Callback::new(move |id| {
        select.run(id);
        if page::matches_media(STACKED) {
            leptos::task::spawn_local(async { page::show(FORM) });
        }
    });
    view! {
        <div class="settings-list">
            <div class="list-scroll">
                <ProviderList drafts selected select=choose />
            </div>
            <BuiltInKeys opened />
        </div>
        {move || {
            let (_, editing) = form.get();
            view! { <ProviderForm drafts editing selected select /> }
        }}
    }
    .into_any()
}
