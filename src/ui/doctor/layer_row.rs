//! One layer: its state, its name, what was seen, and what was found.

use leptos::prelude::*;

use super::finding::Found;
use crate::doctor::{Layer, Outcome};
use crate::store::Stores;
use crate::store::checkup::{CheckupStore, Phase};
use crate::text::Language;
use crate::text::doctor::{finding, layer_name, seen, summary};
use crate::text::fill;
use crate::text::words::DoctorWords;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::icon::{Icon, icon};

/// The state of a layer, as its mark shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    Passed,
    Warned,
    Failed,
    Skipped,
}

impl State {
    fn of(outcome: &Outcome, is_running: bool) -> State {
        match outcome {
            Outcome::Waiting if is_running => State::Running,
            Outcome::Waiting => State::Waiting,
            Outcome::Passed { .. } => State::Passed,
            Outcome::Warned { .. } => State::Warned,
            Outcome::Failed { .. } => State::Failed,
            Outcome::Skipped { .. } => State::Skipped,
        }
    }

    fn class(self) -> &'static str {
        match self {
            State::Waiting => "layer waiting",
            State::Running => "layer running",
            State::Passed => "layer passed",
            State::Warned => "layer warned",
            State::Failed => "layer failed",
            State::Skipped => "layer skipped",
        }
    }

    fn word(self, words: &DoctorWords) -> &'static str {
        match self {
            State::Waiting => words.waiting,
            State::Running => words.running,
            State::Passed => words.passed,
            State::Warned => words.warned,
            State::Failed => words.failed,
            State::Skipped => words.skipped,
        }
    }

    fn mark(self) -> AnyView {
        match self {
            State::Passed => icon(Icon::Check),
            State::Warned => icon(Icon::Warning),
            State::Failed => icon(Icon::Close),
            // A ring, a turning one, a stroke: made by the style sheet.
            State::Waiting | State::Running | State::Skipped => view! { <span class="shape"></span> }.into_any(),
        }
    }
}

#[component]
pub(super) fn LayerRow(layer: Layer, use_relay: Option<Callback<()>>) -> impl IntoView {
    let stores = Stores::use_context();
    let store = CheckupStore::use_context();
    // A row changes only when its own layer does.
    let known = memo(move || {
        let outcome = store.outcomes.with(|all| {
            all.iter().find(|(own, _)| *own == layer).map_or(Outcome::Waiting, |(_, outcome)| outcome.clone())
        });
        let is_running = store.phase.get() == Phase::Running && store.current.get() == Some(layer);
        (outcome, is_running)
    });
    dynamic(move || {
        let (outcome, is_running) = known.get();
        let language = stores.preferences.language.get();
        let words = language.words().doctor();
        let state = State::of(&outcome, is_running);
        let time = outcome.milliseconds().map(|time| fill(words.milliseconds, &[("n", &time.to_string())]));
        let text = line(language, layer, &outcome);
        view! {
            <li class=state.class()>
                <div class="layer-line">
                    <span class="layer-mark">{state.mark()}</span>
                    <span class="layer-name">{layer_name(language, layer)}</span>
                    <span class="visually-hidden">{state.word(words)}</span>
                    <span class="layer-text" dir="auto">{text}</span>
                    <span class="layer-time meta">{time}</span>
                </div>
                {match outcome {
                    Outcome::Failed { cause, .. } => view! { <Found cause is_failed=true use_relay /> }.into_any(),
                    Outcome::Warned { cause, .. } => {
                        view! {
                            <details class="layer-more">
                                <summary>{icon(Icon::Chevron)} <span>{words.could_be_better}</span></summary>
                                <Found cause is_failed=false use_relay />
                            </details>
                        }
                            .into_any()
                    }
                    Outcome::Waiting | Outcome::Passed { .. } | Outcome::Skipped { .. } => ().into_any(),
                }}
            </li>
        }
        .into_any()
    })
}

/// What stands beside the name.
fn line(language: Language, layer: Layer, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Passed { seen: found, .. } | Outcome::Skipped { seen: found } => seen(language, found),
        Outcome::Warned { cause, .. } => finding(language, cause).seen,
        Outcome::Waiting | Outcome::Failed { .. } => summary(language, layer, outcome).to_owned(),
    }
}
