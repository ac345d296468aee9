//! One table of settings with the variables that win over it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use toml::{Table, Value};

use super::error::{Expected, SettingsError};

/// Each reading takes its key out of the table and its variable out of the environment, so that what is left over at
/// the end is what nobody knows.
pub(super) struct Source<'a> {
    name: &'static str,
    prefix: &'static str,
    table: Table,
    variables: &'a mut BTreeMap<String, String>,
    known: Vec<&'static str>,
}

/// A value and who gave it.
enum Given {
    Entry { key: &'static str, value: Value },
    Variable { name: String, value: String },
}

impl Given {
    fn refuse(self, expected: Expected) -> SettingsError {
        match self {
            Given::Entry { key, value: Value::String(text) } => SettingsError::value(key, text, expected),
            Given::Entry { key, value } => SettingsError::value(key, value.to_string(), expected),
            Given::Variable { name, value } => SettingsError::value(name, value, expected),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Given::Entry { value, .. } => value.as_str(),
            Given::Variable { value, .. } => Some(value),
        }
    }
}

impl<'a> Source<'a> {
    pub fn new(
        name: &'static str,
        prefix: &'static str,
        table: Table,
        variables: &'a mut BTreeMap<String, String>,
    ) -> Self {
        Source { name, prefix, table, variables, known: Vec::new() }
    }

    /// A text that the check accepts.
    pub fn text(
        &mut self,
        key: &'static str,
        expected: Expected,
        accepts: impl Fn(&str) -> bool,
    ) -> Result<Option<String>, SettingsError> {
        self.read(key, expected, |given| given.text().filter(|text| accepts(text)).map(str::to_owned))
    }

    /// One of the named values.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        names: &'static str,
    ) -> Result<Option<T>, SettingsError> {
        self.read(key, Expected::OneOf(names), |given| {
            let text = given.text()?;
            choices.iter().find(|(name, _)| *name == text).map(|(_, choice)| *choice)
        })
    }

    /// A whole number in the range.
    pub fn number(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Result<Option<u32>, SettingsError> {
        self.read(key, Expected::Number(range.clone()), |given| {
            let number = match given {
                Given::Entry { value, .. } => u32::try_from(value.as_integer()?).ok()?,
                Given::Variable { value, .. } => value.parse().ok()?,
            };
            range.contains(&number).then_some(number)
        })
    }

    /// True or false.
    pub fn flag(&mut self, key: &'static str) -> Result<Option<bool>, SettingsError> {
        self.read(key, Expected::Flag, |given| match given {
            Given::Entry { value, .. } => value.as_bool(),
            Given::Variable { value, .. } => value.parse().ok(),
        })
    }

    /// A list of texts; in a variable they are separated by commas.
    pub fn list<T>(
        &mut self,
        key: &'static str,
        entries: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<Vec<T>>, SettingsError> {
        self.read(key, Expected::List(entries), |given| match given {
            Given::Entry { value, .. } => value.as_array()?.iter().map(|entry| parse(entry.as_str()?)).collect(),
            Given::Variable { value, .. } if value.trim().is_empty() => Some(Vec::new()),
            Given::Variable { value, .. } => value.split(',').map(|entry| parse(entry.trim())).collect(),
        })
    }

    /// Refuses the first key that was never asked for.
    pub fn finish(self) -> Result<(), SettingsError> {
        match self.table.into_iter().next() {
            Some((key, _)) => Err(SettingsError::UnknownKey { table: self.name, key, known: self.known }),
            None => Ok(()),
        }
    }

    fn read<T>(
        &mut self,
        key: &'static str,
        expected: Expected,
        parse: impl Fn(&Given) -> Option<T>,
    ) -> Result<Option<T>, SettingsError> {
        self.known.push(key);
        let entry = self.table.remove(key).map(|value| Given::Entry { key, value });
        let name = format!("{}{}", self.prefix, key.to_uppercase().replace('-', "_"));
        let variable = self.variables.remove(&name).map(|value| Given::Variable { name, value });
        match variable.or(entry) {
            None => Ok(None),
            Some(given) => parse(&given).map(Some).ok_or_else(|| given.refuse(expected)),
        }
    }
}

/// Takes a table out by its path; the tables around it go with it once they are empty.
pub(super) fn take_table(file: &mut Table, path: &[&str]) -> Result<Option<Table>, SettingsError> {
    let [name, rest @ ..] = path else { return Ok(None) };
    match file.remove(*name) {
        None => Ok(None),
        Some(Value::Table(table)) if rest.is_empty() => Ok(Some(table)),
        Some(Value::Table(mut table)) => {
            let found = take_table(&mut table, rest).map_err(|error| error.under(name))?;
            match table.keys().next() {
                Some(other) => Err(SettingsError::UnknownTable { name: format!("{name}.{other}") }),
                None => Ok(found),
            }
        }
        Some(_) => Err(SettingsError::NotTable { name: (*name).to_owned() }),
    }
}
