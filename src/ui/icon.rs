//! The icons: lines in a box of 16 pixels. They are decoration; the control around them has the name.

use leptos::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Logo,
    Plus,
    Gear,
    Moon,
    Sun,
    List,
    Panel,
    Close,
    Copy,
    Check,
    Again,
    Pencil,
    Trash,
    More,
    Send,
    Stop,
    Chevron,
    Warning,
    Error,
    Key,
    Eye,
    EyeOff,
    Lock,
    Play,
    Sliders,
    Keyboard,
    Info,
    Down,
    Up,
    Power,
    Bot,
    Chart,
    Fork,
    Image,
    Pulse,
    Search,
    Columns,
    Bolt,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Logo => "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M8 4.6v.8M5.2 9.6v.8M10.8 9.6v.8",
            Icon::Plus => "M8 3v10M3 8h10",
            Icon::Gear => {
                "M8 5.6a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 0 1 0-4.8M8 1.6v2M8 12.4v2M1.6 8h2M12.4 8h2M3.5 3.5l1.4 1.4M11.1 11.1l1.4 1.4M3.5 12.5l1.4-1.4M11.1 4.9l1.4-1.4"
            }
            Icon::Moon => "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z",
            Icon::Sun => {
                "M8 5.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 0 1 0-5.6M8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M3.2 12.8l1-1M11.8 4.2l1-1"
            }
            Icon::List => "M2.5 4h11M2.5 8h11M2.5 12h11",
            Icon::Panel => "M2.5 3h11v10h-11zM10 3v10",
            Icon::Close => "M4 4l8 8M12 4l-8 8",
            Icon::Copy => "M5.5 5.5h7.5v8H5.5zM10.5 5.5v-3H3v8h2.5",
            Icon::Check => "M3 8.5l3.2 3.2L13 4.8",
            Icon::Again => "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3",
            Icon::Pencil => "M3 13l.6-2.8L11 2.8l2.2 2.2l-7.4 7.4z",
            Icon::Trash => "M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5",
            Icon::More => "M3.4 8h.1M8 8h.1M12.6 8h.1",
            Icon::Send => "M8 13V3.4M4 7.2L8 3.2l4 4",
            Icon::Stop => "M5 5h6v6H5zM5.8 5.8h4.4v4.4H5.8zM6.6 6.6h2.8v2.8H6.6z",
            Icon::Chevron => "M6 4l4 4l-4 4",
            Icon::Warning => "M8 2.4l6 10.8H2zM8 6.6v3.2M8 11.4v.2",
            Icon::Error => "M8 2a6 6 0 1 1 0 12a6 6 0 0 1 0-12M8 5v3.6M8 10.8v.2",
            Icon::Key => "M5.6 7.4a3 3 0 1 1 0 6a3 3 0 0 1 0-6M7.8 8.2l5.4-5.4M10.6 5.4l1.8 1.8",
            Icon::Eye => {
                "M1.6 8S4 3.8 8 3.8S14.4 8 14.4 8S12 12.2 8 12.2S1.6 8 1.6 8zM8 6.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2"
            }
            Icon::EyeOff => {
                "M2.4 2.4l11.2 11.2M6.4 4a6.4 6.4 0 0 1 1.6-.2C12 3.8 14.4 8 14.4 8a12 12 0 0 1-1.8 2.2M4.2 5.2A11 11 0 0 0 1.6 8S4 12.2 8 12.2a6.6 6.6 0 0 0 2.8-.6"
            }
            Icon::Lock => "M4 7.2h8v6H4zM5.6 7.2V5a2.4 2.4 0 0 1 4.8 0v2.2",
            Icon::Play => "M5 3.4v9.2L12.4 8z",
            Icon::Sliders => {
                "M2.5 5h5M11.5 5h2M2.5 11h2M8.5 11h5M9.5 3.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2M6.5 9.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2"
            }
            Icon::Keyboard => "M1.8 4.2h12.4v7.6H1.8zM4.4 6.8h.1M7 6.8h.1M9.6 6.8h.1M12 6.8h.1M5 9.4h6",
            Icon::Info => "M8 2a6 6 0 1 1 0 12a6 6 0 0 1 0-12M8 7.2V11M8 5v.2",
            Icon::Down => "M8 3v9.6M4 8.8l4 4l4-4",
            Icon::Up => "M8 13V3.4M4 7.2L8 3.2l4 4",
            Icon::Power => "M8 2v5.4M4.8 4.4a4.8 4.8 0 1 0 6.4 0",
            Icon::Fork => {
                "M4.5 5.8v4.4M11.5 5.8c0 2.6-2 3-4 3.2c-2 .2-3 .6-3 1.2M4.5 2.6a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2M11.5 2.6a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2M4.5 10.2a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2"
            }
            Icon::Image => "M2.5 3h11v10h-11zM2.5 11l3-3.2l2.6 2.6l2.2-2l3.2 3M6.2 5.6v.8",
            Icon::Chart => "M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6",
            Icon::Pulse => "M1.8 8h2.8l2-4.6l2.8 9.2l2-4.6h2.8",
            Icon::Search => "M7 2.6a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 0 1 0-8.8M10.2 10.2l3.4 3.4",
            Icon::Columns => "M2.5 3h4.6v10H2.5zM8.9 3h4.6v10H8.9z",
            Icon::Bolt => "M9 1.8L3.6 9h4L7 14.2L12.4 7h-4z",
            Icon::Bot => "M3.2 5.4h9.6v7.4H3.2zM8 5.4V2.8M6 8.6v.8M10 8.6v.8",
        }
    }
}

/// Draws an icon.
pub fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
    .into_any()
}
