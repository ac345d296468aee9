//! Blocks under their keys, and how a newly parsed end is merged into them: what looks the same keeps its key and its
//! place on the page.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Growing, Key, Prose};
use super::parse::Fresh;

/// What one update did. Blocks that are new are found through the list that they were added to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Lists of blocks that changed, with the index of the first place that did; `None` is the document's own list.
    pub lists: BTreeMap<Option<Key>, usize>,
    /// Blocks whose own content changed (a list that became loose counts, a list that grew does not).
    pub blocks: BTreeSet<Key>,
    /// Blocks that are gone.
    pub removed: Vec<Key>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.blocks.is_empty()
    }

    /// Adds what a later update did.
    pub(super) fn append(&mut self, later: Changes) {
        for (list, index) in later.lists {
            self.list(list, index);
        }
        self.blocks.extend(later.blocks);
        self.removed.extend(later.removed);
    }

    fn list(&mut self, list: Option<Key>, index: usize) {
        let first = self.lists.entry(list).or_insert(index);
        *first = index.min(*first);
    }
}

/// One step down the open end: how much of this level is final, in blocks, or in bytes for code, or in runs for prose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    pub settled: usize,
    /// For a list: whether what is final is tight.
    pub tight: bool,
}

#[derive(Default)]
pub(super) struct Tree {
    blocks: Vec<Option<Block>>,
    roots: Vec<Key>,
}

impl Tree {
    pub(super) fn roots(&self) -> &[Key] {
        &self.roots
    }

    /// How many blocks were made so far.
    pub(super) fn count(&self) -> usize {
        self.blocks.len()
    }

    pub(super) fn get(&self, key: Key) -> Option<&Block> {
        self.blocks.get(key.0 as usize)?.as_ref()
    }

    /// Replaces everything after the final part, which `path` describes from the document downwards.
    pub(super) fn grow(&mut self, path: &[Step], fresh: Vec<Fresh>, changes: &mut Changes) {
        self.merge_list(None, path, fresh, changes);
    }

    /// Replaces one top-level block, whatever of it was final.
    pub(super) fn replace(&mut self, index: usize, fresh: Fresh, changes: &mut Changes) {
        self.merge_place(None, index, &[], fresh, changes);
    }

    /// Makes the open words of a paragraph final; `path` leads into it.
    pub(super) fn settle_prose(&mut self, path: &[Step], changes: &mut Changes) {
        let Some((_, levels)) = path.split_last() else { return };
        let mut key = None;
        for step in levels {
            key = self.list(key).get(step.settled).copied();
            if key.is_none() {
                return;
            }
        }
        let block = key.and_then(|key| self.blocks.get_mut(key.0 as usize)).and_then(Option::as_mut);
        if let (Some(key), Some(Block::Paragraph(prose))) = (key, block) {
            let run = std::mem::take(&mut prose.open);
            prose.runs.push(run);
            changes.blocks.insert(key);
        }
    }

    fn list(&self, list: Option<Key>) -> &[Key] {
        match list {
            None => &self.roots,
            Some(key) => self.get(key).and_then(Block::children).unwrap_or_default(),
        }
    }

    fn list_mut(&mut self, list: Option<Key>) -> Option<&mut Vec<Key>> {
        match list {
            None => Some(&mut self.roots),
            Some(key) => self.blocks.get_mut(key.0 as usize)?.as_mut()?.children_mut(),
        }
    }

    fn merge_list(&mut self, list: Option<Key>, path: &[Step], fresh: Vec<Fresh>, changes: &mut Changes) {
        let (settled, below) = path.split_first().map_or((0, path), |(step, below)| (step.settled, below));
        let end = settled + fresh.len().max(usize::from(!below.is_empty()));
        if fresh.is_empty() && !below.is_empty() {
            self.keep_settled(list, settled, below, changes);
        }
        for (index, fresh) in fresh.into_iter().enumerate() {
            // Only the first block can be the one that was open.
            let below = if index == 0 { below } else { &[] };
            self.merge_place(list, settled + index, below, fresh, changes);
        }
        let gone = match self.list_mut(list) {
            Some(keys) if keys.len() > end => keys.split_off(end),
            _ => return,
        };
        changes.list(list, end);
        for key in gone {
            self.remove(key, changes);
        }
    }

    /// Of the block that was open keeps what is final: nothing else of it is there any more.
    fn keep_settled(&mut self, list: Option<Key>, index: usize, path: &[Step], changes: &mut Changes) {
        let Some(key) = self.list(list).get(index).copied() else { return };
        let changed = match self.blocks.get_mut(key.0 as usize).and_then(Option::as_mut) {
            Some(Block::Paragraph(prose) | Block::Heading { prose, .. }) => {
                merge_prose(prose, path.first(), Prose::default())
            }
            Some(Block::Code { text, .. } | Block::Html(text)) => merge_text(text, path.first(), ""),
            _ => false,
        };
        if changed {
            changes.blocks.insert(key);
        }
        self.merge_list(Some(key), path, Vec::new(), changes);
    }

    /// Puts a block at a place of a list; one of the same kind that stands there is brought up to date instead.
    fn merge_place(
        &mut self,
        list: Option<Key>,
        index: usize,
        below: &[Step],
        mut fresh: Fresh,
        changes: &mut Changes,
    ) {
        let old = self.list(list).get(index).copied();
        if let Some(key) = old {
            match self.get(key) {
                Some(block) if same_kind(block, &fresh.block) => {
                    return self.merge_block(key, below, fresh, changes);
                }
                Some(Block::Paragraph(prose) | Block::Heading { prose, .. }) => {
                    keep_runs(prose, below, &mut fresh.block);
                }
                _ => {}
            }
        }
        let new = self.insert(fresh);
        match self.list_mut(list) {
            Some(keys) if index < keys.len() => keys[index] = new,
            Some(keys) => keys.push(new),
            None => {}
        }
        changes.list(list, index);
        if let Some(key) = old {
            self.remove(key, changes);
        }
    }

    fn merge_block(&mut self, key: Key, path: &[Step], fresh: Fresh, changes: &mut Changes) {
        let step = path.first();
        let Some(old) = self.blocks.get_mut(key.0 as usize).and_then(Option::as_mut) else { return };
        let changed = match (old, fresh.block) {
            (Block::Paragraph(old), Block::Paragraph(new)) => merge_prose(old, step, new),
            (Block::Heading { prose: old, .. }, Block::Heading { prose: new, .. }) => merge_prose(old, step, new),
            (Block::Code { text: old, language: old_language }, Block::Code { text: new, language }) => {
                let renamed = step.is_none() && put(old_language, language);
                merge_text(old, step, &new.text) || renamed
            }
            (Block::Html(old), Block::Html(new)) => merge_text(old, step, &new.text),
            (Block::List { start: old_start, tight: old, .. }, Block::List { start, tight, .. }) => match step {
                Some(step) => put(old, step.tight && tight),
                None => put(old_start, start) | put(old, tight),
            },
            (Block::Item { task: old, .. }, Block::Item { task, .. }) => step.is_none() && put(old, task),
            (Block::Table { columns: old_columns, head: old_head, .. }, Block::Table { columns, head, .. }) => {
                step.is_none() && (put(old_columns, columns) | put(old_head, head))
            }
            (Block::Row { cells: old }, Block::Row { cells }) => put(old, cells),
            (Block::Footnote { label: old, .. }, Block::Footnote { label, .. }) => put(old, label),
            _ => false,
        };
        if changed {
            changes.blocks.insert(key);
        }
        self.merge_list(Some(key), path, fresh.children, changes);
    }

    fn insert(&mut self, fresh: Fresh) -> Key {
        let Fresh { mut block, children, .. } = fresh;
        let keys: Vec<Key> = children.into_iter().map(|child| self.insert(child)).collect();
        if let Some(list) = block.children_mut() {
            *list = keys;
        }
        let key = Key(u32::try_from(self.blocks.len()).unwrap_or(u32::MAX));
        self.blocks.push(Some(block));
        key
    }

    fn remove(&mut self, key: Key, changes: &mut Changes) {
        let Some(block) = self.blocks.get_mut(key.0 as usize).and_then(Option::take) else { return };
        changes.removed.push(key);
        changes.blocks.remove(&key);
        changes.lists.remove(&Some(key));
        for child in block.children().unwrap_or_default() {
            self.remove(*child, changes);
        }
    }
}

/// Whether a view can show `new` in the element that shows `old`.
fn same_kind(old: &Block, new: &Block) -> bool {
    match (old, new) {
        (Block::Heading { level: old, .. }, Block::Heading { level: new, .. }) => old == new,
        (Block::List { start: old, .. }, Block::List { start: new, .. }) => old.is_some() == new.is_some(),
        _ => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}

/// A line of `=` turns the paragraph above into a heading, also one whose beginning is not parsed again; and more on that
/// line turns it back.
fn keep_runs(old: &Prose, path: &[Step], new: &mut Block) {
    if let (Some(step), Block::Paragraph(prose) | Block::Heading { prose, .. }) = (path.first(), new) {
        prose.runs = old.runs.iter().take(step.settled).cloned().collect();
    }
}

fn merge_prose(old: &mut Prose, step: Option<&Step>, new: Prose) -> bool {
    let settled = step.map_or(0, |step| step.settled);
    let shorter = old.runs.len() > settled;
    old.runs.truncate(settled);
    put(&mut old.open, new.open) || shorter
}

fn merge_text(old: &mut Growing, step: Option<&Step>, new: &str) -> bool {
    let settled = step.map_or(0, |step| step.settled);
    let moved = put(&mut old.settled, settled);
    if old.text.get(settled..) == Some(new) {
        return moved;
    }
    old.text.truncate(settled);
    old.text.push_str(new);
    true
}

fn put<T: PartialEq>(place: &mut T, value: T) -> bool {
    let changed = *place != value;
    if changed {
        *place = value;
    }
    changed
}
