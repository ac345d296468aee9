//! How long each phase of the reply took.

use leptos::prelude::*;

use super::amount::duration;
use super::seen::Seen;
use crate::chat::{Phase, spans};
use crate::store::Stores;
use crate::text::fill;
use crate::text::words::InspectorWords;
use crate::ui::dynamic::dynamic;
use crate::ui::say::{say, text};

/// A phase that took next to no time is still seen, in hundredths of the bar.
const THINNEST: f64 = 0.5;

#[component]
pub(super) fn TimingView(seen: Seen) -> impl IntoView {
    let stores = Stores::use_context();
    let words = move || stores.preferences.words().inspector();
    let total = move || seen.timing.get().total.or_else(|| seen.now());
    let summary = text(move || {
        let tokens = seen.details.with(|details| details.as_ref()?.tokens());
        let speed = tokens.and_then(|tokens| seen.timing.get().tokens_per_second(tokens.output));
        let speed = speed.map(|speed| fill(words().speed, &[("r", &format!("{speed:.1}"))]));
        let total = total().map(|total| duration(total, words()));
        total.into_iter().chain(speed).collect::<Vec<_>>().join(" · ")
    });
    view! {
        <section>
            <div class="inspector-title">
                <h3>{say(|words| words.inspector().timing)}</h3>
                <span class="meta">{summary}</span>
            </div>
            {dynamic(move || {
                let scale = 100.0 / total().unwrap_or_default().max(1.0);
                let rows = spans(&seen.timing.get(), seen.now());
                rows.into_iter()
                    .map(|span| {
                        let width = ((span.end - span.start) * scale).max(THINNEST);
                        let start = (span.start * scale).min(100.0 - THINNEST);
                        view! {
                            <div class="phase">
                                <span>{name(span.phase, words())}</span>
                                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                                    <rect class="track" width="100" height="8" />
                                    <rect class=class(span.phase) x=format!("{start:.2}") width=format!("{width:.2}") height="8" />
                                </svg>
                                <span class="meta">{duration(span.end - span.start, words())}</span>
                            </div>
                        }
                    })
                    .collect_view()
                    .into_any()
            })}
        </section>
    }
    .into_any()
}

/// What a phase is called.
pub(super) fn name(phase: Phase, words: &InspectorWords) -> &'static str {
    match phase {
        Phase::Refused => words.refused,
        Phase::Headers => words.headers_phase,
        Phase::FirstToken => words.first_token,
        Phase::Reasoning => words.reasoning,
        Phase::Answer => words.answer,
    }
}

fn class(phase: Phase) -> &'static str {
    match phase {
        Phase::Refused => "refused",
        Phase::Headers | Phase::FirstToken => "wait",
        Phase::Reasoning => "thought",
        Phase::Answer => "answer",
    }
}
