//! Where parsing can start again. A [`Checkpoint`] stands before the last open leaf, or inside it where it is long. Its
//! `prefix` is a little source of our own that brings the parser into the state that it had there: the open list items
//! are opened again, each with an empty heading in it, so that the grammar is not written down twice.

use super::block::{Block, Inline};
use super::label::Labels;
use super::parse::{BLOCK_DEPTH, Fresh, Parsed, parse};
use super::tree::Step;

/// A leaf is resumed inside itself when that saves parsing at least this much again. Bytes.
const LONG_LEAF: usize = 512;

/// The word in front of the rest of a paragraph whose beginning is final.
const WORD: &str = "x";

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Checkpoint {
    /// Offset in the whole text.
    pub from: usize,
    pub prefix: String,
    /// What is final at each level that `prefix` opens again. The first stands for the document.
    pub path: Vec<Step>,
    /// The prefix ends in `WORD`, inside a paragraph.
    pub in_prose: bool,
}

impl Default for Checkpoint {
    fn default() -> Self {
        Self::top(0, 0)
    }
}

impl Checkpoint {
    /// Between two top-level blocks.
    pub(super) fn top(from: usize, blocks: usize) -> Checkpoint {
        let path = vec![Step { settled: blocks, tight: true }];
        Checkpoint { from, prefix: String::new(), path, in_prose: false }
    }

    /// What to parse for the text up to `end`.
    pub(super) fn source(&self, text: &str, end: usize) -> String {
        let rest = text.get(self.from..end).unwrap_or_default();
        let mut source = String::with_capacity(self.prefix.len() + rest.len());
        source.push_str(&self.prefix);
        source.push_str(rest);
        source
    }

    pub(super) fn parse(&self, source: &str, labels: &Labels) -> Parsed {
        let mut parsed = parse(source, labels);
        self.strip(&mut parsed.blocks);
        parsed
    }

    /// Takes out what only the prefix brought in.
    fn strip(&self, blocks: &mut Vec<Fresh>) {
        let mut list = blocks;
        for _ in 0..self.path.len() {
            list.retain(|block| !self.is_filler(block));
            let Some(first) = list.first_mut() else { return };
            if self.in_prose
                && let Block::Paragraph(prose) | Block::Heading { prose, .. } = &mut first.block
            {
                if let Some(Inline::Text(text)) = prose.open.first_mut() {
                    text.drain(..WORD.len().min(text.len()));
                }
                return;
            }
            list = &mut first.children;
        }
    }

    fn is_filler(&self, block: &Fresh) -> bool {
        match &block.block {
            Block::Heading { prose, .. } => prose.open.is_empty() && block.span.start < self.prefix.len(),
            Block::Item { .. } => block.span.end <= self.prefix.len(),
            _ => false,
        }
    }

    fn offset(&self, in_source: usize) -> Option<usize> {
        Some(self.from + in_source.checked_sub(self.prefix.len())?)
    }

    /// The next checkpoint after `source` (complete lines only) gave `parsed`; `None` to stay here.
    pub(super) fn advance(&self, source: &str, parsed: &Parsed) -> Option<Checkpoint> {
        if let Some(definition) = trailing_definition(parsed) {
            let settled = self.settled(0, true) + parsed.blocks.len();
            return Some(Checkpoint::top(self.offset(line_start(source, definition))?, settled));
        }
        let mut end = OpenEnd::find(self, &parsed.blocks)?;
        end.find_loose_lists(source);
        end.inside_code(self, source)
            .or_else(|| end.inside_table(self, source))
            .or_else(|| end.before_leaf(self, source))
    }

    /// Whether parsing again from `next` gave the same open end. It may not: a line can mean something else because of the
    /// one above, and grammars have corners that nobody wrote down.
    pub(super) fn agrees(&self, parsed: &Parsed, next: &Checkpoint, again: &Parsed) -> bool {
        if trailing_definition(parsed).is_some() {
            return trailing_definition(again).is_some() && again.blocks.is_empty();
        }
        let (Some(end), Some(new)) = (OpenEnd::find(self, &parsed.blocks), OpenEnd::find(next, &again.blocks)) else {
            return false;
        };
        let settled = |end: &OpenEnd| end.path.iter().map(|step| step.settled).collect::<Vec<_>>();
        let same_leaf = match (&end.leaf.block, &new.leaf.block) {
            (Block::Code { text: old, .. }, Block::Code { text: new, .. }) => old.text.ends_with(&new.text),
            (Block::Table { .. }, Block::Table { .. }) => true,
            _ => same(end.leaf, new.leaf),
        };
        settled(&end) == settled(&new) && same_leaf
    }

    /// A checkpoint inside a paragraph. `source` ends where it shall stand, after a letter or digit.
    pub(super) fn advance_in_prose(&self, source: &str, parsed: &Parsed) -> Option<Checkpoint> {
        let mut end = OpenEnd::find(self, &parsed.blocks)?;
        end.find_loose_lists(source);
        let prefix = if self.in_prose && end.resumed {
            self.prefix.clone()
        } else {
            let start = line_start(source, end.leaf.span.start);
            let mut prefix = end.openers(source, start)?;
            prefix.push_str(source.get(start..end.leaf.span.start)?);
            prefix.push_str(WORD);
            prefix
        };
        let runs = end.base(self) + 1;
        Some(Checkpoint { from: self.offset(source.len())?, prefix, path: end.path_into_leaf(runs), in_prose: true })
    }

    /// The last leaf, if it is one that can be resumed inside itself.
    pub(super) fn open_leaf<'a>(&self, parsed: &'a Parsed) -> Option<&'a Fresh> {
        OpenEnd::find(self, &parsed.blocks).map(|end| end.leaf)
    }

    /// Whether a checkpoint inside a paragraph is still inside it when parsing goes on from there.
    pub(super) fn stays_in_prose(&self, again: &Parsed) -> bool {
        OpenEnd::find(self, &again.blocks).is_some_and(|end| {
            end.resumed && end.path.len() + 1 == self.path.len() && matches!(end.leaf.block, Block::Paragraph(_))
        })
    }

    fn settled(&self, level: usize, on_path: bool) -> usize {
        self.path.get(level).filter(|_| on_path).map_or(0, |step| step.settled)
    }
}

/// The last leaf and the containers around it.
struct OpenEnd<'a> {
    containers: Vec<&'a Fresh>,
    leaf: &'a Fresh,
    /// One step for the document and one for each container.
    path: Vec<Step>,
    /// How many of the containers the checkpoint stands in.
    inside: usize,
    /// The leaf is the one that the checkpoint stands in.
    resumed: bool,
}

impl<'a> OpenEnd<'a> {
    fn find(checkpoint: &Checkpoint, blocks: &'a [Fresh]) -> Option<OpenEnd<'a>> {
        let mut containers: Vec<&Fresh> = Vec::new();
        let mut path = Vec::new();
        let mut list = blocks;
        let mut on_path = true;
        let mut inside = 0;
        loop {
            let leaf = list.last()?;
            let level = path.len();
            let tight = match containers.last().map(|container| &container.block) {
                Some(Block::List { tight, .. }) => {
                    let before = checkpoint.path.get(level).filter(|_| on_path).is_none_or(|step| step.tight);
                    *tight && before
                }
                _ => true,
            };
            path.push(Step { settled: checkpoint.settled(level, on_path) + list.len() - 1, tight });
            on_path = on_path && list.len() == 1 && checkpoint.path.len() > level + 1;
            let container = matches!(leaf.block, Block::Quote { .. } | Block::List { .. } | Block::Item { .. });
            if !container || leaf.children.is_empty() || containers.len() + 2 >= BLOCK_DEPTH {
                return Some(OpenEnd { containers, leaf, path, inside, resumed: on_path });
            }
            containers.push(leaf);
            inside += usize::from(on_path);
            list = &leaf.children;
        }
    }

    /// pulldown-cmark tells whether a list is tight only by its paragraphs; where it has none yet, blank lines tell.
    fn find_loose_lists(&mut self, source: &str) {
        for (level, list) in self.containers.iter().enumerate().skip(self.inside) {
            let is_prose = |child: &Fresh| matches!(child.block, Block::Paragraph(_));
            let silent = !list.children.iter().any(|item| item.children.iter().any(is_prose));
            if matches!(list.block, Block::List { .. }) && silent {
                let quoted = self.containers.iter().take(level).any(|outer| matches!(outer.block, Block::Quote { .. }));
                let blank = |block: &Fresh| blank_above(source, block.span.start, quoted);
                let between = |list: &[Fresh]| list.iter().skip(1).any(blank);
                let loose = between(&list.children) || list.children.iter().any(|item| between(&item.children));
                if let Some(step) = self.path.get_mut(level + 1).filter(|_| loose) {
                    step.tight = false;
                }
            }
        }
    }

    /// What is final of the leaf already.
    fn base(&self, checkpoint: &Checkpoint) -> usize {
        checkpoint.settled(self.path.len(), self.resumed)
    }

    fn path_into_leaf(&self, settled: usize) -> Vec<Step> {
        let mut path = self.path.clone();
        path.push(Step { settled, tight: true });
        path
    }

    /// Opens the list items that begin above `line` again, with two lines for each: an item with a word, which shows
    /// whether the list is tight, and the item itself with an empty heading in it. Markers of outer items on the same line
    /// become spaces. An item that begins on `line` opens itself, but its list may be older and gets the first of the two.
    fn openers(&self, source: &str, line: usize) -> Option<String> {
        let mut openers = String::new();
        let mut outer = 0..0;
        for (index, item) in self.containers.iter().enumerate() {
            if !matches!(item.block, Block::Item { .. }) {
                continue;
            }
            let start = line_start(source, item.span.start);
            let list = index.checked_sub(1).and_then(|list| self.containers.get(list))?;
            let old_list = index <= self.inside || line_start(source, list.span.start) < line;
            if start >= line && !old_list {
                break;
            }
            let (content, space) = start_of_content(source, item.span.start)?;
            let skip = if outer.start == start { outer.end } else { start };
            let marks = source.get(start..skip)?.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect::<String>();
            let marks = format!("{marks}{}{space}", source.get(skip..content)?);
            openers.push_str(&format!("{marks}{WORD}\n"));
            if start >= line {
                break;
            }
            openers.push_str(&format!("{marks}#\n"));
            outer = start..content;
        }
        Some(openers)
    }

    fn before_leaf(&self, checkpoint: &Checkpoint, source: &str) -> Option<Checkpoint> {
        let line = line_start(source, self.leaf.span.start);
        let from = checkpoint.offset(line)?;
        let above = self.containers.iter().take_while(|container| line_start(source, container.span.start) < line);
        let levels = 1 + above.count().max(self.inside);
        let path = self.path.get(..levels)?.to_vec();
        match self.openers(source, line) {
            Some(prefix) => Some(Checkpoint { from, prefix, path, in_prose: false }),
            None => self.before_root(checkpoint, source),
        }
    }

    /// For ends that cannot be opened again: before the top-level block, if that is new.
    fn before_root(&self, checkpoint: &Checkpoint, source: &str) -> Option<Checkpoint> {
        let root = self.containers.first().unwrap_or(&self.leaf);
        let from = checkpoint.offset(line_start(source, root.span.start))?;
        Some(Checkpoint::top(from, self.path.first()?.settled))
    }

    /// Inside a long fence: the line that opens it is said again, and the rest follows.
    fn inside_code(&self, checkpoint: &Checkpoint, source: &str) -> Option<Checkpoint> {
        let Block::Code { text, .. } = &self.leaf.block else { return None };
        let (prefix, body) = self.head(checkpoint, source, 1)?;
        // The last line with anything on it may be the closing fence.
        let from = line_start(source, source.trim_end().len());
        let lines = source.get(body..from).filter(|lines| self.leaf.fenced && lines.len() >= LONG_LEAF)?;
        if lines.contains('\r') {
            return None;
        }
        let count = lines.matches('\n').count();
        let (last, _) = text.text.match_indices('\n').nth(count.checked_sub(1)?)?;
        let path = self.path_into_leaf(self.base(checkpoint) + last + 1);
        Some(Checkpoint { from: checkpoint.offset(from)?, prefix, path, in_prose: false })
    }

    /// Inside a long table: its head is said again.
    fn inside_table(&self, checkpoint: &Checkpoint, source: &str) -> Option<Checkpoint> {
        let Block::Table { .. } = self.leaf.block else { return None };
        let (prefix, body) = self.head(checkpoint, source, 2)?;
        let from = self.leaf.children.last()?.span.end;
        if from < body + LONG_LEAF || !source.get(..from)?.ends_with('\n') {
            return None;
        }
        let path = self.path_into_leaf(self.base(checkpoint) + self.leaf.children.len());
        Some(Checkpoint { from: checkpoint.offset(from)?, prefix, path, in_prose: false })
    }

    /// The prefix that ends after the first lines of the leaf, and where those lines end in the source.
    fn head(&self, checkpoint: &Checkpoint, source: &str, lines: usize) -> Option<(String, usize)> {
        if self.resumed {
            return Some((checkpoint.prefix.clone(), checkpoint.prefix.len()));
        }
        let start = line_start(source, self.leaf.span.start);
        let end = source.get(start..)?.match_indices('\n').nth(lines.checked_sub(1)?)?.0 + start + 1;
        if end < checkpoint.prefix.len() {
            return None;
        }
        let mut prefix = self.openers(source, start)?;
        prefix.push_str(source.get(start..end)?);
        Some((prefix, end))
    }
}

fn same(old: &Fresh, new: &Fresh) -> bool {
    let children = old.children.len() == new.children.len();
    children && old.block == new.block && old.children.iter().zip(&new.children).all(|(old, new)| same(old, new))
}

/// Where the last link definition begins, if no block follows it: definitions leave no block behind.
fn trailing_definition(parsed: &Parsed) -> Option<usize> {
    let last = parsed.links.iter().map(|(_, _, span)| span.start).max()?;
    parsed.blocks.last().is_none_or(|block| block.span.end <= last).then_some(last)
}

/// Whether the line above a block is empty. In a quote a line with only its mark is.
fn blank_above(source: &str, block: usize, quoted: bool) -> bool {
    let marks = |c: char| c.is_whitespace() || (quoted && c == '>');
    let indent = source.get(block..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    let line = line_start(source, block + indent);
    let above = source.get(line_start(source, line.saturating_sub(1))..line).unwrap_or_default();
    above.trim_matches(marks).is_empty()
}

pub(super) fn line_start(source: &str, at: usize) -> usize {
    source.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end + 1)
}

/// The offset at which the content of a list item begins, and what has to be added there (an item may be empty at first).
/// `None` when tabs make it a matter of columns.
fn start_of_content(source: &str, item: usize) -> Option<(usize, &'static str)> {
    let start = line_start(source, item);
    let line = source.get(start..)?.split(['\n', '\r']).next()?;
    let rest = line.get(item - start..)?;
    let marker = rest.trim_start_matches(' ');
    let width = match marker.trim_start_matches(|c: char| c.is_ascii_digit()) {
        number if number.len() < marker.len() => marker.len() - number.len() + 1,
        _ => 1,
    };
    let after = marker.get(width..)?;
    let content = after.trim_start_matches(' ');
    let marker_end = start + line.len() - after.len();
    let spaces = after.len() - content.len();
    if line.get(..line.len() - content.len())?.contains('\t') || content.starts_with('\t') {
        return None;
    }
    match spaces {
        // Nothing but spaces, or code: one space belongs to the marker.
        0 => Some((marker_end, " ")),
        _ if content.is_empty() => Some((marker_end, " ")),
        1..=4 => Some((marker_end + spaces, "")),
        _ => Some((marker_end + 1, "")),
    }
}
