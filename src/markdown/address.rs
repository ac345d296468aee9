//! The addresses that a reply may link to or load an image from (spec §9).

/// What the address of a picture in the text begins with.
pub(super) const DATA_FORMATS: [&str; 4] = ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"];
/// The longest such address. Bytes.
pub(super) const LARGEST_DATA: usize = 2 * 1024 * 1024;

/// An absolute address with an allowed scheme. Making one is the only check that a link needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// The target of a link: http, https or mailto, else `None`.
    pub fn link(target: &str) -> Option<Address> {
        Self::with_scheme(target, &["http://", "https://", "mailto:"])
    }

    /// The source of an image: http or https, or a picture that is in the text itself, else `None`.
    pub fn image(source: &str) -> Option<Address> {
        Self::with_scheme(source, &["http://", "https://"]).or_else(|| Self::picture(source))
    }

    /// `data:` with a picture that holds nothing but pixels, as SVG does not.
    fn picture(source: &str) -> Option<Address> {
        let format = DATA_FORMATS.iter().find_map(|format| source.strip_prefix(format))?;
        let bytes = format.strip_prefix(";base64,")?;
        let clean = bytes.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
        (clean && !bytes.is_empty() && source.len() <= LARGEST_DATA).then(|| Address(source.to_owned()))
    }

    /// Whether the picture is in the address itself, so that nothing is loaded for it.
    pub fn is_data(&self) -> bool {
        self.0.starts_with("data:")
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, and the port if one is given, as a browser would dial it; empty for mailto.
    pub fn host(&self) -> &str {
        let Some((_, rest)) = self.0.split_once("://") else { return "" };
        // Browsers take `\` for `/`, so `http://a\@b` leads to `a`.
        let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
        authority.rsplit_once('@').map_or(authority, |(_, host)| host)
    }

    fn with_scheme(text: &str, schemes: &[&str]) -> Option<Address> {
        // Browsers drop tabs and line ends inside an address; one that holds them is not what it looks like.
        let clean = !text.is_empty() && !text.chars().any(|c| c.is_control());
        let allowed = |scheme: &&str| {
            text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                && text.len() > scheme.len()
        };
        (clean && schemes.iter().any(allowed)).then(|| Address(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn links() {
        for good in ["http://a", "HTTPS://b.c/d?e#f", "mailto:a@b.c"] {
            assert_eq!(Address::link(good).as_ref().map(Address::as_str), Some(good));
        }
        let bad = [
            "",
            "http://",
            "javascript:alert(1)",
            "java\nscript:x",
            " http://a",
            "http:/a",
            "/a",
            "#a",
            "data:text/html,x",
            "ht\ttp://a",
            "http://a\nb",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil",
            "blob:http://a",
        ];
        for bad in bad {
            assert_eq!(Address::link(bad), None, "{bad}");
        }
        assert!(Address::image("data:image/png;base64,AA==").is_some_and(|image| image.is_data()));
        for bad in [
            "data:image/svg+xml;base64,AA",
            "data:image/png,AA",
            "data:image/png;base64,A\"A",
            "data:text/html;base64,AA",
        ] {
            assert_eq!(Address::image(bad), None, "{bad}");
        }
        assert_eq!(Address::image(&format!("data:image/png;base64,{}", "A".repeat(3 << 20))), None);
        assert_eq!(Address::link("data:image/png;base64,AA"), None);
        assert_eq!(Address::image("mailto:a@b"), None);
    }

    #[test]
    fn host() {
        let table = [
            ("http://a.b/c", "a.b"),
            ("https://a.b:8080?x@y", "a.b:8080"),
            ("https://user:secret@a.b/", "a.b"),
            ("https://good.example\\@evil.example/", "good.example"),
            ("https://good.example@evil.example", "evil.example"),
            ("https://[::1]:80/", "[::1]:80"),
            ("mailto:a@b", ""),
        ];
        for (address, host) in table {
            assert_eq!(Address::link(address).unwrap().host(), host, "{address}");
        }
    }
}
