//! The connection check: its buttons, headings and questions. Its findings are in `text::doctor`.

super::words! {
    /// The connection check.
    DoctorWords {
        title: "Connection check", "연결 확인";
        test: "Test connection", "연결 테스트";
        test_provider: "Test {name}", "{name} 테스트";
        find_cause: "Find the cause", "원인 찾기";
        key_may_hide: "Some servers answer a rejected key in a way that looks the same.", "키를 거부할 때도 똑같이 보이는 서버가 있습니다.";
        back: "Back to form", "양식으로 돌아가기";
        stop: "Stop", "중지";
        check_again: "Check again", "다시 확인";
        use_relay: "Use the local relay", "로컬 릴레이 사용";
        use_relay_hint: "This app's own server then makes the requests of this provider. Save to keep it.", "그러면 이 앱의 서버가 이 제공업체의 요청을 대신 보냅니다. 저장해야 유지됩니다.";
        relay_from_now: "This app's own server makes the requests of this provider from now on.", "지금부터 이 앱의 서버가 이 제공업체의 요청을 대신 보냅니다.";
        ask_relay: "Let this app's server look", "이 앱의 서버로 확인";
        ask_relay_hint: "It calls the same address once, with your key, and stores nothing.", "같은 주소를 키와 함께 한 번 호출하며 아무것도 저장하지 않습니다.";
        copy_report: "Copy report", "보고서 복사";
        copy_curl: "Copy as curl", "curl로 복사";
        copy_step: "Copy step {n}", "{n}단계 복사";
        secrets_removed: "Keys and secret headers are removed.", "키와 비밀 헤더는 빠집니다.";
        system: "System", "시스템";
        seen: "Seen", "확인한 내용";
        likely: "Likely why", "가능성이 큰 원인";
        server_words: "Server's words", "서버가 보낸 내용";
        could_be_better: "Why", "이유";
        paid_question: "All that is free of charge is checked. Send one real request? It asks {model} for one token and may cost a fraction of a cent.", "무료로 확인할 수 있는 것은 모두 확인했습니다. 실제 요청을 한 번 보낼까요? 토큰 1개를 요청하며 아주 적은 비용이 들 수 있습니다. 모델: {model}";
        send_token: "Send one token", "토큰 1개 요청";
        skip_token: "Skip", "건너뛰기";
        checking: "Checking: {layer}", "확인 중: {layer}";
        stopped: "Stopped", "중지됨";
        works: "It works.", "정상입니다.";
        counts: "{passed} passed · {failed} failed · {waiting} not run", "통과 {passed} · 실패 {failed} · 실행 안 함 {waiting}";
        passed: "Passed", "통과";
        warned: "Could be better", "개선 가능";
        failed: "Failed", "실패";
        skipped: "Skipped", "건너뜀";
        running: "Running", "실행 중";
        waiting: "Waiting", "대기";
        milliseconds: "{n} ms", "{n}ms";
        tested: "{status} · {age}", "{status} · {age}";
    }
}
