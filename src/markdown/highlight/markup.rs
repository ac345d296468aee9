//! HTML and XML.

use super::{Kind, Mode, Tokens};

/// Reads one line, without its end.
pub(super) fn line(mut mode: Mode, line: &str, tokens: &mut Tokens) -> Mode {
    let mut rest = line;
    while !rest.is_empty() {
        let (kind, length, next) = match mode {
            Mode::Comment(_) => match rest.find("-->") {
                Some(end) => (Kind::Comment, end + 3, Mode::Code),
                None => (Kind::Comment, rest.len(), mode),
            },
            Mode::Tag(None) => in_tag(rest),
            Mode::Tag(Some(quote)) => match rest.find(quote) {
                Some(end) => (Kind::String, end + 1, Mode::Tag(None)),
                None => (Kind::String, rest.len(), mode),
            },
            _ => in_text(rest),
        };
        let length = length.clamp(1, rest.len());
        tokens.push(kind, length);
        rest = rest.get(length..).unwrap_or_default();
        mode = next;
    }
    mode
}

fn in_text(rest: &str) -> (Kind, usize, Mode) {
    if rest.starts_with("<!--") {
        return (Kind::Comment, 4, Mode::Comment(1));
    }
    let name = |from: usize| {
        let named = |c: char| c.is_alphanumeric() || "-_:.".contains(c);
        let rest = rest.get(from..).unwrap_or_default();
        rest.len() - rest.trim_start_matches(named).len()
    };
    if rest.starts_with('<') {
        let marks = rest.len() - rest.trim_start_matches(['<', '/', '!', '?']).len();
        let length = name(marks);
        return if length > 0 {
            (Kind::Keyword, marks + length, Mode::Tag(None))
        } else {
            (Kind::Plain, marks, Mode::Code)
        };
    }
    if rest.starts_with('&') {
        let length = name(1) + usize::from(rest.starts_with("&#"));
        let end = 1 + length;
        if length > 0 && rest.get(end..).is_some_and(|rest| rest.starts_with(';')) {
            return (Kind::Number, end + 1, Mode::Code);
        }
        return (Kind::Plain, 1, Mode::Code);
    }
    (Kind::Plain, rest.find(['<', '&']).unwrap_or(rest.len()), Mode::Code)
}

fn in_tag(rest: &str) -> (Kind, usize, Mode) {
    let end = rest.len() - rest.trim_start_matches(['/', '?']).len();
    if rest.get(end..).is_some_and(|rest| rest.starts_with('>')) {
        return (Kind::Keyword, end + 1, Mode::Code);
    }
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let close = rest.get(1..).and_then(|rest| rest.find(quote));
            match close {
                Some(end) => (Kind::String, end + 2, Mode::Tag(None)),
                None => (Kind::String, rest.len(), Mode::Tag(Some(quote))),
            }
        }
        Some(sign) if sign.is_whitespace() || "=/?<&".contains(sign) => (Kind::Plain, sign.len_utf8(), Mode::Tag(None)),
        _ => {
            let signs = |c: char| c.is_whitespace() || "=/>\"'?<&".contains(c);
            (Kind::Type, rest.find(signs).unwrap_or(rest.len()), Mode::Tag(None))
        }
    }
}
