//! The settings dialog.

mod about;
mod appearance;
mod built_in;
mod general;
mod keyboard;
mod provider_form;
mod provider_list;
mod providers;

use leptos::ev::MouseEvent;
use leptos::html::Dialog;
use leptos::prelude::*;

use self::about::About;
use self::appearance::Appearance;
use self::general::General;
use self::keyboard::Keyboard;
use self::providers::{ProviderDrafts, Providers};
use super::icon::{Icon, icon};
use crate::store::Stores;
use crate::text::words::SettingsWords;

/// A place in settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsSection {
    /// Custom providers and keys, with a new provider's form.
    ApiKeys,
    /// The same, with the form or the key of this provider.
    Provider(String),
    General,
    Appearance,
    Keyboard,
    About,
}

impl SettingsSection {
    /// The sections of the navigation.
    const NAVIGATION: [SettingsSection; 5] = [
        SettingsSection::ApiKeys,
        SettingsSection::General,
        SettingsSection::Appearance,
        SettingsSection::Keyboard,
        SettingsSection::About,
    ];

    fn label(&self, words: &SettingsWords) -> &'static str {
        match self {
            SettingsSection::ApiKeys | SettingsSection::Provider(_) => words.api_keys,
            SettingsSection::General => words.general,
            SettingsSection::Appearance => words.appearance,
            SettingsSection::Keyboard => words.keyboard,
            SettingsSection::About => words.about,
        }
    }

    fn icon(&self) -> Icon {
        match self {
            SettingsSection::ApiKeys | SettingsSection::Provider(_) => Icon::Key,
            SettingsSection::General => Icon::Sliders,
            SettingsSection::Appearance => Icon::Sun,
            SettingsSection::Keyboard => Icon::Keyboard,
            SettingsSection::About => Icon::Info,
        }
    }

    /// Whether this stands under that entry of the navigation.
    fn is_under(&self, entry: &SettingsSection) -> bool {
        self == entry || (matches!(self, SettingsSection::Provider(_)) && *entry == SettingsSection::ApiKeys)
    }
}

/// The dialog. Closed, it is not in the page; what was typed into its forms is kept.
#[component]
pub fn Settings(open: RwSignal<Option<SettingsSection>>) -> impl IntoView {
    // The drafts live as long as the page, the dialog only while it is open.
    let drafts = ProviderDrafts::new();
    let is_open = Memo::new(move |_| open.with(Option::is_some));
    move || is_open.get().then(|| view! { <OpenSettings open drafts /> }).into_any()
}

#[component]
fn OpenSettings(open: RwSignal<Option<SettingsSection>>, drafts: ProviderDrafts) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || &stores.preferences.words().settings;
    let dialog: NodeRef<Dialog> = NodeRef::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // It throws only for a dialog that is open or not in the page.
            drop(dialog.show_modal());
        }
    });
    // Closing goes through the element, so that the focus returns to where it was.
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let close_on_backdrop = move |event: MouseEvent| {
        if dialog.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref())) {
            close();
        }
    };
    let section = Memo::new(move |_| open.get().unwrap_or(SettingsSection::ApiKeys));
    let navigation = move || {
        SettingsSection::NAVIGATION
            .into_iter()
            .map(|entry| {
                let (target, shown, marked) = (entry.clone(), entry.clone(), entry.clone());
                view! {
                    <button
                        type="button"
                        class="row"
                        aria-current=move || section.with(|section| section.is_under(&marked)).then_some("page")
                        on:click=move |_| open.set(Some(target.clone()))
                    >
                        {icon(entry.icon())} <span class="label">{move || shown.label(words())}</span>
                    </button>
                }
            })
            .collect_view()
    };
    let choose = move |index: String| {
        let entry = index.parse().ok().and_then(|index: usize| SettingsSection::NAVIGATION.get(index).cloned());
        open.set(Some(entry.unwrap_or(SettingsSection::ApiKeys)));
    };
    view! {
        <dialog
            node_ref=dialog
            class="settings"
            aria-labelledby="settings-title"
            on:close=move |_| open.set(None)
            on:mousedown=close_on_backdrop
        >
            <header class="dialog-header">
                <h2 id="settings-title">{move || words().title}</h2>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=move || words().close
                    title="Esc"
                    on:click=move |_| close()
                >
                    {icon(Icon::Close)}
                </button>
            </header>
            <div class="settings-columns">
                <div class="settings-nav">
                    <div class="nav-buttons">{navigation()}</div>
                    <select
                        class="nav-select"
                        aria-label=move || words().section
                        on:change:target=move |event| choose(event.target().value())
                    >
                        {SettingsSection::NAVIGATION
                            .into_iter()
                            .enumerate()
                            .map(|(index, entry)| {
                                let marked = entry.clone();
                                let selected = move || section.with(|section| section.is_under(&marked));
                                view! { <option value=index prop:selected=selected>{move || entry.label(words())}</option> }
                            })
                            .collect_view()}
                    </select>
                </div>
                {move || match section.get() {
                    SettingsSection::ApiKeys => view! { <Providers drafts focused=None /> }.into_any(),
                    SettingsSection::Provider(id) => view! { <Providers drafts focused=Some(id) /> }.into_any(),
                    SettingsSection::General => view! { <General /> }.into_any(),
                    SettingsSection::Appearance => view! { <Appearance /> }.into_any(),
                    SettingsSection::Keyboard => view! { <Keyboard /> }.into_any(),
                    SettingsSection::About => view! { <About /> }.into_any(),
                }}
            </div>
        </dialog>
    }
}
