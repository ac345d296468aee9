//! The chunk that makes up nearly all of every stream, read without allocating.
//!
//! Two short cuts, both exact. [`Ordinary`] borrows from the line and gives up on whatever is out of the ordinary, which
//! is then read as a loose JSON value. [`Mould`] remembers the bytes around the text of such a chunk: as long
//! as the next lines differ from it in nothing but the text, they need no JSON parser at all.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, SeqAccess, Visitor},
};

/// A chunk with exactly one choice, whose delta holds content or reasoning and nothing else of interest.
pub(super) struct Ordinary<'a> {
    pub(super) model: Option<Cow<'a, str>>,
    pub(super) index: u32,
    /// `None` for a choice without or with an empty delta.
    pub(super) content: Option<Cow<'a, str>>,
    pub(super) reasoning: Option<Cow<'a, str>>,
    pub(super) finish_reason: Option<Cow<'a, str>>,
}

impl<'a> Ordinary<'a> {
    /// Reads a chunk; `None` when it is anything else, which says nothing about whether it can be read.
    pub(super) fn read(line: &'a [u8]) -> Option<Ordinary<'a>> {
        let chunk: Chunk<'a> = serde_json::from_slice(line).ok()?;
        if chunk.error.is_some() || chunk.usage.is_some() || chunk.x_groq.is_some() {
            return None;
        }
        let Single(choice) = chunk.choices;
        let delta = choice.delta?;
        if choice.error.is_some() || choice.usage.is_some() || delta.is_odd() {
            return None;
        }
        let reasoning =
            [delta.reasoning_content, delta.reasoning].into_iter().flatten().find(|Text(text)| !text.is_empty());
        let text = |text: Option<Text<'a>>| text.map(|Text(text)| text);
        Some(Ordinary {
            model: text(chunk.model),
            index: choice.index.unwrap_or(0),
            content: text(delta.content),
            reasoning: text(reasoning),
            finish_reason: text(choice.finish_reason),
        })
    }
}

#[derive(Deserialize)]
struct Chunk<'a> {
    #[serde(borrow)]
    model: Option<Text<'a>>,
    #[serde(borrow)]
    choices: Single<'a>,
    error: Option<IgnoredAny>,
    usage: Option<IgnoredAny>,
    x_groq: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Choice<'a> {
    index: Option<u32>,
    #[serde(borrow)]
    delta: Option<Fields<'a>>,
    #[serde(borrow)]
    finish_reason: Option<Text<'a>>,
    error: Option<IgnoredAny>,
    usage: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow)]
    content: Option<Text<'a>>,
    #[serde(borrow)]
    reasoning_content: Option<Text<'a>>,
    #[serde(borrow)]
    reasoning: Option<Text<'a>>,
    reasoning_details: Option<IgnoredAny>,
    thinking: Option<IgnoredAny>,
    tool_calls: Option<IgnoredAny>,
    function_call: Option<IgnoredAny>,
    refusal: Option<IgnoredAny>,
}

impl Fields<'_> {
    fn is_odd(&self) -> bool {
        let no_text = self.content.is_none() && self.reasoning_content.is_none() && self.reasoning.is_none();
        let no_reasoning = self.reasoning_content.is_none() && self.reasoning.is_none();
        // Without a payload the choice's `message` or `text` would count instead.
        no_text
            || self.tool_calls.is_some()
            || self.function_call.is_some()
            || self.refusal.is_some()
            || (no_reasoning && (self.reasoning_details.is_some() || self.thinking.is_some()))
    }
}

/// A string that borrows where it has no escapes; `Option<Cow<str>>` alone would always copy.
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsText;
        impl<'de> Visitor<'de> for AsText {
            type Value = Text<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(AsText)
    }
}

/// An array of exactly one choice.
struct Single<'a>(Choice<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for Single<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsSingle;
        impl<'de> Visitor<'de> for AsSingle {
            type Value = Single<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an array of one choice")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Single<'de>, A::Error> {
                let choice = items.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
                match items.next_element::<IgnoredAny>()? {
                    None => Ok(Single(choice)),
                    Some(_) => Err(A::Error::invalid_length(2, &self)),
                }
            }
        }
        deserializer.deserialize_seq(AsSingle)
    }
}

/// Which text a mould holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Content,
    Reasoning,
}

/// The bytes of a chunk around its one text.
///
/// What such a chunk says beside the text, it has said before, and saying it again changes nothing at any later time: no
/// finish reason, no usage, no tool call, the same model and choice. So only the text has to be looked at. It begins
/// where the text of the first chunk began; where it is one JSON string up to the bytes that followed that text, the
/// line as a whole is the same JSON but for this string.
#[derive(Default)]
pub(super) struct Mould {
    /// Up to the opening quote of the text, which is included. Empty until a chunk was learned.
    before: Vec<u8>,
    /// From the closing quote of the text on.
    after: Vec<u8>,
    pub(super) index: u32,
    pub(super) kind: Kind,
}

impl Mould {
    /// Remembers the shape of a chunk that was read from `line`, if its one text lies in it as it stands.
    pub(super) fn learn(&mut self, line: &[u8], chunk: &Ordinary<'_>) {
        let content = chunk.content.as_ref().filter(|text| !text.is_empty());
        let reasoning = chunk.reasoning.as_ref().filter(|text| !text.is_empty());
        // Text with escapes was copied, and lies outside of the line.
        let (kind, text) = match (content, reasoning, &chunk.finish_reason) {
            (Some(Cow::Borrowed(text)), None, None) => (Kind::Content, text),
            (None, Some(Cow::Borrowed(text)), None) => (Kind::Reasoning, text),
            _ => return,
        };
        let start = (text.as_ptr() as usize).wrapping_sub(line.as_ptr() as usize);
        let end = start.wrapping_add(text.len());
        let (Some(before), Some(after)) = (line.get(..start), line.get(end..)) else { return };
        self.before.clear();
        self.before.extend_from_slice(before);
        self.after.clear();
        self.after.extend_from_slice(after);
        (self.index, self.kind) = (chunk.index, kind);
    }

    /// The text of a line that has the remembered shape.
    #[inline]
    pub(super) fn cast<'l>(&self, line: &'l [u8]) -> Option<Cow<'l, str>> {
        if self.before.is_empty() {
            return None;
        }
        let text = line.strip_prefix(self.before.as_slice())?.strip_suffix(self.after.as_slice())?;
        let is_plain = text.iter().all(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1F));
        if is_plain {
            return std::str::from_utf8(text).ok().map(Cow::Borrowed);
        }
        let quoted = line.get(self.before.len() - 1..line.len() - self.after.len() + 1)?;
        serde_json::from_slice(quoted).ok().map(|Text(text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        r#"{"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}"#;

    #[test]
    fn a_mould_casts_only_what_a_parser_would_read_the_same_way() {
        let chunk = Ordinary::read(LINE.as_bytes());
        let mut mould = Mould::default();
        assert_eq!(mould.cast(LINE.as_bytes()), None, "nothing is learned yet");
        if let Some(chunk) = &chunk {
            mould.learn(LINE.as_bytes(), chunk);
        }
        let around = |text: &[u8]| {
            let (before, after) = LINE.split_once("Hi").unwrap_or_default();
            [before.as_bytes(), text, after.as_bytes()].concat()
        };
        for text in ["Hi", "", "안녕 😀", "{}:,", "\u{2028}"] {
            assert_eq!(mould.cast(&around(text.as_bytes())).as_deref(), Some(text));
        }
        let escaped = [(r"a\n", "a\n"), (r#"\"so\""#, "\"so\""), (r"\\", "\\"), (r"\ud83d\ude00", "😀")];
        for (text, expected) in escaped {
            assert_eq!(mould.cast(&around(text.as_bytes())).as_deref(), Some(expected));
        }
        let others: [&[u8]; 9] =
            [br#"a","role":"x"#, br#"""#, b"a\nb", b"a\0", b"\xFF", br#"a\"#, br"\\\", br"\ud83d", br"\u12"];
        for text in others {
            assert_eq!(mould.cast(&around(text)), None, "{text:?}");
        }
        assert_eq!(mould.cast(LINE.replace("null", "\"stop\"").as_bytes()), None);
        assert_eq!(mould.cast(LINE.replace("\"m\"", "\"n\"").as_bytes()), None);
    }

    #[test]
    fn moulds_are_made_of_plain_single_texts_only() {
        let lines = [
            r#"{"choices":[{"delta":{"content":"a\nb"}}]}"#,
            r#"{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}"#,
            r#"{"choices":[{"delta":{"content":"a","reasoning":"b"}}]}"#,
            r#"{"choices":[{"delta":{"content":""}}]}"#,
        ];
        for line in lines {
            let mut mould = Mould::default();
            let chunk = Ordinary::read(line.as_bytes());
            assert!(chunk.is_some(), "{line}");
            chunk.iter().for_each(|chunk| mould.learn(line.as_bytes(), chunk));
            assert_eq!(mould.cast(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn what_is_out_of_the_ordinary_is_left_to_the_loose_reader() {
        let lines = [
            r#"{"choices":[]}"#,
            r#"{"choices":[{"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}"#,
            r#"{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":1}}"#,
            r#"{"choices":[{"delta":{"content":"a"}}],"error":{"message":"x"}}"#,
            r#"{"choices":[{"delta":{"content":["a"]}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[]}}]}"#,
            r#"{"choices":[{"delta":{}}]}"#,
            r#"{"choices":[{"index":-1,"delta":{"content":"a"}}]}"#,
            r#"{"choices":[{"message":{"content":"a"}}]}"#,
            r#"{"choices":null}"#,
        ];
        for line in lines {
            assert!(Ordinary::read(line.as_bytes()).is_none(), "{line}");
        }
    }
}
