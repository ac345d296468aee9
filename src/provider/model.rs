//! Models and prices.

use serde_json::{Map, Value, json};

/// Prices in USD per million tokens; each finite and not below zero. A part that is not known is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pricing {
    pub input: Option<f64>,
    pub output: Option<f64>,
    pub cached_input: Option<f64>,
}

/// A model that a provider offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The id as the server knows it; any case, any character.
    pub id: String,
    pub name: String,
    pub pricing: Option<Pricing>,
    /// Context length in tokens, shown only.
    pub max_input: Option<u64>,
    /// What the entry holds beyond these, kept as it is; under `pricing` what the prices hold beyond theirs.
    pub unknown: Map<String, Value>,
}

impl Model {
    /// A model of which only the id is known; its name is the id.
    pub fn new(id: &str) -> Model {
        Model::named(id, id)
    }

    pub fn named(id: &str, name: &str) -> Model {
        Model { id: id.to_owned(), name: name.to_owned(), pricing: None, max_input: None, unknown: Map::new() }
    }

    /// The model as it stands in a stored entry (spec §3).
    pub fn to_entry(&self) -> Value {
        let mut entry = Map::new();
        entry.insert("id".into(), json!(self.id));
        entry.insert("name".into(), json!(self.name));
        if let Some(pricing) = &self.pricing {
            entry.insert("pricing".into(), pricing.to_entry());
        }
        if let Some(max_input) = self.max_input {
            entry.insert("maxInput".into(), json!(max_input));
        }
        add_unknown(&mut entry, &self.unknown);
        Value::Object(entry)
    }
}

impl Pricing {
    /// The prices as they stand in a stored entry (spec §2).
    pub fn to_entry(&self) -> Value {
        let mut entry = Map::new();
        let parts = [("input", self.input), ("output", self.output), ("cachedInput", self.cached_input)];
        for (name, price) in parts {
            if let Some(price) = price {
                entry.insert(name.into(), number(price));
            }
        }
        Value::Object(entry)
    }
}

/// Adds what is not known here to an entry; what stands under `pricing` goes into the prices, as long as there are any.
pub(super) fn add_unknown(entry: &mut Map<String, Value>, unknown: &Map<String, Value>) {
    for (name, value) in unknown {
        match (entry.get_mut(name), value) {
            (Some(Value::Object(known)), Value::Object(beyond)) => known.extend(beyond.clone()),
            (Some(_), _) => {}
            (None, _) if name == "pricing" => {}
            (None, _) => _ = entry.insert(name.clone(), value.clone()),
        }
    }
}

/// A whole price is written without a fraction, as scripts write it.
fn number(price: f64) -> Value {
    let whole = price as u64;
    if whole as f64 == price { json!(whole) } else { json!(price) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_hold_what_is_known() {
        let mut model = Model::new("org/model:7b@v1.2-q4");
        assert_eq!(model.to_entry().to_string(), r#"{"id":"org/model:7b@v1.2-q4","name":"org/model:7b@v1.2-q4"}"#);
        model.pricing = Some(Pricing { input: Some(3.0), cached_input: Some(0.25), ..Pricing::default() });
        model.max_input = Some(128_000);
        model.unknown.insert("tier".into(), json!("paid"));
        model.unknown.insert("pricing".into(), json!({ "note": 1 }));
        let expected = r#"{"id":"org/model:7b@v1.2-q4","name":"org/model:7b@v1.2-q4","pricing":{"input":3,"cachedInput":0.25,"note":1},"maxInput":128000,"tier":"paid"}"#;
        assert_eq!(model.to_entry().to_string(), expected);
        model.pricing = None;
        assert_eq!(model.to_entry().get("pricing"), None, "nothing is left of prices that were removed");
    }
}
