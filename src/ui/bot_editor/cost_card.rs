//! What the chosen model costs and holds, as far as it is known.

use leptos::prelude::*;

use super::Edited;
use crate::provider::Pricing;

#[component]
pub(super) fn CostCard(edited: Edited) -> impl IntoView {
    let stores = edited.stores;
    let words = move || &stores.preferences.words().bot;
    let chosen = edited.part(|bot| (bot.provider.clone(), bot.model.clone()));
    let facts = Memo::new(move |_| {
        let (provider, model) = chosen.get()?;
        stores.registry.registry.with(|registry| {
            let provider = registry.get(&provider)?;
            let context = provider.model(&model).and_then(|model| model.max_input).unwrap_or(provider.max_input);
            Some((provider.price_of(&model).cloned(), context))
        })
    });
    let price = move || {
        let price = facts.get().and_then(|(pricing, _)| price_text(&pricing?));
        price.unwrap_or_else(|| words().unknown.to_owned())
    };
    let context = move || match facts.get() {
        Some((_, context)) if context > 0 => context.to_string(),
        _ => words().unknown.to_owned(),
    };
    view! {
        <dl class="cost-card meta">
            <dt>{move || words().price}</dt>
            <dd>{price}</dd>
            <dt>{move || words().context}</dt>
            <dd>{context}</dd>
        </dl>
    }
}

fn price_text(pricing: &Pricing) -> Option<String> {
    Some(format!("${} / ${}", pricing.input?, pricing.output?))
}
