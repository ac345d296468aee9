//! Languages with words, strings and comments.

use super::rules::Rules;
use super::{Kind, Mode, Tokens};

/// Reads one line, without its end.
pub(super) fn line(rules: &Rules, mut mode: Mode, line: &str, tokens: &mut Tokens) -> Mode {
    let mut line = Line { rules, rest: line, tokens, before: ' ', announced: None, command: rules.commands };
    while !line.rest.is_empty() {
        mode = match mode {
            Mode::Comment(depth) => line.comment(depth),
            Mode::Text(quote) => line.string(quote, 0),
            Mode::Raw(hashes) => line.raw(hashes, 0),
            Mode::Code | Mode::Tag(_) => line.code(),
        };
    }
    match mode {
        Mode::Text(quote) if !rules.quotes.get(usize::from(quote)).is_some_and(|quote| quote.lines) => Mode::Code,
        mode => mode,
    }
}

struct Line<'a> {
    rules: &'a Rules,
    rest: &'a str,
    tokens: &'a mut Tokens,
    /// The sign before the rest.
    before: char,
    /// What the next word is, after words such as `fn` and `class`.
    announced: Option<Kind>,
    /// The next word is the name of a command.
    command: bool,
}

impl Line<'_> {
    fn take(&mut self, kind: Kind, length: usize) {
        let Some((taken, rest)) = self.rest.split_at_checked(length) else { return };
        self.before = taken.chars().next_back().unwrap_or(self.before);
        self.tokens.push(kind, length);
        self.rest = rest;
    }

    fn code(&mut self) -> Mode {
        let rules = self.rules;
        let rest = self.rest;
        let Some(sign) = rest.chars().next() else { return Mode::Code };
        if sign.is_whitespace() {
            self.take(Kind::Plain, sign.len_utf8());
            return Mode::Code;
        }
        let begins_comment =
            |start: &str| rest.starts_with(start) && (start != "#" || !rules.commands || self.before.is_whitespace());
        if rules.line_comments.iter().any(|start| begins_comment(start)) {
            self.take(Kind::Comment, rest.len());
            return Mode::Code;
        }
        if let Some((open, _)) = rules.block_comment
            && rest.starts_with(open)
        {
            self.take(Kind::Comment, open.len());
            return Mode::Comment(1);
        }
        if rules.raw_strings
            && let Some(hashes) = raw_start(rest)
        {
            return self.raw(hashes, rest.find('"').unwrap_or(0) + 1);
        }
        for (index, quote) in rules.quotes.iter().enumerate() {
            if rest.starts_with(quote.open) && (!quote.short || is_character(rest)) {
                (self.announced, self.command) = (None, false);
                return self.string(u8::try_from(index).unwrap_or(u8::MAX), quote.open.len());
            }
        }
        if sign.is_ascii_digit() {
            self.take(Kind::Number, number(rest));
        } else if sign.is_alphabetic() || sign == '_' {
            self.word();
        } else if rules.variables && sign == '$' {
            let name = rest.get(1..).unwrap_or_default();
            let name =
                name.len() - name.trim_start_matches(|c: char| c.is_alphanumeric() || "_{}?!#*@".contains(c)).len();
            self.take(if name > 0 { Kind::Type } else { Kind::Plain }, 1 + name);
        } else if let Some(length) = annotation(rules, rest) {
            self.take(Kind::Type, length);
        } else if rules.hash_values && sign == '#' {
            let value = rest.get(1..).unwrap_or_default();
            let length = value.len() - value.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
            self.take(Kind::Number, 1 + length);
        } else {
            self.command = rules.commands && "|;&(".contains(sign) || self.command && sign == '$';
            self.take(Kind::Plain, sign.len_utf8());
        }
        Mode::Code
    }

    fn word(&mut self) {
        let rules = self.rules;
        let in_word = |c: char| c.is_alphanumeric() || c == '_' || (rules.dashes && c == '-');
        let length = self.rest.len() - self.rest.trim_start_matches(in_word).len();
        let (word, behind) = self.rest.split_at(length);
        let member = self.before == '.' || (rules.commands && matches!(self.before, '-' | '/' | '.'));
        let is_in = |list: &str| {
            let same = |other: &str| other == word || (rules.ignores_case && other.eq_ignore_ascii_case(word));
            list.split_ascii_whitespace().any(same)
        };
        let announced = self.announced.take();
        let command = std::mem::take(&mut self.command);
        let called = behind.starts_with('(') || (rules.macros && behind.starts_with("!") && !behind.starts_with("!="));
        let kind = if !member && is_in(rules.keywords) {
            self.announced = match word {
                "fn" | "def" | "function" | "func" | "fun" | "sub" | "defp" => Some(Kind::Function),
                "struct" | "class" | "enum" | "trait" | "interface" | "impl" | "extends" | "new" => Some(Kind::Type),
                _ => None,
            };
            self.command = rules.commands;
            Kind::Keyword
        } else if let Some(kind) = announced {
            kind
        } else if (!member && is_in(rules.types))
            || (rules.keys && behind.trim_start().starts_with(':') && !behind.contains('{'))
        {
            Kind::Type
        } else if called || (command && !behind.starts_with('=')) {
            Kind::Function
        } else if rules.capitals && is_type_name(word) {
            Kind::Type
        } else {
            Kind::Plain
        };
        self.take(kind, length);
    }

    fn comment(&mut self, mut depth: u8) -> Mode {
        let Some((open, close)) = self.rules.block_comment else {
            self.take(Kind::Comment, self.rest.len());
            return Mode::Code;
        };
        let mut at = 0;
        while depth > 0
            && let Some(rest) = self.rest.get(at..)
            && let Some(end) = rest.find(close)
        {
            match rest.find(open).filter(|start| self.rules.nested && *start < end) {
                Some(start) => {
                    depth = depth.saturating_add(1);
                    at += start + open.len();
                }
                None => {
                    depth -= 1;
                    at += end + close.len();
                }
            }
        }
        if depth > 0 {
            let more = self.rest.get(at..).unwrap_or_default();
            let opened = if self.rules.nested { more.matches(open).count() } else { 0 };
            self.take(Kind::Comment, self.rest.len());
            return Mode::Comment(depth.saturating_add(u8::try_from(opened).unwrap_or(u8::MAX)));
        }
        self.take(Kind::Comment, at);
        Mode::Code
    }

    /// A string whose quote has this index, from behind the first `at` bytes of the rest.
    fn string(&mut self, index: u8, mut at: usize) -> Mode {
        let Some(quote) = self.rules.quotes.get(usize::from(index)) else {
            self.take(Kind::String, self.rest.len());
            return Mode::Code;
        };
        while let Some(rest) = self.rest.get(at..)
            && let Some(sign) = rest.chars().next()
        {
            if rest.starts_with(quote.close) {
                at += quote.close.len();
                let key = self.rules.keys && self.rest.get(at..).is_some_and(|rest| rest.trim_start().starts_with(':'));
                self.take(if key { Kind::Type } else { Kind::String }, at);
                return Mode::Code;
            }
            at += sign.len_utf8();
            if quote.escapes && sign == '\\' {
                at += rest.chars().nth(1).map_or(0, char::len_utf8);
            }
        }
        self.take(Kind::String, self.rest.len());
        Mode::Text(index)
    }

    fn raw(&mut self, hashes: u8, at: usize) -> Mode {
        let close = format!("\"{}", "#".repeat(usize::from(hashes)));
        let Some(end) = self.rest.get(at..).and_then(|rest| rest.find(&close)) else {
            self.take(Kind::String, self.rest.len());
            return Mode::Raw(hashes);
        };
        self.take(Kind::String, at + end + close.len());
        Mode::Code
    }
}

fn raw_start(rest: &str) -> Option<u8> {
    let signs = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = signs.len() - signs.trim_start_matches('#').len();
    signs.get(hashes..)?.starts_with('"').then(|| u8::try_from(hashes).ok()).flatten()
}

/// `'x'` and `'\n'`, but not the lifetime `'a`.
fn is_character(rest: &str) -> bool {
    let mut signs = rest.chars().skip(1);
    match signs.next() {
        Some('\\') => rest.get(2..).is_some_and(|rest| rest.contains('\'')),
        Some(_) => signs.next() == Some('\''),
        None => false,
    }
}

fn is_type_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && (word.len() == 1 || word.contains(char::is_lowercase))
}

fn annotation(rules: &Rules, rest: &str) -> Option<usize> {
    let word =
        |rest: &str| rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || "_.-".contains(c)).len();
    if rules.at_signs && rest.starts_with('@') {
        return Some(1 + word(rest.get(1..)?));
    }
    if rules.macros && (rest.starts_with("#[") || rest.starts_with("#![")) {
        return Some(rest.rfind(']').map_or(rest.len(), |end| end + 1));
    }
    if rules.preprocessor && rest.starts_with('#') {
        return Some(1 + word(rest.get(1..)?));
    }
    None
}

/// The length of a number. `1..2` is two of them.
fn number(rest: &str) -> usize {
    let mut before = ' ';
    for (at, sign) in rest.char_indices() {
        let next = rest.get(at + 1..).unwrap_or_default();
        let goes_on = match sign {
            '.' => next.starts_with(|c: char| c.is_ascii_digit()),
            '+' | '-' => matches!(before, 'e' | 'E') && !rest.starts_with("0x"),
            _ => sign.is_ascii_alphanumeric() || sign == '_',
        };
        if !goes_on {
            return at;
        }
        before = sign;
    }
    rest.len()
}
