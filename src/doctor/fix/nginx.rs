//! What nginx needs to pass a page's requests on.

use super::super::server::Server;
use super::Case;
use super::instruction::{Instruction, Say, Variant};

const STREAMING: &str = "proxy_http_version 1.1;\nproxy_buffering off;\nproxy_read_timeout 1h;";
const HIDE: &str = "proxy_hide_header Access-Control-Allow-Origin;";
const RELOAD: &str = "sudo nginx -t && sudo systemctl reload nginx";

/// What the nginx that is there lacks; else one in front of the server, which then is what the page calls.
pub(super) fn variants(case: Case<'_>) -> Vec<Variant> {
    let reload = Instruction::copy(Say::ReloadNginx, RELOAD);
    if case.server == Server::Nginx {
        return Variant::all([Instruction::copy(Say::AddToLocation, rules(case)), reload]);
    }
    let path = case.subject.with_origin("").unwrap_or_default();
    Variant::all([
        Instruction::copy(Say::PutNginxInFront, location(case)),
        reload,
        Instruction::copy(Say::UseNginxAddress, path),
    ])
}

/// The lines that keep a stream flowing.
pub(super) fn streaming() -> Vec<Variant> {
    Variant::all([Instruction::copy(Say::AddToLocation, STREAMING), Instruction::copy(Say::ReloadNginx, RELOAD)])
}

/// The header of the server behind is left out, so that the one of nginx is the only one.
pub(super) fn once() -> Vec<Variant> {
    Variant::all([Instruction::copy(Say::SendOnce, HIDE), Instruction::copy(Say::ReloadNginx, RELOAD)])
}

/// A location that passes everything on to the server, at another address than the server's own.
fn location(case: Case<'_>) -> String {
    let path = case.subject.endpoint().url().map_or("/", url::Url::path);
    let path = path.trim_end_matches('/').strip_suffix("/chat/completions").unwrap_or(path.trim_end_matches('/'));
    let behind = case.subject.endpoint().origin().unwrap_or_default();
    let name = if behind.starts_with("https:") { "proxy_ssl_server_name on;\n" } else { "" };
    let lines = format!("{}\nproxy_pass {behind};\n{name}", rules(case));
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!("location {path}/ {{\n{lines}}}")
}

/// `always`, since errors must be readable too; the headers of the server behind are hidden, since two origins in one
/// answer are refused (dialects section 3).
fn rules(case: Case<'_>) -> String {
    let origin = &case.subject.page.origin;
    let mut headers: Vec<String> = case.subject.headers().into_iter().map(|header| header.name).collect();
    for usual in ["Content-Type", "Authorization"] {
        if headers.iter().all(|header| !header.eq_ignore_ascii_case(usual)) {
            headers.push(usual.to_owned());
        }
    }
    let headers = headers.join(", ");
    format!(
        "if ($request_method = OPTIONS) {{
    add_header Access-Control-Allow-Origin \"{origin}\" always;
    add_header Access-Control-Allow-Methods \"GET, POST, OPTIONS\" always;
    add_header Access-Control-Allow-Headers \"{headers}\" always;
    add_header Access-Control-Max-Age 600 always;
    return 204;
}}
add_header Access-Control-Allow-Origin \"{origin}\" always;
{HIDE}
{STREAMING}"
    )
}
