//! The id of a copy.

use crate::provider::id::MAX_LENGTH;
use crate::provider::{ProviderId, Registry};

/// Numbers that are tried behind an id.
const NUMBERS: std::ops::Range<u32> = 2..10_000;
/// The longest of them with its dash.
const ROOM: usize = 5;

/// The id with `-2`, `-3` … behind it, whichever is the first that no provider has, and that number. What a stored id
/// holds and a new one may not is left out.
pub(super) fn free_id(id: &ProviderId, registry: &Registry) -> Option<(ProviderId, u32)> {
    let allowed = |character: &char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
    let text: String = id.as_str().chars().filter(allowed).skip_while(|first| !first.is_alphanumeric()).collect();
    let text: String = text.chars().take(MAX_LENGTH - ROOM).collect();
    let base = if text.is_empty() { "provider" } else { &text };
    NUMBERS.into_iter().find_map(|number| {
        let id = ProviderId::parse(&format!("{base}-{number}")).ok()?;
        (!registry.is_taken(id.as_str())).then_some((id, number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::StoredProviders;

    #[test]
    fn copies_have_ids_that_are_free_and_allowed() {
        let long = "a".repeat(MAX_LENGTH);
        let stored = r#"[{"id":"vllm","endpoint":"http://h/v1"},{"id":"vllm-2","endpoint":"http://h/v1"}]"#;
        let registry = Registry::from_stored(&StoredProviders::parse(Some(stored)).expect("an array"));
        let cases = [
            ("vllm", "vllm-3".to_owned(), 3),
            ("vllm-2", "vllm-2-2".to_owned(), 2),
            ("lab:7b/x", "lab7bx-2".to_owned(), 2),
            ("-.모델", "모델-2".to_owned(), 2),
            ("::", "provider-2".to_owned(), 2),
            (&long, format!("{}-2", "a".repeat(MAX_LENGTH - ROOM)), 2),
        ];
        for (id, expected, number) in cases {
            let id = ProviderId::stored(id).expect("a stored id");
            let copy = free_id(&id, &registry).map(|(id, number)| (id.to_string(), number));
            assert_eq!(copy, Some((expected, number)), "{id}");
        }
    }
}
