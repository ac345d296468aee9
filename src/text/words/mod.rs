//! The fixed words of the interface, one struct a part of it. A field that a language lacks does not compile.

mod bot;
mod bot_details;
mod chat;
mod compare;
mod data;
mod doctor;
mod inspector;
mod records;
mod search;
mod settings;
mod shell;
mod templates;

pub use bot::BotWords;
pub use bot_details::BotDetailsWords;
pub use chat::ChatWords;
pub use compare::CompareWords;
pub use data::DataWords;
pub use doctor::DoctorWords;
pub use inspector::InspectorWords;
pub use records::RecordWords;
pub use search::SearchWords;
pub use settings::SettingsWords;
pub use shell::ShellWords;
pub use templates::TemplateWords;

use super::Language;

/// All words of the interface in one language. Words with `{braces}` are completed by [`fill`].
///
/// Each part is a value of its own, reached by a function, so that it is kept in the file of the code that says it
/// and not in the page's first load.
#[derive(Debug)]
pub struct Words {
    language: Language,
}

impl Words {
    pub(super) const fn new(language: Language) -> Self {
        Words { language }
    }

    /// The frame of the page.
    pub fn shell(&self) -> &'static ShellWords {
        shell::words(self.language)
    }

    /// The conversation.
    pub fn chat(&self) -> &'static ChatWords {
        chat::words(self.language)
    }

    /// The bot editor.
    pub fn bot(&self) -> &'static BotWords {
        bot::words(self.language)
    }

    /// The parts of the bot editor that are opened.
    pub fn bot_details(&self) -> &'static BotDetailsWords {
        bot_details::words(self.language)
    }

    /// Templates of system prompts.
    pub fn templates(&self) -> &'static TemplateWords {
        templates::words(self.language)
    }

    /// The connection check.
    pub fn doctor(&self) -> &'static DoctorWords {
        doctor::words(self.language)
    }

    /// Settings: data and privacy, usage.
    pub fn data(&self) -> &'static DataWords {
        data::words(self.language)
    }

    /// Conversations and messages as records: titles, exports, those that cannot be read.
    pub fn records(&self) -> &'static RecordWords {
        records::words(self.language)
    }

    /// The request details of a reply.
    pub fn inspector(&self) -> &'static InspectorWords {
        inspector::words(self.language)
    }

    /// One prompt to several models side by side.
    pub fn compare(&self) -> &'static CompareWords {
        compare::words(self.language)
    }

    /// The command palette and the search over conversations.
    pub fn search(&self) -> &'static SearchWords {
        search::words(self.language)
    }

    /// The settings dialog.
    pub fn settings(&self) -> &'static SettingsWords {
        settings::words(self.language)
    }
}

/// Puts values into the `{names}` of a phrase.
pub fn fill(phrase: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(phrase.len() + 16);
    let mut rest = phrase;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        filled.push_str(before);
        let Some(end) = from.find('}') else {
            rest = from;
            break;
        };
        let name = &from[1..end];
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&from[..=end]),
        }
        rest = &from[end + 1..];
    }
    filled.push_str(rest);
    filled
}

/// Declares the words of one part of the interface with both languages, a line each, so that they are read and
/// changed together.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($field:ident: $english:expr, $korean:expr;)* }) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $name { $(pub $field: &'static str),* }
        /// These words in a language.
        pub(super) fn words(language: $crate::text::Language) -> &'static $name {
            static ENGLISH: $name = $name { $($field: $english),* };
            static KOREAN: $name = $name { $($field: $korean),* };
            match language {
                $crate::text::Language::English => &ENGLISH,
                $crate::text::Language::Korean => &KOREAN,
            }
        }
        #[cfg(test)]
        impl $name {
            /// Every phrase in both languages, with its name.
            pub(super) fn pairs() -> Vec<(&'static str, &'static str, &'static str)> {
                vec![$((stringify!($field), $english, $korean)),*]
            }
        }
    };
}
use words;

#[cfg(test)]
mod tests {
    use super::*;

    /// The `{names}` of a phrase, sorted.
    fn names(phrase: &str) -> Vec<&str> {
        let mut names: Vec<_> = phrase.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn both_languages_take_the_same_values() {
        let all = [
            ShellWords::pairs(),
            ChatWords::pairs(),
            BotWords::pairs(),
            DoctorWords::pairs(),
            DataWords::pairs(),
            RecordWords::pairs(),
            InspectorWords::pairs(),
            CompareWords::pairs(),
            SearchWords::pairs(),
            BotDetailsWords::pairs(),
            TemplateWords::pairs(),
            SettingsWords::pairs(),
        ]
        .concat();
        for (field, english, korean) in all {
            assert_eq!(names(english), names(korean), "{field}");
            assert!(!english.trim().is_empty() && !korean.trim().is_empty(), "{field}");
        }
    }

    #[test]
    fn values_are_put_in_once_and_as_they_are() {
        let cases = [
            ("Waiting for {name} · {s} s", "Waiting for {s} · 1.2 s"),
            ("{unknown} stays", "{unknown} stays"),
            ("open { brace", "open { brace"),
        ];
        for (phrase, expected) in cases {
            assert_eq!(fill(phrase, &[("name", "{s}"), ("s", "1.2")]), expected);
        }
    }
}
