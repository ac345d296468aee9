//! The open end of a piece of source: the last leaf and the containers around it, and the places there at which parsing
//! can start again.

use super::block::Block;
use super::parse::Fresh;
use super::reader::BLOCK_DEPTH;
use super::resume::{Checkpoint, WORD};
use super::tree::Step;

/// A leaf is resumed inside itself when that saves parsing at least this much again. Bytes.
const LONG_LEAF: usize = 512;

/// The last leaf and the containers around it.
pub(super) struct OpenEnd<'a> {
    pub containers: Vec<&'a Fresh>,
    pub leaf: &'a Fresh,
    /// One step for the document and one for each container.
    pub path: Vec<Step>,
    /// How many of the containers the checkpoint stands in.
    pub inside: usize,
    /// The leaf is the one that the checkpoint stands in.
    pub resumed: bool,
}

impl<'a> OpenEnd<'a> {
    pub(super) fn find(checkpoint: &Checkpoint, blocks: &'a [Fresh]) -> Option<OpenEnd<'a>> {
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
    pub(super) fn find_loose_lists(&mut self, source: &str) {
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
    pub(super) fn base(&self, checkpoint: &Checkpoint) -> usize {
        checkpoint.settled(self.path.len(), self.resumed)
    }

    pub(super) fn path_into_leaf(&self, settled: usize) -> Vec<Step> {
        let mut path = self.path.clone();
        path.push(Step { settled, tight: true });
        path
    }

    /// Opens the list items that begin above `line` again, with two lines for each: an item with a word, which shows
    /// whether the list is tight, and the item itself with an empty heading in it. Markers of outer items on the same line
    /// become spaces. An item that begins on `line` opens itself, but its list may be older and gets the first of the two.
    pub(super) fn openers(&self, source: &str, line: usize) -> Option<String> {
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

    pub(super) fn before_leaf(&self, checkpoint: &Checkpoint, source: &str) -> Option<Checkpoint> {
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
    pub(super) fn before_root(&self, checkpoint: &Checkpoint, source: &str) -> Option<Checkpoint> {
        let root = self.containers.first().unwrap_or(&self.leaf);
        let from = checkpoint.offset(line_start(source, root.span.start))?;
        Some(Checkpoint::top(from, self.path.first()?.settled))
    }

    /// Inside a long fence: the line that opens it is said again, and the rest follows.
    pub(super) fn inside_code(&self, checkpoint: &Checkpoint, source: &str) -> Option<Checkpoint> {
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
    pub(super) fn inside_table(&self, checkpoint: &Checkpoint, source: &str) -> Option<Checkpoint> {
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
    pub(super) fn head(&self, checkpoint: &Checkpoint, source: &str, lines: usize) -> Option<(String, usize)> {
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
