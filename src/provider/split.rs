//! The elements of a JSON array as text, so that what cannot be read stays as it is, to the byte.

use serde::de::IgnoredAny;

use super::stored::TextFault;

/// The elements of the array, without the white space around them.
///
/// Only the grammar counts here: numbers beyond any range, halves of surrogate pairs and deep nesting, all of which
/// browsers write and read, do not make the other elements unreadable.
pub(super) fn elements(text: &str) -> Result<Vec<&str>, TextFault> {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return Err(TextFault::Json { line: error.line(), column: error.column() });
    }
    let inner = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']')).ok_or(TextFault::NotAnArray)?;
    let (mut elements, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let mut bytes = inner.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                elements.extend(inner.get(start..index));
                start = index + 1;
            }
            _ => {}
        }
    }
    elements.extend(inner.get(start..));
    let elements = elements.into_iter().map(str::trim).filter(|element| !element.is_empty());
    Ok(elements.collect())
}

/// Moves behind the closing quotation mark.
fn skip_string(bytes: &mut impl Iterator<Item = (usize, u8)>) {
    while let Some((_, byte)) = bytes.next() {
        match byte {
            b'\\' => _ = bytes.next(),
            b'"' => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_fall_into_their_elements() {
        let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
        let two_deep = format!("[{deep},1]");
        let cases: [(&str, Vec<&str>); 9] = [
            ("[]", vec![]),
            (" [ ] ", vec![]),
            ("[1]", vec!["1"]),
            (" [ 1 , \"a,]\" ,{\"b\":[1,{}]}\n]", vec!["1", "\"a,]\"", "{\"b\":[1,{}]}"]),
            (r#"["\"", "\\", "a\\\",["]"#, vec![r#""\"""#, r#""\\""#, r#""a\\\",[""#]),
            (r#"["\ud800", 1e999, null]"#, vec![r#""\ud800""#, "1e999", "null"]),
            ("[\"가,나\",\"다\"]", vec!["\"가,나\"", "\"다\""]),
            ("[[1,2],[3]]", vec!["[1,2]", "[3]"]),
            (&two_deep, vec![&deep, "1"]),
        ];
        for (text, expected) in cases {
            assert_eq!(elements(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["{}", "\"[1]\"", "7", "true"] {
            assert_eq!(elements(text), Err(TextFault::NotAnArray), "{text}");
        }
        for text in ["", "[", "[1,]", "[1] 2", "[1,,2]", "[}", "not json", "[{\"id\":\"a\"]", "['a']", "[\"\u{1}\"]"] {
            assert!(matches!(elements(text), Err(TextFault::Json { line: 1, .. })), "{text}");
        }
    }
}
