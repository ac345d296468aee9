//! The app's files: hashed, precompressed, kept by browsers for as long as their names hold.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use leptos::config::LeptosOptions;
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// Characters of the hash that the build writes into a file's name: 16 bytes in base64url.
const HASH_LENGTH: usize = 22;

/// A file with a hash in its name never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Other files of the build are asked for again each time.
const ASK_AGAIN: &str = "no-cache";

/// Icons and the like may be an hour old.
const FOR_AN_HOUR: &str = "public, max-age=3600";

/// Answers what the build made: `/pkg/…`.
pub async fn built(State(options): State<LeptosOptions>, request: Request) -> Response<Body> {
    let lasting = if has_hash(request.uri().path()) { FOR_EVER } else { ASK_AGAIN };
    let mut response = file(&options, request).await;
    let found = response.status() != StatusCode::NOT_FOUND;
    let lasting = if found { lasting } else { ASK_AGAIN };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(lasting));
    response
}

/// A public file such as the icon; `None` when there is none of that name.
pub async fn public(options: &LeptosOptions, request: Request) -> Option<Response<Body>> {
    let mut response = file(options, request).await;
    if response.status() == StatusCode::NOT_FOUND {
        return None;
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_AN_HOUR));
    Some(response)
}

/// The file in the smallest form that the client takes: brotli, gzip or as it is.
async fn file(options: &LeptosOptions, request: Request) -> Response<Body> {
    let files = ServeDir::new(&*options.site_root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let mut response = match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Whether a name is `<stem>.<hash>.<extension>`.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut parts = name.rsplit('.');
    let hash = parts.nth(1).unwrap_or_default();
    let stem = parts.next().unwrap_or_default();
    let base64url = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !stem.is_empty() && hash.len() == HASH_LENGTH && hash.bytes().all(base64url)
}

#[cfg(test)]
mod tests {
    use super::has_hash;

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        let cases = [
            ("/pkg/aiscouncil.3yZe6qL_0sT9-aBcDeFgHi.wasm", true),
            ("/pkg/aiscouncil.3yZe6qL_0sT9-aBcDeFgHi.css", true),
            ("/pkg/snippets/x.3yZe6qL_0sT9-aBcDeFgHi/inline0.js", false),
            ("/pkg/aiscouncil.wasm", false),
            ("/pkg/aiscouncil.3yZe6qL_0sT9-aBcDeFgH.wasm", false),
            ("/pkg/aiscouncil.3yZe6qL_0sT9+aBcDeFgHi.wasm", false),
            ("/pkg/3yZe6qL_0sT9-aBcDeFgHi.wasm", false),
            ("/pkg/.3yZe6qL_0sT9-aBcDeFgHi.wasm", false),
            ("/pkg/", false),
            ("", false),
        ];
        for (path, expected) in cases {
            assert_eq!(has_hash(path), expected, "{path}");
        }
    }
}
