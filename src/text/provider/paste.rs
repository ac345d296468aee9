//! What is said on a pasted text and on a file of providers.

use crate::provider::exchange::{Difference, ImportError, Moved};
use crate::provider::paste::{PasteError, Remark};
use crate::text::{Explain, Language};

impl Explain for PasteError {
    fn explain(&self, language: Language) -> String {
        match self {
            PasteError::Empty => say!(
                language,
                "There is nothing to read. Paste a URL, a curl command, a script or JSON.",
                "읽을 내용이 없습니다. URL, curl 명령, 스크립트, JSON 중 하나를 붙여 넣으세요."
            ),
            PasteError::TooLong { bytes } => {
                let megabytes = megabytes(*bytes);
                say!(
                    language,
                    "The text is too long ({megabytes} MB). Paste only the part with the provider.",
                    "내용이 너무 깁니다({megabytes} MB). 제공업체가 있는 부분만 붙여 넣으세요."
                )
            }
            PasteError::Quote { line } => say!(
                language,
                "A quotation mark in line {line} is never closed. Paste the whole command.",
                "{line}행의 따옴표가 닫히지 않았습니다. 명령 전체를 붙여 넣으세요."
            ),
            PasteError::Syntax { line, column } => say!(
                language,
                "This cannot be read at line {line}, column {column}. Values must be written out: variables and expressions are not run.",
                "{line}행 {column}열에서 읽을 수 없습니다. 변수나 식은 실행하지 않으니 값을 직접 쓰세요."
            ),
            PasteError::Address(error) => error.explain(language),
            PasteError::NoAddress => say!(
                language,
                "No address of a server was found in this text. Paste a URL, a curl command, a script or JSON.",
                "이 내용에서 서버 주소를 찾지 못했습니다. URL, curl 명령, 스크립트, JSON 중 하나를 붙여 넣으세요."
            ),
        }
    }
}

impl Explain for Remark {
    fn explain(&self, language: Language) -> String {
        match self {
            Remark::Text { text } => say!(language, "Not read: {text}", "읽지 않은 부분입니다: {text}"),
            Remark::Option { name } => say!(
                language,
                "The option {name} was left out: a page cannot follow it, or it is not known.",
                "반영하지 않은 옵션입니다: {name}. 페이지에서 쓸 수 없거나 알 수 없는 옵션입니다."
            ),
            Remark::HeadersLeftOut { names } => {
                let names = names.join(", ");
                say!(
                    language,
                    "Left out, since browsers set these headers or they are there twice: {names}.",
                    "브라우저가 직접 정하거나 중복된 헤더라서 뺐습니다: {names}."
                )
            }
            Remark::Header { name, error } => {
                let error = error.explain(language);
                say!(language, "The header {name} was left out. {error}", "헤더를 뺐습니다: {name}. {error}")
            }
            Remark::ParametersLeftOut { names } => {
                let names = names.join(", ");
                say!(
                    language,
                    "Left out, since these parameters belong to one request: {names}.",
                    "요청 하나에만 쓰는 매개변수라서 뺐습니다: {names}."
                )
            }
            Remark::Body => say!(
                language,
                "The data of the command is not a JSON object, so model and parameters were not read.",
                "명령의 데이터가 JSON 객체가 아니어서 모델과 매개변수를 읽지 않았습니다."
            ),
            Remark::File { name } => say!(
                language,
                "The command reads the file {name}, which is not in the text.",
                "명령이 읽는 파일이 내용에 없습니다: {name}"
            ),
            Remark::Method { method } => say!(
                language,
                "The command uses {method}; chat requests always use POST.",
                "명령의 메서드는 {method}이지만, 대화 요청에는 항상 POST를 씁니다."
            ),
            Remark::Variable { name } => say!(
                language,
                "The value of {name} is not in the text. Type it yourself.",
                "값이 내용에 없습니다: {name}. 직접 입력하세요."
            ),
            Remark::StandIn { text } => say!(
                language,
                "\"{text}\" looks like a stand-in for a key and was left out. Type your key if the server needs one.",
                "실제 키가 아닌 것으로 보여 뺐습니다: {text}. 서버에 키가 필요하면 직접 입력하세요."
            ),
            Remark::KeyBeside => say!(
                language,
                "The word beside the address was read as the API key.",
                "주소 옆의 단어를 API 키로 읽었습니다."
            ),
            Remark::Key { error } => error.explain(language),
            Remark::OtherPath { path } => say!(
                language,
                "{path} is not the path for chat, so /chat/completions took its place.",
                "대화용 경로가 아니어서 /chat/completions 경로로 바꾸었습니다: {path}"
            ),
            Remark::Entry { label, error } => {
                let error = error.explain(language);
                say!(language, "Left out of {label}: {error}", "뺀 항목입니다({label}). {error}")
            }
            Remark::FieldsLeftOut { names } => {
                let names = names.join(", ");
                say!(
                    language,
                    "Left out, since these fields are not known: {names}.",
                    "알 수 없는 항목이라서 뺐습니다: {names}."
                )
            }
            Remark::SecretInLink => say!(
                language,
                "The link held a key or a secret header, which was left out. Links are no place for secrets: type it yourself.",
                "링크에 키나 비밀 헤더가 있어 뺐습니다. 링크에는 비밀을 넣지 않으니 직접 입력하세요."
            ),
            Remark::TooMany { most } => say!(
                language,
                "There are more than {most} providers here; the first {most} were read.",
                "제공업체가 {most}개보다 많아 앞의 {most}개만 읽었습니다."
            ),
        }
    }
}

impl Explain for ImportError {
    fn explain(&self, language: Language) -> String {
        match self {
            ImportError::Empty => {
                say!(language, "The file is empty. Choose another one.", "파일이 비어 있습니다. 다른 파일을 고르세요.")
            }
            ImportError::TooLong { bytes } => {
                let megabytes = megabytes(*bytes);
                say!(
                    language,
                    "The file is too long ({megabytes} MB) for a list of providers. Choose another one.",
                    "제공업체 목록이라기에는 파일이 너무 큽니다({megabytes} MB). 다른 파일을 고르세요."
                )
            }
            ImportError::Json { line, column } => say!(
                language,
                "The file is not readable JSON (line {line}, column {column}). Nothing was changed.",
                "파일을 JSON으로 읽을 수 없습니다({line}행 {column}열). 바뀐 것은 없습니다."
            ),
            ImportError::NoProviders => say!(
                language,
                "The file holds no providers. Choose an export of this app, or the array of its custom providers.",
                "파일에 제공업체가 없습니다. 이 앱에서 내보낸 파일이나 사용자 정의 제공업체 배열을 고르세요."
            ),
        }
    }
}

impl Explain for Difference {
    fn explain(&self, language: Language) -> String {
        match self {
            Difference::Added { .. } => say!(language, "New.", "새로 추가됩니다."),
            Difference::Changed { changes, moved, .. } => {
                let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
                let fields = fields.join(", ");
                let replaced = say!(
                    language,
                    "Replaces the one that is here. Different: {fields}.",
                    "기존 항목을 바꿉니다. 다른 항목: {fields}."
                );
                let moved = moved.as_ref().map(|Moved { to, .. }| {
                    say!(
                        language,
                        " Its requests will go to {to}: keys and secret headers that are here are left out.",
                        " 요청을 보낼 곳이 바뀝니다: {to}. 여기에 있는 키와 비밀 헤더는 뺍니다."
                    )
                });
                format!("{replaced}{}", moved.unwrap_or_default())
            }
            Difference::Same => say!(language, "Already here, the same.", "이미 같은 항목이 있습니다."),
            Difference::Unreadable { reason } => {
                let reason = reason.explain(language);
                say!(language, "Cannot be used. {reason}", "사용할 수 없습니다. {reason}")
            }
        }
    }
}

fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}

#[cfg(test)]
mod tests;
