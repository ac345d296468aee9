//! Language, theme and keyboard.
//!
//! Language and theme stand in cookies, so that the first HTML already has them: the server reads the cookies, the browser reads
//! what the server wrote into `<html>`, and both render the same.

use leptos::prelude::*;

use crate::browser::{local_storage, page};
use crate::text::{Language, Words};

const LANGUAGE_COOKIE: &str = "ais-language";
const THEME_COOKIE: &str = "ais-theme";
/// The shortcuts that are turned off.
const SHORTCUTS_OFF: &str = "ais-shortcuts-off";
/// The bot that answers in a new conversation.
const BOT: &str = "ais-bot";
/// There while Enter begins a new line.
const ENTER_BEGINS_LINE: &str = "ais-enter-begins-line";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The value of the cookie and of `data-theme`.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of that name.
    pub fn from_name(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// What a visitor prefers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    pub language: Language,
    pub theme: Theme,
}

impl Preferences {
    /// What a request says: the cookies first, then the languages that the browser accepts.
    pub fn from_headers(cookie: Option<&str>, accept_language: Option<&str>) -> Self {
        let value_of = |name: &str| {
            cookie?
                .split(';')
                .filter_map(|pair| pair.trim().split_once('='))
                .find(|(key, _)| *key == name)
                .map(|pair| pair.1)
        };
        let accepted = || Language::from_accept_language(accept_language.unwrap_or_default());
        Preferences {
            language: value_of(LANGUAGE_COOKIE).and_then(Language::from_tag).unwrap_or_else(accepted),
            theme: value_of(THEME_COOKIE).and_then(Theme::from_name).unwrap_or_default(),
        }
    }

    /// What the server wrote into the page.
    pub fn from_page() -> Self {
        let language = page::root_attribute("lang").and_then(|tag| Language::from_tag(&tag));
        let theme = page::root_attribute("data-theme").and_then(|name| Theme::from_name(&name));
        Preferences { language: language.unwrap_or_default(), theme: theme.unwrap_or_default() }
    }
}

#[derive(Clone, Copy)]
pub struct PreferenceStore {
    pub language: RwSignal<Language>,
    pub theme: RwSignal<Theme>,
    /// Enter begins a new line, and with Ctrl or Shift it sends; else the other way round.
    pub enter_begins_line: RwSignal<bool>,
    /// Names of shortcuts with spaces between them; those that only a newer version knows stay.
    shortcuts_off: RwSignal<String>,
}

impl PreferenceStore {
    pub fn new(preferences: Preferences) -> Self {
        PreferenceStore {
            language: RwSignal::new(preferences.language),
            theme: RwSignal::new(preferences.theme),
            enter_begins_line: RwSignal::new(false),
            shortcuts_off: RwSignal::new(String::new()),
        }
    }

    /// Reads what the first HTML does not need.
    pub fn load(&self) {
        let read = |key: &str| local_storage::read(key).ok().flatten();
        self.enter_begins_line.set(read(ENTER_BEGINS_LINE).is_some());
        self.shortcuts_off.set(read(SHORTCUTS_OFF).unwrap_or_default());
    }

    /// Changes the language of the interface, now and for the next visits.
    pub fn set_language(&self, language: Language) {
        self.language.set(language);
        page::set_root_attribute("lang", Some(language.tag()));
        page::set_cookie(LANGUAGE_COOKIE, language.tag());
    }

    /// Changes the theme, now and for the next visits.
    pub fn set_theme(&self, theme: Theme) {
        self.theme.set(theme);
        page::set_root_attribute("data-theme", Some(theme.name()));
        page::set_cookie(THEME_COOKIE, theme.name());
    }

    /// Forgets both for the next visits.
    pub fn forget(&self) {
        page::forget_cookie(LANGUAGE_COOKIE);
        page::forget_cookie(THEME_COOKIE);
    }

    /// What Enter does and the shortcuts that are turned off, as a backup holds them.
    pub fn keyboard(&self) -> (bool, String) {
        (self.enter_begins_line.get_untracked(), self.shortcuts_off.get_untracked())
    }

    /// Takes over what [`PreferenceStore::keyboard`] gave.
    pub fn set_keyboard(&self, (enter_begins_line, shortcuts_off): (bool, String)) {
        self.set_enter_begins_line(enter_begins_line);
        let _ = local_storage::write(SHORTCUTS_OFF, &shortcuts_off);
        self.shortcuts_off.set(shortcuts_off);
    }

    /// Whether the shortcut of this name is turned on; tracks.
    pub fn has_shortcut(&self, name: &str) -> bool {
        self.shortcuts_off.with(|off| off.split_whitespace().all(|other| other != name))
    }

    /// Turns a shortcut on or off, now and for the next visits. Without storage it holds for this page, here and below.
    pub fn set_shortcut(&self, name: &str, is_on: bool) {
        // Another tab may have changed others meanwhile.
        self.load();
        let off = self.shortcuts_off.with_untracked(|off| {
            let others = off.split_whitespace().filter(|other| *other != name);
            others.chain((!is_on).then_some(name)).collect::<Vec<_>>().join(" ")
        });
        let _ = local_storage::write(SHORTCUTS_OFF, &off);
        self.shortcuts_off.set(off);
    }

    /// Says what Enter does, now and for the next visits.
    pub fn set_enter_begins_line(&self, begins_line: bool) {
        self.enter_begins_line.set(begins_line);
        let _ = if begins_line {
            local_storage::write(ENTER_BEGINS_LINE, "true")
        } else {
            local_storage::remove(ENTER_BEGINS_LINE)
        };
    }

    /// Id of the bot that was chosen last, here or in another tab.
    pub fn bot(&self) -> Option<String> {
        local_storage::read(BOT).ok().flatten()
    }

    /// Remembers the bot that was chosen, for the next visits.
    pub fn remember_bot(&self, id: &str) {
        let _ = local_storage::write(BOT, id);
    }

    /// The words of the current language; tracks it.
    pub fn words(&self) -> &'static Words {
        self.language.get().words()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_win_over_the_accepted_languages() {
        let cases = [
            (None, None, Language::English, Theme::System),
            (None, Some("ko-KR,en;q=0.5"), Language::Korean, Theme::System),
            (Some("ais-language=en; ais-theme=dark"), Some("ko"), Language::English, Theme::Dark),
            (Some("other=1;ais-theme=light"), Some("ko"), Language::Korean, Theme::Light),
            (Some("ais-language=xx; ais-theme=pink"), None, Language::English, Theme::System),
        ];
        for (cookie, accept, language, theme) in cases {
            assert_eq!(
                Preferences::from_headers(cookie, accept),
                Preferences { language, theme },
                "{cookie:?} {accept:?}"
            );
        }
    }
}
