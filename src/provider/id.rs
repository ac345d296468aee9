//! The id of a provider.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::builtin;
use super::clean::is_invisible;

/// The most characters that a new id may have (spec §1).
pub const MAX_LENGTH: usize = 64;

/// The id of a provider: short, lower case, without spaces. It names the provider's storage and never changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProviderId(String);

/// Why a text is no id for a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdError {
    Empty,
    /// Longer than [`MAX_LENGTH`], counted in characters.
    TooLong {
        length: usize,
    },
    Capital {
        letter: char,
    },
    /// White space at any place.
    Space,
    /// The first character is neither a letter nor a digit.
    Start {
        character: char,
    },
    /// A character that is no letter, digit, `-`, `_` or `.`.
    Character {
        character: char,
    },
    /// The id of a provider that the app brings along.
    BuiltIn {
        id: String,
    },
    /// The id of another provider of the user's.
    Taken {
        id: String,
    },
}

impl ProviderId {
    /// The id of a new custom provider: 1 to 64 letters of any script (no capitals), digits, `-`, `_`, `.`, the
    /// first a letter or digit, and no built-in's id (spec §1). Nothing is trimmed.
    pub fn parse(text: &str) -> Result<ProviderId, IdError> {
        for (index, character) in text.chars().enumerate() {
            refuse_always(character)?;
            if character.is_alphanumeric() {
                continue;
            }
            if index == 0 {
                return Err(IdError::Start { character });
            }
            if !matches!(character, '-' | '_' | '.') && !is_mark(character) {
                return Err(IdError::Character { character });
            }
        }
        if text.chars().count() > MAX_LENGTH {
            return Err(IdError::TooLong { length: text.chars().count() });
        }
        ProviderId::not_empty(text).and_then(ProviderId::not_built_in)
    }

    /// The id of a provider that is already stored: such ids keep working whatever they hold, as long as they
    /// are not empty and have neither capitals nor white space (spec §1).
    pub fn stored(text: &str) -> Result<ProviderId, IdError> {
        text.chars().try_for_each(refuse_always)?;
        ProviderId::not_empty(text)
    }

    pub(super) fn built_in(id: &'static str) -> ProviderId {
        ProviderId(id.to_owned())
    }

    pub(super) fn not_built_in(self) -> Result<ProviderId, IdError> {
        if builtin::is_built_in(&self.0) { Err(IdError::BuiltIn { id: self.0 }) } else { Ok(self) }
    }

    fn not_empty(text: &str) -> Result<ProviderId, IdError> {
        if text.is_empty() { Err(IdError::Empty) } else { Ok(ProviderId(text.to_owned())) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What neither a new nor a stored id may hold. Letters that have a lower-case form count as capitals, such as the
/// title-case `ǅ`, and so do those that are capitals without one. The tables of lower case are not asked: they would be
/// 4 kB of the first load.
fn refuse_always(character: char) -> Result<(), IdError> {
    if character.is_whitespace() {
        return Err(IdError::Space);
    }
    if character.is_uppercase() || is_title_case(character) {
        return Err(IdError::Capital { letter: character });
    }
    Ok(())
}

/// The letters of Unicode's category Lt.
fn is_title_case(character: char) -> bool {
    matches!(character, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | 'ᾈ'..='ᾏ' | 'ᾘ'..='ᾟ' | 'ᾨ'..='ᾯ' | 'ᾼ' | 'ῌ' | 'ῼ')
}

/// True for marks that belong to the letter before them, such as vowel signs and accents: many scripts cannot be written
/// without. The standard library tells them only by how it prints them: escaped when they stand first, not otherwise.
fn is_mark(character: char) -> bool {
    let escaped_alone = character.escape_debug().len() > 1;
    let escaped_behind_a_letter = String::from_iter(['a', character]).escape_debug().count() > 2;
    escaped_alone && !escaped_behind_a_letter && !is_invisible(character)
}

impl fmt::Display for ProviderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl AsRef<str> for ProviderId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Serialize for ProviderId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ProviderId {
    /// Reads a stored id, a built-in's as well.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ProviderId, D::Error> {
        ProviderId::stored(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_with_a_lower_case_form_is_a_capital() {
        for character in char::MIN..=char::MAX {
            let is_capital = character.is_uppercase() || !character.to_lowercase().eq([character]);
            let is_refused = matches!(refuse_always(character), Err(IdError::Capital { .. }));
            assert_eq!(is_refused, is_capital, "{character}");
        }
    }

    #[test]
    fn new_ids_follow_the_rule() {
        let accepted =
            ["a", "7", "my-llm", "corp_gateway", "vllm.2", "내-제공업체", "модель", "模型-7b", "0x", "a..b--_", "ملف"];
        for text in accepted {
            assert_eq!(ProviderId::parse(text).map(|id| id.to_string()), Ok(text.to_owned()), "{text:?}");
        }
        let letters = "가".repeat(64);
        assert!(ProviderId::parse(&letters).is_ok(), "64 characters, whatever their bytes");
    }

    #[test]
    fn wrong_ids_are_refused_with_the_reason() {
        let long = "a".repeat(65);
        let cases = [
            ("", IdError::Empty),
            (long.as_str(), IdError::TooLong { length: 65 }),
            ("My-llm", IdError::Capital { letter: 'M' }),
            ("my-Llm", IdError::Capital { letter: 'L' }),
            ("éÉ", IdError::Capital { letter: 'É' }),
            ("Модель", IdError::Capital { letter: 'М' }),
            ("aǅ", IdError::Capital { letter: 'ǅ' }),
            ("a𝐀", IdError::Capital { letter: '𝐀' }),
            ("my llm", IdError::Space),
            (" my-llm", IdError::Space),
            ("my-llm ", IdError::Space),
            ("my\u{3000}llm", IdError::Space),
            ("my\u{a0}llm", IdError::Space),
            ("my\tllm", IdError::Space),
            ("my\nllm", IdError::Space),
            ("   ", IdError::Space),
            (".llm", IdError::Start { character: '.' }),
            ("-llm", IdError::Start { character: '-' }),
            ("_llm", IdError::Start { character: '_' }),
            ("/llm", IdError::Start { character: '/' }),
            ("\u{301}llm", IdError::Start { character: '\u{301}' }),
            ("llm\u{fe0f}", IdError::Character { character: '\u{fe0f}' }),
            ("llm\u{e000}", IdError::Character { character: '\u{e000}' }),
            ("llm\u{1b}", IdError::Character { character: '\u{1b}' }),
            ("llm\"", IdError::Character { character: '"' }),
            ("my/llm", IdError::Character { character: '/' }),
            ("my:llm", IdError::Character { character: ':' }),
            ("my\u{200b}llm", IdError::Character { character: '\u{200b}' }),
            ("my\0llm", IdError::Character { character: '\0' }),
            ("llm🙂", IdError::Character { character: '🙂' }),
            ("ollama", IdError::BuiltIn { id: "ollama".into() }),
            ("demo", IdError::BuiltIn { id: "demo".into() }),
        ];
        for (text, expected) in cases {
            assert_eq!(ProviderId::parse(text), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn stored_ids_keep_working() {
        let long = "a".repeat(300);
        for text in ["my:llm", ".x", "a/b", "llm🙂", "{}", long.as_str()] {
            assert_eq!(ProviderId::stored(text).map(|id| id.to_string()), Ok(text.to_owned()), "{text:?}");
        }
        let refused = [
            ("", IdError::Empty),
            ("My", IdError::Capital { letter: 'M' }),
            ("a b", IdError::Space),
            ("a\u{2003}b", IdError::Space),
        ];
        for (text, expected) in refused {
            assert_eq!(ProviderId::stored(text), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn an_id_is_a_string_in_json() {
        let id = ProviderId::parse("my-llm").expect("a good id");
        assert_eq!(serde_json::to_value(&id).ok(), Some("my-llm".into()));
        assert_eq!(serde_json::from_value::<ProviderId>("my-llm".into()).ok(), Some(id));
        assert!(serde_json::from_value::<ProviderId>("My LLM".into()).is_err());
        assert!(serde_json::from_value::<ProviderId>(7.into()).is_err());
    }
}
