//! One prompt to two to four models side by side.

mod announcement;
mod column;
mod composer;
mod model_choice;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_navigate;

use self::announcement::Announcement;
use self::column::ColumnView;
use self::composer::CompareComposer;
use super::conversation::meta::cost_text;
use super::conversation::pictures::Pictures;
use super::dynamic::{dynamic, memo, rows, truth, when};
use super::icon::{Icon, icon};
use super::keep_focus;
use super::layout::Layout;
use super::part::Part;
use super::say::{say, text};
use super::show_list::ShowList;
use crate::browser::{keyboard, page};
use crate::chat::Column;
use crate::store::Stores;
use crate::store::columns::{LEAST, MOST};
use crate::store::compare::keep_draft;
use crate::text::{Language, fill};

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible, preload(preload_compare))]
pub fn open_compare() -> Part<()> {
    Ok(compare)
}

fn compare((): ()) -> AnyView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let words = move || stores.preferences.words().compare();
    let columns = stores.compare.columns;
    keep_draft(stores.compare);
    Effect::new(move || {
        if stores.loaded.get() && columns.with(|columns| columns.len() < LEAST) {
            spawn_local(stores.begin_comparing());
        }
    });
    stop_on_escape(stores);
    let navigate = use_navigate();
    let close = move |_| {
        let back = stores.compare.came_from.get_untracked();
        navigate(&back.map_or_else(|| "/".to_owned(), |id| format!("/chat/{id}")), Default::default());
        keep_focus::on_field();
    };
    let any_live = memo(move || {
        columns.with(|columns| columns.iter().any(|column| stores.replies.message_of(&column.conversation).is_some()))
    });
    let cost = text(move || match stores.compared_cost() {
        Some(cost) => fill(words().so_far, &[("cost", &cost_text(cost, stores.preferences.words().chat()))]),
        None => String::new(),
    });
    // Where there is no room for all, one column is on the screen.
    let shown = RwSignal::new(None::<String>);
    let is_narrow = truth(move || !layout.sidebar.docks.get());
    let on_screen = memo(move || {
        columns.with(|columns| {
            let chosen = shown.get().filter(|id| columns.iter().any(|column| column.conversation == *id));
            chosen.or_else(|| columns.first().map(|column| column.conversation.clone()))
        })
    });
    let visible = move || {
        let all: Vec<_> = columns.with(|columns| columns.iter().map(|column| column.conversation.clone()).collect());
        if is_narrow.get() { on_screen.get().into_iter().collect() } else { all }
    };
    // What is not on the screen is told of as well.
    let hidden = move || {
        let shown = on_screen.get().filter(|_| is_narrow.get());
        let all: Vec<_> = columns.with(|columns| columns.iter().map(|column| column.conversation.clone()).collect());
        if shown.is_none() { Vec::new() } else { all.into_iter().filter(|id| Some(id) != shown.as_ref()).collect() }
    };
    let prompt = memo(move || stores.compared_prompt());
    let is_full = truth(move || columns.with(|columns| columns.len() >= MOST));
    view! {
        <Title text=move || format!("{} · AISCouncil", words().title) />
        <header class="top-bar">
            <ShowList />
            <h1>{say(|words| words.compare().title)}</h1>
            <span class="meta">{cost}</span>
            <button
                type="button"
                class="button soft"
                aria-disabled=text(move || is_full.get().to_string())
                on:click=move |_| {
                    if !is_full.get_untracked() {
                        stores.add_compared();
                        shown.set(columns.with_untracked(|columns| columns.last().map(|it| it.conversation.clone())));
                    }
                }
            >
                {icon(Icon::Plus)} <span>{say(|words| words.compare().add_model)}</span>
            </button>
            {when(move || !any_live.get() && prompt.with(Option::is_some), move || view! {
                <button
                    type="button"
                    class="button soft compare-new"
                    aria-label=say(|words| words.compare().new_comparison)
                    title=say(|words| words.compare().new_comparison)
                    on:click=move |_| stores.new_comparison()
                >
                    {icon(Icon::Columns)} <span>{say(|words| words.compare().new_comparison)}</span>
                </button>
            }.into_any())}
            {when(move || any_live.get(), move || view! {
                <button type="button" class="button soft stop-all" on:click=move |_| stores.stop_comparing()>
                    {icon(Icon::Stop)} <span>{say(|words| words.compare().stop_all)}</span>
                </button>
            }.into_any())}
            <button
                type="button"
                class="icon-button"
                aria-label=say(|words| words.compare().close)
                title=say(|words| words.compare().close)
                on:click=close
            >
                {icon(Icon::Close)}
            </button>
        </header>
        {dynamic(move || match prompt.get() {
            Some(prompt) => {
                let lang = Language::of_text(&prompt.text).map(Language::tag);
                view! {
                    <div class="compare-prompt">
                        <div class="bubble" dir="auto" lang=lang tabindex="0">
                            <Pictures pictures=prompt.pictures.into() />
                            {prompt.text}
                        </div>
                    </div>
                }
                .into_any()
            }
            None => ().into_any(),
        })}
        {when(move || is_narrow.get(), move || view! {
            <div class="compare-choice">
                <select
                    aria-label=say(|words| words.compare().column)
                    on:change:target=move |event| shown.set(Some(event.target().value()))
                >
                    {dynamic(move || {
                        let option = |column: Column| {
                            let id = column.conversation.clone();
                            let selected = truth(move || on_screen.with(|shown| shown.as_ref() == Some(&id)));
                            let name = column_name(stores, &column);
                            view! { <option value=column.conversation prop:selected=selected>{name}</option> }.into_any()
                        };
                        columns.get().into_iter().map(option).collect_view().into_any()
                    })}
                </select>
            </div>
        }.into_any())}
        <div class="compare-columns" role="group" aria-label=say(|words| words.compare().answers)>
            {rows(visible, move |id| view! { <ColumnView conversation=id prompt can_go=truth(move || columns.with(|columns| columns.len() > LEAST)) /> }.into_any())}
        </div>
        {rows(hidden, |conversation| view! { <Announcement conversation /> }.into_any())}
        <CompareComposer any_live />
    }
    .into_any()
}

/// What a column is called: its model and its provider.
fn column_name(stores: Stores, column: &Column) -> String {
    let words = stores.preferences.words().compare();
    let provider = stores.registry.registry.with(|registry| {
        registry.get(&column.bot.provider).map_or_else(|| column.bot.provider.clone(), |provider| provider.name.clone())
    });
    let model = if column.bot.model.is_empty() { words.no_model } else { &column.bot.model };
    fill(words.region, &[("model", model), ("provider", &provider)])
}

fn stop_on_escape(stores: Stores) {
    Effect::new(move || {
        let listener = window_event_listener(ev::keydown, move |event| {
            let is_free = !keyboard::is_composing(&event) && !event.default_prevented();
            if event.code() == "Escape" && is_free && !page::has_open_dialog() {
                stores.stop_comparing();
            }
        });
        on_cleanup(move || listener.remove());
    });
}
