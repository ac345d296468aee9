//! API Keys: the list of custom providers, the form beside it, the built-in ones below it.

use leptos::ev;
use leptos::prelude::*;

use super::built_in::BuiltInProviders;
use super::drafts::ProviderDrafts;
use super::exchange::Exchange;
use super::last_check::passing_time;
use super::provider_form::{FORM, ProviderForm, TEST, choose_relay};
use super::provider_list::ProviderList;
use crate::browser::page;
use crate::provider::Route;
use crate::store::Stores;
use crate::store::checkup::{Checked, CheckupStore};
use crate::ui::doctor::Doctor;
use crate::ui::dynamic::{dynamic, memo};

/// Widths at which the list stands above the form (design §3).
const STACKED: &str = "(max-width: 899.98px)";

/// The form that is shown: the provider that it edits, none for a new one, and a number that is another for each form.
/// A form that has just saved a new provider stays as it is, with its focus; only its entry in the list changes.
#[derive(Clone, Copy)]
struct ShownForm(RwSignal<(u32, Option<String>)>);

impl ShownForm {
    fn new(editing: Option<String>) -> Self {
        ShownForm(RwSignal::new((0, editing)))
    }

    /// Shows a form anew, from what was typed into it.
    fn show(&self, editing: Option<String>) {
        self.0.update(|(number, shown)| {
            *number += 1;
            *shown = editing;
        });
    }

    /// The provider that is edited; tracks, so that a form is made for each number.
    fn editing(&self) -> Option<String> {
        self.0.with(|(_, editing)| editing.clone())
    }
}

#[component]
pub(super) fn Providers(
    drafts: ProviderDrafts,
    /// The entry that the list marks: the id of a custom provider, none for a new one.
    selected: RwSignal<Option<String>>,
    /// The provider that settings were opened for.
    #[prop(optional)]
    opened: Option<String>,
    /// What is to be checked at once.
    #[prop(optional_no_strip)]
    check: Option<Checked>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let checkup = CheckupStore::use_context();
    // A link is for a new provider's form, which takes it.
    let is_linked = || page::provider_link(false).is_some();
    if is_linked() {
        selected.set(None);
    }
    let form = ShownForm::new(selected.get_untracked());
    let select = Callback::new(move |id: Option<String>| {
        checkup.close();
        selected.set(id.clone());
        form.show(id);
    });
    let listener = window_event_listener(ev::hashchange, move |_| {
        if is_linked() {
            select.run(None);
        }
    });
    on_cleanup(move || listener.remove());
    // Where the list stands above the form, what was chosen is out of sight.
    let choose = Callback::new(move |id| {
        select.run(id);
        if page::matches_media(STACKED) {
            leptos::task::spawn_local(async { page::show(FORM) });
        }
    });
    // The check stands in the place of the form, which is made anew afterwards from what was typed.
    let test = Callback::new(move |(editing, checked): (Option<String>, Checked)| {
        form.show(editing);
        checkup.start(checked);
    });
    let test_stored = Callback::new(move |id: String| {
        let Some(checked) = Checked::stored(stores, &id, "") else { return };
        // A provider of the app's own has no form: the one that was shown comes back after the check.
        let is_custom = stores.registry.provider(&id).is_some_and(|provider| !provider.is_built_in());
        let editing = if is_custom { Some(id) } else { untrack(|| form.editing()) };
        selected.set(editing.clone());
        test.run((editing, checked));
    });
    let (sought, now) = (RwSignal::new(String::new()), passing_time());
    let is_checking = memo(move || checkup.checked.with(Option::is_some));
    if let Some(checked) = check {
        checkup.start(checked);
    }
    let back = Callback::new(move |()| {
        checkup.close();
        leptos::task::spawn_local(async { page::focus(TEST) });
    });
    let use_relay = Callback::new(move |()| {
        choose_relay(stores, drafts, &untrack(|| form.editing()));
        checkup.start_on(Route::Relay);
    });
    // A provider of the app's own has no form in which its route could be chosen.
    let relay = move || {
        let is_built_in = checkup.checked.with_untracked(|checked| {
            checked
                .as_ref()
                .and_then(|one| one.target.as_ref().ok())
                .is_some_and(|(provider, _)| provider.is_built_in())
        });
        (!is_built_in).then_some(use_relay)
    };
    view! {
        <div class="settings-list">
            <div class="list-scroll">
                <ProviderList drafts selected select=choose sought now test=test_stored />
                <Exchange />
            </div>
            <BuiltInProviders opened sought now test=test_stored />
        </div>
        {dynamic(move || {
            if is_checking.get() {
                let use_relay = relay();
                return view! { <Doctor back use_relay /> }.into_any();
            }
            view! { <ProviderForm drafts editing=form.editing() selected select test /> }.into_any()
        })}
    }
    .into_any()
}
