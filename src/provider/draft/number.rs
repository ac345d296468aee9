//! Numbers as people type them.

use super::field::{Field, FieldError, FieldFault, keep};
use crate::provider::model::Pricing;

/// The largest whole number that scripts can write exactly.
pub(super) const MOST_TOKENS: u64 = (1 << 53) - 1;

/// One of the prices of a provider or model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PricePart {
    Input,
    Output,
    CachedInput,
}

impl PricePart {
    /// Every part, in the order of the form.
    pub const ALL: [PricePart; 3] = [PricePart::Input, PricePart::Output, PricePart::CachedInput];
}

/// Prices as they were typed, in USD per million tokens; a blank one is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceTexts {
    pub input: String,
    pub output: String,
    pub cached_input: String,
}

impl PriceTexts {
    /// Prices as they stand in the form.
    pub fn new(pricing: Option<&Pricing>) -> PriceTexts {
        let pricing = pricing.copied().unwrap_or_default();
        let text = |price: Option<f64>| price.map(|price| price.to_string()).unwrap_or_default();
        PriceTexts {
            input: text(pricing.input),
            output: text(pricing.output),
            cached_input: text(pricing.cached_input),
        }
    }

    pub fn part(&self, part: PricePart) -> &str {
        match part {
            PricePart::Input => &self.input,
            PricePart::Output => &self.output,
            PricePart::CachedInput => &self.cached_input,
        }
    }

    pub fn part_mut(&mut self, part: PricePart) -> &mut String {
        match part {
            PricePart::Input => &mut self.input,
            PricePart::Output => &mut self.output,
            PricePart::CachedInput => &mut self.cached_input,
        }
    }

    /// The prices; `None` when nothing was typed.
    pub(super) fn parse(&self, field: impl Fn(PricePart) -> Field, errors: &mut Vec<FieldError>) -> Option<Pricing> {
        let mut read = |part| keep(errors, field(part), price(self.part(part))).flatten();
        let [input, output, cached_input] = PricePart::ALL.map(&mut read);
        let pricing = Pricing { input, output, cached_input };
        (pricing != Pricing::default()).then_some(pricing)
    }
}

/// Reads a price, with or without a dollar sign; `None` when nothing was typed.
fn price(typed: &str) -> Result<Option<f64>, FieldFault> {
    let text = typed.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.strip_prefix('$').unwrap_or(text).trim_start();
    // The standard library reads words such as `inf` too.
    let is_number = number.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    match number.parse::<f64>() {
        Ok(price) if is_number && price.is_finite() => Ok(Some(price)),
        _ => Err(FieldFault::Price { typed: text.to_owned() }),
    }
}

/// Reads a whole number from 0 to `most`, with or without separators between its thousands; `None` when nothing was typed.
pub(super) fn whole(typed: &str, most: u64) -> Result<Option<u64>, FieldFault> {
    let text = typed.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut groups = text.split([',', '_', ' ']);
    let first = groups.next().unwrap_or_default();
    let is_number = !first.is_empty()
        && groups.clone().all(|group| group.len() == 3)
        && (first.len() <= 3 || groups.next().is_none())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b",_ ".contains(&byte));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.parse::<u64>() {
        Ok(number) if is_number && number <= most => Ok(Some(number)),
        _ => Err(FieldFault::Whole { typed: text.to_owned(), most }),
    }
}

pub(super) fn whole_text(number: Option<u64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_typed() {
        let good = [("", None), (" ", None), ("3", Some(3.0)), (" $0.25 ", Some(0.25)), ("$ 15", Some(15.0))];
        for (typed, expected) in good.into_iter().chain([(".5", Some(0.5)), ("0", Some(0.0)), ("1e-3", Some(0.001))]) {
            assert_eq!(price(typed), Ok(expected), "{typed:?}");
        }
        for typed in ["-1", "free", "inf", "NaN", "1,5", "3 USD", "1e999", "$", "0x1"] {
            assert_eq!(price(typed), Err(FieldFault::Price { typed: typed.into() }), "{typed:?}");
        }
    }

    #[test]
    fn whole_numbers_are_read_as_typed() {
        let good = [("", None), ("0", Some(0)), ("128000", Some(128_000)), ("128,000", Some(128_000))];
        for (typed, expected) in good.into_iter().chain([("1 048 576", Some(1_048_576)), (" 32_768 ", Some(32_768))]) {
            assert_eq!(whole(typed, MOST_TOKENS), Ok(expected), "{typed:?}");
        }
        for typed in ["-1", "1.5", "128k", "1,5", "12800,000", ",000", "9007199254740992", "99999999999999999999", "౧"]
        {
            let expected = FieldFault::Whole { typed: typed.into(), most: MOST_TOKENS };
            assert_eq!(whole(typed, MOST_TOKENS), Err(expected), "{typed:?}");
        }
    }
}
