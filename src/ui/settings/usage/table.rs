//! The figures of usage in tables.

use leptos::prelude::*;

use super::figures::cost;
use crate::chat::usage::{Dimension, Totals};
use crate::text::number::grouped;
use crate::text::words::Words;

/// Rows that a table shows at most, so that a hostile backup with a thousand names cannot hold up the page.
const MOST_ROWS: usize = 200;

/// The columns of the chart in which anything was used, the newest first, and their sum.
pub(super) fn days_table(
    columns: &[(String, Totals)],
    is_monthly: bool,
    total: &Totals,
    words: &'static Words,
) -> AnyView {
    let data = words.data();
    let used = columns.iter().rev().filter(|(_, totals)| totals.replies > 0);
    let rows = used.cloned().chain([(data.total.to_owned(), *total)]).collect();
    table(if is_monthly { data.month } else { data.day }, rows, words)
}

/// What each bot, provider or model used.
pub(super) fn parts_table(dimension: Dimension, sums: Vec<(String, Totals)>, words: &'static Words) -> AnyView {
    let data = words.data();
    let heading = match dimension {
        Dimension::Bot => data.bot,
        Dimension::Provider => data.provider,
        Dimension::Model => data.model,
    };
    let named = sums.into_iter().map(|(name, totals)| {
        let name = if name.trim().is_empty() { data.no_name.to_owned() } else { name };
        (name, totals)
    });
    table(heading, named.collect(), words)
}

fn table(heading: &'static str, rows: Vec<(String, Totals)>, words: &'static Words) -> AnyView {
    let data = words.data();
    let heads = [data.replies, data.input, data.output, data.reasoning, data.cost];
    let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
    let rows = rows.into_iter().take(MOST_ROWS).map(|(name, totals)| {
        let figures = [totals.replies, totals.input, totals.output, totals.reasoning].map(grouped);
        let figures = figures.into_iter().chain([cost(&totals, words)]).map(|figure| view! { <td>{figure}</td> });
        view! { <tr><th scope="row" dir="auto">{name}</th>{figures.collect_view()}</tr> }
    });
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label=heading>
            <table class="figures">
                <thead><tr><th scope="col">{heading}</th>{heads.into_iter().collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
