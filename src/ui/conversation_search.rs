//! The search over conversations, in the place of their list.

use std::collections::HashMap;

use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::components::A;

use super::icon::{Icon, icon};
use super::layout::{Layout, Wanted};
use super::part::Part;
use super::say::{say, text};
use super::search_status::status;
use super::snippet::marked;
use crate::browser::{keyboard, page};
use crate::chat::search::{Search, Snippet};
use crate::store::Stores;
use crate::store::search::{MessageHit, SearchStore};
use crate::ui::dynamic::memo;

/// The id of the field.
const FIELD: &str = "conversation-search";

/// A conversation that matches.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    conversation: String,
    title: Snippet,
    /// The newest message that matches.
    hit: Option<MessageHit>,
}

/// In the part of settings, as the palette.
#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_search() -> Part<()> {
    Ok(contents)
}

fn contents((): ()) -> AnyView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let search = SearchStore::new(stores);
    let rows = memo(move || rows(stores, search));
    let field: NodeRef<Input> = NodeRef::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            drop(field.focus());
        }
    });
    let close = move || {
        layout.searching.set(false);
        page::focus("open-search");
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.code() == "Escape" && !keyboard::is_composing(&event) {
            event.prevent_default();
            close();
        }
    };
    let said = text(move || match status(search, stores.preferences.words().search()) {
        said if !said.is_empty() => said,
        _ if search.query.with(|query| query.trim().is_empty()) => String::new(),
        _ => stores.preferences.words().search().too_short.to_owned(),
    });
    view! {
        <search class="conversation-search" on:keydown=on_key>
            <div class="search-field">
                {icon(Icon::Search)}
                <input
                    id=FIELD
                    node_ref=field
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    aria-label=say(|words| words.search().search_conversations)
                    placeholder=say(|words| words.search().search_conversations)
                    on:input:target=move |event| search.look_for(event.target().value())
                />
                <button
                    type="button"
                    class="icon-button"
                    aria-label=say(|words| words.search().close_search)
                    title=say(|words| words.search().close_search)
                    on:click=move |_| close()
                >
                    {icon(Icon::Close)}
                </button>
            </div>
            <p class="meta" role="status">{said}</p>
            <ul class="sidebar-lists">
                <For each=move || rows.get() key=|row| format!("{row:?}") let(row)>
                    {row_view(row, layout)}
                </For>
            </ul>
        </search>
    }
    .into_any()
}

fn row_view(row: Row, layout: Layout) -> AnyView {
    let Row { conversation, title, hit } = row;
    let snippet = hit.as_ref().map(|hit| marked(&hit.snippet));
    let href = format!("/chat/{conversation}");
    let wanted = hit.map(|hit| Wanted { conversation, message: hit.message, in_reasoning: hit.in_reasoning });
    view! {
        <li>
            <A href attr:class="row found" on:click=move |_| {
                if let Some(wanted) = &wanted {
                    layout.wanted.set(Some(wanted.clone()));
                }
            }>
                <span class="label" dir="auto">{marked(&title)}</span>
                {snippet.map(|snippet| view! { <span class="snippet" dir="auto">{snippet}</span> })}
            </A>
        </li>
    }
    .into_any()
}

/// The conversations whose title or one of whose messages matches, in the order of the list; all while nothing is
/// searched.
fn rows(stores: Stores, search: SearchStore) -> Vec<Row> {
    let mut words = search.query.with(|query| Search::new(query));
    let mut hits = HashMap::new();
    search.messages.with(|messages| {
        for hit in messages {
            hits.entry(hit.conversation.clone()).or_insert_with(|| hit.clone());
        }
    });
    stores.conversations.list.with(|list| {
        let row = |conversation: &crate::chat::Conversation| {
            let hit = hits.remove(&conversation.id);
            let title = match &mut words {
                None => Snippet::plain(&conversation.title),
                Some(words) if hit.is_some() => words.mark(&conversation.title),
                Some(words) => words.find(&[&conversation.title])?.snippet,
            };
            Some(Row { conversation: conversation.id.clone(), title, hit })
        };
        list.iter().filter_map(row).collect()
    })
}
