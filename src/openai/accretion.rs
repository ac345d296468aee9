//! Text that servers send either piece by piece or, cumulatively, all of it anew each time.

/// Turns the pieces of one text into what is new in each of them.
///
/// A stream whose every delta repeats the text so far (dialects 2.23) cannot be told from an ordinary one by its
/// second delta: "no", "no problem" may be either. So the question is only ever open at the very start of a reply: a
/// second delta that begins with the whole first one is held back until the third decides. After that, repeats
/// such as "ha", "ha" or "1", "12" in the middle of a text are never looked at.
#[derive(Default)]
pub(super) enum Accretion {
    #[default]
    Nothing,
    /// One piece came.
    First(String),
    /// The second piece began with the first; it is held back.
    Undecided { first: String, held: String },
    /// Each piece is new text.
    Pieces,
    /// Each piece is the whole text so far.
    Whole(String),
}

/// Text of a single held-back delta that is too short to be more than a stutter ("no", "no, …").
const STUTTER: usize = 5;

/// A first delta above this length, in bytes, comes from a server that sends few; it is not kept to compare.
const LONGEST_FIRST: usize = 4096;

impl Accretion {
    /// Whether every further piece is new text as it stands.
    #[inline]
    pub(super) fn is_settled(&self) -> bool {
        matches!(self, Accretion::Pieces)
    }

    /// Takes a piece of a `delta`.
    pub(super) fn push(&mut self, piece: &str, new: &mut impl FnMut(&str)) {
        if piece.is_empty() {
            return;
        }
        *self = match std::mem::take(self) {
            Accretion::Nothing => {
                new(piece);
                if piece.len() > LONGEST_FIRST { Accretion::Pieces } else { Accretion::First(piece.to_owned()) }
            }
            Accretion::First(first) if extends(piece, &first) => Accretion::Undecided { first, held: piece.to_owned() },
            Accretion::Undecided { first, held } if piece == held || extends(piece, &held) => {
                new(piece.get(first.len()..).unwrap_or_default());
                Accretion::Whole(piece.to_owned())
            }
            Accretion::Undecided { held, .. } => {
                new(&held);
                new(piece);
                Accretion::Pieces
            }
            Accretion::Whole(text) => grow(text, piece, new),
            Accretion::First(_) | Accretion::Pieces => {
                new(piece);
                Accretion::Pieces
            }
        };
    }

    /// Takes a `message` of a stream: the whole text so far, unless it does not begin with that.
    pub(super) fn push_whole(&mut self, text: &str, new: &mut impl FnMut(&str)) {
        if text.is_empty() {
            return;
        }
        *self = match std::mem::take(self) {
            Accretion::Nothing => {
                new(text);
                Accretion::Whole(text.to_owned())
            }
            Accretion::Whole(so_far) => grow(so_far, text, new),
            other => {
                *self = other;
                return self.push(text, new);
            }
        };
    }

    /// Decides what is still held back.
    pub(super) fn finish(&mut self, new: &mut impl FnMut(&str)) {
        if let Accretion::Undecided { first, held } = self {
            match held.get(first.len()..) {
                Some(suffix) if first.chars().count() >= STUTTER => new(suffix),
                _ => new(held),
            }
            *self = Accretion::Pieces;
        }
    }
}

fn grow(so_far: String, piece: &str, new: &mut impl FnMut(&str)) -> Accretion {
    match piece.strip_prefix(so_far.as_str()) {
        Some("") => Accretion::Whole(so_far),
        Some(suffix) => {
            new(suffix);
            Accretion::Whole(piece.to_owned())
        }
        None => {
            new(piece);
            Accretion::Pieces
        }
    }
}

/// Whether `piece` is `text` and more, where the more is no mere repetition ("ha", "haha"; "-", "---").
fn extends(piece: &str, text: &str) -> bool {
    /// From this length on, in bytes, nobody repeats by chance.
    const LONG: usize = 64;
    piece.strip_prefix(text).is_some_and(|suffix| {
        !suffix.is_empty()
            && text.contains(char::is_alphanumeric)
            && (text.len() >= LONG || suffix.contains(|letter| !text.contains(letter)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deltas(pieces: &[&str]) -> Vec<String> {
        let (mut accretion, mut found) = (Accretion::default(), Vec::new());
        for piece in pieces {
            accretion.push(piece, &mut |text: &str| found.push(text.to_owned()));
        }
        accretion.finish(&mut |text: &str| found.push(text.to_owned()));
        found
    }

    #[test]
    fn ordinary_deltas_stay_as_they_are() {
        let cases: &[&[&str]] = &[
            &["Hel", "lo"],
            &["ha", "ha", "haha", "hahaha"],
            &["no", "no problem"],
            &["no", "no problem", " at all"],
            &["-", "--", "---"],
            &["1", "0", "10", "100"],
            &["\n", "\n\n", "\n\nx"],
            &["天", "天天", "天天天"],
            &["ㅋ", "ㅋㅋㅋ", "ㅋㅋㅋㅋㅋ"],
            &["a", "b", "ab", "aba"],
        ];
        for pieces in cases {
            assert_eq!(deltas(pieces).concat(), pieces.concat(), "{pieces:?}");
        }
    }

    #[test]
    fn cumulative_deltas_yield_what_is_new() {
        let cases: &[(&[&str], &str)] = &[
            (&["Hel", "Hello", "Hello wor", "Hello world"], "Hello world"),
            (&["你", "你好", "你好！", "你好！"], "你好！"),
            (&["Hello", "Hello world"], "Hello world"),
            (&["Hello", "Hello world", "Hello world"], "Hello world"),
            (&["", "I", "I am", "", "I am here"], "I am here"),
        ];
        for (pieces, expected) in cases {
            assert_eq!(deltas(pieces).concat(), *expected, "{pieces:?}");
        }
        assert_eq!(deltas(&["Hel", "Hello", "Hello wor", "Hello world"]), ["Hel", "lo wor", "ld"]);
    }

    #[test]
    fn messages_of_a_stream_are_cumulative_where_they_can_be() {
        let cases: &[(&[&str], &str)] =
            &[(&["Hel", "Hello", "Hello"], "Hello"), (&["Hel", "lo", "!"], "Hello!"), (&["a", "aa", "aaa"], "aaa")];
        for (pieces, expected) in cases {
            let (mut accretion, mut found) = (Accretion::default(), String::new());
            for piece in *pieces {
                accretion.push_whole(piece, &mut |text: &str| found.push_str(text));
            }
            assert_eq!(found, *expected, "{pieces:?}");
        }
    }
}
