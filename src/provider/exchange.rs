//! Providers as files and links: export, import with a difference that is shown before anything is replaced, and links that
//! fill the form.

mod change;
mod import;
mod link;

use serde_json::{Map, Value, json};

use super::definition::Provider;
use super::header::HeaderName;

pub use change::{Change, Shown};
pub use import::{Difference, ImportError, ImportItem, Moved, Taken, read_import};
pub use link::{MOST_LINK_BYTES, provider_link, read_link};

/// What an export is recognised by.
const FORMAT: &str = "aiscouncil-providers";
/// The option under which an export holds a key.
const KEY: &str = "apiKey";

/// Providers as a JSON document. It holds neither keys nor values of secret headers (spec §1).
pub fn export<'a>(providers: impl IntoIterator<Item = &'a Provider>) -> String {
    document(providers.into_iter().map(|provider| without_secrets(provider).to_entry()))
}

/// The same with secret headers, and with the keys that `key` gives for ids: for those who have asked for it.
pub fn export_with_secrets<'a>(
    providers: impl IntoIterator<Item = &'a Provider>,
    key: &dyn Fn(&str) -> Option<String>,
) -> String {
    document(providers.into_iter().map(|provider| {
        let mut entry = provider.to_entry();
        if let (Some(entry), Some(key)) = (entry.as_object_mut(), key(provider.id.as_str())) {
            entry.insert(KEY.into(), json!(key));
        }
        entry
    }))
}

fn document(entries: impl Iterator<Item = Value>) -> String {
    format!("{:#}\n", json!({ "format": FORMAT, "version": 1, "providers": entries.collect::<Value>() }))
}

/// The provider without the values of its secret headers, whose names stay, and without unknown fields that hold a
/// credential by their name.
fn without_secrets(provider: &Provider) -> Provider {
    let (secret, open): (Vec<_>, Vec<_>) =
        provider.extra_headers.iter().cloned().partition(|header| header.is_secret());
    let names = secret.into_iter().map(|header| header.name);
    let mut bare = provider.clone();
    bare.extra_headers = open;
    bare.secret_names.splice(0..0, names);
    bare.unknown = public(&provider.unknown);
    for model in &mut bare.models {
        model.unknown = public(&model.unknown);
    }
    bare
}

/// Fields that are no credential by their name, at any depth.
fn public(fields: &Map<String, Value>) -> Map<String, Value> {
    let fields = fields.iter().filter(|(name, _)| !is_credential(name));
    fields.map(|(name, value)| (name.clone(), public_value(value))).collect()
}

/// Whether a field holds a credential by its name.
fn is_credential(name: &str) -> bool {
    name == "key" || HeaderName::parse(name).is_ok_and(|name| name.is_credential())
}

fn public_value(value: &Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(public(fields)),
        Value::Array(list) => list.iter().map(public_value).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
