//! The sections beside their contents; a select above them where there is no room.

use leptos::prelude::*;

use super::section::SettingsSection;
use crate::store::Stores;
use crate::ui::icon::icon;
use crate::ui::say::{say, text};

/// One place in memory, since what the views hold refers to it.
static ENTRIES: [SettingsSection; 7] = SettingsSection::NAVIGATION;

#[component]
pub(super) fn Navigation(open: RwSignal<Option<SettingsSection>>, section: Memo<SettingsSection>) -> impl IntoView {
    let stores = Stores::use_context();
    let label = move |entry: &'static SettingsSection| {
        text(move || entry.label(stores.preferences.words().settings()).to_owned())
    };
    let is_here = move |entry: &'static SettingsSection| section.with(|section| section.is_under(entry));
    let choose = move |index: String| {
        if let Some(entry) = index.parse().ok().and_then(|index: usize| ENTRIES.get(index)) {
            open.set(Some(entry.clone()));
        }
    };
    view! {
        <div class="settings-nav">
            <div class="nav-buttons">
                {ENTRIES
                    .iter()
                    .map(|entry| {
                        view! {
                            <button
                                type="button"
                                class="row"
                                aria-current=move || is_here(entry).then_some("page")
                                on:click=move |_| open.set(Some(entry.clone()))
                            >
                                {icon(entry.icon())} <span class="label">{label(entry)}</span>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <select
                class="nav-select"
                aria-label=say(|words| words.settings().section)
                on:change:target=move |event| choose(event.target().value())
            >
                {ENTRIES
                    .iter()
                    .enumerate()
                    .map(|(index, entry)| {
                        view! { <option value=index prop:selected=move || is_here(entry)>{label(entry)}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
    .into_any()
}
