//! What the connection doctor says: the names of its layers, what it saw, the most likely cause, and what to do.

/// One row of the table: the same sentence in every language.
macro_rules! say {
    ($language:expr, $english:literal, $korean:literal) => {
        match $language {
            Language::English => format!($english),
            Language::Korean => format!($korean),
        }
    };
}

/// A cause in two sentences: what was seen, and why that most likely is.
macro_rules! both {
    ($language:expr, $seen:literal, $seen_korean:literal, $likely:literal, $likely_korean:literal) => {
        Finding::new(say!($language, $seen, $seen_korean), say!($language, $likely, $likely_korean))
    };
}

mod cause;
mod fix;
mod layer;
mod network;
mod relay;
mod reply;
mod report;
mod seen;
#[cfg(test)]
mod tests;

use super::Language;
use crate::doctor::Cause;

pub use fix::{fix_title, instruction, system_name};
pub use layer::{age, health, layer_name, summary};
pub use report::report;
pub use seen::seen;

/// What was seen of a cause, and why that most likely is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub seen: String,
    pub likely: Option<String>,
    /// What the server itself said, word for word.
    pub words: Option<String>,
}

impl Finding {
    fn new(seen: String, likely: String) -> Finding {
        Finding { seen, likely: Some(likely), words: None }
    }

    fn only(seen: String) -> Finding {
        Finding { seen, likely: None, words: None }
    }

    fn with(self, words: &str) -> Finding {
        Finding { words: Some(words.to_owned()).filter(|words| !words.is_empty()), ..self }
    }
}

/// What there is to say on a cause.
pub fn finding(language: Language, cause: &Cause) -> Finding {
    cause::finding(language, cause)
}
