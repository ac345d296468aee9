//! The sentences of Demo, in English and Korean.

use crate::text::Language;

/// One field a phrase, so that a phrase that a language lacks does not compile.
pub(super) struct Words {
    pub reasoning: &'static str,
    pub title: &'static str,
    pub introduction: &'static str,
    pub arrived: &'static str,
    pub item: &'static str,
    pub value: &'static str,
    pub model: &'static str,
    pub messages: &'static str,
    pub characters: &'static str,
    pub tokens: &'static str,
    pub parameters: &'static str,
    pub no_parameters: &'static str,
    pub your_words: &'static str,
    pub beginning_of_your_words: &'static str,
    pub no_words: &'static str,
    pub what_shows: &'static str,
    pub emphasis: &'static str,
    pub link: &'static str,
    pub done: &'static str,
    pub to_do: &'static str,
    pub code: &'static str,
    pub counting: &'static str,
    pub how_counted: &'static str,
    pub pace: &'static str,
}

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Korean => &KOREAN,
    }
}

const ENGLISH: Words = Words {
    reasoning: "Nobody is thinking here, because Demo is not a model. What a reasoning model thinks arrives before its \
                reply, in a field of its own, and this paragraph stands in for it.",
    title: "Demo is not a model",
    introduction: "No model wrote this. A small program in this app's own server put it together from fixed sentences, \
                   so that you can see streaming, Markdown, reasoning and usage before you connect an endpoint.",
    arrived: "What arrived",
    item: "Item",
    value: "Value",
    model: "Model",
    messages: "Messages",
    characters: "Characters in them",
    tokens: "Tokens in them",
    parameters: "The parameters, as they were sent:",
    no_parameters: "No parameters were sent.",
    your_words: "Your last message, word for word:",
    beginning_of_your_words: "The beginning of your last message, word for word:",
    no_words: "There was no text from you in it.",
    what_shows: "What a reply can show",
    emphasis: "**Bold**, *italic*, ~~struck out~~ and `code`",
    link: "A link: [Markdown in ten minutes](https://commonmark.org/help/)",
    done: "See a reply stream in",
    to_do: "Connect an endpoint: Settings, API Keys, Custom Providers",
    code: "A block of code, in Rust:",
    counting: "How the tokens are counted",
    how_counted: "A token is here at most four characters of one word, with the white space before them. Reasoning counts \
                  as well. Models count in ways of their own, so these figures say nothing about a price.",
    pace: "`demo-fast` sends about 1,500 tokens a second and `demo-slow` 20. When `max_tokens` is reached, the reply ends \
           there with the finish reason `length`.",
};

const KOREAN: Words = Words {
    reasoning: "Demo는 모델이 아니므로 여기서 생각하는 것은 아무것도 없습니다. 추론 모델의 생각은 답변보다 먼저 별도의 필드로 \
                도착하며, 이 문단이 그 자리를 대신합니다.",
    title: "Demo는 모델이 아닙니다",
    introduction: "이 글은 모델이 쓴 것이 아닙니다. 이 앱의 서버에 있는 작은 프로그램이 정해진 문장을 모아 만들었습니다. \
                   엔드포인트를 연결하기 전에 스트리밍, 마크다운, 추론, 사용량을 미리 볼 수 있습니다.",
    arrived: "받은 내용",
    item: "항목",
    value: "값",
    model: "모델",
    messages: "메시지",
    characters: "메시지의 글자 수",
    tokens: "메시지의 토큰 수",
    parameters: "보낸 그대로의 매개변수:",
    no_parameters: "매개변수는 없었습니다.",
    your_words: "마지막 메시지 그대로:",
    beginning_of_your_words: "마지막 메시지의 앞부분 그대로:",
    no_words: "사용자가 쓴 글은 없었습니다.",
    what_shows: "답변에 나타낼 수 있는 것",
    emphasis: "**굵게**, *기울임*, ~~취소선~~, `코드`",
    link: "링크: [10분 만에 배우는 마크다운](https://commonmark.org/help/)",
    done: "답변이 스트리밍되는 것 보기",
    to_do: "엔드포인트 연결하기: 설정, API 키, 사용자 정의 제공업체",
    code: "Rust 코드 블록:",
    counting: "토큰을 세는 방법",
    how_counted: "여기서 토큰 하나는 한 단어의 글자 최대 네 개와 그 앞의 공백입니다. 추론도 함께 셉니다. 모델마다 세는 방법이 \
                  다르므로 이 수치는 요금과 관계가 없습니다.",
    pace: "`demo-fast`는 1초에 약 1,500토큰, `demo-slow`는 20토큰을 보냅니다. `max_tokens`에 이르면 답변은 거기서 끝나고 종료 \
           이유는 `length`입니다.",
};
