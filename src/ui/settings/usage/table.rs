//! The figures of usage in tables.

use leptos::prelude::*;

use super::figures::{figures, names};
use crate::chat::usage::{Dimension, Totals};
use crate::text::fill;
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
    let unit = if is_monthly { data.month } else { data.day };
    table("figures by-day", unit, used.cloned().collect(), Some((data.total.to_owned(), *total)), words)
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
    table("figures", heading, named.collect(), None, words)
}

/// What stands beyond the most rows, in one row: the figures still add up.
fn others(rows: &[(String, Totals)], words: &Words) -> Option<(String, Totals)> {
    let others = rows.get(MOST_ROWS..).filter(|others| !others.is_empty())?;
    let mut sum = Totals::default();
    others.iter().for_each(|(_, totals)| sum.add(totals));
    Some((fill(words.data().others, &[("n", &grouped(others.len() as u64))]), sum))
}

fn table(
    class: &'static str,
    heading: &'static str,
    rows: Vec<(String, Totals)>,
    total: Option<(String, Totals)>,
    words: &'static Words,
) -> AnyView {
    let data = words.data();
    let label = fill(data.table_name, &[("unit", &heading.to_lowercase())]);
    let others = others(&rows, words);
    let heads = names(data).map(|head| view! { <th scope="col">{head}</th> });
    let rows = rows.into_iter().take(MOST_ROWS).chain(others).chain(total).map(|(name, totals)| {
        let figures = figures(&totals, words).map(|figure| view! { <td>{figure}</td> });
        view! { <tr><th scope="row" dir="auto">{name}</th>{figures.into_iter().collect_view()}</tr> }
    });
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label=label.clone()>
            <table class=class aria-label=label.clone()>
                <thead><tr><th scope="col">{heading}</th>{heads.into_iter().collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn what_is_not_shown_is_summed() {
        let words = Language::English.words();
        let row = |index: usize| (index.to_string(), Totals { replies: 1, input: 2, ..Totals::default() });
        let rows: Vec<_> = (0..MOST_ROWS + 3).map(row).collect();
        let sum = Totals { replies: 3, input: 6, ..Totals::default() };
        assert_eq!(others(&rows, words), Some(("3 others".to_owned(), sum)));
        assert_eq!(others(&rows[..MOST_ROWS], words), None);
    }
}
