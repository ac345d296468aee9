//! The body of an answer as it came, kept for the request details: its beginning and its end, with times.

use memchr::{memchr2, memchr2_iter};

use super::Secrets;

/// Pieces that came closer together than this, in milliseconds, share one time.
const TIME_GRAIN: f64 = 0.5;

/// Takes the bytes of an answer. The cost of each does not depend on what came before, and what is kept is bounded.
pub struct RawStream {
    /// How many bytes of the beginning and, at least, of the end are kept.
    limits: (usize, usize),
    head: Vec<u8>,
    tail: Vec<u8>,
    /// How many bytes came.
    total: usize,
    marks: Vec<Mark>,
}

/// All bytes before `end` had come by `time`.
struct Mark {
    end: usize,
    time: f64,
}

impl RawStream {
    /// Keeps what a reply of ten thousand tokens takes: 3 MB of the beginning, 1 to 2 MB of the end.
    pub fn new() -> RawStream {
        RawStream::with_limits(3 << 20, 1 << 20)
    }

    fn with_limits(head: usize, tail: usize) -> RawStream {
        RawStream { limits: (head, tail), head: Vec::new(), tail: Vec::new(), total: 0, marks: Vec::new() }
    }

    /// Takes the next bytes. `time` is in milliseconds after the request was sent, and never less than the last one.
    pub fn push(&mut self, bytes: &[u8], time: f64) {
        let (most_head, most_tail) = self.limits;
        let room = most_head.saturating_sub(self.head.len()).min(bytes.len());
        let (first, rest) = bytes.split_at(room);
        self.head.extend_from_slice(first);
        self.tail.extend_from_slice(rest);
        self.total += bytes.len();
        match self.marks.last_mut() {
            Some(mark) if time - mark.time < TIME_GRAIN => mark.end = self.total,
            _ => self.marks.push(Mark { end: self.total, time }),
        }
        // Twice as much is let grow, so that moving it costs each byte the same.
        if self.tail.len() > 2 * most_tail {
            self.tail.drain(..self.tail.len() - most_tail);
            let start = self.total - self.tail.len();
            self.marks.retain(|mark| mark.end <= most_head || mark.end > start);
        }
    }

    /// How many bytes came.
    pub fn bytes(&self) -> usize {
        self.total
    }

    /// The lines of what is kept, without secrets.
    pub fn lines(&self, secrets: &Secrets) -> RawLines {
        let mut lines = RawLines { bytes: self.total, ..RawLines::default() };
        let left_out = self.total - self.head.len() - self.tail.len();
        if left_out == 0 {
            // A line may lie on the border.
            let all = [self.head.as_slice(), self.tail.as_slice()].concat();
            self.add(&mut lines, &all, 0, secrets);
        } else {
            self.add(&mut lines, &self.head, 0, secrets);
            // What is left of the first line may end in a secret that cannot be told by its end.
            let skipped = memchr2(b'\n', b'\r', &self.tail).map_or(self.tail.len(), |end| end + 1);
            lines.gap = Some(Gap { row: lines.rows.len(), at: lines.text.len(), bytes: left_out + skipped });
            let tail = self.tail.get(skipped..).unwrap_or_default();
            self.add(&mut lines, tail, self.total - tail.len(), secrets);
        }
        lines
    }

    /// Adds the lines of `bytes`, the first of which stood at `offset` of the body.
    fn add(&self, lines: &mut RawLines, bytes: &[u8], offset: usize, secrets: &Secrets) {
        // Nearly no server repeats a secret: then no line is looked at by itself, and else only those that hold one.
        let mut places = secrets.places(bytes).into_iter().peekable();
        let as_it_came = if places.peek().is_none() { str::from_utf8(bytes).ok() } else { None };
        let first = lines.text.len();
        lines.text.push_str(as_it_came.unwrap_or_default());
        let mut marks = self.marks.iter().skip_while(|mark| mark.end <= offset).peekable();
        let mut start = 0;
        let ends = memchr2_iter(b'\n', b'\r', bytes).chain((!bytes.is_empty()).then_some(bytes.len()));
        for end in ends {
            while marks.peek().is_some_and(|mark| mark.end < offset + end) {
                marks.next();
            }
            let time = marks.peek().map_or(0.0, |mark| mark.time);
            let (from, to) = if as_it_came.is_some() {
                (first + start, first + end)
            } else {
                let line = String::from_utf8_lossy(bytes.get(start..end).unwrap_or_default());
                let from = lines.text.len();
                let mut is_clean = true;
                while places.next_if(|place| *place < end).is_some() {
                    is_clean = false;
                }
                lines.text.push_str(&if is_clean { line } else { secrets.redact(&line).into_owned().into() });
                let to = lines.text.len();
                lines.text.extend(bytes.get(end).map(|border| char::from(*border)));
                (from, to)
            };
            if to > from {
                lines.rows.push(Row { start: from, end: to, time });
            }
            start = end + 1;
        }
    }
}

impl Default for RawStream {
    fn default() -> Self {
        RawStream::new()
    }
}

/// The lines of a body that are not blank, without secrets.
#[derive(Default)]
pub struct RawLines {
    text: String,
    rows: Vec<Row>,
    gap: Option<Gap>,
    bytes: usize,
}

struct Row {
    start: usize,
    end: usize,
    time: f64,
}

/// Where bytes were left out: before this row, at this place of the text.
struct Gap {
    row: usize,
    at: usize,
    bytes: usize,
}

/// One line of a body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RawLine<'a> {
    /// When its last byte came, in milliseconds after the request was sent.
    pub time: f64,
    pub text: &'a str,
}

impl RawLines {
    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn get(&self, index: usize) -> Option<RawLine<'_>> {
        let row = self.rows.get(index)?;
        Some(RawLine { time: row.time, text: self.text.get(row.start..row.end)? })
    }

    /// The numbers of the lines that hold a text, whatever its case in ASCII.
    pub fn find(&self, text: &str) -> Vec<usize> {
        let wanted = text.to_ascii_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let lower = self.text.to_ascii_lowercase();
        let finder = memchr::memmem::Finder::new(wanted.as_bytes());
        let holds =
            |row: &Row| lower.as_bytes().get(row.start..row.end).is_some_and(|line| finder.find(line).is_some());
        self.rows.iter().enumerate().filter(|(_, row)| holds(row)).map(|(index, _)| index).collect()
    }

    /// Before which line bytes were left out, and how many.
    pub fn gap(&self) -> Option<(usize, usize)> {
        self.gap.as_ref().map(|gap| (gap.row, gap.bytes))
    }

    /// How many bytes came, with those that were left out.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// How much room it takes, in bytes.
    pub fn weight(&self) -> usize {
        self.text.len() + self.rows.len() * size_of::<Row>()
    }

    /// Everything, blank lines too; `left_out` stands where bytes were left out.
    pub fn to_text(&self, left_out: &str) -> String {
        match &self.gap {
            None => self.text.clone(),
            Some(gap) => {
                let (head, tail) = self.text.split_at_checked(gap.at).unwrap_or((&self.text, ""));
                format!("{head}\n\n{left_out}\n\n{tail}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openai::{Header, HttpRequest, Method};

    fn secrets() -> Secrets {
        let key = Header { name: "Authorization".into(), value: "Bearer sk-secret-1".into(), secret: true };
        Secrets::of(&HttpRequest { method: Method::Post, url: "http://h/".into(), headers: vec![key], body: None })
    }

    fn rows(lines: &RawLines) -> Vec<(f64, &str)> {
        (0..lines.len()).filter_map(|index| lines.get(index)).map(|line| (line.time, line.text)).collect()
    }

    #[test]
    fn lines_have_the_time_of_their_end_and_no_secret() {
        let mut raw = RawStream::new();
        for (time, bytes) in [
            (1.0, "data: a\n\nda"),
            (2.0, "ta: sk-sec"),
            (2.2, "ret-1 b\r\n"),
            (9.0, ": keep-alive\n\ndata: 한"),
            (10.0, "글"),
        ] {
            raw.push(bytes.as_bytes(), time);
        }
        let lines = raw.lines(&secrets());
        let expected = [(1.0, "data: a"), (2.0, "data: [redacted] b"), (9.0, ": keep-alive"), (10.0, "data: 한글")];
        assert_eq!(rows(&lines), expected);
        assert_eq!(lines.to_text(""), "data: a\n\ndata: [redacted] b\r\n: keep-alive\n\ndata: 한글");
        assert_eq!((lines.find("DATA: "), lines.find("글"), lines.find("")), (vec![0, 1, 3], vec![3], vec![]));
        assert_eq!((lines.bytes(), lines.gap()), (raw.bytes(), None));
        assert!(RawStream::new().lines(&secrets()).is_empty());
    }

    #[test]
    fn bytes_that_are_no_text_are_marked() {
        let mut raw = RawStream::new();
        raw.push(b"data: a\xff\n\ndata: b\n", 1.0);
        let lines = raw.lines(&secrets());
        assert_eq!(rows(&lines), [(1.0, "data: a\u{fffd}"), (1.0, "data: b")]);
        assert_eq!(lines.to_text(""), "data: a\u{fffd}\n\ndata: b\n");
    }

    #[test]
    fn the_middle_of_a_long_body_is_left_out() {
        let mut raw = RawStream::with_limits(40, 60);
        for number in 0..1000 {
            raw.push(format!("line {number} sk-secret-1\n").as_bytes(), f64::from(number));
        }
        assert!(raw.head.len() + raw.tail.len() <= 40 + 2 * 60 && raw.marks.len() < 20, "{}", raw.marks.len());
        let lines = raw.lines(&secrets());
        let rows = rows(&lines);
        assert_eq!(rows.first(), Some(&(0.0, "line 0 [redacted]")));
        assert_eq!(rows.last(), Some(&(999.0, "line 999 [redacted]")));
        let (row, bytes) = lines.gap().unwrap_or_default();
        assert!(row > 0 && row < rows.len(), "{row}");
        let text = lines.to_text("…");
        assert!(!text.contains("sk-") && !text.contains("ret-1") && text.contains("\n\n…\n\nline "), "{text}");
        assert!(lines.bytes() > bytes && bytes > 15_000, "{bytes}");
    }

    #[test]
    fn any_border_between_the_pieces_gives_the_same_lines() {
        let body = "data: {\"a\":\"한국어 sk-secret-1\"}\r\n\r\ndata: [DONE]\n\n";
        for size in 1..body.len() {
            let mut raw = RawStream::with_limits(7, 4096);
            body.as_bytes().chunks(size).for_each(|piece| raw.push(piece, 0.0));
            let expected = [(0.0, "data: {\"a\":\"한국어 [redacted]\"}"), (0.0, "data: [DONE]")];
            assert_eq!(rows(&raw.lines(&secrets())), expected, "pieces of {size}");
        }
    }
}
