//! What can be wrong, layer by layer, with the data that its sentences and fixes need.

use super::page::AddressSpace;
use crate::provider::EndpointError;

/// What is wrong, or not as good as it could be. Server words are cut, and hold no secret.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    // Address
    BadAddress {
        error: EndpointError,
    },
    /// An address that servers listen on, but that no page can call; `better` is one that it can.
    Unspecified {
        better: String,
    },
    /// The path is no chat-completions path; `better` is what it may have been meant to be.
    UnusualPath {
        path: String,
        better: String,
    },

    /// The path is the beginning of that of an API, which lists its models there; `better` is the chat's address.
    ApiElsewhere {
        path: String,
        better: String,
    },

    // Mixed content
    MixedContent {
        host: String,
    },
    /// The same, with an address that some browsers allow after a permission.
    MixedPrivate {
        host: String,
    },
    /// Safari may refuse http on this computer from a page over https.
    SafariLoopback,

    // Local network
    PermissionDenied {
        space: AddressSpace,
    },
    /// The page came over http, so the browser cannot even ask.
    InsecurePage {
        space: AddressSpace,
    },

    // Reachable
    Offline,
    Unreachable {
        host: String,
        /// The address is one over https, where a certificate that is not trusted looks the same.
        is_https: bool,
    },
    TimedOut {
        seconds: u32,
    },
    /// Another name of this computer answers; the address that works.
    OtherName {
        url: String,
    },
    /// Nothing came over https, but something answers over http at the same port: any server of TLS does, in an answer
    /// that no page can read, and so does one that speaks http only. `plain` is the address for the latter.
    NotSecured {
        host: String,
        plain: String,
    },
    /// What this app's own server found at the same address.
    ThroughRelay {
        finding: RelayFinding,
        host: String,
    },
    /// The relay itself refused.
    RelayRefused {
        code: String,
        message: String,
        host: String,
    },
    // CORS
    OriginRefused {
        origin: String,
        /// The status that this app's own server got, when it was let to look.
        relayed: Option<u16>,
        /// Whether a key was sent, where a rejected or missing one would look the same; `None` where it would not.
        has_key: Option<bool>,
    },
    /// `Access-Control-Allow-Origin` came more than once, as this app's own server saw.
    OriginTwice {
        value: String,
    },
    /// The answer over http is hidden from the page, and there is one over https at this address too.
    SecureAnswers {
        url: String,
    },
    /// The page is allowed, but not with these headers.
    HeaderRefused {
        headers: Vec<String>,
    },
    /// The same, or its preflight, at a path that is no chat-completions path: one that does not exist looks the same.
    PathRefused {
        path: String,
        better: String,
        /// The headers that seem to be refused; none where it is the preflight.
        headers: Vec<String>,
    },
    /// Plain requests are allowed; those that the browser announces beforehand (preflight) are not.
    PreflightRefused,
    Redirected {
        to: String,
        better: Option<String>,
    },
    UnsendableHeader {
        header: String,
    },

    // Authentication
    KeyRejected {
        status: u16,
        words: String,
    },
    KeyMissing {
        status: u16,
        words: String,
    },
    /// The server wants a name and a password, and no key.
    PasswordWanted {
        status: u16,
        words: String,
    },
    /// The server allows this page, but hides what it answers: so do some when a key is wrong or missing.
    HiddenRejection {
        has_key: bool,
    },
    Forbidden {
        words: String,
    },

    // Model list
    ListRefused {
        status: u16,
        words: String,
    },
    ListIsPage {
        title: String,
    },
    ListUnreadable,
    ListHidden,
    ListEmpty,
    ModelNotListed {
        model: String,
        similar: Vec<String>,
    },

    // First token
    PathUnknown {
        status: u16,
        words: String,
    },
    ModelUnknown {
        model: String,
        words: String,
        similar: Vec<String>,
    },
    MethodRefused,
    /// A server that refuses what pages of other sites post.
    CrossSiteRefused,
    NoCredit {
        words: String,
    },
    SlowDown {
        words: String,
    },
    /// Loading, or overloaded.
    Busy {
        status: u16,
        words: String,
    },
    /// A proxy answers, but nothing behind it.
    BadGateway {
        status: u16,
    },
    ServerFailed {
        status: u16,
        words: String,
    },
    /// The parameter that keeps the reply to one token. Without it the request could cost more, so it is not sent.
    LimitRefused {
        parameter: String,
        words: String,
    },
    ParameterRefused {
        parameter: String,
        words: String,
    },
    Refused {
        status: u16,
        words: String,
    },
    ReplyIsPage {
        title: String,
    },
    ReplyEmpty,
    ReplyForeign {
        excerpt: String,
    },
    /// The list could be read, but the answer to the chat could not.
    ReplyHidden,
    ReplyTimedOut,

    // Streaming
    NotStreamed,
    CutOff,

    // Usage
    NotCounted {
        refused: bool,
    },
}

/// What this app's own server found when it called the endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelayFinding {
    /// An answer with that status: the server runs, and it is the browser that is kept from it.
    Answers { status: u16 },
    /// Nothing listens on that port.
    Refused,
    /// There is no such name.
    NameUnknown,
    /// Its certificate is not trusted, or TLS failed in another way.
    Tls,
    /// The port speaks HTTP without TLS.
    NotTls,
    /// There is no way to the machine.
    Unreachable,
    /// No connection in time, as behind a firewall.
    TimedOut,
    /// A connection, and no answer in time.
    Silent,
}
