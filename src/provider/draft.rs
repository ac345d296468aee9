//! The form of settings: what is typed, and the provider that it means.

mod field;
mod filling;
mod number;
mod print;
mod rows;

use serde_json::{Map, Value};

use super::clean::is_invisible;
use super::complete::complete;
use super::definition::{AuthMode, Provider, Route};
use super::endpoint::{Endpoint, EndpointError};
use super::id::{IdError, ProviderId};
use super::key::{ApiKey, KeyError};
use super::literal;
use super::model::Model;
use super::preset::Service;
use super::registry::Registry;
use super::template::Template;

pub use field::{Field, FieldError, FieldFault, ParametersFault};
pub use filling::Filling;
pub use number::{PricePart, PriceTexts};
pub use rows::{HeaderRow, ModelDetail};

/// The fields of the form as they were typed (spec §1). `Debug` shows neither the key nor secret headers.
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
    /// `None` is Bearer, not chosen by anybody.
    pub auth: Option<AuthMode>,
    /// Rows without name and value do not count.
    pub extra_headers: Vec<HeaderRow>,
    /// USD per million tokens, for every model without prices of its own.
    pub pricing: PriceTexts,
    /// Context length in tokens; blank or 0 when it is not known.
    pub max_input: String,
    /// What is known of single models. Those that are not among the models do not count.
    pub model_details: Vec<ModelDetail>,
    pub route: Route,
    /// Parameters that bots inherit, as a JSON object; blank for none.
    pub parameters: String,
    /// Seconds; blank for the app's own limit, 0 for none.
    pub idle_limit: String,
    /// What a script, a stored entry or an import holds beyond the form, kept as it is.
    pub unknown: Map<String, Value>,
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
            auth: provider.auth,
            extra_headers: HeaderRow::of_provider(provider),
            pricing: PriceTexts::new(provider.pricing.as_ref()),
            max_input: number::whole_text(Some(provider.max_input).filter(|tokens| *tokens > 0)),
            model_details: provider.models.iter().map(ModelDetail::new).collect(),
            route: provider.route,
            parameters: parameters_text(&provider.parameters),
            idle_limit: number::whole_text(provider.idle_limit.map(u64::from)),
            unknown: provider.unknown.clone(),
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
        // What is as it was needs no reading: stored entries hold what nobody can type.
        let before = edited.map(|edited| (edited, Draft::from_provider(edited)));
        let before = before.as_ref().map(|(edited, draft)| (*edited, draft));
        let mut errors = Vec::new();
        let id = match editing {
            Some(id) => Ok(id.clone()),
            None => self.parse_id(existing).map_err(FieldFault::Id),
        };
        let id = field::keep(&mut errors, Field::Id, id);
        let name = field::keep(&mut errors, Field::Name, required(&self.name));
        let endpoint = self.parse_endpoint().map_err(FieldFault::Endpoint);
        let endpoint = field::keep(&mut errors, Field::Endpoint, endpoint);
        let key = field::keep(&mut errors, Field::Key, self.parse_key().map_err(FieldFault::Key));
        let ids = self.model_ids();
        if ids.is_empty() {
            errors.push(FieldError { field: Field::Models, error: FieldFault::Empty });
        }
        let headers = self.parse_headers(edited, &mut errors);
        let pricing = match before {
            Some((edited, before)) if before.pricing == self.pricing => edited.pricing,
            _ => self.pricing.parse(|part| Field::Price { part }, &mut errors),
        };
        let max_input = number::whole(&self.max_input, number::MOST_TOKENS);
        let max_input = field::keep(&mut errors, Field::MaxInput, max_input);
        let idle_limit = number::whole(&self.idle_limit, u32::MAX.into());
        let idle_limit = field::keep(&mut errors, Field::IdleLimit, idle_limit);
        let models = self.parse_models(&ids, edited, &mut errors);
        let parameters = match before {
            Some((edited, before)) if before.parameters == self.parameters => Ok(edited.parameters.clone()),
            _ => parse_parameters(&self.parameters).map_err(FieldFault::Parameters),
        };
        let parameters = field::keep(&mut errors, Field::Parameters, parameters);

        let (Some(id), Some(name), Some(endpoint), Some(key), Some(max_input), Some(parameters), Some(idle_limit), []) =
            (id, name, endpoint, key, max_input, parameters, idle_limit, errors.as_slice())
        else {
            return Err(errors);
        };
        let start = match edited {
            Some(edited) => Provider { name, endpoint, models, ..edited.clone() },
            None => Provider { unknown: self.unknown.clone(), ..Provider::new(id, name, endpoint, models) },
        };
        let (extra_headers, secret_names) = headers;
        let provider = Provider {
            auth: self.auth,
            extra_headers,
            secret_names,
            pricing,
            max_input: max_input.unwrap_or_default(),
            route: self.route,
            parameters,
            idle_limit: idle_limit.and_then(|seconds| seconds.try_into().ok()),
            ..start
        };
        Ok((provider, key))
    }

    /// The ids of the typed models in their order, none twice.
    pub fn model_ids(&self) -> Vec<&str> {
        let known = self.model_details.iter().map(|detail| detail.id.as_str());
        if known.clone().collect::<Vec<_>>().join(SEPARATOR) == self.models {
            // An id may hold a comma when a script has registered it.
            return known.collect();
        }
        let mut ids = Vec::new();
        let mut seen = std::collections::HashSet::new();
        ids.extend(model_ids(&self.models).filter(|id| seen.insert(*id)));
        ids
    }

    fn parse_id(&self, existing: &Registry) -> Result<ProviderId, IdError> {
        let id = ProviderId::parse(self.id.trim())?;
        if existing.is_taken(id.as_str()) { Err(IdError::Taken { id: id.to_string() }) } else { Ok(id) }
    }

    fn parse_endpoint(&self) -> Result<Endpoint, EndpointError> {
        self.read_endpoint(&self.endpoint)
    }

    fn read_endpoint(&self, text: &str) -> Result<Endpoint, EndpointError> {
        if self.use_exactly { Endpoint::parse(text) } else { complete(text).map(|completed| completed.endpoint) }
    }

    /// The endpoint, with something in the place of parts that are still to be filled in: to tell whose it is, never to call
    /// it. `None` while what is typed is no address.
    pub fn likely_endpoint(&self) -> Option<Endpoint> {
        match self.parse_endpoint() {
            Err(EndpointError::Placeholder { .. }) => {
                self.read_endpoint(&Template::of(&self.endpoint)?.likely_address()).ok()
            }
            endpoint => endpoint.ok(),
        }
    }

    /// The service that most likely answers at what is typed.
    pub fn service(&self) -> Option<Service> {
        Service::recognise(&self.likely_endpoint()?, self.id.trim(), self.name.trim())
    }

    /// The key; `None` when nothing but white space, quotation marks and the like was typed.
    fn parse_key(&self) -> Result<Option<ApiKey>, KeyError> {
        match ApiKey::parse(&self.key) {
            Ok(clean) => Ok(Some(clean.key)),
            Err(KeyError::Empty) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// What stands between the ids of a model list.
pub(super) const SEPARATOR: &str = ", ";

/// The ids of a model list as it is typed, without blanks; duplicates stay.
pub fn model_ids(text: &str) -> impl Iterator<Item = &str> {
    let blank = |character: char| character.is_whitespace() || is_invisible(character);
    text.split([',', '\n', '\r']).map(move |id| id.trim_matches(blank)).filter(|id| !id.is_empty())
}

/// A model list as it stands in the form.
pub fn models_text(models: &[Model]) -> String {
    models.iter().map(|model| model.id.as_str()).collect::<Vec<_>>().join(SEPARATOR)
}

/// Parameters as they stand in the form: indented JSON; nothing for none.
pub fn parameters_text(parameters: &Map<String, Value>) -> String {
    if parameters.is_empty() { String::new() } else { format!("{:#}", Value::Object(parameters.clone())) }
}

/// Parameters as they were typed.
fn parse_parameters(text: &str) -> Result<Map<String, Value>, ParametersFault> {
    if text.trim().is_empty() {
        return Ok(Map::new());
    }
    // As scripts write it is as good: names without quotation marks, a comma at the end.
    let strict = serde_json::from_str(text);
    match strict.or_else(|error| literal::read(text).map_err(|_| error)) {
        Ok(Value::Object(parameters)) => match RESERVED.into_iter().find(|name| parameters.contains_key(*name)) {
            Some(name) => Err(ParametersFault::Reserved { name }),
            None => Ok(parameters),
        },
        Ok(_) => Err(ParametersFault::NotAnObject),
        Err(error) => Err(ParametersFault::Json { line: error.line(), column: error.column() }),
    }
}

/// What every request has of its own.
const RESERVED: [&str; 2] = ["model", "messages"];

fn required(text: &str) -> Result<String, FieldFault> {
    let text = text.trim();
    if text.is_empty() { Err(FieldFault::Empty) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests;
