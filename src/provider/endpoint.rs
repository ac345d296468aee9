//! The address of a chat-completions endpoint.

use url::{Host, ParseError, Url};

use super::clean::is_invisible;

/// The full address of a chat-completions endpoint. The text is kept exactly as it was given: what was checked is
/// what is called and stored, and nothing is added or rewritten later (spec §1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    text: String,
    target: Target,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    /// An `http` or `https` URL.
    Absolute { url: Url, host: String },
    /// The same with a host name outside ASCII, which only the browser converts.
    International { scheme: &'static str, host: String },
    /// A path on the server that this page came from.
    SameOrigin,
    /// A built-in's address with a part that the user must fill in, such as `{account_id}`.
    Template { placeholder: String },
}

/// Why a text is no address of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndpointError {
    Empty,
    /// No scheme, so the browser would read it as a path of this page.
    Relative,
    /// Another scheme than `http` and `https`.
    Scheme {
        scheme: String,
    },
    /// `user:password@` before the host; browsers refuse to call such addresses.
    Credentials,
    NoHost,
    /// The host name holds a character that none may hold.
    Host,
    /// The host is written in numbers but is no IP address.
    Address,
    /// The port is no number from 0 to 65535.
    Port,
    /// White space, a control character or an invisible one; `position` counts characters from 1.
    Character {
        position: usize,
        character: char,
    },
    /// A part such as `{resource}` that was to be replaced.
    Placeholder {
        placeholder: String,
    },
    /// An account's id holds something else than letters and digits.
    Account {
        character: char,
    },
    /// Anything else that the URL standard refuses, in the words of the library that reads it.
    Unreadable {
        reason: String,
    },
}

impl Endpoint {
    /// Reads a full URL. Outer white space is dropped, all else stays as it is.
    pub fn parse(text: &str) -> Result<Endpoint, EndpointError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EndpointError::Empty);
        }
        let scheme = check_scheme(text)?;
        if let Some((index, character)) = text.chars().enumerate().find(|(_, character)| is_unfit(*character)) {
            return Err(EndpointError::Character { position: index + 1, character });
        }
        if let Some(placeholder) = find_placeholder(text) {
            return Err(EndpointError::Placeholder { placeholder: placeholder.to_owned() });
        }
        let authority = authority(text).ok_or(EndpointError::NoHost)?;
        if authority.contains('@') {
            return Err(EndpointError::Credentials);
        }
        if authority.ends_with(':') {
            return Err(EndpointError::Port);
        }
        let target = if authority.is_ascii() {
            let url = Url::parse(text).map_err(read_error)?;
            let host = host_and_port(&url).ok_or(EndpointError::NoHost)?;
            Target::Absolute { url, host }
        } else {
            // The rest of the address is checked with a stand-in for the letters that only the browser converts.
            let stand_in: String =
                authority.chars().map(|letter| if letter.is_ascii() { letter } else { 'x' }).collect();
            Url::parse(&format!("{scheme}://{stand_in}")).map_err(read_error)?;
            Target::International { scheme, host: authority.to_owned() }
        };
        Ok(Endpoint { text: text.to_owned(), target })
    }

    /// A route of this app's own server, given as a path; the page resolves it.
    pub(super) fn same_origin(path: &'static str) -> Endpoint {
        Endpoint { text: path.to_owned(), target: Target::SameOrigin }
    }

    /// The address of a built-in, which may hold a placeholder.
    pub(super) fn built_in(text: &'static str) -> Result<Endpoint, EndpointError> {
        if text.starts_with('/') {
            return Ok(Endpoint::same_origin(text));
        }
        match find_placeholder(text) {
            Some(placeholder) => {
                let target = Target::Template { placeholder: placeholder.to_owned() };
                Ok(Endpoint { text: text.to_owned(), target })
            }
            None => Endpoint::parse(text),
        }
    }

    /// Replaces the placeholder of a built-in's address by what the user gave; without a placeholder, the same.
    pub fn fill(&self, value: &str) -> Result<Endpoint, EndpointError> {
        let Target::Template { placeholder } = &self.target else { return Ok(self.clone()) };
        let value = value.trim();
        if value.is_empty() {
            return Err(EndpointError::Placeholder { placeholder: placeholder.clone() });
        }
        Endpoint::parse(&self.text.replace(placeholder, value))
    }

    /// The address as it was given, without outer white space.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address in parts. `None` for a route of this app's own server, for a host name outside ASCII, and
    /// while there is a placeholder.
    pub fn url(&self) -> Option<&Url> {
        match &self.target {
            Target::Absolute { url, .. } => Some(url),
            _ => None,
        }
    }

    /// The host with its port, as people read it: `localhost:8000`. Empty for this app's own server and while there
    /// is a placeholder.
    pub fn host(&self) -> &str {
        match &self.target {
            Target::Absolute { host, .. } | Target::International { host, .. } => host,
            Target::SameOrigin | Target::Template { .. } => "",
        }
    }

    /// Scheme, host and port: `http://localhost:8000`. `None` where [`Endpoint::host`] is empty.
    pub fn origin(&self) -> Option<String> {
        match &self.target {
            Target::Absolute { url, host } => Some(format!("{}://{host}", url.scheme())),
            Target::International { scheme, host } => Some(format!("{scheme}://{host}")),
            Target::SameOrigin | Target::Template { .. } => None,
        }
    }

    /// True for a route of the server that this page came from.
    pub fn is_same_origin(&self) -> bool {
        self.target == Target::SameOrigin
    }

    /// The part that must be filled in before this address can be called.
    pub fn placeholder(&self) -> Option<&str> {
        match &self.target {
            Target::Template { placeholder } => Some(placeholder),
            _ => None,
        }
    }

    /// True when the address is this computer: `localhost`, `*.localhost`, 127.0.0.0/8, `::1`.
    pub fn is_loopback(&self) -> bool {
        match self.url().and_then(Url::host) {
            Some(Host::Domain(name)) => {
                let name = name.trim_end_matches('.');
                name == "localhost" || name.ends_with(".localhost")
            }
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
            None => false,
        }
    }

    /// True when the address lies in a private network: a private, shared, link-local or unspecified IP address, or
    /// a `.local` name. Loopback is not meant.
    pub fn is_private(&self) -> bool {
        use std::net::{IpAddr, Ipv6Addr};
        let private_v6 = |address: Ipv6Addr| {
            address.is_unique_local() || address.is_unicast_link_local() || address.is_unspecified()
        };
        let address = match self.url().and_then(Url::host) {
            Some(Host::Domain(name)) => return name.trim_end_matches('.').ends_with(".local"),
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => address.to_canonical(),
            None => return false,
        };
        match address {
            IpAddr::V4(v4) => {
                // 100.64.0.0/10 is the shared space that overlay networks hand out.
                let shared = v4.octets()[0] == 100 && v4.octets()[1] & 0xc0 == 64;
                v4.is_private() || v4.is_link_local() || v4.is_unspecified() || shared
            }
            IpAddr::V6(v6) => private_v6(v6),
        }
    }

    /// The address of the model list: the final `chat/completions` swapped for `models`, the query kept; Cloudflare has
    /// its own. `None` when the path ends in something else, or while there is a placeholder.
    pub fn models_url(&self) -> Option<String> {
        if self.placeholder().is_some() {
            return None;
        }
        let (path, query) = split_query(&self.text);
        if let Some(account) = path.strip_suffix(CLOUDFLARE_CHAT).filter(|_| self.host() == CLOUDFLARE) {
            return Some(format!("{account}{CLOUDFLARE_MODELS}"));
        }
        let base = path.strip_suffix('/').unwrap_or(path).strip_suffix("/chat/completions")?;
        Some(format!("{base}/models{query}"))
    }
}

/// Cloudflare has no model list beside its chat completions, but one of its own.
const CLOUDFLARE: &str = "api.cloudflare.com";
const CLOUDFLARE_CHAT: &str = "/ai/v1/chat/completions";
const CLOUDFLARE_MODELS: &str = "/ai/models/search?task=Text%20Generation&per_page=100";

/// The address up to its path, and its query with the question mark. The fragment is in neither: it is never sent.
fn split_query(text: &str) -> (&str, &str) {
    let text = text.split('#').next().unwrap_or_default();
    text.split_at(text.find('?').unwrap_or(text.len()))
}

/// What stands between `://` and the path.
pub(super) fn authority(text: &str) -> Option<&str> {
    let rest = text.split_once("://")?.1;
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    (!authority.is_empty()).then_some(authority)
}

/// The scheme of an address that has one which can be called. `https:host`, without slashes, is refused: within a page
/// of the same scheme the browser reads it as a path.
fn check_scheme(text: &str) -> Result<&'static str, EndpointError> {
    let Some((scheme, rest)) = text.split_once(':') else { return Err(EndpointError::Relative) };
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" if !rest.starts_with("//") => Err(EndpointError::NoHost),
        "http" => Ok("http"),
        "https" => Ok("https"),
        _ if is_scheme(&scheme) && !follows_host(rest) => Err(EndpointError::Scheme { scheme }),
        _ => Err(EndpointError::Relative),
    }
}

/// True for the grammar of a scheme, without the dots that mean a host name in practice.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-'))
}

/// True for what follows the colon in `localhost:8000/v1` and in `user:password@host`.
fn follows_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.starts_with(|first: char| first.is_ascii_digit()) || authority.contains('@')
}

fn is_unfit(character: char) -> bool {
    character.is_whitespace() || character.is_control() || is_invisible(character)
}

/// The first `{name}` or `<name>` of an address.
pub(super) fn find_placeholder(text: &str) -> Option<&str> {
    text.char_indices().find_map(|(start, character)| {
        let closing = match character {
            '{' => '}',
            '<' => '>',
            _ => return None,
        };
        let rest = text.get(start + 1..)?;
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && !"_-.".contains(letter))?;
        let is_closed = end > 0 && rest.get(end..)?.starts_with(closing);
        if is_closed { text.get(start..start + end + 2) } else { None }
    })
}

fn host_and_port(url: &Url) -> Option<String> {
    let host = url.host_str().filter(|host| !host.is_empty())?;
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

fn read_error(error: ParseError) -> EndpointError {
    match error {
        ParseError::EmptyHost => EndpointError::NoHost,
        ParseError::InvalidPort => EndpointError::Port,
        ParseError::InvalidIpv4Address | ParseError::InvalidIpv6Address => EndpointError::Address,
        ParseError::IdnaError | ParseError::InvalidDomainCharacter => EndpointError::Host,
        ParseError::RelativeUrlWithoutBase => EndpointError::Relative,
        other => EndpointError::Unreadable { reason: other.to_string() },
    }
}

#[cfg(test)]
mod tests;
