//! The events of pulldown-cmark → owned blocks: lets only allowed addresses through and caps nesting.

mod inline;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::Address;
use super::block::{Alignment, Block, Growing, Inline, Prose};
use super::draft::{Draft, Leaf, Scope, Wrap};
use super::label::{Label, Labels};
use super::parse::{Fresh, Parsed};
use super::verbatim::Verbatim;

/// Containers deeper than this are left out and their content stands in the last one that was kept: a page with
/// thousands of nested elements is slow, and hostile text can ask for them.
pub(super) const BLOCK_DEPTH: usize = 32;

/// Makes blocks of events.
pub(super) struct Reader<'a> {
    text: &'a str,
    seed: usize,
    labels: &'a Labels,
    verbatim: &'a [Verbatim],
    known: &'a [Label],
    /// The open containers; the first stands for the document.
    open: Vec<Fresh>,
    scopes: Vec<Scope>,
    leaf: Option<Leaf>,
    draft: Draft,
    cells: Vec<Vec<Inline>>,
    footnotes: Vec<Label>,
    missing: Vec<(Label, usize)>,
    flattened: bool,
}

impl<'a> Reader<'a> {
    /// For the events of `text`, of which the first `seed` bytes are not part of the source. In the place of `verbatim`
    /// there are other words. `known`: footnotes that are defined in the source.
    pub(super) fn new(
        text: &'a str,
        seed: usize,
        labels: &'a Labels,
        verbatim: &'a [Verbatim],
        known: &'a [Label],
    ) -> Self {
        Reader {
            text,
            seed,
            labels,
            verbatim,
            known,
            open: vec![Fresh::new(Block::Quote { children: Vec::new() }, 0..0)],
            scopes: Vec::new(),
            leaf: None,
            draft: Draft::default(),
            cells: Vec::new(),
            footnotes: Vec::new(),
            missing: Vec::new(),
            flattened: false,
        }
    }

    /// The blocks and the footnotes; of links there is nothing.
    pub(super) fn finish(mut self) -> Parsed {
        self.close_leaf();
        let blocks = self.open.drain(..).next().map(|root| root.children).unwrap_or_default();
        let Reader { footnotes, missing, flattened, .. } = self;
        Parsed { blocks, links: Vec::new(), footnotes, missing, flattened }
    }

    pub(super) fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) => self.end(span),
            Event::Text(text) => self.words(&text, span),
            Event::Html(text) | Event::InlineHtml(text) => self.words(&text, span),
            Event::Code(code) => self.inline(Inline::Code(code.into_string()), span),
            Event::SoftBreak => self.words("\n", span),
            Event::HardBreak => self.inline(Inline::Break, span),
            Event::FootnoteReference(label) => self.footnote(&label, span),
            Event::Rule => {
                self.close_leaf();
                self.append(Fresh::new(Block::Rule, span));
            }
            Event::TaskListMarker(ticked) => {
                if let Some(Block::Item { task, .. }) = self.open.last_mut().map(|open| &mut open.block) {
                    *task = Some(ticked);
                }
            }
            // Only with options that are not set.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text, span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let children = Vec::new();
        match tag {
            Tag::Paragraph => {
                if let Some(Block::Item { .. }) = self.open.last().map(|open| &open.block) {
                    self.loosen();
                }
                self.open_prose(None, span);
            }
            Tag::Heading { level, .. } => self.open_prose(Some(level as u8), span),
            Tag::BlockQuote(_) => self.open_container(Block::Quote { children }, span),
            Tag::List(start) => self.open_container(Block::List { start, tight: true, children }, span),
            Tag::Item => self.open_container(Block::Item { task: None, children }, span),
            Tag::FootnoteDefinition(label) => {
                self.footnotes.push(Label::footnote(&label));
                self.open_container(Block::Footnote { label: label.into_string(), children }, span);
            }
            Tag::CodeBlock(kind) => {
                let (language, fenced) = match &kind {
                    CodeBlockKind::Fenced(info) => (info.split_whitespace().next().unwrap_or_default(), true),
                    CodeBlockKind::Indented => ("", false),
                };
                let block = Block::Code { language: language.to_owned(), text: Growing::default() };
                self.open_leaf(Leaf::Text(Fresh { fenced, ..Fresh::new(block, span) }));
            }
            Tag::HtmlBlock => self.open_leaf(Leaf::Text(Fresh::new(Block::Html(Growing::default()), span))),
            Tag::Table(columns) => {
                let columns = columns.iter().map(alignment).collect();
                self.close_leaf();
                self.scopes.push(Scope::Container);
                self.open.push(Fresh::new(Block::Table { columns, head: Vec::new(), children }, span));
            }
            Tag::TableHead => self.scopes.push(Scope::Head),
            Tag::TableRow => self.scopes.push(Scope::Row),
            Tag::TableCell => {
                self.leaf = Some(Leaf::Cell);
                self.scopes.push(Scope::Cell);
            }
            Tag::Emphasis => self.open_inline(Wrap::Emphasis, span),
            Tag::Strong => self.open_inline(Wrap::Strong, span),
            Tag::Strikethrough => self.open_inline(Wrap::Strikethrough, span),
            Tag::Link { link_type, dest_url, id, .. } => {
                let address = Address::link(&self.target(link_type, &dest_url, &id));
                self.open_inline(Wrap::Link(address), span);
            }
            Tag::Image { link_type, dest_url, id, .. } => {
                let address = Address::image(&self.target(link_type, &dest_url, &id));
                let draft = self.draft(&span);
                if draft.image.is_some() {
                    self.scopes.push(Scope::FlatInline);
                } else {
                    draft.image = Some((address, String::new()));
                    self.scopes.push(Scope::Image);
                }
            }
            // Only with options that are not set.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => self.scopes.push(Scope::FlatInline),
        }
    }

    fn end(&mut self, span: Range<usize>) {
        match self.scopes.pop() {
            Some(Scope::Container) => {
                self.close_leaf();
                if self.open.len() > 1
                    && let Some(closed) = self.open.pop()
                {
                    self.append(Fresh { span, ..closed });
                }
            }
            Some(Scope::Leaf) => self.close_leaf(),
            Some(Scope::Head) => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(Block::Table { head, .. }) = self.open.last_mut().map(|open| &mut open.block) {
                    *head = cells;
                }
            }
            Some(Scope::Row) => {
                let cells = std::mem::take(&mut self.cells);
                self.append(Fresh::new(Block::Row { cells }, span));
            }
            Some(Scope::Cell) => {
                self.leaf = None;
                self.cells.push(std::mem::take(&mut self.draft).finish().0);
            }
            Some(Scope::Inline(wrap)) => self.draft(&span).close(wrap),
            Some(Scope::Image) => self.draft(&span).close_image(),
            Some(Scope::FlatContainer) => self.close_leaf(),
            Some(Scope::FlatInline) | None => {}
        }
    }

    fn open_container(&mut self, block: Block, span: Range<usize>) {
        self.close_leaf();
        // An item stands or falls with its list.
        let list_left_out = matches!(block, Block::Item { .. })
            && !matches!(self.open.last().map(|open| &open.block), Some(Block::List { .. }));
        let room = self.open.len() < BLOCK_DEPTH || matches!(block, Block::Item { .. });
        if room && !list_left_out {
            self.open.push(Fresh::new(block, span));
            self.scopes.push(Scope::Container);
        } else {
            self.flattened = true;
            self.scopes.push(Scope::FlatContainer);
        }
    }

    fn open_prose(&mut self, level: Option<u8>, span: Range<usize>) {
        self.open_leaf(Leaf::Prose { level, span });
    }

    fn open_leaf(&mut self, leaf: Leaf) {
        self.close_leaf();
        self.leaf = Some(leaf);
        self.scopes.push(Scope::Leaf);
    }

    /// Ends the open leaf. Called at the start of each block too, for the paragraph that `draft` made has no end of its own.
    fn close_leaf(&mut self) {
        match self.leaf.take() {
            Some(Leaf::Prose { level, span }) => {
                let (open, literals) = std::mem::take(&mut self.draft).finish();
                let prose = Prose { runs: Vec::new(), open };
                let block = match level {
                    Some(level) => Block::Heading { level, prose },
                    None => Block::Paragraph(prose),
                };
                self.append(Fresh { literals, ..Fresh::new(block, span) });
            }
            Some(Leaf::Text(fresh)) => self.append(fresh),
            Some(Leaf::Cell) | None => {}
        }
    }

    fn loosen(&mut self) {
        let list = self.open.len().checked_sub(2).and_then(|index| self.open.get_mut(index));
        if let Some(Block::List { tight, .. }) = list.map(|list| &mut list.block) {
            *tight = false;
        }
    }

    fn append(&mut self, fresh: Fresh) {
        if let Some(container) = self.open.last_mut() {
            container.children.push(fresh);
        }
    }
}

fn alignment(alignment: &pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
