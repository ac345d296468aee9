//! The components, one a file. They read the stores and say what the words in [`crate::text`] say.

pub mod bot_editor;
pub mod compare;
pub mod conversation;
pub mod doctor;
pub mod dynamic;
pub mod icon;
pub mod inspector;
pub mod layout;
pub mod markdown;
pub mod notice;
pub mod part;
pub mod say;
pub mod settings;
pub mod shell;
pub mod sidebar;
