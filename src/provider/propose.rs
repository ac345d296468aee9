//! Ids and names for providers that have none yet.

use super::complete::complete;
use super::definition::Provider;
use super::draft::Draft;
use super::id::{MAX_LENGTH, ProviderId};
use super::preset::{Preset, Service};
use super::registry::Registry;

/// Room for a number behind an id, with its dash.
const ROOM: usize = 5;
/// What an id is made of when there is nothing to make it of.
const FALLBACK: &str = "provider";

impl Registry {
    /// An id that is free (spec §1): the base itself, `-custom` behind the id of a built-in, else the first number from 2 that
    /// is free. With it the number, 1 for none. What an id cannot hold is left out of the base.
    pub fn free_id(&self, base: &str) -> (String, usize) {
        let allowed = |character: &char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
        let base: String =
            base.to_lowercase().chars().filter(allowed).skip_while(|first| !first.is_alphanumeric()).collect();
        let base: String = base.chars().take(MAX_LENGTH - ROOM - "-custom".len()).collect();
        let base = if ProviderId::stored(&base).is_ok() { base } else { FALLBACK.to_owned() };
        let is_built_in = self.get(&base).is_some_and(Provider::is_built_in);
        let base = if is_built_in { format!("{base}-custom") } else { base };
        let numbered = |number: usize| if number > 1 { format!("{base}-{number}") } else { base.clone() };
        // One more number than there are providers is enough.
        let numbers = 1..=self.customs().len() + 1;
        let free = numbers.map(|number| (numbered(number), number)).find(|(id, _)| !self.is_taken(id));
        free.unwrap_or((base, 1))
    }
}

impl Draft {
    /// Fills in a blank id and name, from each other, else from the service or host of the endpoint. What is typed stays.
    pub fn propose(&mut self, existing: &Registry) {
        let (has_id, has_name) = (!self.id.trim().is_empty(), !self.name.trim().is_empty());
        if has_id {
            if !has_name {
                self.name = self.id.clone();
            }
            return;
        }
        let known = complete(&self.endpoint).ok().map(|completed| completed.endpoint);
        let service = known.as_ref().and_then(|endpoint| Service::recognise(endpoint, "", ""));
        let host = known.as_ref().map(|endpoint| endpoint.host()).unwrap_or_default();
        let (base, name) = match service.map(Preset::of) {
            _ if has_name => (self.name.clone(), self.name.clone()),
            Some(preset) => (preset.name.replace(' ', "-"), preset.name.to_owned()),
            None => (host.replace(':', "-"), host.to_owned()),
        };
        let (id, number) = existing.free_id(&base.replace(char::is_whitespace, "-"));
        if !has_name && !name.is_empty() {
            self.name = if number > 1 { format!("{name} ({number})") } else { name };
        }
        self.id = id;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::stored::StoredProviders;

    fn registry() -> Registry {
        let stored = r#"[{"id":"vllm","endpoint":"http://h/v1"},{"id":"vllm-2","endpoint":"http://h/v1"}]"#;
        Registry::from_stored(&StoredProviders::parse(Some(stored)).expect("an array"))
    }

    #[test]
    fn proposed_ids_are_free_and_allowed() {
        let long = "a".repeat(MAX_LENGTH + 9);
        let cases = [
            ("litellm", "litellm", 1),
            ("vllm", "vllm-3", 3),
            ("ollama", "ollama-custom", 1),
            ("My LLM", "myllm", 1),
            ("-.모델", "모델", 1),
            ("::", "provider", 1),
            ("", "provider", 1),
            (&long, &"a".repeat(52), 1),
        ];
        for (base, id, number) in cases {
            assert_eq!(registry().free_id(base), (id.to_owned(), number), "{base}");
            assert!(ProviderId::parse(id).is_ok(), "{id}");
        }
    }

    #[test]
    fn blanks_are_filled_and_nothing_else() {
        let cases = [
            ("", "", "http://localhost:11434/v1", "ollama-custom", "Ollama"),
            ("", "", "localhost:1234", "lm-studio", "LM Studio"),
            ("", "", "http://gpu-box:9000/v1", "gpu-box-9000", "gpu-box:9000"),
            ("", "", "https://llm.corp.example", "llm.corp.example", "llm.corp.example"),
            ("", "vLLM", "http://h/v1", "vllm-3", "vLLM"),
            ("", "My Lab", "http://h/v1", "my-lab", "My Lab"),
            ("mine", "", "http://h/v1", "mine", "mine"),
            ("mine", "Mine", "", "mine", "Mine"),
            ("", "", "", "provider", ""),
        ];
        for (id, name, endpoint, expected_id, expected_name) in cases {
            let text = str::to_owned;
            let mut draft = Draft { id: text(id), name: text(name), endpoint: text(endpoint), ..Draft::default() };
            draft.propose(&registry());
            assert_eq!(
                (draft.id.as_str(), draft.name.as_str()),
                (expected_id, expected_name),
                "{id} {name} {endpoint}"
            );
        }
    }
}
