//! Half-written syntax at the end of the text, shown as what it most likely becomes, so that nothing flickers: signs that
//! may still change their meaning are held back for the moment, open emphasis and code is closed. This is for the page
//! only; what becomes final is parsed from the true text.

use super::address::LARGEST_DATA;
use super::autolink::{Autolink, autolink};
use super::block::Block;
use super::math::{self, Opening};
use super::parse::Fresh;
use super::settle::is_escaped;

/// A line of only these may yet be a marker, an underline, a rule, a fence or the second line of a table.
const MARKS: &str = "#-=*_+>|:`~.) \t0123456789";
/// Link text, an autolink: longer than this it is shown as it stands. Bytes.
const PATIENCE: usize = 300;
/// The part of an address that is not shown yet. Bytes.
const ADDRESS_PATIENCE: usize = 4096;
/// A formula on a line of its own. Bytes.
const FORMULA_PATIENCE: usize = 4096;
/// More emphasis within emphasis is not closed in advance.
const MOST_OPEN: usize = 16;

/// What to parse in place of `source`; `None`: `source` itself. `floor` is where the true text begins in it.
pub(super) fn mend(source: &str, floor: usize, last: Option<&Fresh>) -> Option<String> {
    let mended = Mended::new(source, floor, last?);
    (mended.end < source.len() || !mended.closers.is_empty()).then(|| {
        let kept = source.get(..mended.end).unwrap_or_default();
        let words = kept.trim_end().len();
        let (words, space) = kept.split_at(words);
        format!("{words}{}{space}", mended.closers)
    })
}

struct Mended {
    end: usize,
    closers: String,
}

impl Mended {
    fn new(source: &str, floor: usize, mut last: &Fresh) -> Mended {
        while let Some(child) = last.children.last() {
            last = child;
        }
        let line_start = source.rfind('\n').map_or(0, |end| end + 1).max(floor);
        let line = source.get(line_start..).unwrap_or_default();
        let start = last.span.start.max(floor);
        let mut mended = match last.block {
            Block::Code { .. } => {
                let opening = last.fenced && last.span.start >= line_start;
                let signs = line.trim_matches([' ', '\t', '>']);
                let closing = !signs.is_empty() && ['`', '~'].iter().any(|sign| signs.trim_matches(*sign).is_empty());
                let end = match (opening, closing) {
                    (true, _) => last.span.start,
                    (_, true) => return Mended { end: line_start, closers: String::new() },
                    _ => return Mended { end: source.len(), closers: String::new() },
                };
                Mended { end, closers: String::new() }
            }
            Block::Html(_) => return Mended { end: source.len(), closers: String::new() },
            Block::Row { .. } | Block::Table { .. } => {
                let bars = source.get(start..).unwrap_or_default().rmatch_indices('|').map(|(at, _)| start + at);
                let cell = bars.into_iter().find(|at| !is_escaped(source, *at)).map_or(start, |at| at + 1);
                let mut mended = Words::scan(source, cell, line_start).mended();
                let row = source.get(line_start..mended.end).unwrap_or_default();
                if row.trim_matches([' ', '\t', '>', '|']).is_empty() && !line.is_empty() {
                    mended = Mended { end: line_start, closers: String::new() };
                }
                return mended;
            }
            _ => Words::scan(source, start, line_start).mended(),
        };
        let held = source.get(line_start..mended.end).unwrap_or_default();
        let begins_line = line_start == 0 || source.get(..line_start).is_some_and(|above| above.ends_with('\n'));
        if begins_line && !line.is_empty() && held.chars().all(|c| MARKS.contains(c)) {
            mended.end = mended.end.min(line_start);
        }
        let paragraph = source.get(start..mended.end).unwrap_or_default();
        let one_line = paragraph.find('\n').is_none_or(|end| end + 1 == paragraph.len());
        if matches!(last.block, Block::Paragraph(_)) && paragraph.starts_with('|') && one_line {
            // Most likely the head of a table.
            mended.end = start;
        }
        if mended.end <= start {
            mended.closers.clear();
        }
        mended
    }
}

/// Emphasis and code that is open at the end, and where the end has to be held back.
struct Words<'a> {
    source: &'a str,
    start: usize,
    end: usize,
    open: Vec<Opener>,
    ticks: usize,
}

struct Opener {
    sign: char,
    count: usize,
    at: usize,
}

impl<'a> Words<'a> {
    fn scan(source: &'a str, start: usize, line_start: usize) -> Words<'a> {
        let mut words = Words { source, start, end: source.len(), open: Vec::new(), ticks: 0 };
        let mut brackets: Vec<usize> = Vec::new();
        let mut at = start;
        while let Some(sign) = source.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = source.get(at..).unwrap_or_default();
            let run = if "`*_~".contains(sign) { rest.len() - rest.trim_start_matches(sign).len() } else { 1 };
            let reaches_end = run == rest.len();
            let in_line = at >= line_start;
            match sign {
                '\\' if rest.len() == 1 => return words.hold(at),
                '$' | '\\' if sign == '$' || rest.starts_with("\\(") || rest.starts_with("\\[") => {
                    let long = rest.starts_with("$$") || rest.starts_with("\\[");
                    match math::opening(source, at, source.len()) {
                        Opening::Formula { end, .. } => at = end,
                        Opening::Unfinished if rest.len() < if long { FORMULA_PATIENCE } else { PATIENCE } => {
                            return words.hold(at);
                        }
                        _ => at += math::width(source, at),
                    }
                }
                '\\' => at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                'h' | 'H' | 'w' => match autolink(source, at, source.len()) {
                    // A sign behind an address that is still being written may be a part of it.
                    Autolink::Link { end, reach, .. } if reach == source.len() => {
                        words.end = end;
                        at = reach;
                    }
                    Autolink::Link { end, .. } => at = end,
                    Autolink::Unfinished => {
                        words.end = at;
                        at = source.len();
                    }
                    Autolink::Text => at += 1,
                },
                '`' if reaches_end => return words.hold(at),
                '`' => match closing_ticks(rest, run) {
                    Some(end) => at += end,
                    None => {
                        words.ticks = run;
                        let inside = rest.trim_end_matches('`');
                        return if inside.len() < rest.len() { words.hold(at + inside.len()) } else { words };
                    }
                },
                '*' | '_' | '~' if reaches_end => return words.hold(at),
                '*' | '_' | '~' => {
                    words.emphasis(sign, run, at);
                    at += run;
                }
                '[' => {
                    brackets.push(at);
                    at += 1;
                }
                ']' => {
                    at += 1;
                    let Some(open) = brackets.pop() else { continue };
                    if in_line && let Some(end) = words.link_end(open, at, line_start) {
                        match end {
                            LinkEnd::Open => return words.hold_bracket(open),
                            LinkEnd::At(end) => at = end,
                        }
                    }
                }
                '<' => {
                    let name = rest.chars().nth(1).is_none_or(|c| c.is_ascii_alphabetic());
                    if name && rest.len() < PATIENCE && !rest.contains([' ', '>', '\n']) {
                        return words.hold(at);
                    }
                    at += 1;
                }
                '&' => {
                    let name = rest.get(1..).unwrap_or_default();
                    if name.len() < 32 && name.chars().all(|c| c == '#' || c.is_ascii_alphanumeric()) {
                        return words.hold(at);
                    }
                    at += 1;
                }
                '!' if rest.len() == 1 && words.before(at).is_none_or(char::is_whitespace) => return words.hold(at),
                _ => at += sign.len_utf8(),
            }
        }
        match brackets.into_iter().find(|open| *open >= line_start && source.len() - open < PATIENCE) {
            Some(open) => words.hold_bracket(open),
            None => words,
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.source.get(self.start..at)?.chars().next_back()
    }

    fn hold(mut self, at: usize) -> Self {
        self.end = self.end.min(at);
        self
    }

    fn hold_bracket(self, open: usize) -> Self {
        let image = self.before(open) == Some('!');
        self.hold(if image { open - 1 } else { open })
    }

    fn emphasis(&mut self, sign: char, run: usize, at: usize) {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let (before, after) = (self.before(at), self.source.get(at + run..).and_then(|rest| rest.chars().next()));
        let mut left = run;
        let closes = !space(before) && (sign != '_' || !letter(after));
        if closes {
            while left > 0
                && let Some(open) = self.open.iter().rposition(|open| open.sign == sign)
            {
                self.open.truncate(open + 1);
                if let Some(opener) = self.open.last_mut() {
                    let matched = left.min(opener.count);
                    opener.count -= matched;
                    left -= matched;
                    if opener.count == 0 {
                        self.open.pop();
                    }
                }
            }
        }
        // A lone sign within a word is seldom emphasis: `2*3`, `~5`.
        let likely = run > 1 || (!letter(before) && sign != '~');
        if left > 0 && !space(after) && likely && self.open.len() < MOST_OPEN {
            self.open.push(Opener { sign, count: left, at });
        }
    }

    /// Where the link ends whose text is between `open` and `at`; `None`: nothing of the kind follows.
    fn link_end(&self, open: usize, at: usize, line_start: usize) -> Option<LinkEnd> {
        let rest = self.source.get(at..)?;
        let close = match rest.chars().next() {
            None => return Some(LinkEnd::Open),
            Some('(') => b')',
            Some('[') => b']',
            Some(':') => {
                let first = self.source.get(line_start..open)?.trim_start_matches([' ', '>']).is_empty();
                return first.then_some(LinkEnd::Open);
            }
            Some(_) => return None,
        };
        let picture = rest.get(1..).is_some_and(|rest| rest.starts_with("data:image/"));
        let patience = if picture { LARGEST_DATA } else { ADDRESS_PATIENCE };
        let near = rest.as_bytes().iter().take(patience).position(|byte| *byte == close || *byte == b'\n');
        match near {
            Some(end) if rest.as_bytes().get(end) == Some(&close) => Some(LinkEnd::At(at + end + 1)),
            Some(_) => None,
            None => (rest.len() < patience).then_some(LinkEnd::Open),
        }
    }

    fn mended(mut self) -> Mended {
        let mut closers = "`".repeat(self.ticks);
        let mut shown = self.shown();
        // An opener with nothing behind it yet is held back too.
        while let Some(opener) = self.open.pop_if(|opener| opener.at + opener.count >= shown) {
            self.end = self.end.min(opener.at);
            shown = self.shown();
        }
        for opener in self.open.iter().rev() {
            closers.extend(std::iter::repeat_n(opener.sign, opener.count));
        }
        Mended { end: self.end, closers }
    }

    fn shown(&self) -> usize {
        self.source.get(..self.end).unwrap_or_default().trim_end().len()
    }
}

enum LinkEnd {
    At(usize),
    Open,
}

/// The end of the code span that begins `text` with `run` backticks.
fn closing_ticks(text: &str, run: usize) -> Option<usize> {
    let mut at = run;
    loop {
        at += text.get(at..)?.find('`')?;
        let rest = text.get(at..)?;
        let found = rest.len() - rest.trim_start_matches('`').len();
        at += found;
        // A run at the very end may still grow; it counts, for the span looks the same then.
        if found == run {
            return Some(at);
        }
    }
}
