//! Values as scripts and people write them: JSON, and beyond it unquoted names, single quotes, comments, commas at the
//! end, and the constants of JavaScript and Python.

use serde_json::{Map, Number, Value};

/// How deep values may stand within each other; beyond it nobody has written them by hand.
const DEEPEST: usize = 64;

/// A place at which a text cannot be read, counted in bytes from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unread {
    pub at: usize,
}

/// Reads a text that is one value and nothing else.
pub(super) fn read(text: &str) -> Result<Value, Unread> {
    let mut reader = Reader::new(text, 0);
    let value = reader.value()?;
    reader.blank()?;
    if reader.is_at_end() { Ok(value) } else { reader.fail() }
}

/// The line and column of a place, both counted from 1.
pub(super) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// Reads one value after the other out of a text, in linear time.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// Begins at a place of the text, counted in bytes.
    pub fn new(text: &'a str, at: usize) -> Reader<'a> {
        Reader { text, at }
    }

    /// Where the reader stands, in bytes.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Passes over white space and comments.
    pub fn blank(&mut self) -> Result<(), Unread> {
        loop {
            let rest = self.rest();
            let bare = rest.trim_start_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
            self.at += rest.len() - bare.len();
            self.at += match (bare.get(..2), bare.get(2..)) {
                (Some("//"), Some(comment)) => 2 + comment.find('\n').unwrap_or(comment.len()),
                (Some("/*"), Some(comment)) => 4 + comment.find("*/").ok_or(Unread { at: self.at })?,
                _ => return Ok(()),
            };
        }
    }

    /// Passes over white space, comments and this character.
    pub fn sign(&mut self, sign: char) -> Result<(), Unread> {
        self.blank()?;
        if self.takes(sign) { Ok(()) } else { self.fail() }
    }

    /// Reads one value.
    pub fn value(&mut self) -> Result<Value, Unread> {
        self.value_within(DEEPEST)
    }

    fn value_within(&mut self, room: usize) -> Result<Value, Unread> {
        self.blank()?;
        match self.peek() {
            Some('{' | '[') if room == 0 => self.fail(),
            Some('{') => self.object(room - 1),
            Some('[') => self.list(room - 1),
            Some('"' | '\'' | '`') => self.string().map(Value::String),
            Some('+' | '-' | '.' | '0'..='9') => self.number(),
            _ => self.constant(),
        }
    }

    fn object(&mut self, room: usize) -> Result<Value, Unread> {
        let mut object = Map::new();
        self.sign('{')?;
        loop {
            self.blank()?;
            if self.takes('}') {
                return Ok(Value::Object(object));
            }
            let name = match self.peek() {
                Some('"' | '\'') => self.string()?,
                _ => self.name()?.to_owned(),
            };
            self.sign(':')?;
            object.insert(name, self.value_within(room)?);
            self.blank()?;
            if !self.takes(',') && self.peek() != Some('}') {
                return self.fail();
            }
        }
    }

    fn list(&mut self, room: usize) -> Result<Value, Unread> {
        let mut list = Vec::new();
        self.sign('[')?;
        loop {
            self.blank()?;
            if self.takes(']') {
                return Ok(Value::Array(list));
            }
            list.push(self.value_within(room)?);
            self.blank()?;
            if !self.takes(',') && self.peek() != Some(']') {
                return self.fail();
            }
        }
    }

    /// Reads a string in any quotation marks. A template with a value to put in is no constant.
    pub fn string(&mut self) -> Result<String, Unread> {
        let start = self.at;
        let Some(quote @ ('"' | '\'' | '`')) = self.bump() else { return Err(Unread { at: start }) };
        let mut string = String::new();
        loop {
            let at = self.at;
            match self.bump() {
                Some('\\') => string.extend(self.escape().ok_or(Unread { at })?),
                Some('\n') if quote != '`' => return Err(Unread { at: start }),
                Some('$') if quote == '`' && self.peek() == Some('{') => return Err(Unread { at }),
                Some(character) if character == quote => return Ok(string),
                Some(character) => string.push(character),
                None => return Err(Unread { at: start }),
            }
        }
    }

    /// What an escape stands for, behind its backslash; nothing for a line break. `None` when it is none.
    fn escape(&mut self) -> Option<Option<char>> {
        Some(Some(match self.bump()? {
            '\n' => return Some(None),
            '\r' => {
                self.takes('\n');
                return Some(None);
            }
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'v' => '\u{b}',
            '0' => '\0',
            'x' => char::from_u32(self.hexadecimal(2)?)?,
            'u' if self.takes('{') => {
                let digits = self.rest().split_once('}')?.0;
                let code = u32::from_str_radix(digits, 16).ok()?;
                self.at += digits.len() + 1;
                char::from_u32(code)?
            }
            'u' => {
                let high = self.hexadecimal(4)?;
                match char::from_u32(high) {
                    Some(character) => character,
                    None if self.takes('\\') && self.takes('u') => {
                        let low = self.hexadecimal(4)?;
                        char::decode_utf16([u16::try_from(high).ok()?, u16::try_from(low).ok()?]).next()?.ok()?
                    }
                    None => char::REPLACEMENT_CHARACTER,
                }
            }
            character => character,
        }))
    }

    fn hexadecimal(&mut self, digits: usize) -> Option<u32> {
        let digits = self.rest().get(..digits)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.at += digits.len();
        u32::from_str_radix(digits, 16).ok().filter(|_| is_number)
    }

    fn number(&mut self) -> Result<Value, Unread> {
        let start = self.at;
        let mut last = ' ';
        while let Some(character) = self.peek() {
            let is_sign = matches!(character, '+' | '-') && matches!(last, ' ' | 'e' | 'E');
            if !is_sign && !character.is_ascii_alphanumeric() && !matches!(character, '.' | '_') {
                break;
            }
            self.bump();
            last = character;
        }
        let text = self.text.get(start..self.at).unwrap_or_default().replace('_', "");
        number(text.strip_prefix('+').unwrap_or(&text)).ok_or(Unread { at: start })
    }

    fn constant(&mut self) -> Result<Value, Unread> {
        let start = self.at;
        match self.name()? {
            "true" | "True" => Ok(Value::Bool(true)),
            "false" | "False" => Ok(Value::Bool(false)),
            "null" | "None" | "undefined" => Ok(Value::Null),
            _ => Err(Unread { at: start }),
        }
    }

    /// Reads an unquoted name: letters of any script, digits, `_` and `$`.
    fn name(&mut self) -> Result<&'a str, Unread> {
        let text = self.text.get(self.at..).unwrap_or_default();
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
        let name = text.split(|character| !is_part(character)).next().unwrap_or_default();
        if name.is_empty() {
            return self.fail();
        }
        self.at += name.len();
        Ok(name)
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Passes over this character, if it is the next one.
    pub fn takes(&mut self, character: char) -> bool {
        let is_next = self.rest().starts_with(character);
        if is_next {
            self.at += character.len_utf8();
        }
        is_next
    }

    fn bump(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn fail<T>(&self) -> Result<T, Unread> {
        Err(Unread { at: self.at })
    }
}

fn number(text: &str) -> Option<Value> {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return u64::from_str_radix(digits, 16).ok().map(Value::from);
    }
    if let Ok(whole) = text.parse::<i64>() {
        return Some(Value::from(whole));
    }
    // The standard library reads words such as `inf` too.
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    text.parse::<f64>().ok().filter(|_| is_number).and_then(Number::from_f64).map(Value::Number)
}

#[cfg(test)]
mod tests;
