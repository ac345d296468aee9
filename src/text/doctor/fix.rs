//! What to do: the words before each text to copy.

use super::Language;
use crate::doctor::fix::Say;
use crate::doctor::{AddressSpace, Server, System};
use crate::provider::AuthMode;

/// What stands above the instructions.
pub fn fix_title(language: Language, server: Server) -> String {
    match server.name() {
        "" => say!(language, "Fix, for this page", "해결 방법, 이 페이지 기준"),
        name => say!(language, "Fix for {name}, for this page", "{name} 해결 방법, 이 페이지 기준"),
    }
}

/// The name of a system, as a choice (design §8).
pub fn system_name(system: System) -> &'static str {
    match system {
        System::MacOs => "macOS",
        System::Linux => "Linux (systemd)",
        System::Windows => "Windows",
        System::Docker => "Docker",
    }
}

/// One thing to do.
pub fn instruction(language: Language, say: &Say) -> String {
    match say {
        Say::Run => say!(language, "Run", "실행"),
        Say::EditService => say!(language, "Edit", "편집"),
        Say::AddAndSave => say!(language, "Add, save", "추가하고 저장"),
        Say::Restart => say!(language, "Restart", "다시 시작"),
        Say::QuitAndOpen { name } => {
            say!(language, "Quit {name} and open it again.", "다음 프로그램을 종료했다가 다시 여세요: {name}")
        }
        Say::StartWith => {
            say!(
                language,
                "Add this option to the command that starts the server",
                "서버를 시작하는 명령에 이 옵션을 추가하세요"
            )
        }
        Say::SetVariable => say!(
            language,
            "Set this environment variable, and start the server again",
            "이 환경 변수를 설정하고 서버를 다시 시작하세요"
        ),
        Say::PutNginxInFront => say!(
            language,
            "Let nginx stand in front of the server: put this into one of its server blocks",
            "서버 앞에 nginx를 두고 server 블록에 넣으세요"
        ),
        Say::AddToLocation => say!(
            language,
            "Add these lines to the location of nginx that passes the requests on",
            "요청을 전달하는 nginx의 location에 추가하세요"
        ),
        Say::UseNginxAddress => say!(
            language,
            "Put the address of nginx into Endpoint URL, with this path",
            "Endpoint URL에 nginx의 주소와 이 경로를 넣으세요"
        ),
        Say::ReloadNginx => say!(language, "Load it", "적용"),
        Say::SendOnce => say!(
            language,
            "One of the two must stop adding the header. Where nginx stands in front, put this beside its own add_header",
            "둘 중 하나는 헤더를 붙이지 않아야 합니다. 앞에 nginx가 있으면 add_header 옆에 추가하세요"
        ),
        Say::StartBehindProxy => say!(
            language,
            "Start the server behind the proxy, or give it the time to start, and check again.",
            "프록시 뒤의 서버를 시작하거나 시작이 끝나기를 기다린 뒤 다시 확인하세요."
        ),
        Say::ReadProxyLog => say!(
            language,
            "On the computer of nginx: its log names what it could not reach",
            "nginx 컴퓨터에서 실행하면 연결하지 못한 서버가 로그에 나옵니다"
        ),
        Say::CheckThere => say!(
            language,
            "Run this on the computer of the server: it shows whether the server answers there",
            "서버 컴퓨터에서 실행하면 서버가 응답하는지 알 수 있습니다"
        ),
        Say::SeeAnswer => say!(
            language,
            "Run this with your key to see the answer that the browser hides",
            "키를 넣어 실행하면 브라우저가 숨긴 응답을 볼 수 있습니다"
        ),
        Say::OpenPort => {
            say!(language, "Open the port on the computer of the server", "서버 컴퓨터에서 포트를 여세요")
        }
        Say::AllowInMacFirewall => say!(
            language,
            "On the computer of the server: System Settings › Network › Firewall › Options, and allow incoming connections for the server.",
            "서버 컴퓨터의 시스템 설정 › 네트워크 › 방화벽 › 옵션에서 서버로 들어오는 연결을 허용하세요."
        ),
        Say::SwitchOnCorsInLmStudio => say!(
            language,
            "Or in LM Studio: Developer › Server settings › Enable CORS.",
            "또는 LM Studio의 Developer › Server settings에서 Enable CORS를 켜세요."
        ),
        Say::TrustHostInJan => say!(
            language,
            "In Jan: Settings › Local API Server › Trusted Hosts, and add this host",
            "Jan의 Settings › Local API Server › Trusted Hosts에 이 호스트를 추가하세요"
        ),
        Say::StartJanServer => say!(
            language,
            "In Jan: Settings › Local API Server › Start Server.",
            "Jan의 Settings › Local API Server에서 Start Server를 누르세요."
        ),
        Say::ServeOnLocalNetwork { name } => say!(
            language,
            "In {name}: Developer › Server settings › Serve on Local Network.",
            "Developer › Server settings에서 Serve on Local Network를 켜세요: {name}"
        ),
        Say::AllowInBrowser { space: AddressSpace::Loopback } => say!(
            language,
            "Open the site settings (left of the address bar), allow “Apps on device” or “Local network access”, and check again.",
            "주소 표시줄 왼쪽의 사이트 설정에서 ‘기기의 앱’ 또는 ‘로컬 네트워크 액세스’를 허용한 뒤 다시 확인하세요."
        ),
        Say::AllowInBrowser { space: AddressSpace::Local | AddressSpace::Public } => say!(
            language,
            "Open the site settings (left of the address bar), allow “Local network access”, and check again.",
            "주소 표시줄 왼쪽의 사이트 설정에서 ‘로컬 네트워크 액세스’를 허용한 뒤 다시 확인하세요."
        ),
        Say::OpenPageSecurely => say!(
            language,
            "Open this app over https, or run it on this computer and open it at http://localhost.",
            "이 앱을 https로 열거나, 이 컴퓨터에서 실행해 http://localhost 로 여세요."
        ),
        Say::RunAppHere => say!(
            language,
            "When this app runs on this computer, opened at http://localhost, it can call this address.",
            "이 컴퓨터에서 이 앱을 실행해 http://localhost 로 열면 이 주소를 호출할 수 있습니다."
        ),
        Say::CheckCertificate => say!(
            language,
            "Open this in a tab: the browser says what is wrong with the certificate",
            "탭에서 열면 브라우저가 인증서의 문제를 알려 줍니다"
        ),
        Say::AcceptCertificate => say!(
            language,
            "Open this in a tab and accept the certificate, or give the server one that is trusted",
            "탭에서 열어 인증서를 허용하거나, 신뢰할 수 있는 인증서를 서버에 설치하세요"
        ),
        Say::TrustCertificate => say!(
            language,
            "Give the server a certificate that is trusted, or add its issuer to those that the computer of this app's server trusts.",
            "서버에 신뢰할 수 있는 인증서를 설치하거나, 이 앱의 서버 컴퓨터가 신뢰하는 인증서에 발급자를 추가하세요."
        ),
        Say::UseOtherBrowser => say!(
            language,
            "Use Chrome, Edge or Firefox, or give the server an https address.",
            "Chrome, Edge, Firefox를 쓰거나 서버에 https 주소를 마련하세요."
        ),
        Say::CheckNetwork => say!(
            language,
            "Check this device's connection, VPN and firewall, then check again.",
            "이 기기의 연결, VPN, 방화벽을 확인한 뒤 다시 확인하세요."
        ),
        Say::UseAddress => say!(language, "Put this into Endpoint URL", "Endpoint URL에 넣으세요"),
        Say::TryAddress => say!(
            language,
            "First try this in Endpoint URL, unless the documentation of the server names that path",
            "서버 문서에 나온 경로가 아니라면 먼저 이 주소를 Endpoint URL에 넣어 보세요"
        ),
        Say::UseHttpsAddress => say!(
            language,
            "If the server also answers over https, put this into Endpoint URL",
            "서버가 https도 지원하면 Endpoint URL에 넣으세요"
        ),
        Say::UseHttpAddress => say!(
            language,
            "If the server speaks http only, put this into Endpoint URL",
            "서버가 http만 지원하면 Endpoint URL에 넣으세요"
        ),
        Say::CheckAddress => say!(
            language,
            "Compare Endpoint URL with the documentation of the server.",
            "Endpoint URL을 서버 문서와 비교하세요."
        ),
        Say::EnterKey => say!(language, "Enter the server's key in API Key.", "API Key에 서버의 키를 입력하세요."),
        Say::CheckKey => say!(
            language,
            "Paste the key again into API Key: the one that the server was started with, or that its service gave you.",
            "API Key에 키를 다시 붙여 넣으세요. 서버를 시작할 때 정한 키나 서비스에서 받은 키입니다."
        ),
        Say::EncodePassword => {
            say!(language, "Run this with your own name and password in it", "자신의 이름과 비밀번호를 넣어 실행하세요")
        }
        Say::AddSecretHeader => say!(
            language,
            "Add this under Extra headers as a secret header, with what the command printed, and empty API Key",
            "명령의 결과를 넣어 추가 헤더에 비밀 헤더로 추가하고 API Key는 비우세요"
        ),
        Say::NewKey => say!(language, "Keys are made here", "키를 만드는 곳"),
        Say::EmptyKey => say!(
            language,
            "Empty API Key: with a key this server lets no page in. If it needs one, only this app's server or a proxy can reach it.",
            "API Key를 비우세요. 이 서버는 키가 있으면 어떤 페이지도 허용하지 않습니다. 키가 필요하면 이 앱의 서버나 프록시를 거쳐야 합니다."
        ),
        Say::ChooseAuth { mode: AuthMode::None } => {
            say!(language, "Choose None under Auth mode.", "인증 방식에서 없음을 선택하세요.")
        }
        Say::ChooseAuth { mode: AuthMode::Bearer } => {
            say!(language, "Choose Bearer token under Auth mode.", "인증 방식에서 Bearer 토큰을 선택하세요.")
        }
        Say::ChooseAuth { mode: AuthMode::ApiKey } => {
            say!(language, "Choose the api-key header under Auth mode.", "인증 방식에서 api-key 헤더를 선택하세요.")
        }
        Say::ChooseAuth { mode: AuthMode::XApiKey } => {
            say!(language, "Choose the x-api-key header under Auth mode.", "인증 방식에서 x-api-key 헤더를 선택하세요.")
        }
        Say::AddHeader => say!(language, "Add this under Extra headers", "추가 헤더에 넣으세요"),
        Say::DeleteHeaders => say!(language, "Delete this under Extra headers", "추가 헤더에서 지우세요"),
        Say::UseModel => say!(language, "Put this into Models", "Models에 넣으세요"),
        Say::UseOneOfModels => say!(language, "Put one of these into Models", "Models에 이 중 하나를 넣으세요"),
        Say::TypeModels => say!(
            language,
            "Type the model IDs into Models; the list is not required.",
            "모델 ID를 Models에 직접 입력하세요. 목록은 없어도 됩니다."
        ),
        Say::LoadModel => say!(language, "Load a model in the server.", "서버에서 모델을 불러오세요."),
        Say::SignIn => say!(
            language,
            "Open this in a tab. If it asks you to sign in, the endpoint needs another address or a key of its own",
            "탭에서 열어 보세요. 로그인을 요구하면 다른 주소나 별도의 키가 필요합니다"
        ),
        Say::AddCredit => {
            say!(language, "Add credit to the account of this key.", "이 키의 계정에 크레딧을 추가하세요.")
        }
        Say::Wait => say!(language, "Wait a moment, then check again.", "잠시 뒤에 다시 확인하세요."),
        Say::DontSend { parameter } => say!(
            language,
            "Set {parameter} to “Don't send” in the bot.",
            "봇에서 다음 매개변수를 ‘보내지 않음’으로 바꾸세요: {parameter}"
        ),
        Say::ReadServerLog => say!(
            language,
            "Look into the log of the server: it says what went wrong.",
            "서버 로그에서 무엇이 잘못되었는지 확인하세요."
        ),
    }
}
