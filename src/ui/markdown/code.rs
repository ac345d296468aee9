//! Code blocks, and raw HTML, which is text like code.

use leptos::prelude::*;

use super::page::Page;
use super::turn;
use crate::markdown::highlight::{Kind, Language, State, Token, highlight};
use crate::markdown::{Block, Growing, Key};
use crate::store::Stores;
use crate::ui::copying::copy_and_mark;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::say::say;

/// A part of a text that is laid out once and then left alone. Bytes.
const PART: usize = 4096;
/// A part of a text that has colours and grows: what is behind the last one is coloured anew at each update. Bytes.
const SMALL_PART: usize = 512;
/// So much of a block has colours. More is a file, not an example. Bytes.
const COLOURED: usize = 64 * 1024;

pub fn code(page: Page, key: Key, reactive: bool) -> impl IntoView {
    let language = move || {
        let name = |block: &Block| match block {
            Block::Code { language, .. } => language.clone(),
            _ => String::new(),
        };
        page.block(key, name).unwrap_or_default()
    };
    let language = if reactive { language.into_any() } else { language().into_any() };
    view! {
        <figure class="code-block" dir="ltr">
            <figcaption><span class="language">{language}</span> {copy_button(page, key)}</figcaption>
            <pre tabindex="0"><code>{growing(page, key, reactive)}</code></pre>
        </figure>
    }
}

pub fn html(page: Page, key: Key, reactive: bool) -> impl IntoView {
    view! { <pre class="html-text" tabindex="0"><code>{growing(page, key, reactive)}</code></pre> }
}

fn read<T: Default>(block: &Block, read: impl FnOnce(&Growing) -> T) -> T {
    match block {
        Block::Code { text, .. } | Block::Html(text) => read(text),
        _ => T::default(),
    }
}

/// Where the parts of a growing text end, and in which state of the code each begins, as far as that was needed.
#[derive(Default)]
struct Parts {
    ends: Vec<usize>,
    states: Vec<State>,
}

/// One code block on the page.
#[derive(Clone, Copy)]
struct Growth {
    page: Page,
    key: Key,
    parts: StoredValue<Parts>,
}

impl Growth {
    /// The place of a part; the one behind the last ends with the text.
    fn bounds(self, index: usize) -> (usize, Option<usize>) {
        let bounds = |parts: &Parts| {
            let start = index.checked_sub(1).and_then(|before| parts.ends.get(before)).copied().unwrap_or(0);
            (start, parts.ends.get(index).copied())
        };
        self.parts.try_with_value(bounds).unwrap_or_default()
    }

    /// Ends a part where so much of the text is final. Returns how many there are.
    fn settle(self, settled: usize) -> usize {
        let grow = |parts: &mut Parts| {
            while parts.ends.last().is_some_and(|end| *end > settled) {
                parts.ends.pop();
            }
            let last = parts.ends.last().copied().unwrap_or(0);
            if settled >= last + if last < COLOURED { SMALL_PART } else { PART } {
                parts.ends.push(settled);
            }
            parts.states.truncate(parts.ends.len() + 1);
            parts.ends.len()
        };
        self.parts.try_update_value(grow).unwrap_or_default()
    }

    /// Divides a finished text.
    fn divide(self, text: &str) -> usize {
        let mut ends = Vec::new();
        let mut start = 0;
        while start + PART < text.len() {
            let from = text.ceil_char_boundary(start + PART);
            let Some(end) = text.get(from..).and_then(|rest| rest.find('\n')) else { break };
            start = from + end + 1;
            ends.push(start);
        }
        let count = ends.len();
        self.parts.set_value(Parts { ends, states: Vec::new() });
        count
    }

    /// A part as it stands now.
    fn text(self, index: usize) -> String {
        let (start, end) = self.bounds(index);
        let part = |text: &Growing| text.text.get(start..end.unwrap_or(text.text.len())).unwrap_or_default().to_owned();
        self.page.peek(self.key, |block| read(block, part)).unwrap_or_default()
    }

    /// The colours of a part. `None` for what has none, and where there is too much.
    fn colours(self, index: usize, text: &str) -> Option<Vec<Token>> {
        let language = self.page.peek(self.key, |block| match block {
            Block::Code { language, .. } => language.clone(),
            _ => String::new(),
        })?;
        if self.bounds(index).0 >= COLOURED {
            return None;
        }
        let language = Language::named(&language)?;
        let mut known = self.parts.try_with_value(|parts| parts.states.len())?;
        while known <= index {
            let state = match known.checked_sub(1) {
                None => State::default(),
                Some(before) => {
                    let state = self.parts.try_with_value(|parts| parts.states.get(before).copied())??;
                    highlight(language, state, &self.text(before)).1
                }
            };
            self.parts.try_update_value(|parts| parts.states.push(state));
            known += 1;
        }
        let state = self.parts.try_with_value(|parts| parts.states.get(index).copied())??;
        Some(highlight(language, state, text).0)
    }

    /// A part that is final. With `at_once` it comes with its colours, else they come when there is time.
    fn part(self, index: usize, at_once: bool) -> AnyView {
        let turn = RwSignal::new(at_once);
        let words = dynamic(move || {
            let text = self.text(index);
            if turn.get() {
                return coloured(self.colours(index, &text), text);
            }
            turn::later(move || {
                turn.try_set(true);
            });
            text.into_any()
        });
        view! { <span class="part">{words}</span> }.into_any()
    }
}

/// The text: finished parts, each an element of its own so that the browser lays it out once, and the growing end.
fn growing(page: Page, key: Key, reactive: bool) -> AnyView {
    let growth = Growth { page, key, parts: StoredValue::new(Parts::default()) };
    if !reactive {
        let count = page.peek(key, |block| read(block, |text| growth.divide(&text.text))).unwrap_or_default();
        return (0..=count).map(|index| growth.part(index, false)).collect_view().into_any();
    }
    let parts =
        memo(move || growth.settle(page.block(key, |block| read(block, |text| text.settled)).unwrap_or_default()));
    let end = move || {
        page.block(key, |_| ());
        let index = parts.get();
        let text = growth.text(index);
        coloured(growth.colours(index, &text), text)
    };
    view! {
        <For each=move || 0..parts.get() key=|index| *index children=move |index| growth.part(index, true) />
        <span class="part">{dynamic(end)}</span>
    }
    .into_any()
}

fn coloured(tokens: Option<Vec<Token>>, text: String) -> AnyView {
    let Some(tokens) = tokens else { return text.into_any() };
    let mut start = 0;
    let piece = |token: Token| {
        let words = text.get(start..token.end).unwrap_or_default().to_owned();
        start = token.end;
        let class = match token.kind {
            Kind::Plain => return words.into_any(),
            Kind::Keyword => "keyword",
            Kind::String => "string",
            Kind::Type => "type",
            Kind::Function | Kind::Number => "value",
            Kind::Comment => "comment",
            Kind::Inserted => "inserted",
            Kind::Deleted => "deleted",
        };
        view! { <span class=class>{words}</span> }.into_any()
    };
    tokens.into_iter().map(piece).collect::<Vec<AnyView>>().into_any()
}

fn copy_button(page: Page, key: Key) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().chat();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let Some(text) = page.peek(key, |block| read(block, |text| text.text.clone())) else { return };
        copy_and_mark(stores, text, copied);
    };
    view! {
        <button type="button" class="copy" aria-label=say(|words| words.chat().copy_code) on:click=copy>
            {move || if copied.get() { words().copied } else { words().copy }}
        </button>
    }
}
