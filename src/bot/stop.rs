//! Stop sequences as a person types them: one a line, what no line can hold as an escape.

use serde_json::{Value, json};

/// The sequences as they stand in the text box; a single text is taken as well, as servers do.
pub fn stops_text(stops: &Value) -> String {
    let lines: Vec<_> = match stops {
        Value::Array(stops) => stops.iter().filter_map(Value::as_str).map(escape).collect(),
        other => other.as_str().map(escape).into_iter().collect(),
    };
    lines.join("\n")
}

/// The sequences that were typed. Lines that are empty are none; blanks count.
pub fn read_stops(typed: &str) -> Value {
    json!(typed.lines().filter(|line| !line.is_empty()).map(unescape).collect::<Vec<_>>())
}

fn escape(stop: &str) -> String {
    let mut escaped = String::with_capacity(stop.len());
    for letter in stop.chars() {
        match letter {
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A backslash before any other letter is one.
fn unescape(line: &str) -> String {
    let mut stop = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            stop.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => stop.push('\n'),
            Some('r') => stop.push('\r'),
            Some('t') => stop.push('\t'),
            Some('\\') | None => stop.push('\\'),
            Some(other) => stop.extend(['\\', other]),
        }
    }
    stop
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_read_as_they_were_typed() {
        let cases = [
            ("END", json!(["END"])),
            ("a, b\n c", json!(["a, b", " c"])),
            ("\\n\\n\n\n###\n", json!(["\n\n", "###"])),
            (" ", json!([" "])),
            ("\\d\\\\n\\", json!(["\\d\\n\\"])),
            ("", json!([])),
        ];
        for (typed, expected) in cases {
            assert_eq!(read_stops(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn every_sequence_comes_back_from_its_text() {
        let stops = json!(["\n\n", "\t", "\r", "\\n", " a, b ", "\\", "끝"]);
        assert_eq!(read_stops(&stops_text(&stops)), stops);
        assert_eq!(stops_text(&json!("\nUser:")), "\\nUser:");
        assert_eq!(stops_text(&json!(7)), "");
    }
}
