//! Addresses with parts that the user must fill in, such as `https://{resource}.openai.azure.com/…`.

use super::draft::Draft;
use super::endpoint::find_placeholder;

/// The most parts that are asked for one by one.
const MOST_PARTS: usize = 8;
/// The part of Azure's addresses that is the model at the same time.
const DEPLOYMENT: &str = "deployment";

/// An address with placeholders, and what was typed for them so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    text: String,
    /// Name and value of each part, in the order of the address; no name twice.
    parts: Vec<(String, String)>,
}

impl Template {
    /// `None` when nothing is to be filled in.
    pub fn of(address: &str) -> Option<Template> {
        let mut parts: Vec<(String, String)> = Vec::new();
        let mut rest = address;
        while let Some(placeholder) = find_placeholder(rest)
            && parts.len() < MOST_PARTS
        {
            let name = bare(placeholder);
            if parts.iter().all(|(known, _)| known != name) {
                parts.push((name.to_owned(), String::new()));
            }
            rest = rest.split_once(placeholder)?.1;
        }
        (!parts.is_empty()).then(|| Template { text: address.to_owned(), parts })
    }

    /// The names of the parts: `resource`, `deployment`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|(name, _)| name.as_str())
    }

    /// What was typed for a part.
    pub fn value(&self, name: &str) -> &str {
        self.parts.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The model that stands in the address; empty where none does.
    pub fn model(&self) -> &str {
        self.value(DEPLOYMENT).trim()
    }

    /// The address with what was typed. A part without a value stays as it is, and the form then asks for it.
    pub fn address(&self) -> String {
        self.filled("")
    }

    /// The address as it may look in the end, to tell whose it is; never to be called.
    pub(super) fn likely_address(&self) -> String {
        self.filled("x")
    }

    fn filled(&self, stand_in: &str) -> String {
        self.parts.iter().fold(self.text.clone(), |text, (name, value)| match value.trim() {
            "" if stand_in.is_empty() => text,
            "" => replace(&text, name, stand_in),
            value => replace(&text, name, value),
        })
    }
}

impl Draft {
    /// Takes what was typed for a part of the address. At Azure the deployment is the model: what stands in the body counts
    /// for nothing (dialects 2.2), so it becomes the model unless another one was typed.
    pub fn fill_part(&mut self, template: &mut Template, name: &str, value: &str) {
        if name == DEPLOYMENT && self.models.trim() == template.model() {
            self.models = value.trim().to_owned();
        }
        if let Some((_, part)) = template.parts.iter_mut().find(|(known, _)| known == name) {
            *part = value.to_owned();
        }
        self.endpoint = template.address();
    }
}

/// The name of a placeholder.
pub fn bare(placeholder: &str) -> &str {
    placeholder.trim_matches(['{', '}', '<', '>'])
}

fn replace(text: &str, name: &str, value: &str) -> String {
    text.replace(&format!("{{{name}}}"), value).replace(&format!("<{name}>"), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_in_their_order() {
        let cases = [
            ("http://h/v1", vec![]),
            ("", vec![]),
            ("https://{resource}.example/{deployment}?a={resource}", vec!["resource", "deployment"]),
            ("http://<host>:8000/{host}/{a b}/{}", vec!["host"]),
        ];
        for (address, names) in cases {
            let template = Template::of(address);
            let found = template.iter().flat_map(Template::names).collect::<Vec<_>>();
            assert_eq!(found, names, "{address}");
        }
    }

    #[test]
    fn values_take_the_place_of_their_parts() {
        let mut template = Template::of("https://{r}.example/<d>/{r}").expect("a template");
        let mut draft = Draft::default();
        assert_eq!(template.address(), "https://{r}.example/<d>/{r}");
        assert_eq!(template.likely_address(), "https://x.example/x/x");
        for (name, value, address) in [
            ("r", " mine ", "https://mine.example/<d>/mine"),
            ("d", "gpt", "https://mine.example/gpt/mine"),
            ("other", "lost", "https://mine.example/gpt/mine"),
            ("r", " ", "https://{r}.example/gpt/{r}"),
        ] {
            draft.fill_part(&mut template, name, value);
            assert_eq!((draft.endpoint.as_str(), draft.models.as_str()), (address, ""), "{name} {value}");
        }
        assert_eq!((template.value("d"), template.value("other")), ("gpt", ""));
    }

    #[test]
    fn a_deployment_is_the_model_unless_another_is_typed() {
        let mut template = Template::of("https://h/{deployment}").expect("a template");
        let mut draft = Draft::default();
        draft.fill_part(&mut template, "deployment", "gp");
        draft.fill_part(&mut template, "deployment", "gpt ");
        assert_eq!((draft.models.as_str(), template.model()), ("gpt", "gpt"));
        draft.models = "gpt, other".to_owned();
        draft.fill_part(&mut template, "deployment", "gpt-4");
        assert_eq!((draft.models.as_str(), draft.endpoint.as_str()), ("gpt, other", "https://h/gpt-4"));
    }
}
