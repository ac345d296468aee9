//! The request details of a reply.

super::words! {
    /// The request details of a reply.
    InspectorWords {
        title: "Request details", "요청 상세";
        close: "Close", "닫기";
        gone: "This reply is no longer here.", "이 답변은 더 이상 없습니다.";
        nothing_sent: "Nothing was sent for this reply.", "이 답변을 위해 보낸 요청이 없습니다.";
        raw_not_kept: "Raw events and response headers are kept only for replies of this page visit.", "원본 이벤트와 응답 헤더는 이번에 페이지를 연 뒤 받은 답변에만 남아 있습니다.";
        rebuilt: "The request is put together again from what is stored with the reply and from the conversation.", "답변과 함께 저장된 내용과 대화로 요청을 다시 구성했습니다.";
        messages_differ: "The messages are those that the conversation and its bot hold now, not exactly those that were sent.", "메시지는 현재 대화와 봇에 있는 내용이며, 실제로 보낸 것과 똑같지는 않습니다.";
        arriving: "arriving", "수신 중";
        no_answer: "no answer", "응답 없음";
        timing: "Timing", "소요 시간";
        refused: "Refused", "거부됨";
        headers_phase: "Headers", "헤더";
        first_token: "First token", "첫 토큰";
        reasoning: "Reasoning", "추론";
        answer: "Answer", "답변";
        milliseconds: "{n} ms", "{n} ms";
        seconds: "{n} s", "{n}초";
        speed: "{r} tok/s", "{r} tok/s";
        request: "Request", "요청";
        copy_curl: "Copy as curl", "curl로 복사";
        hidden: "hidden", "숨김";
        relayed: "Sent through this app's own server (POST /api/relay).", "이 앱의 서버를 거쳐 보냈습니다(POST /api/relay).";
        messages: "[ {n} in all, {size} ]", "[ 모두 {n}개, {size} ]";
        show_messages: "Show messages", "메시지 표시";
        hide_messages: "Hide messages", "메시지 숨기기";
        body_not_kept: "The body was too long to be kept.", "본문이 너무 길어 보관하지 않았습니다.";
        body_cut: "The rest is in what Copy as curl copies.", "나머지는 curl로 복사한 내용에 들어 있습니다.";
        inherited: "From the provider: {names}.", "제공업체 기본값: {names}.";
        left_out: "Not sent: {names}.", "보내지 않음: {names}.";
        learned: "Refused by this server before:", "이 서버에서 전에 거부한 항목:";
        omitted: "{name} is not sent", "{name} 보내지 않음";
        renamed: "{from} is sent as {to}", "{from} 대신 {to} 이름으로 보냄";
        retried: "Refused at first ({status}) and sent once more: {change}.", "처음에 거부되어({status}) 한 번 다시 보냈습니다: {change}.";
        said: "The server said: {words}", "서버의 응답: {words}";
        response_headers: "Response headers", "응답 헤더";
        response_headers_hint: "Those that the server lets a page see.", "서버에서 페이지에 공개한 헤더만 표시됩니다.";
        skipped: "Events that could not be read and were skipped: {n}", "읽을 수 없어 건너뛴 이벤트: {n}개";
        raw_stream: "Raw stream", "원본 스트림";
        events: "{n} lines · {size}", "{n}줄 · {size}";
        nothing_came: "Nothing has come yet.", "아직 받은 내용이 없습니다.";
        unread_answer: "Nothing of an answer could be read.", "읽을 수 있는 응답이 없습니다.";
        empty_body: "The answer had no body.", "응답 본문이 없습니다.";
        dropped: "The raw stream was given up for those of newer replies.", "더 새로운 답변을 위해 원본 스트림을 지웠습니다.";
        gap: "… {size} left out", "… {size} 생략";
        line: "Line {n}", "{n}번째 줄";
        find: "Find", "찾기";
        find_text: "Find in the raw stream", "원본 스트림에서 찾기";
        found: "{n} of {all}", "{all}개 중 {n}번째";
        found_none: "Not found", "찾을 수 없음";
        find_previous: "Previous match", "이전 결과";
        find_next: "Next match", "다음 결과";
        download: "Download", "다운로드";
        copy_report: "Copy report", "보고서 복사";
        report_hint: "Keys, secret headers and message text are left out.", "키, 비밀 헤더, 메시지 내용은 제외됩니다.";
        report_sent: "Sent: {time}", "보낸 시각: {time}";
        report_model: "Model: {model}, {provider}", "모델: {model}, {provider}";
        report_status: "HTTP status: {status}", "HTTP 상태: {status}";
        report_ending: "Ending: {ending}", "결과: {ending}";
        complete: "complete", "완료";
        stopped: "stopped", "중지됨";
        unfinished: "not ended", "끝나지 않음";
        bytes: "{n} B", "{n} B";
        kilobytes: "{n} kB", "{n} kB";
        megabytes: "{n} MB", "{n} MB";
    }
}
