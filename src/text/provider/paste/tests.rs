use super::*;
use crate::provider::exchange::{Change, Shown};
use crate::provider::{EndpointError, HeaderError, KeyError, OptionError, OptionFault, Registry};

fn everything() -> Vec<Box<dyn Explain>> {
    let names = || vec!["a".to_owned(), "b".to_owned()];
    let changes = || vec![Change { field: "name".into(), mine: Shown::Nothing, theirs: Shown::Secret }];
    let moved = |bare| Moved { from: "http://a".into(), to: "http://b".into(), bare };
    let error = || OptionError { field: "auth".into(), fault: OptionFault::Missing };
    let pastes = [
        PasteError::Empty,
        PasteError::TooLong { bytes: 5 << 20 },
        PasteError::Quote { line: 2 },
        PasteError::Syntax { line: 2, column: 3 },
        PasteError::Address(EndpointError::Relative),
        PasteError::NoAddress,
    ];
    let remarks = [
        Remark::Text { text: "x.".into() },
        Remark::Option { name: "-k".into() },
        Remark::HeadersLeftOut { names: names() },
        Remark::Header { name: "X Y".into(), error: HeaderError::EmptyName },
        Remark::ParametersLeftOut { names: names() },
        Remark::Body,
        Remark::File { name: "f".into() },
        Remark::Method { method: "PUT".into() },
        Remark::Variable { name: "KEY".into() },
        Remark::StandIn { text: "YOUR_KEY".into() },
        Remark::KeyBeside,
        Remark::Key { error: KeyError::LineBreak { position: 1 } },
        Remark::OtherPath { path: "/models".into() },
        Remark::Entry { label: "a".into(), error: error() },
        Remark::FieldsLeftOut { names: names() },
        Remark::SecretInLink,
        Remark::TooMany { most: 500 },
    ];
    let imports = [
        ImportError::Empty,
        ImportError::TooLong { bytes: 17 << 20 },
        ImportError::Json { line: 1, column: 2 },
        ImportError::NoProviders,
    ];
    let provider = Box::new(Registry::default().providers().next().cloned().expect("a built-in"));
    let differences = [
        Difference::Added { provider: provider.clone(), key: None },
        Difference::Changed { provider: provider.clone(), key: None, changes: changes(), moved: None },
        Difference::Changed { provider: provider.clone(), key: None, changes: changes(), moved: Some(moved(provider)) },
        Difference::Same,
        Difference::Unreadable { reason: error() },
    ];
    let mut all: Vec<Box<dyn Explain>> = Vec::new();
    all.extend(pastes.map(|error| Box::new(error) as Box<dyn Explain>));
    all.extend(remarks.map(|remark| Box::new(remark) as Box<dyn Explain>));
    all.extend(imports.map(|error| Box::new(error) as Box<dyn Explain>));
    all.extend(differences.map(|difference| Box::new(difference) as Box<dyn Explain>));
    all
}

#[test]
fn every_sentence_is_there_in_both_languages() {
    let is_hangul = |character: char| matches!(character, '가'..='힣');
    for error in everything() {
        let (english, korean) = (error.explain(Language::English), error.explain(Language::Korean));
        assert!(korean.contains("니다") || korean.contains("습니다"), "{korean}");
        assert!(!english.chars().any(is_hangul) && english.ends_with('.'), "{english}");
        for word in ["Oops", "please", "Please", "!", "{", "}"] {
            assert!(!english.contains(word) && !korean.contains(word), "{english} {korean}");
        }
    }
}
