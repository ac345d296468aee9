//! The commands of the palette.

use leptos::prelude::*;

use super::row::{Deed, Row, Side, Sign};
use crate::chat::search::{Search, Snippet};
use crate::store::preferences::Theme;
use crate::text::{Language, fill};
use crate::ui::icon::Icon;
use crate::ui::settings::SettingsSection;
use crate::ui::shortcut::{Action, Actions, SHORTCUTS};

/// What needs a conversation on the screen.
const OF_A_CONVERSATION: [Action; 4] = [Action::EditLast, Action::Regenerate, Action::CopyReply, Action::Inspect];

/// The commands that match; all where nothing is searched. Tracks what they depend on.
pub fn commands(actions: Actions, search: &mut Option<Search>) -> Vec<Row> {
    let stores = actions.stores;
    let words = stores.preferences.words();
    let (search_words, settings, shell) = (words.search(), words.settings(), words.shell());
    let has_conversation = actions.conversation.with(Option::is_some);
    let mut rows = Vec::new();
    let mut add = |deed: Deed, sign: Icon, label: String, side: Side| {
        let label = match search {
            None => Some(Snippet::plain(label)),
            Some(search) => search.find(&[&label]).map(|found| found.snippet),
        };
        if let Some(label) = label {
            rows.push(Row::new(deed, Sign::Icon(sign), label, None, side));
        }
    };
    let mut act = |action: Action, sign: Icon| {
        if OF_A_CONVERSATION.contains(&action) && !has_conversation {
            return;
        }
        let shortcut = SHORTCUTS.iter().find(|shortcut| shortcut.action == action);
        let keys = shortcut.filter(|shortcut| stores.preferences.has_shortcut(shortcut.name));
        let side = keys.map_or(Side::Nothing, |shortcut| Side::Keys(shortcut.keys));
        add(Deed::Act(action), sign, action.label(settings).to_owned(), side);
    };
    act(Action::NewChat, Icon::Plus);
    act(Action::Search, Icon::Search);
    act(Action::EditLast, Icon::Pencil);
    act(Action::Regenerate, Icon::Again);
    act(Action::CopyReply, Icon::Copy);
    act(Action::Inspect, Icon::Pulse);
    act(Action::List, Icon::List);
    act(Action::Editor, Icon::Panel);
    act(Action::Settings, Icon::Gear);
    add(Deed::NewBot, Icon::Bot, shell.new_bot.to_owned(), Side::Nothing);
    let new_provider = Deed::Settings(SettingsSection::ApiKeys);
    add(new_provider, Icon::Key, settings.new_provider.to_owned(), Side::Nothing);
    for section in SettingsSection::NAVIGATION {
        if section != SettingsSection::ApiKeys {
            let label = fill(search_words.settings_section, &[("section", section.label(settings))]);
            add(Deed::Settings(section.clone()), section.icon(), label, Side::Nothing);
        }
    }
    let current = |is_current: bool| match is_current {
        true => Side::Text(search_words.current.to_owned()),
        false => Side::Nothing,
    };
    let themes = [
        (Theme::System, Icon::Sliders, settings.theme_system),
        (Theme::Light, Icon::Sun, settings.theme_light),
        (Theme::Dark, Icon::Moon, settings.theme_dark),
    ];
    for (theme, sign, name) in themes {
        let label = fill(search_words.theme_command, &[("theme", name)]);
        add(Deed::Theme(theme), sign, label, current(stores.preferences.theme.get() == theme));
    }
    for language in Language::ALL {
        let label = fill(search_words.language_command, &[("language", language.own_name())]);
        add(Deed::Language(language), Icon::Sliders, label, current(stores.preferences.language.get() == language));
    }
    stores.registry.registry.with(|registry| {
        for provider in registry.customs().iter().filter(|provider| !provider.disabled) {
            let (model, bot) = (String::new(), String::new());
            let section = SettingsSection::Check { provider: provider.id.to_string(), model, bot };
            let label = fill(search_words.check_connection, &[("name", &provider.name)]);
            add(Deed::Settings(section), Icon::Play, label, Side::Nothing);
        }
    });
    rows
}
