//! A bot: a named choice of provider and model with the parameters of its requests (spec §4).

mod colour;
mod json_text;
pub mod merge;
mod parameters;
mod prompt;
pub mod record;
mod response_format;
mod schema_check;
mod stop;

pub use colour::Colour;
pub use json_text::{JsonFault, JsonText, parse_object};
pub use parameters::{Parameter, Parameters, Setting};
pub use prompt::{BuiltInTemplate, PromptValues};
pub use response_format::ResponseFormat;
pub use schema_check::{SchemaConcern, check_schema};
pub use stop::{read_stops, stops_text};

use serde_json::{Map, Value, json};

use self::record::{take_known, take_number, take_text};
use self::response_format::schema_format;

use crate::openai::ChatCompletion;

/// The parameter that asks for a form of answer.
const RESPONSE_FORMAT: &str = "response_format";

/// A bot as it is stored. Fields that a newer version wrote survive in `unknown`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bot {
    /// Unique among bots; made by the store.
    pub id: String,
    pub name: String,
    /// What its mark shows instead of the first letter of the name: an emoji or a letter. Empty where it is that letter.
    pub icon: String,
    pub colour: Colour,
    pub description: String,
    /// Id of its provider. The provider may be gone: the bot then opens and says so (spec §4).
    pub provider: String,
    /// Id of the model as the provider's server knows it.
    pub model: String,
    pub system_prompt: String,
    /// Id of the template that the system prompt was taken from; empty once it was changed.
    pub template: String,
    pub parameters: Parameters,
    /// How many of the last messages are sent; all when `None`.
    pub context_length: Option<u32>,
    pub response_format: ResponseFormat,
    /// The schema of [`ResponseFormat::JsonSchema`].
    pub schema: JsonText,
    /// Whether the server is asked to hold to the schema strictly.
    pub strict: bool,
    /// Fields that are put into the request body last, in the place of those that stand there.
    pub extra_body: JsonText,
    /// Whether its replies are shown as markdown, and the number of their tokens below them.
    pub render_markdown: bool,
    pub show_token_count: bool,
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
            icon: String::new(),
            colour: Colour::default(),
            description: String::new(),
            provider: provider.to_owned(),
            model: model.to_owned(),
            system_prompt: String::new(),
            template: String::new(),
            parameters: Parameters::default(),
            context_length: None,
            response_format: ResponseFormat::default(),
            schema: JsonText::default(),
            strict: false,
            extra_body: JsonText::default(),
            render_markdown: true,
            show_token_count: true,
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
            icon: take_text(record, "icon").unwrap_or_default(),
            colour: take_known(record, "colour", |value| Colour::from_name(value.as_str()?)),
            description: take_text(record, "description").unwrap_or_default(),
            provider: take_text(record, "provider")?,
            model: take_text(record, "model")?,
            system_prompt: take_text(record, "system_prompt").unwrap_or_default(),
            template: take_text(record, "template").unwrap_or_default(),
            parameters: record.shift_remove("parameters").as_ref().map(Parameters::from_record).unwrap_or_default(),
            context_length: take_number(record, "context_length").map(|length| length as u32),
            response_format: take_known(record, "response_format", |value| ResponseFormat::from_name(value.as_str()?)),
            schema: take_known(record, "schema", JsonText::from_record),
            strict: take_known(record, "strict", Value::as_bool),
            extra_body: take_known(record, "extra_body", JsonText::from_record),
            render_markdown: !take_known(record, "plain_text", Value::as_bool),
            show_token_count: !take_known(record, "hide_token_count", Value::as_bool),
            created: take_number(record, "created").unwrap_or_default(),
            unknown: std::mem::take(record),
        })
    }

    /// The record of this bot. Of the newer fields only what is not usual is written.
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
        let newer = [
            ("icon", !self.icon.is_empty(), json!(self.icon)),
            ("colour", self.colour != Colour::default(), json!(self.colour.name())),
            ("description", !self.description.is_empty(), json!(self.description)),
            ("template", !self.template.is_empty(), json!(self.template)),
            ("response_format", self.response_format != ResponseFormat::default(), json!(self.response_format.name())),
            ("schema", !self.schema.is_empty(), self.schema.to_record()),
            ("strict", self.strict, json!(true)),
            ("extra_body", !self.extra_body.is_empty(), self.extra_body.to_record()),
            ("plain_text", !self.render_markdown, json!(true)),
            ("hide_token_count", !self.show_token_count, json!(true)),
        ];
        if let Value::Object(fields) = &mut record {
            let set = newer.into_iter().filter(|(_, is_set, _)| *is_set);
            fields.extend(set.map(|(name, _, value)| (name.to_owned(), value)));
            fields.extend(self.unknown.clone());
        }
        record
    }

    /// What stands for the bot where there is room for one letter only: its icon, else the first letter of its name.
    pub fn mark(&self) -> String {
        if !self.icon.is_empty() {
            return self.icon.clone();
        }
        initial(&self.name)
    }

    /// The request for the next reply: the system prompt, then the last messages of the conversation from one of the
    /// user's on, with the parameters of the provider and of this bot.
    ///
    /// `history` holds the wire form of the conversation's messages, oldest first; `values` what the variables of the
    /// system prompt stand for. Chat templates of many models refuse messages that begin with a reply, as they do where
    /// they are cut at the context length.
    pub fn completion(
        &self,
        provider_parameters: &Map<String, Value>,
        history: Vec<Value>,
        values: &PromptValues,
    ) -> ChatCompletion {
        let kept = self.context_length.map_or(history.len(), |length| (length.max(1) as usize).min(history.len()));
        let skipped = history.len() - kept;
        let prompt = values.fill(&self.system_prompt, &self.model);
        let system = (!prompt.trim().is_empty()).then(|| json!({ "role": "system", "content": prompt }));
        let turns = history.into_iter().skip(skipped).skip_while(|message| message["role"] == "assistant");
        let messages = system.into_iter().chain(turns).collect();
        let mut parameters = self.parameters.resolve(provider_parameters);
        let format = match self.response_format {
            ResponseFormat::Inherit => provider_parameters.get(RESPONSE_FORMAT).cloned(),
            ResponseFormat::Text => None,
            ResponseFormat::JsonObject => Some(json!({ "type": "json_object" })),
            ResponseFormat::JsonSchema => self.schema.object.as_ref().map(|schema| schema_format(schema, self.strict)),
        };
        match format {
            Some(format) => _ = parameters.insert(RESPONSE_FORMAT.to_owned(), format),
            None => _ = parameters.shift_remove(RESPONSE_FORMAT),
        }
        ChatCompletion {
            model: Some(self.model.clone()),
            messages: Value::Array(messages),
            parameters,
            extra_body: self.extra_body.object.clone().unwrap_or_default(),
            omits_stream: *self.parameters.get(Parameter::Stream) == Setting::DontSend,
        }
    }
}

/// The first letter of a name. Others than those of ASCII stay as they are: their tables would be 8 kB of the first load.
pub fn initial(name: &str) -> String {
    name.trim().chars().next().unwrap_or('·').to_ascii_uppercase().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openai::Quirks;

    fn bot() -> Bot {
        Bot::new("b1".into(), "Code reviewer", "vllm", "qwen3-32b", 0.0)
    }

    fn values() -> PromptValues {
        PromptValues { date: "2026-11-22".into(), language: "English" }
    }

    #[test]
    fn a_new_bot_sends_temperature_and_max_tokens_and_nothing_else() {
        let completion = bot().completion(&Map::new(), vec![json!({ "role": "user", "content": "Hi" })], &values());
        assert_eq!(Value::Object(completion.parameters), json!({ "temperature": 0.7, "max_tokens": 4096 }));
        assert_eq!(completion.messages, json!([{ "role": "user", "content": "Hi" }]));
    }

    #[test]
    fn the_system_prompt_stands_first_and_outside_of_the_context_length() {
        let mut bot = bot();
        bot.system_prompt = "Be {model} on {date}.".into();
        bot.context_length = Some(2);
        let history = (1..=4).map(|n| json!({ "role": "user", "content": n.to_string() })).collect();
        let messages = bot.completion(&Map::new(), history, &values()).messages;
        let contents: Vec<_> = messages.as_array().into_iter().flatten().map(|m| m["content"].clone()).collect();
        assert_eq!(contents, [json!("Be qwen3-32b on 2026-11-22."), json!("3"), json!("4")]);
    }

    #[test]
    fn streaming_is_left_out_where_the_bot_says_so() {
        let provider = Map::from_iter([("stream".to_owned(), json!(true)), ("stream_options".to_owned(), json!({}))]);
        let mut bot = bot();
        let cases = [
            (Setting::Inherit, Some(json!(true))),
            (Setting::Send(json!(false)), Some(json!(false))),
            (Setting::DontSend, None),
        ];
        for (setting, stream) in cases {
            bot.parameters.set(Parameter::Stream, setting);
            let completion = bot.completion(&provider, Vec::new(), &values());
            let body = completion.body(&Quirks::default());
            assert_eq!(body.get("stream"), stream.as_ref());
            assert_eq!(body.contains_key("stream_options"), stream.is_some());
            assert_eq!(completion.streams(), stream == Some(json!(true)));
        }
    }

    #[test]
    fn the_messages_begin_with_one_of_the_users() {
        let mut bot = bot();
        let history = || {
            let turns = ["assistant", "user", "assistant", "user"].into_iter().enumerate();
            turns.map(|(n, role)| json!({ "role": role, "content": n.to_string() })).collect()
        };
        let cases = [(None, 3), (Some(1), 1), (Some(2), 1), (Some(3), 3), (Some(9), 3)];
        for (length, count) in cases {
            bot.context_length = length;
            for (system_prompt, first) in [("", 0), ("Be brief.", 1)] {
                bot.system_prompt = system_prompt.into();
                let messages = bot.completion(&Map::new(), history(), &values()).messages;
                assert_eq!(messages[first]["role"], "user", "{length:?}");
                assert_eq!(messages.as_array().map(Vec::len), Some(first + count), "{length:?}");
            }
        }
    }

    #[test]
    fn fields_of_a_newer_version_survive() {
        let stored = json!({ "id": "b", "name": "B", "provider": "p", "model": "m", "voice": { "pitch": 2 } });
        let bot = Bot::from_record(stored).expect("a bot");
        assert_eq!(bot.to_record()["voice"]["pitch"], 2);
        let stored = json!({ "id": "b", "name": "B", "provider": "p", "model": "m", "colour": "gold", "response_format": { "type": "grammar" } });
        let bot = Bot::from_record(stored.clone()).expect("a bot");
        assert_eq!((bot.colour, bot.response_format), (Colour::Violet, ResponseFormat::Inherit));
        assert_eq!(
            (&bot.to_record()["colour"], &bot.to_record()["response_format"]),
            (&stored["colour"], &stored["response_format"])
        );
    }

    #[test]
    fn the_response_format_and_the_extra_body_are_sent() {
        let provider = json!({ "response_format": { "type": "json_object" }, "temperature": 0.1 });
        let provider = provider.as_object().expect("an object");
        let mut bot = bot();
        bot.extra_body.typed(r#"{"temperature": 1, "top_k": 5}"#.into());
        bot.schema.typed(r#"{"title":"T","type":"object"}"#.into());
        let schema = json!({ "type": "json_schema", "json_schema": { "name": "T", "schema": { "title": "T", "type": "object" } } });
        let cases = [
            (ResponseFormat::Inherit, json!({ "type": "json_object" })),
            (ResponseFormat::Text, Value::Null),
            (ResponseFormat::JsonObject, json!({ "type": "json_object" })),
            (ResponseFormat::JsonSchema, schema),
        ];
        for (format, expected) in cases {
            bot.response_format = format;
            let body = Value::Object(bot.completion(provider, Vec::new(), &values()).body(&Quirks::default()));
            assert_eq!(body["response_format"], expected, "{format:?}");
            assert_eq!((&body["temperature"], &body["top_k"]), (&json!(1), &json!(5)));
        }
    }

    #[test]
    fn a_bot_reads_back_as_it_was_written() {
        let mut bot = bot();
        bot.context_length = Some(7);
        bot.template = "code".into();
        bot.created = 1_763_800_000_000.0;
        bot.parameters.set(Parameter::TopP, Setting::DontSend);
        bot.parameters.set(Parameter::Stop, Setting::Send(json!(["END"])));
        bot.parameters.set(Parameter::Temperature, Setting::Inherit);
        (bot.icon, bot.colour, bot.description) = ("🦀".into(), Colour::Teal, "Reviews Rust.".into());
        (bot.response_format, bot.strict) = (ResponseFormat::JsonSchema, true);
        bot.schema.typed(r#"{"type":"object"}"#.into());
        bot.extra_body.typed(r#"{"top_k": 5"#.into());
        (bot.render_markdown, bot.show_token_count) = (false, false);
        assert_eq!(Bot::from_record(bot.to_record()), Some(bot));
        for unreadable in [json!(null), json!([]), json!({ "id": 7 }), json!({ "id": "b", "name": "B" })] {
            assert_eq!(Bot::from_record(unreadable), None);
        }
    }
}
