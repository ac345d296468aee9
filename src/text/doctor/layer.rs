//! The layers, and the state of a provider in the list.

use super::Language;
use crate::doctor::health::SLOW;
use crate::doctor::outcome::RelayFinding;
use crate::doctor::{Cause, Layer, Outcome, Reason, Verdict};

/// The name of a layer (design §4).
pub fn layer_name(language: Language, layer: Layer) -> &'static str {
    let [english, korean] = match layer {
        Layer::Address => ["Address", "주소"],
        Layer::MixedContent => ["Mixed content", "혼합 콘텐츠"],
        Layer::LocalNetwork => ["Local network", "로컬 네트워크"],
        Layer::Reachable => ["Server reachable", "서버 연결"],
        Layer::Cors => ["CORS", "CORS"],
        Layer::Authentication => ["Authentication", "인증"],
        Layer::ModelList => ["Model list", "모델 목록"],
        Layer::FirstToken => ["First token", "첫 토큰"],
        Layer::Streaming => ["Streaming", "스트리밍"],
        Layer::Usage => ["Token usage", "토큰 사용량"],
        Layer::Reasoning => ["Reasoning format", "추론 형식"],
    };
    match language {
        Language::English => english,
        Language::Korean => korean,
    }
}

/// What stands beside the name of a layer that has failed or waits; empty for the others, whose sentence stands there.
pub fn summary(language: Language, layer: Layer, outcome: &Outcome) -> &'static str {
    let [english, korean] = match outcome {
        Outcome::Waiting => ["Not run", "실행 안 함"],
        Outcome::Failed { cause: Cause::Redirected { .. }, .. } => {
            ["Redirect: the server sends the request on", "리디렉션: 서버가 요청을 다른 주소로 보냅니다"]
        }
        Outcome::Failed { cause: Cause::ApiElsewhere { .. }, .. } => {
            ["The API is at another path", "API는 다른 경로에 있습니다"]
        }
        Outcome::Failed { cause: Cause::BadGateway { .. }, .. } => ["Only a proxy answers", "프록시만 응답합니다"],
        Outcome::Failed { cause: Cause::Busy { .. } | Cause::ServerFailed { .. }, .. } if layer == Layer::Reachable => {
            ["It answers, and says that it fails", "응답은 하지만 오류라고 합니다"]
        }
        Outcome::Failed {
            cause:
                Cause::NotSecured { .. } | Cause::ThroughRelay { finding: RelayFinding::Tls | RelayFinding::NotTls, .. },
            ..
        } => ["No secure connection", "보안 연결이 되지 않습니다"],
        Outcome::Failed { .. } => match layer {
            Layer::Address => ["This address cannot be called", "호출할 수 없는 주소입니다"],
            Layer::MixedContent => ["The browser blocks this address", "브라우저가 이 주소를 차단합니다"],
            Layer::LocalNetwork => ["The browser does not allow it", "브라우저가 허용하지 않습니다"],
            Layer::Reachable => ["Nothing could be read", "아무 응답도 읽지 못했습니다"],
            Layer::Cors => ["The browser hid the answer from this page", "브라우저가 응답을 이 페이지에 숨겼습니다"],
            Layer::Authentication => ["The key was not accepted", "키가 받아들여지지 않았습니다"],
            Layer::ModelList => ["The list could not be used", "목록을 쓸 수 없습니다"],
            Layer::FirstToken => ["No reply came", "답변이 오지 않았습니다"],
            Layer::Streaming => ["The reply broke off", "답변이 끊겼습니다"],
            Layer::Usage => ["Tokens were not counted", "토큰 수가 오지 않았습니다"],
            Layer::Reasoning => ["It could not be told", "알 수 없습니다"],
        },
        Outcome::Passed { .. } | Outcome::Warned { .. } | Outcome::Skipped { .. } => ["", ""],
    };
    match language {
        Language::English => english,
        Language::Korean => korean,
    }
}

/// The result of the last checkup in a few words; `None` when there was none.
pub fn health(language: Language, verdict: Option<Verdict>) -> String {
    match verdict {
        None => say!(language, "Never tested", "테스트한 적 없음"),
        Some(Verdict::Works { milliseconds }) if milliseconds >= SLOW => {
            let seconds = format!("{:.1}", f64::from(milliseconds) / 1000.0);
            say!(language, "Slow, answered in {seconds} s", "느림, {seconds}초 만에 응답")
        }
        Some(Verdict::Works { milliseconds }) => {
            say!(language, "Answered in {milliseconds} ms", "{milliseconds}ms 만에 응답")
        }
        Some(Verdict::Fails { reason }) => match reason {
            Reason::Address => say!(language, "Address cannot be called", "호출할 수 없는 주소"),
            Reason::MixedContent => say!(language, "Blocked as mixed content", "혼합 콘텐츠로 차단됨"),
            Reason::Permission => say!(language, "Local network not allowed", "로컬 네트워크 허용 안 됨"),
            Reason::Unreachable => say!(language, "No answer", "응답 없음"),
            Reason::ServerFailed => say!(language, "Server fails", "서버 오류"),
            Reason::Path => say!(language, "Wrong path", "경로 오류"),
            Reason::Redirected => say!(language, "Redirects elsewhere", "다른 주소로 이동"),
            Reason::Cors => say!(language, "Blocked by CORS", "CORS로 차단됨"),
            Reason::NoKey => say!(language, "Asks for a key", "키가 필요함"),
            Reason::Key => say!(language, "Key rejected", "키 거부됨"),
            Reason::Model => say!(language, "Unknown model", "없는 모델"),
            Reason::Reply => say!(language, "No reply", "답변 없음"),
            Reason::Stream => say!(language, "Reply broke off", "답변이 끊김"),
        },
    }
}

/// How long ago something was, in the largest whole unit.
pub fn age(language: Language, milliseconds: f64) -> String {
    let seconds = (milliseconds.max(0.0) / 1000.0) as u64;
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    match () {
        () if days > 0 => say!(language, "{days} d ago", "{days}일 전"),
        () if hours > 0 => say!(language, "{hours} h ago", "{hours}시간 전"),
        () if minutes > 0 => say!(language, "{minutes} min ago", "{minutes}분 전"),
        () => say!(language, "just now", "방금"),
    }
}
