//! Definitions of links and footnotes. They may stand anywhere in a reply, also after the blocks that use them.

use std::collections::{HashMap, HashSet};

use super::Key;

/// A label as it is compared: without regard to case and to the amount of white space.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Label(String);

impl Label {
    pub(super) fn link(text: &str) -> Label {
        Label(fold(text))
    }

    pub(super) fn footnote(text: &str) -> Label {
        Label(format!("^{}", fold(text)))
    }
}

// Lower then upper case is the nearest to Unicode case folding that the standard library has: "ẞ" equals "SS".
fn fold(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().to_uppercase()
}

/// What has been defined so far, and which top-level blocks use a label that has not.
#[derive(Default)]
pub(super) struct Labels {
    links: HashMap<Label, String>,
    footnotes: HashSet<Label>,
    waiting: HashMap<Label, Vec<Key>>,
    /// Top-level blocks that used a label before it was defined.
    early: HashSet<Key>,
}

impl Labels {
    /// The target of a defined link.
    pub(super) fn target(&self, label: &Label) -> Option<&str> {
        self.links.get(label).map(String::as_str)
    }

    pub(super) fn has_footnote(&self, label: &Label) -> bool {
        self.footnotes.contains(label)
    }

    /// Defines a link, unless an earlier definition did; returns the blocks that waited for it.
    pub(super) fn define_link(&mut self, label: &Label, target: &str) -> Vec<Key> {
        if self.links.contains_key(label) {
            return Vec::new();
        }
        self.links.insert(label.clone(), target.to_owned());
        self.waiting.remove(label).unwrap_or_default()
    }

    /// Defines a footnote; returns the blocks that waited for it.
    pub(super) fn define_footnote(&mut self, label: &Label) -> Vec<Key> {
        if !self.footnotes.insert(label.clone()) {
            return Vec::new();
        }
        self.waiting.remove(label).unwrap_or_default()
    }

    /// Notes that a top-level block uses a label without definition.
    pub(super) fn wait(&mut self, label: Label, block: Key) {
        self.early.insert(block);
        let blocks = self.waiting.entry(label).or_default();
        if blocks.last() != Some(&block) {
            blocks.push(block);
        }
    }

    /// Whether a top-level block used a label before it was defined: it may be parsed once more.
    pub(super) fn is_early(&self, block: Key) -> bool {
        self.early.contains(&block)
    }
}
