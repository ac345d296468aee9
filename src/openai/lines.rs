//! Bytes to lines, as the server-sent events standard splits them.

use memchr::memchr2;

/// The longest line that is kept, in bytes. What is longer is cut there, which makes that one event unreadable.
const LONGEST: usize = 128 << 20;
/// A buffer above this size is given back after its line.
const KEPT: usize = 1 << 20;
const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Splits a body that arrives in pieces into lines that end with LF, CR or CRLF, in any mixture (dialects rule 1).
///
/// A line that lies whole within one piece is not copied; each byte is looked at once.
#[derive(Default)]
pub(super) struct Lines {
    partial: Vec<u8>,
    /// `partial` was handed out and is stale.
    delivered: bool,
    /// The last line ended with CR; a LF that follows belongs to it.
    after_return: bool,
    /// How many bytes of the byte order mark were read; its whole length once the question is settled.
    mark: usize,
}

impl Lines {
    /// The next whole line of `input`, without its end; `None` when the rest was kept for the next piece.
    #[inline]
    pub(super) fn next<'s, 'i: 's>(&'s mut self, input: &mut &'i [u8]) -> Option<&'s [u8]> {
        if self.delivered {
            self.discard();
        }
        if self.mark < BYTE_ORDER_MARK.len() {
            self.skip_mark(input);
        }
        if self.after_return && !input.is_empty() {
            self.after_return = false;
            *input = input.strip_prefix(b"\n").unwrap_or(input);
        }
        let Some((head, [end, rest @ ..])) = memchr2(b'\n', b'\r', input).map(|end| input.split_at(end)) else {
            self.keep(input);
            *input = &[];
            return None;
        };
        self.after_return = *end == b'\r';
        *input = rest;
        if self.partial.is_empty() {
            return Some(head);
        }
        self.keep(head);
        self.delivered = true;
        Some(&self.partial)
    }

    /// What stands behind the last line end, once the body is over.
    pub(super) fn rest(&mut self) -> Option<&[u8]> {
        if self.delivered {
            self.discard();
        }
        (!self.partial.is_empty()).then_some(&*self.partial)
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = LONGEST.saturating_sub(self.partial.len());
        self.partial.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    fn discard(&mut self) {
        self.delivered = false;
        if self.partial.capacity() > KEPT {
            self.partial = Vec::new();
        } else {
            self.partial.clear();
        }
    }

    #[cold]
    fn skip_mark(&mut self, input: &mut &[u8]) {
        while let (Some(expected), Some((first, rest))) = (BYTE_ORDER_MARK.get(self.mark), input.split_first()) {
            if first != expected {
                let read = BYTE_ORDER_MARK.get(..self.mark).unwrap_or_default();
                self.partial.extend_from_slice(read);
                self.mark = BYTE_ORDER_MARK.len();
                return;
            }
            self.mark += 1;
            *input = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(pieces: &[&[u8]]) -> (Vec<String>, Option<String>) {
        let mut lines = Lines::default();
        let mut found = Vec::new();
        for piece in pieces {
            let mut input = *piece;
            while let Some(line) = lines.next(&mut input) {
                found.push(String::from_utf8_lossy(line).into_owned());
            }
        }
        let rest = lines.rest().map(|rest| String::from_utf8_lossy(rest).into_owned());
        (found, rest)
    }

    #[test]
    fn every_line_end_in_every_mixture_cut_anywhere() {
        let cases: &[(&[u8], &[&str], Option<&str>)] = &[
            (b"", &[], None),
            (b"a", &[], Some("a")),
            (b"a\nb\n", &["a", "b"], None),
            (b"a\rb\r", &["a", "b"], None),
            (b"a\r\nb\r\n", &["a", "b"], None),
            (b"a\n\nb\r\rc\r\n\r\nd", &["a", "", "b", "", "c", ""], Some("d")),
            (b"a\n\rb\r\n\nc", &["a", "", "b", ""], Some("c")),
            (b"\xEF\xBB\xBFa\n", &["a"], None),
            (b"\xEF\xBB\xBF\xEF\xBB\xBFa\n", &["\u{FEFF}a"], None),
            (b"a\n\xEF\xBB\xBFb\n", &["a", "\u{FEFF}b"], None),
            (b"\xEF\xBBa\n", &["\u{FFFD}a"], None),
            (b"\xEF\n", &["\u{FFFD}"], None),
            ("a\u{2028}b\u{85}c\u{B}\0d\n".as_bytes(), &["a\u{2028}b\u{85}c\u{B}\0d"], None),
        ];
        for (bytes, expected, rest) in cases {
            let expected = (expected.iter().map(|line| line.to_string()).collect(), rest.map(str::to_owned));
            assert_eq!(split(&[bytes]), expected, "{bytes:?}");
            for cut in 0..=bytes.len() {
                let (head, tail) = bytes.split_at(cut);
                assert_eq!(split(&[head, tail]), expected, "{bytes:?} cut at {cut}");
            }
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(split(&single), expected, "{bytes:?} byte by byte");
        }
    }
}
