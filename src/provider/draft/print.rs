//! How a draft is printed in logs and failed tests: without what nobody may see.

use std::fmt;

use super::{Draft, HeaderRow};

impl fmt::Debug for Draft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = if self.key.is_empty() { "" } else { "redacted" };
        let mut output = formatter.debug_struct("Draft");
        output.field("id", &self.id).field("name", &self.name).field("endpoint", &self.endpoint).field("key", &key);
        output.field("models", &self.models).field("use_exactly", &self.use_exactly).field("auth", &self.auth);
        output.field("extra_headers", &self.extra_headers).field("pricing", &self.pricing);
        output.field("max_input", &self.max_input).field("model_details", &self.model_details);
        output.field("route", &self.route).field("parameters", &self.parameters);
        output.field("idle_limit", &self.idle_limit).finish_non_exhaustive()
    }
}

impl fmt::Debug for HeaderRow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = if self.is_secret() { "redacted" } else { &self.value };
        write!(formatter, "{}: {value}", self.name)
    }
}
