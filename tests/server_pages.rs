//! Pages, files and the headers around them.

mod server_support;

use aiscouncil::server::settings::Policy;
use axum::body::Body;
use axum::http::Response;
use serde_json::Value;
use server_support::site::HASHED;
use server_support::{bytes, header, send, server, text};

async fn get(path: &str, headers: &[&str]) -> Response<Body> {
    send(&server(Policy::default()), "GET", path, headers, Body::empty()).await
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    for path in
        ["/", "/no/such/page", "/healthz", HASHED, "/pkg/none.js", "/favicon.svg", "/api/none", "/api/demo/v1/models"]
    {
        let response = get(path, &[]).await;
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&response, "referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header(&response, "cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header(&response, "cross-origin-embedder-policy"), "", "{path}");
        assert_eq!(header(&response, "access-control-allow-origin"), "", "{path}");
        let permissions = header(&response, "permissions-policy");
        for part in ["loopback-network=(self)", "local-network=(self)", "camera=()", "microphone=()", "geolocation=()"]
        {
            assert!(permissions.contains(part), "{path}: {permissions}");
        }
        let policy = header(&response, "content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "'wasm-unsafe-eval'",
            "style-src 'self';",
            "connect-src 'self' https: http:;",
            "img-src 'self' data: blob: https: http:",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {part} is not in {policy}");
        }
        for part in ["unsafe-inline", "'unsafe-eval'", "ws:", "*"] {
            assert!(!policy.contains(part), "{path}: {part} is in {policy}");
        }
    }
}

#[tokio::test]
async fn the_policy_names_the_nonce_of_the_scripts_and_each_answer_has_its_own() {
    let mut seen = Vec::new();
    for path in ["/", "/", "/no/such/page"] {
        let response = get(path, &[]).await;
        let policy = header(&response, "content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
        assert!(nonce.len() >= 22, "{nonce}");
        let page = text(response).await;
        let scripts: Vec<&str> = page.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
        assert!(!scripts.is_empty(), "{page}");
        for script in scripts {
            assert!(script.contains(&format!("nonce=\"{nonce}\"")), "<script{script}> has not the nonce {nonce}");
        }
        assert!(!page.contains(" style=\""), "the policy blocks style attributes");
        assert!(!seen.contains(&nonce), "{nonce} came twice");
        seen.push(nonce);
    }
    assert!(!header(&get("/healthz", &[]).await, "content-security-policy").contains("nonce"));
}

#[tokio::test]
async fn the_first_page_speaks_the_language_of_its_reader() {
    let cases: [(&[&str], &str); 5] = [
        (&[], "lang=\"en\""),
        (&["accept-language: ko-KR,ko;q=0.9,en;q=0.8"], "lang=\"ko\""),
        (&["accept-language: ko", "cookie: ais-language=en"], "lang=\"en\""),
        (&["cookie: other=1", "cookie: ais-language=ko; ais-theme=dark"], "lang=\"ko\""),
        (&["cookie: ais-theme=dark"], "data-theme=\"dark\""),
    ];
    for (headers, expected) in cases {
        let response = get("/", headers).await;
        assert_eq!(response.status(), 200);
        let vary = header(&response, "vary").to_owned();
        assert!(vary.contains("cookie") && vary.contains("accept-language"), "{vary}");
        let page = text(response).await;
        let root = page.split("<html").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
        assert!(root.contains(expected), "{headers:?}: <html{root}>");
    }
}

#[tokio::test]
async fn pages_are_html_that_is_asked_for_again_and_compressed() {
    let plain = get("/", &[]).await;
    assert_eq!((plain.status().as_u16(), header(&plain, "content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!((header(&plain, "cache-control"), header(&plain, "content-encoding")), ("no-cache", ""));
    let length = bytes(plain).await.len();
    for encoding in ["br", "gzip"] {
        let small = get("/", &[&format!("accept-encoding: {encoding}")]).await;
        assert_eq!(header(&small, "content-encoding"), encoding);
        assert!(bytes(small).await.len() < length);
    }
}

#[tokio::test]
async fn what_is_nowhere_is_a_page_with_status_404() {
    for path in
        ["/no/such/page", "/%ff%00", "/..%2f..%2fCargo.toml", "/secret", "/secret/", "/pkg", "//", "/?q=1&q=%zz"]
    {
        let response = get(path, &[]).await;
        let expected = if path.starts_with("/?") { 200 } else { 404 };
        assert_eq!(response.status(), expected, "{path}");
        assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(header(&response, "cache-control"), "no-cache", "{path}");
        assert!(text(response).await.contains("<html"), "{path}");
    }
    let file = get("/pkg/aiscouncil.0000000000000000000000.wasm", &[]).await;
    assert_eq!((file.status().as_u16(), header(&file, "cache-control")), (404, "no-cache"));
    for method in ["POST", "DELETE", "CONNECT", "OPTIONS", "BREW"] {
        let response = send(&server(Policy::default()), method, "/no/such/page", &[], "x").await;
        assert_eq!((response.status().as_u16(), header(&response, "allow")), (405, "GET, HEAD"), "{method}");
    }
    for target in ["*", "example.com:443"] {
        let response = get(target, &[]).await;
        assert_eq!(response.status(), 400, "{target}");
    }
}

#[tokio::test]
async fn unknown_routes_of_the_api_are_json() {
    for (method, path) in
        [("GET", "/api"), ("POST", "/api/none"), ("GET", "/api/demo/v1"), ("PUT", "/api/demo/v1/models/x")]
    {
        let response = send(&server(Policy::default()), method, path, &[], Body::empty()).await;
        assert_eq!(response.status(), 404, "{path}");
        let body: Value = serde_json::from_slice(&bytes(response).await).unwrap();
        assert_eq!(body["error"]["code"], "unknown_url", "{path}");
    }
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_in_the_form_that_the_client_takes() {
    let cases = [
        ("", "", "plain bytes of the module"),
        ("identity", "", "plain bytes of the module"),
        ("gzip", "gzip", "gzip bytes"),
        ("br", "br", "brotli bytes"),
        ("gzip, deflate, br, zstd", "br", "brotli bytes"),
        ("br;q=0, gzip", "gzip", "gzip bytes"),
        ("br;q=0.5, gzip;q=0.9", "gzip", "gzip bytes"),
    ];
    for (accepted, encoding, body) in cases {
        let response = get(HASHED, &[&format!("accept-encoding: {accepted}")]).await;
        assert_eq!(response.status(), 200);
        assert_eq!(header(&response, "content-type"), "application/wasm");
        assert_eq!(header(&response, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!((header(&response, "content-encoding"), header(&response, "vary")), (encoding, "accept-encoding"));
        assert_eq!(text(response).await, body, "{accepted}");
    }
}

#[tokio::test]
async fn other_files_are_asked_for_again() {
    let script = get("/pkg/aiscouncil.js", &[]).await;
    assert_eq!((header(&script, "content-type"), header(&script, "cache-control")), ("text/javascript", "no-cache"));

    let icon = get("/favicon.svg", &[]).await;
    assert_eq!(
        (header(&icon, "content-type"), header(&icon, "cache-control")),
        ("image/svg+xml", "public, max-age=3600")
    );
    let modified = header(&icon, "last-modified").to_owned();
    let again = get("/favicon.svg", &[&format!("if-modified-since: {modified}")]).await;
    assert_eq!((again.status().as_u16(), bytes(again).await.len()), (304, 0));
}

#[tokio::test]
async fn head_is_answered_as_get_without_a_body() {
    for (path, kind) in
        [("/", "text/html; charset=utf-8"), (HASHED, "application/wasm"), ("/healthz", "text/plain; charset=utf-8")]
    {
        let response = send(&server(Policy::default()), "HEAD", path, &[], Body::empty()).await;
        assert_eq!((response.status().as_u16(), header(&response, "content-type")), (200, kind), "{path}");
        assert!(bytes(response).await.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn health_is_two_letters() {
    let response = get("/healthz", &[]).await;
    assert_eq!((response.status().as_u16(), header(&response, "cache-control")), (200, "no-store"));
    assert_eq!(text(response).await, "ok");
}
