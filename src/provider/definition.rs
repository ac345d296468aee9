//! The provider.

use serde_json::{Map, Value, json};

use super::builtin::BuiltIn;
use super::endpoint::Endpoint;
use super::header::{ExtraHeader, HeaderName};
use super::id::ProviderId;
use super::model::{Model, Pricing, add_unknown};

/// How the key travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMode {
    /// Not at all, even if there is one.
    None,
    /// `Authorization: Bearer …`, what a provider without a mode uses.
    Bearer,
    /// `api-key: …` (Azure).
    ApiKey,
    /// `x-api-key: …`.
    XApiKey,
}

impl AuthMode {
    /// Every mode, in the order in which the form offers them.
    pub const ALL: [AuthMode; 4] = [AuthMode::None, AuthMode::Bearer, AuthMode::ApiKey, AuthMode::XApiKey];

    /// The words of a stored entry, in the order of [`AuthMode::ALL`].
    pub const WORDS: [&str; 4] = ["none", "bearer", "api-key", "x-api-key"];

    /// The mode as a stored entry names it (spec §3).
    pub fn as_str(self) -> &'static str {
        match self {
            AuthMode::None => "none",
            AuthMode::Bearer => "bearer",
            AuthMode::ApiKey => "api-key",
            AuthMode::XApiKey => "x-api-key",
        }
    }

    pub fn from_word(word: &str) -> Option<AuthMode> {
        AuthMode::ALL.into_iter().find(|mode| mode.as_str() == word)
    }
}

/// How requests reach the endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Straight from the browser.
    #[default]
    Direct,
    /// Through this app's own server (spec §7).
    Relay,
}

impl Route {
    /// The words of a stored entry.
    pub const WORDS: [&str; 2] = ["direct", "relay"];

    /// The route as a stored entry names it (spec §3).
    pub fn as_str(self) -> &'static str {
        match self {
            Route::Direct => "direct",
            Route::Relay => "relay",
        }
    }

    pub fn from_word(word: &str) -> Option<Route> {
        [Route::Direct, Route::Relay].into_iter().find(|route| route.as_str() == word)
    }
}

/// Where a provider comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    BuiltIn(&'static BuiltIn),
    Custom,
}

/// An endpoint with all that is needed to talk to it, but the key, which is stored apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    pub id: ProviderId,
    pub name: String,
    pub endpoint: Endpoint,
    /// The models in the user's order, no id twice. Never empty for a custom provider; a built-in may have none until
    /// they are fetched.
    pub models: Vec<Model>,
    /// `None` is [`AuthMode::Bearer`], not chosen by anybody.
    pub auth: Option<AuthMode>,
    /// No name twice, whatever its case.
    pub extra_headers: Vec<ExtraHeader>,
    /// Names marked as secret for which there is no header, as after an import without secrets.
    pub secret_names: Vec<HeaderName>,
    pub pricing: Option<Pricing>,
    /// Context length in tokens, shown only; 0 when it is not known.
    pub max_input: u64,
    pub route: Route,
    /// Parameters that bots inherit.
    pub parameters: Map<String, Value>,
    pub disabled: bool,
    /// Seconds without a byte after which a reply counts as interrupted; `None` is the app's own limit, 0 is none.
    pub idle_limit: Option<u32>,
    /// What the options or the stored entry hold beyond these, kept as it is; under `pricing` what the prices hold beyond
    /// theirs.
    pub unknown: Map<String, Value>,
    pub origin: Origin,
}

impl Provider {
    /// A custom provider of which nothing but the required parts is known.
    pub fn new(id: ProviderId, name: String, endpoint: Endpoint, models: Vec<Model>) -> Provider {
        Provider {
            id,
            name,
            endpoint,
            models,
            auth: None,
            extra_headers: Vec::new(),
            secret_names: Vec::new(),
            pricing: None,
            max_input: 0,
            route: Route::Direct,
            parameters: Map::new(),
            disabled: false,
            idle_limit: None,
            unknown: Map::new(),
            origin: Origin::Custom,
        }
    }

    pub fn is_built_in(&self) -> bool {
        matches!(self.origin, Origin::BuiltIn(_))
    }

    pub fn model(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.id == id)
    }

    /// The prices of a model: its own, else the provider's.
    pub fn price_of(&self, model: &str) -> Option<&Pricing> {
        self.model(model).and_then(|model| model.pricing.as_ref()).or(self.pricing.as_ref())
    }

    /// The provider as it is stored (spec §3): the fields of the documentation first and always, then ours where they
    /// are set, then what is not known here.
    pub fn to_entry(&self) -> Value {
        let mut entry = Map::new();
        let headers = self.extra_headers.iter();
        let headers: Map<_, _> =
            headers.map(|header| (header.name.as_str().to_owned(), json!(header.value.as_str()))).collect();
        entry.insert("id".into(), json!(self.id));
        entry.insert("name".into(), json!(self.name));
        entry.insert("endpoint".into(), json!(self.endpoint.as_str()));
        entry.insert("models".into(), self.models.iter().map(Model::to_entry).collect());
        entry.insert("apiStyle".into(), json!("openai"));
        entry.insert("extraHeaders".into(), Value::Object(headers));
        entry.insert("pricing".into(), self.pricing.as_ref().map_or(Value::Null, Pricing::to_entry));
        entry.insert("maxInput".into(), json!(self.max_input));
        if let Some(auth) = self.auth {
            entry.insert("auth".into(), json!(auth.as_str()));
        }
        if self.route != Route::Direct {
            entry.insert("route".into(), json!(self.route.as_str()));
        }
        let secret = self.extra_headers.iter().filter(|header| header.secret).map(|header| &header.name);
        let secret: Vec<&str> = secret.chain(&self.secret_names).map(HeaderName::as_str).collect();
        if !secret.is_empty() {
            entry.insert("secretHeaders".into(), json!(secret));
        }
        if !self.parameters.is_empty() {
            entry.insert("parameters".into(), Value::Object(self.parameters.clone()));
        }
        if self.disabled {
            entry.insert("disabled".into(), json!(true));
        }
        if let Some(seconds) = self.idle_limit {
            entry.insert("idleLimit".into(), json!(seconds));
        }
        add_unknown(&mut entry, &self.unknown);
        Value::Object(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_modes_and_routes() {
        assert_eq!(AuthMode::ALL.map(AuthMode::as_str), AuthMode::WORDS);
        for word in AuthMode::WORDS {
            assert_eq!(AuthMode::from_word(word).map(AuthMode::as_str), Some(word));
        }
        for word in Route::WORDS {
            assert_eq!(Route::from_word(word).map(Route::as_str), Some(word));
        }
        assert_eq!((AuthMode::from_word("Bearer"), Route::from_word("")), (None, None));
    }

    #[test]
    fn a_model_has_its_own_price_or_the_providers() {
        let price = |input| Pricing { input: Some(input), ..Pricing::default() };
        let id = ProviderId::parse("x").expect("a good id");
        let endpoint = Endpoint::parse("http://h/v1/chat/completions").expect("a good endpoint");
        let mut provider = Provider::new(id, "X".into(), endpoint, vec![Model::new("own"), Model::new("other")]);
        assert_eq!(provider.price_of("own"), None);
        provider.pricing = Some(price(1.0));
        provider.models[0].pricing = Some(price(2.0));
        let input = |model: &str| provider.price_of(model).and_then(|pricing| pricing.input);
        assert_eq!((input("own"), input("other"), input("not listed")), (Some(2.0), Some(1.0), Some(1.0)));
    }
}
