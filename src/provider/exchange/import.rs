//! What a file would change.

use std::collections::HashSet;

use serde_json::Value;

use super::KEY;
use super::change::{Change, Shown, changes};
use crate::provider::definition::Provider;
use crate::provider::header::ExtraHeader;
use crate::provider::id::IdError;
use crate::provider::key::ApiKey;
use crate::provider::option::{OptionError, OptionFault};
use crate::provider::registry::Registry;

/// The longest file that is read, in bytes.
pub const MOST_BYTES: usize = 16 << 20;

/// Why a file holds no providers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    Empty,
    /// Longer than [`MOST_BYTES`].
    TooLong {
        bytes: usize,
    },
    /// No JSON; lines and columns count from 1.
    Json {
        line: usize,
        column: usize,
    },
    /// JSON without a list of providers.
    NoProviders,
}

/// One provider of a file, with what taking it over would change.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportItem {
    /// Its id, else its name, else its place in the file from 1.
    pub label: String,
    pub difference: Difference,
}

/// What taking a provider over would change.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// There is none of its id.
    Added { provider: Box<Provider>, key: Option<ApiKey> },
    /// There is another one of its id. `apiKey` may be among the changes. Values of secret headers that the file does not
    /// hold are those that are here.
    Changed {
        provider: Box<Provider>,
        key: Option<ApiKey>,
        changes: Vec<Change>,
        /// Where its requests would go to another origin than now.
        moved: Option<Moved>,
    },
    /// There is the same one.
    Same,
    /// It cannot be used, such as one with the id of a built-in.
    Unreadable { reason: OptionError },
}

/// A provider of a file whose requests go to another origin than those of the one that is here.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The origins, now and then.
    pub from: String,
    pub to: String,
    /// The provider without the secret headers that are here.
    pub bare: Box<Provider>,
}

/// What is to be stored of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub provider: Provider,
    /// The key of the file.
    pub key: Option<ApiKey>,
    /// The keys that are here must not go to the new origin.
    pub forgets_keys: bool,
}

impl Difference {
    /// Whether there is something to take over.
    pub fn is_change(&self) -> bool {
        matches!(self, Difference::Added { .. } | Difference::Changed { .. })
    }

    /// What taking it over would store; `None` where there is nothing to take. Secrets that are here go to another origin
    /// only when `keeps_secrets` says so.
    pub fn taken(&self, keeps_secrets: bool) -> Option<Taken> {
        match self {
            Difference::Added { provider, key } => {
                Some(Taken { provider: (**provider).clone(), key: key.clone(), forgets_keys: false })
            }
            Difference::Changed { provider, key, moved, .. } => {
                let moved = moved.as_ref().filter(|_| !keeps_secrets);
                let provider = moved.map_or(provider, |moved| &moved.bare);
                Some(Taken { provider: (**provider).clone(), key: key.clone(), forgets_keys: moved.is_some() })
            }
            Difference::Same | Difference::Unreadable { .. } => None,
        }
    }
}

/// Reads a file of providers: an export, the stored array, or a single entry. `key` gives the keys that are here. Nothing
/// is changed: the caller shows the differences and stores what was chosen.
///
/// # Errors
/// The text holds no providers at all; what is wrong with a single one is its difference.
pub fn read_import(
    text: &str,
    existing: &Registry,
    key: &dyn Fn(&str) -> Option<ApiKey>,
) -> Result<Vec<ImportItem>, ImportError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(ImportError::Empty);
    }
    if text.len() > MOST_BYTES {
        return Err(ImportError::TooLong { bytes: text.len() });
    }
    let value: Value =
        serde_json::from_str(text).map_err(|error| ImportError::Json { line: error.line(), column: error.column() })?;
    let entries = entries(value).ok_or(ImportError::NoProviders)?;
    let mut seen = HashSet::new();
    let items = entries.into_iter().enumerate().map(|(index, mut entry)| {
        let label = label(&entry).unwrap_or_else(|| (index + 1).to_string());
        let imported = entry.as_object_mut().and_then(|entry| entry.shift_remove(KEY));
        let difference = match read(&entry, imported.as_ref()) {
            Ok((provider, _)) if !seen.insert(provider.id.clone()) => {
                let fault = OptionFault::Id(IdError::Taken { id: provider.id.to_string() });
                Difference::Unreadable { reason: OptionError::new("id", fault) }
            }
            Ok((provider, imported)) => compare(provider, imported, existing, key),
            Err(reason) => Difference::Unreadable { reason },
        };
        ImportItem { label, difference }
    });
    Ok(items.collect())
}

/// The entries of a file, in any of its shapes.
fn entries(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(list) => Some(list),
        Value::Object(mut object) => match object.shift_remove("providers") {
            Some(Value::Array(list)) => Some(list),
            Some(_) => None,
            None => object.contains_key("endpoint").then(|| vec![Value::Object(object)]),
        },
        _ => None,
    }
}

fn label(entry: &Value) -> Option<String> {
    let mut names = ["id", "name"].into_iter().filter_map(|name| entry.get(name)?.as_str());
    names.find(|name| !name.is_empty()).map(str::to_owned)
}

/// The provider and the key of an entry. A key that no header can carry is left out like none: the provider is good
/// without it.
fn read(entry: &Value, key: Option<&Value>) -> Result<(Provider, Option<ApiKey>), OptionError> {
    let provider = Provider::from_stored(entry)?;
    let key = key.and_then(Value::as_str).and_then(|key| ApiKey::parse(key).ok());
    Ok((provider, key.map(|clean| clean.key)))
}

fn compare(
    mut provider: Provider,
    imported: Option<ApiKey>,
    existing: &Registry,
    key: &dyn Fn(&str) -> Option<ApiKey>,
) -> Difference {
    let Some(known) = existing.get(provider.id.as_str()) else {
        return Difference::Added { provider: Box::new(provider), key: imported };
    };
    let bare = Box::new(provider.clone());
    keep_secrets(&mut provider, known);
    let mut changes = changes(known, &provider);
    let present = key(provider.id.as_str());
    if imported.is_some() && imported != present {
        let mine = if present.is_some() { Shown::Secret } else { Shown::Nothing };
        changes.push(Change { field: KEY.to_owned(), mine, theirs: Shown::Secret });
    }
    if changes.is_empty() {
        return Difference::Same;
    }
    let moved = (provider.endpoint.origin() != known.endpoint.origin()).then(|| {
        let [from, to] = [known, &provider].map(|side| side.endpoint.origin().unwrap_or_default());
        Moved { from, to, bare }
    });
    Difference::Changed { provider: Box::new(provider), key: imported, changes, moved }
}

/// Gives the headers that wait for their value the one that is here, at the place where it stands here.
fn keep_secrets(provider: &mut Provider, known: &Provider) {
    let waiting = std::mem::take(&mut provider.secret_names);
    for name in waiting {
        match known.extra_headers.iter().find(|header| header.name == name) {
            Some(header) => provider.extra_headers.push(header.clone()),
            None => provider.secret_names.push(name),
        }
    }
    let place = |header: &ExtraHeader| known.extra_headers.iter().position(|other| other.name == header.name);
    provider.extra_headers.sort_by_key(|header| place(header).unwrap_or(usize::MAX));
}
