//! One option at a time, by its kind.

use serde_json::{Map, Value};

use super::{Kind, OptionError, OptionFault};

/// How strictly options are read: scripts hear of every fault; in stored entries `null` is as good as nothing, models
/// may be plain ids, values of headers numbers, and ids may be of the kind that older versions took.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Script,
    Storage,
}

/// The largest whole number that scripts can write exactly.
pub(super) const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// The option, when it is given; in stored entries `null` is not.
pub(super) fn given<'a>(options: &'a Map<String, Value>, name: &str, source: Source) -> Option<&'a Value> {
    options.get(name).filter(|value| source == Source::Script || !value.is_null())
}

pub(super) fn wrong(expected: Kind, value: &Value) -> OptionFault {
    OptionFault::Type { expected, found: Kind::of(value) }
}

pub(super) fn text<'a>(
    options: &'a Map<String, Value>,
    name: &str,
    source: Source,
) -> Result<Option<&'a str>, OptionError> {
    match given(options, name, source) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(OptionError::new(name, wrong(Kind::Text, other))),
    }
}

pub(super) fn object<'a>(
    options: &'a Map<String, Value>,
    name: &str,
    source: Source,
) -> Result<Option<&'a Map<String, Value>>, OptionError> {
    match given(options, name, source) {
        None => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(other) => Err(OptionError::new(name, wrong(Kind::Object, other))),
    }
}

pub(super) fn boolean(options: &Map<String, Value>, name: &str, source: Source) -> Result<Option<bool>, OptionError> {
    match given(options, name, source) {
        None => Ok(None),
        Some(Value::Bool(boolean)) => Ok(Some(*boolean)),
        Some(other) => Err(OptionError::new(name, wrong(Kind::Boolean, other))),
    }
}

/// A finite number that is not below zero.
pub(super) fn number(options: &Map<String, Value>, name: &str, source: Source) -> Result<Option<f64>, OptionError> {
    match given(options, name, source) {
        None => Ok(None),
        Some(Value::Number(number)) => match number.as_f64() {
            Some(value) if value.is_finite() && value >= 0.0 => Ok(Some(value)),
            _ => Err(OptionError::new(name, OptionFault::Number { number: number.to_string(), whole: false })),
        },
        Some(other) => Err(OptionError::new(name, wrong(Kind::Number, other))),
    }
}

/// A whole number from 0 to `most`, also when it was written with a fraction of zero.
pub(super) fn whole(
    options: &Map<String, Value>,
    name: &str,
    most: u64,
    source: Source,
) -> Result<Option<u64>, OptionError> {
    match given(options, name, source) {
        None => Ok(None),
        Some(Value::Number(number)) => match number.as_f64() {
            Some(value) if value >= 0.0 && value <= most as f64 && value.fract() == 0.0 => Ok(Some(value as u64)),
            _ => Err(OptionError::new(name, OptionFault::Number { number: number.to_string(), whole: true })),
        },
        Some(other) => Err(OptionError::new(name, wrong(Kind::Number, other))),
    }
}

pub(super) fn choice<'a>(
    options: &'a Map<String, Value>,
    name: &str,
    known: &'static [&'static str],
    source: Source,
) -> Result<Option<&'a str>, OptionError> {
    match text(options, name, source)? {
        Some(word) if !known.contains(&word) => {
            Err(OptionError::new(name, OptionFault::Choice { given: word.to_owned(), known }))
        }
        word => Ok(word),
    }
}

/// What the options hold beyond the known names, in its order.
pub(super) fn beyond(options: &Map<String, Value>, known: &[&str]) -> Map<String, Value> {
    let others = options.iter().filter(|(name, _)| !known.contains(&name.as_str()));
    others.map(|(name, value)| (name.clone(), value.clone())).collect()
}
