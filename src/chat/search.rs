//! Finding words in conversations, whatever their case, width, accents and composition, and while a Hangul syllable is
//! still being typed.
//!
//! Texts and words are folded to the same letters: lower case, without accents and width, Hangul as its single letters.
//! A half-typed syllable is then the beginning of the whole one. Words of initial consonants alone (ㅎㄱ) are looked for
//! among the initial consonants of the text. Everything here takes time in proportion to the text.

use std::ops::Range;

use memchr::memmem::Finder;
use unicode_normalization::char::decompose_compatible;

/// Words of a query that count; a text that somebody pasted has more than anybody searches for.
const MOST_WORDS: usize = 16;
/// Characters of a snippet before and after the place that it shows.
const BEFORE: usize = 36;
const AFTER: usize = 120;
/// Characters that a snippet gives up at an end to be cut between words.
const GIVE_UP: usize = 14;

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

/// How a text is folded.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Letters,
    /// Of each Hangul syllable the initial consonant alone.
    Initials,
}

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
        Some(Found { text: index, snippet: self.snippet(text, start) })
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

    /// What stands around a place of a text, on one line, with all words marked.
    fn snippet(&self, text: &str, place: usize) -> Snippet {
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
        let marks = self.marks(&line);
        Snippet { text: line, marks }
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

/// The word with its last consonant as the beginning of another syllable: 한 on the way to 하나.
fn going_on(folded: &str) -> Option<String> {
    let last = folded.chars().next_back()?;
    let (_, initial) = split_final(last)?;
    let mut form = folded.strip_suffix(last)?.to_owned();
    form.push(initial);
    Some(form)
}

/// The final consonants of Hangul syllables, from U+11A8 on: which of them stays when the last one moves to the next
/// syllable, counted as here with 0 for none, and which initial consonant that becomes, counted from U+1100 on.
const FINALS: [(u8, u8); 27] = [
    (0, 0),
    (0, 1),
    (1, 9),
    (0, 2),
    (4, 12),
    (4, 18),
    (0, 3),
    (0, 5),
    (8, 0),
    (8, 6),
    (8, 7),
    (8, 9),
    (8, 16),
    (8, 17),
    (8, 18),
    (0, 6),
    (0, 7),
    (17, 9),
    (0, 9),
    (0, 10),
    (0, 11),
    (0, 12),
    (0, 14),
    (0, 15),
    (0, 16),
    (0, 17),
    (0, 18),
];
const FIRST_INITIAL: u32 = 0x1100;
const FIRST_VOWEL: u32 = 0x1161;
const FIRST_FINAL: u32 = 0x11a8;
const SYLLABLES: std::ops::RangeInclusive<char> = '가'..='힣';
/// Syllables that share an initial consonant.
const OF_ONE_INITIAL: u32 = 21 * FINALS_OF_A_VOWEL;
/// Syllables that share an initial consonant and a vowel: one without a final consonant, and one with each.
const FINALS_OF_A_VOWEL: u32 = 28;

/// What stays of a final consonant and what becomes an initial one; `None` for any other letter.
fn split_final(letter: char) -> Option<(Option<char>, char)> {
    let index = u32::from(letter).checked_sub(FIRST_FINAL)?;
    let (stays, moves) = *FINALS.get(usize::try_from(index).ok()?)?;
    let stays = u32::from(stays).checked_sub(1).and_then(|index| char::from_u32(FIRST_FINAL + index));
    Some((stays, char::from_u32(FIRST_INITIAL + u32::from(moves))?))
}

/// An initial consonant as the end of a syllable.
fn as_final(initial: char) -> Option<char> {
    let index = u32::from(initial).checked_sub(FIRST_INITIAL)?;
    let position = FINALS.iter().position(|&(stays, moves)| stays == 0 && u32::from(moves) == index)?;
    char::from_u32(FIRST_FINAL + u32::try_from(position).ok()?)
}

/// The two vowels that a vowel is typed as.
fn split_vowel(vowel: char) -> Option<[char; 2]> {
    Some(match vowel {
        'ᅪ' => ['ᅩ', 'ᅡ'],
        'ᅫ' => ['ᅩ', 'ᅢ'],
        'ᅬ' => ['ᅩ', 'ᅵ'],
        'ᅯ' => ['ᅮ', 'ᅥ'],
        'ᅰ' => ['ᅮ', 'ᅦ'],
        'ᅱ' => ['ᅮ', 'ᅵ'],
        'ᅴ' => ['ᅳ', 'ᅵ'],
        _ => return None,
    })
}

/// Gives the letters that a character stands for.
fn fold_letter(letter: char, reading: Reading, mut give: impl FnMut(char)) {
    if letter.is_ascii() {
        return give(letter.to_ascii_lowercase());
    }
    if SYLLABLES.contains(&letter) {
        let index = u32::from(letter) - u32::from(*SYLLABLES.start());
        char::from_u32(FIRST_INITIAL + index / OF_ONE_INITIAL).into_iter().for_each(&mut give);
        if reading == Reading::Letters {
            let vowel = char::from_u32(FIRST_VOWEL + index % OF_ONE_INITIAL / FINALS_OF_A_VOWEL);
            vowel.into_iter().for_each(|vowel| fold_part(vowel, reading, &mut give));
            let last = (index % FINALS_OF_A_VOWEL).checked_sub(1).and_then(|last| char::from_u32(FIRST_FINAL + last));
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

fn fold_into(text: &str, reading: Reading, folded: &mut String) {
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
fn original(text: &str, reading: Reading, place: usize) -> usize {
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
struct Places(Vec<(usize, usize)>);

impl Places {
    /// The characters that became these folded bytes, with the accents that follow.
    fn range(&self, folded: Range<usize>) -> Range<usize> {
        let index_at = |place: usize| self.0.partition_point(|(begin, _)| *begin <= place).saturating_sub(1);
        let at = |index: usize| self.0.get(index).or(self.0.last()).map_or(0, |(_, original)| *original);
        let last = index_at(folded.end);
        let is_inside = self.0.get(last).is_some_and(|(begin, _)| *begin < folded.end);
        at(index_at(folded.start))..at(if is_inside { last + 1 } else { last })
    }
}

fn fold_with_places(text: &str, reading: Reading) -> (String, Places) {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    for (index, letter) in text.char_indices() {
        places.push((folded.len(), index));
        fold_letter(letter, reading, |part| folded.push(part));
    }
    places.push((folded.len(), text.len()));
    (folded, Places(places))
}

#[cfg(test)]
mod tests;
