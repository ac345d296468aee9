//! Code blocks, and raw HTML, which is text like code.

use std::time::Duration;

use leptos::prelude::*;

use super::page::Page;
use crate::browser::clipboard;
use crate::markdown::{Block, Growing, Key};
use crate::store::Stores;
use crate::ui::say::say;

/// A part of a growing text that is laid out once and then left alone. Bytes.
const PART: usize = 4096;
/// How long the button says that it copied.
const COPIED: Duration = Duration::from_secs(2);

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

/// The text: finished parts, each an element of its own so that the browser lays it out once, and the growing end.
fn growing(page: Page, key: Key, reactive: bool) -> AnyView {
    if !reactive {
        return page.peek(key, |block| read(block, |text| text.text.clone())).unwrap_or_default().into_any();
    }
    // Where the parts end.
    let ends = StoredValue::new(Vec::<usize>::new());
    let parts = Memo::new(move |_| {
        let settled = page.block(key, |block| read(block, |text| text.settled)).unwrap_or_default();
        ends.try_update_value(|ends| {
            ends.retain(|end| *end <= settled);
            if settled >= ends.last().copied().unwrap_or(0) + PART {
                ends.push(settled);
            }
            ends.len()
        })
        .unwrap_or_default()
    });
    let bounds = move |index: usize| {
        ends.try_with_value(|ends| {
            let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
            (start, ends.get(index).copied())
        })
        .unwrap_or_default()
    };
    let part = move |index: usize| {
        let (start, end) = bounds(index);
        let text = move |text: &Growing| text.text.get(start..end.unwrap_or(start)).unwrap_or_default().to_owned();
        let text = page.peek(key, |block| read(block, text)).unwrap_or_default();
        view! { <span class="part">{text}</span> }
    };
    let end = move || {
        let (start, _) = bounds(parts.get());
        let text = move |text: &Growing| text.text.get(start..).unwrap_or_default().to_owned();
        page.block(key, |block| read(block, text)).unwrap_or_default()
    };
    view! {
        <For each=move || 0..parts.get() key=|index| *index children=part />
        <span class="part">{end}</span>
    }
    .into_any()
}

fn copy_button(page: Page, key: Key) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().chat();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let Some(text) = page.peek(key, |block| read(block, |text| text.text.clone())) else { return };
        leptos::task::spawn_local(async move {
            if clipboard::copy(&text).await {
                copied.try_set(true);
                set_timeout(
                    move || {
                        copied.try_set(false);
                    },
                    COPIED,
                );
            } else {
                let words = stores.preferences.language.get_untracked().words().chat();
                stores.notices.show(words.copy_failed.to_owned(), None);
            }
        });
    };
    view! {
        <button type="button" class="copy" aria-label=say(|words| words.chat().copy_code) on:click=copy>
            {move || if copied.get() { words().copied } else { words().copy }}
        </button>
    }
}
