//! The fields of the form, each with its text and what can be wrong with it.

use super::number::PricePart;
use super::{Draft, ModelDetail};
use crate::provider::endpoint::EndpointError;
use crate::provider::header::HeaderError;
use crate::provider::id::IdError;
use crate::provider::key::KeyError;

/// A field of the form that takes text. Rows count from 0, those of headers in [`Draft::extra_headers`], those of models
/// in [`Draft::model_ids`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Id,
    Name,
    Endpoint,
    Key,
    Models,
    HeaderName { row: usize },
    HeaderValue { row: usize },
    Price { part: PricePart },
    MaxInput,
    ModelPrice { row: usize, part: PricePart },
    ModelMaxInput { row: usize },
    Parameters,
    IdleLimit,
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
    Header(HeaderError),
    /// No number of 0 or more.
    Price {
        typed: String,
    },
    /// No whole number from 0 to `most`.
    Whole {
        typed: String,
        most: u64,
    },
    Parameters(ParametersFault),
}

/// What is wrong with the default parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParametersFault {
    /// Lines and columns count from 1.
    Json {
        line: usize,
        column: usize,
    },
    NotAnObject,
    /// A field that every request has of its own.
    Reserved {
        name: &'static str,
    },
}

impl Draft {
    /// What was typed into a field; nothing for a row that there is not.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Id => &self.id,
            Field::Name => &self.name,
            Field::Endpoint => &self.endpoint,
            Field::Key => &self.key,
            Field::Models => &self.models,
            Field::HeaderName { row } => self.extra_headers.get(row).map_or("", |header| &header.name),
            Field::HeaderValue { row } => self.extra_headers.get(row).map_or("", |header| &header.value),
            Field::Price { part } => self.pricing.part(part),
            Field::MaxInput => &self.max_input,
            Field::ModelPrice { row, .. } | Field::ModelMaxInput { row } => {
                self.model_ids().get(row).map_or("", |id| self.text_of_model(id, field))
            }
            Field::Parameters => &self.parameters,
            Field::IdleLimit => &self.idle_limit,
        }
    }

    /// What was typed into a field of this model, whatever its row.
    pub fn text_of_model(&self, id: &str, field: Field) -> &str {
        match (self.model_detail(id), field) {
            (Some(detail), Field::ModelPrice { part, .. }) => detail.pricing.part(part),
            (Some(detail), Field::ModelMaxInput { .. }) => &detail.max_input,
            _ => "",
        }
    }

    /// Takes what was typed into a field; a row that there is not stays without.
    pub fn set_text(&mut self, field: Field, text: String) {
        let place = match field {
            Field::Id => Some(&mut self.id),
            Field::Name => Some(&mut self.name),
            Field::Endpoint => Some(&mut self.endpoint),
            Field::Key => Some(&mut self.key),
            Field::Models => Some(&mut self.models),
            Field::HeaderName { row } => self.extra_headers.get_mut(row).map(|header| &mut header.name),
            Field::HeaderValue { row } => self.extra_headers.get_mut(row).map(|header| &mut header.value),
            Field::Price { part } => Some(self.pricing.part_mut(part)),
            Field::MaxInput => Some(&mut self.max_input),
            Field::ModelPrice { row, part } => self.model_row_mut(row).map(|detail| detail.pricing.part_mut(part)),
            Field::ModelMaxInput { row } => self.model_row_mut(row).map(|detail| &mut detail.max_input),
            Field::Parameters => Some(&mut self.parameters),
            Field::IdleLimit => Some(&mut self.idle_limit),
        };
        if let Some(place) = place {
            *place = text;
        }
    }

    /// What is known of a model, by its id.
    pub fn model_detail(&self, id: &str) -> Option<&ModelDetail> {
        self.model_details.iter().find(|detail| detail.id == id)
    }

    fn model_row_mut(&mut self, row: usize) -> Option<&mut ModelDetail> {
        let id = (*self.model_ids().get(row)?).to_owned();
        match self.model_details.iter().position(|detail| detail.id == id) {
            Some(index) => self.model_details.get_mut(index),
            None => {
                self.model_details.push(ModelDetail { id, ..ModelDetail::default() });
                self.model_details.last_mut()
            }
        }
    }
}

/// The value, or its fault among the errors.
pub(super) fn keep<T>(errors: &mut Vec<FieldError>, field: Field, value: Result<T, FieldFault>) -> Option<T> {
    value.map_err(|error| errors.push(FieldError { field, error })).ok()
}
