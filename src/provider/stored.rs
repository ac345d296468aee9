//! The array of custom providers as localStorage holds it.

use serde_json::Value;

use super::definition::Provider;
use super::id::IdError;
use super::option::{OptionError, OptionFault};
use super::split;

/// The key of the array in localStorage (spec §3).
pub const STORAGE_KEY: &str = "ais-custom-providers";

/// The stored array. What cannot be read keeps its place and its exact text through every change (spec §3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredProviders {
    entries: Vec<Entry>,
    absent: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    text: String,
    reading: Result<Box<Provider>, Unread>,
}

#[derive(Clone, Debug, PartialEq)]
struct Unread {
    label: String,
    reason: OptionError,
}

/// An entry that is not used, and why; shown in settings.
#[derive(Clone, Debug, PartialEq)]
pub struct SetAside {
    /// Its place in the array, from 0.
    pub index: usize,
    /// Its id, else its name; empty when it has neither.
    pub label: String,
    pub reason: OptionError,
    /// The entry as it is stored.
    pub raw: String,
}

/// The text is no JSON array, so nothing of it can be used. It must be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeTextUnreadable {
    pub reason: TextFault,
}

/// What is wrong with the whole text. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFault {
    Json { line: usize, column: usize },
    NotAnArray,
}

/// Where a provider moves in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

impl StoredProviders {
    /// Reads the array; `None` when nothing is stored. Of several entries with one id the first that can be read is
    /// used and the others are set aside.
    pub fn parse(text: Option<&str>) -> Result<StoredProviders, WholeTextUnreadable> {
        let text = text.map(str::trim).unwrap_or_default();
        if text.is_empty() || text == "null" {
            return Ok(StoredProviders { entries: Vec::new(), absent: true });
        }
        let elements = split::elements(text).map_err(|reason| WholeTextUnreadable { reason })?;
        let mut stored = StoredProviders::default();
        for element in elements {
            let reading = stored.read(element);
            stored.entries.push(Entry { text: element.to_owned(), reading });
        }
        Ok(stored)
    }

    /// True when nothing was stored at all, not even an empty array.
    pub fn is_absent(&self) -> bool {
        self.absent
    }

    /// The providers that can be used, in their order.
    pub fn readable(&self) -> impl Iterator<Item = &Provider> {
        self.entries.iter().filter_map(|entry| entry.reading.as_deref().ok())
    }

    pub fn get(&self, id: &str) -> Option<&Provider> {
        self.readable().find(|provider| provider.id.as_str() == id)
    }

    /// The entries that are not used, with their reasons.
    pub fn set_aside(&self) -> Vec<SetAside> {
        let unread = |(index, entry): (usize, &Entry)| {
            let Unread { label, reason } = entry.reading.as_ref().err()?.clone();
            Some(SetAside { index, label, reason, raw: entry.text.clone() })
        };
        self.entries.iter().enumerate().filter_map(unread).collect()
    }

    /// Stores a provider: in the place of the one with its id, else at the end.
    pub fn put(&mut self, provider: &Provider) {
        let entry = Entry { text: provider.to_entry().to_string(), reading: Ok(Box::new(provider.clone())) };
        let same = |entry: &&mut Entry| entry.reading.as_ref().is_ok_and(|known| known.id == provider.id);
        match self.entries.iter_mut().find(same) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
        self.absent = false;
    }

    /// The place of a provider among all entries, from 0.
    pub fn place(&self, id: &str) -> Option<usize> {
        let is_it = |entry: &Entry| entry.reading.as_ref().is_ok_and(|known| known.id.as_str() == id);
        self.entries.iter().position(is_it)
    }

    /// Stores a provider at a place, such as the one from which it was removed; one that is there stays where it is.
    pub fn put_at(&mut self, provider: &Provider, place: usize) {
        let is_new = self.place(provider.id.as_str()).is_none();
        self.put(provider);
        if is_new && let Some(entry) = self.entries.pop() {
            self.entries.insert(place.min(self.entries.len()), entry);
        }
    }

    /// Exchanges a provider with the one before or after it. Entries that cannot be read keep their places.
    pub fn shift(&mut self, id: &str, direction: Direction) {
        let readable: Vec<usize> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.reading.is_ok())
            .map(|(index, _)| index)
            .collect();
        let is_it = |index: &usize| {
            let entry = self.entries.get(*index);
            entry.and_then(|entry| entry.reading.as_ref().ok()).is_some_and(|provider| provider.id.as_str() == id)
        };
        let Some(place) = readable.iter().position(is_it) else { return };
        let neighbour = match direction {
            Direction::Up => place.checked_sub(1),
            Direction::Down => place.checked_add(1),
        };
        if let (Some(one), Some(other)) = (readable.get(place), neighbour.and_then(|place| readable.get(place))) {
            self.entries.swap(*one, *other);
        }
    }

    /// Removes a provider with all its duplicates; `false` if there was none. An entry that cannot be read stays,
    /// whatever its id.
    pub fn remove(&mut self, id: &str) -> bool {
        if self.get(id).is_none() {
            return false;
        }
        self.entries.retain(|entry| match &entry.reading {
            Ok(provider) => provider.id.as_str() != id,
            Err(unread) => {
                !matches!(&unread.reason.fault, OptionFault::Id(IdError::Taken { id: taken }) if taken == id)
            }
        });
        true
    }

    /// The array as it is to be stored.
    pub fn to_text(&self) -> String {
        let entries: Vec<&str> = self.entries.iter().map(|entry| entry.text.as_str()).collect();
        format!("[{}]", entries.join(","))
    }

    fn read(&self, element: &str) -> Result<Box<Provider>, Unread> {
        let value: Value = serde_json::from_str(element).map_err(|error| Unread {
            label: String::new(),
            reason: OptionError::new("entry", OptionFault::Json { reason: error.to_string() }),
        })?;
        let provider = Provider::from_stored(&value).and_then(|provider| match self.get(provider.id.as_str()) {
            Some(known) => {
                let fault = OptionFault::Id(IdError::Taken { id: known.id.to_string() });
                Err(OptionError::new("id", fault))
            }
            None => Ok(Box::new(provider)),
        });
        provider.map_err(|reason| Unread { label: label(&value), reason })
    }
}

fn label(entry: &Value) -> String {
    let mut names = ["id", "name"].into_iter().filter_map(|name| entry.get(name)?.as_str());
    names.find(|name| !name.is_empty()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
