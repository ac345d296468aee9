//! Prices, context length and the idle limit, of the provider and of its models.

use leptos::prelude::*;

use super::form::Form;
use super::more::More;
use super::number_field::NumberField;
use crate::provider::{Field, PricePart};
use crate::text::fill;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::say::{Phrase, say, text};

/// Models whose prices are shown at first.
const FIRST_SHOWN: usize = 20;

fn label(part: PricePart) -> Phrase {
    match part {
        PricePart::Input => |words| words.settings().input_price,
        PricePart::Output => |words| words.settings().output_price,
        PricePart::CachedInput => |words| words.settings().cached_price,
    }
}

/// The row of a field that belongs to a model.
fn row_of(field: Field) -> Option<usize> {
    match field {
        Field::ModelPrice { row, .. } | Field::ModelMaxInput { row } => Some(row),
        _ => None,
    }
}

#[component]
pub(super) fn Limits(form: Form) -> impl IntoView {
    let holds =
        |field| matches!(field, Field::Price { .. } | Field::MaxInput | Field::IdleLimit) || row_of(field).is_some();
    let plain = |phrase: Phrase| {
        let phrase = say(phrase);
        text(move || phrase.get().to_owned())
    };
    let price =
        move |part| view! { <NumberField form field=Field::Price { part } label=plain(label(part)) /> }.into_any();
    view! {
        <More form title=|words| words.settings().limits holds>
            <div class="form-three">{PricePart::ALL.map(price).into_iter().collect_view()}</div>
            <p class="hint">{say(|words| words.settings().price_hint)}</p>
            <div class="form-pair">
                <NumberField
                    form
                    field=Field::MaxInput
                    label=plain(|words| words.settings().max_input)
                    hint=|words| words.settings().max_input_hint
                />
                <NumberField
                    form
                    field=Field::IdleLimit
                    label=plain(|words| words.settings().idle_limit)
                    hint=|words| words.settings().idle_limit_hint
                />
            </div>
            <ModelLimits form />
        </More>
    }
    .into_any()
}

/// A row for each model. There may be hundreds, so that the first ones are shown until more are asked for.
#[component]
fn ModelLimits(form: Form) -> impl IntoView {
    let ids = memo(move || {
        form.typed.with(|typed| typed.draft.model_ids().into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    let shows_all = RwSignal::new(false);
    Effect::new(move || {
        if form.has_error(|field| row_of(field).is_some_and(|row| row >= FIRST_SHOWN)) {
            shows_all.set(true);
        }
    });
    let shown = move || {
        let most = if shows_all.get() { usize::MAX } else { FIRST_SHOWN };
        ids.with(|ids| ids.iter().take(most).cloned().enumerate().collect::<Vec<_>>())
    };
    let hidden = memo(move || if shows_all.get() { 0 } else { ids.with(Vec::len).saturating_sub(FIRST_SHOWN) });
    view! {
        <For each=shown key=|row| row.clone() children=move |(row, id)| of_model(form, row, id) />
        {dynamic(move || match hidden.get() {
            0 => ().into_any(),
            hidden => {
                let more = fill(form.stores.preferences.words().settings().show_more, &[("n", &hidden.to_string())]);
                view! {
                    <button type="button" class="button ghost" on:click=move |_| shows_all.set(true)>{more}</button>
                }
                .into_any()
            }
        })}
    }
    .into_any()
}

/// The prices and the context length of one model.
fn of_model(form: Form, row: usize, id: String) -> AnyView {
    let id = StoredValue::new(id);
    let named = move |phrase: Phrase| {
        let (phrase, words) = (say(phrase), form.stores.preferences);
        text(move || {
            id.with_value(|id| fill(words.words().settings().of_model, &[("label", phrase.get()), ("id", id)]))
        })
    };
    // By the id: to find it by the row, the whole list would be read for each input at each key.
    let input = move |field, phrase| {
        let value =
            text(move || form.typed.with(|typed| id.with_value(|id| typed.draft.text_of_model(id, field).to_owned())));
        view! { <NumberField form field label=named(phrase) value /> }.into_any()
    };
    let prices = PricePart::ALL.map(|part| input(Field::ModelPrice { row, part }, label(part)));
    view! {
        <div class="form-four">
            {prices.into_iter().collect_view()}
            {input(Field::ModelMaxInput { row }, |words| words.settings().max_input)}
        </div>
    }
    .into_any()
}
