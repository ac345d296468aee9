//! One element for each kind of block. Finished replies are plain elements; in a live one each block listens for its own
//! changes.

use std::sync::Arc;

use leptos::prelude::*;

use super::code;
use super::footnote;
use super::inline::{inlines, language};
use super::page::Page;
use crate::markdown::{Alignment, Block, Inline, Key, Prose};

/// Behind so many runs, which are some kilobytes each, a run is laid out by itself: a browser lays out a paragraph as a whole
/// each time that a word is added.
const FAR: usize = 32;
/// Lists and quotes within so many others take less room on a narrow screen.
const DEEP: usize = 5;
/// Within so many they take none there.
const DEEPEST: usize = 8;

type Columns = Arc<[Alignment]>;

/// The blocks of the document, in groups: the browser lays out only the last one when something is added.
pub fn document(page: Page, reactive: bool) -> AnyView {
    if reactive {
        let group = move |index: usize| view! { <div class="group">{group(page, None, index, None, 0)}</div> };
        view! { <For each=move || 0..page.groups(None) key=|index| *index children=group /> }.into_any()
    } else {
        view! { <div class="group">{list(page, None, false, None, 0)}</div> }.into_any()
    }
}

/// The blocks of a list; `columns` for the rows of a table. `depth`: in how many lists and quotes they are.
fn list(page: Page, list: Option<Key>, reactive: bool, columns: Option<Columns>, depth: usize) -> AnyView {
    if !reactive {
        let keys = page.keys(list);
        return keys
            .into_iter()
            .map(|key| block(page, key, reactive, columns.clone(), depth))
            .collect_view()
            .into_any();
    }
    let group = move |index: usize| group(page, list, index, columns.clone(), depth);
    view! { <For each=move || 0..page.groups(list) key=|index| *index children=group /> }.into_any()
}

fn group(page: Page, list: Option<Key>, index: usize, columns: Option<Columns>, depth: usize) -> impl IntoView {
    // A block that came as a whole needs no signals.
    let listens = move |key: Key| list.is_some() || !page.is_final(key);
    view! {
        <For
            each=move || page.group(list, index)
            key=|key| *key
            children=move |key| block(page, key, listens(key), columns.clone(), depth)
        />
    }
}

fn block(page: Page, key: Key, reactive: bool, columns: Option<Columns>, depth: usize) -> AnyView {
    let children = move |depth: usize| list(page, Some(key), reactive, None, depth);
    // The outermost block decides for all of it: a mark of a list stands on the side on which its words begin.
    let dir = (depth == 0).then_some("auto");
    let class = match depth {
        DEEPEST.. => Some("deepest"),
        DEEP.. => Some("deep"),
        _ => None,
    };
    let Some(kind) = page.peek(key, Kind::of) else { return ().into_any() };
    match kind {
        Kind::Paragraph => {
            view! { <p dir=dir lang=lang(page, key, reactive)>{words(page, key, reactive)}</p> }.into_any()
        }
        Kind::Heading(level) => heading(page, key, level, reactive, dir),
        Kind::Quote => view! { <blockquote dir=dir class=class>{children(depth + 1)}</blockquote> }.into_any(),
        Kind::Bullets => {
            let tight = tight(page, key, reactive);
            view! { <ul dir=dir class=class class:tight=tight>{children(depth + 1)}</ul> }.into_any()
        }
        Kind::Numbers(start) => {
            let tight = tight(page, key, reactive);
            view! { <ol dir=dir class=class class:tight=tight start=start.to_string()>{children(depth + 1)}</ol> }
                .into_any()
        }
        Kind::Item => view! { <li>{live(reactive, move || task(page, key))} {children(depth)}</li> }.into_any(),
        Kind::Table(columns) => table(page, key, reactive, columns),
        Kind::Row => {
            let cells = move || page.block(key, |block| row(page, block, columns.as_deref()));
            view! { <tr>{live(reactive, cells)}</tr> }.into_any()
        }
        Kind::Code => code::code(page, key, reactive).into_any(),
        Kind::Html => code::html(page, key, reactive).into_any(),
        Kind::Rule => view! { <hr /> }.into_any(),
        Kind::Footnote(label) => footnote::note(page, label, children(depth)),
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

/// The language of a block's words: what is known of the beginning holds for what comes.
fn lang(page: Page, key: Key, reactive: bool) -> Signal<Option<&'static str>> {
    let language = move |before: Option<&Option<&'static str>>| {
        let of = |block: &Block| match block {
            Block::Paragraph(Prose { runs, open }) | Block::Heading { prose: Prose { runs, open }, .. } => {
                // All but the last has been looked at before.
                let new = if before.is_some() { runs.len().saturating_sub(1) } else { 0 };
                runs.iter().skip(new).chain([open]).find_map(|run| language(run))
            }
            _ => None,
        };
        before.copied().flatten().or_else(|| page.block(key, of).flatten())
    };
    if reactive { Memo::new(language).into() } else { Signal::stored(untrack(|| language(None))) }
}

fn heading(page: Page, key: Key, level: u8, reactive: bool, dir: Option<&'static str>) -> AnyView {
    let words = words(page, key, reactive);
    let lang = lang(page, key, reactive);
    let class = format!("level-{level}");
    match page.heading_level(level) {
        3 => view! { <h3 dir=dir lang=lang class=class>{words}</h3> }.into_any(),
        4 => view! { <h4 dir=dir lang=lang class=class>{words}</h4> }.into_any(),
        5 => view! { <h5 dir=dir lang=lang class=class>{words}</h5> }.into_any(),
        _ => view! { <h6 dir=dir lang=lang class=class>{words}</h6> }.into_any(),
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
    let rows = list(page, Some(key), reactive, Some(columns.clone()), 0);
    let head = move || {
        page.block(key, |block| match block {
            Block::Table { head, .. } => head
                .iter()
                .enumerate()
                .map(|(index, cell)| {
                    view! { <th scope="col" dir="auto" lang=language(cell) class=class(Some(&columns), index)>{inlines(page, cell)}</th> }
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
        view! { <td dir="auto" lang=language(cell) class=class(columns, index)>{inlines(page, cell)}</td> }.into_any()
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
