//! Prices, context length and the idle limit, of the provider and of its models.

use leptos::prelude::*;

use super::form::Form;
use super::more::{More, NumberField};
use crate::provider::Field;
use crate::provider::draft::PricePart;
use crate::text::fill;
use crate::ui::dynamic::dynamic;
use crate::ui::say::{Phrase, say, text};

fn label(part: PricePart) -> Phrase {
    match part {
        PricePart::Input => |words| words.settings().input_price,
        PricePart::Output => |words| words.settings().output_price,
        PricePart::CachedInput => |words| words.settings().cached_price,
    }
}

/// Parts of the price that each model can have for itself.
const OF_MODELS: [PricePart; 2] = [PricePart::Input, PricePart::Output];

#[component]
pub(super) fn Limits(form: Form) -> impl IntoView {
    let holds = |field| {
        matches!(
            field,
            Field::Price { .. }
                | Field::MaxInput
                | Field::ModelPrice { .. }
                | Field::ModelMaxInput { .. }
                | Field::IdleLimit
        )
    };
    let plain = |phrase: Phrase| {
        let phrase = say(phrase);
        text(move || phrase.get().to_owned())
    };
    let prices = PricePart::ALL
        .map(|part| view! { <NumberField form field=Field::Price { part } label=plain(label(part)) /> }.into_any());
    let ids = Memo::new(move |_| {
        form.typed.with(|typed| typed.draft.model_ids().into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    view! {
        <More form title=|words| words.settings().limits field=Field::MaxInput holds>
            <div class="form-three">{prices.into_iter().collect_view()}</div>
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
            {dynamic(move || ids.get().into_iter().enumerate().map(|(row, id)| of_model(form, row, id)).collect_view().into_any())}
        </More>
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
    let prices = OF_MODELS.map(|part| {
        view! { <NumberField form field=Field::ModelPrice { row, part } label=named(label(part)) /> }.into_any()
    });
    view! {
        <div class="form-three">
            {prices.into_iter().collect_view()}
            <NumberField form field=Field::ModelMaxInput { row } label=named(|words| words.settings().max_input) />
        </div>
    }
    .into_any()
}
