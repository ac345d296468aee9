//! The keys that do something, in one table: what is pressed, what settings list, and what the palette says beside its
//! commands (design §6).

mod action;
mod listen;

use leptos::prelude::*;

pub use self::action::{Action, Actions};
pub use self::listen::listen_to_keys;

use super::layout::Layout;
use super::say::{Phrase, say, text};
use crate::store::Stores;

/// Keys that are pressed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Ctrl, on a Mac ⌘.
    pub control: bool,
    pub alt: bool,
    pub shift: bool,
    /// The place of the key (`KeyboardEvent.code`), so that it is found with the Korean layout on.
    pub code: &'static str,
}

impl Keys {
    const fn control(code: &'static str) -> Self {
        Keys { control: true, alt: false, shift: false, code }
    }

    const fn control_shift(code: &'static str) -> Self {
        Keys { control: true, alt: false, shift: true, code }
    }

    const fn alt_shift(code: &'static str) -> Self {
        Keys { control: false, alt: true, shift: true, code }
    }

    const fn alone(code: &'static str) -> Self {
        Keys { control: false, alt: false, shift: false, code }
    }

    /// What stands on the keys, on a Mac or elsewhere.
    pub fn caps(&self, is_mac: bool) -> Vec<&'static str> {
        let key = match self.code {
            "ArrowUp" => "↑",
            code => code.strip_prefix("Key").unwrap_or(code),
        };
        let parts = [
            (self.control, if is_mac { "⌘" } else { "Ctrl" }),
            (self.alt, if is_mac { "⌥" } else { "Alt" }),
            (self.shift, if is_mac { "⇧" } else { "Shift" }),
            (true, key),
        ];
        parts.into_iter().filter(|(is_there, _)| *is_there).map(|(_, cap)| cap).collect()
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    pub action: Action,
    pub keys: Keys,
    /// The name under which it is stored as turned off. It never changes.
    pub name: &'static str,
}

/// Every shortcut that can be turned off. Escape cannot: it is not here.
pub const SHORTCUTS: [Shortcut; 9] = [
    Shortcut { action: Action::Settings, keys: Keys::control_shift("KeyS"), name: "settings" },
    Shortcut { action: Action::Palette, keys: Keys::control("KeyK"), name: "palette" },
    Shortcut { action: Action::Search, keys: Keys::control("KeyF"), name: "search" },
    Shortcut { action: Action::EditLast, keys: Keys::alone("ArrowUp"), name: "edit-last" },
    Shortcut { action: Action::NewChat, keys: Keys::alt_shift("KeyN"), name: "new-chat" },
    Shortcut { action: Action::List, keys: Keys::alt_shift("KeyL"), name: "list" },
    Shortcut { action: Action::Editor, keys: Keys::alt_shift("KeyE"), name: "editor" },
    Shortcut { action: Action::Regenerate, keys: Keys::alt_shift("KeyG"), name: "regenerate" },
    Shortcut { action: Action::CopyReply, keys: Keys::alt_shift("KeyC"), name: "copy-reply" },
];

/// The name of a control with its keys, for its `title`.
pub fn hint(phrase: Phrase, action: Action) -> Signal<String> {
    let (layout, preferences) = (Layout::use_context(), Stores::use_context().preferences);
    let phrase = say(phrase);
    let shortcut = SHORTCUTS.iter().find(|shortcut| shortcut.action == action);
    text(move || match shortcut.filter(|shortcut| preferences.has_shortcut(shortcut.name)) {
        Some(shortcut) => format!("{} ({})", phrase.get(), shortcut.keys.caps(layout.is_mac.get()).join("+")),
        None => phrase.get().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What browsers use themselves (design §6, "Left alone").
    #[test]
    fn no_shortcut_takes_a_key_of_the_browser() {
        let control = ["KeyN", "KeyT", "KeyW", "KeyL", "KeyP", "KeyS", "KeyD", "KeyH", "KeyJ", "KeyO", "KeyR", "KeyU"];
        let control_shift = ["KeyN", "KeyT", "KeyI", "KeyJ", "KeyC", "KeyO"];
        let alt_shift = ["KeyI", "KeyT", "KeyA", "KeyB"];
        let left_alone = (control.into_iter().map(Keys::control))
            .chain(control_shift.into_iter().map(Keys::control_shift))
            .chain(alt_shift.into_iter().map(Keys::alt_shift))
            .chain(["F5", "F6", "F12"].into_iter().map(Keys::alone));
        for keys in left_alone {
            assert!(SHORTCUTS.iter().all(|shortcut| shortcut.keys != keys), "{keys:?}");
        }
        // Alt and a letter alone opens menus.
        assert!(SHORTCUTS.iter().all(|shortcut| !shortcut.keys.alt || shortcut.keys.shift));
    }

    #[test]
    fn each_shortcut_has_keys_and_a_name_of_its_own() {
        for (index, shortcut) in SHORTCUTS.iter().enumerate() {
            let others = || SHORTCUTS[index + 1..].iter();
            assert!(others().all(|other| other.keys != shortcut.keys && other.name != shortcut.name), "{shortcut:?}");
            // They are stored with spaces between them.
            assert!(!shortcut.name.contains(char::is_whitespace));
            assert!(others().all(|other| other.action != shortcut.action));
        }
    }

    #[test]
    fn keys_are_written_as_they_stand_on_the_keyboard() {
        assert_eq!(Keys::control_shift("KeyS").caps(false), ["Ctrl", "Shift", "S"]);
        assert_eq!(Keys::control_shift("KeyS").caps(true), ["⌘", "⇧", "S"]);
        assert_eq!(Keys::alone("ArrowUp").caps(false), ["↑"]);
    }
}
