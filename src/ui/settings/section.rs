//! The places in settings.

use leptos::prelude::*;

use super::appearance;
use super::built_in;
use super::general;
use super::provider_form::input_id;
use crate::provider::Field;
use crate::store::Stores;
use crate::text::words::SettingsWords;
use crate::ui::icon::Icon;

/// A place in settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsSection {
    /// Custom providers and keys, with a new provider's form.
    ApiKeys,
    /// The same, with the form or the key of this provider.
    Provider(String),
    /// The same, with the check of this provider's connection.
    Check {
        provider: String,
        /// The model that is asked for a token; the provider's first one when it is empty.
        model: String,
        /// The bot whose own key is used, where it has one; empty for the provider's.
        bot: String,
    },
    General,
    Appearance,
    Keyboard,
    /// What is stored: backups, deletion.
    Data,
    Usage,
    About,
}

impl SettingsSection {
    /// The sections of the navigation.
    pub const NAVIGATION: [SettingsSection; 7] = [
        SettingsSection::ApiKeys,
        SettingsSection::General,
        SettingsSection::Appearance,
        SettingsSection::Keyboard,
        SettingsSection::Data,
        SettingsSection::Usage,
        SettingsSection::About,
    ];

    /// Its name in the navigation.
    pub fn label(&self, words: &SettingsWords) -> &'static str {
        match self {
            SettingsSection::ApiKeys | SettingsSection::Provider(_) | SettingsSection::Check { .. } => words.api_keys,
            SettingsSection::General => words.general,
            SettingsSection::Appearance => words.appearance,
            SettingsSection::Keyboard => words.keyboard,
            SettingsSection::Data => words.data,
            SettingsSection::Usage => words.usage,
            SettingsSection::About => words.about,
        }
    }

    pub fn icon(&self) -> Icon {
        match self {
            SettingsSection::ApiKeys | SettingsSection::Provider(_) | SettingsSection::Check { .. } => Icon::Key,
            SettingsSection::General => Icon::Sliders,
            SettingsSection::Appearance => Icon::Sun,
            SettingsSection::Keyboard => Icon::Keyboard,
            SettingsSection::Data => Icon::Lock,
            SettingsSection::Usage => Icon::Chart,
            SettingsSection::About => Icon::Info,
        }
    }

    /// Whether this stands under that entry of the navigation.
    pub(super) fn is_under(&self, entry: &SettingsSection) -> bool {
        let is_provider = matches!(self, SettingsSection::Provider(_) | SettingsSection::Check { .. });
        self == entry || (is_provider && *entry == SettingsSection::ApiKeys)
    }

    /// The id of the custom provider whose form this opens.
    pub(super) fn custom_provider(&self, stores: Stores) -> Option<String> {
        let (SettingsSection::Provider(id) | SettingsSection::Check { provider: id, .. }) = self else { return None };
        stores.registry.provider(id).filter(|provider| !provider.is_built_in()).map(|provider| provider.id.to_string())
    }

    /// The id of the control that is most useful when settings open here.
    pub(super) fn first_field(&self, stores: Stores) -> Option<String> {
        let id = match self {
            SettingsSection::ApiKeys => input_id(Field::Id).into_owned(),
            SettingsSection::Provider(id) => match stores.registry.provider(id) {
                Some(provider) if provider.is_built_in() => built_in::first_input(stores, id),
                // What leads here from an error is its key, mostly.
                Some(_) => input_id(Field::Key).into_owned(),
                None => input_id(Field::Id).into_owned(),
            },
            SettingsSection::General => general::LANGUAGE.to_owned(),
            SettingsSection::Appearance => appearance::input_id(stores.preferences.theme.get_untracked()).to_owned(),
            // The check takes the focus itself.
            SettingsSection::Check { .. }
            | SettingsSection::Keyboard
            | SettingsSection::Data
            | SettingsSection::Usage
            | SettingsSection::About => return None,
        };
        Some(id)
    }
}
