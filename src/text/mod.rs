//! Every sentence that a person reads, in English and Korean.
//!
//! [`words`] holds the fixed words of the interface: a struct with one field a phrase, so that a phrase that
//! a language lacks does not compile. Each error type of the crate has its sentences in a file of this
//! module, and its `Display` is the English one.

mod completion;
pub mod doctor;
pub mod number;
mod provider;
pub mod words;

pub use completion::{About, completion_error, completion_message};
pub use provider::preset_help;
pub use words::{Words, fill};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    Korean,
}

impl Language {
    /// Every language, in the order in which settings lists them.
    pub const ALL: [Language; 2] = [Language::English, Language::Korean];

    /// The BCP 47 tag, as `<html lang>` and the language cookie hold it.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Korean => "ko",
        }
    }

    /// The language's own name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Korean => "한국어",
        }
    }

    /// The language of a BCP 47 tag such as `ko-KR`; `None` when the interface does not speak it.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Korean for a text with a syllable of Hangul; `None` for any other text, which can be in any language.
    pub fn of_text(text: &str) -> Option<Language> {
        text.contains(|letter| matches!(letter, '가'..='힣')).then_some(Language::Korean)
    }

    /// The first language of an `Accept-Language` header that the interface speaks; English when there is none.
    pub fn from_accept_language(header: &str) -> Language {
        header.split(',').filter_map(|item| Language::from_tag(item.split(';').next()?)).next().unwrap_or_default()
    }

    /// The fixed words of the interface in this language.
    pub fn words(self) -> &'static Words {
        static ENGLISH: Words = Words::new(Language::English);
        static KOREAN: Words = Words::new(Language::Korean);
        match self {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }
}

/// A value that can say what it means to a person.
pub trait Explain {
    /// One or two sentences: what is wrong, why, what to do.
    fn explain(&self, language: Language) -> String;
}

/// What an error card says, in three steps: what happened, why (likely), and one thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What happened, without blame.
    pub title: String,
    /// The most likely cause, where one is known.
    pub why: Option<String>,
    /// The one most useful thing to do.
    pub action: Option<Action>,
}

/// What a person can do about an error; the button's words are in [`Words`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    FindCause,
    EditKey,
    AddKey,
    FetchList,
    TryWithout { parameter: String },
    RetryNow,
    TryAgain,
    Continue,
    ChooseProvider,
    OpenSettings,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_tag_and_header() {
        let cases = [
            ("ko-KR,ko;q=0.9,en;q=0.8", Language::Korean),
            ("en-US,en;q=0.9", Language::English),
            ("fr-FR,fr;q=0.9,ko;q=0.5", Language::Korean),
            ("", Language::English),
            ("*", Language::English),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::from_accept_language(header), expected, "{header:?}");
        }
    }
}
