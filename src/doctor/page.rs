//! The page that the checkup runs in.

use crate::provider::Endpoint;

/// What the checkup has to know of the page and of the browser around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Scheme, host and port, as the browser sends them in `Origin`: `https://chat.example`.
    pub origin: String,
    /// The browser calls the page a secure context.
    pub is_secure: bool,
    /// The device has a network, as far as the browser knows.
    pub is_online: bool,
    /// Safari, which treats `http://localhost` unlike the others (dialects section 4).
    pub is_safari: bool,
    /// The system that the browser runs on, where it tells.
    pub system: Option<System>,
}

/// An operating system, or another way in which servers are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    MacOs,
    Linux,
    Windows,
    Docker,
}

/// Where an address lies, as the browser's permissions for it divide the network (dialects section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressSpace {
    /// This computer.
    Loopback,
    /// A private network.
    Local,
    Public,
}

impl AddressSpace {
    pub fn of(endpoint: &Endpoint) -> AddressSpace {
        if endpoint.is_loopback() {
            AddressSpace::Loopback
        } else if endpoint.is_private() {
            AddressSpace::Local
        } else {
            AddressSpace::Public
        }
    }

    /// Whether a page that lies there needs a permission to call it.
    pub fn is_guarded_from(self, page: AddressSpace) -> bool {
        match self {
            AddressSpace::Loopback => page != AddressSpace::Loopback,
            AddressSpace::Local => page == AddressSpace::Public,
            AddressSpace::Public => false,
        }
    }

    /// The names of the permission to call it, the present one first; none for a public address.
    pub fn permission_names(self) -> &'static [&'static str] {
        match self {
            AddressSpace::Loopback => &["loopback-network", "local-network-access"],
            AddressSpace::Local => &["local-network", "local-network-access"],
            AddressSpace::Public => &[],
        }
    }
}

impl Page {
    /// True for a page that came over https.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// Where the page itself lies.
    pub fn space(&self) -> AddressSpace {
        Endpoint::parse(&self.origin).map_or(AddressSpace::Public, |own| AddressSpace::of(&own))
    }

    /// The system that a browser's description of itself names.
    pub fn system_of(description: &str) -> Option<System> {
        let names = |parts: &[&str]| parts.iter().any(|part| description.contains(part));
        // Telephones do not run servers.
        if names(&["Android", "iPhone", "iPad"]) {
            return None;
        }
        [(System::Windows, "Windows"), (System::MacOs, "Mac"), (System::Linux, "Linux")]
            .into_iter()
            .find(|(_, name)| description.contains(name))
            .map(|(system, _)| system)
    }

    /// Whether a browser's description of itself is Safari's.
    pub fn describes_safari(description: &str) -> bool {
        description.contains("Safari/")
            && !["Chrome/", "Chromium/", "CriOS/", "FxiOS/", "Edg", "Android"]
                .iter()
                .any(|name| description.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_tell_their_system() {
        let cases = [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0 Safari/537.36", Some(System::Windows), false),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15", Some(System::MacOs), true),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", Some(System::Linux), false),
            ("Mozilla/5.0 (Linux; Android 16) Chrome/156.0 Mobile Safari/537.36", None, false),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Safari/604.1", None, true),
            ("", None, false),
        ];
        for (description, system, safari) in cases {
            assert_eq!((Page::system_of(description), Page::describes_safari(description)), (system, safari));
        }
    }

    #[test]
    fn pages_and_endpoints_lie_somewhere() {
        let cases = [
            ("http://localhost:3000", AddressSpace::Loopback),
            ("http://127.8.0.1:9", AddressSpace::Loopback),
            ("http://192.168.0.7:3000", AddressSpace::Local),
            ("https://chat.example", AddressSpace::Public),
        ];
        for (origin, space) in cases {
            let page =
                Page { origin: origin.to_owned(), is_secure: true, is_online: true, is_safari: false, system: None };
            assert_eq!(page.space(), space, "{origin}");
            assert_eq!(space.permission_names().is_empty(), space == AddressSpace::Public);
        }
    }
}
