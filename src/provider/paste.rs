//! Anything that people paste to add a provider, read into drafts of the form (spec §1): a host or URL, a `curl`
//! command, a script with `registerCustom`, JSON, environment variables, the call of a client library.
//!
//! Nothing is guessed in silence: what a text holds and the drafts do not is said in a [`Remark`].

mod address;
mod base64;
mod client;
mod curl;
mod entry;
mod labels;
mod options;
mod script;
mod secret;
mod shell;
mod variables;

use super::draft::Draft;
use super::endpoint::EndpointError;
use super::header::HeaderError;
use super::key::KeyError;
use super::literal::{Unread, line_and_column};
use super::option::OptionError;

/// The longest text that is read, in bytes.
pub const MOST_BYTES: usize = 4 << 20;
/// The most providers that are read out of one text.
pub const MOST_DRAFTS: usize = 500;
/// The most remarks on one text, and the most names in one of them.
const MOST_REMARKS: usize = 50;
/// The longest piece of a text that a remark quotes, in characters.
const MOST_QUOTED: usize = 80;

/// What was found in a pasted text. At least one draft; what it leaves blank was not in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Pasted {
    pub drafts: Vec<Draft>,
    /// What the form says about the text, in its order.
    pub remarks: Vec<Remark>,
}

/// Why nothing could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasteError {
    Empty,
    /// Longer than [`MOST_BYTES`].
    TooLong {
        bytes: usize,
    },
    /// A quotation mark that is opened in this line and never closed.
    Quote {
        line: usize,
    },
    /// Neither JSON nor an object as scripts write it; counted from 1.
    Syntax {
        line: usize,
        column: usize,
    },
    /// A single word that is no address.
    Address(EndpointError),
    /// Nothing that looks like the address of an endpoint.
    NoAddress,
}

/// Something that was pasted and is not in the drafts, or is there in another form.
#[derive(Clone, Debug, PartialEq)]
pub enum Remark {
    /// Words that were not read.
    Text { text: String },
    /// An option of the command that a page cannot follow, or that is not known.
    Option { name: String },
    /// Headers that the browser sets by itself.
    HeadersLeftOut { names: Vec<String> },
    /// A header that cannot be sent.
    Header { name: String, error: HeaderError },
    /// Fields of the request body that belong to that request and not to the endpoint.
    ParametersLeftOut { names: Vec<String> },
    /// The request body is no JSON object.
    Body,
    /// A file that the command reads.
    File { name: String },
    /// Another method than POST; chat is always POST.
    Method { method: String },
    /// A variable whose value is not in the text.
    Variable { name: String },
    /// A stand-in for a key, such as `YOUR_API_KEY`.
    StandIn { text: String },
    /// The word beside the only address was read as its key.
    KeyBeside,
    /// A key that no header can carry.
    Key { error: KeyError },
    /// The path was that of another function of the server, so the one for chat took its place.
    OtherPath { path: String },
    /// An option or field of an entry that cannot be used; `label` is its id or name, or its place in the list.
    Entry { label: String, error: OptionError },
    /// Fields that are not known.
    FieldsLeftOut { names: Vec<String> },
    /// A link held a key or a secret header, which was left out.
    SecretInLink,
    /// More than [`MOST_DRAFTS`] providers.
    TooMany { most: usize },
}

/// Reads what was pasted (spec §1). The drafts go into the form, which completes and checks them; nothing is registered.
///
/// # Errors
/// No provider was found in the text; the reason is that of the form which the text most looks like.
pub fn read_pasted(text: &str) -> Result<Pasted, PasteError> {
    if text.len() > MOST_BYTES {
        return Err(PasteError::TooLong { bytes: text.len() });
    }
    let text = unwrapped(text);
    let text = text.trim();
    if text.is_empty() {
        return Err(PasteError::Empty);
    }
    let mut findings = Findings::default();
    if text.contains(script::CALL) {
        script::read(text, &mut findings)?;
    } else if text.starts_with(['{', '[']) && !text.contains("](") {
        entry::read(text, &mut findings)?;
    } else if curl::is_command(text) || (variables::are_in(text) && !labels::have_address(text)) {
        curl::read(text, &mut findings)?;
    } else if client::is_call(text) {
        client::read(text, &mut findings)?;
        // The address may stand elsewhere, as the value of a variable.
        if findings.drafts.is_empty() {
            address::read(text, &mut findings)?;
        }
    } else {
        labels::read(text, &mut findings)?;
    }
    findings.into_pasted()
}

/// What has been found so far.
#[derive(Default)]
struct Findings {
    drafts: Vec<Draft>,
    remarks: Vec<Remark>,
    /// Pieces that were not read, for one remark.
    unread: Vec<String>,
}

impl Findings {
    fn remark(&mut self, remark: Remark) {
        if self.remarks.len() < MOST_REMARKS && !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// Notes words that were not read.
    fn unread(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() && self.unread.iter().map(String::len).sum::<usize>() <= MOST_QUOTED {
            self.unread.push(quoted(text));
        }
    }

    fn is_full(&self) -> bool {
        self.drafts.len() >= MOST_DRAFTS
    }

    /// Adds a draft, as long as there is room.
    fn add(&mut self, draft: Draft) {
        if self.is_full() {
            self.remark(Remark::TooMany { most: MOST_DRAFTS });
        } else {
            self.drafts.push(draft);
        }
    }

    fn into_pasted(mut self) -> Result<Pasted, PasteError> {
        if !self.unread.is_empty() {
            let text = quoted(&self.unread.join(" … "));
            self.remark(Remark::Text { text });
        }
        if self.drafts.is_empty() {
            return Err(PasteError::NoAddress);
        }
        Ok(Pasted { drafts: self.drafts, remarks: self.remarks })
    }
}

/// The first characters of a text, in one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == MOST_QUOTED {
            quoted.push('…');
            break;
        }
        quoted.push(if character.is_whitespace() { ' ' } else { character });
    }
    quoted
}

fn syntax_error(text: &str, unread: Unread) -> PasteError {
    let (line, column) = line_and_column(text, unread.at);
    PasteError::Syntax { line, column }
}

/// The text without what comes along when code is copied from a chat or a page: the fences of Markdown, zero-width
/// characters at the ends, and curly quotation marks where there are no straight ones.
fn unwrapped(text: &str) -> String {
    let text = text.trim_matches(|character: char| {
        character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}')
    });
    let text = match text.strip_prefix("```").and_then(|text| text.split_once('\n')) {
        Some((_, code)) => code.strip_suffix("```").unwrap_or(code),
        None => text.strip_prefix('`').and_then(|text| text.strip_suffix('`')).unwrap_or(text),
    };
    if text.contains(['"', '\'']) {
        return text.to_owned();
    }
    let straight = |character| match character {
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        other => other,
    };
    text.chars().map(straight).collect()
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
