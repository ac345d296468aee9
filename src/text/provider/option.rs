//! What is wrong with an option, a stored entry or a field of the form.

use crate::provider::{
    EndpointError, Field, FieldError, FieldFault, IdError, KeyError, Kind, OptionError, OptionFault, ParametersFault,
    TextFault, WholeTextUnreadable,
};
use crate::text::{Explain, Language};

impl Explain for OptionFault {
    fn explain(&self, language: Language) -> String {
        match self {
            OptionFault::Missing => {
                say!(language, "It is missing. Add it.", "값이 없습니다. 추가하세요.")
            }
            OptionFault::Empty => {
                say!(language, "It is empty. Give a value, or leave it out.", "비어 있습니다. 값을 넣거나 빼세요.")
            }
            OptionFault::Type { expected: Kind::Number, found: Kind::Null } => say!(
                language,
                "It must be a number but is null, as NaN and Infinity become. Give a number, or leave it out.",
                "숫자여야 하는데 null입니다(NaN과 Infinity도 null이 됩니다). 숫자를 넣거나 빼세요."
            ),
            OptionFault::Type { expected, found } => {
                let (expected, found) = (kind(*expected, language), kind(*found, language));
                say!(
                    language,
                    "It must be {expected} but is {found}. Change it.",
                    "형식이 다릅니다. 필요한 형식: {expected}, 받은 형식: {found}. 바꾸세요."
                )
            }
            OptionFault::Number { number, whole: true } => say!(
                language,
                "{number} is out of range. Give a whole number of 0 or more.",
                "범위를 벗어난 값입니다: {number}. 0 이상의 정수를 넣으세요."
            ),
            OptionFault::Number { number, whole: false } => say!(
                language,
                "{number} is out of range. Give a number of 0 or more.",
                "범위를 벗어난 값입니다: {number}. 0 이상의 숫자를 넣으세요."
            ),
            OptionFault::Choice { given, known } => {
                let known = known.join(", ");
                say!(
                    language,
                    "\"{given}\" is not known. Use one of these: {known}.",
                    "알 수 없는 값입니다: {given}. 쓸 수 있는 값: {known}."
                )
            }
            OptionFault::Duplicate { id } => say!(
                language,
                "\"{id}\" is in the list already. Remove one of the two.",
                "목록에 이미 있습니다: {id}. 둘 중 하나를 지우세요."
            ),
            OptionFault::Id(error) => error.explain(language),
            OptionFault::Endpoint(error) => error.explain(language),
            OptionFault::Header(error) => error.explain(language),
            OptionFault::Json { reason } => say!(
                language,
                "The entry cannot be read ({reason}). It stays stored as it is.",
                "항목을 읽을 수 없습니다({reason}). 저장된 내용은 그대로 둡니다."
            ),
        }
    }
}

impl Explain for OptionError {
    fn explain(&self, language: Language) -> String {
        format!("{}: {}", self.field, self.fault.explain(language))
    }
}

impl Explain for FieldError {
    fn explain(&self, language: Language) -> String {
        match (&self.error, self.field) {
            (FieldFault::Id(error), _) => error.explain(language),
            (FieldFault::Endpoint(error), _) => error.explain(language),
            (FieldFault::Key(error), _) => error.explain(language),
            (FieldFault::Header(error), _) => error.explain(language),
            (FieldFault::Parameters(fault), _) => fault.explain(language),
            (FieldFault::Price { typed }, _) => say!(
                language,
                "{typed} is no price. Type USD per million tokens, such as 0.25, or leave it blank.",
                "가격으로 읽을 수 없습니다: {typed}. 토큰 100만 개당 USD를 0.25처럼 입력하거나 비워 두세요."
            ),
            (FieldFault::Whole { typed, most }, _) => say!(
                language,
                "{typed} is no whole number from 0 to {most}. Type digits, or leave it blank.",
                "0~{most} 사이의 정수가 아닙니다: {typed}. 숫자로 입력하거나 비워 두세요."
            ),
            (FieldFault::Empty, Field::Id) => IdError::Empty.explain(language),
            (FieldFault::Empty, Field::Endpoint) => EndpointError::Empty.explain(language),
            (FieldFault::Empty, Field::Key) => KeyError::Empty.explain(language),
            (FieldFault::Empty, Field::Name) => say!(
                language,
                "The name is empty. Type the name that lists will show.",
                "이름이 비어 있습니다. 목록에 표시할 이름을 입력하세요."
            ),
            (FieldFault::Empty, Field::Models) => say!(
                language,
                "There is no model. Type at least one model ID; separate several with commas.",
                "모델이 없습니다. 모델 ID를 하나 이상 입력하고, 여러 개는 쉼표로 구분하세요."
            ),
            (FieldFault::Empty, _) => say!(language, "It is empty. Give a value.", "비어 있습니다. 값을 넣으세요."),
        }
    }
}

impl Explain for ParametersFault {
    fn explain(&self, language: Language) -> String {
        match self {
            ParametersFault::Json { line, column } => say!(
                language,
                "This is not readable as JSON (line {line}, column {column}). Write an object such as {{\"temperature\": 0.2}}.",
                "JSON으로 읽을 수 없습니다({line}행 {column}열). {{\"temperature\": 0.2}} 같은 객체를 쓰세요."
            ),
            ParametersFault::NotAnObject => say!(
                language,
                "The default parameters must be a JSON object, such as {{\"temperature\": 0.2}}.",
                "기본 매개변수는 {{\"temperature\": 0.2}} 같은 JSON 객체여야 합니다."
            ),
            ParametersFault::Reserved { name } => say!(
                language,
                "\"{name}\" cannot be a default: every request has its own. Remove it.",
                "기본값으로 둘 수 없는 항목입니다: {name}. 요청마다 따로 정해지니 지우세요."
            ),
        }
    }
}

impl Explain for WholeTextUnreadable {
    fn explain(&self, language: Language) -> String {
        match self.reason {
            TextFault::Json { line, column } => say!(
                language,
                "The stored custom providers are not readable JSON (line {line}, column {column}). The text is kept as it is, under ais-custom-providers in this browser's storage: repair it there.",
                "저장된 사용자 정의 제공업체를 JSON으로 읽을 수 없습니다({line}행 {column}열). 내용은 그대로 두었으니 브라우저 저장소의 ais-custom-providers 항목을 고치세요."
            ),
            TextFault::NotAnArray => say!(
                language,
                "The stored custom providers are not a JSON array. The text is kept as it is, under ais-custom-providers in this browser's storage: repair it there.",
                "저장된 사용자 정의 제공업체가 JSON 배열이 아닙니다. 내용은 그대로 두었으니 브라우저 저장소의 ais-custom-providers 항목을 고치세요."
            ),
        }
    }
}

fn kind(kind: Kind, language: Language) -> &'static str {
    let (english, korean) = match kind {
        Kind::Null => ("null", "null"),
        Kind::Boolean => ("true or false", "불리언"),
        Kind::Number => ("a number", "숫자"),
        Kind::Text => ("a string", "문자열"),
        Kind::List => ("an array", "배열"),
        Kind::Object => ("an object", "객체"),
    };
    match language {
        Language::English => english,
        Language::Korean => korean,
    }
}
