//! The growing text of one reply, update by update.

use std::collections::BTreeSet;
use std::ops::Range;

use super::block::{Block, Key};
use super::label::Labels;
use super::parse::{Parsed, parse};
use super::resume::Checkpoint;
use super::tree::{Changes, Tree};
use super::{hold, settle};

/// An open end up to this length is parsed at each update. Bytes.
const SHORT_END: usize = 8 * 1024;
/// A longer one (a leaf that cannot be resumed inside itself) is parsed again when it has grown by this part, so that
/// the whole stays linear.
const GROWTH: usize = 8;
/// A longer text is taken in portions, so that a hostile one cannot make a single parse slow. Bytes.
const PORTION: usize = 128 * 1024;
/// What late definitions may cause to be parsed again in a short reply. Bytes.
const SPARE: usize = 64 * 1024;

/// The blocks of one reply. It keeps no copy of the text: each call is given the whole text so far, and reads its new end.
#[derive(Default)]
pub struct Document {
    tree: Tree,
    labels: Labels,
    checkpoint: Checkpoint,
    /// For each top-level block that is parsed from complete lines, where its source begins.
    starts: Vec<usize>,
    /// Up to here complete lines have been parsed.
    complete: usize,
    /// The length of the text when it was last parsed.
    parsed: usize,
    /// Finished top-level blocks that a definition came for, to be parsed once more.
    late: BTreeSet<Key>,
    /// How many bytes were parsed once more so far.
    repeated: usize,
    flattened: bool,
}

impl Document {
    pub fn new() -> Document {
        Document::default()
    }

    /// A finished text.
    pub fn parse(text: &str) -> Document {
        let mut document = Document::default();
        document.finish(text);
        document
    }

    /// The top-level blocks.
    pub fn roots(&self) -> &[Key] {
        self.tree.roots()
    }

    /// `None` for a block that is gone.
    pub fn block(&self, key: Key) -> Option<&Block> {
        self.tree.get(key)
    }

    /// How many blocks were made so far.
    pub fn block_count(&self) -> usize {
        self.tree.count()
    }

    /// Whether a top-level block stays as it is, whatever comes.
    pub fn is_final(&self, root: Key) -> bool {
        let settled = self.checkpoint.path.first().map_or(0, |step| step.settled);
        let is_open = self.roots().get(settled..).is_none_or(|open| open.contains(&root));
        !is_open && !self.labels.is_early(root)
    }

    /// Whether something was nested too deep to be shown so; its content stands in what is around it.
    pub fn is_flattened(&self) -> bool {
        self.flattened
    }

    /// Takes the text so far, which begins with what the last call was given (a shorter one starts anew), and shows its
    /// end with half-written syntax held back or closed.
    pub fn update(&mut self, text: &str) -> Changes {
        let mut changes = self.begin(text);
        let end = text.len() - self.checkpoint.from.min(text.len());
        if end > SHORT_END && text.len() < self.parsed + end / GROWTH {
            return changes;
        }
        self.parsed = text.len();
        self.commit(text, &mut changes);
        self.repeat_late(text, SPARE + 4 * text.len(), &mut changes);
        self.show(text, &mut changes);
        changes
    }

    /// Takes the whole text of a reply that has ended, and shows it exactly.
    pub fn finish(&mut self, text: &str) -> Changes {
        let mut changes = self.begin(text);
        while text.len() - self.parsed > PORTION {
            let end = text.floor_char_boundary(self.parsed + PORTION);
            changes.append(self.update(text.get(..end).unwrap_or(text)));
            self.parsed = end;
        }
        self.parsed = text.len();
        if self.checkpoint.from > 0 {
            self.commit(text, &mut changes);
        }
        let parsed = self.parse_source(&self.checkpoint.source(text, text.len()));
        self.define(&parsed, usize::MAX);
        self.flattened |= parsed.flattened;
        self.tree.grow(&self.checkpoint.path, parsed.blocks, &mut changes);
        if !self.late.is_empty() {
            self.repeat_late(text, usize::MAX, &mut changes);
            // The open block may have been among them.
            let Parsed { blocks, .. } = self.parse_source(&self.checkpoint.source(text, text.len()));
            self.tree.grow(&self.checkpoint.path, blocks, &mut changes);
        }
        changes
    }

    fn begin(&mut self, text: &str) -> Changes {
        let mut changes = Changes::default();
        if text.len() < self.parsed {
            self.tree.grow(&Checkpoint::default().path, Vec::new(), &mut changes);
            let tree = std::mem::take(&mut self.tree);
            *self = Document { tree, ..Document::default() };
        }
        changes
    }

    /// Parses the lines that were completed and moves the checkpoint behind what is final.
    fn commit(&mut self, text: &str, changes: &mut Changes) {
        // Only what is new is looked at: a long line has been gone through before.
        let known = self.complete.max(self.checkpoint.from);
        let Some(end) = text.get(known..).and_then(|new| new.rfind('\n')).map(|end| known + end + 1) else { return };
        self.complete = end;
        let source = self.checkpoint.source(text, end);
        let parsed = self.parse_source(&source);
        let next = self.checkpoint.advance(&source, &parsed);
        // A definition is final when something has begun below it.
        let begun = next.as_ref().map_or(0, |next| self.checkpoint.prefix.len() + next.from - self.checkpoint.from);
        self.define(&parsed, begun);
        let next = next.filter(|next| {
            let again = next.parse(&next.source(text, end), &self.labels);
            self.checkpoint.agrees(&parsed, next, &again)
        });
        self.accept(parsed, changes);
        if let Some(next) = next {
            self.checkpoint = next;
        }
    }

    /// Brings the page to the end of the text, which may be in the middle of anything.
    fn show(&mut self, text: &str, changes: &mut Changes) {
        let mut source = self.checkpoint.source(text, text.len());
        let mut parsed = self.parse_source(&source);
        let leaf = self.checkpoint.open_leaf(&parsed);
        if let Some(cut) = leaf.and_then(|leaf| settle::cut(&source, leaf, self.checkpoint.prefix.len()))
            && let Some((rest, again)) = self.settle_prose(source.get(..cut).unwrap_or_default(), text, changes)
        {
            (source, parsed) = (rest, again);
        }
        if let Some(mended) = hold::mend(&source, self.checkpoint.prefix.len(), parsed.blocks.last()) {
            parsed = self.parse_source(&mended);
        }
        self.flattened |= parsed.flattened;
        self.tree.grow(&self.checkpoint.path, parsed.blocks, changes);
    }

    /// Makes the words of the open paragraph up to the end of `begun` final. Returns the source of the rest, parsed.
    fn settle_prose(&mut self, begun: &str, text: &str, changes: &mut Changes) -> Option<(String, Parsed)> {
        let parsed = self.parse_source(begun);
        let next = self.checkpoint.advance_in_prose(begun, &parsed)?;
        self.define(&parsed, begun.len());
        let rest = next.source(text, text.len());
        let again = next.parse(&rest, &self.labels);
        if !next.stays_in_prose(&again) {
            return None;
        }
        self.accept(parsed, changes);
        self.tree.settle_prose(&next.path, changes);
        self.checkpoint = next;
        Some((rest, again))
    }

    fn parse_source(&self, source: &str) -> Parsed {
        self.checkpoint.parse(source, &self.labels)
    }

    /// Takes in blocks that were parsed from the text as it is.
    fn accept(&mut self, parsed: Parsed, changes: &mut Changes) {
        let Checkpoint { from, prefix, path, .. } = &self.checkpoint;
        let Parsed { blocks, missing, flattened, .. } = parsed;
        self.flattened |= flattened;
        let spans: Vec<Range<usize>> = blocks.iter().map(|block| block.span.clone()).collect();
        self.tree.grow(path, blocks, changes);

        let settled = path.first().map_or(0, |step| step.settled);
        let resumed = usize::from(path.len() > 1);
        self.starts.truncate(settled + resumed);
        // What stands between two blocks, as definitions do, counts as the beginning of the second.
        for index in resumed..spans.len() {
            let above = index.checked_sub(1).and_then(|index| spans.get(index)).map_or(0, |span| span.end);
            self.starts.push(from + above.saturating_sub(prefix.len()));
        }
        for (label, at) in missing {
            let index = spans.partition_point(|span| span.end <= at);
            if let Some(key) = self.tree.roots().get(settled + index) {
                self.labels.wait(label, *key);
            }
        }
    }

    /// Takes in the definitions that end at `end` of the source or above.
    fn define(&mut self, parsed: &Parsed, end: usize) {
        for (label, target, _) in parsed.links.iter().filter(|(_, _, span)| span.end <= end) {
            self.late.extend(self.labels.define_link(label, target));
        }
        for label in &parsed.footnotes {
            self.late.extend(self.labels.define_footnote(label));
        }
    }

    /// Parses blocks once more that used a label before it was defined. What exceeds the budget (bytes in all) waits for
    /// the end of the reply: a hostile text could ask for it at every line.
    fn repeat_late(&mut self, text: &str, budget: usize, changes: &mut Changes) {
        let mut restart = None;
        for key in std::mem::take(&mut self.late) {
            let Some(index) = self.tree.roots().iter().position(|root| *root == key) else { continue };
            let open = self.checkpoint.path.first().map_or(0, |step| step.settled);
            let Some(start) = self.starts.get(index).copied() else { continue };
            if index >= open && self.checkpoint.path.len() == 1 {
                // It is parsed at each update anyway.
                continue;
            }
            let end = if index >= open {
                self.complete
            } else {
                self.starts.get(index + 1).copied().unwrap_or(self.checkpoint.from)
            };
            self.repeated = self.repeated.saturating_add(end.saturating_sub(start));
            if self.repeated > budget {
                self.late.insert(key);
            } else if index >= open {
                restart = Some(Checkpoint::top(start, index));
            } else if let Some(fresh) =
                parse(text.get(start..end).unwrap_or_default(), &self.labels).blocks.into_iter().next()
            {
                self.tree.replace(index, fresh, changes);
            }
        }
        if let Some(checkpoint) = restart {
            self.complete = checkpoint.from;
            self.checkpoint = checkpoint;
            self.commit(text, changes);
        }
    }
}

#[cfg(test)]
mod tests;
