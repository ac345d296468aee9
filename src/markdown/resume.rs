//! Where parsing can start again. A [`Checkpoint`] stands before the last open leaf, or inside it where it is long. Its
//! `prefix` is a little source of our own that brings the parser into the state that it had there: the open list items
//! are opened again, each with an empty heading in it, so that the grammar is not written down twice.

use super::block::{Block, Inline};
use super::label::Labels;
use super::open_end::{OpenEnd, line_start};
use super::parse::{Fresh, Parsed, parse};
use super::tree::Step;

/// The word in front of the rest of a paragraph whose beginning is final.
pub(super) const WORD: &str = "x";

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
            let count = list.len();
            let mut index = 0;
            list.retain(|block| {
                index += 1;
                !self.is_filler(block) || (self.in_prose && index == count)
            });
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

    /// The items with a word and the empty headings that `OpenEnd::openers` writes.
    fn is_filler(&self, block: &Fresh) -> bool {
        match (&block.block, block.children.as_slice()) {
            (Block::Heading { prose, .. }, _) => prose.open.is_empty() && block.span.start < self.prefix.len(),
            (Block::Item { .. }, [Fresh { block: Block::Paragraph(prose), .. }]) => {
                let word = matches!(prose.open.as_slice(), [Inline::Text(text)] if text == WORD);
                word && block.span.end <= self.prefix.len()
            }
            _ => false,
        }
    }

    pub(super) fn offset(&self, in_source: usize) -> Option<usize> {
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

    pub(super) fn settled(&self, level: usize, on_path: bool) -> usize {
        self.path.get(level).filter(|_| on_path).map_or(0, |step| step.settled)
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
