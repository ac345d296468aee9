//! Extra request headers.

use std::fmt;

/// The names that the Fetch standard keeps for the browser: it would drop them without a word.
const FORBIDDEN: [&str; 22] = [
    "accept-charset",
    "accept-encoding",
    "access-control-request-headers",
    "access-control-request-method",
    "access-control-request-private-network",
    "connection",
    "content-length",
    "cookie",
    "cookie2",
    "date",
    "dnt",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "referer",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];

/// Why a header cannot be sent. Positions count characters from 1. A value is never part of the error: it may be a
/// secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderError {
    EmptyName,
    NameCharacter { position: usize, character: char },
    Forbidden { name: String },
    ValueCharacter { position: usize, character: char },
    LineBreak { position: usize },
    Duplicate { name: String },
}

/// The name of a header, written as it was given; compared without regard to case.
#[derive(Clone, Debug)]
pub struct HeaderName(String);

/// The value of a header, as it was given.
#[derive(Clone, PartialEq, Eq)]
pub struct HeaderValue(String);

/// A header that is sent with every request of a provider.
#[derive(Clone, PartialEq, Eq)]
pub struct ExtraHeader {
    pub name: HeaderName,
    pub value: HeaderValue,
    /// The user's mark: the value is masked and left out of exports and reports.
    pub secret: bool,
}

impl HeaderName {
    /// Reads a name: the characters of an HTTP token, and none of the names that the browser keeps for itself.
    pub fn parse(text: &str) -> Result<HeaderName, HeaderError> {
        if text.is_empty() {
            return Err(HeaderError::EmptyName);
        }
        if let Some((index, character)) = text.chars().enumerate().find(|(_, character)| !is_token(*character)) {
            return Err(HeaderError::NameCharacter { position: index + 1, character });
        }
        let lower = text.to_ascii_lowercase();
        let forbidden = FORBIDDEN.contains(&lower.as_str());
        if forbidden || lower.starts_with("proxy-") || lower.starts_with("sec-") {
            return Err(HeaderError::Forbidden { name: text.to_owned() });
        }
        Ok(HeaderName(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for names whose values are credentials by the look of them, so that they are masked unasked.
    pub fn is_credential(&self) -> bool {
        let lower = self.0.to_ascii_lowercase();
        ["authorization", "api-key", "apikey", "token", "secret", "password"].iter().any(|word| lower.contains(word))
    }
}

impl HeaderValue {
    /// Reads a value: no line breaks, no other control characters but tabs, nothing above U+00FF.
    pub fn parse(text: &str) -> Result<HeaderValue, HeaderError> {
        for (index, character) in text.chars().enumerate() {
            let position = index + 1;
            match character {
                '\r' | '\n' => return Err(HeaderError::LineBreak { position }),
                '\t' | ' '..='~' | '\u{80}'..='\u{ff}' => {}
                _ => return Err(HeaderError::ValueCharacter { position, character }),
            }
        }
        Ok(HeaderValue(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ExtraHeader {
    /// Reads one header. The method overrides that the Fetch standard forbids are refused by their value.
    pub fn parse(name: &str, value: &str, secret: bool) -> Result<ExtraHeader, HeaderError> {
        let name = HeaderName::parse(name)?;
        let value = HeaderValue::parse(value)?;
        let overrides = ["x-http-method", "x-http-method-override", "x-method-override"];
        let methods = ["connect", "trace", "track"];
        if overrides.contains(&name.as_str().to_ascii_lowercase().as_str())
            && value.as_str().split(',').any(|method| methods.contains(&method.trim().to_ascii_lowercase().as_str()))
        {
            return Err(HeaderError::Forbidden { name: name.0 });
        }
        Ok(ExtraHeader { name, value, secret })
    }

    /// True when the value must not be shown: marked by the user, or a credential by its name.
    pub fn is_secret(&self) -> bool {
        self.secret || self.name.is_credential()
    }
}

/// The characters of a token (RFC 9110 section 5.6.2).
fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

impl PartialEq for HeaderName {
    fn eq(&self, other: &HeaderName) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for HeaderName {}

impl PartialEq<str> for HeaderName {
    fn eq(&self, other: &str) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }
}

impl fmt::Debug for HeaderValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HeaderValue(redacted)")
    }
}

impl fmt::Debug for ExtraHeader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = if self.is_secret() { "redacted" } else { self.value.as_str() };
        let mut output = formatter.debug_struct("ExtraHeader");
        output.field("name", &self.name.0).field("value", &value).field("secret", &self.secret).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_headers_stay_as_given() {
        let cases = [
            ("X-Corp-Token", "your-internal-token"),
            ("authorization", "Basic dTpw"),
            ("api-key", ""),
            ("X-Team", "caf\u{e9} \t x"),
            ("x!#$%&'*+-.^_`|~9", "~"),
            ("X-HTTP-Method-Override", "PATCH"),
            ("security", "1"),
            ("Content-Type", "application/json"),
        ];
        for (name, value) in cases {
            let header = ExtraHeader::parse(name, value, false).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!((header.name.as_str(), header.value.as_str()), (name, value));
        }
    }

    #[test]
    fn headers_that_cannot_be_sent_are_refused() {
        let forbidden = |name: &str| HeaderError::Forbidden { name: name.into() };
        let cases = [
            ("", "x", HeaderError::EmptyName),
            ("X Team", "x", HeaderError::NameCharacter { position: 2, character: ' ' }),
            (" X-Team", "x", HeaderError::NameCharacter { position: 1, character: ' ' }),
            ("X-Team:", "x", HeaderError::NameCharacter { position: 7, character: ':' }),
            ("X-팀", "x", HeaderError::NameCharacter { position: 3, character: '팀' }),
            ("X\r\nY", "x", HeaderError::NameCharacter { position: 2, character: '\r' }),
            ("Host", "x", forbidden("Host")),
            ("COOKIE", "x", forbidden("COOKIE")),
            ("Origin", "x", forbidden("Origin")),
            ("Content-Length", "1", forbidden("Content-Length")),
            ("via", "x", forbidden("via")),
            ("TE", "x", forbidden("TE")),
            ("Sec-Fetch-Mode", "x", forbidden("Sec-Fetch-Mode")),
            ("proxy-authorization", "x", forbidden("proxy-authorization")),
            ("X-Method-Override", "get, Track", forbidden("X-Method-Override")),
            ("X-Team", "a\nb", HeaderError::LineBreak { position: 2 }),
            ("X-Team", "a\r\nHost: b", HeaderError::LineBreak { position: 2 }),
            ("X-Team", "a\n", HeaderError::LineBreak { position: 2 }),
            ("X-Team", "부서", HeaderError::ValueCharacter { position: 1, character: '부' }),
            ("X-Team", "a\u{100}", HeaderError::ValueCharacter { position: 2, character: '\u{100}' }),
            ("X-Team", "a\0", HeaderError::ValueCharacter { position: 2, character: '\0' }),
            ("X-Team", "a\u{7f}", HeaderError::ValueCharacter { position: 2, character: '\u{7f}' }),
        ];
        for (name, value, expected) in cases {
            assert_eq!(ExtraHeader::parse(name, value, false), Err(expected), "{name:?}: {value:?}");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let print = |name, secret| format!("{:?}", ExtraHeader::parse(name, "tell-tale", secret));
        assert!(print("X-Team", false).contains("tell-tale"));
        assert!(!print("X-Team", true).contains("tell-tale"));
        for name in ["Authorization", "api-key", "X-API-Key", "X-Corp-Token"] {
            assert!(!print(name, false).contains("tell-tale"), "{name}");
        }
    }
}
