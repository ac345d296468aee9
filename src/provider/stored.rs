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
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id":"a","name":"A","endpoint":"http://h/v1/chat/completions","models":[{"id":"m","name":"M"}],"apiStyle":"openai","extraHeaders":{},"pricing":null,"maxInput":0,"note":{"kept":[1.50]}}"#;

    fn parse(text: &str) -> StoredProviders {
        StoredProviders::parse(Some(text)).unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    fn ids(stored: &StoredProviders) -> Vec<&str> {
        stored.readable().map(|provider| provider.id.as_str()).collect()
    }

    fn provider(id: &str) -> Provider {
        let options = serde_json::json!({ "endpoint": "http://new/v1/chat/completions" });
        Provider::from_options(id, &options).unwrap_or_else(|error| panic!("{id}: {error:?}"))
    }

    #[test]
    fn nothing_stored_is_an_empty_array() {
        for text in [None, Some(""), Some("  "), Some("null")] {
            let stored = StoredProviders::parse(text).expect("nothing to read");
            assert!(stored.is_absent() && stored.to_text() == "[]", "{text:?}");
        }
        assert!(!parse("[]").is_absent());
    }

    #[test]
    fn a_text_that_is_no_array_is_not_touched() {
        let cases = [
            ("{\"a\":1}", TextFault::NotAnArray),
            ("\"x\"", TextFault::NotAnArray),
            ("oops", TextFault::Json { line: 1, column: 1 }),
            ("[\n{\"id\":\"a\"", TextFault::Json { line: 2, column: 9 }),
        ];
        for (text, reason) in cases {
            assert_eq!(StoredProviders::parse(Some(text)), Err(WholeTextUnreadable { reason }), "{text}");
        }
    }

    #[test]
    fn bad_entries_are_set_aside_and_stay_as_they_are() {
        let bad = [
            (r#"7"#, "", "entry"),
            (r#"null"#, "", "entry"),
            (r#"{}"#, "", "id"),
            (r#"{"id":5,"name":"Five"}"#, "Five", "id"),
            (r#"{"id":"","name":""}"#, "", "id"),
            (r#"{"id":"My LLM","endpoint":"http://h/v1"}"#, "My LLM", "id"),
            (r#"{"id":"openai","endpoint":"http://h/v1"}"#, "openai", "id"),
            (r#"{"id":"b"}"#, "b", "endpoint"),
            (r#"{"id":"b","endpoint":"localhost:8000"}"#, "b", "endpoint"),
            (r#"{"id":"b","endpoint":"http://h/v1","models":[]}"#, "b", "models"),
            (r#"{"id":"b","endpoint":"http://h/v1","models":[{"id":"m"},{}]}"#, "b", "models[1].id"),
            (r#"{"id":"b","endpoint":"http://h/v1","apiStyle":"anthropic"}"#, "b", "apiStyle"),
            (r#"{"id":"b","endpoint":"http://h/v1","extraHeaders":{"X-A":"1\n2"}}"#, "b", "extraHeaders.X-A"),
            (r#"{"id":"b","endpoint":"http://h/v1","name":"\ud800"}"#, "", "entry"),
            (r#"{"id":"b","endpoint":"http://h/v1","pricing":{"input":1e999}}"#, "", "entry"),
            (GOOD, "a", "id"),
        ];
        for (entry, label, field) in bad {
            let text = format!("[ {GOOD} ,\n {entry} ]");
            let mut stored = parse(&text);
            assert_eq!(ids(&stored), ["a"], "{entry}");
            let aside = stored.set_aside();
            let seen: Vec<_> =
                aside.iter().map(|aside| (aside.index, aside.label.as_str(), aside.raw.as_str())).collect();
            assert_eq!(seen, [(1, label, entry)], "{entry}");
            assert_eq!(aside.first().map(|aside| aside.reason.field.as_str()), Some(field), "{entry}");
            assert_eq!(stored.to_text(), format!("[{GOOD},{entry}]"));
            stored.put(&provider("new"));
            let added = provider("new").to_entry();
            assert_eq!(stored.to_text(), format!("[{GOOD},{entry},{added}]"));
            assert_eq!(parse(&stored.to_text()), stored, "{entry}");
        }
    }

    #[test]
    fn old_entries_keep_working() {
        let long = "a".repeat(100);
        let entries = [
            (r#"{"id":"a/b:c","endpoint":"http://h/v1"}"#.to_owned(), "a/b:c"),
            (format!(r#"{{"id":"{long}","endpoint":"http://h/v1"}}"#), long.as_str()),
            (
                r#"{"id":"x","endpoint":"http://h/v1","models":["m1","m2","m1"],"name":null,"maxInput":null}"#
                    .to_owned(),
                "x",
            ),
            (r#"{"id":"x","endpoint":"http://h/v1","extraHeaders":null,"apiStyle":null,"auth":null}"#.to_owned(), "x"),
        ];
        for (entry, id) in entries {
            assert_eq!(ids(&parse(&format!("[{entry}]"))), [id], "{entry}");
        }
    }

    #[test]
    fn a_provider_is_replaced_in_its_place() {
        let other = GOOD.replace("\"a\"", "\"b\"");
        let mut stored = parse(&format!("[{GOOD},{other}]"));
        stored.put(&provider("a"));
        assert_eq!(stored.to_text(), format!("[{},{other}]", provider("a").to_entry()));
        assert_eq!(ids(&stored), ["a", "b"]);
    }

    #[test]
    fn a_removed_provider_comes_back_to_its_place() {
        let broken = r#"{"id":"x"}"#;
        let [a, b, c] = ["a", "b", "c"].map(|id| provider(id).to_entry().to_string());
        for (id, place) in [("a", 0), ("b", 2), ("c", 3)] {
            let text = format!("[{a},{broken},{b},{c}]");
            let mut stored = parse(&text);
            assert_eq!(stored.place(id), Some(place));
            assert!(stored.remove(id));
            stored.put_at(&provider(id), place);
            assert_eq!(stored.to_text(), text, "{id}");
            stored.put_at(&provider(id), 0);
            assert_eq!(stored.to_text(), text, "one that is there is not moved");
        }
        let mut stored = parse("[]");
        stored.put_at(&provider("a"), 7);
        assert_eq!((stored.to_text(), stored.place("b")), (format!("[{a}]"), None));
    }

    #[test]
    fn a_removed_provider_takes_its_duplicates_along() {
        let twice = GOOD.replace("\"A\"", "\"again\"");
        let broken = r#"{"id":"a"}"#;
        let mut stored = parse(&format!("[{broken},{GOOD},{twice}]"));
        assert!(stored.remove("a"));
        assert_eq!(stored.to_text(), format!("[{broken}]"));
        assert!(!stored.remove("a") && !stored.remove("never"));
        assert_eq!(stored.to_text(), format!("[{broken}]"));
    }

    #[test]
    fn unknown_fields_survive_a_save() {
        let mut stored = parse(&format!("[{GOOD}]"));
        let mut provider = stored.get("a").cloned().expect("the entry");
        provider.name = "Renamed".into();
        stored.put(&provider);
        assert_eq!(stored.to_text(), format!("[{}]", GOOD.replace("\"A\"", "\"Renamed\"").replace("1.50", "1.5")));
    }
}
