//! A chart of usage. Its figures stand in the table below it.

use leptos::prelude::*;

use super::figures::Measure;
use crate::chat::usage::Totals;
use crate::text::fill;
use crate::text::words::Words;

/// The size of the drawing, which is stretched to its place.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 160.0;

pub(super) fn chart(
    columns: &[(String, Totals)],
    is_monthly: bool,
    measure: Measure,
    range: &str,
    total: &Totals,
    words: &'static Words,
) -> AnyView {
    let data = words.data();
    let highest = columns.iter().max_by(|(_, a), (_, b)| measure.of(a).total_cmp(&measure.of(b)));
    let Some((when, most)) = highest else { return ().into_any() };
    let unit = if is_monthly { data.month } else { data.day };
    let most_figure = measure.figure(most, words);
    let name = fill(
        data.chart_name,
        &[
            ("measure", measure.name(data)),
            ("unit", &unit.to_lowercase()),
            ("range", range),
            ("total", &measure.figure(total, words)),
            ("most", &most_figure),
            ("when", when),
        ],
    );
    // A chart of nothing has columns of no height.
    let scale = HEIGHT / measure.of(most).max(f64::MIN_POSITIVE);
    let width = WIDTH / columns.len() as f64;
    let gap = (width * 0.2).min(4.0);
    let bars = columns.iter().enumerate().map(|(index, (when, totals))| {
        let x = index as f64 * width + gap / 2.0;
        let title = format!("{when}: {}", measure.figure(totals, words));
        let mut bottom = HEIGHT;
        let parts = match measure {
            Measure::Tokens => vec![(totals.input as f64, "input"), (totals.output as f64, "output")],
            Measure::Cost | Measure::Replies => vec![(measure.of(totals), "output")],
        };
        let parts = parts.into_iter().map(|(value, class)| {
            let height = value * scale;
            bottom -= height;
            view! { <rect class=class x=x y=bottom width=width - gap height=height /> }
        });
        let parts = parts.collect_view();
        view! { <g><title>{title}</title>{parts}</g> }
    });
    let legend = (measure == Measure::Tokens).then(|| {
        view! {
            <p class="chart-legend meta" aria-hidden="true">
                <span class="chart-key input"></span> {data.input} <span class="chart-key output"></span> {data.output}
            </p>
        }
    });
    let first = columns.first().map(|(when, _)| when.clone());
    let last = columns.last().map(|(when, _)| when.clone());
    view! {
        <figure class="chart">
            <p class="meta" aria-hidden="true">{most_figure}</p>
            <svg role="img" aria-label=name viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none">
                <path class="grid" d=format!("M0 0H{WIDTH}M0 {}H{WIDTH}M0 {HEIGHT}H{WIDTH}", HEIGHT / 2.0) />
                {bars.collect_view()}
            </svg>
            <div class="chart-axis meta" aria-hidden="true"><span>{first}</span> <span>{last}</span></div>
            {legend}
        </figure>
    }
    .into_any()
}
