//! The parameters of a chat completion, each in one of three modes (spec §4).

use serde_json::{Map, Value, json};

/// A parameter of the chat-completions format that a bot can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    Temperature,
    MaxTokens,
    TopP,
    FrequencyPenalty,
    PresencePenalty,
    Seed,
    Stop,
    ReasoningEffort,
    Stream,
}

impl Parameter {
    /// Every parameter, in the order in which they are declared, the bot editor shows and the request body holds them.
    pub const ALL: [Parameter; 9] = [
        Parameter::Temperature,
        Parameter::MaxTokens,
        Parameter::TopP,
        Parameter::FrequencyPenalty,
        Parameter::PresencePenalty,
        Parameter::Seed,
        Parameter::Stop,
        Parameter::ReasoningEffort,
        Parameter::Stream,
    ];

    /// The name in the request body.
    pub fn wire_name(self) -> &'static str {
        match self {
            Parameter::Temperature => "temperature",
            Parameter::MaxTokens => "max_tokens",
            Parameter::TopP => "top_p",
            Parameter::FrequencyPenalty => "frequency_penalty",
            Parameter::PresencePenalty => "presence_penalty",
            Parameter::Seed => "seed",
            Parameter::Stop => "stop",
            Parameter::ReasoningEffort => "reasoning_effort",
            Parameter::Stream => "stream",
        }
    }

    /// The numbers that the format allows; `None` for a parameter that is no number.
    pub fn range(self) -> Option<NumberRange> {
        let (least, most, step) = match self {
            Parameter::Temperature => (0, 2, 0.1),
            Parameter::MaxTokens => (1, 10_000_000, 1.0),
            Parameter::TopP => (0, 1, 0.05),
            Parameter::FrequencyPenalty | Parameter::PresencePenalty => (-2, 2, 0.1),
            // Some servers take -1 for a seed of their own choice.
            Parameter::Seed => (-9_007_199_254_740_991, 9_007_199_254_740_991, 1.0),
            Parameter::Stop | Parameter::ReasoningEffort | Parameter::Stream => return None,
        };
        Some(NumberRange { least, most, step })
    }

    /// The value that *Send* begins with.
    pub fn usual(self) -> Value {
        match self {
            Parameter::Temperature => json!(0.7),
            Parameter::MaxTokens => json!(4096),
            Parameter::TopP => json!(1),
            Parameter::FrequencyPenalty | Parameter::PresencePenalty | Parameter::Seed => json!(0),
            Parameter::Stop => json!([]),
            Parameter::ReasoningEffort => json!("medium"),
            Parameter::Stream => json!(true),
        }
    }
}

/// The numbers that a parameter can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberRange {
    pub least: i64,
    pub most: i64,
    /// 1 for whole numbers.
    pub step: f64,
}

impl NumberRange {
    /// Reads what was typed; `None` when it is no number of this range.
    pub fn parse(&self, typed: &str) -> Option<Value> {
        let number = decimal(typed.trim())?;
        if !(self.least as f64..=self.most as f64).contains(&number) {
            return None;
        }
        if number.fract() == 0.0 { Some(json!(number as i64)) } else { (self.step < 1.0).then(|| json!(number)) }
    }
}

/// A number as people type it: with a sign, leading zeros or a bare point too, which JSON has not. The standard library
/// would bring its tables, 10 kB that nothing compresses, into what is loaded with the bot editor.
fn decimal(typed: &str) -> Option<f64> {
    let negative = typed.strip_prefix('-');
    let digits = negative.or(typed.strip_prefix('+')).unwrap_or(typed);
    if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') || digits == "." {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    let before = if significant.starts_with(|first: char| first.is_ascii_digit()) { "" } else { "0" };
    let after = if significant.ends_with('.') { "0" } else { "" };
    let number: Value = serde_json::from_str(&format!("{before}{significant}{after}")).ok()?;
    let number = number.as_f64()?;
    Some(if negative.is_some() { -number } else { number })
}

/// What happens to one parameter in a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Setting {
    /// The provider's default parameter, else not sent.
    #[default]
    Inherit,
    /// This value.
    Send(Value),
    /// Not sent, whatever the provider's defaults say.
    DontSend,
}

impl Setting {
    fn from_record(record: &Value) -> Option<Self> {
        match record.get("mode")?.as_str()? {
            "inherit" => Some(Setting::Inherit),
            "send" => record.get("value").cloned().map(Setting::Send),
            "dont_send" => Some(Setting::DontSend),
            _ => None,
        }
    }

    fn to_record(&self) -> Value {
        match self {
            Setting::Inherit => json!({ "mode": "inherit" }),
            Setting::Send(value) => json!({ "mode": "send", "value": value }),
            Setting::DontSend => json!({ "mode": "dont_send" }),
        }
    }
}

/// The settings of a bot's parameters; one that is absent inherits.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters([Option<Setting>; Parameter::ALL.len()]);

impl Default for Parameters {
    fn default() -> Self {
        let sent = [Parameter::Temperature, Parameter::MaxTokens];
        Parameters(Parameter::ALL.map(|parameter| sent.contains(&parameter).then(|| Setting::Send(parameter.usual()))))
    }
}

impl Parameters {
    /// Reads stored settings, by the names of the request body; one that cannot be read inherits.
    pub(super) fn from_record(record: &Value) -> Self {
        Parameters(Parameter::ALL.map(|parameter| record.get(parameter.wire_name()).and_then(Setting::from_record)))
    }

    pub(super) fn to_record(&self) -> Value {
        let settings = Parameter::ALL.into_iter().zip(&self.0);
        let field = |(parameter, setting): (Parameter, &Option<Setting>)| {
            Some((parameter.wire_name().to_owned(), setting.as_ref()?.to_record()))
        };
        Value::Object(settings.filter_map(field).collect())
    }

    /// The setting of one parameter.
    pub fn get(&self, parameter: Parameter) -> &Setting {
        self.0[parameter as usize].as_ref().unwrap_or(&Setting::Inherit)
    }

    /// Changes one parameter.
    pub fn set(&mut self, parameter: Parameter, setting: Setting) {
        self.0[parameter as usize] = Some(setting);
    }

    /// The parameters of a request: the provider's defaults, changed by this bot's settings. An empty list of stop
    /// sequences is not sent, since some servers refuse it.
    pub fn resolve(&self, provider: &Map<String, Value>) -> Map<String, Value> {
        let mut resolved = Map::new();
        for parameter in Parameter::ALL {
            let value = match self.get(parameter) {
                Setting::Inherit => provider.get(parameter.wire_name()).cloned(),
                Setting::Send(value) => Some(value.clone()),
                Setting::DontSend => None,
            };
            if let Some(value) = value.filter(|value| value != &json!([])) {
                resolved.insert(parameter.wire_name().to_owned(), value);
            }
        }
        // Defaults that bots cannot set (a server's own parameters) are inherited as they are.
        for (name, value) in provider {
            if !Parameter::ALL.iter().any(|parameter| parameter.wire_name() == name) {
                resolved.insert(name.clone(), value.clone());
            }
        }
        resolved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bot_changes_what_the_provider_gives() {
        let Value::Object(provider) = json!({ "temperature": 0.1, "top_p": 0.9, "seed": 7, "min_p": 0.05 }) else {
            unreachable!()
        };
        let mut parameters = Parameters::default();
        parameters.set(Parameter::Seed, Setting::DontSend);
        parameters.set(Parameter::Stop, Setting::Send(json!([])));
        let expected = json!({ "temperature": 0.7, "max_tokens": 4096, "top_p": 0.9, "min_p": 0.05 });
        assert_eq!(Value::Object(parameters.resolve(&provider)), expected);
        parameters.set(Parameter::Temperature, Setting::Inherit);
        assert_eq!(parameters.resolve(&provider)["temperature"], 0.1);
    }

    #[test]
    fn each_parameter_stands_in_its_place() {
        for (place, parameter) in Parameter::ALL.into_iter().enumerate() {
            assert_eq!(parameter as usize, place, "{parameter:?}");
        }
    }

    #[test]
    fn typed_numbers_are_checked() {
        let cases = [
            (Parameter::Temperature, "0.2", Some(json!(0.2))),
            (Parameter::Temperature, "2", Some(json!(2))),
            (Parameter::Temperature, "2.1", None),
            (Parameter::Temperature, ".5", Some(json!(0.5))),
            (Parameter::Temperature, "+01.", Some(json!(1))),
            (Parameter::Temperature, "00", Some(json!(0))),
            (Parameter::Temperature, "5e-1", Some(json!(0.5))),
            (Parameter::Temperature, ".", None),
            (Parameter::Temperature, "", None),
            (Parameter::Temperature, "1..", None),
            (Parameter::Temperature, "1 1", None),
            (Parameter::Temperature, "--1", None),
            (Parameter::Temperature, "e1", None),
            (Parameter::Seed, "1e999", None),
            (Parameter::Temperature, "warm", None),
            (Parameter::Temperature, "NaN", None),
            (Parameter::MaxTokens, "4096", Some(json!(4096))),
            (Parameter::MaxTokens, "0", None),
            (Parameter::MaxTokens, "1.5", None),
            (Parameter::PresencePenalty, "-2", Some(json!(-2))),
            (Parameter::Seed, "-1", Some(json!(-1))),
            (Parameter::Seed, "0.5", None),
        ];
        for (parameter, typed, expected) in cases {
            let range = parameter.range().expect("a number");
            assert_eq!(range.parse(typed), expected, "{parameter:?} {typed}");
        }
    }

    #[test]
    fn a_setting_that_cannot_be_read_inherits() {
        let stored =
            json!({ "temperature": { "mode": "guess" }, "top_p": 0.5, "seed": { "mode": "send", "value": 7 } });
        let parameters = Parameters::from_record(&stored);
        assert_eq!(parameters.get(Parameter::Temperature), &Setting::Inherit);
        assert_eq!(parameters.get(Parameter::TopP), &Setting::Inherit);
        assert_eq!(parameters.get(Parameter::Seed), &Setting::Send(json!(7)));
    }
}
