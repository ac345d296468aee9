//! The colour of a bot's mark.

/// A colour of the style sheet: each has one for light and one for dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    #[default]
    Violet,
    Blue,
    Teal,
    Green,
    Amber,
    Red,
    Pink,
    Grey,
}

impl Colour {
    /// Every colour, in the order in which the editor offers them.
    pub const ALL: [Colour; 8] = [
        Colour::Violet,
        Colour::Blue,
        Colour::Teal,
        Colour::Green,
        Colour::Amber,
        Colour::Red,
        Colour::Pink,
        Colour::Grey,
    ];

    /// Its name in records and in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Colour::Violet => "violet",
            Colour::Blue => "blue",
            Colour::Teal => "teal",
            Colour::Green => "green",
            Colour::Amber => "amber",
            Colour::Red => "red",
            Colour::Pink => "pink",
            Colour::Grey => "grey",
        }
    }

    /// The colour of that name.
    pub fn from_name(name: &str) -> Option<Colour> {
        Colour::ALL.into_iter().find(|colour| colour.name() == name)
    }
}
