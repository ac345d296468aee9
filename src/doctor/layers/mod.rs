//! The layers: for each what it still needs to know, and what it makes of all that was seen.

mod address;
mod authentication;
mod cors;
mod first_token;
mod local_network;
mod mixed_content;
mod model_list;
mod reachable;
mod reasoning;
mod streaming;
mod usage;

pub(super) use authentication::sends_key;
pub(super) use first_token::learned;

use super::observation::Observations;
use super::outcome::{Layer, Outcome};
use super::probe::ProbeName;
use super::subject::Subject;

/// What a layer still needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Permission,
    /// The permission again, after a request was rejected.
    PermissionAfter,
    /// The person's word on the request that may cost something.
    Consent,
    Fetch(ProbeName),
}

/// One layer. `check` counts once `wants` is `None`, and may be asked anew when later layers have seen more.
pub(super) struct Rule {
    pub layer: Layer,
    pub wants: fn(&Subject, &Observations) -> Option<Want>,
    pub check: fn(&Subject, &Observations) -> Outcome,
}

fn nothing(_: &Subject, _: &Observations) -> Option<Want> {
    None
}

/// All layers in their order.
pub(super) const RULES: [Rule; 11] = [
    Rule { layer: Layer::Address, wants: nothing, check: address::check },
    Rule { layer: Layer::MixedContent, wants: nothing, check: mixed_content::check },
    Rule { layer: Layer::LocalNetwork, wants: local_network::wants, check: local_network::check },
    Rule { layer: Layer::Reachable, wants: reachable::wants, check: reachable::check },
    Rule { layer: Layer::Cors, wants: cors::wants, check: cors::check },
    Rule { layer: Layer::Authentication, wants: authentication::wants, check: authentication::check },
    Rule { layer: Layer::ModelList, wants: nothing, check: model_list::check },
    Rule { layer: Layer::FirstToken, wants: first_token::wants, check: first_token::check },
    Rule { layer: Layer::Streaming, wants: nothing, check: streaming::check },
    Rule { layer: Layer::Usage, wants: nothing, check: usage::check },
    Rule { layer: Layer::Reasoning, wants: nothing, check: reasoning::check },
];
