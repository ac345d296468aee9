//! The settings dialog. The five field names of the provider form are the same in every language and stand there.

super::words! {
    /// The settings dialog.
    SettingsWords {
        title: "Settings", "설정";
        close: "Close", "닫기";
        close_hint: "Close (Esc)", "닫기(Esc)";
        section: "Section", "구역";
        api_keys: "API Keys", "API 키";
        general: "General", "일반";
        appearance: "Appearance", "모양";
        keyboard: "Keyboard", "키보드";
        about: "About", "정보";
        language: "Language", "언어";
        theme: "Theme", "테마";
        theme_system: "As the system", "시스템 설정";
        theme_light: "Light", "밝게";
        theme_dark: "Dark", "어둡게";
        key_settings: "Open or close Settings", "설정 열기와 닫기";
        key_send: "Send the message (on touch keyboards: new line)", "메시지 보내기(터치 키보드에서는 줄 바꿈)";
        key_new_line: "New line", "줄 바꿈";
        key_escape: "Close what is open; if nothing is, stop the reply", "열린 것 닫기, 없으면 답변 중지";
        version: "Version {version}", "버전 {version}";
        about_privacy: "Conversations and keys stay in this browser. Requests go only to the endpoints that you choose, and to this app's own server for the page and the demo.", "대화와 키는 이 브라우저에만 있습니다. 요청은 선택한 엔드포인트로만 가며, 페이지와 데모에는 이 앱의 서버를 씁니다.";
        about_keys: "Keys are stored as plain text in this browser's storage: whoever can use this browser profile can read them.", "키는 이 브라우저 저장소에 일반 텍스트로 저장됩니다. 이 브라우저 프로필을 쓸 수 있는 사람은 키를 볼 수 있습니다.";
        custom_providers: "Custom Providers", "사용자 정의 제공업체";
        new_provider: "New provider", "새 제공업체";
        no_custom: "No custom providers yet. Fill in the form to add one.", "사용자 정의 제공업체가 아직 없습니다. 양식을 채워 추가하세요.";
        one_model: "1 model", "모델 1개";
        model_count: "{n} models", "모델 {n}개";
        edited: "{status} · edited", "{status} · 수정 중";
        disabled: "Disabled", "꺼짐";
        unreadable: "Could not be read", "읽을 수 없는 항목";
        entry_number: "Entry {n}", "{n}번째 항목";
        unreadable_hint: "These stored entries are kept unchanged and not used.", "저장된 원본은 그대로 두고 사용하지 않습니다.";
        built_in_keys: "Built-in providers · {n} of {total} keys set", "기본 제공업체 · 키 {total}개 중 {n}개 설정됨";
        vendor_key: "{vendor} key", "{vendor} 키";
        show_vendor: "Show {vendor}", "{vendor} 표시";
        forget_vendor: "Forget {vendor}", "{vendor} 키 삭제";
        get_key: "Get a key for {vendor}", "{vendor} 키 발급";
        get_key_short: "Get a key", "키 발급";
        duplicate: "Duplicate", "복제";
        remove: "Remove", "제거";
        keep: "Keep it", "유지";
        removed: "Removed {name}", "{name} 제공업체를 제거했습니다";
        remove_confirm_one: "Remove {name}? Its key goes too. 1 bot uses it and will ask for another provider.", "{name} 제공업체를 제거할까요? 키도 함께 지워집니다. 봇 1개가 이 제공업체를 사용 중이며 새로 골라야 합니다.";
        remove_confirm: "Remove {name}? Its key goes too. {n} bots use it and will ask for another provider.", "{name} 제공업체를 제거할까요? 키도 함께 지워집니다. 봇 {n}개가 이 제공업체를 사용 중이며 새로 골라야 합니다.";
        id_hint: "Lowercase, digits, - _ and dots. Fixed after saving.", "소문자, 숫자, - _ . 사용. 저장하면 바꿀 수 없습니다.";
        id_fixed: "Fixed after saving.", "저장한 뒤에는 바꿀 수 없습니다.";
        name_hint: "Shown in the provider list.", "제공업체 목록에 표시됩니다.";
        endpoint_hint: "The full URL of the chat-completions endpoint. A host or base URL is completed.", "chat completions 엔드포인트의 전체 URL입니다. 호스트나 기본 URL은 자동으로 완성됩니다.";
        use_exactly: "Use exactly as typed", "입력한 그대로 사용";
        learned: "Learned from this server", "이 서버에서 알아낸 점";
        learned_omit: "{model}: {parameter} is not sent", "{model}: {parameter} 보내지 않음";
        learned_rename: "{model}: {from} is sent as {to}", "{model}: {from}을(를) {to}(으)로 보냄";
        forget_learned: "Forget what was learned", "알아낸 점 지우기";
        requests_go_to: "Requests will go to", "요청을 보낼 주소";
        request_chat: "Chat", "대화";
        request_models: "Models", "모델";
        mixed_content: "This page is HTTPS and the address is HTTP. Browsers most likely block it.", "이 페이지는 HTTPS이고 주소는 HTTP입니다. 브라우저가 차단할 가능성이 큽니다.";
        optional: "optional", "선택 사항";
        key_hint: "Stored in this browser only. Empty sends no key.", "이 브라우저에만 저장됩니다. 비우면 키를 보내지 않습니다.";
        key_cleaned: "Spaces, quotes or invisible characters around it were removed.", "앞뒤의 공백, 따옴표, 보이지 않는 문자를 제거했습니다.";
        show_key: "Show key", "키 표시";
        hide_key: "Hide key", "키 숨기기";
        auth_mode: "Auth mode", "인증 방식";
        auth_bearer: "Bearer token", "Bearer 토큰";
        auth_api_key: "api-key header", "api-key 헤더";
        auth_x_api_key: "x-api-key header", "x-api-key 헤더";
        auth_none: "None", "없음";
        models_hint: "Separate with commas.", "쉼표로 구분합니다.";
        save: "Save", "저장";
        saved: "Saved {name}", "{name} 저장됨";
        cancel: "Cancel", "취소";
    }
}
