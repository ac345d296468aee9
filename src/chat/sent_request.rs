//! The request of a reply as it is stored with it: all but the messages, which the conversation holds.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::openai::{Header, HttpRequest, Method, REDACTED, Secrets, is_credential, short_data_urls};

/// The field of a body that holds the conversation.
const MESSAGES: &str = "messages";
/// A request that takes more bytes is not stored with every reply.
const LONGEST: usize = 16 << 10;

/// Headers and body of a request. Holds no secret and no text of the conversation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SentRequest {
    headers: Vec<SentHeader>,
    /// With `null` in the place of the messages.
    body: Map<String, Value>,
    /// Bytes of the messages: tells whether other ones can be those that were sent.
    messages_length: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct SentHeader {
    name: String,
    /// With a mark in the place of a secret.
    value: String,
    secret: bool,
}

/// A request that was put together again.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebuilt {
    pub request: HttpRequest,
    /// Its messages are as long as those that were sent, so that nothing has changed since.
    pub is_exact: bool,
}

impl SentRequest {
    /// What is stored of a request, which is given as it may be shown: [`Secrets::shown`].
    pub fn of(shown: &HttpRequest) -> Option<SentRequest> {
        let mut body: Value = serde_json::from_str(shown.body.as_deref()?).ok()?;
        let messages = body.get_mut(MESSAGES).map(Value::take);
        let messages_length = messages.map_or(0, |messages| messages.to_string().len());
        hide_credentials(&mut body);
        let Value::Object(body) = body else { return None };
        let headers = shown.headers.iter().map(|header| SentHeader {
            name: header.name.clone(),
            value: header.shown_value(),
            secret: header.secret,
        });
        let sent = SentRequest { headers: headers.collect(), body, messages_length };
        let length = serde_json::to_string(&sent).map_or(usize::MAX, |text| text.len());
        (length <= LONGEST).then_some(sent)
    }

    /// The request with these messages, as it may be shown.
    pub fn with_messages(&self, url: &str, messages: &Value, secrets: &Secrets) -> Rebuilt {
        let messages = messages.to_string();
        let messages = secrets.redact(&short_data_urls(&messages)).into_owned();
        let mut body = self.body.clone();
        if let Some(place) = body.get_mut(MESSAGES) {
            // A secret that went across the end of a text has taken its quotes along.
            *place = serde_json::from_str(&messages).unwrap_or_default();
        }
        let headers = self.headers.iter().map(|header| Header {
            name: header.name.clone(),
            value: header.value.clone(),
            secret: header.secret,
        });
        let request = HttpRequest {
            method: Method::Post,
            url: url.to_owned(),
            headers: headers.collect(),
            body: Some(Value::Object(body).to_string()),
        };
        Rebuilt { request, is_exact: messages.len() == self.messages_length }
    }
}

/// Puts a mark in the place of texts that are keys by their names, at any depth: an extra body can hold some.
fn hide_credentials(value: &mut Value) {
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| {
            if value.is_string() && is_credential(name) {
                *value = Value::from(REDACTED);
            } else {
                hide_credentials(value);
            }
        }),
        Value::Array(list) => list.iter_mut().for_each(hide_credentials),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn request(body: Value) -> HttpRequest {
        let header = |name: &str, value: &str, secret| Header { name: name.into(), value: value.into(), secret };
        HttpRequest {
            method: Method::Post,
            url: "http://h/v1/chat/completions?key=AIza-secret".into(),
            headers: vec![
                header("Authorization", "Bearer sk-secret-1", true),
                header("X-Corp-Token", "to-ken/2", true),
                header("X-Department", "engineering", false),
                header("X-Echo", "sk-secret-1", false),
            ],
            body: Some(body.to_string()),
        }
    }

    fn body() -> Value {
        json!({
            "model": "m",
            "messages": [{ "role": "user", "content": "private words, sk-secret-1" }],
            "temperature": 0.7,
            "max_tokens": 4096,
            "aws_secret_access_key": "tell-tale",
            "metadata": [{ "api_key": "tell-tale", "team": "a" }],
        })
    }

    #[test]
    fn what_is_stored_holds_neither_secrets_nor_messages() {
        let request = request(body());
        let shown = Secrets::of(&request).shown(&request);
        let sent = SentRequest::of(&shown).expect("short enough");
        let stored = serde_json::to_string(&sent).expect("JSON");
        for hidden in ["sk-secret", "to-ken", "AIza", "tell-tale", "private words"] {
            assert!(!stored.contains(hidden), "{hidden} in {stored}");
        }
        for kept in ["X-Department", "engineering", "Bearer [redacted]", "\"temperature\":0.7", "\"max_tokens\":4096"] {
            assert!(stored.contains(kept), "{kept} in {stored}");
        }
        assert_eq!(serde_json::from_str::<SentRequest>(&stored).ok(), Some(sent));
    }

    #[test]
    fn a_request_is_put_together_with_the_messages_of_its_conversation() {
        let request = request(body());
        let secrets = Secrets::of(&request);
        let shown = secrets.shown(&request);
        let sent = SentRequest::of(&shown).expect("short enough");
        let rebuilt = sent.with_messages(&shown.url, &body()["messages"], &secrets);
        assert!(rebuilt.is_exact);
        let text = rebuilt.request.body.clone().unwrap_or_default();
        assert!(text.starts_with(r#"{"model":"m","messages":[{"role":"user","content":"private words, [redacted]"}]"#));
        let curl = rebuilt.request.as_curl();
        assert!(curl.contains(r#""Authorization: Bearer $API_KEY""#) && !curl.contains("sk-secret"), "{curl}");
        // Another message, or none at all.
        for other in [json!([{ "role": "user", "content": "changed" }]), json!([])] {
            assert!(!sent.with_messages(&shown.url, &other, &secrets).is_exact);
        }
    }

    #[test]
    fn long_pictures_are_shortened_alike_and_long_requests_are_not_stored() {
        let picture = format!("data:image/png;base64,{}", "A".repeat(40_000));
        let messages =
            json!([{ "role": "user", "content": [{ "type": "image_url", "image_url": { "url": picture } }] }]);
        let pictured = request(json!({ "model": "m", "messages": messages }));
        let secrets = Secrets::of(&pictured);
        let sent = SentRequest::of(&secrets.shown(&pictured)).expect("the messages do not count");
        assert!(sent.with_messages("http://h", &messages, &secrets).is_exact);
        let long = request(json!({ "model": "m", "messages": [], "tools": "x".repeat(LONGEST) }));
        assert_eq!(SentRequest::of(&long), None);
        let none = HttpRequest { body: None, ..long };
        assert_eq!(SentRequest::of(&none), None);
    }
}
