//! What a model can take and do, as far as its provider's model list tells.

use serde_json::{Map, Value, json};

use super::model::Model;

/// Something that not every model can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    Images,
    Audio,
    Tools,
    Reasoning,
    Json,
}

/// The names in a stored entry; scripts may give them too.
const ABILITIES: &str = "abilities";
const MAX_OUTPUT: &str = "maxOutput";

impl Ability {
    /// Every ability, in the order in which they are shown.
    pub const ALL: [Ability; 5] = [Ability::Images, Ability::Audio, Ability::Tools, Ability::Reasoning, Ability::Json];

    /// Its name in a stored entry.
    pub fn name(self) -> &'static str {
        match self {
            Ability::Images => "images",
            Ability::Audio => "audio",
            Ability::Tools => "tools",
            Ability::Reasoning => "reasoning",
            Ability::Json => "json",
        }
    }

    /// The words of servers that mean it: modalities, capabilities, parameters that are accepted.
    fn is_meant(self, word: &str) -> bool {
        let words: &[&str] = match self {
            Ability::Images => &["image", "images", "vision", "supports_vision", "supports_image_in"],
            Ability::Audio => &["audio", "supports_audio_input"],
            Ability::Tools => &["tools", "tool_use", "function_calling", "supports_function_calling", "supports_tools"],
            Ability::Reasoning => &["reasoning", "thinking", "supports_reasoning", "include_reasoning"],
            Ability::Json => {
                &["json", "structured_outputs", "response_format", "supports_response_schema", "json_schema"]
            }
        };
        words.contains(&word)
    }
}

impl Model {
    /// What it is known to take and do.
    pub fn abilities(&self) -> Vec<Ability> {
        let names = self.unknown.get(ABILITIES).and_then(Value::as_array);
        let has = |ability: &Ability| names.is_some_and(|names| names.iter().any(|name| name == ability.name()));
        Ability::ALL.into_iter().filter(has).collect()
    }

    /// The most tokens that it writes, where that is known.
    pub fn max_output(&self) -> Option<u64> {
        self.unknown.get(MAX_OUTPUT)?.as_u64().filter(|tokens| *tokens > 0)
    }
}

/// What a model list tells of a model beyond its prices, as a stored entry holds it.
pub(super) fn told(model: &Value) -> Map<String, Value> {
    let words = words(model);
    let abilities = Ability::ALL.into_iter().filter(|ability| words.iter().any(|word| ability.is_meant(word)));
    let abilities: Vec<_> = abilities.map(Ability::name).collect();
    let mut told = Map::new();
    if !abilities.is_empty() {
        told.insert(ABILITIES.to_owned(), json!(abilities));
    }
    if let Some(tokens) = max_output(model) {
        told.insert(MAX_OUTPUT.to_owned(), json!(tokens));
    }
    told
}

/// The words of lists, and the names of what is true, at the places where servers tell what a model can.
fn words(model: &Value) -> Vec<String> {
    const PLACES: [&str; 8] = [
        "/architecture/input_modalities",
        "/supported_parameters",
        "/input_modalities",
        "/modalities/input",
        "/capabilities",
        "/features",
        "/model_info",
        "/abilities",
    ];
    let mut words = Vec::new();
    for found in PLACES.iter().filter_map(|place| model.pointer(place)) {
        match found {
            Value::Array(list) => words.extend(list.iter().filter_map(Value::as_str).map(str::to_ascii_lowercase)),
            Value::Object(fields) => words.extend(
                fields
                    .iter()
                    .filter(|(_, holds)| **holds == Value::Bool(true))
                    .map(|(name, _)| name.to_ascii_lowercase()),
            ),
            _ => {}
        }
    }
    words
}

fn max_output(model: &Value) -> Option<u64> {
    const PLACES: [&str; 7] = [
        "/top_provider/max_completion_tokens",
        "/max_output_tokens",
        "/max_completion_tokens",
        "/max_output_length",
        "/outputTokenLimit",
        "/model_info/max_output_tokens",
        "/maxOutput",
    ];
    PLACES.iter().find_map(|place| model.pointer(place)?.as_u64().filter(|tokens| *tokens > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn model_lists_tell_in_many_ways_what_a_model_can() {
        let cases = [
            (
                json!({ "architecture": { "input_modalities": ["text", "image"] }, "supported_parameters": ["tools", "response_format", "seed"], "top_provider": { "max_completion_tokens": 8192 } }),
                vec![Ability::Images, Ability::Tools, Ability::Json],
                Some(8_192),
            ),
            (json!({ "capabilities": { "function_calling": true, "vision": false } }), vec![Ability::Tools], None),
            (
                json!({ "capabilities": ["completion", "thinking", "vision"] }),
                vec![Ability::Images, Ability::Reasoning],
                None,
            ),
            (
                json!({ "model_info": { "supports_vision": true, "supports_reasoning": null, "max_output_tokens": 4096 } }),
                vec![Ability::Images],
                Some(4_096),
            ),
            (
                json!({ "outputTokenLimit": 65536, "capabilities": 7, "modalities": { "input": ["audio"] } }),
                vec![Ability::Audio],
                Some(65_536),
            ),
            (json!({ "id": "m", "max_output_tokens": 0 }), vec![], None),
            (json!("m"), vec![], None),
        ];
        for (entry, abilities, max_output) in cases {
            let model = Model { unknown: told(&entry), ..Model::new("m") };
            assert_eq!((model.abilities(), model.max_output()), (abilities, max_output), "{entry}");
            // An entry as it is stored tells the same once more.
            assert_eq!(told(&Value::Object(model.unknown.clone())), model.unknown);
        }
    }
}
