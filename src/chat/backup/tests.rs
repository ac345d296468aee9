use serde_json::json;

use super::*;
use crate::bot::Bot;
use crate::chat::export::{Form, Labels, export};
use crate::chat::{Column, Conversation, SPENT};

fn conversation(id: &str, title: &str, updated: f64) -> Value {
    json!({ "id": id, "title": title, "bot": "b1", "created": 1, "updated": updated })
}

fn message(id: &str, conversation: &str, content: &str) -> Value {
    json!({ "id": id, "conversation": conversation, "role": "user", "content": content, "created": 1 })
}

fn bot(id: &str, name: &str) -> Value {
    json!({ "id": id, "name": name, "provider": "lab", "model": "m", "created": 1 })
}

fn backup(bots: &[Value], conversations: &[Value], records: &[Value]) -> String {
    let preferences = Map::from_iter([("language".to_owned(), json!("ko"))]);
    let keys = Map::from_iter([("anthropic".to_owned(), json!("sk-1"))]);
    let providers = json!([]);
    let beginning =
        Beginning { created: 5.0, preferences: &preferences, providers: &providers, keys: &keys, bots, conversations };
    let (first, rest) = records.split_at(records.len().min(1));
    format!("{}{}{}{END}", beginning.to_text(), messages(first, true), messages(rest, false))
}

#[test]
fn a_backup_reads_back_as_it_was_made() {
    let conversations = [conversation("c1", "One", 2.0), conversation("c2", "Two", 3.0)];
    let records = [message("m1", "c1", "Hi"), message("m2", "c1", "Ho"), message("m3", "c2", "\u{2028}\"")];
    let file = read_backup(&backup(&[bot("b1", "Bot")], &conversations, &records)).expect("a backup");
    assert_eq!(file.created, Some(5.0));
    assert_eq!(file.preferences["language"], "ko");
    assert_eq!(file.keys["anthropic"], "sk-1");
    assert_eq!(file.bots, [bot("b1", "Bot")]);
    assert_eq!(file.conversations, conversations);
    assert_eq!(file.messages, records);
    assert_eq!(file.rejected, []);
    let empty = read_backup(&backup(&[], &[], &[])).expect("a backup of nothing");
    assert_eq!((empty.messages.len(), empty.rejected.len()), (0, 0));
}

#[test]
fn a_backup_holds_no_key_of_a_bot() {
    let mut with_key = bot("b1", "Bot");
    with_key["apiKey"] = json!("tell-tale");
    with_key["parameters"] =
        json!({ "max_tokens": 5, "nested": [{ "Authorization": "tell-tale", "key": "tell-tale" }] });
    let text = backup(&[with_key.clone()], &[], &[]);
    assert!(!text.contains("tell-tale") && text.contains("max_tokens"), "{text}");
    // The one that is here still counts as the same.
    let found = Comparison::begin(read_backup(&text).expect("a backup"), &[with_key], &[]).finish();
    assert_eq!(found.bots[0].state, State::Same);
}

#[test]
fn what_is_no_backup_is_named() {
    let newer = r#"{"format":"aiscouncil-backup","version":2}"#;
    let cases = [
        ("", BackupError::Empty),
        ("{\n nonsense", BackupError::Json { line: 2, column: 2 }),
        ("[1,2]", BackupError::NoBackup),
        (r#"{"format":"aiscouncil-providers","version":1}"#, BackupError::NoBackup),
        (r#"{"format":"aiscouncil-backup","version":"1"}"#, BackupError::NoBackup),
        (newer, BackupError::Newer { version: 2 }),
    ];
    for (text, error) in cases {
        assert_eq!(read_backup(text), Err(error), "{text}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(read_backup(&deep), Err(BackupError::Json { .. })));
    let wrong_types = r#"{"format":"aiscouncil-backup","version":1,"bots":7,"conversations":{"0":1},"messages":"x","preferences":[]}"#;
    assert_eq!(read_backup(wrong_types), Ok(BackupFile::default()));
}

#[test]
fn an_exported_conversation_is_a_backup_of_it_alone() {
    let messages = [message("m1", "c1", "Hi"), json!({ "id": "m2", "conversation": "c1", "role": "oracle" })];
    let stored = json!({ "id": "c1", "title": "Exported", "bot": "b1", "created": 1, "updated": 2 });
    let known = Conversation::from_record(stored.clone()).expect("a conversation");
    let labels = Labels { you: "", reasoning: "", tool_call: "", image: "", unreadable: "", not_whole: "" };
    let file = read_backup(&export(Form::Json, &known, &messages, &labels)).expect("a conversation");
    assert_eq!((file.conversations, file.messages), (vec![stored.clone()], vec![messages[0].clone()]));
    assert_eq!(file.rejected.len(), 1);
    // Where it is still there, it is the same.
    let again = read_backup(&export(Form::Json, &known, &[], &labels)).expect("a conversation");
    assert_eq!(Comparison::begin(again, &[], &[stored]).finish().conversations[0].state, State::Same);
    let newer = r#"{"format":"aiscouncil-conversation","version":2}"#;
    assert_eq!(read_backup(newer), Err(BackupError::Newer { version: 2 }));
    let nothing = read_backup(r#"{"format":"aiscouncil-conversation","version":1}"#).expect("a conversation");
    assert_eq!((nothing.conversations, nothing.rejected.len()), (Vec::new(), 1));
}

#[test]
fn records_that_cannot_be_used_are_reported_and_the_rest_is_read() {
    let conversations = [
        conversation("c1", "Good", 1.0),
        conversation("c1", "Again", 1.0),
        conversation("../../x", "Path", 1.0),
        json!({ "id": 7, "title": "Number" }),
        json!(null),
        conversation("__proto__", "Prototype", 1.0),
    ];
    let records = [
        message("m1", "c1", "Good"),
        message("m2", "elsewhere", "Orphan"),
        json!({ "id": "m3", "conversation": "c1", "role": "oracle" }),
        json!({ "id": "m4", "conversation": "c1", "role": "user", "__proto__": { "polluted": true } }),
    ];
    let file = read_backup(&backup(&[json!({ "id": "b" })], &conversations, &records)).expect("a backup");
    let found: Vec<_> = file.rejected.iter().map(|it| (it.kind, it.label.as_str(), it.reason)).collect();
    assert_eq!(
        found,
        [
            (Kind::Bot, "b", Reason::Fields),
            (Kind::Conversation, "Again", Reason::Twice),
            (Kind::Conversation, "Path", Reason::Id),
            (Kind::Conversation, "Number", Reason::Id),
            (Kind::Conversation, "5", Reason::Id),
            (Kind::Message, "m3", Reason::Fields),
            (Kind::Message, "m2", Reason::NoConversation),
        ]
    );
    assert_eq!(file.messages, [records[0].clone(), records[3].clone()]);
    assert_eq!(file.conversations.len(), 2);
}

#[test]
fn differences_are_found_with_both_dates() {
    let theirs = [
        conversation("new", "New", 9.0),
        conversation("same", "Same", 2.0),
        conversation("renamed", "Theirs", 3.0),
        conversation("longer-here", "Longer here", 2.0),
        conversation("longer-there", "Longer there", 2.0),
        conversation("edited", "Edited", 2.0),
    ];
    let mut mine: Vec<_> = theirs[1..].to_vec();
    mine[1] = conversation("renamed", "Mine", 8.0);
    let their_messages = [
        message("n1", "new", "Hi"),
        message("s1", "same", "Hi"),
        message("l1", "longer-here", "Hi"),
        message("t1", "longer-there", "Hi"),
        message("t2", "longer-there", "More"),
        message("e1", "edited", "Theirs"),
        message("stolen", "new", "Theirs"),
    ];
    let damaged = json!({ "id": "l3", "conversation": "longer-here", "role": "oracle" });
    let my_messages = [
        message("s1", "same", "Hi"),
        message("l1", "longer-here", "Hi"),
        message("l2", "longer-here", "Only here"),
        damaged,
        message("t1", "longer-there", "Hi"),
        message("e1", "edited", "Mine"),
        message("stolen", "not-in-the-file", "Mine"),
    ];
    let file = read_backup(&backup(&[bot("b1", "Theirs")], &theirs, &their_messages)).expect("a backup");
    let mut comparison = Comparison::begin(file, &[bot("b1", "Mine")], &mine);
    my_messages.iter().for_each(|message| comparison.meet(message));
    let found = comparison.finish();
    let states: Vec<_> = found
        .conversations
        .iter()
        .map(|it| (it.id.as_str(), it.state, it.messages.len(), it.only_mine.len()))
        .collect();
    assert_eq!(
        states,
        [
            ("new", State::New, 1, 0),
            ("same", State::Same, 1, 0),
            ("renamed", State::Changed, 0, 0),
            ("longer-here", State::Changed, 1, 1),
            ("longer-there", State::Changed, 2, 0),
            ("edited", State::Changed, 1, 0),
        ]
    );
    assert_eq!((found.conversations[2].theirs, found.conversations[2].mine), (3.0, Some(8.0)));
    assert_eq!(found.bots[0].state, State::Changed);
    assert_eq!(found.rejected, [Rejected { kind: Kind::Message, label: "stolen".into(), reason: Reason::Elsewhere }]);
}

#[test]
fn the_columns_of_a_comparison_come_along() {
    let column = Column::new("compare-1".into(), Bot::new("b".into(), "B", "lab", "small", 1.0)).to_record();
    let messages = [message("m1", "compare-1", "Why?")];
    let file = read_backup(&backup(&[], std::slice::from_ref(&column), &messages)).expect("a backup");
    assert_eq!((&file.conversations[..], &file.messages[..]), (&[column][..], &messages[..]));
    assert_eq!(file.rejected, []);
    let found = Comparison::begin(file, &[], &[]).finish();
    assert_eq!((found.conversations[0].label.as_str(), found.conversations[0].messages.len()), ("small", 1));
}

#[test]
fn what_was_spent_is_taken_over_once_and_without_words() {
    let spent = |id: &str| {
        json!({
            "id": id, "conversation": SPENT, "role": "assistant", "content": "words", "created": 1,
            "reply": { "model": "m", "reasoning": "words", "usage": { "prompt_tokens": 3 } },
        })
    };
    let records = [spent("s1"), spent("s2"), spent("s3"), message("m1", "c1", "Hi"), message("m2", "c1", "Ho")];
    let file = read_backup(&backup(&[], &[conversation("c1", "One", 2.0)], &records)).expect("a backup");
    assert_eq!((file.messages.len(), file.spent.len(), file.rejected.len()), (2, 3, 0));
    assert!(!json!(file.spent).to_string().contains("words"));
    let mut comparison = Comparison::begin(file, &[], &[]);
    // One is known here as well, one is still there with its text, and of the file's messages one was removed here.
    comparison.meet(&spent("s1"));
    comparison.meet(&message("s2", "c2", "Still here"));
    comparison.meet(&spent("m2"));
    let found = comparison.finish();
    assert_eq!(found.spent.into_keys().collect::<Vec<_>>(), ["s3"]);
    assert_eq!((found.conversations[0].messages.len(), found.rejected.len()), (2, 0));
}
