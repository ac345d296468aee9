//! A bot: a named choice of provider and model with the parameters of its requests (spec §4).

mod parameters;
pub mod record;

pub use parameters::{Parameter, Parameters, Setting};

use serde_json::{Map, Value, json};

use self::record::{take_number, take_text};

use crate::openai::ChatCompletion;

/// A bot as it is stored. Fields that a newer version wrote survive in `unknown`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bot {
    /// Unique among bots; made by the store.
    pub id: String,
    pub name: String,
    /// Id of its provider. The provider may be gone: the bot then opens and says so (spec §4).
    pub provider: String,
    /// Id of the model as the provider's server knows it.
    pub model: String,
    pub system_prompt: String,
    pub parameters: Parameters,
    /// How many of the last messages are sent; all when `None`.
    pub context_length: Option<u32>,
    /// When it was made, in milliseconds since 1970.
    pub created: f64,
    pub unknown: Map<String, Value>,
}

impl Bot {
    /// A new bot: temperature 0.7 and max tokens 4096 are sent, all else is inherited (spec §4).
    pub fn new(id: String, name: &str, provider: &str, model: &str, created: f64) -> Self {
        Bot {
            id,
            name: name.to_owned(),
            provider: provider.to_owned(),
            model: model.to_owned(),
            system_prompt: String::new(),
            parameters: Parameters::default(),
            context_length: None,
            created,
            unknown: Map::new(),
        }
    }

    /// Reads a stored bot; `None` for what this version cannot read. Written by hand, as [`Bot::to_record`]: what serde
    /// derives for flattened records would make the page's first load a tenth larger.
    pub fn from_record(record: Value) -> Option<Self> {
        let Value::Object(mut record) = record else { return None };
        let record = &mut record;
        Some(Bot {
            id: take_text(record, "id")?,
            name: take_text(record, "name")?,
            provider: take_text(record, "provider")?,
            model: take_text(record, "model")?,
            system_prompt: take_text(record, "system_prompt").unwrap_or_default(),
            parameters: record.shift_remove("parameters").as_ref().map(Parameters::from_record).unwrap_or_default(),
            context_length: take_number(record, "context_length").map(|length| length as u32),
            created: take_number(record, "created").unwrap_or_default(),
            unknown: std::mem::take(record),
        })
    }

    /// The record of this bot.
    pub fn to_record(&self) -> Value {
        let mut record = json!({
            "id": self.id,
            "name": self.name,
            "provider": self.provider,
            "model": self.model,
            "system_prompt": self.system_prompt,
            "parameters": self.parameters.to_record(),
            "context_length": self.context_length,
            "created": self.created,
        });
        if let Value::Object(fields) = &mut record {
            fields.extend(self.unknown.clone());
        }
        record
    }

    /// The letter that stands for the bot where there is room for one only.
    pub fn initial(&self) -> String {
        self.name.trim().chars().next().map(|letter| letter.to_uppercase().collect()).unwrap_or_else(|| "·".to_owned())
    }

    /// The request for the next reply: the system prompt, then the last messages of the conversation, with the
    /// parameters of the provider and of this bot.
    ///
    /// `history` holds the wire form of the conversation's messages, oldest first.
    pub fn completion(&self, provider_parameters: &Map<String, Value>, history: Vec<Value>) -> ChatCompletion {
        let kept = self.context_length.map_or(history.len(), |length| (length.max(1) as usize).min(history.len()));
        let skipped = history.len() - kept;
        let system =
            (!self.system_prompt.trim().is_empty()).then(|| json!({ "role": "system", "content": self.system_prompt }));
        let messages = system.into_iter().chain(history.into_iter().skip(skipped)).collect();
        ChatCompletion {
            model: Some(self.model.clone()),
            messages: Value::Array(messages),
            parameters: self.parameters.resolve(provider_parameters),
            extra_body: Map::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bot() -> Bot {
        Bot::new("b1".into(), "Code reviewer", "vllm", "qwen3-32b", 0.0)
    }

    #[test]
    fn a_new_bot_sends_temperature_and_max_tokens_and_nothing_else() {
        let completion = bot().completion(&Map::new(), vec![json!({ "role": "user", "content": "Hi" })]);
        assert_eq!(Value::Object(completion.parameters), json!({ "temperature": 0.7, "max_tokens": 4096 }));
        assert_eq!(completion.messages, json!([{ "role": "user", "content": "Hi" }]));
    }

    #[test]
    fn the_system_prompt_stands_first_and_outside_of_the_context_length() {
        let mut bot = bot();
        bot.system_prompt = "Be brief.".into();
        bot.context_length = Some(2);
        let history = (1..=4).map(|n| json!({ "role": "user", "content": n.to_string() })).collect();
        let messages = bot.completion(&Map::new(), history).messages;
        let contents: Vec<_> = messages.as_array().into_iter().flatten().map(|m| m["content"].clone()).collect();
        assert_eq!(contents, [json!("Be brief."), json!("3"), json!("4")]);
    }

    #[test]
    fn fields_of_a_newer_version_survive() {
        let stored = json!({ "id": "b", "name": "B", "provider": "p", "model": "m", "voice": { "pitch": 2 } });
        let bot = Bot::from_record(stored).expect("a bot");
        assert_eq!(bot.to_record()["voice"]["pitch"], 2);
    }

    #[test]
    fn a_bot_reads_back_as_it_was_written() {
        let mut bot = bot();
        bot.context_length = Some(7);
        bot.created = 1_763_800_000_000.0;
        bot.parameters.set(Parameter::TopP, Setting::DontSend);
        bot.parameters.set(Parameter::Stop, Setting::Send(json!(["END"])));
        bot.parameters.set(Parameter::Temperature, Setting::Inherit);
        assert_eq!(Bot::from_record(bot.to_record()), Some(bot));
        for unreadable in [json!(null), json!([]), json!({ "id": 7 }), json!({ "id": "b", "name": "B" })] {
            assert_eq!(Bot::from_record(unreadable), None);
        }
    }
}
