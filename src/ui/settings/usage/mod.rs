//! What was used: tokens and costs by day, bot, provider and model.

mod chart;
mod figures;
mod table;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::chart::chart;
use self::figures::{Measure, notes, summary};
use self::table::{days_table, parts_table};
use crate::browser::clock;
use crate::chat::usage::{Dimension, Usage, columns};
use crate::store::Stores;
use crate::text::fill;
use crate::text::words::Words;
use crate::ui::dynamic::dynamic;
use crate::ui::say::say;

/// More columns than these are months.
const MOST_DAYS: usize = 92;
/// Years of "all" that are gone through at most: a stored time can be anything.
const MOST_YEARS: u32 = 30;
const RANGES: [Option<u32>; 4] = [Some(7), Some(30), Some(90), None];

#[component]
pub(super) fn UsagePage() -> impl IntoView {
    let stores = Stores::use_context();
    let usage = RwSignal::new(None::<Usage>);
    let range = RwSignal::new(Some(30));
    let measure = RwSignal::new(Measure::Tokens);
    Effect::new(move || {
        // What is added while this is open counts too.
        stores.conversations.list.track();
        spawn_local(async move {
            let sums = stores.usage().await;
            // The section may be gone by now.
            if usage.try_with_untracked(|shown| shown.as_ref() != Some(&sums)) == Some(true) {
                usage.try_set(Some(sums));
            }
        });
    });
    let choose_range = move |index: String| {
        if let Some(chosen) = index.parse().ok().and_then(|index: usize| RANGES.get(index)) {
            range.set(*chosen);
        }
    };
    let choose_measure = move |index: String| {
        if let Some(chosen) = index.parse().ok().and_then(|index: usize| Measure::ALL.get(index)) {
            measure.set(*chosen);
        }
    };
    view! {
        <div class="settings-page usage">
            <h3>{say(|words| words.settings().usage)}</h3>
            <div class="usage-choices">
                <div class="field">
                    <label for="usage-range">{say(|words| words.data().range)}</label>
                    <select id="usage-range" on:change:target=move |event| choose_range(event.target().value())>
                        {RANGES.iter().enumerate().map(|(index, days)| view! {
                            <option value=index prop:selected=move || range.get() == *days>
                                {move || range_name(*days, stores.preferences.words())}
                            </option>
                        }).collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="usage-measure">{say(|words| words.data().measure)}</label>
                    <select id="usage-measure" on:change:target=move |event| choose_measure(event.target().value())>
                        {Measure::ALL.iter().enumerate().map(|(index, option)| view! {
                            <option value=index prop:selected=move || measure.get() == *option>
                                {move || option.name(stores.preferences.words().data())}
                            </option>
                        }).collect_view()}
                    </select>
                </div>
            </div>
            {dynamic(move || {
                let words = stores.preferences.words();
                usage.with(|usage| match usage {
                    None => view! { <p role="status">{words.data().adding}</p> }.into_any(),
                    Some(usage) => show(usage, range.get(), measure.get(), words),
                })
            })}
            <p class="hint">{say(|words| words.data().usage_hint)}</p>
        </div>
    }
    .into_any()
}

fn range_name(days: Option<u32>, words: &Words) -> String {
    match days {
        Some(days) => fill(words.data().range_days, &[("n", &days.to_string())]),
        None => words.data().range_all.to_owned(),
    }
}

fn show(usage: &Usage, range: Option<u32>, measure: Measure, words: &'static Words) -> AnyView {
    let days = days(usage, range);
    let first = days.last().cloned().unwrap_or_default();
    let total = usage.total_from(&first);
    if total.replies == 0 {
        return view! { <p role="status">{words.data().no_usage}</p> }.into_any();
    }
    let columns = columns(usage, &days, MOST_DAYS);
    let is_monthly = days.len() > MOST_DAYS;
    let parts = [Dimension::Bot, Dimension::Provider, Dimension::Model];
    let parts = parts.map(|dimension| parts_table(dimension, usage.by(dimension, &first), words));
    view! {
        <p class="usage-total">{summary(&total, words)}</p>
        {notes(&total, words.data()).into_iter().map(|note| view! { <p class="meta">{note}</p> }).collect_view()}
        {chart(&columns, is_monthly, measure, &range_name(range, words), &total, words)}
        {days_table(&columns, is_monthly, &total, words)}
        {parts.into_iter().collect_view()}
    }
    .into_any()
}

/// The days of a range, today first.
fn days(usage: &Usage, range: Option<u32>) -> Vec<String> {
    match range {
        Some(count) => (0..count).map(clock::days_ago).collect(),
        None => {
            let first = usage.first_day().unwrap_or_default();
            let mut days = vec![clock::days_ago(0)];
            days.extend((1..MOST_YEARS * 366).map(clock::days_ago).take_while(|day| day.as_str() >= first));
            days
        }
    }
}
