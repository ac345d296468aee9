//! One element for each kind of block. Finished replies are plain elements; in a live one each block listens for its own
//! changes.

use std::sync::Arc;

use leptos::prelude::*;

use super::code;
use super::inline::inlines;
use super::page::Page;
use crate::markdown::{Alignment, Block, Inline, Key, Prose};

/// Behind so many runs, which are some kilobytes each, a run is laid out by itself: a browser lays out a paragraph as a whole
/// each time that a word is added.
const FAR: usize = 32;

type Columns = Arc<[Alignment]>;

/// The blocks of the document, in groups: the browser lays out only the last one when something is added.
pub fn document(page: Page, reactive: bool) -> AnyView {
    if reactive {
        let group = move |index: usize| view! { <div class="group">{group(page, None, index, None)}</div> };
        view! { <For each=move || 0..page.groups(None) key=|index| *index children=group /> }.into_any()
    } else {
        view! { <div class="group">{list(page, None, false, None)}</div> }.into_any()
    }
}

/// The blocks of a list; `columns` for the rows of a table.
fn list(page: Page, list: Option<Key>, reactive: bool, columns: Option<Columns>) -> AnyView {
    if !reactive {
        let keys = page.keys(list);
        return keys.into_iter().map(|key| block(page, key, reactive, columns.clone())).collect_view().into_any();
    }
    let group = move |index: usize| group(page, list, index, columns.clone());
    view! { <For each=move || 0..page.groups(list) key=|index| *index children=group /> }.into_any()
}

fn group(page: Page, list: Option<Key>, index: usize, columns: Option<Columns>) -> impl IntoView {
    // A block that came as a whole needs no signals.
    let listens = move |key: Key| list.is_some() || !page.is_final(key);
    view! {
        <For
            each=move || page.group(list, index)
            key=|key| *key
            children=move |key| block(page, key, listens(key), columns.clone())
        />
    }
}

fn block(page: Page, key: Key, reactive: bool, columns: Option<Columns>) -> AnyView {
    let children = move || list(page, Some(key), reactive, None);
    let Some(kind) = page.peek(key, Kind::of) else { return ().into_any() };
    match kind {
        Kind::Paragraph => view! { <p dir="auto">{words(page, key, reactive)}</p> }.into_any(),
        Kind::Heading(level) => heading(page, key, level, reactive),
        Kind::Quote => view! { <blockquote>{children()}</blockquote> }.into_any(),
        Kind::Bullets => view! { <ul class:tight=tight(page, key, reactive)>{children()}</ul> }.into_any(),
        Kind::Numbers(start) => {
            view! { <ol class:tight=tight(page, key, reactive) start=start.to_string()>{children()}</ol> }.into_any()
        }
        Kind::Item => view! { <li dir="auto">{live(reactive, move || task(page, key))} {children()}</li> }.into_any(),
        Kind::Table(columns) => table(page, key, reactive, columns),
        Kind::Row => {
            let cells = move || page.block(key, |block| row(page, block, columns.as_deref()));
            view! { <tr>{live(reactive, cells)}</tr> }.into_any()
        }
        Kind::Code => code::code(page, key, reactive).into_any(),
        Kind::Html => code::html(page, key, reactive).into_any(),
        Kind::Rule => view! { <hr /> }.into_any(),
        Kind::Footnote(label) => {
            view! { <div class="footnote"><span class="footnote-label">{label}</span> <div>{children()}</div></div> }
                .into_any()
        }
    }
}

/// What decides which element a block gets: that much of it never changes.
enum Kind {
    Paragraph,
    Heading(u8),
    Quote,
    Bullets,
    Numbers(u64),
    Item,
    Table(Columns),
    Row,
    Code,
    Html,
    Rule,
    Footnote(String),
}

impl Kind {
    fn of(block: &Block) -> Kind {
        match block {
            Block::Paragraph(_) => Kind::Paragraph,
            Block::Heading { level, .. } => Kind::Heading(*level),
            Block::Quote { .. } => Kind::Quote,
            Block::List { start: None, .. } => Kind::Bullets,
            Block::List { start: Some(start), .. } => Kind::Numbers(*start),
            Block::Item { .. } => Kind::Item,
            Block::Table { columns, .. } => Kind::Table(columns.as_slice().into()),
            Block::Row { .. } => Kind::Row,
            Block::Code { .. } => Kind::Code,
            Block::Html(_) => Kind::Html,
            Block::Rule => Kind::Rule,
            Block::Footnote { label, .. } => Kind::Footnote(label.clone()),
        }
    }
}

/// A view that is made once, or each time that what it reads changes.
fn live<V: IntoView + 'static>(reactive: bool, view: impl Fn() -> V + Send + 'static) -> AnyView {
    if reactive { (move || view().into_any()).into_any() } else { untrack(view).into_any() }
}

fn words(page: Page, key: Key, reactive: bool) -> AnyView {
    let prose = |block: &Block, read: &dyn Fn(&Prose) -> Vec<AnyView>| match block {
        Block::Paragraph(prose) | Block::Heading { prose, .. } => read(prose),
        _ => Vec::new(),
    };
    let open = move || page.block(key, |block| prose(block, &|prose| inlines(page, &prose.open)));
    let run = move |index: usize| {
        let words = page.peek(key, |block| {
            prose(block, &|prose| prose.runs.get(index).map_or_else(Vec::new, |run| inlines(page, run)))
        });
        if index < FAR { words.into_any() } else { view! { <span class="far">{words}</span> }.into_any() }
    };
    let runs = move || {
        let count = |block: &Block| match block {
            Block::Paragraph(prose) | Block::Heading { prose, .. } => prose.runs.len(),
            _ => 0,
        };
        page.block(key, count).unwrap_or_default()
    };
    if reactive {
        view! { <For each=move || 0..runs() key=|index| *index children=run /> {move || open()} }.into_any()
    } else {
        let runs = (0..untrack(runs)).map(run).collect_view();
        (runs, untrack(open)).into_any()
    }
}

fn heading(page: Page, key: Key, level: u8, reactive: bool) -> AnyView {
    let words = words(page, key, reactive);
    let class = format!("level-{level}");
    match page.heading_level(level) {
        3 => view! { <h3 dir="auto" class=class>{words}</h3> }.into_any(),
        4 => view! { <h4 dir="auto" class=class>{words}</h4> }.into_any(),
        5 => view! { <h5 dir="auto" class=class>{words}</h5> }.into_any(),
        _ => view! { <h6 dir="auto" class=class>{words}</h6> }.into_any(),
    }
}

fn tight(page: Page, key: Key, reactive: bool) -> Signal<bool> {
    let tight = move || page.block(key, |block| matches!(block, Block::List { tight: true, .. })).unwrap_or_default();
    if reactive { Signal::derive(tight) } else { Signal::stored(untrack(tight)) }
}

/// The box of a task. A sign in the text can be read and copied, a disabled checkbox would need a name.
fn task(page: Page, key: Key) -> Option<AnyView> {
    let ticked = page.block(key, |block| match block {
        Block::Item { task, .. } => *task,
        _ => None,
    })??;
    Some(view! { <span class="task">{if ticked { "☑" } else { "☐" }}</span> }.into_any())
}

fn table(page: Page, key: Key, reactive: bool, columns: Columns) -> AnyView {
    let rows = list(page, Some(key), reactive, Some(columns.clone()));
    let head = move || {
        page.block(key, |block| match block {
            Block::Table { head, .. } => head
                .iter()
                .enumerate()
                .map(|(index, cell)| {
                    view! { <th scope="col" dir="auto" class=class(Some(&columns), index)>{inlines(page, cell)}</th> }
                })
                .collect_view(),
            _ => Vec::new(),
        })
    };
    view! {
        <div class="table" tabindex="0">
            <table>
                <thead>
                    <tr>{live(reactive, head)}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(page: Page, block: &Block, columns: Option<&[Alignment]>) -> Vec<AnyView> {
    let Block::Row { cells } = block else { return Vec::new() };
    let cell = |(index, cell): (usize, &Vec<Inline>)| {
        view! { <td dir="auto" class=class(columns, index)>{inlines(page, cell)}</td> }.into_any()
    };
    cells.iter().enumerate().map(cell).collect()
}

fn class(columns: Option<&[Alignment]>, index: usize) -> Option<&'static str> {
    match columns?.get(index)? {
        Alignment::None => None,
        Alignment::Left => Some("left"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
    }
}
