//! Reasoning that stands as a leading `<think>…</think>` within the content (dialects rule 11).

const TAGS: [(&str, &str); 2] = [("<think>", "</think>"), ("<thought>", "</thought>")];

/// Tells leading reasoning from content, also where pieces cut the tags. A closing tag that was never opened and
/// a tag further on are text. Line breaks at the inner and outer edges of the tags only separate, and are dropped.
pub(super) enum Thinking {
    /// Before the first letter: white space and the beginning of a tag, held back.
    Ahead(String),
    /// Between the tags; held back is what may be the closing tag and the line breaks before it.
    Inside { closing: &'static str, held: String, begun: bool },
    /// Behind the closing tag, before the first letter.
    Behind,
    /// The content proper.
    Content,
}

impl Default for Thinking {
    fn default() -> Thinking {
        Thinking::Ahead(String::new())
    }
}

/// A piece of the content as it came, told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Content(&'a str),
    Reasoning(&'a str),
}

/// White space before a tag that is held back at most, in bytes.
const LONGEST_INDENT: usize = 256;
/// Line breaks before a closing tag that are held back at most, in bytes.
const LONGEST_BREAK: usize = 64;

impl Thinking {
    /// Whether everything that comes is content.
    #[inline]
    pub(super) fn is_settled(&self) -> bool {
        matches!(self, Thinking::Content)
    }

    /// Takes a piece of the content.
    pub(super) fn push(&mut self, piece: &str, out: &mut impl FnMut(Part<'_>)) {
        match self {
            Thinking::Content => emit(out, Part::Content(piece)),
            Thinking::Behind => {
                let text = piece.trim_start_matches(is_break);
                if !text.is_empty() {
                    *self = Thinking::Content;
                    out(Part::Content(text));
                }
            }
            Thinking::Ahead(held)
                if held.is_empty() && piece.starts_with(|first: char| first != '<' && !first.is_whitespace()) =>
            {
                *self = Thinking::Content;
                out(Part::Content(piece));
            }
            Thinking::Ahead(held) => {
                held.push_str(piece);
                let held = std::mem::take(held);
                self.look_ahead(held, out);
            }
            Thinking::Inside { closing, held, begun } => {
                held.push_str(piece);
                if let Some((reasoning, rest)) = held.split_once(*closing) {
                    let reasoning = if *begun { reasoning } else { reasoning.trim_start_matches(is_break) };
                    emit(out, Part::Reasoning(reasoning.trim_end_matches(is_break)));
                    let rest = rest.to_owned();
                    *self = Thinking::Behind;
                    return self.push(&rest, out);
                }
                let sure = held.get(..sure_length(held, closing)).unwrap_or_default();
                let reasoning = if *begun { sure } else { sure.trim_start_matches(is_break) };
                *begun |= !reasoning.is_empty();
                emit(out, Part::Reasoning(reasoning));
                let sure = sure.len();
                held.drain(..sure);
            }
        }
    }

    /// Gives out what is held back. Reasoning that was never closed stays reasoning.
    pub(super) fn finish(&mut self, out: &mut impl FnMut(Part<'_>)) {
        match std::mem::take(self) {
            Thinking::Ahead(held) => emit(out, Part::Content(&held)),
            Thinking::Inside { held, .. } => emit(out, Part::Reasoning(held.trim_end_matches(is_break))),
            Thinking::Behind | Thinking::Content => {}
        }
        *self = Thinking::Content;
    }

    fn look_ahead(&mut self, held: String, out: &mut impl FnMut(Part<'_>)) {
        let text = held.trim_start();
        for (opening, closing) in TAGS {
            if let Some(rest) = text.strip_prefix(opening) {
                let rest = rest.to_owned();
                *self = Thinking::Inside { closing, held: String::new(), begun: false };
                return self.push(&rest, out);
            }
        }
        if TAGS.iter().any(|(opening, _)| opening.starts_with(text)) && held.len() <= LONGEST_INDENT {
            *self = Thinking::Ahead(held);
        } else {
            *self = Thinking::Content;
            emit(out, Part::Content(&held));
        }
    }
}

fn emit(out: &mut impl FnMut(Part<'_>), part: Part<'_>) {
    match part {
        Part::Content("") | Part::Reasoning("") => {}
        part => out(part),
    }
}

fn is_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r')
}

/// How much of `held` cannot be part of the closing tag or of the line breaks before it.
fn sure_length(held: &str, closing: &str) -> usize {
    let tag =
        (1..closing.len()).rev().find(|length| held.ends_with(closing.get(..*length).unwrap_or(closing))).unwrap_or(0);
    let before_tag = held.len() - tag;
    let text = held.get(..before_tag).unwrap_or_default().trim_end_matches(is_break).len();
    if before_tag - text > LONGEST_BREAK { before_tag } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_apart<'p>(pieces: impl Iterator<Item = &'p str>) -> (String, String) {
        let (mut thinking, mut reasoning, mut content) = (Thinking::default(), String::new(), String::new());
        let mut out = |part: Part<'_>| match part {
            Part::Reasoning(text) => reasoning.push_str(text),
            Part::Content(text) => content.push_str(text),
        };
        for piece in pieces {
            thinking.push(piece, &mut out);
        }
        thinking.finish(&mut out);
        (reasoning, content)
    }

    #[test]
    fn leading_reasoning_is_told_from_content_wherever_it_is_cut() {
        let cases = [
            ("<think>plan</think>answer", "plan", "answer"),
            ("<think>\nplan\n\nmore\n</think>\n\nanswer\n", "plan\n\nmore", "answer\n"),
            (" \n<think>plan</think>\r\n\r\n  answer", "plan", "  answer"),
            ("<thought>plan</thought>answer", "plan", "answer"),
            ("<think>plan</thought></think>answer", "plan</thought>", "answer"),
            ("<think>\n\n</think>\n\nanswer", "", "answer"),
            ("<think></think>answer", "", "answer"),
            ("<think>never closed\n", "never closed", ""),
            ("<think>cut </thi", "cut </thi", ""),
            ("plan</think>answer", "", "plan</think>answer"),
            ("see <think>this</think>", "", "see <think>this</think>"),
            ("<think>a</think><think>b</think>c", "a", "<think>b</think>c"),
            ("<thin", "", "<thin"),
            ("<thinking>x</thinking>", "", "<thinking>x</thinking>"),
            ("\n\n  plain", "", "\n\n  plain"),
            ("  ", "", "  "),
            ("", "", ""),
            ("<think>1 < 2 <</think>생각", "1 < 2 <", "생각"),
        ];
        for (text, reasoning, content) in cases {
            let expected = (reasoning.to_owned(), content.to_owned());
            assert_eq!(told_apart([text].into_iter()), expected, "{text:?}");
            assert_eq!(told_apart(text.split_inclusive(|_| true)), expected, "{text:?} letter by letter");
            for (cut, _) in text.char_indices() {
                let (head, tail) = text.split_at(cut);
                assert_eq!(told_apart([head, tail].into_iter()), expected, "{text:?} cut at {cut}");
            }
        }
    }

    #[test]
    fn what_is_held_back_is_bounded() {
        let blank = " ".repeat(100_000);
        assert_eq!(told_apart(blank.split_inclusive(|_| true)), (String::new(), blank.clone()));
        let breaks = format!("<think>x{}y", "\n".repeat(100_000));
        assert_eq!(told_apart(breaks.split_inclusive(|_| true)).0.len(), 100_002);
    }
}
