use super::*;
use crate::openai::{CompletionError, ToolCall};

const LABELS: Labels = Labels {
    you: "You",
    reasoning: "Reasoning",
    tool_call: "Tool call",
    image: "Image",
    unreadable: "Unreadable message",
    not_whole: "This reply is not whole.",
};

fn conversation(title: &str) -> Conversation {
    Conversation::from_record(json!({ "id": "c", "title": title, "extra": 1 })).expect("a conversation")
}

fn records() -> Vec<Value> {
    let details = ReplyDetails {
        bot: "Code_reviewer".into(),
        model: "m".into(),
        reasoning: "Let me see.\n```\nopen".into(),
        tool_calls: vec![ToolCall { id: "".into(), name: "look".into(), arguments: "{}".into() }],
        ending: Ending::Failed(CompletionError::Aborted),
        ..Default::default()
    };
    let mut reply = Message::reply("m2".into(), "c", details, 2.0);
    reply.content = "Here:\n\n```rust\nfn main() {}\n```\n\nand\n\n~~~~\n```\ncut".into();
    let user = Message::user("m1".into(), "c", "What is\n\n# this?".into(), Vec::new(), 1.0);
    let damaged = json!({ "id": "m3", "role": "oracle", "words": "```" });
    let value = |message| serde_json::to_value(message).expect("a record");
    vec![value(user), value(reply), damaged]
}

/// The headings of the second level and the contents of the blocks of code, as a reader of Markdown sees them.
fn outline(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut headings, mut codes, mut into) = (Vec::new(), Vec::new(), None);
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level as usize == 2 => {
                headings.push(String::new());
                into = Some(true);
            }
            Event::Start(Tag::CodeBlock(_)) => {
                codes.push(String::new());
                into = Some(false);
            }
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock) => into = None,
            Event::Text(words) => match into {
                Some(true) => headings.last_mut().expect("a heading").push_str(&words),
                Some(false) => codes.last_mut().expect("a block").push_str(&words),
                None => {}
            },
            _ => {}
        }
    }
    (headings, codes)
}

#[test]
fn markdown_keeps_each_message_and_each_block_of_code_apart() {
    let text = export(Form::Markdown, &conversation("Title *with* <b>marks</b>"), &records(), &LABELS);
    assert!(text.starts_with("# Title \\*with\\* \\<b\\>marks\\</b\\>\n"), "{text}");
    let (headings, codes) = outline(&text);
    assert_eq!(headings, ["You", "Code_reviewer · m", "Unreadable message"], "{text}");
    assert_eq!(&codes[..3], ["open\n", "fn main() {}\n", "```\ncut\n"], "{text}");
    assert_eq!(codes[3], "{}\n");
    assert_eq!(serde_json::from_str::<Value>(&codes[4]).expect("JSON"), records()[2]);
    assert!(text.contains("*This reply is not whole.*"));
}

#[test]
fn what_a_message_leaves_open_is_closed() {
    let open = [
        "```",
        "~~~~~\n```",
        "<!-- never",
        "<pre>\n",
        "- item\n  ```\n  code",
        "> quote\n> ```",
        "<script>\n\n\nx",
        "text\n---",
        "a | b\n- | -\n",
        "<?php",
        "<![CDATA[",
        "1. one\n\n   ````md\n   ```\n",
        "[a]: <b",
        "<div>\n<!--",
    ];
    for content in open {
        let text = format!("{}\n\n## Next\n", closed(content));
        assert_eq!(outline(&text).0.last().map(String::as_str), Some("Next"), "{content:?} became {text:?}");
    }
    for whole in ["Plain.", "```\ncode\n```", "- a\n- b"] {
        assert_eq!(closed(whole), whole);
    }
}

#[test]
fn json_holds_the_records_as_they_are() {
    let text = export(Form::Json, &conversation("T"), &records(), &LABELS);
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["messages"], Value::from_iter(records()));
    assert_eq!((&value["conversation"]["extra"], &value["format"]), (&json!(1), &json!(FORMAT)));
}

#[test]
fn text_is_what_was_said() {
    let text = export(Form::Text, &conversation("T"), &records()[..1], &LABELS);
    assert_eq!(text, "T\n\nYou:\nWhat is\n\n# this?\n");
}

#[test]
fn pictures_are_named_where_they_cannot_be_shown() {
    let picture = |name: &str| Picture { name: name.into(), url: "data:image/png;base64,AAAA".into(), size: None };
    let pictures = vec![picture("a*b.png"), picture("")];
    let message = Message::user("m1".into(), "c", "Look".into(), pictures, 1.0);
    let records = [serde_json::to_value(message).expect("a record")];
    let text = |form| export(form, &conversation("T"), &records, &LABELS);
    assert_eq!(text(Form::Text), "T\n\nYou:\nLook\n[Image: a*b.png]\n[Image]\n");
    assert_eq!(text(Form::Markdown), "# T\n\n## You\n\nLook\n\n*Image: a\\*b.png*\n\n*Image*\n");
    assert!(text(Form::Json).contains("base64,AAAA"));
}

#[test]
fn names_of_files_hold_letters_and_digits() {
    let cases = [
        ("How do I read SSE?", "How-do-I-read-SSE.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("한국어 제목", "한국어-제목.md"),
        ("…", "conversation.md"),
    ];
    for (title, name) in cases {
        assert_eq!(Form::Markdown.file_name(title), name);
    }
}
