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
    /// Its width and height in pixels; older versions did not store them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
}

impl Picture {
    /// The URL, where it is one of a picture and of nothing else: what is stored may come from anywhere.
    pub fn source(&self) -> Option<&str> {
        let kind = self.url.strip_prefix("data:")?.split_once(";base64,")?.0;
        PICTURE_TYPES.contains(&kind).then_some(self.url.as_str())
    }

    /// The width and height at which it fits into so many pixels, never larger than it is.
    pub fn fitted(&self, width: u32, height: u32) -> Option<(u32, u32)> {
        let (own_width, own_height) = self.size.filter(|(width, height)| *width > 0 && *height > 0)?;
        let (own_width, own_height) = (f64::from(own_width), f64::from(own_height));
        let scale = (f64::from(width) / own_width).min(f64::from(height) / own_height).min(1.0);
        let scaled = |length: f64| (length * scale).round().max(1.0) as u32;
        Some((scaled(own_width), scaled(own_height)))
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
            let picture = Picture { name: "a".into(), url: url.into(), size: None };
            assert_eq!(picture.source().is_some(), is_picture, "{url}");
            assert_eq!(picture.wire().is_some(), is_picture, "{url}");
        }
    }
    #[test]
    fn a_picture_fits_and_is_never_enlarged() {
        let cases = [
            (Some((3200, 240)), Some((320, 24))),
            (Some((600, 2400)), Some((60, 240))),
            (Some((10, 20)), Some((10, 20))),
            (Some((100_000, 1)), Some((320, 1))),
            (Some((0, 20)), None),
            (None, None),
        ];
        for (size, fitted) in cases {
            assert_eq!(Picture { name: String::new(), url: String::new(), size }.fitted(320, 240), fitted, "{size:?}");
        }
    }

    #[test]
    fn a_picture_of_an_older_version_has_no_size() {
        let old = r#"{"name":"a","url":"data:image/png;base64,iVBO"}"#;
        let picture: Picture = serde_json::from_str(old).expect("a picture");
        assert_eq!((picture.size, serde_json::to_string(&picture).expect("JSON")), (None, old.to_owned()));
    }
}
