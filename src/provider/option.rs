//! The options of `registerCustom` and the entries of localStorage, read into a provider (spec §2 and §3).

mod fields;

use std::collections::HashSet;

use serde_json::{Map, Value};

use self::fields::{MAX_SAFE_INTEGER, Source, beyond, boolean, choice, given, number, object, text, whole, wrong};
use super::definition::{AuthMode, Provider, Route};
use super::endpoint::{Endpoint, EndpointError};
use super::header::{ExtraHeader, HeaderError, HeaderName};
use super::id::{IdError, ProviderId};
use super::model::{Model, Pricing};

/// What is wrong, and with which option. Its sentence begins with the option's name.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionError {
    /// The path of the option: `endpoint`, `models[1].id`, `extraHeaders.X-Team`.
    pub field: String,
    pub fault: OptionFault,
}

/// What can be wrong with an option. Values of headers are never part of it.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionFault {
    /// A required option is left out.
    Missing,
    /// A text or list that holds nothing.
    Empty,
    Type {
        expected: Kind,
        found: Kind,
    },
    /// A number below zero, too large, or with a fraction where none can be.
    Number {
        number: String,
        whole: bool,
    },
    /// A word that is none of those that are known.
    Choice {
        given: String,
        known: &'static [&'static str],
    },
    /// A model that stands in the list already.
    Duplicate {
        id: String,
    },
    Id(IdError),
    Endpoint(EndpointError),
    Header(HeaderError),
    /// A stored entry that cannot be read at all, in the words of the JSON library.
    Json {
        reason: String,
    },
}

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    Number,
    Text,
    List,
    Object,
}

pub(super) const KNOWN: [&str; 14] = [
    "id",
    "name",
    "endpoint",
    "models",
    "apiStyle",
    "extraHeaders",
    "pricing",
    "maxInput",
    "auth",
    "route",
    "secretHeaders",
    "parameters",
    "disabled",
    "idleLimit",
];

impl Provider {
    /// Reads the options of `registerCustom`: strict, with the defaults of spec §2. An `id` among the options, as in a
    /// copied entry, is passed over.
    pub fn from_options(id: &str, options: &Value) -> Result<Provider, OptionError> {
        let id = ProviderId::parse(id).map_err(|error| OptionError::new("id", OptionFault::Id(error)))?;
        Provider::with_options(id, options)
    }

    /// The same for an id that was checked before, such as one that is stored already.
    pub fn with_options(id: ProviderId, options: &Value) -> Result<Provider, OptionError> {
        match options {
            Value::Object(options) => read(id, options, Source::Script),
            Value::Null => read(id, &Map::new(), Source::Script),
            other => Err(OptionError::new("options", wrong(Kind::Object, other))),
        }
    }

    /// Reads a stored entry (spec §3).
    pub fn from_stored(entry: &Value) -> Result<Provider, OptionError> {
        let Value::Object(entry) = entry else { return Err(OptionError::new("entry", wrong(Kind::Object, entry))) };
        let id = text(entry, "id", Source::Storage)?.ok_or_else(|| OptionError::new("id", OptionFault::Missing))?;
        let id = ProviderId::stored(id).and_then(ProviderId::not_built_in);
        read(id.map_err(|error| OptionError::new("id", OptionFault::Id(error)))?, entry, Source::Storage)
    }
}

impl OptionError {
    pub(super) fn new(field: impl Into<String>, fault: OptionFault) -> OptionError {
        OptionError { field: field.into(), fault }
    }

    fn inside(self, parent: &str) -> OptionError {
        OptionError { field: format!("{parent}.{}", self.field), fault: self.fault }
    }
}

impl Kind {
    pub fn of(value: &Value) -> Kind {
        match value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::Text,
            Value::Array(_) => Kind::List,
            Value::Object(_) => Kind::Object,
        }
    }
}

fn read(id: ProviderId, options: &Map<String, Value>, source: Source) -> Result<Provider, OptionError> {
    let name = read_name(options, id.as_str(), source)?;
    let endpoint = text(options, "endpoint", source)?;
    let endpoint = endpoint.ok_or_else(|| OptionError::new("endpoint", OptionFault::Missing))?;
    let endpoint =
        Endpoint::parse(endpoint).map_err(|error| OptionError::new("endpoint", OptionFault::Endpoint(error)))?;
    let models = read_models(options, id.as_str(), source)?;
    choice(options, "apiStyle", &["openai"], source)?;
    let (extra_headers, secret_names) = read_headers(options, source)?;
    let auth = choice(options, "auth", &AuthMode::WORDS, source)?.and_then(AuthMode::from_word);
    let route = choice(options, "route", &Route::WORDS, source)?.and_then(Route::from_word).unwrap_or_default();
    Ok(Provider {
        pricing: read_pricing(options, source)?,
        max_input: whole(options, "maxInput", MAX_SAFE_INTEGER, source)?.unwrap_or_default(),
        parameters: object(options, "parameters", source)?.cloned().unwrap_or_default(),
        disabled: boolean(options, "disabled", source)?.unwrap_or_default(),
        idle_limit: whole(options, "idleLimit", u32::MAX.into(), source)?.and_then(|limit| limit.try_into().ok()),
        unknown: unknown(options, &KNOWN),
        auth,
        route,
        extra_headers,
        secret_names,
        ..Provider::new(id, name, endpoint, models)
    })
}

fn read_name(options: &Map<String, Value>, id: &str, source: Source) -> Result<String, OptionError> {
    match text(options, "name", source)? {
        Some(name) if !name.trim().is_empty() => Ok(name.to_owned()),
        Some(_) if source == Source::Script => Err(OptionError::new("name", OptionFault::Empty)),
        _ => Ok(id.to_owned()),
    }
}

/// Models that are stored by themselves; `None` where they cannot be read.
pub(super) fn read_stored_models(list: &Value) -> Option<Vec<Model>> {
    let models = Map::from_iter([("models".to_owned(), list.clone())]);
    list.is_array().then(|| read_models(&models, "", Source::Storage).ok()).flatten()
}

fn read_models(options: &Map<String, Value>, id: &str, source: Source) -> Result<Vec<Model>, OptionError> {
    let Some(value) = given(options, "models", source) else { return Ok(vec![Model::named("default", id)]) };
    let Value::Array(list) = value else { return Err(OptionError::new("models", wrong(Kind::List, value))) };
    if list.is_empty() {
        return Err(OptionError::new("models", OptionFault::Empty));
    }
    let mut models: Vec<Model> = Vec::with_capacity(list.len());
    let mut known = HashSet::with_capacity(list.len());
    for (index, value) in list.iter().enumerate() {
        let field = format!("models[{index}]");
        let model = read_model(value, source, &field)?;
        if known.insert(model.id.clone()) {
            models.push(model);
        } else if source == Source::Script {
            return Err(OptionError::new(format!("{field}.id"), OptionFault::Duplicate { id: model.id }));
        }
    }
    Ok(models)
}

fn read_model(value: &Value, source: Source, field: &str) -> Result<Model, OptionError> {
    let model = match value {
        Value::Object(model) => model,
        Value::String(id) if source == Source::Storage && !id.trim().is_empty() => return Ok(Model::new(id)),
        other => return Err(OptionError::new(field, wrong(Kind::Object, other))),
    };
    let parts = || {
        let id = text(model, "id", source)?.ok_or_else(|| OptionError::new("id", OptionFault::Missing))?;
        if id.trim().is_empty() {
            return Err(OptionError::new("id", OptionFault::Empty));
        }
        let max_input = whole(model, "maxInput", MAX_SAFE_INTEGER, source)?;
        let unknown = unknown(model, &["id", "name", "pricing", "maxInput"]);
        let (name, pricing) = (read_name(model, id, source)?, read_pricing(model, source)?);
        Ok(Model { id: id.to_owned(), name, pricing, max_input, unknown })
    };
    parts().map_err(|error| error.inside(field))
}

/// The prices; `null` is a value of its own here, the default.
fn read_pricing(options: &Map<String, Value>, source: Source) -> Result<Option<Pricing>, OptionError> {
    let value = match options.get("pricing") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Object(value)) => value,
        Some(other) => return Err(OptionError::new("pricing", wrong(Kind::Object, other))),
    };
    let price = |name: &str| number(value, name, source).map_err(|error| error.inside("pricing"));
    Ok(Some(Pricing { input: price("input")?, output: price("output")?, cached_input: price("cachedInput")? }))
}

/// What an object holds beyond the known names, with what its prices hold beyond theirs.
fn unknown(options: &Map<String, Value>, known: &[&str]) -> Map<String, Value> {
    let mut unknown = beyond(options, known);
    if let Some(Value::Object(pricing)) = options.get("pricing") {
        let pricing = beyond(pricing, &["input", "output", "cachedInput"]);
        if !pricing.is_empty() {
            unknown.insert("pricing".into(), Value::Object(pricing));
        }
    }
    unknown
}

/// The extra headers, and the names that are marked as secret without being among them.
fn read_headers(
    options: &Map<String, Value>,
    source: Source,
) -> Result<(Vec<ExtraHeader>, Vec<HeaderName>), OptionError> {
    let mut secret = read_secret_names(options, source)?;
    let mut headers: Vec<ExtraHeader> = Vec::new();
    for (name, value) in object(options, "extraHeaders", source)?.into_iter().flatten() {
        let fail = |fault| OptionError::new(format!("extraHeaders.{name}"), fault);
        let value = match value {
            Value::String(value) => value.clone(),
            Value::Number(_) | Value::Bool(_) if source == Source::Storage => value.to_string(),
            other => return Err(fail(wrong(Kind::Text, other))),
        };
        let mut header = ExtraHeader::parse(name, &value, false).map_err(|error| fail(OptionFault::Header(error)))?;
        if headers.iter().any(|known| known.name == header.name) {
            return Err(fail(OptionFault::Header(HeaderError::Duplicate { name: name.clone() })));
        }
        header.secret = secret.contains(&header.name);
        secret.retain(|name| *name != header.name);
        headers.push(header);
    }
    Ok((headers, secret))
}

fn read_secret_names(options: &Map<String, Value>, source: Source) -> Result<Vec<HeaderName>, OptionError> {
    let Some(value) = given(options, "secretHeaders", source) else { return Ok(Vec::new()) };
    let Value::Array(list) = value else { return Err(OptionError::new("secretHeaders", wrong(Kind::List, value))) };
    let mut names: Vec<HeaderName> = Vec::new();
    for (index, value) in list.iter().enumerate() {
        let fail = |fault| OptionError::new(format!("secretHeaders[{index}]"), fault);
        let Value::String(name) = value else { return Err(fail(wrong(Kind::Text, value))) };
        let name = HeaderName::parse(name).map_err(|error| fail(OptionFault::Header(error)))?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests;
