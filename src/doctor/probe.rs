//! What the rim is to do next.

use super::outcome::Layer;
use super::page::AddressSpace;
use crate::openai::HttpRequest;

/// A question to the browser or, through it, to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// The state of the permission to call that space; `after` when a request was already rejected.
    Permission { space: AddressSpace, after: bool },
    /// A request.
    Fetch(Box<Fetch>),
}

/// A request, and how it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    pub name: ProbeName,
    pub request: HttpRequest,
    pub mode: Mode,
    /// Milliseconds after which it counts as unanswered; `None` where only the person decides.
    pub limit: Option<u32>,
}

/// How a request is sent across origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The answer can be read when the server allows it.
    Cors,
    /// The answer cannot be read, and its server is not asked: resolves whenever there is one (dialects section 0).
    NoCors,
}

/// The requests of a checkup. Only the last two can cost anything, and a refused one costs nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProbeName {
    /// GET of the model list, as Fetch list sends it; of the endpoint where there is no list.
    List,
    /// GET of the server's root, without CORS.
    Knock,
    /// The same at `127.0.0.1` instead of `localhost`, or the other way round.
    KnockOtherName,
    /// The same over http instead of https.
    KnockOtherScheme,
    /// GET of the model list below this base of an API, where the endpoint does not tell where the list is.
    ListBelow(String),
    /// GET of the chat's address with the chat's own headers, so that its preflight is the same.
    Twin,
    /// GET of the model list with the chat's own headers.
    ListLikeChat,
    /// GET of the model list without any header, which needs no preflight.
    Bare,
    /// GET of the root with the chat's own headers.
    Root,
    /// GET of the root without any header.
    BareRoot,
    /// GET with this header alone, where [`ProbeName::Bare`] or [`ProbeName::BareRoot`] could be read.
    OneHeader(String),
    /// GET of the server's root over https instead of http, without CORS.
    KnockSecure,
    /// The list through this app's own server.
    Relay,
    /// The completion of one token.
    FirstToken,
    /// The same without the parameter that was refused.
    FirstTokenAgain,
}

impl ProbeName {
    /// The layer that waits for it.
    pub fn layer(&self) -> Layer {
        match self {
            ProbeName::List
            | ProbeName::Knock
            | ProbeName::KnockOtherName
            | ProbeName::KnockOtherScheme
            | ProbeName::ListBelow(_)
            | ProbeName::Relay => Layer::Reachable,
            ProbeName::Twin
            | ProbeName::ListLikeChat
            | ProbeName::Bare
            | ProbeName::Root
            | ProbeName::BareRoot
            | ProbeName::OneHeader(_)
            | ProbeName::KnockSecure => Layer::Cors,
            ProbeName::FirstToken | ProbeName::FirstTokenAgain => Layer::FirstToken,
        }
    }
}

impl Probe {
    /// The layer that waits for it.
    pub fn layer(&self) -> Layer {
        match self {
            Probe::Permission { .. } => Layer::LocalNetwork,
            Probe::Fetch(fetch) => fetch.name.layer(),
        }
    }
}
