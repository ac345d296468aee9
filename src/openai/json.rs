//! JSON texts that are not quite JSON, or not yet whole.

use memchr::memchr2;
use serde_json::Value;

/// What is known of a JSON text after some of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// More lines are needed.
    Open,
    /// The outermost bracket was closed.
    Closed,
    /// No further line can make it JSON.
    Hopeless,
}

/// Follows brackets and strings through a JSON object or array that comes in lines, in linear time.
#[derive(Default)]
pub(super) struct Brackets {
    depth: usize,
    closed: bool,
}

impl Brackets {
    /// Reads one more line. A line break within a string is no JSON, therefore hopeless.
    pub(super) fn line(&mut self, line: &[u8]) -> Extent {
        let mut rest = line;
        while let Some((byte, behind)) = rest.split_first() {
            rest = behind;
            if self.depth == 0 && !matches!(byte, b' ' | b'\t') && (self.closed || !opens(&[*byte])) {
                return Extent::Hopeless;
            }
            match byte {
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth -= 1;
                    self.closed = self.depth == 0;
                }
                b'"' => match behind_string(behind) {
                    Some(behind) => rest = behind,
                    None => return Extent::Hopeless,
                },
                _ => {}
            }
        }
        if self.closed { Extent::Closed } else { Extent::Open }
    }
}

/// What stands behind the closing quote of the string that begins with `text`.
fn behind_string(text: &[u8]) -> Option<&[u8]> {
    let mut rest = text;
    loop {
        let (found, behind) = rest.get(memchr2(b'"', b'\\', rest)?..)?.split_first()?;
        match found {
            b'"' => return Some(behind),
            _ => rest = behind.get(1..)?,
        }
    }
}

/// Lines that may form one JSON text together.
#[derive(Default)]
pub(super) struct Gathering {
    text: Vec<u8>,
    brackets: Brackets,
}

impl Gathering {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds a line, joined with LF to the ones before.
    pub(super) fn push(&mut self, line: &[u8]) -> Extent {
        if !self.text.is_empty() {
            self.text.push(b'\n');
        }
        self.text.extend_from_slice(line);
        self.brackets.line(line)
    }

    /// The lines so far; the gathering is empty afterwards.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.brackets = Brackets::default();
        std::mem::take(&mut self.text)
    }
}

/// Whether a text can only be a JSON object or array.
pub(super) fn opens(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'{' | b'['))
}

/// Reads a JSON text with tolerance: invalid UTF-8, escapes of lone surrogates and raw control characters in
/// strings cost only the character (dialects rules 1 and 15). `None` when it is no JSON even so.
pub(super) fn read(text: &[u8]) -> Option<Value> {
    match serde_json::from_slice(text) {
        Ok(value) => Some(value),
        // It stops too early, and no repair would change that.
        Err(error) if error.is_eof() => None,
        Err(_) => serde_json::from_str(&repair(&String::from_utf8_lossy(text))).ok(),
    }
}

/// The JSON texts that stand one after the other in `text`, up to the first that cannot be read, and whether there was one.
pub(super) fn read_row(text: &[u8]) -> (Vec<Value>, bool) {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_slice(text).into_iter() {
        match value {
            Ok(value) => values.push(value),
            Err(_) => return (values, true),
        }
    }
    (values, false)
}

/// Escapes raw control characters within strings, and puts U+FFFD in the place of escaped lone surrogates.
fn repair(text: &str) -> String {
    let mut fixed = String::with_capacity(text.len() + 16);
    let mut in_string = false;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let mut taken = letter.len_utf8();
        match letter {
            '"' => {
                in_string = !in_string;
                fixed.push('"');
            }
            '\\' if in_string => {
                taken = escape_length(rest);
                match surrogate(rest) {
                    Some(Surrogate::High) if surrogate(tail(rest, 6)) == Some(Surrogate::Low) => {
                        taken = 12;
                        fixed.push_str(head(rest, 12));
                    }
                    Some(_) => fixed.push_str("\\ufffd"),
                    None => fixed.push_str(head(rest, taken)),
                }
            }
            '\0'..='\u{1F}' if in_string => {
                fixed.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            _ => fixed.push(letter),
        }
        rest = tail(rest, taken);
    }
    fixed
}

#[derive(PartialEq, Eq)]
enum Surrogate {
    High,
    Low,
}

/// Which half of a surrogate pair the escape at the start of `text` stands for.
fn surrogate(text: &str) -> Option<Surrogate> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xD800..=0xDBFF => Some(Surrogate::High),
        0xDC00..=0xDFFF => Some(Surrogate::Low),
        _ => None,
    }
}

/// The length in bytes of the escape at the start of `text`.
fn escape_length(text: &str) -> usize {
    match text.chars().nth(1) {
        Some('u') if text.get(..6).is_some() => 6,
        Some(letter) => 1 + letter.len_utf8(),
        None => 1,
    }
}

fn head(text: &str, length: usize) -> &str {
    text.get(..length).unwrap_or(text)
}

fn tail(text: &str, length: usize) -> &str {
    text.get(length..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_almost_json_is_read() {
        let cases: &[(&[u8], Option<Value>)] = &[
            (b"{\"a\":1}", Some(json!({"a": 1}))),
            (b"{\"a\":\"\xFFb\"}", Some(json!({"a": "\u{FFFD}b"}))),
            (br#"{"a":"x\ud800y"}"#, Some(json!({"a": "x\u{FFFD}y"}))),
            (br#"{"a":"x\udc00"}"#, Some(json!({"a": "x\u{FFFD}"}))),
            (br#"{"a":"\ud83d\ude00\ud83d"}"#, Some(json!({"a": "😀\u{FFFD}"}))),
            (br#"{"a":"\\ud800"}"#, Some(json!({"a": "\\ud800"}))),
            (br#"{"a":"\"\ud800\""}"#, Some(json!({"a": "\"\u{FFFD}\""}))),
            (b"{\"a\":\"x\0\ty\"}", Some(json!({"a": "x\0\ty"}))),
            (b"{\"a\":", None),
            (br#"{"a":"\u12"#, None),
            ("{\"a\":\"\\u한국어\"}".as_bytes(), None),
            (b"nonsense", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), *expected, "{}", String::from_utf8_lossy(text));
        }
        let deep = "[".repeat(100_000);
        assert_eq!(read(deep.as_bytes()), None);
    }

    #[test]
    fn brackets_tell_whether_more_lines_are_needed() {
        let cases: &[(&[&str], Extent)] = &[
            (&["{"], Extent::Open),
            (&["{\"a\": [", "1", "]", "}"], Extent::Closed),
            (&["{\"a\": \"}\\\""], Extent::Hopeless),
            (&["{\"a\": \"}\\\"\"}"], Extent::Closed),
            (&["{}{}"], Extent::Hopeless),
            (&["{}", "x"], Extent::Hopeless),
            (&["}"], Extent::Hopeless),
            (&["words"], Extent::Hopeless),
        ];
        for (lines, expected) in cases {
            let mut brackets = Brackets::default();
            let last = lines.iter().map(|line| brackets.line(line.as_bytes())).last();
            assert_eq!(last, Some(*expected), "{lines:?}");
        }
    }
}
