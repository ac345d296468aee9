//! Finding words in conversations, whatever their case, width, accents and composition, and while a Hangul syllable is
//! still being typed.
//!
//! Texts and words are folded to the same letters: lower case, without accents and width, Hangul as its single letters.
//! A half-typed syllable is then the beginning of the whole one. Words of initial consonants alone (ㅎㄱ) are looked for
//! among the initial consonants of the text. Everything here takes time in proportion to the text.

mod fold;
mod hangul;
mod snippet;

use std::ops::Range;

use memchr::memmem::Finder;

pub use self::snippet::Snippet;

use self::fold::{Reading, fold_into, fold_with_places, original};
use self::hangul::going_on;
use self::snippet::line_around;

/// Words of a query that count; a text that somebody pasted has more than anybody searches for.
const MOST_WORDS: usize = 16;

/// Words to find. It keeps what it has folded, so that many texts need memory once.
pub struct Search {
    words: Vec<Word>,
    letters: String,
    initials: String,
}

struct Word {
    reading: Reading,
    /// How the word may stand in the text: as it is, and as it goes on when its last consonant begins the next syllable.
    forms: Vec<Finder<'static>>,
}

/// Where the words of a search were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which of the texts the snippet is from.
    pub text: usize,
    pub snippet: Snippet,
}

impl Search {
    /// Characters from which on messages are searched (issue 5); with one alone nearly all would match.
    pub const SHORTEST: usize = 2;

    /// A search for all words of a query; `None` where there is no word in it.
    pub fn new(query: &str) -> Option<Self> {
        let words: Vec<_> = query.split_whitespace().filter_map(Word::new).take(MOST_WORDS).collect();
        (!words.is_empty()).then(|| Search { words, letters: String::new(), initials: String::new() })
    }

    /// Whether a query is long enough for messages.
    pub fn reaches_messages(query: &str) -> bool {
        query.trim().chars().nth(Search::SHORTEST - 1).is_some()
    }

    /// Where all words occur, each in any of the texts.
    pub fn find(&mut self, texts: &[&str]) -> Option<Found> {
        let mut missing: Vec<usize> = (0..self.words.len()).collect();
        let mut first: Option<(usize, Vec<(Reading, usize)>)> = None;
        for (index, text) in texts.iter().enumerate() {
            self.fold(text);
            let mut places = Vec::new();
            missing.retain(|&word| match self.place(word) {
                Some(place) => {
                    places.push((self.words[word].reading, place));
                    false
                }
                None => true,
            });
            if !places.is_empty() && first.is_none() {
                first = Some((index, places));
            }
            if missing.is_empty() {
                break;
            }
        }
        let (index, places) = first.filter(|_| missing.is_empty())?;
        let text = texts[index];
        let start = places.into_iter().map(|(reading, place)| original(text, reading, place)).min()?;
        Some(Found { text: index, snippet: self.mark(&line_around(text, start)) })
    }

    /// A whole text with the words marked that are in it.
    pub fn mark(&self, text: &str) -> Snippet {
        Snippet { text: text.to_owned(), marks: self.marks(text) }
    }

    fn fold(&mut self, text: &str) {
        for (reading, folded) in [(Reading::Letters, &mut self.letters), (Reading::Initials, &mut self.initials)] {
            folded.clear();
            if self.words.iter().any(|word| word.reading == reading) {
                fold_into(text, reading, folded);
            }
        }
    }

    /// The first place of a word in the text that was folded last.
    fn place(&self, word: usize) -> Option<usize> {
        let word = &self.words[word];
        let folded = match word.reading {
            Reading::Letters => &self.letters,
            Reading::Initials => &self.initials,
        };
        word.forms.iter().filter_map(|form| form.find(folded.as_bytes())).min()
    }

    /// All places of all words in a short text.
    fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        for reading in [Reading::Letters, Reading::Initials] {
            let (folded, places) = fold_with_places(text, reading);
            for word in self.words.iter().filter(|word| word.reading == reading) {
                for form in &word.forms {
                    let found = form.find_iter(folded.as_bytes());
                    marks.extend(found.map(|start| places.range(start..start + form.needle().len())));
                }
            }
        }
        marks.sort_by_key(|mark| mark.start);
        marks.dedup_by(|next, mark| {
            let touches = next.start <= mark.end;
            if touches {
                mark.end = mark.end.max(next.end);
            }
            touches
        });
        marks
    }
}

impl Word {
    fn new(word: &str) -> Option<Self> {
        let is_initials = word.chars().all(|letter| matches!(letter, 'ㄱ'..='ㅎ'));
        let reading = if is_initials { Reading::Initials } else { Reading::Letters };
        let mut folded = String::new();
        fold_into(word, reading, &mut folded);
        if folded.is_empty() {
            return None;
        }
        let going_on = going_on(&folded).filter(|_| reading == Reading::Letters);
        let forms = std::iter::once(folded).chain(going_on).map(|form| Finder::new(&form).into_owned()).collect();
        Some(Word { reading, forms })
    }
}

#[cfg(test)]
mod tests;
