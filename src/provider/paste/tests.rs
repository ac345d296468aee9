mod curl;
mod labels;

use super::*;
use crate::provider::AuthMode;

/// A draft in one line: the parts that are not blank, in the order of the form.
fn line(draft: &Draft) -> String {
    let mut parts = Vec::new();
    let mut part = |name: &str, text: &str| {
        if !text.is_empty() {
            parts.push(format!("{name}={text}"));
        }
    };
    part("id", &draft.id);
    part("name", &draft.name);
    part("url", &draft.endpoint);
    part("exactly", if draft.use_exactly { "yes" } else { "" });
    part("key", &draft.key);
    part("auth", draft.auth.map_or("", AuthMode::as_str));
    part("models", &draft.models);
    for header in &draft.extra_headers {
        part(if header.secret { "secret" } else { "header" }, &format!("{}:{}", header.name, header.value));
    }
    let parameters: serde_json::Value = serde_json::from_str(&draft.parameters).unwrap_or_default();
    part("parameters", &if parameters.is_null() { String::new() } else { parameters.to_string() });
    for detail in draft.model_details.iter().filter(|detail| !detail.name.is_empty()) {
        part(&detail.id, &detail.name);
    }
    parts.join(" ")
}

fn lines(text: &str) -> (Vec<String>, Vec<Remark>) {
    let pasted = read_pasted(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    (pasted.drafts.iter().map(line).collect(), pasted.remarks)
}

/// Texts that hold one provider and nothing beyond.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(lines(text), (vec![(*expected).to_owned()], vec![]), "{text}");
    }
}

fn text(text: &str) -> Remark {
    Remark::Text { text: text.into() }
}

fn stand_in(text: &str) -> Remark {
    Remark::StandIn { text: text.into() }
}

fn variable(name: &str) -> Remark {
    Remark::Variable { name: name.into() }
}

const CHAT: &str = "http://h:8000/v1/chat/completions";

#[test]
fn addresses() {
    check(&[
        ("localhost", "url=localhost"),
        (" localhost:8000\n", "url=localhost:8000"),
        ("http://localhost:8000/v1", "url=http://localhost:8000/v1"),
        ("\u{feff}`https://h.example/v1/chat/completions?a=1`", "url=https://h.example/v1/chat/completions?a=1"),
        ("```\nhttp://h:8000/v1\n```", "url=http://h:8000/v1"),
        ("192.168.0.7:11434", "url=192.168.0.7:11434"),
        ("https://{resource}.openai.azure.com", "url=https://{resource}.openai.azure.com"),
    ]);
}

#[test]
fn several_addresses_and_prose() {
    let cases = [
        ("h1.example\nh2.example:8443/v1\n", vec!["url=h1.example", "url=h2.example:8443/v1"], vec![]),
        ("Our server: http://h:8000/v1.", vec!["url=http://h:8000/v1"], vec![text("Our server:")]),
        ("[here](https://h.example/v1)", vec!["url=https://h.example/v1"], vec![text("[here]( … )")]),
        (
            "http://h:11434/api/tags",
            vec!["url=http://h:11434/v1/chat/completions"],
            vec![Remark::OtherPath { path: "/api/tags".into() }],
        ),
        (
            "http://h:8000/v1/models/?a=1",
            vec!["url=http://h:8000/v1/chat/completions?a=1"],
            vec![Remark::OtherPath { path: "/models".into() }],
        ),
        ("http://h:8000/models", vec!["url=http://h:8000/models"], vec![]),
    ];
    for (pasted, drafts, remarks) in cases {
        assert_eq!(lines(pasted), (drafts.into_iter().map(str::to_owned).collect(), remarks), "{pasted}");
    }
}

#[test]
fn what_holds_no_provider() {
    let cases = [
        ("", PasteError::Empty),
        (" \u{200b}\n", PasteError::Empty),
        ("word", PasteError::Address(EndpointError::Relative)),
        ("ftp://h/v1", PasteError::Address(EndpointError::Scheme { scheme: "ftp".into() })),
        ("only some words", PasteError::NoAddress),
        ("curl --help", PasteError::NoAddress),
        ("curl 'http://h", PasteError::Quote { line: 1 }),
        ("{", PasteError::Syntax { line: 1, column: 2 }),
        ("{\"a\": 1}", PasteError::NoAddress),
        ("[]", PasteError::NoAddress),
        ("[1, \"x\"]", PasteError::NoAddress),
        ("AIS.Providers.registerCustom(\"a\", {\n  endpoint: BASE,\n})", PasteError::Syntax { line: 2, column: 13 }),
        ("AIS.Providers.registerCustom(\"a\", 7)", PasteError::Syntax { line: 1, column: 35 }),
        ("AIS.Providers.registerCustom", PasteError::Syntax { line: 1, column: 29 }),
        ("OPENAI_BASE_URL=$HOST", PasteError::NoAddress),
        ("OpenAI(base_url=settings.url, api_key=key)", PasteError::NoAddress),
    ];
    for (pasted, expected) in cases {
        assert_eq!(read_pasted(pasted), Err(expected), "{pasted}");
    }
}

#[test]
fn scripts() {
    check(&[
        (
            "AIS.Providers.registerCustom(\"my-provider\", {\nname: \"My Provider\",\nendpoint: \"https://my-api.example.com/v1/chat/completions\",\nmodels: [\n{ id: \"my-model-7b\", name: \"My Model 7B\" },\n{ id: \"my-model-70b\", name: \"My Model 70B\" },\n],\napiStyle: \"openai\",\n});",
            "id=my-provider name=My Provider url=https://my-api.example.com/v1/chat/completions models=my-model-7b, my-model-70b my-model-7b=My Model 7B my-model-70b=My Model 70B",
        ),
        (
            "window.AIS?.Providers.registerCustom('corp-gateway', { // the gateway\n endpoint: 'https://llm.corp.internal/v1/chat/completions', extraHeaders: { 'X-Corp-Token': 't', 'X-Department': `eng` }, models: [{ id: 'gpt-4o', name: 'GPT-4o (via gateway)' }] })",
            "id=corp-gateway url=https://llm.corp.internal/v1/chat/completions models=gpt-4o header=X-Corp-Token:t header=X-Department:eng gpt-4o=GPT-4o (via gateway)",
        ),
        (
            "await AIS.Providers.registerCustom('a', {endpoint: 'http://h/v1'},);\nAIS.Providers.setKey('a', 'sk-1');",
            "id=a url=http://h/v1 exactly=yes key=sk-1 models=default",
        ),
    ]);
    let (drafts, remarks) = lines(
        "const x = 1;\nAIS.Providers.registerCustom('a', {endpoint: 'h:8000', models: ['m']});\n// note\nregisterCustom('B b', {});",
    );
    let missing = OptionError { field: "models".into(), fault: crate::provider::OptionFault::Empty };
    assert_eq!(drafts, ["id=a url=h:8000 models=m", "id=B b"]);
    assert_eq!(remarks, [text("const x = 1;")]);
    let (drafts, remarks) =
        lines("registerCustom('a', {endpoint: 'http://h', models: [], name: 'A', auth: 'api-key'})");
    assert_eq!(drafts, ["id=a name=A url=http://h exactly=yes auth=api-key models=default"]);
    assert_eq!(remarks, [Remark::Entry { label: "a".into(), error: missing }]);
}

#[test]
fn entries() {
    check(&[
        (
            r#"{"id":"a","name":"A","endpoint":"http://h/v1/chat/completions","models":[{"id":"m","name":"m"}],"apiStyle":"openai","extraHeaders":{},"pricing":null,"maxInput":0}"#,
            "id=a name=A url=http://h/v1/chat/completions models=m",
        ),
        (
            r#"{"endpoint":"http://h/v1/chat/completions","models":["m",{"id":"n"}],"auth":"api-key","parameters":{"top_k":1},"secretHeaders":["X-A"],"extraHeaders":{"X-A":"1"}}"#,
            r#"url=http://h/v1/chat/completions auth=api-key models=m, n secret=X-A:1 parameters={"top_k":1}"#,
        ),
        (r#"{"providers":[{"id":"a","endpoint":"http://h/api","models":["m"]}]}"#, "id=a url=http://h/api models=m"),
        (r#"{"lab":{"endpoint":"http://h/api","models":["m"]}}"#, "id=lab url=http://h/api models=m"),
        (
            r#"{"title":"Lab","apiBase":"http://h/v1","apiKey":"k","model":"m"}"#,
            "name=Lab url=http://h/v1 key=k models=m",
        ),
        (
            r#"{"id":"x","baseURL":"http://h/api","models":[{"id":"m","name":"M"},"n"],"headers":{"X-A":"1"}}"#,
            "id=x url=http://h/api/chat/completions models=m, n header=X-A:1 m=M",
        ),
        (r#"{"endpoint":"http://h/api","apiKey":"k","models":["m"]}"#, "url=http://h/api key=k models=m"),
    ]);
    let (drafts, remarks) = lines(
        r#"[{"id":"openai","endpoint":"http://a/api","models":["m"]},7,{"base_url":"http://b","temperature":1,"x":2},
            {"id":"c","endpoint":"http://c/api","models":["m"],"auth":"magic","maxInput":-1}]"#,
    );
    assert_eq!(drafts, ["id=openai url=http://a/api models=m", "url=http://b", "id=c url=http://c/api models=m"]);
    assert_eq!(remarks.len(), 4, "{remarks:?}");
    assert!(remarks.contains(&Remark::FieldsLeftOut { names: vec!["temperature".into(), "x".into()] }));
    let fields: Vec<&str> = remarks
        .iter()
        .filter_map(|remark| match remark {
            Remark::Entry { label, error } if label == "4" => Some(error.field.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(fields, ["auth", "maxInput"]);
    assert_eq!(remarks.last(), Some(&text("2")));
}

#[test]
fn unknown_fields_stay_but_keys_do_not() {
    let pasted =
        read_pasted(r#"{"endpoint":"http://h/api","models":["m"],"note":[1],"api_key":"k"}"#).expect("an entry");
    let unknown: Vec<_> = pasted.drafts.iter().flat_map(|draft| draft.unknown.keys()).collect();
    assert_eq!(unknown, ["note"]);
}

#[test]
fn variables_of_the_environment() {
    let both = "url=http://h:8000/v1 key=sk-1 models=m";
    check(&[
        ("OPENAI_BASE_URL=http://h:8000/v1\nOPENAI_API_KEY=sk-1\nOPENAI_MODEL=m", both),
        (
            "export OPENAI_API_BASE=\"http://h:8000/v1\"\nexport OPENAI_API_KEY='sk-1' # mine\nexport OPENAI_MODEL_NAME=m",
            both,
        ),
        ("set OPENAI_BASE_URL=http://h:8000/v1\r\nset OPENAI_API_KEY=sk-1\r\nset OPENAI_MODEL=m\r\n", both),
        ("$env:OPENAI_BASE_URL=\"http://h:8000/v1\"\n$env:OPENAI_API_KEY = \"sk-1\"\n$Env:OPENAI_MODEL=\"m\"", both),
        ("setx OPENAI_BASE_URL http://h:8000/v1\nsetx OPENAI_API_KEY sk-1\nsetx OPENAI_MODEL m", both),
        ("OPENAI_BASE_URL: http://h:8000/v1\nOPENAI_API_KEY: sk-1\nOPENAI_MODEL: m", both),
        ("- OPENAI_BASE_URL=http://h:8000/v1\n- OPENAI_API_KEY=sk-1\n- OPENAI_MODEL=m", both),
        ("export HOST=h:8000\nexport OPENAI_BASE_URL=http://$HOST/v1 OPENAI_API_KEY=sk-1 OPENAI_MODEL=m", both),
        ("BASE_URL=http://h:8000/v1\nAPI_KEY=sk-1\nMODEL=m", both),
        ("OPENAI_BASE_URL=http://h:8000/api", "url=http://h:8000/api/chat/completions"),
        ("OPENAI_BASE_URL=http://h:8000", "url=http://h:8000"),
        ("OPENAI_API_KEY=sk-1", "key=sk-1"),
        (
            "AZURE_OPENAI_ENDPOINT=https://r.openai.azure.com/\nAZURE_OPENAI_API_KEY=k",
            "url=https://r.openai.azure.com/ key=k auth=api-key",
        ),
    ]);
    let (drafts, remarks) = lines("A_BASE_URL=http://a/v1\nB_API_KEY=EMPTY\nB_BASE_URL=http://b/v1\nDEBUG=1\nrun it");
    assert_eq!(drafts, ["url=http://a/v1", "url=http://b/v1"]);
    assert_eq!(remarks, [stand_in("EMPTY"), text("run it … DEBUG")]);
}

#[test]
fn client_libraries() {
    check(&[
        (
            "from openai import OpenAI\nclient = OpenAI(base_url=\"http://h:8000/v1\", api_key='sk-1')\nclient.chat.completions.create(model=\"m\")",
            "url=http://h:8000/v1 key=sk-1 models=m",
        ),
        (
            "new OpenAI({ baseURL: 'http://h:8000/v1', apiKey: `sk-1`, defaultHeaders: { 'X-A': '1', }, dangerouslyAllowBrowser: true })",
            "url=http://h:8000/v1 key=sk-1 header=X-A:1",
        ),
        ("ChatOpenAI(openai_api_base=f\"http://h:3000/api\")", "url=http://h:3000/api/chat/completions"),
        (
            "AzureOpenAI(azure_endpoint=\"https://r.openai.azure.com/\", api_version=\"2024-10-21\", azure_deployment=\"d\", api_key=\"k\")",
            "url=https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21 key=k auth=api-key",
        ),
    ]);
    let both = "url=http://h:8000/v1 key=sk-1 models=org/m:7b";
    check(&[
        ("base_url=http://h:8000/v1\napi_key=sk-1\nmodel=org/m:7b", both),
        ("base_url = http://h:8000/v1\r\napi_key = 'sk-1'\r\nmodel = org/m:7b # ours", both),
        ("llm:\n  base_url: http://h:8000/v1\n  api_key: sk-1\n  model: \"org/m:7b\"", both),
        ("base_url: \"http://h:8000/v1\"\napi_key: sk-1\nmodel: org/m:7b", both),
        ("baseURL: http://h:8000/v1, apiKey: sk-1, model: org/m:7b", both),
        ("base_url=http://h:8000/v1", "url=http://h:8000/v1"),
        ("api_base: h:8000", "url=h:8000"),
        ("base_url: https://{host}/v1", "url=https://{host}/v1"),
    ]);
    let (drafts, remarks) = lines("base_url: http://h:8000/v1\napi_key: $KEY\nmodel:\n");
    assert_eq!((drafts, remarks), (vec!["url=http://h:8000/v1".to_owned()], vec![variable("KEY"), variable("")]));
    let (drafts, remarks) = lines("URL = 'http://h:8000/v1'\nOpenAI(base_url=URL, api_key=settings.key)");
    assert_eq!(drafts, ["url=http://h:8000/v1"]);
    assert_eq!(remarks[..2], [variable("URL"), variable("settings.key")]);
    let (drafts, remarks) = lines(
        "a = OpenAI(base_url='http://a/v1', api_key=os.environ['KEY'])\nb = OpenAI(base_url='http://b/v1', api_key='not-needed')",
    );
    assert_eq!(drafts, ["url=http://a/v1", "url=http://b/v1"]);
    assert_eq!(remarks, [variable("os.environ['KEY']"), stand_in("not-needed")]);
}
