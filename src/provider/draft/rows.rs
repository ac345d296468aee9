//! The rows of the form: extra headers, and what is known of single models.

use serde_json::{Map, Value};

use super::Draft;
use super::field::{Field, FieldError, FieldFault, keep};
use super::number::{self, PriceTexts};
use crate::provider::definition::Provider;
use crate::provider::header::{ExtraHeader, HeaderError, HeaderName};
use crate::provider::model::Model;

/// An extra header as it was typed. One that is secret and has no value waits for it, as after an import without
/// secrets; it is remembered and not sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HeaderRow {
    pub name: String,
    pub value: String,
    /// The user's mark: the value is masked and left out of exports and reports.
    pub secret: bool,
}

/// What is known of a model beyond its id, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelDetail {
    pub id: String,
    /// Blank when it is the id.
    pub name: String,
    /// USD per million tokens; blank prices are the provider's.
    pub pricing: PriceTexts,
    /// Context length in tokens.
    pub max_input: String,
    /// What an entry holds beyond these, kept as it is.
    pub unknown: Map<String, Value>,
}

impl HeaderRow {
    pub(super) fn of_provider(provider: &Provider) -> Vec<HeaderRow> {
        let headers = provider.extra_headers.iter().map(|header| HeaderRow {
            name: header.name.as_str().to_owned(),
            value: header.value.as_str().to_owned(),
            secret: header.secret,
        });
        let waiting = provider.secret_names.iter().map(|name| HeaderRow {
            name: name.as_str().to_owned(),
            value: String::new(),
            secret: true,
        });
        headers.chain(waiting).collect()
    }

    /// True when the value must not be shown: marked by the user, or a credential by its name.
    pub fn is_secret(&self) -> bool {
        self.secret || HeaderName::parse(self.name.trim()).is_ok_and(|name| name.is_credential())
    }

    fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.value.trim().is_empty()
    }

    fn parse(&self) -> Result<ExtraHeader, HeaderError> {
        ExtraHeader::parse(self.name.trim(), &self.value, self.secret)
    }
}

impl ModelDetail {
    pub(in crate::provider) fn new(model: &Model) -> ModelDetail {
        ModelDetail {
            id: model.id.clone(),
            name: if model.name == model.id { String::new() } else { model.name.clone() },
            pricing: PriceTexts::new(model.pricing.as_ref()),
            max_input: number::whole_text(model.max_input),
            unknown: model.unknown.clone(),
        }
    }

    /// Takes over what is blank here.
    pub(in crate::provider) fn complete(&mut self, other: ModelDetail) {
        let fill = |mine: &mut String, other: String| {
            if mine.trim().is_empty() {
                *mine = other;
            }
        };
        fill(&mut self.name, other.name);
        fill(&mut self.max_input, other.max_input);
        // Prices belong together: half of them from elsewhere would be wrong.
        if self.pricing == PriceTexts::default() {
            self.pricing = other.pricing;
        }
        for (name, value) in other.unknown {
            self.unknown.entry(name).or_insert(value);
        }
    }

    fn parse(&self, row: usize, known: Option<&Model>, errors: &mut Vec<FieldError>) -> Model {
        if let Some(known) = known.filter(|known| ModelDetail::new(known) == *self) {
            return known.clone();
        }
        let name = self.name.trim();
        let max_input = number::whole(&self.max_input, number::MOST_TOKENS);
        Model {
            pricing: self.pricing.parse(|part| Field::ModelPrice { row, part }, errors),
            max_input: keep(errors, Field::ModelMaxInput { row }, max_input).flatten(),
            unknown: self.unknown.clone(),
            ..Model::named(&self.id, if name.is_empty() { &self.id } else { name })
        }
    }
}

impl Draft {
    /// What is wrong with a header, for the check while typing: by itself, or since one above it has its name. An empty row,
    /// and one whose name is still to be typed, have nothing.
    pub fn check_header(&self, row: usize) -> Result<(), HeaderError> {
        let Some(typed) = self.extra_headers.get(row).filter(|typed| !typed.name.trim().is_empty()) else {
            return Ok(());
        };
        let name = typed.parse()?.name;
        let mut above = self.extra_headers.iter().take(row).map(|other| other.name.trim());
        if above.any(|other| other.eq_ignore_ascii_case(name.as_str())) {
            return Err(HeaderError::Duplicate { name: name.as_str().to_owned() });
        }
        Ok(())
    }

    /// The headers, and the names of the secret ones that wait for their value.
    pub(super) fn parse_headers(
        &self,
        edited: Option<&Provider>,
        errors: &mut Vec<FieldError>,
    ) -> (Vec<ExtraHeader>, Vec<HeaderName>) {
        let (mut headers, mut waiting) = (Vec::<ExtraHeader>::new(), Vec::new());
        for (row, typed) in self.extra_headers.iter().enumerate().filter(|(_, typed)| !typed.is_empty()) {
            let header = match typed.parse() {
                Ok(header)
                    if headers.iter().any(|known| known.name == header.name) || waiting.contains(&header.name) =>
                {
                    Err(HeaderError::Duplicate { name: header.name.as_str().to_owned() })
                }
                header => header,
            };
            let field = match header {
                Err(HeaderError::ValueCharacter { .. } | HeaderError::LineBreak { .. }) => Field::HeaderValue { row },
                _ => Field::HeaderName { row },
            };
            let Some(header) = keep(errors, field, header.map_err(FieldFault::Header)) else { continue };
            let was_sent = edited.is_some_and(|edited| edited.extra_headers.contains(&header));
            if header.secret && header.value.as_str().is_empty() && !was_sent {
                waiting.push(header.name);
            } else {
                headers.push(header);
            }
        }
        (headers, waiting)
    }

    /// The models in the order in which they were typed; those that the provider has already keep what is known of them.
    pub(super) fn parse_models(
        &self,
        ids: &[&str],
        edited: Option<&Provider>,
        errors: &mut Vec<FieldError>,
    ) -> Vec<Model> {
        let details: std::collections::HashMap<&str, &ModelDetail> =
            self.model_details.iter().rev().map(|detail| (detail.id.as_str(), detail)).collect();
        let known: std::collections::HashMap<&str, &Model> =
            edited.into_iter().flat_map(|edited| &edited.models).map(|model| (model.id.as_str(), model)).collect();
        let model = |(row, id): (usize, &&str)| match (details.get(id), known.get(id)) {
            (Some(detail), known) => detail.parse(row, known.copied(), errors),
            (None, Some(known)) => (*known).clone(),
            (None, None) => Model::new(id),
        };
        ids.iter().enumerate().map(model).collect()
    }
}
