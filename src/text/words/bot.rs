//! The bot editor.

super::words! {
    /// The bot editor.
    BotWords {
        first_name: "Assistant", "어시스턴트";
        new_name: "New bot", "새 봇";
        title: "Bot", "봇";
        saved: "Saved", "저장됨";
        not_saved_full: "Not saved: storage is full", "저장 안 됨: 저장 공간 부족";
        not_saved_blocked: "Not saved: this browser stores nothing", "저장 안 됨: 브라우저 저장소를 쓸 수 없음";
        close: "Close", "닫기";
        name: "Name", "이름";
        provider: "Provider", "제공업체";
        built_in: "Built-in", "기본 제공";
        custom: "Custom", "사용자 정의";
        missing_option: "{id} (missing)", "{id} (없음)";
        demo_status: "Answered by this app's own server. Not a model.", "이 앱의 서버가 답합니다. 모델이 아닙니다.";
        provider_off: "Disabled. Enable it in Settings.", "꺼져 있습니다. 설정에서 켜세요.";
        key_unusable: "The stored key cannot be used. Type it again in Settings.", "저장된 키를 쓸 수 없습니다. 설정에서 다시 입력하세요.";
        key_in_header: "Authorized by an extra header", "추가 헤더로 인증합니다";
        key_set: "Key set", "키 있음";
        key_missing: "No key yet. Add it in Settings.", "키가 아직 없습니다. 설정에서 추가하세요.";
        no_account: "No account ID yet. Add it in Settings.", "계정 ID가 아직 없습니다. 설정에서 추가하세요.";
        no_key: "Sent without a key", "키 없이 보냅니다";
        model: "Model", "모델";
        other_model: "Other…", "기타…";
        other_id: "Other ID", "다른 ID";
        model_empty: "Type the model's ID as the server knows it.", "서버에 있는 모델 ID를 입력하세요.";
        price: "Input / output · per 1M", "입력 / 출력 · 100만 개당";
        context: "Context / max output", "컨텍스트 / 최대 출력";
        unknown: "Unknown", "알 수 없음";
        system_prompt: "System prompt", "시스템 프롬프트";
        prompt_template: "Prompt template", "프롬프트 템플릿";
        no_template: "Custom", "직접 작성";
        template_assistant: "General assistant", "일반 어시스턴트";
        template_code: "Code assistant", "코드 어시스턴트";
        template_writing: "Creative writing", "창작 글쓰기";
        template_data: "Data analyst", "데이터 분석";
        template_translator: "Translator", "번역";
        own_templates: "Your templates", "내 템플릿";
        system_prompt_hint: "You are a helpful assistant…", "당신은 유능한 어시스턴트입니다…";
        generation: "Generation", "생성 매개변수";
        mode_of: "{parameter} mode", "{parameter} 방식";
        inherit: "Inherit", "상속";
        send: "Send", "보내기";
        dont_send: "Don't send", "보내지 않음";
        temperature: "Temperature", "온도";
        max_tokens: "Max tokens", "최대 토큰";
        top_p: "Top P", "Top P";
        frequency_penalty: "Frequency penalty", "빈도 페널티";
        presence_penalty: "Presence penalty", "존재 페널티";
        number_error: "Must be a number from {least} to {most}. The last valid value is kept.", "{least}부터 {most}까지의 숫자여야 합니다. 마지막으로 올바른 값이 유지됩니다.";
        whole_number_error: "Must be a whole number from {least} to {most}. The last valid value is kept.", "{least}부터 {most}까지의 정수여야 합니다. 마지막으로 올바른 값이 유지됩니다.";
        reasoning_effort: "Reasoning effort", "추론 강도";
        effort_none: "None", "없음";
        effort_minimal: "Minimal", "최소";
        effort_low: "Low", "낮음";
        effort_medium: "Medium", "보통";
        effort_high: "High", "높음";
        other_effort: "Other effort", "다른 강도";
        response_format: "Response format", "응답 형식";
        text: "Text", "텍스트";
        json_object: "JSON object", "JSON 객체";
        json_schema: "JSON schema", "JSON 스키마";
        advanced: "Stop, seed, context, headers", "정지 문자열, 시드, 컨텍스트, 헤더";
        delete: "Delete bot", "봇 삭제";
        deleted: "Deleted {name}", "{name} 봇을 삭제했습니다";
    }
}
