//! Formulas in prose: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, with care that prices and names of variables stay text.

use std::ops::Range;

/// The longest formula within a line. Bytes.
const LONGEST_INLINE: usize = 1000;
/// The longest formula that stands by itself. Bytes.
const LONGEST_DISPLAY: usize = 8 * 1024;

/// What begins at a `$` or a backslash.
#[derive(Debug, PartialEq)]
pub(super) enum Opening {
    Formula {
        inner: Range<usize>,
        end: usize,
        display: bool,
    },
    /// Nothing speaks against a formula, but it has no end yet.
    Unfinished,
    Text,
}

/// How far to go on from a `$` or backslash that opens nothing: behind all of the dollars, or the escaped sign.
pub(super) fn width(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    match rest.strip_prefix('\\') {
        Some(escaped) => 1 + escaped.chars().next().map_or(0, char::len_utf8),
        None => (rest.len() - rest.trim_start_matches('$').len()).max(1),
    }
}

/// What begins at `at` of `text`, which is read up to `end`. What is `Text` stays so, whatever comes behind `end`.
pub(super) fn opening(text: &str, at: usize, end: usize) -> Opening {
    let rest = text.get(at..end).unwrap_or_default();
    if rest.starts_with("\\(") {
        return delimited(rest, at, "\\)", LONGEST_INLINE);
    }
    if rest.starts_with("\\[") {
        return delimited(rest, at, "\\]", LONGEST_DISPLAY);
    }
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after_word = before.is_some_and(|before| before.is_alphanumeric() || before == '$');
    match rest.len() - rest.trim_start_matches('$').len() {
        1 | 2 if after_word => Opening::Text,
        run @ (1 | 2) if run == rest.len() => Opening::Unfinished,
        1 => within_line(rest, at),
        2 => delimited(rest, at, "$$", LONGEST_DISPLAY),
        _ => Opening::Text,
    }
}

/// Signs that words and prices seldom have.
fn is_evidence(sign: char) -> bool {
    matches!(sign, '\\' | '^' | '_' | '=' | '{' | '}' | '<' | '>' | '+')
}

fn delimited(rest: &str, at: usize, closer: &str, longest: usize) -> Opening {
    let inner = rest.get(2..).unwrap_or_default();
    let mut signs = inner.char_indices();
    while let Some((index, sign)) = signs.next() {
        if sign == '`' || index > longest {
            return Opening::Text;
        }
        let here = inner.get(index..).unwrap_or_default();
        if here.starts_with(closer) {
            let content = inner.get(..index).unwrap_or_default();
            let behind = here.get(2..).unwrap_or_default();
            let is_formula = match closer {
                "$$" => !behind.starts_with('$') && !is_prose(content) && content.contains(char::is_alphanumeric),
                "\\]" => !behind.starts_with('(') && !is_prose(content) && !is_number(content),
                _ => !is_prose(content) && !content.trim().is_empty(),
            };
            let end = at + 4 + index;
            let display = closer != "\\)";
            return if is_formula { Opening::Formula { inner: at + 2..end - 2, end, display } } else { Opening::Text };
        }
        if sign == '\\' {
            match signs.next() {
                Some((_, '(')) if closer == "\\)" => return Opening::Text,
                Some((_, '[')) if closer == "\\]" => return Opening::Text,
                _ => {}
            }
        }
    }
    Opening::Unfinished
}

fn is_prose(content: &str) -> bool {
    let word = |word: &str| word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic());
    !content.contains(is_evidence) && content.split(|c: char| !c.is_alphanumeric()).any(word)
}

fn is_number(content: &str) -> bool {
    content.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == ',')
}

/// `$…$`: no space inside at its ends, no digit behind it, on one line, and no plain words in it, as between two prices.
fn within_line(rest: &str, at: usize) -> Opening {
    let inner = rest.get(1..).unwrap_or_default();
    let price = inner.starts_with(|c: char| c.is_ascii_digit());
    if inner.starts_with(char::is_whitespace) {
        return Opening::Text;
    }
    let (mut evidence, mut depth, mut before) = (false, 0usize, '$');
    let mut index = 0;
    while let Some(here) = inner.get(index..)
        && let Some(sign) = here.chars().next()
    {
        if index > LONGEST_INLINE || matches!(sign, '\n' | '\r' | '`') {
            return Opening::Text;
        }
        let mut length = sign.len_utf8();
        match sign {
            '$' => {
                let ends = !before.is_whitespace() && index > 0 && may_follow(here.get(1..).unwrap_or_default());
                let end = at + index + 2;
                let formula = Opening::Formula { inner: at + 1..end - 1, end, display: false };
                return if ends { formula } else { Opening::Text };
            }
            '\\' => {
                let command = here.get(1..).unwrap_or_default();
                let letters = command.len() - command.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
                let one = command.chars().next().map_or(0, char::len_utf8);
                length += letters.max(one);
            }
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if sign.is_alphabetic() => {
                let ascii = sign.is_ascii();
                let of_word = |c: char| c.is_alphabetic() && c.is_ascii() == ascii;
                length = here.len() - here.trim_start_matches(of_word).len();
                let is_word = if ascii { length > 2 && (price || before == ' ') } else { price };
                // A word that may go on is not judged yet.
                if is_word && depth == 0 && index + length < inner.len() && (price || !evidence) {
                    return Opening::Text;
                }
            }
            _ => {}
        }
        evidence |= is_evidence(sign);
        index += length;
        before = inner.get(..index).and_then(|text| text.chars().next_back()).unwrap_or(sign);
    }
    Opening::Unfinished
}

/// Whether this may stand behind the `$` that ends a formula: an English ending may (`$n$th`), another word or number not.
fn may_follow(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    matches!(word, "" | "th" | "st" | "nd" | "rd" | "s") && !text.starts_with('$')
}
