//! Variables and templates of system prompts (spec §4).

/// What stands in the place of the variables of a system prompt, besides the bot's model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromptValues {
    /// The visitor's day, as `2026-11-22`.
    pub date: String,
    /// The language of the interface, by its own name for itself.
    pub language: &'static str,
}

impl PromptValues {
    /// The prompt with `{date}`, `{language}` and `{model}` replaced. Other words in braces stay as they are.
    pub fn fill(&self, prompt: &str, model: &str) -> String {
        // The model comes last: its id can be any text, which is not read for variables again.
        prompt.replace("{date}", &self.date).replace("{language}", self.language).replace("{model}", model)
    }
}

/// A template of the app's own; its text is among the words of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltInTemplate {
    Assistant,
    Code,
    Writing,
    Data,
    Translator,
}

impl BuiltInTemplate {
    /// Every template, in the order in which the editor offers them.
    pub const ALL: [BuiltInTemplate; 5] = [
        BuiltInTemplate::Assistant,
        BuiltInTemplate::Code,
        BuiltInTemplate::Writing,
        BuiltInTemplate::Data,
        BuiltInTemplate::Translator,
    ];

    /// Its id in records of bots.
    pub fn id(self) -> &'static str {
        match self {
            BuiltInTemplate::Assistant => "assistant",
            BuiltInTemplate::Code => "code",
            BuiltInTemplate::Writing => "writing",
            BuiltInTemplate::Data => "data",
            BuiltInTemplate::Translator => "translator",
        }
    }

    /// The template of that id.
    pub fn from_id(id: &str) -> Option<BuiltInTemplate> {
        BuiltInTemplate::ALL.into_iter().find(|template| template.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced_once_and_other_braces_stay() {
        let values = PromptValues { date: "2026-11-22".into(), language: "한국어" };
        let cases = [
            ("Today is {date}. Answer in {language}.", "m", "Today is 2026-11-22. Answer in 한국어."),
            ("You are {model}, {model}.", "org/{date}:7b", "You are org/{date}:7b, org/{date}:7b."),
            ("{ \"name\": {Name} } {date", "m", "{ \"name\": {Name} } {date"),
        ];
        for (prompt, model, expected) in cases {
            assert_eq!(values.fill(prompt, model), expected);
        }
    }
}
