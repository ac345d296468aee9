//! What is wrong with what was typed, registered or stored about a provider.

use std::error::Error;
use std::fmt;

use super::{Explain, Language};
use crate::provider::id::MAX_LENGTH;
use crate::provider::{
    EndpointError, FieldError, HeaderError, IdError, ImportError, KeyError, OptionError, OptionFault, PasteError,
    UrlHint, WholeTextUnreadable,
};

/// One row of the table: the same sentence in every language.
macro_rules! say {
    ($language:expr, $english:literal, $korean:literal) => {
        match $language {
            Language::English => format!($english),
            Language::Korean => format!($korean),
        }
    };
}

mod option;
mod paste;
mod preset;

pub use preset::preset_help;

impl Explain for IdError {
    fn explain(&self, language: Language) -> String {
        match self {
            IdError::Empty => say!(
                language,
                "The ID is empty. Type 1 to {MAX_LENGTH} lower-case letters or digits.",
                "ID가 비어 있습니다. 소문자나 숫자를 1~{MAX_LENGTH}자로 입력하세요."
            ),
            IdError::TooLong { length } => say!(
                language,
                "The ID has {length} characters; {MAX_LENGTH} is the most. Shorten it.",
                "ID 길이가 {length}자입니다. 최대 {MAX_LENGTH}자이니 줄이세요."
            ),
            IdError::Capital { letter } => say!(
                language,
                "The ID holds the capital \"{letter}\". IDs are lower case: type a small letter.",
                "ID에 대문자가 있습니다: {letter}. ID에는 소문자만 쓸 수 있으니 소문자로 바꾸세요."
            ),
            IdError::Space => say!(
                language,
                "The ID holds a space. IDs have none: use - or _ in its place.",
                "ID에 공백이 있습니다. 공백은 쓸 수 없으니 - 또는 _ 문자로 바꾸세요."
            ),
            IdError::Start { character } => {
                let character = shown(*character, language);
                say!(
                    language,
                    "The ID starts with {character}. Start it with a letter or a digit.",
                    "ID의 첫 글자로 쓸 수 없는 문자입니다: {character}. 글자나 숫자로 시작하세요."
                )
            }
            IdError::Character { character } => {
                let character = shown(*character, language);
                say!(
                    language,
                    "The ID holds {character}. Use only letters, digits, -, _ and . (dot).",
                    "ID에 쓸 수 없는 문자가 있습니다: {character}. 글자, 숫자, -, _, .(점)만 쓰세요."
                )
            }
            IdError::BuiltIn { id } => say!(
                language,
                "\"{id}\" is already used. Choose another ID. This one belongs to a built-in provider.",
                "이미 쓰고 있는 ID입니다: {id}. 다른 ID를 정하세요. 기본 제공업체의 ID입니다."
            ),
            IdError::Taken { id } => say!(
                language,
                "\"{id}\" is already used. Choose another ID.",
                "이미 쓰고 있는 ID입니다: {id}. 다른 ID를 정하세요."
            ),
        }
    }
}

impl Explain for EndpointError {
    fn explain(&self, language: Language) -> String {
        match self {
            EndpointError::Empty => say!(
                language,
                "The URL is empty. Give the full address, such as http://localhost:8000/v1/chat/completions.",
                "URL이 비어 있습니다. http://localhost:8000/v1/chat/completions 같은 전체 주소를 입력하세요."
            ),
            EndpointError::Relative => say!(
                language,
                "This is not a full URL. It must start with http:// or https://, such as http://localhost:8000/v1/chat/completions.",
                "전체 URL이 아닙니다. http://localhost:8000/v1/chat/completions 처럼 http:// 또는 https:// 로 시작해야 합니다."
            ),
            EndpointError::Scheme { scheme } => say!(
                language,
                "The URL starts with \"{scheme}:\". A page can call http:// and https:// only: use one of these.",
                "URL의 스킴을 쓸 수 없습니다: {scheme}. 브라우저는 http:// 와 https:// 만 호출할 수 있으니 둘 중 하나로 바꾸세요."
            ),
            EndpointError::Credentials => say!(
                language,
                "The URL holds a user name or password, and browsers refuse to call such a URL. Remove the part before @ and put the secret into the key or an extra header.",
                "URL에 사용자 이름이나 비밀번호가 있어 브라우저가 호출을 거부합니다. @ 앞부분을 지우고 키나 추가 헤더에 넣으세요."
            ),
            EndpointError::NoHost => say!(
                language,
                "The URL has no host. Write it after http:// or https://, such as http://localhost:8000.",
                "URL에 호스트가 없습니다. http://localhost:8000 처럼 http:// 또는 https:// 뒤에 쓰세요."
            ),
            EndpointError::Host => say!(
                language,
                "The host name holds a character that no host name can hold. Check its spelling.",
                "호스트 이름에 쓸 수 없는 문자가 있습니다. 철자를 확인하세요."
            ),
            EndpointError::Address => say!(
                language,
                "The host is written like an IP address but is none. Check its numbers.",
                "호스트가 올바른 IP 주소가 아닙니다. 숫자를 확인하세요."
            ),
            EndpointError::Port => say!(
                language,
                "The port is not a number from 0 to 65535. Check what follows the colon.",
                "포트가 0~65535 사이의 숫자가 아닙니다. 콜론 뒤를 확인하세요."
            ),
            EndpointError::Character { position, character } => {
                let character = shown(*character, language);
                say!(
                    language,
                    "Character {position} of the URL is {character}, which no URL can hold. Remove it.",
                    "URL의 {position}번째 글자를 쓸 수 없습니다: {character}. 지우세요."
                )
            }
            EndpointError::Placeholder { placeholder } => say!(
                language,
                "The URL still holds {placeholder}. Put your own value in its place.",
                "URL에 아직 채우지 않은 부분이 있습니다: {placeholder}. 실제 값으로 바꾸세요."
            ),
            EndpointError::Account { character } => {
                let character = shown(*character, language);
                say!(
                    language,
                    "The account ID holds {character}. It is letters and digits only: copy it from the dashboard.",
                    "계정 ID에 쓸 수 없는 문자가 있습니다: {character}. 글자와 숫자로만 되어 있으니 대시보드에서 복사하세요."
                )
            }
            EndpointError::Unreadable { reason } => say!(
                language,
                "The URL cannot be read ({reason}). Check its spelling.",
                "URL을 읽을 수 없습니다({reason}). 철자를 확인하세요."
            ),
        }
    }
}

impl Explain for UrlHint {
    fn explain(&self, language: Language) -> String {
        match self {
            UrlHint::SchemeAdded { scheme } => {
                say!(language, "{scheme}:// was added in front.", "앞에 {scheme}:// 를 붙였습니다.")
            }
            UrlHint::PathKept { path } => say!(
                language,
                "The path {path} stays as it is. Most servers answer at a path that ends in /chat/completions.",
                "경로를 그대로 둡니다: {path}. 대부분의 서버는 /chat/completions 로 끝나는 경로에서 응답합니다."
            ),
            UrlHint::QueryKept { query } => {
                say!(language, "{query} goes with every request.", "모든 요청에 함께 보냅니다: {query}")
            }
            UrlHint::FragmentDropped => say!(
                language,
                "The part after # was dropped, since it is never sent.",
                "# 뒤는 전송되지 않으므로 뺐습니다."
            ),
            UrlHint::Unspecified => say!(
                language,
                "Servers listen on this address, but a page cannot call it. Use localhost or the address of that computer.",
                "서버가 수신할 때 쓰는 주소라서 브라우저로는 호출할 수 없습니다. localhost 또는 그 컴퓨터의 주소를 쓰세요."
            ),
        }
    }
}

impl Explain for KeyError {
    fn explain(&self, language: Language) -> String {
        match self {
            KeyError::Empty => {
                say!(language, "The key is empty. Paste the key.", "키가 비어 있습니다. 키를 붙여 넣으세요.")
            }
            KeyError::LineBreak { position } => say!(
                language,
                "The key has a line break at character {position}. A key is a single line: paste it again without the break.",
                "키의 {position}번째 글자가 줄바꿈입니다. 키는 한 줄이어야 하니 줄바꿈 없이 다시 붙여 넣으세요."
            ),
            KeyError::Character { position, character } => {
                let character = shown(*character, language);
                say!(
                    language,
                    "Character {position} of the key is {character}. A request header carries only plain ASCII: paste the key again.",
                    "키의 {position}번째 글자를 쓸 수 없습니다: {character}. 요청 헤더에는 ASCII 문자만 들어갑니다. 키를 다시 붙여 넣으세요."
                )
            }
        }
    }
}

impl Explain for HeaderError {
    fn explain(&self, language: Language) -> String {
        match self {
            HeaderError::EmptyName => say!(
                language,
                "The header has no name. Type one, or remove the header.",
                "헤더 이름이 비어 있습니다. 이름을 입력하거나 헤더를 지우세요."
            ),
            HeaderError::NameCharacter { position, character } => {
                let character = shown(*character, language);
                say!(
                    language,
                    "Character {position} of the header's name is {character}. Use only letters from a to z, digits and -.",
                    "헤더 이름의 {position}번째 글자를 쓸 수 없습니다: {character}. 영문자, 숫자, - 만 쓰세요."
                )
            }
            HeaderError::Forbidden { name } => say!(
                language,
                "Browsers do not let a page send {name}. Remove this header.",
                "브라우저에서 페이지가 보낼 수 없는 헤더입니다: {name}. 이 헤더를 지우세요."
            ),
            HeaderError::ValueCharacter { position, character } => {
                let character = shown(*character, language);
                say!(
                    language,
                    "Character {position} of the header's value is {character}, which no header can carry. Use only characters up to U+00FF.",
                    "헤더 값의 {position}번째 글자를 쓸 수 없습니다: {character}. U+00FF 이하의 문자만 쓰세요."
                )
            }
            HeaderError::LineBreak { position } => say!(
                language,
                "The header's value has a line break at character {position}. A value is a single line: remove the break.",
                "헤더 값의 {position}번째 글자가 줄바꿈입니다. 값은 한 줄이어야 하니 줄바꿈을 지우세요."
            ),
            HeaderError::Duplicate { name } => say!(
                language,
                "There are two headers of the name {name}; capitals make no difference. Keep one.",
                "같은 이름의 헤더가 둘입니다: {name}. 대소문자는 구분하지 않으니 하나만 남기세요."
            ),
        }
    }
}

/// A character so that it can be seen.
fn shown(character: char, language: Language) -> String {
    match character {
        ' ' => say!(language, "a space", "공백"),
        '\t' => say!(language, "a tab", "탭"),
        '\r' | '\n' => say!(language, "a line break", "줄바꿈"),
        _ if character.is_whitespace() || character.escape_debug().count() > 1 => {
            format!("U+{:04X}", u32::from(character))
        }
        _ => say!(language, "\"{character}\"", "{character}"),
    }
}

macro_rules! display_in_english {
    ($($error:ty),*) => {$(
        impl fmt::Display for $error {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.explain(Language::English))
            }
        }

        impl Error for $error {}
    )*};
}

display_in_english!(
    IdError,
    EndpointError,
    KeyError,
    HeaderError,
    OptionFault,
    OptionError,
    FieldError,
    WholeTextUnreadable,
    PasteError,
    ImportError
);

#[cfg(test)]
mod tests;
