//! Files of keys and values (YAML, TOML, INI), and differences.

use super::rules::Rules;
use super::{Kind, Mode, Tokens, code};

/// Reads one line, without its end: its key, and the rest as code.
pub(super) fn line(rules: &Rules, mode: Mode, line: &str, tokens: &mut Tokens) -> Mode {
    if mode != Mode::Code {
        return code::line(rules, mode, line, tokens);
    }
    let mut rest = line;
    let marks = rest.len() - rest.trim_start_matches([' ', '\t', '-']).len();
    // Three dashes separate documents, and a dash may begin a number.
    if rest.get(..marks).is_some_and(|marks| marks.ends_with([' ', '\t'])) {
        tokens.push(Kind::Plain, marks);
        rest = rest.get(marks..).unwrap_or_default();
    }
    if rest.starts_with('[') && rest.trim_end().ends_with(']') && rules.keywords.is_empty() {
        tokens.push(Kind::Keyword, rest.len());
        return Mode::Code;
    }
    if let Some(end) = key_end(rest) {
        tokens.push(Kind::Type, end);
        rest = rest.get(end..).unwrap_or_default();
    }
    code::line(rules, mode, rest, tokens)
}

/// Where the key of a line ends; `None`: it has none.
fn key_end(line: &str) -> Option<usize> {
    if line.starts_with(['#', ';', '"', '\'', '{', '[', '|', '>']) {
        return None;
    }
    let end = line.char_indices().find(|(at, sign)| match sign {
        '=' => true,
        ':' => line.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])),
        _ => false,
    })?;
    Some(line.get(..end.0)?.trim_end().len()).filter(|length| *length > 0)
}

/// What a line of a difference is.
pub(super) fn diff_line(line: &str) -> Kind {
    match line.chars().next() {
        _ if line.starts_with("+++") || line.starts_with("---") || line.starts_with("diff ") => Kind::Keyword,
        Some('+') => Kind::Inserted,
        Some('-') => Kind::Deleted,
        Some('@') => Kind::Function,
        _ => Kind::Plain,
    }
}
