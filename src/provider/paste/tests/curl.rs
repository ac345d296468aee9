//! Commands of `curl`.

use super::*;

#[test]
fn curl_in_its_spellings() {
    let bearer = "url=http://h:8000/v1/chat/completions key=sk-1 models=m";
    let in_body = |body: &str| format!("curl {CHAT} -H 'Authorization: Bearer sk-1' -d {body}");
    let cases = [
        in_body(r#"'{"model":"m","messages":[{"role":"user","content":"it\u0027s"}],"stream":true}'"#),
        in_body(r#""{\"model\": \"m\"}""#),
        in_body(r#"$'{"model":"m","x":null,"messages":"it\'s"}'"#),
        in_body(r#"'{"model":"m",}'"#),
        format!(
            "curl {CHAT} \\\n  -H \"Content-Type: application/json\" \\\n  -H \"Authorization: Bearer sk-1\" \\\n  -d '{{\n \"model\": \"m\"\n}}'"
        ),
        format!(
            "$ curl -sSN -XPOST --url {CHAT} --header 'authorization:bearer sk-1' --data-raw '{{\"model\":\"m\"}}'"
        ),
        format!("curl -X POST \"{CHAT}\" -H\"Authorization: Bearer sk-1\" -d'{{\"model\":\"m\"}}' --no-buffer"),
        format!("curl.exe --request=POST {CHAT} --oauth2-bearer sk-1 --json '{{\"model\":\"m\"}}' --max-time 5 -o out"),
        format!(
            "curl ^\"{CHAT}^\" ^\n -H ^\"Authorization: Bearer sk-1^\" ^\n --data-raw ^\"^{{^\\^\"model^\\^\":^\\^\"m^\\^\"^}}^\""
        ),
        format!("curl \"{CHAT}\" ^\n -H \"Authorization: Bearer sk-1\" ^\n -d \"{{\\\"model\\\":\\\"m\\\"}}\""),
        format!("curl {CHAT} `\n -H 'Authorization: Bearer sk-1' `\n -d '{{\"model\":\"m\"}}'"),
        format!("curl {CHAT} -H “Authorization: Bearer sk-1” -d ‘{{model:m}}’").replace("{model:m}", "{model: “m”}"),
        format!(
            "```bash\nexport KEY=sk-1\n# chat\nKEY2=x curl {CHAT} -H \"Authorization: Bearer $KEY\" --data-binary '{{\"model\":\"m\"}}'\n```"
        ),
        format!("PS C:\\Users\\me> curl {CHAT} -H \"Authorization: Bearer sk-1\" -d '{{\"model\":\"m\"}}'"),
    ];
    let cases: Vec<(&str, &str)> = cases.iter().map(|text| (text.as_str(), bearer)).collect();
    check(&cases);
}

#[test]
fn what_a_curl_command_tells() {
    check(&[
        ("curl localhost:8000", "url=localhost:8000"),
        ("curl http://u:p@h/v1", "url=http://h/v1 secret=Authorization:Basic dTpw"),
        ("curl -u u:p http://h/v1", "url=http://h/v1 secret=Authorization:Basic dTpw"),
        ("curl http://h/v1 -H 'Authorization: Basic x'", "url=http://h/v1 secret=Authorization:Basic x"),
        ("curl http://h/v1 -H 'x-api-key: k'", "url=http://h/v1 key=k auth=x-api-key"),
        (
            "curl http://h/v1 -H 'X-Team: a b' -H 'X-Empty;' -H 'X-Gone:'",
            "url=http://h/v1 header=X-Team:a b header=X-Empty:",
        ),
        ("curl http://h/v1 -H 'X-Corp-Token: t'", "url=http://h/v1 secret=X-Corp-Token:t"),
        (
            "curl 'https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21' -H 'api-key: k'",
            "url=https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21 key=k auth=api-key",
        ),
        (
            r#"curl http://h/v1 -d '{"model":"m","temperature":0.2,"top_k":5,"stream":false,"messages":[]}'"#,
            r#"url=http://h/v1 models=m parameters={"temperature":0.2,"top_k":5}"#,
        ),
        ("curl -H 'Authorization: Bearer a' -H 'api-key: b' http://h/v1", "url=http://h/v1 key=a secret=api-key:b"),
    ]);
}

#[test]
fn what_a_curl_command_leaves_open_is_said() {
    let option = |name: &str| Remark::Option { name: name.into() };
    let file = |name: &str| Remark::File { name: name.into() };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let cases = [
        ("curl -k http://h/v1", vec![option("-k")]),
        ("curl --proxy p:1 http://h/v1", vec![option("--proxy")]),
        ("curl --unheard-of http://h/v1", vec![option("--unheard-of")]),
        ("curl --unheard-of 1.5 http://h/v1", vec![option("--unheard-of"), text("1.5")]),
        ("curl http://h/v1 -d @body.json", vec![file("body.json")]),
        ("curl http://h/v1 -H @headers", vec![file("headers")]),
        ("curl http://h/v1 -d 'a=1&b=2'", vec![Remark::Body]),
        ("curl http://h/v1 -d '{}' -d 1", vec![Remark::Body]),
        ("curl -X PUT http://h/v1", vec![Remark::Method { method: "PUT".into() }]),
        ("curl http://h/v1 | jq .", vec![text("jq .")]),
        ("cd x && sudo curl http://h/v1 > out", vec![text("cd x … > … out")]),
        ("curl http://h/v1 -H 'Authorization: Bearer $OPENAI_API_KEY'", vec![variable("OPENAI_API_KEY")]),
        ("curl http://h/v1 -H 'Authorization: Bearer ${KEY}'", vec![variable("KEY")]),
        ("curl http://h/v1 -H 'Authorization: Bearer %KEY%'", vec![variable("KEY")]),
        ("curl http://h/v1 -H 'Authorization: Bearer YOUR_API_KEY'", vec![stand_in("YOUR_API_KEY")]),
        ("curl http://h/v1 -H 'Authorization: Bearer [redacted]'", vec![stand_in("[redacted]")]),
        ("curl http://h/v1 -H 'Authorization: Bearer <token>'", vec![stand_in("<token>")]),
        ("curl http://h/v1 -H 'Authorization: Bearer sk-xxxx'", vec![stand_in("sk-xxxx")]),
        (
            "curl http://h/v1 -H 'Authorization: Bearer 키'",
            vec![Remark::Key { error: KeyError::Character { position: 1, character: '키' } }],
        ),
        (
            "curl http://h/v1 -H 'Origin: x' -H 'sec-ch-ua: y' -H 'accept: */*' -b c=1",
            vec![Remark::HeadersLeftOut { names: names(&["Origin", "sec-ch-ua", "accept"]) }, option("-b")],
        ),
        (
            "curl http://h/v1 -H 'X Y: 1'",
            vec![Remark::Header {
                name: "X Y".into(),
                error: HeaderError::NameCharacter { position: 2, character: ' ' },
            }],
        ),
        (
            r#"curl http://h/v1 -d '{"max_tokens":50,"tools":[],"messages":[]}'"#,
            vec![Remark::ParametersLeftOut { names: names(&["max_tokens", "tools"]) }],
        ),
    ];
    for (pasted, expected) in cases {
        let (drafts, mut remarks) = lines(pasted);
        if pasted.contains("-b c=1") {
            // Options are read before headers.
            remarks.reverse();
        }
        assert_eq!((drafts, remarks), (vec!["url=http://h/v1".to_owned()], expected), "{pasted}");
    }
}

#[test]
fn commands_of_other_functions_find_the_chat() {
    let (drafts, remarks) = lines("curl -X GET http://h:8000/v1/models -H 'Authorization: Bearer k'");
    assert_eq!(drafts, [format!("url={CHAT} key=k")]);
    assert_eq!(remarks, [Remark::OtherPath { path: "/models".into() }]);
    let (drafts, remarks) = lines("curl http://a/v1\ncurl http://b/v1 -H 'X-A: 1'; curl $BASE/v1");
    assert_eq!(drafts, ["url=http://a/v1", "url=http://b/v1 header=X-A:1", "url=$BASE/v1"]);
    assert_eq!(remarks, [variable("BASE")]);
}

#[test]
fn long_ids_of_models_stay_whole() {
    let id = "org/".to_owned() + &"m".repeat(200);
    let expected = format!("url={CHAT} models={id}");
    check(&[
        (&format!("curl {CHAT} -d '{{\"model\":\"{id}\"}}'"), &expected),
        (&format!("BASE_URL={CHAT}\nMODEL={id}"), &expected),
        (&format!("OpenAI(base_url='{CHAT}', model='{id}')"), &expected),
    ]);
}

#[test]
fn our_own_command_comes_back() {
    use crate::openai::{ChatCompletion, Quirks};
    use crate::provider::{ApiKey, Provider};
    let options = serde_json::json!({ "endpoint": CHAT, "extraHeaders": { "X-A": "it's", "X-E": "" } });
    let provider = Provider::from_options("x", &options).expect("good options");
    let key = ApiKey::parse("sk-1").expect("a good key").key;
    let messages = serde_json::json!([{ "role": "user", "content": "it's\n\"fine\"" }]);
    let completion = ChatCompletion { model: Some("m".into()), messages, ..ChatCompletion::default() };
    let request = provider.chat_request(Some(&key), &completion, &Quirks::default()).expect("a request");
    let (drafts, remarks) = lines(&request.as_curl());
    assert_eq!(drafts, [format!("url={CHAT} models=m header=X-A:it's header=X-E:")]);
    assert_eq!(remarks, [variable("API_KEY")]);
}
