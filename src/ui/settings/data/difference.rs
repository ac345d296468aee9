//! What a backup would change, and what of it may.

use leptos::prelude::*;

use super::summary::{Contents, Group, Summary};
use crate::browser::page;
use crate::store::Stores;
use crate::store::backup::{Choices, Found};
use crate::text::fill;
use crate::text::words::{DataWords, Words};
use crate::ui::dynamic::memo;
use crate::ui::say::{say, text};

/// Rows of a list that are shown; the others are counted.
const MOST_ROWS: usize = 50;
const HEADING: &str = "difference";

#[component]
pub(super) fn Differences(
    found: StoredValue<Option<Found>>,
    restore: Callback<Choices>,
    cancel: Callback<()>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let language = stores.preferences.language.get_untracked();
    let words = language.words().data();
    let choices = RwSignal::new(Choices::default());
    Effect::new(|| page::focus(HEADING));
    let summary = found.with_value(|found| found.as_ref().map(|found| Summary::of(found, language)));
    let Some(Summary { created, groups, spent, rejected }) = summary else { return ().into_any() };
    let new = groups.iter().map(|(_, contents)| contents.new).sum::<usize>() + spent;
    let changed: Vec<_> = groups.iter().map(|(group, contents)| (*group, contents.changed)).collect();
    let can_change = changed.iter().any(|(_, changed)| *changed > 0);
    let count = memo(move || {
        let mut choices = choices.get();
        let taken = changed.iter().filter(|(group, _)| *group.chosen(&mut choices));
        new + taken.map(|(_, changed)| changed).sum::<usize>()
    });
    let shown = groups.into_iter().filter(|(_, contents)| contents.new + contents.changed + contents.same > 0);
    let shown = shown.map(|(group, contents)| show_group(group, contents, choices, language.words())).collect_view();
    let label = text(move || fill(words.take_over, &[("n", &count.get().to_string())]));
    view! {
        <div class="difference" role="group" aria-labelledby=HEADING>
            <h5 id=HEADING tabindex="-1">{words.difference}</h5>
            {created.map(|created| view! { <p class="meta">{created}</p> })}
            {shown}
            {show_spent(spent, words)}
            {can_change.then(|| view! { <p class="hint">{words.take_theirs_hint}</p> })}
            {show_rejected(rejected, words)}
            {(new == 0 && !can_change).then(|| view! { <p>{words.nothing_to_take}</p> })}
            <div class="buttons">
                {(new > 0 || can_change).then(|| view! {
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=text(move || (count.get() == 0).to_string())
                        on:click=move |_| {
                            if count.get_untracked() > 0 {
                                restore.run(choices.get_untracked());
                            }
                        }
                    >
                        {label}
                    </button>
                })}
                <button type="button" class="button ghost" on:click=move |_| cancel.run(())>
                    {say(|words| words.settings().cancel)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn show_group(group: Group, contents: Contents, choices: RwSignal<Choices>, words: &'static Words) -> AnyView {
    let words = words.data();
    let name = match group {
        Group::Conversations => words.conversations,
        Group::Bots => words.bots,
        Group::Providers => words.providers,
        Group::Keys => words.keys,
        Group::Preferences => words.preferences,
    };
    let counts = [
        ("new", &*contents.new.to_string()),
        ("changed", &contents.changed.to_string()),
        ("same", &contents.same.to_string()),
    ];
    let counts = fill(words.counts, &counts);
    let choose = move |value: String| choices.update(|choices| *group.chosen(choices) = value == "theirs");
    let choice = (contents.changed > 0).then(|| {
        let label = fill(words.changed_ones, &[("group", name)]);
        view! {
            <select aria-label=label on:change:target=move |event| choose(event.target().value())>
                <option value="mine" selected=true>{words.keep_mine}</option>
                <option value="theirs">{words.take_theirs}</option>
            </select>
        }
    });
    view! {
        <div class="difference-group">
            <p><strong>{name}</strong> " " <span class="meta">{counts}</span></p>
            {choice}
            {list(name, contents.rows, words)}
        </div>
    }
    .into_any()
}

/// They are new or known, and none of them can be looked at.
fn show_spent(spent: usize, words: &'static DataWords) -> AnyView {
    if spent == 0 {
        return ().into_any();
    }
    let count = fill(words.spent_new, &[("n", &spent.to_string())]);
    view! {
        <div class="difference-group">
            <p><strong>{words.spent}</strong> " " <span class="meta">{count}</span></p>
        </div>
    }
    .into_any()
}

fn show_rejected(rejected: Vec<(String, String)>, words: &'static DataWords) -> AnyView {
    if rejected.is_empty() {
        return ().into_any();
    }
    let heading = fill(words.rejected, &[("n", &rejected.len().to_string())]);
    view! { <div class="difference-group"><p><strong>{heading.clone()}</strong></p> {list(&heading, rejected, words)}</div> }.into_any()
}

/// Named by what stands above it: it scrolls where it is long, by the keyboard too.
fn list(name: &str, rows: Vec<(String, String)>, words: &'static DataWords) -> AnyView {
    let more = rows.len().saturating_sub(MOST_ROWS);
    let more = (more > 0).then(|| fill(words.and_more, &[("n", &more.to_string())]));
    let rows = rows.into_iter().take(MOST_ROWS);
    let rows =
        rows.map(|(label, said)| view! { <li><span dir="auto">{label}</span> <span class="meta">{said}</span></li> });
    view! { <ul tabindex="0" aria-label=name.to_owned()>{rows.collect_view()} {more.map(|more| view! { <li class="meta">{more}</li> })}</ul> }.into_any()
}
