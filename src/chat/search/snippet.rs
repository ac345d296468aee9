//! What stands around a word that was found.

use std::ops::Range;

/// Characters of a snippet before and after the place that it shows.
pub(super) const BEFORE: usize = 36;
pub(super) const AFTER: usize = 120;
/// Characters that a snippet gives up at an end to be cut between words.
const GIVE_UP: usize = 14;

/// A piece of a text, with the places that matched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text on one line; `…` stands where it was cut.
    pub text: String,
    /// Bytes of the text, in order and apart.
    pub marks: Vec<Range<usize>>,
}

impl Snippet {
    /// A whole text without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Snippet { text: text.into(), marks: Vec::new() }
    }

    /// The text in pieces, and whether each is marked.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::with_capacity(2 * self.marks.len() + 1);
        let mut done = 0;
        for mark in &self.marks {
            pieces.push((self.text.get(done..mark.start).unwrap_or_default(), false));
            pieces.push((self.text.get(mark.clone()).unwrap_or_default(), true));
            done = mark.end;
        }
        pieces.push((self.text.get(done..).unwrap_or_default(), false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }
}

/// What stands around a place of a text, on one line.
pub(super) fn line_around(text: &str, place: usize) -> String {
    let (before, after) = text.split_at(place);
    let start = cut(before.char_indices().rev(), BEFORE);
    let shown = before[start.unwrap_or(0)..].chars().count();
    let ends = after.char_indices().map(|(index, letter)| (place + index + letter.len_utf8(), letter));
    let end = cut(ends, BEFORE + AFTER - shown);
    let window = &text[start.unwrap_or(0)..end.unwrap_or(text.len())];
    let mut line = String::with_capacity(window.len() + 6);
    line.push_str(if start.is_some() { "…" } else { "" });
    for word in window.split_whitespace() {
        if !line.is_empty() && line != "…" {
            line.push(' ');
        }
        line.push_str(word);
    }
    line.push_str(if end.is_some() { "…" } else { "" });
    line
}

/// Where a window over a text ends that may hold so many characters: between two words where one ends nearby. `None`
/// where the text ends first. With each character comes where the window would end with it.
fn cut(letters: impl Iterator<Item = (usize, char)>, most: usize) -> Option<usize> {
    let mut between_words = None;
    let mut last = None;
    for (count, (end, letter)) in letters.enumerate() {
        if count == most {
            return between_words.or(last);
        }
        if letter.is_whitespace() && count + GIVE_UP >= most {
            between_words = Some(end);
        }
        last = Some(end);
    }
    None
}
