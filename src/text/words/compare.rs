//! One prompt to several models side by side.

super::words! {
    /// One prompt to several models side by side.
    CompareWords {
        title: "Compare models", "모델 비교";
        close: "Close", "닫기";
        add_model: "Add model", "모델 추가";
        remove_model: "Remove {model}, {provider}", "{model}, {provider} 제거";
        new_comparison: "New comparison", "새 비교";
        cleared: "A new comparison has begun", "새 비교를 시작했습니다";
        column_removed: "Column removed", "열을 제거했습니다";
        stop_all: "Stop all", "모두 중지";
        stop_model: "Stop {model}", "{model} 중지";
        stop: "Stop", "중지";
        keep: "Keep this answer", "이 답변으로 계속";
        ask: "Ask this model too", "이 모델에도 묻기";
        region: "{model}, {provider}", "{model}, {provider}";
        no_model: "No model", "모델 없음";
        provider_of: "Provider {n}", "제공업체 {n}";
        model_of: "Model {n}", "모델 {n}";
        other_model: "Other ID…", "다른 ID…";
        other_id: "Other ID {n}", "다른 ID {n}";
        column: "Column on the screen", "표시할 열";
        to_models: "To {n} models", "모델 {n}개에 전송";
        so_far: "{cost} so far", "지금까지 {cost}";
        ready: "Ready", "준비됨";
        finished: "Finished in {s} s", "{s}초 만에 완료";
        stopped: "Stopped", "중지됨";
        failed: "Failed", "실패";
        empty: "Write a message below. Each model answers it by itself.", "아래에 메시지를 입력하세요. 모델마다 따로 답합니다.";
        said: "{model}: {said}", "{model}: {said}";
        provider_missing: "This provider is not set up here.", "이 제공업체가 여기에 없습니다.";
        provider_off: "This provider is disabled.", "이 제공업체가 꺼져 있습니다.";
        answers: "Answers side by side", "나란히 놓인 답변";
    }
}
