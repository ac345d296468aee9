//! The settings dialog.

mod about;
mod appearance;
mod built_in;
mod data;
mod drafts;
mod exchange;
mod general;
mod import_list;
mod keyboard;
mod last_check;
mod navigation;
mod provider_entry;
mod provider_form;
mod provider_list;
mod providers;
mod question;
mod section;
mod set_aside;
mod usage;

pub use self::section::SettingsSection;

use leptos::ev::MouseEvent;
use leptos::html::Dialog;
use leptos::prelude::*;

use self::about::About;
use self::appearance::Appearance;
use self::data::Data;
use self::drafts::ProviderDrafts;
use self::general::General;
use self::keyboard::Keyboard;
use self::navigation::Navigation;
use self::providers::Providers;
use self::usage::UsagePage;
use super::dynamic::{dynamic, memo, when};
use super::icon::{Icon, icon};
use super::notice::{StorageBar, Toast};
use super::part::{Part, show_part};
use super::say::say;
use crate::browser::page;
use crate::store::Stores;
use crate::store::checkup::{Checked, CheckupStore};

/// The dialog. Closed, it is empty; what was typed into its forms is kept.
#[component]
pub fn Settings(open: RwSignal<Option<SettingsSection>>) -> impl IntoView {
    let drafts = ProviderDrafts::new();
    let dialog: NodeRef<Dialog> = NodeRef::new();
    let is_open = memo(move || open.with(Option::is_some));
    let has_contents = RwSignal::new(false);
    Effect::new(move || {
        let is_open = is_open.get();
        if !is_open && let Some(dialog) = dialog.get_untracked() {
            page::blur_within(&dialog);
            // The element itself gives the focus back to where it was.
            dialog.close();
        }
        has_contents.set(is_open);
    });
    // A click on the dialog itself is one on its backdrop, since the contents cover the rest. It must begin there too:
    // text that is marked with the mouse may end there.
    let is_backdrop = move |event: &MouseEvent| {
        dialog.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref()))
    };
    let began_on_backdrop = StoredValue::new(false);
    view! {
        <dialog
            node_ref=dialog
            class="settings"
            aria-labelledby="settings-title"
            on:close=move |_| open.set(None)
            on:mousedown=move |event| began_on_backdrop.set_value(is_backdrop(&event))
            on:click=move |event| {
                if began_on_backdrop.get_value() && is_backdrop(&event) {
                    open.set(None);
                }
            }
        >
            {when(move || has_contents.get(), move || show_part(open_settings, Opened { open, drafts, dialog }))}
        </dialog>
    }
    .into_any()
}

/// What the contents of the dialog share with it.
#[derive(Clone, Copy)]
pub struct Opened {
    open: RwSignal<Option<SettingsSection>>,
    drafts: ProviderDrafts,
    dialog: NodeRef<Dialog>,
}

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible, preload(preload_settings))]
pub fn open_settings() -> Part<Opened> {
    Ok(contents)
}

fn contents(Opened { open, drafts, dialog }: Opened) -> AnyView {
    let stores = Stores::use_context();
    CheckupStore::provide(stores);
    // While the dialog closes, its last section stays.
    let section = Memo::new(move |last: Option<&SettingsSection>| {
        open.get().or_else(|| last.cloned()).unwrap_or(SettingsSection::ApiKeys)
    });
    let begin = section.get_untracked();
    let selected = RwSignal::new(begin.custom_provider(stores));
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // It throws only for a dialog that is open or not in the page.
            drop(dialog.show_modal());
            if let Some(id) = begin.first_field(stores) {
                page::focus(&id);
            }
        }
    });
    view! {
        <header class="dialog-header">
            <h2 id="settings-title">{say(|words| words.settings().title)}</h2>
            <button
                type="button"
                class="icon-button"
                aria-label=say(|words| words.settings().close)
                title=say(|words| words.settings().close_hint)
                on:click=move |_| open.set(None)
            >
                {icon(Icon::Close)}
            </button>
        </header>
        <StorageBar />
        <div class="settings-columns">
            <Navigation open section />
            {dynamic(move || match section.get() {
                SettingsSection::ApiKeys => view! { <Providers drafts selected /> }.into_any(),
                SettingsSection::Provider(id) => view! { <Providers drafts selected opened=id /> }.into_any(),
                SettingsSection::Check { provider, model, bot } => {
                    let check = Checked::stored(stores, &provider, &model).map(|checked| checked.asked_by(stores, &bot));
                    view! { <Providers drafts selected check /> }.into_any()
                }
                SettingsSection::General => view! { <General /> }.into_any(),
                SettingsSection::Appearance => view! { <Appearance /> }.into_any(),
                SettingsSection::Keyboard => view! { <Keyboard /> }.into_any(),
                SettingsSection::Data => view! { <Data /> }.into_any(),
                SettingsSection::Usage => view! { <UsagePage /> }.into_any(),
                SettingsSection::About => view! { <About /> }.into_any(),
            })}
        </div>
        <Toast here=true />
    }
    .into_any()
}
