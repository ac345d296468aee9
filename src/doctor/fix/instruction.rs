//! A fix as data; its words are in `text::doctor`.

use super::super::page::{AddressSpace, System};
use super::super::server::Server;
use crate::provider::AuthMode;

/// What to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub server: Server,
    /// One, or one for each system.
    pub variants: Vec<Variant>,
    /// This app's own server can make the request in the page's stead.
    pub offers_relay: bool,
}

/// The instructions for one system, or for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub system: Option<System>,
    pub steps: Vec<Instruction>,
}

/// One thing to do, with a text to copy where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    pub say: Say,
    pub copy: Option<String>,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    // Commands and configuration
    Run,
    /// Edit the service's settings, and what to add.
    EditService,
    AddAndSave,
    Restart,
    QuitAndOpen {
        name: &'static str,
    },
    /// Start the server with this option, beside those that it has.
    StartWith,
    /// Start the server with this environment variable.
    SetVariable,
    /// Put this into the configuration of an nginx that stands in front of the server.
    PutNginxInFront,
    /// Put this into the location of nginx that is there.
    AddToLocation,
    ReloadNginx,
    /// One of two servers must leave a header out; this is how nginx does.
    SendOnce,
    /// What a proxy passes requests on to has to run.
    StartBehindProxy,
    /// Run this on the computer of the proxy, to see what it could not reach.
    ReadProxyLog,
    /// Call nginx from now on, at this path.
    UseNginxAddress,
    /// Run this on the computer of the server, to see whether it answers there.
    CheckThere,
    /// Run this to see the answer that the browser hides.
    SeeAnswer,
    OpenPort,
    AllowInMacFirewall,

    // Switches of programs
    SwitchOnCorsInLmStudio,
    TrustHostInJan,
    StartJanServer,
    ServeOnLocalNetwork {
        name: &'static str,
    },

    // The browser
    AllowInBrowser {
        space: AddressSpace,
    },
    OpenPageSecurely,
    /// Run this app on the computer that the page is shown on.
    RunAppHere,
    /// Open this in a tab to see what is wrong with the certificate.
    CheckCertificate,
    /// Open this in a tab and accept the certificate there.
    AcceptCertificate,
    /// The computer of this app's server has to trust the certificate.
    TrustCertificate,
    UseOtherBrowser,
    CheckNetwork,

    // The form
    UseAddress,
    /// This may be the address that was meant.
    TryAddress,
    UseHttpsAddress,
    UseHttpAddress,
    CheckAddress,
    EnterKey,
    /// Run this with the name and the password in it, to get what the header holds.
    EncodePassword,
    AddSecretHeader,
    CheckKey,
    NewKey,
    EmptyKey,
    ChooseAuth {
        mode: AuthMode,
    },
    AddHeader,
    DeleteHeaders,
    UseModel,
    UseOneOfModels,
    TypeModels,

    // Elsewhere
    LoadModel,
    SignIn,
    AddCredit,
    Wait,
    DontSend {
        parameter: String,
    },
    ReadServerLog,
}

impl Instruction {
    /// Something to do without a text to copy.
    pub(super) fn plain(say: Say) -> Instruction {
        Instruction { say, copy: None }
    }

    pub(super) fn copy(say: Say, text: impl Into<String>) -> Instruction {
        Instruction { say, copy: Some(text.into()) }
    }
}

impl Variant {
    /// The same for every system.
    pub(super) fn all(steps: impl IntoIterator<Item = Instruction>) -> Vec<Variant> {
        vec![Variant { system: None, steps: steps.into_iter().collect() }]
    }

    pub(super) fn on(system: System, steps: impl IntoIterator<Item = Instruction>) -> Variant {
        Variant { system: Some(system), steps: steps.into_iter().collect() }
    }
}

/// A text as one word of a POSIX shell.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:@+=,".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
