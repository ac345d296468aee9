//! One conversation as a file: JSON for programs, Markdown and plain text for people.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Conversation, Ending, Message, Picture, ReplyDetails};

/// What an exported conversation is recognised by.
pub(super) const FORMAT: &str = "aiscouncil-conversation";
/// Characters that the name of a file holds at most.
const NAME_LENGTH: usize = 60;

/// The forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Markdown,
    Text,
}

impl Form {
    pub const ALL: [Form; 3] = [Form::Json, Form::Markdown, Form::Text];

    /// The media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Json => "application/json",
            Form::Markdown => "text/markdown",
            Form::Text => "text/plain",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Form::Json => "json",
            Form::Markdown => "md",
            Form::Text => "txt",
        }
    }

    /// The name of the file that holds a conversation with this title.
    pub fn file_name(self, title: &str) -> String {
        let words: Vec<_> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let name: String = words.join("-").chars().take(NAME_LENGTH).collect();
        let name = if name.is_empty() { "conversation" } else { name.trim_end_matches('-') };
        format!("{name}.{}", self.extension())
    }
}

/// What the app says in an export, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct Labels {
    pub you: &'static str,
    pub reasoning: &'static str,
    pub tool_call: &'static str,
    /// Stands before the name of a picture, which only JSON holds itself.
    pub image: &'static str,
    /// Heads a message that cannot be read.
    pub unreadable: &'static str,
    /// Stands under a reply that was stopped or cut, or failed.
    pub not_whole: &'static str,
}

/// A conversation in one of the forms. `records` are its messages as they are stored, the unreadable ones too.
pub fn export(form: Form, conversation: &Conversation, records: &[Value], labels: &Labels) -> String {
    match form {
        Form::Json => {
            let conversation = conversation.to_record();
            let document = json!({ "format": FORMAT, "version": 1, "conversation": conversation, "messages": records });
            format!("{document:#}\n")
        }
        Form::Markdown => {
            let mut text = format!("# {}\n", escaped(&conversation.title));
            records.iter().for_each(|record| markdown(&mut text, record, labels));
            text
        }
        Form::Text => {
            let mut text = format!("{}\n", conversation.title);
            records.iter().for_each(|record| plain(&mut text, record, labels));
            text
        }
    }
}

/// The body of a reply besides its text: reasoning first, the rest after it.
struct Extras {
    reasoning: String,
    notes: Vec<String>,
    calls: Vec<(String, String)>,
}

fn extras(reply: Option<&ReplyDetails>, labels: &Labels) -> Extras {
    let Some(reply) = reply else { return Extras { reasoning: String::new(), notes: vec![], calls: vec![] } };
    let mut notes: Vec<String> = reply.refusal.clone().into_iter().collect();
    if reply.ending != Ending::Complete {
        notes.push(labels.not_whole.to_owned());
    }
    let calls = reply.tool_calls.iter();
    let calls = calls.map(|call| (format!("{}: {}", labels.tool_call, call.name), call.arguments.clone())).collect();
    Extras { reasoning: reply.reasoning.clone(), notes, calls }
}

/// The pictures of a message by their names.
fn pictures(message: &Message, labels: &Labels) -> Vec<String> {
    let name = |picture: &Picture| match picture.name.trim() {
        "" => labels.image.to_owned(),
        name => format!("{}: {name}", labels.image),
    };
    message.pictures.iter().map(name).collect()
}

fn author(message: &Message, labels: &Labels) -> String {
    match &message.reply {
        None => labels.you.to_owned(),
        Some(reply) => [&reply.bot, &reply.model].map(String::as_str).join(" · "),
    }
}

fn markdown(text: &mut String, record: &Value, labels: &Labels) {
    let Ok(message) = Message::deserialize(record) else {
        text.push_str(&format!("\n## {}\n\n{}\n", labels.unreadable, fenced(&format!("{record:#}"), "json")));
        return;
    };
    let extras = extras(message.reply.as_ref(), labels);
    text.push_str(&format!("\n## {}\n", escaped(&author(&message, labels))));
    if !extras.reasoning.is_empty() {
        text.push_str(&format!("\n> **{}**\n>\n", labels.reasoning));
        // Nothing that is open within a quote goes on after it.
        extras.reasoning.lines().for_each(|line| text.push_str(&format!("> {line}\n")));
    }
    if !message.content.is_empty() {
        text.push_str(&format!("\n{}\n", closed(&message.content)));
    }
    pictures(&message, labels).iter().for_each(|picture| text.push_str(&format!("\n*{}*\n", escaped(picture))));
    for (name, arguments) in &extras.calls {
        text.push_str(&format!("\n{}\n\n{}\n", escaped(name), fenced(arguments, "json")));
    }
    extras.notes.iter().for_each(|note| text.push_str(&format!("\n*{}*\n", escaped(note))));
}

fn plain(text: &mut String, record: &Value, labels: &Labels) {
    let Ok(message) = Message::deserialize(record) else {
        text.push_str(&format!("\n{}:\n{record:#}\n", labels.unreadable));
        return;
    };
    let extras = extras(message.reply.as_ref(), labels);
    text.push_str(&format!("\n{}:\n", author(&message, labels)));
    if !extras.reasoning.is_empty() {
        text.push_str(&format!("[{}]\n", labels.reasoning));
        extras.reasoning.lines().for_each(|line| text.push_str(&format!("    {line}\n")));
    }
    if !message.content.is_empty() {
        text.push_str(message.content.trim_end());
        text.push('\n');
    }
    pictures(&message, labels).iter().for_each(|picture| text.push_str(&format!("[{picture}]\n")));
    extras.calls.iter().for_each(|(name, arguments)| text.push_str(&format!("[{name}] {arguments}\n")));
    extras.notes.iter().for_each(|note| text.push_str(&format!("[{note}]\n")));
}

/// A text in a line of Markdown that means nothing but itself.
fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if "\\`*_[]<>#|~&!".contains(character) {
            line.push('\\');
        }
        line.push(character);
    }
    line
}

/// A block of code around a text, whatever fences the text holds.
fn fenced(text: &str, language: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// A message's Markdown, ended so that what comes after it is not taken into it: a reply that was cut may have left a
/// fence or a comment open.
fn closed(content: &str) -> String {
    let content = content.trim_end();
    if leaves_nothing_open(content) {
        return content.to_owned();
    }
    let fences = content.lines().rev().filter_map(fence_of).take(8);
    let ends = fences.map(str::to_owned).chain(["-->", "</pre>", "</script>", "</style>"].map(str::to_owned));
    let mut whole = ends.map(|end| format!("{content}\n{end}"));
    whole.find(|text| leaves_nothing_open(text)).unwrap_or_else(|| fenced(content, ""))
}

/// The fence at the beginning of a line, if it is one.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|mark| "`~".contains(*mark))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3).then(|| &line[..length])
}

/// Whether a heading that follows a text is one.
fn leaves_nothing_open(content: &str) -> bool {
    let text = format!("{content}\n\n# end");
    let mut depth = 0_usize;
    let mut is_heading = false;
    for event in Parser::new(&text) {
        match event {
            Event::Start(tag) => {
                is_heading = depth == 0 && matches!(tag, Tag::Heading { .. });
                depth += 1;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                is_heading &= matches!(end, TagEnd::Heading(_));
            }
            Event::Text(words) => is_heading &= &*words == "end",
            _ => is_heading = false,
        }
    }
    is_heading
}

#[cfg(test)]
mod tests;
