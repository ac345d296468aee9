//! What a shortcut or a command of the palette does.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::browser::page;
use crate::store::Stores;
use crate::text::words::SettingsWords;
use crate::ui::keep_focus;
use crate::ui::layout::Layout;

/// Something that a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens or closes settings.
    Settings,
    /// Opens or closes the command palette.
    Palette,
    /// Opens the search over conversations in the list.
    Search,
    /// Edits the last message of the user.
    EditLast,
    NewChat,
    /// Shows or hides the list of conversations.
    List,
    /// Shows or hides the bot editor.
    Editor,
    /// Asks for the last reply once more.
    Regenerate,
    /// Copies the last reply.
    CopyReply,
    /// Opens or closes the request details of the last reply.
    Inspect,
}

impl Action {
    /// What it does, in the words of settings and the palette.
    pub fn label(self, words: &SettingsWords) -> &'static str {
        match self {
            Action::Settings => words.key_settings,
            Action::Palette => words.key_palette,
            Action::Search => words.key_search,
            Action::EditLast => words.key_edit_last,
            Action::NewChat => words.key_new_chat,
            Action::List => words.key_list,
            Action::Editor => words.key_editor,
            Action::Regenerate => words.key_regenerate,
            Action::CopyReply => words.key_copy_reply,
            Action::Inspect => words.key_inspect,
        }
    }
}

/// What actions need of the page. In the context of the page's frame.
#[derive(Clone, Copy)]
pub struct Actions {
    pub stores: Stores,
    pub layout: Layout,
    /// Id of the conversation on the screen; `None` for a new one.
    pub conversation: Memo<Option<String>>,
    go: Callback<String>,
}

impl Actions {
    /// Puts them into the context of the component that calls this.
    pub fn provide(layout: Layout, conversation: Memo<Option<String>>) -> Self {
        let navigate = use_navigate();
        let go = Callback::new(move |path: String| navigate(&path, Default::default()));
        let actions = Actions { stores: Stores::use_context(), layout, conversation, go };
        provide_context(actions);
        actions
    }

    pub fn use_context() -> Self {
        expect_context()
    }

    /// Goes to a path of this page; what lies over the chat is closed.
    pub fn go(&self, path: String) {
        self.layout.settings.set(None);
        self.layout.sidebar.close_drawer();
        self.layout.editor.close_drawer();
        self.go.run(path);
    }

    pub fn run(&self, action: Action) {
        let layout = self.layout;
        match action {
            Action::Settings => layout.toggle_settings(),
            Action::Palette => layout.palette.update(|is_open| *is_open = !*is_open),
            Action::Search => layout.open_search(),
            Action::NewChat => {
                self.go("/".to_owned());
                page::focus("message");
                keep_focus::on_field();
            }
            Action::List => {
                layout.editor.close_drawer();
                layout.sidebar.toggle();
            }
            Action::Editor => {
                layout.sidebar.close_drawer();
                layout.editor.toggle();
            }
            // A key presses the very button that the message has: both do the same, and nothing where it has none.
            Action::EditLast => page::press_in_last(".message.user", "[data-action=edit]"),
            Action::Regenerate => page::press_in_last(".message.last", "[data-action=regenerate]"),
            Action::CopyReply => page::press_in_last(".message.reply", "[data-action=copy]"),
            Action::Inspect => page::press_in_last(".message.reply", "[data-action=inspect]"),
        }
    }
}
