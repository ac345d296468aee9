//! What is to be known of a service before its form is saved: how pages get through to it, with the advice of its own
//! documentation corrected (spec §7, dialects section 0).

use crate::provider::Service;
use crate::text::Language;

/// One or two sentences on a service; `origin` is that of this page, ready to be copied.
pub fn preset_help(service: Service, language: Language, origin: &str) -> String {
    match service {
        Service::LiteLlm => say!(
            language,
            "LiteLLM lets every page in unless LITELLM_CORS_ORIGINS is set; then {origin} must be in it. The key is the proxy's own, not the vendor's.",
            "LiteLLM은 LITELLM_CORS_ORIGINS를 설정하지 않으면 모든 페이지를 허용합니다. 설정했다면 {origin} 주소를 넣어야 합니다. 키는 공급사 키가 아니라 프록시의 키입니다."
        ),
        Service::LocalAi => say!(
            language,
            "LocalAI refuses messages from pages (CSRF) unless it is started with LOCALAI_DISABLE_CSRF=true. Leave LOCALAI_CORS unset, or set LOCALAI_CORS_ALLOW_ORIGINS={origin} too. With API keys on the server no page gets through: use the relay then.",
            "LocalAI는 LOCALAI_DISABLE_CSRF=true로 시작하지 않으면 페이지의 메시지를 거부합니다(CSRF). LOCALAI_CORS는 설정하지 말고, 설정했다면 LOCALAI_CORS_ALLOW_ORIGINS={origin}도 넣으세요. 서버에 API 키를 쓰면 페이지가 접근할 수 없으므로 릴레이를 써야 합니다."
        ),
        Service::Vllm => say!(
            language,
            "Since 0.33 vLLM lets no page in by itself: start it with --allowed-origins '[\"{origin}\"]'. A wrong key looks like a CORS error here.",
            "vLLM 0.33부터는 기본으로 페이지를 허용하지 않습니다. --allowed-origins '[\"{origin}\"]' 옵션으로 시작하세요. 키가 틀려도 CORS 오류처럼 보입니다."
        ),
        Service::Tgi => say!(
            language,
            "Text Generation Inference lets pages send no header but Content-Type, so no key can be sent. With --api-key on the server use the relay.",
            "Text Generation Inference는 페이지에서 보내는 헤더로 Content-Type만 허용하므로 키를 보낼 수 없습니다. 서버에 --api-key를 쓴다면 릴레이를 쓰세요."
        ),
        Service::Ollama => say!(
            language,
            "Pages on localhost get through by themselves; for any other start Ollama with OLLAMA_ORIGINS={origin}. Extra headers never pass. A model is found by its full name, such as llama3.2:3b.",
            "localhost의 페이지는 바로 쓸 수 있습니다. 다른 주소의 페이지라면 OLLAMA_ORIGINS={origin} 환경 변수로 Ollama를 시작하세요. 추가 헤더는 통과하지 않습니다. 모델은 llama3.2:3b 같은 전체 이름으로 적습니다."
        ),
        Service::LlamaCpp => say!(
            language,
            "llama-server lets every page in by itself, unless it is started with --cors-origins. Any model ID works: it serves the one that it loaded.",
            "llama-server는 --cors-origins 옵션 없이 시작하면 모든 페이지를 허용합니다. 모델 ID는 무엇이든 되며, 불러온 모델로 응답합니다."
        ),
        Service::Jan => say!(
            language,
            "Put the host of this page ({origin}) into Trusted Hosts in Jan's local API server settings. Jan asks for the key that is set there.",
            "Jan의 로컬 API 서버 설정에서 Trusted Hosts에 이 페이지의 호스트({origin})를 넣으세요. 그곳에 설정한 키가 필요합니다."
        ),
        Service::LmStudio => say!(
            language,
            "Switch CORS on in LM Studio's server settings, or start the server with lms server start --cors. No key is needed.",
            "LM Studio 서버 설정에서 CORS를 켜거나 lms server start --cors 명령으로 서버를 시작하세요. 키는 필요 없습니다."
        ),
        Service::Cloudflare => say!(
            language,
            "Cloudflare's API lets no page call it, so requests go through this app's own server (the relay). The account ID stands in the dashboard; the key is an API token with Workers AI permission.",
            "Cloudflare API는 페이지에서 호출할 수 없으므로 이 앱의 서버(릴레이)를 거칩니다. 계정 ID는 대시보드에 있고, 키는 Workers AI 권한이 있는 API 토큰입니다."
        ),
        Service::Azure => say!(
            language,
            "The model is the deployment in the URL, and the key goes in the api-key header. Versions before 2024-09-01 do not report token usage while streaming. If a gateway refuses pages, use the relay.",
            "모델은 URL의 배포 이름으로 정해지고, 키는 api-key 헤더로 보냅니다. 2024-09-01 이전 버전은 스트리밍 중 토큰 사용량을 알려 주지 않습니다. 게이트웨이가 페이지를 거부하면 릴레이를 쓰세요."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_has_its_help_in_both_languages() {
        for service in Service::ALL {
            let help = |language| preset_help(service, language, "https://chat.example");
            let (english, korean) = (help(Language::English), help(Language::Korean));
            assert!(english.ends_with('.') && korean.ends_with('.'), "{service:?}");
            assert!(english.is_ascii() && korean.contains("니다"), "{service:?}");
            assert_eq!(
                english.contains("https://chat.example"),
                korean.contains("https://chat.example"),
                "{service:?}"
            );
        }
        let vllm = preset_help(Service::Vllm, Language::English, "https://chat.example");
        assert!(vllm.contains("--allowed-origins '[\"https://chat.example\"]'"), "{vllm}");
    }
}
