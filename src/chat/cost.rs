//! What a reply cost (spec §5: `≈` when estimated, unknown without pricing).

use serde::{Deserialize, Serialize};

use crate::openai::Usage;
use crate::provider::Pricing;

/// The cost of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// US dollars.
    pub usd: f64,
    /// Computed from a price list, not reported by the server.
    pub estimated: bool,
}

impl Cost {
    /// The sum; `None` where there is nothing to add up.
    pub fn sum(costs: impl Iterator<Item = Cost>) -> Option<Cost> {
        costs.reduce(|a, b| Cost { usd: a.usd + b.usd, estimated: a.estimated || b.estimated })
    }
}

/// The cost of a reply: what the server reported, else what its usage makes at these prices, else unknown.
pub fn cost_of(usage: &Usage, pricing: Option<&Pricing>) -> Option<Cost> {
    if let Some(usd) = usage.cost {
        return Some(Cost { usd, estimated: false });
    }
    let pricing = pricing?;
    let prompt = usage.prompt_tokens? as f64;
    let cached = (usage.cached_tokens.unwrap_or(0) as f64).min(prompt);
    let input = pricing.input?;
    let total = (prompt - cached) * input
        + cached * pricing.cached_input.unwrap_or(input)
        + usage.completion_tokens? as f64 * pricing.output?;
    Some(Cost { usd: total / 1e6, estimated: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cost_follows_usage_and_prices() {
        let usage = Usage {
            prompt_tokens: Some(1_000_000),
            completion_tokens: Some(500_000),
            cached_tokens: Some(400_000),
            ..Default::default()
        };
        let pricing = Pricing { input: Some(1.0), output: Some(2.0), cached_input: Some(0.5) };
        let cost = cost_of(&usage, Some(&pricing)).expect("a cost");
        assert!((cost.usd - 1.8).abs() < 1e-9 && cost.estimated, "{cost:?}");
        assert_eq!(cost_of(&usage, None), None);
        let unpriced = Pricing { output: None, ..pricing };
        assert_eq!(cost_of(&usage, Some(&unpriced)), None);
        let reported = Usage { cost: Some(0.25), ..usage };
        assert_eq!(cost_of(&reported, Some(&pricing)), Some(Cost { usd: 0.25, estimated: false }));
    }
}
