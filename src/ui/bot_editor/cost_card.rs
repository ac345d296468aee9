//! What the chosen model costs and holds, as far as it is known.

use leptos::prelude::*;

use super::Edited;
use crate::provider::Pricing;
use crate::text::number::grouped;
use crate::ui::say::{say, text};

#[component]
pub(super) fn CostCard(edited: Edited) -> impl IntoView {
    let unknown = move || edited.stores.preferences.words().bot().unknown;
    let model = edited.text(|bot| bot.model.clone());
    let facts = Memo::new(move |_| {
        edited.provider.with(|provider| {
            let provider = provider.as_ref()?;
            let model = model.get();
            let context = provider.model(&model).and_then(|model| model.max_input).unwrap_or(provider.max_input);
            Some((provider.price_of(&model).copied(), context))
        })
    });
    let price = text(move || match facts.get() {
        Some((Some(Pricing { input, output, .. }), _)) if input.is_some() || output.is_some() => {
            let part = |price: Option<f64>| price.map_or_else(|| unknown().to_owned(), dollars);
            format!("{} / {}", part(input), part(output))
        }
        _ => unknown().to_owned(),
    });
    let context = text(move || match facts.get() {
        Some((_, context)) if context > 0 => grouped(context),
        _ => unknown().to_owned(),
    });
    view! {
        <dl class="cost-card meta">
            <dt>{say(|words| words.bot().price)}</dt>
            <dd>{price}</dd>
            <dt>{say(|words| words.bot().context)}</dt>
            <dd>{context}</dd>
        </dl>
    }
    .into_any()
}

/// A price with two decimals at least, and all that it has.
fn dollars(price: f64) -> String {
    let exact = price.to_string();
    let decimals = exact.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals < 2 { format!("${price:.2}") } else { format!("${exact}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_at_a_glance() {
        for (price, expected) in [(0.0, "$0.00"), (3.0, "$3.00"), (0.1, "$0.10"), (0.075, "$0.075"), (12.34, "$12.34")]
        {
            assert_eq!(dollars(price), expected);
        }
    }
}
