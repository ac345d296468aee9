//! Trees as text, to compare them.

use std::fmt::Write;

use super::super::Document;
use super::super::block::{Block, Inline, Key, Prose};
use super::super::label::Labels;
use super::super::parse::{Fresh, parse};

/// The tree as text. What only the way of parsing separated is joined, and whether a list without paragraphs is tight
/// is left out: nothing of it can be seen.
pub fn outline(document: &Document) -> String {
    document.roots().iter().map(|root| outline_of(document, *root)).collect()
}

/// One top-level block as text.
pub fn outline_of(document: &Document, root: Key) -> String {
    fn visit(document: &Document, key: Key, depth: usize, out: &mut String) {
        let Some(block) = document.block(key) else { panic!("{key:?} is listed but gone") };
        let children = |block: &Block| block.children().unwrap_or_default().to_vec();
        let is_prose = |key: &Key| matches!(document.block(*key), Some(Block::Paragraph(_)));
        let mut items = children(block).into_iter().filter_map(|item| document.block(item));
        let spaced = items.any(|item| children(item).iter().any(is_prose));
        line(block, spaced, depth, out);
        for child in children(block) {
            visit(document, child, depth + 1, out);
        }
    }
    let mut out = String::new();
    visit(document, root, 0, &mut out);
    out
}

/// What one parse of the whole text gives, without any of the machinery for streaming.
pub fn whole(text: &str) -> String {
    fn visit(fresh: &Fresh, depth: usize, out: &mut String) {
        let is_prose = |child: &Fresh| matches!(child.block, Block::Paragraph(_));
        let spaced = fresh.children.iter().any(|item| item.children.iter().any(is_prose));
        line(&fresh.block, spaced, depth, out);
        for child in &fresh.children {
            visit(child, depth + 1, out);
        }
    }
    let mut out = String::new();
    for fresh in &parse(text, &Labels::default()).blocks {
        visit(fresh, 0, &mut out);
    }
    out
}

fn line(block: &Block, spaced: bool, depth: usize, out: &mut String) {
    let written = match block {
        Block::Paragraph(prose) => format!("p {}", words(prose)),
        Block::Heading { level, prose } => format!("h{level} {}", words(prose)),
        Block::Quote { .. } => "quote".to_owned(),
        Block::List { start, tight, .. } => {
            let number = start.map_or_else(|| "-".to_owned(), |start| start.to_string());
            format!("list {number}{}", if *tight || !spaced { "" } else { " loose" })
        }
        Block::Item { task, .. } => match task {
            None => "item".to_owned(),
            Some(ticked) => format!("item {ticked}"),
        },
        Block::Table { columns, head, .. } => format!("table {columns:?} {}", cells(head)),
        Block::Row { cells: row } => format!("row {}", cells(row)),
        Block::Code { language, text } => format!("code {language:?} {:?}", text.text),
        Block::Html(text) => format!("html {:?}", text.text),
        Block::Rule => "rule".to_owned(),
        Block::Footnote { label, .. } => format!("footnote {label}"),
    };
    let _ = writeln!(out, "{}{written}", "  ".repeat(depth));
}

fn words(prose: &Prose) -> String {
    prose.runs.iter().chain([&prose.open]).map(|run| inlines(run)).collect()
}

fn cells(cells: &[Vec<Inline>]) -> String {
    cells.iter().map(|cell| format!("[{}]", inlines(cell))).collect()
}

fn inlines(list: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.escape_debug().to_string(),
        Inline::Code(text) => format!("<code {text}>"),
        Inline::Emphasis(inner) => format!("<em {}>", inlines(inner)),
        Inline::Strong(inner) => format!("<strong {}>", inlines(inner)),
        Inline::Strikethrough(inner) => format!("<del {}>", inlines(inner)),
        Inline::Link { address, children } => format!("<a {} {}>", address.as_str(), inlines(children)),
        Inline::Image { address, alt } => format!("<img {} {alt}>", address.as_str()),
        Inline::Math { source, display } => format!("<math {display} {}>", source.escape_debug()),
        Inline::Break => "<br>".to_owned(),
        Inline::Footnote(label) => format!("<note {label}>"),
    };
    list.iter().map(one).collect()
}
