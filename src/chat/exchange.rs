//! How a reply was asked for, as far as it is stored with it; the rest lives as long as the page does.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::SentRequest;
use crate::bot::{Parameter, Parameters, Setting};
use crate::openai::{Quirk, Quirks};

/// The request of a reply and the answer to it, in short. Holds no secret and no text of the conversation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exchange {
    /// When the first request was sent, in milliseconds since 1970.
    pub sent: f64,
    /// The endpoint, with marks in the place of secrets.
    pub url: String,
    /// It went through this app's own server.
    pub relayed: bool,
    /// The HTTP status of the last answer; `None` where there was none.
    pub status: Option<u16>,
    pub origins: Origins,
    /// What was changed because the endpoint refused it before.
    pub learned: Quirks,
    pub retry: Option<Retry>,
    /// Events that could not be read.
    pub skipped: u32,
    /// Bytes of the answer's body.
    pub bytes: u64,
    /// The request without its messages; `None` where that is too long to keep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Box<SentRequest>>,
}

/// The request that was refused before the one that was answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Retry {
    /// The HTTP status of the refusal.
    pub status: u16,
    /// The server's own words, without secrets.
    pub message: String,
    /// What was changed for the second request.
    pub quirk: Option<Quirk>,
}

/// Where the parameters of a request came from, by their names in the body; the bot set the others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origins {
    /// From the defaults of the provider.
    pub inherited: Vec<String>,
    /// Not sent.
    pub left_out: Vec<String>,
}

impl Origins {
    /// Where the parameters come from that a bot sends to a provider with these defaults.
    pub fn of(parameters: &Parameters, defaults: &Map<String, Value>, sent: &Map<String, Value>) -> Origins {
        let of_bot = |name: &str| {
            let parameter = Parameter::ALL.into_iter().find(|parameter| parameter.wire_name() == name);
            parameter.is_some_and(|parameter| *parameters.get(parameter) != Setting::Inherit)
        };
        let inherited = sent.keys().filter(|name| !of_bot(name) && defaults.contains_key(*name)).cloned().collect();
        // Streaming is part of the request where nobody sets it.
        let is_told =
            |parameter: &Parameter| *parameter != Parameter::Stream || *parameters.get(*parameter) == Setting::DontSend;
        let others = Parameter::ALL.into_iter().filter(is_told);
        let left_out = others.map(Parameter::wire_name).filter(|name| !sent.contains_key(*name)).map(str::to_owned);
        Origins { inherited, left_out: left_out.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parameters_are_told_by_where_they_came_from() {
        let Value::Object(defaults) = json!({ "temperature": 0.1, "top_p": 0.9, "seed": 7, "min_p": 0.05 }) else {
            unreachable!("an object")
        };
        let mut parameters = Parameters::default();
        parameters.set(Parameter::Seed, Setting::DontSend);
        let origins = Origins::of(&parameters, &defaults, &parameters.resolve(&defaults));
        assert_eq!(origins.inherited, ["top_p", "min_p"]);
        assert!(origins.left_out.iter().any(|name| name == "seed"), "{origins:?}");
        assert!(!origins.left_out.iter().any(|name| ["stream", "temperature", "top_p"].contains(&name.as_str())));
        parameters.set(Parameter::Stream, Setting::DontSend);
        let origins = Origins::of(&parameters, &defaults, &parameters.resolve(&defaults));
        assert!(origins.left_out.iter().any(|name| name == "stream"));
    }

    #[test]
    fn what_an_older_version_stored_reads_as_nothing_known() {
        assert_eq!(
            serde_json::from_value::<Exchange>(json!({ "status": 200 })).ok().map(|it| it.status),
            Some(Some(200))
        );
        let retry = Retry { status: 400, message: "no".into(), quirk: Quirk::omit("seed") };
        let exchange = Exchange { retry: Some(retry), ..Exchange::default() };
        let stored = serde_json::to_value(&exchange).expect("JSON");
        assert_eq!(serde_json::from_value::<Exchange>(stored).ok(), Some(exchange));
    }
}
