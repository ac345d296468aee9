//! The requests of a provider. Chat, preview, test and "copy as curl" all come from here.

use serde_json::Value;

use super::definition::{AuthMode, Provider, Route};
use super::key::ApiKey;
use super::preset::known_quirks;
use crate::openai::{ChatCompletion, Header, HttpRequest, Method, Quirks, RequestFault, Secrets};

impl Provider {
    /// The request of one completion: POST, JSON, the key by the mode of authentication, the extra headers, and nothing
    /// else of our own (spec §6.2). The model is always part of the body.
    ///
    /// # Errors
    /// The provider is disabled, or its endpoint has a part that the user has not filled in.
    pub fn chat_request(
        &self,
        key: Option<&ApiKey>,
        completion: &ChatCompletion,
        quirks: &Quirks,
    ) -> Result<HttpRequest, RequestFault> {
        if self.disabled {
            return Err(RequestFault::DisabledProvider { id: self.id.to_string() });
        }
        if let Some(placeholder) = self.endpoint.placeholder() {
            return Err(RequestFault::Placeholder { placeholder: placeholder.to_owned() });
        }
        let mut headers = vec![Header { name: "Content-Type".into(), value: "application/json".into(), secret: false }];
        headers.retain(|own| !self.has_header(&own.name));
        headers.extend(self.headers(key));
        // What the address tells comes first: what was learned from its answers wins.
        let mut known = known_quirks(&self.endpoint);
        quirks.iter().for_each(|quirk| known.add(quirk.clone()));
        let body = Value::Object(completion.body(&known)).to_string();
        Ok(HttpRequest { method: Method::Post, url: self.endpoint.as_str().to_owned(), headers, body: Some(body) })
    }

    /// The request of the model list; `None` when the endpoint does not tell where that is.
    pub fn models_request(&self, key: Option<&ApiKey>) -> Option<HttpRequest> {
        let url = self.endpoint.models_url()?;
        let mut headers = self.headers(key);
        // There is no body that it could describe, and it would cost a preflight.
        headers.retain(|header| !header.name.eq_ignore_ascii_case("content-type"));
        Some(HttpRequest { method: Method::Get, url, headers, body: None })
    }

    /// A request as it leaves the page: straight to the endpoint, or through this app's own server.
    pub fn routed(&self, request: HttpRequest) -> HttpRequest {
        match self.route {
            Route::Direct => request,
            Route::Relay => request.through_relay(),
        }
    }

    /// What no error or report may show: the key, the values of secret headers and the keys in the address.
    pub fn secrets(&self, key: Option<&ApiKey>) -> Secrets {
        let headers = self.extra_headers.iter().filter(|header| header.is_secret());
        let values = key.map(ApiKey::expose).into_iter().chain(headers.map(|header| header.value.as_str()));
        Secrets::new(values, self.endpoint.as_str())
    }

    /// Whether a request carries a key: in the key's header, in a secret one of the provider's own, or in the address.
    pub fn sends_key(&self, key: Option<&ApiKey>) -> bool {
        self.headers(key).iter().any(|header| header.secret && !header.value.is_empty())
            || self.endpoint.as_str().contains("key=")
    }

    /// The key's header, unless an extra header of the same name takes its place, and the extra headers.
    fn headers(&self, key: Option<&ApiKey>) -> Vec<Header> {
        let own = key.and_then(|key| self.key_header(key)).filter(|own| !self.has_header(&own.name));
        let extra = self.extra_headers.iter().map(|header| Header {
            name: header.name.as_str().into(),
            value: header.value.as_str().into(),
            secret: header.is_secret(),
        });
        own.into_iter().chain(extra).collect()
    }

    fn key_header(&self, key: &ApiKey) -> Option<Header> {
        let (name, value) = match self.auth.unwrap_or(AuthMode::Bearer) {
            AuthMode::None => return None,
            AuthMode::Bearer => ("Authorization", format!("Bearer {}", key.expose())),
            AuthMode::ApiKey => ("api-key", key.expose().to_owned()),
            AuthMode::XApiKey => ("x-api-key", key.expose().to_owned()),
        };
        Some(Header { name: name.into(), value, secret: true })
    }

    fn has_header(&self, name: &str) -> bool {
        self.extra_headers.iter().any(|header| header.name == *name)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::provider::builtin;

    fn provider(options: Value) -> Provider {
        let mut all = json!({ "endpoint": "http://h:8000/v1/chat/completions?a=1" });
        if let (Some(all), Value::Object(options)) = (all.as_object_mut(), options) {
            all.extend(options);
        }
        Provider::from_options("x", &all).unwrap_or_else(|error| panic!("{error:?}"))
    }

    fn completion() -> ChatCompletion {
        let mut parameters = Map::new();
        parameters.insert("temperature".into(), json!(0.7));
        let messages = json!([{ "role": "user", "content": "안녕" }]);
        ChatCompletion { model: Some("m".into()), messages, parameters, ..ChatCompletion::default() }
    }

    fn key(text: &str) -> ApiKey {
        ApiKey::parse(text).unwrap_or_else(|error| panic!("{error:?}")).key
    }

    fn chat(provider: &Provider, key: Option<&ApiKey>) -> HttpRequest {
        provider.chat_request(key, &completion(), &Quirks::default()).unwrap_or_else(|error| panic!("{error:?}"))
    }

    fn pairs(request: &HttpRequest) -> Vec<(&str, &str)> {
        request.headers.iter().map(|header| (header.name.as_str(), header.value.as_str())).collect()
    }

    #[test]
    fn a_chat_request_holds_what_was_configured_and_nothing_else() {
        let json_type = ("Content-Type", "application/json");
        let cases = [
            (json!({}), None, vec![json_type]),
            (json!({}), Some("sk"), vec![json_type, ("Authorization", "Bearer sk")]),
            (json!({ "auth": "bearer" }), Some("sk"), vec![json_type, ("Authorization", "Bearer sk")]),
            (json!({ "auth": "bearer" }), None, vec![json_type]),
            (json!({ "auth": "none" }), Some("sk"), vec![json_type]),
            (json!({ "auth": "api-key" }), Some("sk"), vec![json_type, ("api-key", "sk")]),
            (json!({ "auth": "x-api-key" }), Some("sk"), vec![json_type, ("x-api-key", "sk")]),
            (
                json!({ "extraHeaders": { "X-A": "1", "X-B": "2" } }),
                Some("sk"),
                vec![json_type, ("Authorization", "Bearer sk"), ("X-A", "1"), ("X-B", "2")],
            ),
            (
                json!({ "extraHeaders": { "authorization": "Basic dTpw" } }),
                Some("sk"),
                vec![json_type, ("authorization", "Basic dTpw")],
            ),
            (
                json!({ "auth": "api-key", "extraHeaders": { "API-Key": "own" } }),
                Some("sk"),
                vec![json_type, ("API-Key", "own")],
            ),
            (
                json!({ "auth": "api-key", "extraHeaders": { "Authorization": "own" } }),
                Some("sk"),
                vec![json_type, ("api-key", "sk"), ("Authorization", "own")],
            ),
            (
                json!({ "extraHeaders": { "content-type": "application/json; charset=utf-8" } }),
                None,
                vec![("content-type", "application/json; charset=utf-8")],
            ),
        ];
        for (options, typed, expected) in cases {
            let request = chat(&provider(options.clone()), typed.map(key).as_ref());
            assert_eq!(pairs(&request), expected, "{options}");
            assert_eq!(request.url, "http://h:8000/v1/chat/completions?a=1");
            assert_eq!(request.method, Method::Post);
            let body: Value = serde_json::from_str(request.body.as_deref().unwrap_or_default()).unwrap_or_default();
            assert_eq!((&body["model"], &body["temperature"]), (&json!("m"), &json!(0.7)), "{options}");
        }
    }

    #[test]
    fn old_versions_of_azure_are_asked_for_no_usage() {
        let body = |version: &str| {
            let endpoint =
                format!("https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version={version}");
            chat(&provider(json!({ "endpoint": endpoint })), None).body.unwrap_or_default()
        };
        assert!(!body("2024-02-01").contains("stream_options") && body("2024-10-21").contains("stream_options"));
    }

    #[test]
    fn the_model_list_is_asked_for_with_the_same_headers() {
        let options = json!({ "extraHeaders": { "X-A": "1", "Content-Type": "application/json" } });
        let request = provider(options).models_request(Some(&key("sk")));
        let request = request.unwrap_or_else(|| panic!("the endpoint tells where the list is"));
        assert_eq!(pairs(&request), [("Authorization", "Bearer sk"), ("X-A", "1")]);
        assert_eq!(
            (request.method, request.url.as_str(), request.body),
            (Method::Get, "http://h:8000/v1/models?a=1", None)
        );
        assert!(provider(json!({ "endpoint": "http://h/chat" })).models_request(None).is_none());
    }

    #[test]
    fn secrets_are_marked() {
        let options =
            json!({ "extraHeaders": { "X-A": "1", "X-B": "2", "X-Corp-Token": "3" }, "secretHeaders": ["x-b"] });
        let request = chat(&provider(options), Some(&key("sk")));
        let secret: Vec<_> =
            request.headers.iter().filter(|header| header.secret).map(|header| header.name.as_str()).collect();
        assert_eq!(secret, ["Authorization", "X-B", "X-Corp-Token"]);
    }

    #[test]
    fn whether_a_key_is_sent_is_known() {
        let secret = json!({ "extraHeaders": { "X-Corp-Token": "3" } });
        let open = json!({ "extraHeaders": { "X-Team": "3" } });
        let with_query = json!({ "endpoint": "http://h/v1/chat/completions?key=3" });
        let cases = [
            (json!({}), None, false),
            (json!({}), Some("sk"), true),
            (json!({ "auth": "none" }), Some("sk"), false),
            (open, None, false),
            (secret, None, true),
            (with_query, None, true),
        ];
        for (options, typed, expected) in cases {
            assert_eq!(provider(options.clone()).sends_key(typed.map(key).as_ref()), expected, "{options} {typed:?}");
        }
    }

    #[test]
    fn what_cannot_be_sent_is_said_before() {
        let send = |provider: &Provider| provider.chat_request(None, &completion(), &Quirks::default()).err();
        let disabled = provider(json!({ "disabled": true }));
        assert_eq!(send(&disabled), Some(RequestFault::DisabledProvider { id: "x".into() }));
        let find = |id: &str| builtin::providers().iter().find(|provider| provider.id.as_str() == id);
        let cloudflare = find("cloudflare").expect("a built-in");
        assert_eq!(send(cloudflare), Some(RequestFault::Placeholder { placeholder: "{account_id}".into() }));
        assert!(cloudflare.models_request(None).is_none());
        let anthropic = find("anthropic").expect("a built-in");
        let expected = [
            ("Content-Type", "application/json"),
            ("Authorization", "Bearer sk"),
            ("anthropic-dangerous-direct-browser-access", "true"),
        ];
        assert_eq!(pairs(&chat(anthropic, Some(&key("sk")))), expected);
        let demo = find("demo").expect("a built-in");
        assert_eq!(chat(demo, Some(&key("sk"))).url, "/api/demo/v1/chat/completions");
        assert_eq!(pairs(&chat(demo, Some(&key("sk")))), [("Content-Type", "application/json")]);
    }
}
