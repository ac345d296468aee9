//! The body of the answer, line by line, with the time of each.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;

use super::amount::size;
use super::seen::Seen;
use super::virtual_list::{Scroller, pixels};
use crate::browser::{clock, file, keyboard};
use crate::openai::{RawLines, short_data_urls};
use crate::store::Stores;
use crate::text::fill;
use crate::ui::dynamic::{dynamic, memo, truth, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{say, text};

/// Characters of a line that a row holds, and that are shown of a chosen line.
const LONGEST_ROW: usize = 400;
const LONGEST_LINE: usize = 20_000;
/// A stream that takes long to lay out is laid out that many times less often while it arrives.
const PACE: f64 = 20.0;

#[component]
pub(super) fn RawStreamView(seen: Seen) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().inspector();
    let lines = RwSignal::new(Arc::new(RawLines::default()));
    let is_dropped = RwSignal::new(false);
    let scroller = Scroller::new();
    let due = StoredValue::new(0.0);
    Effect::new(move || {
        seen.tick.track();
        let begun = clock::monotonic();
        let Some(recording) = seen.recording().filter(|_| !seen.is_live.get() || begun >= due.get_value()) else {
            return;
        };
        let read = recording.read(|inspection| inspection.lines()).flatten();
        is_dropped.set(read.is_none());
        due.set_value(begun + (clock::monotonic() - begun) * PACE);
        let follows = seen.is_live.get() && scroller.is_at_end(lines.with_untracked(|lines| lines.len()));
        lines.set(read.unwrap_or_default());
        if follows {
            // Once the rows have their place.
            request_animation_frame(move || {
                scroller.show(lines.try_with_untracked(|lines| lines.len()).unwrap_or_default().saturating_sub(1));
            });
        }
    });
    let count = memo(move || lines.with(|lines| lines.len()));
    // Without the head of an answer there is nothing to measure.
    let summary = text(move || {
        if count.get() == 0 && seen.timing.with(|timing| timing.headers.is_none()) {
            return String::new();
        }
        let length = lines.with(|lines| lines.bytes());
        let values = [("n", &*count.get().to_string()), ("size", &*size(length as u64, words()))];
        fill(words().events, &values)
    });
    let chosen = RwSignal::new(None::<usize>);
    let choose = move |row: usize| {
        chosen.set(Some(row));
        scroller.show(row);
    };
    let finds = RwSignal::new(false);
    let query = RwSignal::new(String::new());
    let matches = memo(move || match finds.get() {
        true => query.with(|query| lines.with(|lines| lines.find(query))),
        false => Vec::new(),
    });
    let download = move |_| {
        let left_out = lines.with_untracked(|lines| lines.gap()).map_or(0, |(_, bytes)| bytes);
        let left_out = fill(words().gap, &[("size", &size(left_out as u64, words()))]);
        file::save("raw-stream.txt", "text/plain", &lines.with_untracked(|lines| lines.to_text(&left_out)));
    };
    let on_key = move |event: KeyboardEvent| {
        let last = count.get_untracked().saturating_sub(1);
        let at = chosen.get_untracked();
        let row = match event.code().as_str() {
            "ArrowDown" => at.map_or(0, |at| at + 1),
            "ArrowUp" => at.map_or(0, |at| at.saturating_sub(1)),
            "PageDown" => at.map_or(0, |at| at + 10),
            "PageUp" => at.map_or(0, |at| at.saturating_sub(10)),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        choose(row.min(last));
    };
    let window = memo(move || scroller.window(count.get()));
    let row = move |index: usize| {
        let line = text(move || {
            lines.with(|lines| lines.get(index).map(|line| cut(line.text, LONGEST_ROW).to_owned())).unwrap_or_default()
        });
        let time = text(move || {
            let time = lines.with(|lines| lines.get(index).map(|line| line.time)).unwrap_or_default();
            fill(words().seconds, &[("n", &format!("{:.3}", time / 1000.0))])
        });
        let gap = text(move || {
            let gap = lines.with(|lines| lines.gap()).filter(|(row, _)| *row == index);
            gap.map(|(_, bytes)| fill(words().gap, &[("size", &size(bytes as u64, words()))])).unwrap_or_default()
        });
        view! {
            <div
                role="option"
                id=row_id(index)
                class="raw-row"
                class:found=truth(move || matches.with(|matches| matches.binary_search(&index).is_ok()))
                style:top=format!("{}px", pixels(index))
                aria-selected=move || (chosen.get() == Some(index)).to_string()
                aria-posinset=index + 1
                aria-setsize=move || count.get().to_string()
                on:click=move |_| choose(index)
            >
                <span class="raw-time">{time}</span> <span class="raw-gap">{gap}</span> <span>{line}</span>
            </div>
        }
        .into_any()
    };
    let active = move || {
        let chosen = chosen.get().filter(|chosen| window.with(|window| window.contains(chosen)));
        chosen.map(row_id)
    };
    let empty = move || {
        let words = words();
        if is_dropped.get() {
            words.dropped
        } else if seen.is_live.get() {
            words.nothing_came
        } else if seen.timing.with(|timing| timing.headers.is_none()) {
            words.unread_answer
        } else {
            words.empty_body
        }
    };
    view! {
        <section>
            <div class="inspector-title">
                <h3>{say(|words| words.inspector().raw_stream)}</h3>
                <span class="meta">{summary}</span>
                {when(move || { count.get() > 0 }, move || view! {
                    <button
                        type="button"
                        class="button soft"
                        aria-expanded=move || finds.get().to_string()
                        on:click=move |_| finds.update(|finds| *finds = !*finds)
                    >
                        {icon(Icon::Search)} <span>{say(|words| words.inspector().find)}</span>
                    </button>
                    <button type="button" class="button soft" on:click=download>
                        {icon(Icon::Down)} <span>{say(|words| words.inspector().download)}</span>
                    </button>
                }.into_any())}
            </div>
            {when(move || finds.get(), move || view! { <Find query matches chosen finds choose=Callback::new(choose) /> }.into_any())}
            {when(move || count.get() == 0, move || view! { <p class="hint">{text(move || empty().to_owned())}</p> }.into_any())}
            {when(move || { count.get() > 0 }, move || view! {
                <div
                    node_ref=scroller.frame
                    class="raw-list"
                    role="listbox"
                    tabindex="0"
                    dir="ltr"
                    aria-label=say(|words| words.inspector().raw_stream)
                    aria-activedescendant=active
                    on:scroll=move |_| scroller.scrolled()
                    on:keydown=on_key
                >
                    <div class="raw-rows" role="presentation" style:height=move || format!("{}px", pixels(count.get()))>
                        <For each=move || window.get() key=|index| *index children=row />
                    </div>
                </div>
            }.into_any())}
            {dynamic(move || {
                let Some(index) = chosen.get() else { return ().into_any() };
                let shown = lines.with(|lines| lines.get(index).map(|line| pretty(line.text))).unwrap_or_default();
                let name = fill(words().line, &[("n", &(index + 1).to_string())]);
                view! { <pre class="wire" dir="ltr" tabindex="0" role="group" aria-label=name>{shown}</pre> }.into_any()
            })}
        </section>
    }
    .into_any()
}

/// What is searched for in the stream.
#[component]
fn Find(
    query: RwSignal<String>,
    matches: Memo<Vec<usize>>,
    chosen: RwSignal<Option<usize>>,
    finds: RwSignal<bool>,
    choose: Callback<usize>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let input: NodeRef<Input> = NodeRef::new();
    Effect::new(move || {
        if let Some(input) = input.get() {
            drop(input.focus());
        }
    });
    let step = move |forward: bool| {
        let at = chosen.get_untracked();
        let found = matches.with_untracked(|matches| {
            if forward {
                let next = at.map_or(0, |at| matches.partition_point(|row| *row <= at));
                matches.get(next).or(matches.first()).copied()
            } else {
                let before = at.map_or(0, |at| matches.partition_point(|row| *row < at));
                before.checked_sub(1).and_then(|before| matches.get(before)).or(matches.last()).copied()
            }
        });
        if let Some(row) = found {
            choose.run(row);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if keyboard::is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                step(!event.shift_key());
            }
            // The panel stays: one press closes the topmost alone.
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                finds.set(false);
            }
            _ => {}
        }
    };
    let told = text(move || {
        let words = stores.preferences.words().inspector();
        if query.with(String::is_empty) {
            return String::new();
        }
        matches.with(|matches| {
            if matches.is_empty() {
                return words.found_none.to_owned();
            }
            let at = chosen.get().and_then(|row| matches.binary_search(&row).ok()).map_or(0, |at| at + 1);
            fill(words.found, &[("n", &at.to_string()), ("all", &matches.len().to_string())])
        })
    });
    view! {
        <div class="raw-find">
            <input
                node_ref=input
                type="text"
                class="code"
                autocomplete="off"
                spellcheck="false"
                aria-label=say(|words| words.inspector().find_text)
                prop:value=query
                on:input:target=move |event| {
                    query.set(event.target().value());
                    chosen.set(None);
                    step(true);
                }
                on:keydown=on_key
            />
            <span class="meta" role="status">{told}</span>
            <button
                type="button"
                class="icon-button"
                aria-label=say(|words| words.inspector().find_previous)
                title=say(|words| words.inspector().find_previous)
                on:click=move |_| step(false)
            >
                {icon(Icon::Up)}
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label=say(|words| words.inspector().find_next)
                title=say(|words| words.inspector().find_next)
                on:click=move |_| step(true)
            >
                {icon(Icon::Down)}
            </button>
        </div>
    }
    .into_any()
}

fn row_id(index: usize) -> String {
    format!("raw-{index}")
}

fn cut(line: &str, longest: usize) -> &str {
    line.get(..line.floor_char_boundary(longest)).unwrap_or(line)
}

/// A line as it is best read: its JSON laid out, what is too long cut.
fn pretty(line: &str) -> String {
    let data = line.strip_prefix("data:").map(str::trim_start).unwrap_or(line);
    let laid_out = serde_json::from_str::<serde_json::Value>(data).ok().filter(|value| !value.is_string());
    let laid_out = laid_out.and_then(|value| serde_json::to_string_pretty(&value).ok());
    let shown = laid_out.as_deref().unwrap_or(line);
    let shown = short_data_urls(shown);
    let cut = cut(&shown, LONGEST_LINE);
    if cut.len() < shown.len() { format!("{cut}…") } else { cut.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_laid_out_and_long_lines_are_cut() {
        assert_eq!(pretty("data: {\"a\":1}"), "{\n  \"a\": 1\n}");
        assert_eq!(pretty(": keep-alive"), ": keep-alive");
        assert_eq!(pretty("data: {broken"), "data: {broken");
        let long = pretty(&"한".repeat(LONGEST_LINE));
        assert!(long.len() <= LONGEST_LINE + 3 && long.ends_with("한…"));
    }
}
