//! Content that is an array of parts (dialects rule 10).

use serde_json::{Map, Value};

use super::loose::{field, first_text};

/// The texts of a content array, by kind. References and unknown parts have none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) content: String,
    pub(super) reasoning: String,
    pub(super) refusal: String,
}

impl Parts {
    /// Reads an array of parts, or a single part.
    pub(super) fn read(parts: &Value) -> Parts {
        let mut read = Parts::default();
        match parts {
            Value::Array(parts) => parts.iter().for_each(|part| read.add(part)),
            part => read.add(part),
        }
        read
    }

    fn add(&mut self, part: &Value) {
        match part {
            Value::String(text) => self.content.push_str(text),
            Value::Object(part) => match part.get("type").and_then(Value::as_str) {
                Some("text" | "output_text") | None => self.content.push_str(text(part)),
                Some("thinking" | "reasoning") => {
                    let inner = ["thinking", "reasoning", "text"].iter().find_map(|name| field(part, name));
                    match inner {
                        Some(Value::String(text)) => self.reasoning.push_str(text),
                        Some(Value::Array(inner)) => {
                            inner
                                .iter()
                                .filter_map(Value::as_object)
                                .for_each(|part| self.reasoning.push_str(text(part)));
                        }
                        _ => {}
                    }
                }
                Some("refusal") => self.refusal.push_str(first_text(part, &["refusal"]).unwrap_or_default()),
                Some(_) => {}
            },
            _ => {}
        }
    }
}

/// The text of a text part: a string, or an object with a `value`.
fn text(part: &Map<String, Value>) -> &str {
    match part.get("text") {
        Some(Value::String(text)) => text,
        Some(Value::Object(text)) => first_text(text, &["value"]).unwrap_or_default(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parts_of_all_kinds() {
        let cases = [
            (json!([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]), ("ab", "", "")),
            (
                json!([{"type": "thinking", "thinking": [{"type": "text", "text": "p"}]}, {"type": "text", "text": "a"}]),
                ("a", "p", ""),
            ),
            (json!([{"type": "thinking", "thinking": "p"}, "a", {"text": "b"}]), ("ab", "p", "")),
            (
                json!([{"type": "reference", "reference_ids": [1]}, {"type": "image_url", "image_url": {}}, null, 3]),
                ("", "", ""),
            ),
            (json!([{"type": "text", "text": {"value": "a"}}, {"type": "refusal", "refusal": "no"}]), ("a", "", "no")),
            (json!({"type": "text", "text": "a"}), ("a", "", "")),
            (json!([{"type": "text", "text": null}, {"type": "thinking"}]), ("", "", "")),
        ];
        for (parts, (content, reasoning, refusal)) in cases {
            let expected = Parts { content: content.into(), reasoning: reasoning.into(), refusal: refusal.into() };
            assert_eq!(Parts::read(&parts), expected, "{parts}");
        }
    }
}
