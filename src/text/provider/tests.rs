use super::*;
use crate::provider::{Field, FieldFault, Kind, ParametersFault, TextFault};

fn ids() -> Vec<IdError> {
    vec![
        IdError::Empty,
        IdError::TooLong { length: 65 },
        IdError::Capital { letter: 'M' },
        IdError::Space,
        IdError::Start { character: '.' },
        IdError::Character { character: '\u{200b}' },
        IdError::BuiltIn { id: "openai".into() },
        IdError::Taken { id: "vllm".into() },
    ]
}

fn endpoints() -> Vec<EndpointError> {
    vec![
        EndpointError::Empty,
        EndpointError::Relative,
        EndpointError::Scheme { scheme: "ftp".into() },
        EndpointError::Credentials,
        EndpointError::NoHost,
        EndpointError::Host,
        EndpointError::Address,
        EndpointError::Port,
        EndpointError::Character { position: 3, character: ' ' },
        EndpointError::Placeholder { placeholder: "{id}".into() },
        EndpointError::Account { character: '/' },
        EndpointError::Unreadable { reason: "too long".into() },
    ]
}

fn headers() -> Vec<HeaderError> {
    vec![
        HeaderError::EmptyName,
        HeaderError::NameCharacter { position: 3, character: '팀' },
        HeaderError::Forbidden { name: "Host".into() },
        HeaderError::ValueCharacter { position: 3, character: '\0' },
        HeaderError::LineBreak { position: 3 },
        HeaderError::Duplicate { name: "X-A".into() },
    ]
}

fn keys() -> Vec<KeyError> {
    vec![KeyError::Empty, KeyError::LineBreak { position: 3 }, KeyError::Character { position: 3, character: '한' }]
}

fn faults() -> Vec<OptionFault> {
    let kinds = [Kind::Null, Kind::Boolean, Kind::Number, Kind::Text, Kind::List, Kind::Object];
    let mut faults: Vec<OptionFault> =
        kinds.map(|found| OptionFault::Type { expected: Kind::Text, found }).into_iter().collect();
    faults.extend([
        OptionFault::Missing,
        OptionFault::Empty,
        OptionFault::Type { expected: Kind::Number, found: Kind::Null },
        OptionFault::Number { number: "-1".into(), whole: true },
        OptionFault::Number { number: "-1".into(), whole: false },
        OptionFault::Choice { given: "x".into(), known: &["a", "b"] },
        OptionFault::Duplicate { id: "m".into() },
        OptionFault::Json { reason: "depth".into() },
    ]);
    faults.extend(ids().into_iter().map(OptionFault::Id));
    faults.extend(endpoints().into_iter().map(OptionFault::Endpoint));
    faults.extend(headers().into_iter().map(OptionFault::Header));
    faults
}

fn everything() -> Vec<Box<dyn Explain>> {
    let hints = [
        UrlHint::SchemeAdded { scheme: "http" },
        UrlHint::PathKept { path: "/api".into() },
        UrlHint::QueryKept { query: "?a=1".into() },
        UrlHint::FragmentDropped,
        UrlHint::Unspecified,
    ];
    let texts = [TextFault::Json { line: 1, column: 2 }, TextFault::NotAnArray];
    let fields = [Field::Id, Field::Name, Field::Endpoint, Field::Key, Field::Models];
    let mut all: Vec<Box<dyn Explain>> = Vec::new();
    all.extend(faults().into_iter().map(|error| Box::new(error) as Box<dyn Explain>));
    all.extend(keys().into_iter().map(|error| Box::new(error) as Box<dyn Explain>));
    all.extend(hints.map(|hint| Box::new(hint) as Box<dyn Explain>));
    all.extend(texts.map(|reason| Box::new(WholeTextUnreadable { reason }) as Box<dyn Explain>));
    all.extend(fields.map(|field| Box::new(FieldError { field, error: FieldFault::Empty }) as Box<dyn Explain>));
    let parameters = [
        ParametersFault::Json { line: 1, column: 2 },
        ParametersFault::NotAnObject,
        ParametersFault::Reserved { name: "model" },
    ];
    let mut rows: Vec<FieldFault> = headers().into_iter().map(FieldFault::Header).collect();
    rows.extend(parameters.map(FieldFault::Parameters));
    rows.extend([FieldFault::Price { typed: "x".into() }, FieldFault::Whole { typed: "x".into(), most: 9 }]);
    rows.push(FieldFault::Empty);
    let row = |error| Box::new(FieldError { field: Field::IdleLimit, error }) as Box<dyn Explain>;
    all.extend(rows.into_iter().map(row));
    all
}

fn is_hangul(character: char) -> bool {
    matches!(character, '가'..='힣')
}

#[test]
fn every_sentence_is_there_in_both_languages() {
    for error in everything() {
        let (english, korean) = (error.explain(Language::English), error.explain(Language::Korean));
        assert!(korean.chars().any(is_hangul), "{korean}");
        assert!(korean.contains("니다"), "{korean}");
        let foreign = english.chars().filter(|character| is_hangul(*character)).count();
        assert!(foreign <= 1, "{english}: only the character at fault may be Hangul");
        for word in ["Oops", "please", "Please", "!", "Failed to fetch"] {
            assert!(!english.contains(word), "{english}");
        }
        assert!(english.ends_with('.'), "{english}");
    }
}

#[test]
fn sentences_are_those_of_the_design() {
    let taken = IdError::Taken { id: "vllm".into() };
    assert_eq!(taken.to_string(), "\"vllm\" is already used. Choose another ID.");
    assert_eq!(taken.explain(Language::Korean), "이미 쓰고 있는 ID입니다: vllm. 다른 ID를 정하세요.");
}

#[test]
fn an_options_error_begins_with_its_name() {
    for fault in faults() {
        let error = OptionError { field: "models[1].id".into(), fault };
        for language in Language::ALL {
            assert!(error.explain(language).starts_with("models[1].id: "), "{error}");
        }
    }
}

#[test]
fn characters_that_print_nothing_are_shown_by_their_number() {
    let cases = [
        (' ', "a space"),
        ('\n', "a line break"),
        ('\t', "a tab"),
        ('\u{200b}', "U+200B"),
        ('\u{3000}', "U+3000"),
        ('\0', "U+0000"),
        ('\u{7f}', "U+007F"),
        ('한', "\"한\""),
        ('/', "\"/\""),
    ];
    for (character, expected) in cases {
        assert_eq!(shown(character, Language::English), expected);
    }
}
