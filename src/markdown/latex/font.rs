//! Letters in the fonts of mathematics, which are signs of their own in Unicode.

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Font {
    Roman,
    Italic,
    Bold,
    BoldItalic,
    Script,
    Fraktur,
    DoubleStruck,
    Sans,
    Mono,
}

impl Font {
    /// The font that a command asks for.
    pub(super) fn of(command: &str) -> Option<Font> {
        Some(match command {
            "mathrm" | "mathup" | "rm" => Font::Roman,
            "mathit" => Font::Italic,
            "mathbf" | "bf" => Font::Bold,
            "boldsymbol" | "bm" | "mathbfit" => Font::BoldItalic,
            "mathcal" | "mathscr" => Font::Script,
            "mathfrak" => Font::Fraktur,
            "mathbb" | "mathds" => Font::DoubleStruck,
            "mathsf" => Font::Sans,
            "mathtt" => Font::Mono,
            _ => return None,
        })
    }

    /// A letter or digit in this font; as it is, where there is none.
    pub(super) fn sign(self, letter: char) -> char {
        let exception = match (self, letter) {
            (Font::Italic, 'h') => 'ℎ',
            (Font::Script, 'B') => 'ℬ',
            (Font::Script, 'E') => 'ℰ',
            (Font::Script, 'F') => 'ℱ',
            (Font::Script, 'H') => 'ℋ',
            (Font::Script, 'I') => 'ℐ',
            (Font::Script, 'L') => 'ℒ',
            (Font::Script, 'M') => 'ℳ',
            (Font::Script, 'R') => 'ℛ',
            (Font::Script, 'e') => 'ℯ',
            (Font::Script, 'g') => 'ℊ',
            (Font::Script, 'o') => 'ℴ',
            (Font::Fraktur, 'C') => 'ℭ',
            (Font::Fraktur, 'H') => 'ℌ',
            (Font::Fraktur, 'I') => 'ℑ',
            (Font::Fraktur, 'R') => 'ℜ',
            (Font::Fraktur, 'Z') => 'ℨ',
            (Font::DoubleStruck, 'C') => 'ℂ',
            (Font::DoubleStruck, 'H') => 'ℍ',
            (Font::DoubleStruck, 'N') => 'ℕ',
            (Font::DoubleStruck, 'P') => 'ℙ',
            (Font::DoubleStruck, 'Q') => 'ℚ',
            (Font::DoubleStruck, 'R') => 'ℝ',
            (Font::DoubleStruck, 'Z') => 'ℤ',
            _ => '\0',
        };
        if exception != '\0' {
            return exception;
        }
        let (capital, small, digit, greek) = match self {
            Font::Roman => (0, 0, 0, 0),
            Font::Italic => (0x1D434, 0x1D44E, 0, 0x1D6FC),
            Font::Bold => (0x1D400, 0x1D41A, 0x1D7CE, 0x1D6C2),
            Font::BoldItalic => (0x1D468, 0x1D482, 0x1D7CE, 0x1D736),
            Font::Script => (0x1D49C, 0x1D4B6, 0, 0),
            Font::Fraktur => (0x1D504, 0x1D51E, 0, 0),
            Font::DoubleStruck => (0x1D538, 0x1D552, 0x1D7D8, 0),
            Font::Sans => (0x1D5A0, 0x1D5BA, 0x1D7E2, 0),
            Font::Mono => (0x1D670, 0x1D68A, 0x1D7F6, 0),
        };
        let (first, base) = match letter {
            'A'..='Z' => ('A', capital),
            'a'..='z' => ('a', small),
            '0'..='9' => ('0', digit),
            'α'..='ω' => ('α', greek),
            _ => return letter,
        };
        let sign = base + u32::from(letter) - u32::from(first);
        char::from_u32(sign).filter(|_| base > 0).unwrap_or(letter)
    }
}
