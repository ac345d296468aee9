//! One piece of source → blocks with their places in it. The grammar is pulldown-cmark's; this file makes owned blocks of
//! its events, lets only allowed addresses through, and caps nesting.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag};

use super::block::{Alignment, Block, Growing, Inline, Prose};
use super::label::{Label, Labels};
use super::Address;

/// Containers deeper than this are left out and their content stands in the last one that was kept: a page with
/// thousands of nested elements is slow, and hostile text can ask for them.
pub(super) const BLOCK_DEPTH: usize = 32;
const INLINE_DEPTH: usize = 16;

/// A newly parsed block, with the place of its source. The blocks inside are in `children`, not yet in `block`.
#[derive(Debug)]
pub(super) struct Fresh {
    pub block: Block,
    pub children: Vec<Fresh>,
    pub span: Range<usize>,
    /// Code between fences, as opposed to indented code.
    pub fenced: bool,
    /// For prose: where its text was taken from the source letter by letter.
    pub literals: Vec<Literal>,
}

#[derive(Debug)]
pub(super) struct Literal {
    pub span: Range<usize>,
    /// In no emphasis, link or the like.
    pub outermost: bool,
}

impl Fresh {
    fn new(block: Block, span: Range<usize>) -> Fresh {
        Fresh { block, children: Vec::new(), span, fenced: false, literals: Vec::new() }
    }
}

/// The blocks of one piece of source, and the labels in it.
pub(super) struct Parsed {
    pub blocks: Vec<Fresh>,
    /// Link definitions: label, target, place.
    pub links: Vec<(Label, String, Range<usize>)>,
    pub footnotes: Vec<Label>,
    /// Labels in use that nothing defines, with the place of their use.
    pub missing: Vec<(Label, usize)>,
}

/// Parses `source`; labels that it does not define itself are looked up in `labels`.
pub(super) fn parse(source: &str, labels: &Labels) -> Parsed {
    let seed = footnote_seed(source);
    let seeded;
    let text = if seed.is_empty() {
        source
    } else {
        seeded = format!("{seed}{source}");
        &seeded
    };
    let parsed = parse_seeded(text, seed.len(), labels, &[]);
    let late = parsed.missing.iter().any(|(label, _)| parsed.footnotes.contains(label));
    if late { parse_seeded(text, seed.len(), labels, &parsed.footnotes) } else { parsed }
}

/// pulldown-cmark takes `[^a]` for a footnote only where the same text defines it. Empty definitions in front let every
/// use through, and `Reader::footnote` decides; the empty heading ends the last of them.
fn footnote_seed(source: &str) -> String {
    let mut labels: Vec<&str> = source
        .match_indices("[^")
        .filter_map(|(start, _)| {
            let rest = source.get(start + 2..)?;
            let label = rest.get(..rest.find([']', '\n'])?)?;
            let plain = label.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c));
            (plain && !label.is_empty() && label.len() <= 100).then_some(label)
        })
        .collect();
    labels.sort_unstable();
    labels.dedup();
    let mut seed: String = labels.iter().map(|label| format!("[^{label}]:\n")).collect();
    if !seed.is_empty() {
        seed.push_str("#\n");
    }
    seed
}

fn parse_seeded(text: &str, seed: usize, labels: &Labels, footnotes: &[Label]) -> Parsed {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut missing = Vec::new();
    let resolve = |link: pulldown_cmark::BrokenLink<'_>| {
        let label = Label::link(&link.reference);
        let Some(target) = labels.target(&label) else {
            missing.push((label, link.span.start.saturating_sub(seed)));
            return None;
        };
        Some((CowStr::from(target.to_owned()), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, options, Some(resolve));
    let links = parser
        .reference_definitions()
        .iter()
        .filter(|(_, definition)| definition.span.start >= seed)
        .map(|(label, definition)| {
            let span = definition.span.start - seed..definition.span.end - seed;
            (Label::link(label), definition.dest.to_string(), span)
        })
        .collect();
    let mut reader = Reader {
        text,
        seed,
        labels,
        known: footnotes,
        open: vec![Fresh::new(Block::Quote { children: Vec::new() }, 0..0)],
        scopes: Vec::new(),
        leaf: None,
        draft: Draft::default(),
        cells: Vec::new(),
        footnotes: Vec::new(),
        missing: Vec::new(),
    };
    for (event, span) in parser.into_offset_iter() {
        if span.start >= seed {
            reader.event(event, span.start - seed..span.end - seed);
        }
    }
    let Reader { mut open, footnotes, missing: mut missing_footnotes, .. } = reader;
    missing.append(&mut missing_footnotes);
    let blocks = open.drain(..).next().map(|root| root.children).unwrap_or_default();
    Parsed { blocks, links, footnotes, missing }
}

/// What an `End` event closes.
enum Scope {
    Container,
    /// Left out, as too deep.
    FlatContainer,
    /// Left out, as too deep or within an image's text.
    FlatInline,
    Leaf,
    Head,
    Row,
    Cell,
    Inline(Wrap),
    Image,
}

enum Wrap {
    Emphasis,
    Strong,
    Strikethrough,
    /// `None`: the address is not allowed, the words stay.
    Link(Option<Address>),
}

/// The open block that holds no blocks. The inlines of prose and of a cell are in `Reader::draft`.
enum Leaf {
    Prose { level: Option<u8>, span: Range<usize> },
    Text(Fresh),
    Cell,
}

/// Inlines under construction; the last list is the innermost.
#[derive(Default)]
struct Draft {
    bottom: Vec<Inline>,
    nested: Vec<Vec<Inline>>,
    image: Option<(Option<Address>, String)>,
    literals: Vec<Literal>,
}

impl Draft {
    fn top(&mut self) -> &mut Vec<Inline> {
        self.nested.last_mut().unwrap_or(&mut self.bottom)
    }

    fn text(&mut self, text: &str) {
        if let Some((_, alt)) = &mut self.image {
            alt.push_str(text);
        } else if let Some(Inline::Text(last)) = self.top().last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.top().push(Inline::Text(text.to_owned()));
        }
    }

    fn push(&mut self, inline: Inline) {
        match inline {
            Inline::Text(text) => self.text(&text),
            inline => self.top().push(inline),
        }
    }

    fn finish(mut self) -> (Vec<Inline>, Vec<Literal>) {
        for inner in std::mem::take(&mut self.nested) {
            self.bottom.extend(inner);
        }
        (self.bottom, self.literals)
    }
}

struct Reader<'a> {
    text: &'a str,
    seed: usize,
    labels: &'a Labels,
    known: &'a [Label],
    /// The open containers; the first stands for the document.
    open: Vec<Fresh>,
    scopes: Vec<Scope>,
    leaf: Option<Leaf>,
    draft: Draft,
    cells: Vec<Vec<Inline>>,
    footnotes: Vec<Label>,
    missing: Vec<(Label, usize)>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
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
            Tag::Heading { level, .. } => self.open_prose(Some(level_number(level)), span),
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
            Some(Scope::Inline(wrap)) => {
                let draft = self.draft(&span);
                let inner = draft.nested.pop().unwrap_or_default();
                match wrap {
                    Wrap::Emphasis => draft.push(Inline::Emphasis(inner)),
                    Wrap::Strong => draft.push(Inline::Strong(inner)),
                    Wrap::Strikethrough => draft.push(Inline::Strikethrough(inner)),
                    Wrap::Link(Some(address)) => draft.push(Inline::Link { address, children: inner }),
                    Wrap::Link(None) => inner.into_iter().for_each(|inline| draft.push(inline)),
                }
            }
            Some(Scope::Image) => {
                let draft = self.draft(&span);
                match draft.image.take() {
                    Some((Some(address), alt)) => draft.push(Inline::Image { address, alt }),
                    Some((None, alt)) => draft.text(&alt),
                    None => {}
                }
            }
            Some(Scope::FlatContainer) => self.close_leaf(),
            Some(Scope::FlatInline) | None => {}
        }
    }

    fn words(&mut self, text: &str, span: Range<usize>) {
        if let Some(Leaf::Text(fresh)) = &mut self.leaf {
            if let Block::Code { text: growing, .. } | Block::Html(growing) = &mut fresh.block {
                growing.text.push_str(text);
            }
            return;
        }
        let literal = self.text.get(self.seed + span.start..self.seed + span.end) == Some(text);
        let draft = self.draft(&span);
        if literal {
            let outermost = draft.nested.is_empty() && draft.image.is_none();
            draft.literals.push(Literal { span, outermost });
        }
        draft.text(text);
    }

    fn inline(&mut self, inline: Inline, span: Range<usize>) {
        let draft = self.draft(&span);
        match (&mut draft.image, inline) {
            (Some((_, alt)), Inline::Code(code)) => alt.push_str(&code),
            (Some((_, alt)), _) => alt.push(' '),
            (None, inline) => draft.push(inline),
        }
    }

    fn footnote(&mut self, text: &str, span: Range<usize>) {
        let label = Label::footnote(text);
        if self.labels.has_footnote(&label) || self.known.contains(&label) {
            self.inline(Inline::Footnote(text.to_owned()), span);
        } else {
            self.missing.push((label, span.start));
            self.draft(&span).text(&format!("[^{text}]"));
        }
    }

    /// The target of a link. The first definition of a label in the whole reply wins over one in this piece.
    fn target(&self, link_type: LinkType, written: &str, id: &str) -> String {
        let target = match link_type {
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => self.labels.target(&Label::link(id)),
            _ => None,
        };
        match link_type {
            LinkType::Email => format!("mailto:{written}"),
            _ => target.unwrap_or(written).to_owned(),
        }
    }

    /// The inlines under construction. In a tight list they come without a paragraph around them; it is made here.
    fn draft(&mut self, span: &Range<usize>) -> &mut Draft {
        match &mut self.leaf {
            Some(Leaf::Prose { span: prose, .. }) => prose.end = prose.end.max(span.end),
            Some(Leaf::Cell) => {}
            Some(Leaf::Text(_)) | None => {
                // The place of an escaped sign is without its backslash.
                let before = self.text.get(..self.seed + span.start).unwrap_or_default();
                let start = span.start - usize::from(before.ends_with('\\'));
                self.leaf = Some(Leaf::Prose { level: None, span: start..span.end });
            }
        }
        &mut self.draft
    }

    fn open_inline(&mut self, wrap: Wrap, span: Range<usize>) {
        let draft = self.draft(&span);
        if draft.image.is_some() || draft.nested.len() >= INLINE_DEPTH {
            self.scopes.push(Scope::FlatInline);
        } else {
            draft.nested.push(Vec::new());
            self.scopes.push(Scope::Inline(wrap));
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

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

fn alignment(alignment: &pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
