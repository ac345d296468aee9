//! The form of settings: what is typed, and the provider that it means.

use std::fmt;

use super::clean::is_invisible;
use super::complete::complete;
use super::definition::Provider;
use super::endpoint::{Endpoint, EndpointError};
use super::id::{IdError, ProviderId};
use super::key::{ApiKey, KeyError};
use super::model::Model;
use super::registry::Registry;

/// The fields of the form as they were typed (spec §1). `Debug` does not show the key.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Draft {
    pub id: String,
    pub name: String,
    pub endpoint: String,
    pub key: String,
    /// Model ids, separated by commas or line breaks.
    pub models: String,
    /// "Use exactly as typed": nothing is added to the endpoint.
    pub use_exactly: bool,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Id,
    Name,
    Endpoint,
    Key,
    Models,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: Field,
    pub error: FieldFault,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldFault {
    Empty,
    Id(IdError),
    Endpoint(EndpointError),
    Key(KeyError),
}

impl Draft {
    /// The form filled with a provider. A stored endpoint is shown as final: it is used exactly as it stands when
    /// completing it would add something. The key is stored apart and filled in by the caller.
    pub fn from_provider(provider: &Provider) -> Draft {
        let endpoint = provider.endpoint.as_str();
        let is_complete = complete(endpoint).is_ok_and(|completed| completed.endpoint == provider.endpoint);
        Draft {
            id: provider.id.to_string(),
            name: provider.name.clone(),
            endpoint: endpoint.to_owned(),
            key: String::new(),
            models: models_text(&provider.models),
            use_exactly: !is_complete,
        }
    }

    /// The provider and key that were typed, or every field's error at once, in the order of the form. While editing,
    /// the id stays and all that the form does not show is kept.
    pub fn parse(
        &self,
        existing: &Registry,
        editing: Option<&ProviderId>,
    ) -> Result<(Provider, Option<ApiKey>), Vec<FieldError>> {
        let edited = editing.and_then(|id| existing.get(id.as_str()));
        let id = match editing {
            Some(id) => Ok(id.clone()),
            None => self.parse_id(existing).map_err(FieldFault::Id),
        };
        let name = required(&self.name);
        let endpoint = self.parse_endpoint().map_err(FieldFault::Endpoint);
        let key = self.parse_key().map_err(FieldFault::Key);
        let models = self.parse_models(edited);
        match (id, name, endpoint, key, models) {
            (Ok(id), Ok(name), Ok(endpoint), Ok(key), Ok(models)) => {
                let provider = match edited {
                    Some(edited) => Provider { name, endpoint, models, ..edited.clone() },
                    None => Provider::new(id, name, endpoint, models),
                };
                Ok((provider, key))
            }
            (id, name, endpoint, key, models) => {
                let errors = [
                    (Field::Id, id.err()),
                    (Field::Name, name.err()),
                    (Field::Endpoint, endpoint.err()),
                    (Field::Key, key.err()),
                    (Field::Models, models.err()),
                ];
                Err(errors.into_iter().filter_map(|(field, error)| Some(FieldError { field, error: error? })).collect())
            }
        }
    }

    fn parse_id(&self, existing: &Registry) -> Result<ProviderId, IdError> {
        let id = ProviderId::parse(self.id.trim())?;
        if existing.is_taken(id.as_str()) { Err(IdError::Taken { id: id.to_string() }) } else { Ok(id) }
    }

    fn parse_endpoint(&self) -> Result<Endpoint, EndpointError> {
        if self.use_exactly {
            Endpoint::parse(&self.endpoint)
        } else {
            complete(&self.endpoint).map(|completed| completed.endpoint)
        }
    }

    /// The key; `None` when nothing but white space, quotation marks and the like was typed.
    fn parse_key(&self) -> Result<Option<ApiKey>, KeyError> {
        match ApiKey::parse(&self.key) {
            Ok(clean) => Ok(Some(clean.key)),
            Err(KeyError::Empty) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The models in the order in which they were typed; those that the provider has already keep what is known of them.
    fn parse_models(&self, edited: Option<&Provider>) -> Result<Vec<Model>, FieldFault> {
        if let Some(edited) = edited.filter(|edited| models_text(&edited.models) == self.models) {
            // An id may hold a comma when a script has registered it.
            return Ok(edited.models.clone());
        }
        let mut models: Vec<Model> = Vec::new();
        for id in model_ids(&self.models) {
            if models.iter().all(|model| model.id != id) {
                let known = edited.and_then(|edited| edited.model(id));
                models.push(known.cloned().unwrap_or_else(|| Model::new(id)));
            }
        }
        if models.is_empty() { Err(FieldFault::Empty) } else { Ok(models) }
    }
}

/// The ids of a model list as it is typed, without blanks; duplicates stay.
pub fn model_ids(text: &str) -> impl Iterator<Item = &str> {
    let blank = |character: char| character.is_whitespace() || is_invisible(character);
    text.split([',', '\n', '\r']).map(move |id| id.trim_matches(blank)).filter(|id| !id.is_empty())
}

/// A model list as it stands in the form.
pub fn models_text(models: &[Model]) -> String {
    models.iter().map(|model| model.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn required(text: &str) -> Result<String, FieldFault> {
    let text = text.trim();
    if text.is_empty() { Err(FieldFault::Empty) } else { Ok(text.to_owned()) }
}

impl fmt::Debug for Draft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = if self.key.is_empty() { "" } else { "redacted" };
        let mut output = formatter.debug_struct("Draft");
        output.field("id", &self.id).field("name", &self.name).field("endpoint", &self.endpoint).field("key", &key);
        output.field("models", &self.models).field("use_exactly", &self.use_exactly).finish()
    }
}

#[cfg(test)]
mod tests;
