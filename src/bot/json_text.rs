//! A JSON object that a person types: what is typed is kept as it is, and what of it was last valid counts.

use serde_json::{Map, Value, json};

/// What was typed, and the last object that it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JsonText {
    /// As it was typed, valid or not.
    pub text: String,
    /// The last valid object; `None` where the text is empty or never was one.
    pub object: Option<Map<String, Value>>,
}

/// Why a text is no JSON object. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonFault {
    /// It is no JSON from this place on.
    Syntax { line: usize, column: usize },
    /// It ends before the JSON does.
    Unfinished { line: usize, column: usize },
    /// It is JSON, but no object.
    NoObject,
}

/// Reads a JSON object; `None` for an empty text.
///
/// # Errors
/// Says where the text is no JSON, or that it is no object.
pub fn parse_object(text: &str) -> Result<Option<Map<String, Value>>, JsonFault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(Some(object)),
        Ok(_) => Err(JsonFault::NoObject),
        Err(error) => {
            let (line, column) = place(text, error.line(), error.column());
            Err(if error.is_eof() {
                JsonFault::Unfinished { line, column }
            } else {
                JsonFault::Syntax { line, column }
            })
        }
    }
}

/// serde_json counts columns in bytes; people count characters.
fn place(text: &str, line: usize, column: usize) -> (usize, usize) {
    let bytes = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default().as_bytes();
    let before = &bytes[..column.saturating_sub(1).min(bytes.len())];
    (line.max(1), String::from_utf8_lossy(before).chars().count() + 1)
}

impl JsonText {
    /// What is there once this is typed: an invalid text leaves the object that was valid last.
    pub fn typed(&mut self, text: String) {
        if let Ok(object) = parse_object(&text) {
            self.object = object;
        }
        self.text = text;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.object.is_none()
    }

    pub(super) fn from_record(record: &Value) -> Option<Self> {
        let text = record.get("text")?.as_str()?.to_owned();
        Some(JsonText { text, object: record.get("object").and_then(Value::as_object).cloned() })
    }

    pub(super) fn to_record(&self) -> Value {
        json!({ "text": self.text, "object": self.object })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_with_their_place() {
        let cases = [
            ("[1]", JsonFault::NoObject),
            ("7", JsonFault::NoObject),
            ("{\"a\": 1,\n \"b\" 2}", JsonFault::Syntax { line: 2, column: 6 }),
            ("{\"한글\": x}", JsonFault::Syntax { line: 1, column: 8 }),
            ("{\"a\": 1} extra", JsonFault::Syntax { line: 1, column: 10 }),
            ("{\"a\": [1", JsonFault::Unfinished { line: 1, column: 8 }),
            ("{", JsonFault::Unfinished { line: 1, column: 1 }),
        ];
        for (text, fault) in cases {
            assert_eq!(parse_object(text), Err(fault), "{text}");
        }
        assert_eq!(parse_object(" \n"), Ok(None));
        assert_eq!(parse_object("{}"), Ok(Some(Map::new())));
    }

    #[test]
    fn the_last_valid_object_counts_while_another_is_typed() {
        let mut typed = JsonText::default();
        for text in ["{", "{\"top_k\": 5}", "{\"top_k\": 5"] {
            typed.typed(text.to_owned());
        }
        assert_eq!(
            (typed.text.as_str(), typed.object.clone().map(Value::Object)),
            ("{\"top_k\": 5", Some(json!({ "top_k": 5 })))
        );
        assert_eq!(JsonText::from_record(&typed.to_record()), Some(typed.clone()));
        typed.typed(String::new());
        assert!(typed.is_empty());
    }
}
