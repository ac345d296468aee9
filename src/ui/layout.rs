//! Which panels are open, and whether they stand beside the chat or over it.

use leptos::ev;
use leptos::prelude::*;

use super::inspector::Inspected;
use super::settings::SettingsSection;
use crate::browser::page;

/// Widths from which a panel stands beside the chat (design §3).
const SIDEBAR_DOCKS: &str = "(min-width: 900px)";
const EDITOR_DOCKS: &str = "(min-width: 1200px)";

/// A panel beside the chat, or a drawer over it where there is no room.
#[derive(Clone, Copy)]
pub struct Panel {
    /// There is room for it beside the chat. True at the first render; the style sheet hides it until this is known.
    pub docks: RwSignal<bool>,
    docked_open: RwSignal<bool>,
    drawer_open: RwSignal<bool>,
}

impl Panel {
    fn new() -> Self {
        Panel { docks: RwSignal::new(true), docked_open: RwSignal::new(true), drawer_open: RwSignal::new(false) }
    }

    fn state(&self) -> RwSignal<bool> {
        if self.docks.get() { self.docked_open } else { self.drawer_open }
    }

    /// Whether it is open; tracks.
    pub fn is_open(&self) -> bool {
        self.state().get()
    }

    pub fn set_open(&self, open: bool) {
        untrack(|| self.state()).set(open);
    }

    pub fn toggle(&self) {
        untrack(|| self.state()).update(|open| *open = !*open);
    }

    /// Closes it if it lies over the chat.
    pub fn close_drawer(&self) {
        self.drawer_open.set(false);
    }
}

/// The panels of the page. Found in the context.
#[derive(Clone, Copy)]
pub struct Layout {
    pub sidebar: Panel,
    pub editor: Panel,
    /// The section of settings that is open, if settings are.
    pub settings: RwSignal<Option<SettingsSection>>,
    /// The reply whose request details stand in the place of the bot editor.
    pub inspected: RwSignal<Option<Inspected>>,
    /// Whether the keyboard is one of a Mac: ⌘ stands for Ctrl. Known once the page is alive.
    pub is_mac: RwSignal<bool>,
    /// Whether the command palette is open.
    pub palette: RwSignal<bool>,
    /// Whether the list shows its search.
    pub searching: RwSignal<bool>,
    /// The menu that is open, by an id of its own: one at a time, and Escape closes it before all else.
    pub menu: RwSignal<Option<String>>,
    /// The message that the log of its conversation is to show.
    pub wanted: RwSignal<Option<Wanted>>,
    /// Whether somebody uses the page, or has had the time to look at it.
    pub in_use: RwSignal<bool>,
}

/// A message that somebody looks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    pub conversation: String,
    pub message: String,
    /// It is what the model thought that is looked for.
    pub in_reasoning: bool,
}

impl Layout {
    /// The layout in the context of the component that calls this. Follows the width of the window.
    pub fn provide() -> Self {
        let layout = Layout {
            sidebar: Panel::new(),
            editor: Panel::new(),
            settings: RwSignal::new(None),
            inspected: RwSignal::new(None),
            is_mac: RwSignal::new(false),
            palette: RwSignal::new(false),
            searching: RwSignal::new(false),
            menu: RwSignal::new(None),
            wanted: RwSignal::new(None),
            in_use: RwSignal::new(false),
        };
        provide_context(layout);
        Effect::new(move || {
            layout.is_mac.set(page::is_mac());
            layout.measure();
            let listener = window_event_listener(ev::resize, move |_| layout.measure());
            on_cleanup(move || listener.remove());
        });
        layout
    }

    pub fn use_context() -> Self {
        expect_context()
    }

    /// Whether a modal dialog lies over the page; tracks.
    pub fn has_dialog(&self) -> bool {
        let is_drawer = |panel: Panel| !panel.docks.get() && panel.is_open();
        let is_over = self.inspected.with(Option::is_some) && !self.editor.docks.get();
        self.settings.with(Option::is_some) || is_drawer(self.sidebar) || is_drawer(self.editor) || is_over
    }

    /// Whether the bot editor can be seen: the request details stand in its place. Tracks.
    pub fn shows_editor(&self) -> bool {
        self.editor.is_open() && self.inspected.with(Option::is_none)
    }

    /// Opens the bot editor, in the place of request details too, or closes it.
    pub fn toggle_editor(&self) {
        let shown = untrack(|| self.shows_editor());
        self.inspected.set(None);
        self.editor.set_open(!shown);
    }

    /// Opens the bot editor, in the place of request details too, with the focus on one of its fields.
    pub fn edit_field(&self, id: &'static str) {
        self.inspected.set(None);
        self.editor.set_open(true);
        page::focus_soon(id.to_owned());
    }

    /// Opens or closes settings.
    pub fn toggle_settings(&self) {
        self.settings.update(|section| {
            *section = if section.is_some() { None } else { Some(SettingsSection::ApiKeys) };
        });
    }

    /// Opens the search of the list, and the list where it is hidden.
    pub fn open_search(&self) {
        self.editor.close_drawer();
        self.sidebar.set_open(true);
        self.searching.set(true);
        page::focus("conversation-search");
    }

    fn measure(&self) {
        for (panel, query) in [(self.sidebar, SIDEBAR_DOCKS), (self.editor, EDITOR_DOCKS)] {
            let docks = page::matches_media(query);
            if panel.docks.get_untracked() != docks {
                panel.docks.set(docks);
            }
        }
    }
}
