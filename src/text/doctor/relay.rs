//! What this app's own server found at an address that the page could not call.

use super::{Finding, Language};
use crate::doctor::outcome::RelayFinding;

pub(super) fn through_relay(language: Language, finding: &RelayFinding, host: &str) -> Finding {
    match finding {
        RelayFinding::Answers { status } => both!(
            language,
            "This app's own server gets an answer from {host} ({status}); this page gets none.",
            "이 앱의 서버는 응답을 받지만({status}) 이 페이지는 받지 못합니다: {host}",
            "The server runs. The browser, its certificate store, or an extension keeps this page from it.",
            "서버는 실행 중입니다. 브라우저, 인증서 저장소 또는 확장 프로그램이 막고 있습니다."
        ),
        RelayFinding::Refused => both!(
            language,
            "{host} refuses the connection, to this app's own server too.",
            "연결이 거부되었습니다. 이 앱의 서버에서도 같습니다: {host}",
            "No program listens on that port.",
            "그 포트에서 수신하는 프로그램이 없습니다."
        ),
        RelayFinding::NameUnknown => both!(
            language,
            "There is no computer of the name {host}.",
            "그런 이름의 컴퓨터가 없습니다: {host}",
            "The name is misspelt, or known in another network only.",
            "이름의 철자가 틀렸거나 다른 네트워크에서만 쓰는 이름입니다."
        ),
        RelayFinding::Tls => both!(
            language,
            "This app's own server makes no secure connection to {host}, so the relay does not reach it.",
            "이 앱의 서버도 보안 연결을 만들지 못하므로 릴레이로도 연결할 수 없습니다: {host}",
            "Its certificate is not trusted: self-signed, expired, or made for another name.",
            "신뢰할 수 없는 인증서입니다. 자체 서명이거나 만료되었거나 다른 이름의 인증서입니다."
        ),
        RelayFinding::NotTls => both!(
            language,
            "This app's own server sees that {host} speaks HTTP without TLS at this port.",
            "이 앱의 서버가 보니 이 포트는 TLS 없이 HTTP를 씁니다: {host}",
            "The address begins with https, and the server speaks HTTP only.",
            "주소는 https로 시작하지만 서버는 HTTP만 지원합니다."
        ),
        RelayFinding::Unreachable => both!(
            language,
            "There is no way to {host}, from this app's own server either.",
            "이 앱의 서버에서도 연결할 경로가 없습니다: {host}",
            "The machine is off, or in another network.",
            "컴퓨터가 꺼져 있거나 다른 네트워크에 있습니다."
        ),
        RelayFinding::Silent => both!(
            language,
            "{host} took the connection of this app's own server and said nothing.",
            "이 앱의 서버가 연결했지만 응답이 없습니다: {host}",
            "The model may still be loading, or the server hangs.",
            "모델을 불러오는 중이거나 서버가 멈췄을 수 있습니다."
        ),
        RelayFinding::TimedOut => both!(
            language,
            "{host} does not answer this app's own server either.",
            "이 앱의 서버에도 응답이 없습니다: {host}",
            "A firewall most likely drops the requests.",
            "방화벽이 요청을 버릴 가능성이 큽니다."
        ),
    }
}
