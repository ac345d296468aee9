//! What the chosen model costs and holds, as far as it is known.

use leptos::prelude::*;

use super::Edited;
use super::facts::open_facts;
use crate::provider::Pricing;
use crate::text::number::grouped;
use crate::ui::dynamic::{memo, when};
use crate::ui::part::show_part;
use crate::ui::say::{say, text};

#[component]
pub(super) fn CostCard(edited: Edited) -> impl IntoView {
    let unknown = move || edited.stores.preferences.words().bot().unknown;
    let model = edited.text(|bot| bot.model.clone());
    let facts = memo(move || {
        edited.provider.with(|provider| {
            let provider = provider.as_ref()?;
            let model = model.get();
            let known = provider.model(&model);
            let context = known.and_then(|model| model.max_input).unwrap_or(provider.max_input);
            let most_output = known.and_then(|model| model.max_output()).unwrap_or_default();
            Some((provider.price_of(&model).copied(), [context, most_output]))
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
        Some((_, limits)) if limits != [0, 0] => {
            limits.map(|limit| if limit > 0 { grouped(limit) } else { unknown().to_owned() }).join(" / ")
        }
        _ => unknown().to_owned(),
    });
    // The rest is loaded where there may be something to tell.
    let has_facts = move || {
        edited.conversation.with(Option::is_some)
            || edited.provider.with(|provider| {
                provider.as_ref().is_some_and(|provider| {
                    model.with(|id| {
                        edited.stores.quirks.knows(provider.endpoint.as_str(), id)
                            || provider.model(id).is_some_and(|model| !model.unknown.is_empty())
                    })
                })
            })
    };
    view! {
        <dl class="cost-card meta">
            <dt>{say(|words| words.bot().price)}</dt>
            <dd>{price}</dd>
            <dt>{say(|words| words.bot().context)}</dt>
            <dd>{context}</dd>
            {when(has_facts, move || show_part(open_facts, edited))}
        </dl>
    }
    .into_any()
}

/// A price with two decimals at least, and all that it has up to the sixth.
fn dollars(price: f64) -> String {
    // In millionths: to print a number with decimals takes 17 kB of the first load.
    let millionths = (price * 1e6).round() as u64;
    let decimals = format!("{:06}", millionths % 1_000_000);
    format!("${}.{:0<2}", millionths / 1_000_000, decimals.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_at_a_glance() {
        for (price, expected) in [
            (0.0, "$0.00"),
            (3.0, "$3.00"),
            (0.1, "$0.10"),
            (0.075, "$0.075"),
            (12.34, "$12.34"),
            (0.000_001, "$0.000001"),
        ] {
            assert_eq!(dollars(price), expected);
        }
    }
}
