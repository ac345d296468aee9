//! Texts as the letters by which they are compared.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

use super::hangul::{self, as_final, split_final, split_vowel};

/// How a text is folded.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reading {
    Letters,
    /// Of each Hangul syllable the initial consonant alone.
    Initials,
}

/// Gives the letters that a character stands for.
fn fold_letter(letter: char, reading: Reading, mut give: impl FnMut(char)) {
    if letter.is_ascii() {
        return give(letter.to_ascii_lowercase());
    }
    if let Some((initial, vowel, last)) = hangul::parts(letter) {
        give(initial);
        if reading == Reading::Letters {
            fold_part(vowel, reading, &mut give);
            last.into_iter().for_each(|last| fold_part(last, reading, &mut give));
        }
        return;
    }
    // The rest of a syllable that is written in its parts.
    if reading == Reading::Initials && matches!(letter, '\u{1160}'..='\u{11ff}') {
        return;
    }
    decompose_compatible(letter, |part| fold_part(part, reading, &mut give));
}

/// Gives the letters that a part of a character stands for.
fn fold_part(part: char, reading: Reading, mut give: impl FnMut(char)) {
    match part {
        // Accents; soft hyphens, joiners and marks of direction; the choice of a picture's style.
        '\u{300}'..='\u{36f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => {}
        'ς' => give('σ'),
        _ => match (split_final(part), reading) {
            (Some((stays, moves)), Reading::Initials) => {
                stays.and_then(split_final).into_iter().for_each(|(_, initial)| give(initial));
                give(moves);
            }
            // Both consonants of two are typed, one after the other.
            (Some((Some(stays), moves)), Reading::Letters) => {
                give(stays);
                give(as_final(moves).unwrap_or(moves));
            }
            _ => match split_vowel(part) {
                Some(vowels) => vowels.into_iter().for_each(&mut give),
                None => part.to_lowercase().for_each(&mut give),
            },
        },
    }
}

/// Appends the letters of a text.
pub(super) fn fold_into(text: &str, reading: Reading, folded: &mut String) {
    folded.reserve(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        // Most texts are mostly ASCII, which is folded as a whole.
        let (ascii, others) = rest.split_at(rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len()));
        if ascii.is_empty() {
            fold_letter(letter, reading, |part| folded.push(part));
            rest = &rest[letter.len_utf8()..];
        } else {
            let begin = folded.len();
            folded.push_str(ascii);
            folded[begin..].make_ascii_lowercase();
            rest = others;
        }
    }
}

/// The byte of the text whose character became this byte of the folded text.
pub(super) fn original(text: &str, reading: Reading, place: usize) -> usize {
    let mut folded = 0;
    for (index, letter) in text.char_indices() {
        fold_letter(letter, reading, |part| folded += part.len_utf8());
        if folded > place {
            return index;
        }
    }
    0
}

/// For each character of a text where it begins, folded and as it was; the ends at last.
pub(super) struct Places(Vec<(usize, usize)>);

impl Places {
    /// The characters that became these folded bytes, with the accents that follow.
    pub(super) fn range(&self, folded: Range<usize>) -> Range<usize> {
        let index_at = |place: usize| self.0.partition_point(|(begin, _)| *begin <= place).saturating_sub(1);
        let at = |index: usize| self.0.get(index).or(self.0.last()).map_or(0, |(_, original)| *original);
        let last = index_at(folded.end);
        let is_inside = self.0.get(last).is_some_and(|(begin, _)| *begin < folded.end);
        at(index_at(folded.start))..at(if is_inside { last + 1 } else { last })
    }
}

/// The letters of a short text, and where each of its characters went.
pub(super) fn fold_with_places(text: &str, reading: Reading) -> (String, Places) {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    for (index, letter) in text.char_indices() {
        places.push((folded.len(), index));
        fold_letter(letter, reading, |part| folded.push(part));
    }
    places.push((folded.len(), text.len()));
    (folded, Places(places))
}
