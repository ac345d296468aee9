//! What counts as a token here.
//!
//! A token of Demo is at most four characters of one word, with the white space before them. No model counts so; it is
//! close to what they count for English, and the reply says it.

/// Characters of a word in one token.
const LONGEST: usize = 4;

/// Cuts a text into tokens; put together again they are the text.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at_checked(first_length(rest))?;
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The bytes of the first token.
fn first_length(text: &str) -> usize {
    let word = text.trim_start();
    let white = text.len() - word.len();
    let letters = word.chars().take(LONGEST).take_while(|character| !character.is_whitespace());
    white + letters.map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn a_token_is_at_most_four_characters_of_a_word() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("  ", &["  "]),
            ("hi", &["hi"]),
            ("hello you", &["hell", "o", " you"]),
            ("안녕하세요\n", &["안녕하세", "요", "\n"]),
            ("a  b\n\n# c", &["a", "  b", "\n\n#", " c"]),
        ];
        for (text, expected) in cases {
            assert_eq!(pieces(text).collect::<Vec<_>>(), *expected, "{text:?}");
            assert_eq!(pieces(text).collect::<String>(), *text);
        }
    }
}
