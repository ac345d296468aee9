//! What a person sets of a built-in provider beside its key: the part of its address that is their own, and the models
//! that its server has listed.

use serde_json::Value;

use super::builtin::BuiltIn;
use super::complete::{CHAT_PATH, complete};
use super::definition::Provider;
use super::endpoint::{Endpoint, EndpointError};
use super::model::Model;
use super::option::read_stored_models;

/// The part of a built-in's address that is each person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressPart {
    /// The account, which takes the place of the placeholder (Cloudflare).
    Account,
    /// All that stands before `/v1/chat/completions` (Ollama).
    Base,
}

/// The settings of one built-in provider.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetUp {
    /// The person's part of the address; empty when it is not set.
    pub address: String,
    /// The models that its server listed last.
    pub models: Vec<Model>,
}

/// The digits of an account's id.
const ACCOUNT_DIGITS: usize = 32;
const VERSION: &str = "/v1";

impl SetUp {
    /// The provider with these settings. An address that cannot be read changes nothing: it is said where it is typed.
    pub fn apply(&self, provider: &mut Provider, built_in: &BuiltIn) {
        if let Ok(endpoint) = built_in.endpoint_with(&self.address) {
            provider.endpoint = endpoint;
        }
        for model in &self.models {
            match provider.models.iter_mut().find(|known| known.id == model.id) {
                Some(known) => known.clone_from(model),
                None => provider.models.push(model.clone()),
            }
        }
    }
}

impl BuiltIn {
    /// The endpoint with this as the person's part of its address.
    pub fn endpoint_with(&self, address: &str) -> Result<Endpoint, EndpointError> {
        let own = Endpoint::built_in(self.endpoint)?;
        let address = address.trim();
        match self.address_part {
            _ if address.is_empty() => Ok(own),
            None => Ok(own),
            Some(AddressPart::Account) => match address.chars().find(|character| !is_of_account(*character)) {
                Some(character) => Err(EndpointError::Account { character }),
                None => own.fill(address),
            },
            Some(AddressPart::Base) => {
                let base = address.trim_end_matches('/');
                let base = base.strip_suffix(CHAT_PATH).unwrap_or(base);
                let base = base.strip_suffix(VERSION).unwrap_or(base);
                Endpoint::parse(&format!("{base}{VERSION}{CHAT_PATH}"))
            }
        }
    }

    /// The person's part of the address, out of whatever was typed or pasted for it: an account's id or an address that
    /// holds one; a host or any address of the server.
    pub fn read_address(&self, typed: &str) -> Result<String, EndpointError> {
        let typed = typed.trim();
        let address = match self.address_part {
            Some(AddressPart::Base) if !typed.is_empty() => {
                let completed = complete(typed)?.endpoint;
                let address = completed.as_str();
                let address = address.split_once('?').map_or(address, |(address, _)| address).trim_end_matches('/');
                let base = address.strip_suffix(CHAT_PATH).unwrap_or(address);
                base.strip_suffix(VERSION).unwrap_or(base).to_owned()
            }
            Some(AddressPart::Account) => {
                let mut runs = typed.split(|character: char| !character.is_ascii_hexdigit());
                runs.find(|run| run.len() == ACCOUNT_DIGITS).unwrap_or(typed).to_owned()
            }
            _ => typed.to_owned(),
        };
        self.endpoint_with(&address).map(|_| address)
    }
}

fn is_of_account(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

/// Models as they are stored.
pub fn models_text(models: &[Model]) -> String {
    models.iter().map(Model::to_entry).collect::<Value>().to_string()
}

/// Stored models. What cannot be read is as good as nothing: the server can be asked again.
pub fn read_models_text(text: &str) -> Vec<Model> {
    serde_json::from_str(text).ok().and_then(|list| read_stored_models(&list)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::model::Pricing;
    use crate::provider::{Registry, builtins};

    fn built_in(id: &str) -> &'static BuiltIn {
        builtins().iter().find(|built_in| built_in.id == id).expect("a built-in")
    }

    #[test]
    fn what_is_typed_becomes_the_address() {
        let account = "0123456789abcdef0123456789abcdef";
        let cloudflare = format!("https://api.cloudflare.com/client/v4/accounts/{account}/ai/v1/chat/completions");
        let local = "http://localhost:11434/v1/chat/completions";
        let cases = [
            ("cloudflare", account, account, cloudflare.as_str()),
            ("cloudflare", &format!(" {account} "), account, &cloudflare),
            ("cloudflare", &format!("https://dash.cloudflare.com/{account}/ai/models"), account, &cloudflare),
            ("cloudflare", &cloudflare, account, &cloudflare),
            ("cloudflare", "", "", built_in("cloudflare").endpoint),
            ("ollama", "", "", local),
            ("ollama", "localhost:11434", "http://localhost:11434", local),
            ("ollama", "http://localhost:11434/", "http://localhost:11434", local),
            ("ollama", "http://localhost:11434/v1/", "http://localhost:11434", local),
            ("ollama", local, "http://localhost:11434", local),
            ("ollama", "10.0.0.5:11434", "http://10.0.0.5:11434", "http://10.0.0.5:11434/v1/chat/completions"),
            ("ollama", "https://h.example/x?a=1", "https://h.example/x", "https://h.example/x/v1/chat/completions"),
        ];
        for (id, typed, address, endpoint) in cases {
            let read = built_in(id).read_address(typed).unwrap_or_else(|error| panic!("{typed}: {error:?}"));
            assert_eq!(read, address, "{typed}");
            let found = built_in(id).endpoint_with(&read).map(|endpoint| endpoint.as_str().to_owned());
            assert_eq!(found.as_deref(), Ok(endpoint), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let cases = [
            ("cloudflare", "a/b", EndpointError::Account { character: '/' }),
            ("cloudflare", "a?b", EndpointError::Account { character: '?' }),
            ("cloudflare", "..", EndpointError::Account { character: '.' }),
            ("ollama", "ftp://h", EndpointError::Scheme { scheme: "ftp".into() }),
            ("ollama", "http://a:b@h", EndpointError::Credentials),
        ];
        for (id, typed, expected) in cases {
            assert_eq!(built_in(id).read_address(typed), Err(expected), "{typed}");
        }
        // What another app has stored without a scheme is not guessed at.
        assert_eq!(built_in("ollama").endpoint_with("h:1"), Err(EndpointError::Relative));
    }

    #[test]
    fn only_two_built_ins_have_a_part_of_ones_own() {
        for built_in in builtins() {
            let expected = match built_in.id {
                "cloudflare" => Some(AddressPart::Account),
                "ollama" => Some(AddressPart::Base),
                _ => None,
            };
            assert_eq!(built_in.address_part, expected, "{}", built_in.id);
        }
    }

    #[test]
    fn listed_models_come_after_those_that_are_offered_at_once() {
        let priced =
            Model { pricing: Some(Pricing { input: Some(1.0), ..Pricing::default() }), ..Model::new("gpt-4o") };
        let models = vec![Model::new("first"), priced];
        let set_up = SetUp { address: "no part of its address".into(), models: models.clone() };
        let mut provider = Registry::default().get("openai").cloned().expect("a built-in");
        let endpoint = provider.endpoint.clone();
        set_up.apply(&mut provider, built_in("openai"));
        let ids: Vec<_> = provider.models.iter().map(|model| model.id.as_str()).collect();
        assert_eq!(ids, ["gpt-4o", "first"]);
        assert!(provider.models[0].pricing.is_some());
        assert_eq!(provider.endpoint, endpoint);
        assert_eq!(read_models_text(&models_text(&models)), models);
    }

    #[test]
    fn stored_models_that_cannot_be_read_are_none() {
        for text in ["", "[", "{}", "[7]", "null", "[]"] {
            assert_eq!(read_models_text(text), [], "{text}");
        }
    }
}
