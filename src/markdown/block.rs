//! The tree that a view shows.

use super::Address;

/// Names one block for as long as the document lives; never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub(super) u32);

/// One block. Blocks inside it are named by their keys and found with `Document::block`.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Paragraph(Prose),
    /// `level` is 1 to 6.
    Heading {
        level: u8,
        prose: Prose,
    },
    Quote {
        children: Vec<Key>,
    },
    /// `start` is the first number of an ordered list. The children are `Item`s. In a tight list the paragraphs stand
    /// without space between them.
    List {
        start: Option<u64>,
        tight: bool,
        children: Vec<Key>,
    },
    /// `task`: `Some(true)` for a ticked box.
    Item {
        task: Option<bool>,
        children: Vec<Key>,
    },
    /// The children are `Row`s, each with as many cells as there are columns.
    Table {
        columns: Vec<Alignment>,
        head: Vec<Vec<Inline>>,
        children: Vec<Key>,
    },
    Row {
        cells: Vec<Vec<Inline>>,
    },
    /// `language` is the first word after the fence, or empty.
    Code {
        language: String,
        text: Growing,
    },
    /// Raw HTML, to be shown as the text that it is (spec §9).
    Html(Growing),
    Rule,
    Footnote {
        label: String,
        children: Vec<Key>,
    },
}

impl Block {
    /// The blocks inside, for a block that can hold any.
    pub fn children(&self) -> Option<&[Key]> {
        match self {
            Block::Quote { children }
            | Block::List { children, .. }
            | Block::Item { children, .. }
            | Block::Table { children, .. }
            | Block::Footnote { children, .. } => Some(children),
            _ => None,
        }
    }

    pub(super) fn children_mut(&mut self) -> Option<&mut Vec<Key>> {
        match self {
            Block::Quote { children }
            | Block::List { children, .. }
            | Block::Item { children, .. }
            | Block::Table { children, .. }
            | Block::Footnote { children, .. } => Some(children),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// The words of a paragraph or heading. A long one settles run by run: `runs` only ever grows, `open` is replaced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    pub runs: Vec<Vec<Inline>>,
    pub open: Vec<Inline>,
}

/// Text that grows at its end. The first `settled` bytes stay as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Growing {
    pub text: String,
    pub settled: usize,
}

/// A piece of prose.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// A line end in the source is a `\n` in here.
    Text(String),
    Code(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strikethrough(Vec<Inline>),
    Link {
        address: Address,
        children: Vec<Inline>,
    },
    /// Loaded only after the reader asked for it (spec §5).
    Image {
        address: Address,
        alt: String,
    },
    Break,
    /// A formula in LaTeX, without its delimiters. `display`: on a line of its own.
    Math {
        source: String,
        display: bool,
    },
    /// A reference to a `Block::Footnote` with the same label.
    Footnote(String),
}
