//! The layers, and what can be said of each.

pub use super::cause::{Cause, RelayFinding};

/// The layers in the order in which they are checked (spec §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    Address,
    MixedContent,
    LocalNetwork,
    Reachable,
    Cors,
    Authentication,
    ModelList,
    FirstToken,
    Streaming,
    Usage,
    Reasoning,
}

impl Layer {
    pub const ALL: [Layer; 11] = [
        Layer::Address,
        Layer::MixedContent,
        Layer::LocalNetwork,
        Layer::Reachable,
        Layer::Cors,
        Layer::Authentication,
        Layer::ModelList,
        Layer::FirstToken,
        Layer::Streaming,
        Layer::Usage,
        Layer::Reasoning,
    ];
}

/// What is known of one layer. `milliseconds` is the time that its request took.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Not checked: something before it has failed, or its turn has not come.
    Waiting,
    Passed {
        seen: Seen,
        milliseconds: Option<u32>,
    },
    /// It works, but not as well as it could.
    Warned {
        cause: Cause,
        milliseconds: Option<u32>,
    },
    Failed {
        cause: Cause,
        milliseconds: Option<u32>,
    },
    /// There is nothing to check here.
    Skipped {
        seen: Seen,
    },
}

impl Outcome {
    pub(super) fn passed(seen: Seen) -> Outcome {
        Outcome::Passed { seen, milliseconds: None }
    }

    pub(super) fn warned(cause: Cause) -> Outcome {
        Outcome::Warned { cause, milliseconds: None }
    }

    pub(super) fn failed(cause: Cause) -> Outcome {
        Outcome::Failed { cause, milliseconds: None }
    }

    pub(super) fn after(self, time: u32) -> Outcome {
        match self {
            Outcome::Passed { seen, .. } => Outcome::Passed { seen, milliseconds: Some(time) },
            Outcome::Warned { cause, .. } => Outcome::Warned { cause, milliseconds: Some(time) },
            Outcome::Failed { cause, .. } => Outcome::Failed { cause, milliseconds: Some(time) },
            Outcome::Waiting | Outcome::Skipped { .. } => self,
        }
    }

    pub fn is_failed(&self) -> bool {
        matches!(self, Outcome::Failed { .. })
    }

    /// What is wrong, or not as good as it could be.
    pub fn cause(&self) -> Option<&Cause> {
        match self {
            Outcome::Failed { cause, .. } | Outcome::Warned { cause, .. } => Some(cause),
            Outcome::Waiting | Outcome::Passed { .. } | Outcome::Skipped { .. } => None,
        }
    }

    pub fn milliseconds(&self) -> Option<u32> {
        match self {
            Outcome::Passed { milliseconds, .. }
            | Outcome::Warned { milliseconds, .. }
            | Outcome::Failed { milliseconds, .. } => *milliseconds,
            Outcome::Waiting | Outcome::Skipped { .. } => None,
        }
    }
}

/// What a layer saw that is in order, or why there was nothing to see.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// The address that the chat calls.
    Address {
        url: String,
    },
    /// This app's own server.
    OwnServer,
    /// This app's own server makes the request in the page's stead.
    ThroughRelay,
    /// Both over https, or both over http.
    SameScheme,
    /// The address is this computer, which browsers trust over http too.
    LoopbackExempt,
    /// The endpoint lies on the internet.
    PublicAddress,
    /// The page comes from the same network, so no permission is needed.
    PageIsLocal,
    PermissionGranted,
    /// The browser asks, or may ask, the person.
    PermissionPrompt,
    /// This browser has no such permission.
    NoSuchPermission,
    /// Something answers.
    Answers {
        status: Option<u16>,
    },
    /// The page may read the answers, also of requests with these headers.
    Readable {
        headers: Vec<String>,
    },
    /// A key was sent, and not refused.
    KeyAccepted,
    /// No key was sent, and none was asked for.
    NoKeyNeeded,
    /// It shows with the first token.
    KnownLater,
    /// The list has so many models, this one among them or not.
    Listed {
        models: usize,
        has_model: bool,
    },
    /// The address of the chat does not tell where the list is.
    NoListAddress,
    /// The person did not allow the request that may cost something.
    Declined,
    /// A completion came; its beginning, which may be empty.
    Token {
        text: String,
    },
    /// The reply came as a stream.
    Streamed {
        pieces: usize,
    },
    /// What the server counted.
    Counted {
        prompt: Option<u64>,
        completion: Option<u64>,
    },
    /// The field in which the reasoning came.
    ReasoningIn {
        field: &'static str,
    },
    /// One token tells nothing of it, or the model does not reason.
    NoReasoning,
}
