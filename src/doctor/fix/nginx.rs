//! What nginx needs to pass a page's requests on.

use super::Case;
use super::instruction::{Instruction, Say, Variant};

const RELOAD: &str = "sudo nginx -t && sudo systemctl reload nginx";

/// nginx in front of the server, or the block of the one that is there.
pub(super) fn variants(case: Case<'_>) -> Vec<Variant> {
    Variant::all([Instruction::copy(Say::AddToNginx, location(case)), Instruction::copy(Say::ReloadNginx, RELOAD)])
}

/// The lines that keep a stream flowing.
pub(super) fn streaming() -> Vec<Variant> {
    Variant::all([
        Instruction::copy(Say::AddToNginx, "proxy_http_version 1.1;\nproxy_buffering off;\nproxy_read_timeout 1h;"),
        Instruction::copy(Say::ReloadNginx, RELOAD),
    ])
}

/// `always`, since errors must be readable too; the headers of the server behind are hidden, since two origins in one
/// answer are refused (dialects section 3).
fn location(case: Case<'_>) -> String {
    let origin = &case.subject.page.origin;
    let mut headers: Vec<String> = case.subject.headers().into_iter().map(|header| header.name).collect();
    for usual in ["Content-Type", "Authorization"] {
        if headers.iter().all(|header| !header.eq_ignore_ascii_case(usual)) {
            headers.push(usual.to_owned());
        }
    }
    let headers = headers.join(", ");
    let path = case.subject.endpoint().url().map_or("/", url::Url::path);
    let path = path.trim_end_matches('/').strip_suffix("/chat/completions").unwrap_or(path.trim_end_matches('/'));
    let behind = case.subject.endpoint().origin().unwrap_or_default();
    format!(
        "location {path}/ {{
    if ($request_method = OPTIONS) {{
        add_header Access-Control-Allow-Origin \"{origin}\" always;
        add_header Access-Control-Allow-Methods \"GET, POST, OPTIONS\" always;
        add_header Access-Control-Allow-Headers \"{headers}\" always;
        add_header Access-Control-Max-Age 600 always;
        return 204;
    }}
    add_header Access-Control-Allow-Origin \"{origin}\" always;
    proxy_hide_header Access-Control-Allow-Origin;
    proxy_pass {behind};
    proxy_http_version 1.1;
    proxy_buffering off;
    proxy_read_timeout 1h;
}}"
    )
}
