//! The components, one a file. They read the stores and say what the words in [`crate::text`] say.

pub mod bot_editor;
pub mod compare;
pub mod conversation;
pub mod conversation_search;
pub mod copy_button;
pub mod copying;
pub mod doctor;
pub mod dynamic;
pub mod icon;
pub mod inspector;
pub mod keep_focus;
pub mod layout;
pub mod markdown;
pub mod model_fetch;
pub mod notice;
pub mod palette;
pub mod part;
pub mod reveal;
pub mod say;
pub mod search_status;
pub mod settings;
pub mod shell;
pub mod shortcut;
pub mod show_list;
pub mod sidebar;
pub mod snippet;
