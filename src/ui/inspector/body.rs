//! The body of a request as coloured JSON. Pure.

use serde_json::Value;

/// What a piece of JSON text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Name,
    Text,
    Literal,
    /// Not part of the body: what stands in the place of something.
    Note,
}

/// A body in pieces, at most so many bytes of it.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub pieces: Vec<(Kind, String)>,
    /// There is more of it.
    pub is_cut: bool,
    length: usize,
}

/// How much of a body is shown, in bytes.
const LONGEST: usize = 48 * 1024;

/// The conversation in a body: how many messages, and how many bytes of JSON.
pub(super) fn messages(body: &Value) -> Option<(usize, usize)> {
    let messages = body.get("messages")?;
    Some((messages.as_array()?.len(), messages.to_string().len()))
}

/// Lays a body out; `messages` stands in the place of the conversation where it is given.
pub(super) fn lay_out(body: &Value, messages: Option<&str>) -> Pieces {
    let mut pieces = Pieces::default();
    pieces.value(body, 0, messages);
    pieces
}

impl Pieces {
    fn push(&mut self, kind: Kind, text: &str) {
        if self.is_cut || text.is_empty() {
            return;
        }
        let room = LONGEST.saturating_sub(self.length);
        let shown = text.get(..text.floor_char_boundary(room)).unwrap_or_default();
        self.is_cut = shown.len() < text.len();
        self.length += shown.len();
        match self.pieces.last_mut() {
            Some((last, before)) if *last == kind => before.push_str(shown),
            _ => self.pieces.push((kind, shown.to_owned())),
        }
    }

    fn value(&mut self, value: &Value, depth: usize, messages: Option<&str>) {
        match value {
            Value::Array(items) if !items.is_empty() => {
                let items = items.iter().map(|item| (None, item));
                self.list(items, ('[', ']'), depth, None);
            }
            Value::Object(fields) if !fields.is_empty() => {
                let fields = fields.iter().map(|(name, value)| (Some(name.as_str()), value));
                self.list(fields, ('{', '}'), depth, messages);
            }
            Value::Array(_) | Value::Object(_) => self.push(Kind::Plain, &value.to_string()),
            Value::String(_) => self.push(Kind::Text, &value.to_string()),
            Value::Null | Value::Bool(_) | Value::Number(_) => self.push(Kind::Literal, &value.to_string()),
        }
    }

    fn list<'v>(
        &mut self,
        items: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
        (opening, closing): (char, char),
        depth: usize,
        messages: Option<&str>,
    ) {
        self.push(Kind::Plain, &opening.to_string());
        for (index, (name, value)) in items.enumerate() {
            if self.is_cut {
                return;
            }
            let comma = if index > 0 { "," } else { "" };
            self.push(Kind::Plain, &format!("{comma}\n{}", "  ".repeat(depth + 1)));
            if let Some(name) = name {
                self.push(Kind::Name, &Value::from(name).to_string());
                self.push(Kind::Plain, ": ");
            }
            match messages {
                Some(note) if name == Some("messages") => self.push(Kind::Note, note),
                _ => self.value(value, depth + 1, None),
            }
        }
        self.push(Kind::Plain, &format!("\n{}{closing}", "  ".repeat(depth)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn text(pieces: &Pieces) -> String {
        pieces.pieces.iter().map(|(_, text)| text.as_str()).collect()
    }

    #[test]
    fn bodies_are_laid_out_as_json() {
        let body =
            json!({ "model": "m", "stop": [], "n": [1, { "a": null }], "messages": [{ "role": "user" }], "s": true });
        let whole = lay_out(&body, None);
        assert_eq!(Some(text(&whole)), serde_json::to_string_pretty(&body).ok());
        assert!(whole.pieces.contains(&(Kind::Name, "\"model\"".into())));
        assert!(whole.pieces.contains(&(Kind::Literal, "true".into())) && !whole.is_cut);
        let short = lay_out(&body, Some("[ 1 ]"));
        assert!(text(&short).contains("\"messages\": [ 1 ],\n") && !text(&short).contains("role"));
        assert_eq!(messages(&body), Some((1, 17)));
    }

    #[test]
    fn long_bodies_are_cut() {
        let body = json!({ "messages": ["한".repeat(LONGEST), "never"] });
        let pieces = lay_out(&body, None);
        assert!(pieces.is_cut && text(&pieces).len() <= LONGEST && !text(&pieces).contains("never"));
    }
}
