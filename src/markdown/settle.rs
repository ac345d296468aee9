//! How far a long paragraph is final. CommonMark decides emphasis, links and code spans from a paragraph's start to its
//! end, so an opener that has found no end yet leaves everything after it open; words between finished ones are final.

use super::block::Block;
use super::math::{Opening, opening};
use super::parse::Fresh;

/// Shorter paragraphs are parsed as a whole. Bytes.
const LONG: usize = 1024;
/// The newest words stay open, for syntax that is just being written. Bytes.
const MARGIN: usize = 64;
/// No paragraph that a person wrote has an opener this far before its end: from here on it is cut anywhere. Bytes.
const TOO_LONG: usize = 64 * 1024;

/// Where in `source` the paragraph at its end can be cut: after a letter or digit, before another or before a space and
/// another. `floor` is where the paragraph's unsettled words begin.
pub(super) fn cut(source: &str, leaf: &Fresh, floor: usize) -> Option<usize> {
    if !matches!(leaf.block, Block::Paragraph(_)) {
        return None;
    }
    let start = leaf.span.start.max(floor);
    let words = source.get(start..)?;
    if words.len() < LONG {
        return None;
    }
    // A `|` may make it a table, `[` at the start a definition, `<` a block of HTML.
    let plain = !words.contains('|') && !words.starts_with(['[', '<']);
    let best = if plain { last_between_words(source, leaf, start) } else { None };
    best.or_else(|| (words.len() > TOO_LONG).then(|| source.floor_char_boundary(source.len() - MARGIN)))
}

fn last_between_words(source: &str, leaf: &Fresh, start: usize) -> Option<usize> {
    let limit = source.len() - MARGIN;
    let mut brackets = 0usize;
    let mut best = None;
    for literal in &leaf.literals {
        for (index, letter) in source.get(literal.span.clone())?.char_indices() {
            let at = literal.span.start + index;
            let before = source.get(..at)?.chars().next_back().unwrap_or(' ');
            let after = source.get(at + letter.len_utf8()..)?.chars().next().unwrap_or(' ');
            let escaped = index == 0 && is_escaped(source, at);
            let unfinished = |at: usize| opening(source, at, source.len()) == Opening::Unfinished;
            match letter {
                '(' | '[' if escaped && unfinished(at - 1) => return best,
                _ if escaped => {}
                '$' if unfinished(at) => return best,
                '[' => brackets += 1,
                ']' => brackets = brackets.saturating_sub(1),
                '`' => return best,
                '_' if before.is_alphanumeric() && after.is_alphanumeric() => {}
                '*' | '_' | '~' if before.is_whitespace() && after.is_whitespace() => {}
                '*' | '_' | '~' => return best,
                '&' if after != '#' && !after.is_alphanumeric() => {}
                '<' if !after.is_ascii_alphabetic() && !"/!?".contains(after) => {}
                '&' | '<' => return best,
                _ if at >= limit => return best,
                _ if literal.outermost && brackets == 0 && before.is_alphanumeric() => {
                    let word = letter == ' ' && after.is_alphanumeric();
                    // Between letters only where there are no spaces, as in Chinese or Japanese.
                    let letters = letter.is_alphanumeric() && best.is_none_or(|best| at > best + MARGIN);
                    if (word || letters) && at > start {
                        best = Some(at);
                    }
                }
                _ => {}
            }
        }
    }
    best
}

/// After an odd number of backslashes.
pub(super) fn is_escaped(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default();
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}
