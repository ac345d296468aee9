//! One piece of source → blocks with their places in it. The grammar is pulldown-cmark's.

use std::ops::Range;

use pulldown_cmark::{CowStr, Options, Parser};

use super::block::Block;
use super::label::{Label, Labels};
use super::reader::Reader;
use super::verbatim::{self, Verbatim};

/// What a reply may hold beyond CommonMark.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES);

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
    pub(super) fn new(block: Block, span: Range<usize>) -> Fresh {
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
    /// Something was nested too deep to be shown so.
    pub flattened: bool,
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
    let found = verbatim::find(text, OPTIONS, labels);
    let masked;
    let text = if found.is_empty() {
        text
    } else {
        masked = verbatim::mask(text, &found);
        &masked
    };
    let parsed = parse_seeded(text, seed.len(), labels, &found, &[]);
    let late = parsed.missing.iter().any(|(label, _)| parsed.footnotes.contains(label));
    if late { parse_seeded(text, seed.len(), labels, &found, &parsed.footnotes) } else { parsed }
}

/// pulldown-cmark takes `[^a]` for a footnote only where the same text defines it. Empty definitions in front let every
/// use through, and `Reader` decides; the empty heading ends the last of them.
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

fn parse_seeded(text: &str, seed: usize, labels: &Labels, found: &[Verbatim], footnotes: &[Label]) -> Parsed {
    let mut missing = Vec::new();
    let resolve = |link: pulldown_cmark::BrokenLink<'_>| {
        let label = Label::link(&link.reference);
        let Some(target) = labels.target(&label) else {
            missing.push((label, link.span.start.saturating_sub(seed)));
            return None;
        };
        Some((CowStr::from(target.to_owned()), CowStr::from("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(resolve));
    let links = parser
        .reference_definitions()
        .iter()
        .filter(|(_, definition)| definition.span.start >= seed)
        .map(|(label, definition)| {
            let span = definition.span.start - seed..definition.span.end - seed;
            (Label::link(label), definition.dest.to_string(), span)
        })
        .collect();
    let mut reader = Reader::new(text, seed, labels, found, footnotes);
    for (event, span) in parser.into_offset_iter() {
        if span.start >= seed {
            reader.event(event, span.start - seed..span.end - seed);
        }
    }
    let mut parsed = reader.finish();
    missing.append(&mut parsed.missing);
    Parsed { links, missing, ..parsed }
}
