//! Labelled lines, and words beside an address.

use super::*;

#[test]
fn labelled_lines() {
    let all = "url=http://h:8000/v1 key=sk-1 models=m";
    check(&[
        ("http://h:8000/v1\nAPI key: sk-1", "url=http://h:8000/v1 key=sk-1"),
        ("http://h:8000/v1\nKey: sk-1\nModel: m", all),
        ("API 키: sk-1\n모델 : m\nhttp://h:8000/v1", all),
        ("Base URL: http://h:8000/v1\n\nToken = sk-1\nmodel=m", all),
        ("Endpoint: http://h:8000/v1\nAPI_KEY : `sk-1`\nMODEL ID: \"m\"", all),
        ("http://h:8000/v1\nAPI_KEY=sk-1\nMODEL=m", all),
        ("URL:http://h:8000/v1\r\n키:sk-1\r\n모델=m\r\n", all),
        ("- **Base URL:** http://h:8000/v1\n- **API Key:** sk-1\n- **Model**: m", all),
        ("Base URL\nhttp://h:8000/v1\nAPI Key\nsk-1\nModel:\nm", all),
        ("https://h.example/v1\nOpenAI API key: a.b1", "url=https://h.example/v1 key=a.b1"),
        ("Base URL: http://h:8000/api\nKey: sk-1", "url=http://h:8000/api/chat/completions key=sk-1"),
        ("URL: http://h:8000/api\nKey: sk-1", "url=http://h:8000/api key=sk-1"),
        ("https://r.openai.azure.com\nKey: k", "url=https://r.openai.azure.com key=k auth=api-key"),
        ("h:8000\nModels: a, b", "url=h:8000 models=a, b"),
        ("API key: sk-1", "key=sk-1"),
    ]);
    let cases = [
        ("http://h/v1\nKey: EMPTY", vec!["url=http://h/v1"], vec![stand_in("EMPTY")]),
        ("http://h/v1\nKey: $KEY", vec!["url=http://h/v1"], vec![variable("KEY")]),
        ("http://h/v1\nKey: ask the team", vec!["url=http://h/v1"], vec![text("Key: ask the team")]),
        ("http://h/v1\nKey: a1\nKey: b2", vec!["url=http://h/v1 key=a1"], vec![text("Key: b2")]),
        ("Model:\nhttp://h/v1\nKey: a1", vec!["url=http://h/v1 key=a1"], vec![text("Model:")]),
        ("Hi,\nit is at http://h/v1.\nKey: a1", vec!["url=http://h/v1 key=a1"], vec![text("Hi, it is at")]),
        ("http://a/v1\nhttp://b/v1\nKey: a1", vec!["url=http://a/v1", "url=http://b/v1"], vec![text("Key: a1")]),
        ("API key: https://h.example/keys", vec!["url=https://h.example/keys"], vec![text("API key:")]),
    ];
    for (pasted, drafts, remarks) in cases {
        assert_eq!(lines(pasted), (drafts.into_iter().map(str::to_owned).collect(), remarks), "{pasted}");
    }
}

#[test]
fn the_word_beside_the_only_address_is_its_key_and_that_is_said() {
    let both = || (vec!["url=http://h:8000/v1 key=test-key-1".to_owned()], vec![Remark::KeyBeside]);
    for pasted in [
        "http://h:8000/v1\ntest-key-1",
        "http://h:8000/v1\r\n\r\n  test-key-1\r\n",
        "test-key-1\nhttp://h:8000/v1",
        "http://h:8000/v1 test-key-1",
        "URL: http://h:8000/v1\ntest-key-1",
    ] {
        assert_eq!(lines(pasted), both(), "{pasted}");
    }
    let cases = [
        ("h:8000\nsecret", vec!["url=h:8000 key=secret"], vec![Remark::KeyBeside]),
        ("http://h/v1\neyJh.eyJz.Ab1", vec!["url=http://h/v1 key=eyJh.eyJz.Ab1"], vec![Remark::KeyBeside]),
        ("http://h/v1\nlm-studio", vec!["url=http://h/v1"], vec![stand_in("lm-studio")]),
        // A heading, prose, a word that is not beside it, and one that could belong to either address.
        ("Ollama\nhttp://h/v1", vec!["url=http://h/v1"], vec![text("Ollama")]),
        ("http://h/v1 please", vec!["url=http://h/v1"], vec![text("please")]),
        ("http://h/v1\nas said before\nsk-1", vec!["url=http://h/v1"], vec![text("as said before sk-1")]),
        ("http://a/v1\nsk-1\nhttp://b/v1", vec!["url=http://a/v1", "url=http://b/v1"], vec![text("sk-1")]),
        ("http://h/v1\nKey: a1\nb2", vec!["url=http://h/v1 key=a1"], vec![text("b2")]),
    ];
    for (pasted, drafts, remarks) in cases {
        assert_eq!(lines(pasted), (drafts.into_iter().map(str::to_owned).collect(), remarks), "{pasted}");
    }
}
