//! All providers that there are: the built-in ones and the user's own.

use litemap::LiteMap;
use serde_json::{Value, json};

use super::builtin;
use super::definition::{Origin, Provider};
use super::id::{IdError, ProviderId};
use super::set_up::SetUp;
use super::stored::{SetAside, StoredProviders};

/// The providers at one moment: built-in first, in the order of their table, then the user's own in theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct Registry {
    built_in: Vec<Provider>,
    customs: Vec<Provider>,
    set_aside: Vec<SetAside>,
}

impl Default for Registry {
    /// The built-in providers alone.
    fn default() -> Registry {
        Registry { built_in: builtin::providers().to_vec(), customs: Vec::new(), set_aside: Vec::new() }
    }
}

impl Registry {
    pub fn from_stored(stored: &StoredProviders) -> Registry {
        let customs = stored.readable().cloned().collect();
        Registry { customs, set_aside: stored.set_aside(), ..Registry::default() }
    }

    /// The same with the built-in providers as they were set up, by their ids.
    pub fn with_set_ups(mut self, set_ups: &LiteMap<&'static str, SetUp>) -> Registry {
        for provider in &mut self.built_in {
            if let Origin::BuiltIn(built_in) = provider.origin
                && let Some(set_up) = set_ups.get(built_in.id)
            {
                set_up.apply(provider, built_in);
            }
        }
        self
    }

    /// Every provider, the disabled ones too.
    pub fn providers(&self) -> impl Iterator<Item = &Provider> {
        self.built_in.iter().chain(&self.customs)
    }

    /// The user's own providers, in their order.
    pub fn customs(&self) -> &[Provider] {
        &self.customs
    }

    /// The stored entries that are not used.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    pub fn get(&self, id: &str) -> Option<&Provider> {
        self.providers().find(|provider| provider.id.as_str() == id)
    }

    /// What `listCustom()` returns.
    pub fn custom_ids(&self) -> Vec<&ProviderId> {
        self.customs.iter().map(|provider| &provider.id).collect()
    }

    /// What `list()` returns: `name` holds the id (spec §2).
    pub fn list(&self) -> Value {
        let models = |provider: &Provider| -> Value {
            provider.models.iter().map(|model| json!({ "id": model.id, "name": model.name })).collect()
        };
        self.providers().map(|provider| json!({ "name": provider.id, "models": models(provider) })).collect()
    }

    /// True when a built-in or custom provider has this id.
    pub fn is_taken(&self, id: &str) -> bool {
        self.get(id).is_some()
    }

    /// The id under which `registerCustom` stores: one that is stored already is taken as it is, since such ids keep
    /// working; a new one must follow the rule.
    pub fn registration_id(&self, id: &str) -> Result<ProviderId, IdError> {
        match self.customs.iter().find(|provider| provider.id.as_str() == id) {
            Some(known) => Ok(known.id.clone()),
            None => ProviderId::parse(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::model::Model;

    fn registry(text: &str) -> Registry {
        Registry::from_stored(&StoredProviders::parse(Some(text)).unwrap_or_else(|error| panic!("{error:?}")))
    }

    #[test]
    fn built_in_and_custom_stand_in_one_list() {
        let registry = registry(
            r#"[{"id":"b","endpoint":"http://h/v1","models":[{"id":"M/1","name":"One","pricing":{"input":1}}]},
                {"id":"a:1","endpoint":"http://h/v1","disabled":true}, {"id":"broken"}]"#,
        );
        let list = registry.list();
        let names: Vec<_> = list.as_array().into_iter().flatten().filter_map(|entry| entry["name"].as_str()).collect();
        assert_eq!(names.first(), Some(&"anthropic"));
        assert_eq!(names.len(), 22);
        assert_eq!(names.get(19..), Some(["demo", "b", "a:1"].as_slice()));
        let one = json!({ "name": "b", "models": [{ "id": "M/1", "name": "One" }] });
        assert_eq!(list.get(20), Some(&one));
        assert_eq!(list.get(21), Some(&json!({ "name": "a:1", "models": [{ "id": "default", "name": "a:1" }] })));
        let demo = json!({ "name": "demo", "models": [{ "id": "demo-fast", "name": "Demo fast" }, { "id": "demo-slow", "name": "Demo slow" }] });
        assert_eq!(list.get(19), Some(&demo));
        assert_eq!(registry.custom_ids().iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["b", "a:1"]);
        assert_eq!(registry.set_aside().len(), 1);
    }

    #[test]
    fn ids_are_looked_up() {
        let registry = registry(r#"[{"id":"a:1","endpoint":"http://h/v1"}]"#);
        assert!(registry.is_taken("a:1") && registry.is_taken("openai") && !registry.is_taken("b"));
        assert!(registry.get("openai").is_some_and(Provider::is_built_in));
        assert!(registry.get("a:1").is_some_and(|provider| !provider.is_built_in()));
        assert_eq!(registry.registration_id("a:1").map(|id| id.to_string()), Ok("a:1".into()));
        assert_eq!(registry.registration_id("b:1"), Err(IdError::Character { character: ':' }));
        assert_eq!(registry.registration_id("openai"), Err(IdError::BuiltIn { id: "openai".into() }));
    }

    #[test]
    fn built_ins_are_as_they_were_set_up() {
        let set_up = SetUp { address: "abc".into(), models: vec![Model::new("@cf/new")] };
        let registry =
            Registry::default().with_set_ups(&LiteMap::from_iter([("cloudflare", set_up), ("none", SetUp::default())]));
        let provider = registry.get("cloudflare").expect("a built-in");
        assert!(provider.endpoint.as_str().contains("/accounts/abc/ai/") && provider.endpoint.placeholder().is_none());
        assert_eq!(provider.models.last().map(|model| model.id.as_str()), Some("@cf/new"));
        let list = registry.list();
        let listed = list.as_array().into_iter().flatten().find(|entry| entry["name"] == "cloudflare");
        assert_eq!(listed.and_then(|entry| entry["models"].as_array()).map(Vec::len), Some(2));
        assert_eq!(registry.get("openai"), Registry::default().get("openai"));
    }
}
