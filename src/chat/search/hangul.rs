//! The letters of Hangul, and what becomes of them while a syllable is typed.

use std::ops::RangeInclusive;

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
const SYLLABLES: RangeInclusive<char> = '가'..='힣';
/// Syllables that share an initial consonant.
const OF_ONE_INITIAL: u32 = 21 * FINALS_OF_A_VOWEL;
/// Syllables that share an initial consonant and a vowel: one without a final consonant, and one with each.
const FINALS_OF_A_VOWEL: u32 = 28;

/// The initial consonant, the vowel and the final consonant of a syllable; `None` for any other letter.
pub(super) fn parts(letter: char) -> Option<(char, char, Option<char>)> {
    if !SYLLABLES.contains(&letter) {
        return None;
    }
    let index = u32::from(letter) - u32::from(*SYLLABLES.start());
    let initial = char::from_u32(FIRST_INITIAL + index / OF_ONE_INITIAL)?;
    let vowel = char::from_u32(FIRST_VOWEL + index % OF_ONE_INITIAL / FINALS_OF_A_VOWEL)?;
    let last = (index % FINALS_OF_A_VOWEL).checked_sub(1).and_then(|last| char::from_u32(FIRST_FINAL + last));
    Some((initial, vowel, last))
}

/// What stays of a final consonant and what becomes an initial one; `None` for any other letter.
pub(super) fn split_final(letter: char) -> Option<(Option<char>, char)> {
    let index = u32::from(letter).checked_sub(FIRST_FINAL)?;
    let (stays, moves) = *FINALS.get(usize::try_from(index).ok()?)?;
    let stays = u32::from(stays).checked_sub(1).and_then(|index| char::from_u32(FIRST_FINAL + index));
    Some((stays, char::from_u32(FIRST_INITIAL + u32::from(moves))?))
}

/// An initial consonant as the end of a syllable.
pub(super) fn as_final(initial: char) -> Option<char> {
    let index = u32::from(initial).checked_sub(FIRST_INITIAL)?;
    let position = FINALS.iter().position(|&(stays, moves)| stays == 0 && u32::from(moves) == index)?;
    char::from_u32(FIRST_FINAL + u32::try_from(position).ok()?)
}

/// The two vowels that a vowel is typed as.
pub(super) fn split_vowel(vowel: char) -> Option<[char; 2]> {
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

/// The word with its last consonant as the beginning of another syllable: 한 on the way to 하나.
pub(super) fn going_on(folded: &str) -> Option<String> {
    let last = folded.chars().next_back()?;
    let (_, initial) = split_final(last)?;
    let mut form = folded.strip_suffix(last)?.to_owned();
    form.push(initial);
    Some(form)
}
