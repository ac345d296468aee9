//! What a provider is: its id, endpoint, key, headers, models and prices, where it comes from, and the requests
//! that it sends. Pure values; reading and writing the browser's storage is not done here.
//!
//! - [`id`], [`endpoint`], [`key`], [`header`], [`model`]: the parts, each parsed once and right from then on
//! - [`complete`]: a host or base URL, as people paste it, to the full endpoint
//! - `base`: where the API most likely is at another address
//! - [`definition`]: the provider itself; [`option`]: from the options of a script or a stored entry, and back
//! - [`request`]: provider + completion → HTTP request
//! - [`builtin`]: the providers that the app knows; [`set_up`]: what a person sets of them; [`registry`]: these and the
//!   user's own
//! - [`draft`]: the form of settings → provider; [`template`]: addresses with parts to be filled in
//! - [`paste`]: whatever people paste → drafts of the form; [`preset`]: the services of spec §8
//! - [`exchange`]: files and links of providers
//! - [`model_list`]: the answer of `GET …/models`; [`ability`]: what it tells of a model
//! - [`stored`]: the array in localStorage; [`changes`]: what keeps two tabs from losing each other's changes

mod ability;
mod base;
pub mod builtin;
pub mod changes;
mod clean;
pub mod complete;
pub mod definition;
pub mod draft;
pub mod endpoint;
pub mod exchange;
pub mod header;
pub mod id;
pub mod key;
mod literal;
pub mod model;
pub mod model_list;
pub mod option;
pub mod paste;
pub mod preset;
#[cfg(test)]
mod properties;
mod propose;
pub mod registry;
pub mod request;
pub mod set_up;
mod split;
pub mod stored;
pub mod template;

pub use ability::Ability;
pub use builtin::{BuiltIn, builtins};
pub use complete::{Completed, UrlHint, complete};
pub use definition::{AuthMode, Origin, Provider, Route};
pub use draft::{
    Draft, Field, FieldError, FieldFault, Filling, HeaderRow, ModelDetail, ParametersFault, PricePart, PriceTexts,
};
pub use endpoint::{Endpoint, EndpointError};
pub use exchange::{Difference, ImportError, ImportItem};
pub use header::{ExtraHeader, HeaderError, HeaderName, HeaderValue};
pub use id::{IdError, ProviderId};
pub use key::{ApiKey, CleanKey, KeyError};
pub use model::{Model, Pricing};
pub use model_list::read_model_list;
pub use option::{Kind, OptionError, OptionFault};
pub use paste::{PasteError, Pasted, Remark, read_pasted};
pub use preset::{KnownCors, Preset, SentHeader, Service, known_cors, known_quirks, presets, sent_headers};
pub use registry::Registry;
pub use set_up::{AddressPart, SetUp};
pub use stored::{Direction, SetAside, StoredProviders, TextFault, WholeTextUnreadable};
pub use template::Template;
