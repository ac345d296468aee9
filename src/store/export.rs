//! One conversation as a file.

use leptos::prelude::*;

use super::Stores;
use crate::browser::database::Table;
use crate::browser::file;
use crate::chat::Conversation;
use crate::chat::export::{Form, Labels, export};

impl Stores {
    /// Has the browser save a conversation as a file, with all that has arrived so far.
    pub async fn export_conversation(self, id: &str, form: Form) {
        for handle in self.conversations.messages(id).get_untracked() {
            if self.replies.is_live(&handle.id) {
                self.conversations.store_message(&handle).await;
            }
        }
        let record = self.records.get(Table::Conversations, id).await;
        let Some(conversation) = record.and_then(Conversation::from_record) else { return };
        let messages = self.records.messages(id).await;
        let words = self.preferences.language.get_untracked().words();
        let labels = Labels {
            you: words.chat().you,
            reasoning: words.chat().reasoning,
            tool_call: words.records().tool_call,
            image: words.records().image,
            unreadable: words.records().damaged,
            not_whole: words.records().not_whole,
        };
        let text = export(form, &conversation, &messages, &labels);
        file::save(&form.file_name(&conversation.title), form.media_type(), &text);
    }
}
