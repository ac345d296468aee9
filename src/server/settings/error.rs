//! Why a setting stops the start.

use std::fmt;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use super::FILE;

/// A setting that is missing, unknown or wrong. Its text names the key and says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsError {
    /// The file cannot be read.
    Unreadable { reason: String },
    /// The file is no TOML; the line counts from 1.
    Syntax { line: Option<usize>, reason: String },
    /// A table that must be there.
    NoTable { table: String },
    /// Something else stands where a table should be.
    NotTable { name: String },
    /// A table that nobody reads.
    UnknownTable { name: String },
    /// A key that must be there.
    NoKey { key: &'static str },
    /// A key that the table does not have.
    UnknownKey { table: &'static str, key: String, known: Vec<&'static str> },
    /// A variable `LEPTOS_…` that sets nothing.
    UnknownVariable { name: String },
    /// A value of the wrong type or out of range; `name` is the key or the variable that gave it.
    Value { name: String, given: String, expected: Expected },
    /// A folder or file that the build makes is not there.
    NotBuilt { key: &'static str, path: PathBuf },
    /// Leptos itself refuses the settings.
    Refused { reason: String },
}

/// What a value should have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    Text,
    Address,
    Flag,
    Number(RangeInclusive<u32>),
    OneOf(&'static str),
    /// A list of what the text names, with an example.
    List(&'static str),
}

impl SettingsError {
    pub(super) fn value(name: impl Into<String>, given: impl Into<String>, expected: Expected) -> Self {
        SettingsError::Value { name: name.into(), given: given.into(), expected }
    }

    /// The same error with the name of the table around it in front.
    pub(super) fn under(self, outer: &str) -> Self {
        match self {
            SettingsError::NotTable { name } => SettingsError::NotTable { name: format!("{outer}.{name}") },
            SettingsError::UnknownTable { name } => SettingsError::UnknownTable { name: format!("{outer}.{name}") },
            other => other,
        }
    }

    pub(super) fn syntax(text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map(|before| before.matches('\n').count() + 1);
        SettingsError::Syntax { line, reason: error.message().to_owned() }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SettingsError::Unreadable { reason } => {
                write!(out, "{FILE} cannot be read ({reason}). Start the server from the project's root.")
            }
            SettingsError::Syntax { line: Some(line), reason } => write!(out, "{FILE}, line {line}: {reason}"),
            SettingsError::Syntax { line: None, reason } => write!(out, "{FILE}: {reason}"),
            SettingsError::NoTable { table } => write!(out, "{FILE}: the table [{table}] is missing."),
            SettingsError::NotTable { name } => write!(out, "{FILE}: `{name}` must be a table."),
            SettingsError::UnknownTable { name } => {
                write!(out, "{FILE}: `{name}` is unknown; there are [package.metadata.leptos] and [server].")
            }
            SettingsError::NoKey { key } => write!(out, "{FILE}: `{key}` is missing."),
            SettingsError::UnknownKey { table, key, known } => {
                write!(out, "{FILE}: [{table}] has no setting `{key}`; it has {}.", known.join(", "))
            }
            SettingsError::UnknownVariable { name } => {
                write!(out, "The environment sets `{name}`, which is no setting. {FILE} lists the settings.")
            }
            SettingsError::Value { name, given, expected } => {
                write!(out, "`{name}` is `{given}`; it must be {expected}.")
            }
            SettingsError::NotBuilt { key, path } => {
                write!(out, "`{key}`: {} is not there. Build the app first: make build", path.display())
            }
            SettingsError::Refused { reason } => write!(out, "{FILE}: {reason}"),
        }
    }
}

impl std::error::Error for SettingsError {}

impl fmt::Display for Expected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Text => out.write_str("a text that is not empty"),
            Expected::Address => out.write_str("an IP address and a port, such as 127.0.0.1:3000"),
            Expected::Flag => out.write_str("true or false"),
            Expected::Number(range) => write!(out, "a whole number from {} to {}", range.start(), range.end()),
            Expected::OneOf(names) => write!(out, "one of {names}"),
            Expected::List(entries) => write!(out, "a list of {entries}"),
        }
    }
}
