//! Plain addresses in prose, as GitHub's markdown has them: `https://a.b/c`, `http://a.b` and `www.a.b`. Where a word
//! follows without a space, as in Korean, Chinese and Japanese, it is no part of the address.

use super::Address;

const SCHEMES: [&str; 2] = ["https://", "http://"];
const WWW: &str = "www.";
/// Bytes.
const LONGEST: usize = 2048;
/// The longest name of a host. Bytes.
const LONGEST_HOST: usize = 255;
/// A word of at least so many letters at the end of the text that one of the beginnings begins with may become it.
const SHORTEST_BEGINNING: usize = 3;

#[derive(Debug, PartialEq)]
pub(super) enum Autolink {
    Link {
        address: Address,
        /// As it is shown.
        words: String,
        end: usize,
        /// What is between `end` and here becomes part of the address when more of it follows.
        reach: usize,
    },
    /// It may become one.
    Unfinished,
    Text,
}

/// What begins at `at` of `text`, which is read up to `limit`.
pub(super) fn autolink(text: &str, at: usize, limit: usize) -> Autolink {
    let rest = text.get(at..limit).unwrap_or_default();
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let begins = |beginning: &&str| {
        let start = rest.get(..beginning.len()).unwrap_or(rest);
        start.len() >= SHORTEST_BEGINNING
            && beginning.get(..start.len()).is_some_and(|part| part.eq_ignore_ascii_case(start))
    };
    let may_precede = |before: char| before.is_whitespace() || "*_~(|>".contains(before);
    let beginning = match SCHEMES.iter().find(|scheme| begins(scheme)) {
        // Not in a longer word, and not as the text of a link, which may be about to come.
        Some(scheme) if !before.is_some_and(|before| before.is_ascii_alphanumeric() || before == '[') => scheme,
        None if rest.starts_with('w') && begins(&WWW) && before.is_none_or(may_precede) => WWW,
        _ => return Autolink::Text,
    };
    if rest.len() <= beginning.len() {
        return Autolink::Unfinished;
    }
    let run = run(rest);
    let written = trimmed(run);
    if run.len() > LONGEST || !written.get(beginning.len()..).is_some_and(is_host) {
        return Autolink::Text;
    }
    let words = written.replace("\\_", "_").replace("&amp;", "&");
    let target = if beginning == WWW { format!("http://{words}") } else { words.clone() };
    match Address::link(&target) {
        Some(address) => Autolink::Link { address, words, end: at + written.len(), reach: at + run.len() },
        None => Autolink::Text,
    }
}

/// What can be an address at most, or so much of it that it is too long.
fn run(rest: &str) -> &str {
    let mut before = ' ';
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, after)| *after);
        let ends = match letter {
            // `[` may begin the label of something that is defined later.
            '<' | '>' | '`' | '|' | '"' | '*' | '[' | ']' => true,
            '\\' => after != Some('_'),
            '~' => after == Some('~'),
            _ if letter.is_whitespace() || letter.is_control() => true,
            _ if letter.is_ascii() => false,
            _ if !letter.is_alphanumeric() => true,
            // A particle or the next word, unless the name of a host or page is in such letters itself.
            _ => letter >= '\u{3000}' && before.is_ascii() && !"/.=-_#?&+".contains(before),
        };
        if ends || at > LONGEST {
            return rest.get(..at).unwrap_or_default();
        }
        before = letter;
    }
    rest
}

/// Without what belongs to the sentence around it: punctuation, a bracket that closes one before the address, an entity.
fn trimmed(run: &str) -> &str {
    let count = |sign: char| run.matches(sign).count();
    let mut unmatched = count(')').saturating_sub(count('('));
    let mut kept = run;
    loop {
        let shorter = match kept.chars().next_back() {
            Some('?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '\\') => kept.get(..kept.len() - 1),
            Some(')') if unmatched > 0 => {
                unmatched -= 1;
                kept.get(..kept.len() - 1)
            }
            Some(';') => kept.strip_suffix(';').map(|entity| {
                let name = entity.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                name.strip_suffix('&').filter(|_| name.len() < entity.len()).unwrap_or(entity)
            }),
            _ => return kept,
        };
        kept = shorter.unwrap_or_default();
    }
}

/// Whether an address without its scheme begins with the name of a host: no underscore in its last two parts.
fn is_host(rest: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name = rest.get(..rest.find(|c| !part_of_name(c)).unwrap_or(rest.len())).unwrap_or_default();
    name.starts_with(char::is_alphanumeric)
        && name.len() <= LONGEST_HOST
        && !name.trim_end_matches('.').rsplit('.').take(2).any(|part| part.contains('_'))
}

#[cfg(test)]
mod tests {
    use super::{Autolink, LONGEST, autolink};

    /// The address at the beginning of a text, as it is shown, and where it leads.
    fn found(text: &str) -> Option<(String, String)> {
        match autolink(text, 0, text.len()) {
            Autolink::Link { address, words, .. } => Some((words, address.as_str().to_owned())),
            Autolink::Unfinished | Autolink::Text => None,
        }
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let table = [
            ("https://a.b/c d", "https://a.b/c"),
            ("HTTP://a.b<", "HTTP://a.b"),
            ("http://localhost:8000/v1", "http://localhost:8000/v1"),
            ("https://a.b/c?d=e&f=g#h", "https://a.b/c?d=e&f=g#h"),
            ("https://a.b.", "https://a.b"),
            ("https://a.b/?!.,:*_~'", "https://a.b/"),
            ("https://a.b/c_(d)", "https://a.b/c_(d)"),
            ("https://a.b/c_(d))", "https://a.b/c_(d)"),
            ("https://a.b/(c))d)", "https://a.b/(c))d"),
            ("https://a.b/c&copy;", "https://a.b/c"),
            ("https://a.b/c&hl", "https://a.b/c&hl"),
            ("https://a.b/c;", "https://a.b/c"),
            ("https://a.b/?c&amp;d", "https://a.b/?c&d"),
            ("https://a.b/src/__init__.py", "https://a.b/src/__init__.py"),
            ("https://a.b/c\\_d", "https://a.b/c_d"),
            ("https://a.b**c", "https://a.b"),
            ("https://a.b~~ c", "https://a.b"),
            ("https://a.b](c)", "https://a.b"),
            ("https://a.b[^1]", "https://a.b"),
            ("https://a.b/c[d]", "https://a.b/c"),
            ("https://a.b/c를", "https://a.b/c"),
            ("https://a.b)에서", "https://a.b"),
            ("https://a.b。次", "https://a.b"),
            ("https://ko.a.b/wiki/한국_역사 을", "https://ko.a.b/wiki/한국_역사"),
            ("https://fr.a.b/Café", "https://fr.a.b/Café"),
            ("https://x_y.a.b", "https://x_y.a.b"),
        ];
        for (text, address) in table {
            assert_eq!(found(text), Some((address.into(), address.into())), "{text}");
        }
        assert_eq!(found("www.a.b/c, d"), Some(("www.a.b/c".into(), "http://www.a.b/c".into())));
    }

    #[test]
    fn what_is_no_address_stays_text() {
        let long = format!("https://a.b/{}", "c".repeat(LONGEST));
        for text in
            ["https:/a.b", "https://?a", "https:// a", "www. a", "www..a", "Www.a", "ftp://a.b", "https://a_b", &long]
        {
            assert_eq!(found(text), None, "{text}");
        }
        for (text, at, is_link) in [
            ("xhttps://a.b", 1, false),
            ("[https://a.b", 1, false),
            ("가https://a.b", 3, true),
            ("(www.a.b", 1, true),
            ("/www.a.b", 1, false),
            ("@www.a.b", 1, false),
        ] {
            assert_eq!(matches!(autolink(text, at, text.len()), Autolink::Link { .. }), is_link, "{text}");
        }
    }

    #[test]
    fn beginnings_may_become_addresses() {
        for (text, may) in
            [("ht", false), ("htt", true), ("https:/", true), ("https://", true), ("www", true), ("who", false)]
        {
            assert_eq!(autolink(text, 0, text.len()) == Autolink::Unfinished, may, "{text}");
        }
    }
}
