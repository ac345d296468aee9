//! A picture that goes with a message.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The kinds of pictures that models take and browsers show.
pub const PICTURE_TYPES: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/// A picture as it is stored and sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The name of its file, for the reader.
    #[serde(default)]
    pub name: String,
    /// The picture itself, as a `data:` URL.
    pub url: String,
}

impl Picture {
    /// The URL, where it is one of a picture and of nothing else: what is stored may come from anywhere.
    pub fn source(&self) -> Option<&str> {
        let kind = self.url.strip_prefix("data:")?.split_once(";base64,")?.0;
        PICTURE_TYPES.contains(&kind).then_some(self.url.as_str())
    }

    /// The part of a message's content that carries it.
    pub(super) fn wire(&self) -> Option<Value> {
        Some(json!({ "type": "image_url", "image_url": { "url": self.source()? } }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_shown_and_sent() {
        let cases = [
            ("data:image/png;base64,iVBORw0KGgo=", true),
            ("data:image/jpeg;base64,/9j/", true),
            ("data:image/svg+xml;base64,PHN2Zz4=", false),
            ("data:text/html;base64,PGI+", false),
            ("data:image/png,raw", false),
            ("https://example.com/a.png", false),
            ("javascript:alert(1)", false),
        ];
        for (url, is_picture) in cases {
            let picture = Picture { name: "a".into(), url: url.into() };
            assert_eq!(picture.source().is_some(), is_picture, "{url}");
            assert_eq!(picture.wire().is_some(), is_picture, "{url}");
        }
    }
}
