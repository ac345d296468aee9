//! The API key of a provider.

use std::fmt;

use super::clean::{is_invisible, is_quote};

/// A key that can stand in a request header: visible ASCII and spaces, never empty. It is shown nowhere by accident:
/// `Debug` redacts it, and there is neither `Display` nor `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

/// A key and whether something was removed around it, which the form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanKey {
    pub key: ApiKey,
    pub cleaned: bool,
}

/// Why a text is no key. Positions count characters from 1, in the text as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    Empty,
    LineBreak { position: usize },
    Character { position: usize, character: char },
}

impl ApiKey {
    /// Reads a key. Spaces, tabs, quotation marks and invisible characters at its ends are dropped; a line break or a
    /// character that no header can carry is refused wherever it stands.
    pub fn parse(text: &str) -> Result<CleanKey, KeyError> {
        let start = text.chars().take_while(|character| is_around(*character)).count();
        let key = text.trim_matches(is_around);
        if key.is_empty() {
            return Err(KeyError::Empty);
        }
        for (index, character) in key.chars().enumerate() {
            let position = start + index + 1;
            match character {
                '\r' | '\n' => return Err(KeyError::LineBreak { position }),
                ' '..='~' => {}
                _ => return Err(KeyError::Character { position, character }),
            }
        }
        Ok(CleanKey { key: ApiKey(key.to_owned()), cleaned: key.len() != text.len() })
    }

    /// The key itself, for the request and the storage.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// What is dropped at the ends of a key. Line breaks are not: they are refused.
fn is_around(character: char) -> bool {
    character == '\t'
        || (character.is_whitespace() && !character.is_control())
        || is_quote(character)
        || is_invisible(character)
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ApiKey(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_cleaned_at_their_ends_only() {
        let cases = [
            ("sk-1234", "sk-1234", false),
            ("  sk-1234\t", "sk-1234", true),
            ("\"sk-1234\"", "sk-1234", true),
            ("'sk-1234'", "sk-1234", true),
            ("“sk-1234”", "sk-1234", true),
            ("`sk-1234`", "sk-1234", true),
            ("\u{feff}sk-1234\u{200b}", "sk-1234", true),
            ("\u{a0}sk-1234\u{3000}", "sk-1234", true),
            ("sk 12\"34", "sk 12\"34", false),
            ("~!@#$%^&*()_+{}|:<>?", "~!@#$%^&*()_+{}|:<>?", false),
        ];
        for (text, key, cleaned) in cases {
            let clean = ApiKey::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"));
            assert_eq!((clean.key.expose(), clean.cleaned), (key, cleaned), "{text:?}");
        }
    }

    #[test]
    fn what_no_header_carries_is_refused_with_its_place() {
        let cases = [
            ("", KeyError::Empty),
            (" \t\"\" ", KeyError::Empty),
            ("sk-\n12", KeyError::LineBreak { position: 4 }),
            ("  sk-\r\n12", KeyError::LineBreak { position: 6 }),
            ("sk-12\n", KeyError::LineBreak { position: 6 }),
            ("\nsk-12", KeyError::LineBreak { position: 1 }),
            ("sk-12\n  ", KeyError::LineBreak { position: 6 }),
            ("sk-한글", KeyError::Character { position: 4, character: '한' }),
            ("\"sk-한글\"", KeyError::Character { position: 5, character: '한' }),
            ("sk-é", KeyError::Character { position: 4, character: 'é' }),
            ("sk\u{200b}12", KeyError::Character { position: 3, character: '\u{200b}' }),
            ("sk\u{a0}12", KeyError::Character { position: 3, character: '\u{a0}' }),
            ("sk\t12", KeyError::Character { position: 3, character: '\t' }),
            ("sk\0", KeyError::Character { position: 3, character: '\0' }),
            ("sk\u{7f}12", KeyError::Character { position: 3, character: '\u{7f}' }),
            ("sk\u{85}", KeyError::Character { position: 3, character: '\u{85}' }),
        ];
        for (text, expected) in cases {
            assert_eq!(ApiKey::parse(text), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn a_key_is_not_printed() {
        let clean = ApiKey::parse("sk-1234").expect("a good key");
        assert_eq!(format!("{clean:?}"), "CleanKey { key: ApiKey(redacted), cleaned: false }");
    }
}
