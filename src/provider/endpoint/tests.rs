use super::*;

fn parse(text: &str) -> Endpoint {
    Endpoint::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
}

#[test]
fn the_text_is_never_rewritten() {
    let cases = [
        ("http://localhost:8000/v1/chat/completions", "localhost:8000"),
        ("  https://my-api.example.com/v1/chat/completions\n", "my-api.example.com"),
        ("HTTPS://My-API.Example.com:443/V1//chat/completions", "my-api.example.com"),
        ("http://localhost:8000", "localhost:8000"),
        ("http://host/v1", "host"),
        (
            "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
            "r.openai.azure.com",
        ),
        ("http://[::1]:8080/v1/chat/completions", "[::1]:8080"),
        ("http://h/a%20b/chat/completions?x={\"a\":1}#part", "h"),
        ("https://모델.example.kr:8443/v1/chat/completions", "모델.example.kr:8443"),
    ];
    for (text, host) in cases {
        let endpoint = parse(text);
        assert_eq!(endpoint.as_str(), text.trim(), "{text:?}");
        assert_eq!(endpoint.host(), host, "{text:?}");
    }
}

#[test]
fn wrong_addresses_are_refused_with_the_reason() {
    let scheme = |scheme: &str| EndpointError::Scheme { scheme: scheme.into() };
    let placeholder = |placeholder: &str| EndpointError::Placeholder { placeholder: placeholder.into() };
    let cases = [
        ("", EndpointError::Empty),
        (" \t ", EndpointError::Empty),
        ("not a url", EndpointError::Relative),
        ("/v1/chat/completions", EndpointError::Relative),
        ("//host/v1", EndpointError::Relative),
        ("example.com/v1/chat/completions", EndpointError::Relative),
        ("localhost:8000/v1/chat/completions", EndpointError::Relative),
        ("my-api.example.com:8443", EndpointError::Relative),
        ("127.0.0.1:80", EndpointError::Relative),
        ("://host", EndpointError::Relative),
        ("user:secret@host/v1", EndpointError::Relative),
        ("ftp://host/v1", scheme("ftp")),
        ("ws://host/v1", scheme("ws")),
        ("file:///etc/passwd", scheme("file")),
        ("javascript:alert(1)", scheme("javascript")),
        ("data:text/plain,x", scheme("data")),
        ("http:", EndpointError::NoHost),
        ("http://", EndpointError::NoHost),
        ("http:///v1", EndpointError::NoHost),
        ("https:host/v1", EndpointError::NoHost),
        ("https:/host/v1", EndpointError::NoHost),
        ("https://?x=1", EndpointError::NoHost),
        ("http://:8000/v1", EndpointError::NoHost),
        ("https://user:secret@host/v1", EndpointError::Credentials),
        ("https://user@host/v1", EndpointError::Credentials),
        ("https://@host/v1", EndpointError::Credentials),
        ("http://host:99999/v1", EndpointError::Port),
        ("http://host:port/v1", EndpointError::Port),
        ("http://host:/v1", EndpointError::Port),
        ("https://https://host/v1", EndpointError::Port),
        ("http://300.1.1.1/v1", EndpointError::Address),
        ("http://[::1/v1", EndpointError::Address),
        ("http://ho|st/v1", EndpointError::Host),
        ("http://모델:port/v1", EndpointError::Port),
        ("http://host/v1 /chat", EndpointError::Character { position: 15, character: ' ' }),
        ("http://host/v1\n/chat", EndpointError::Character { position: 15, character: '\n' }),
        ("http://ho\u{200b}st/v1", EndpointError::Character { position: 10, character: '\u{200b}' }),
        ("http://host/\u{1}", EndpointError::Character { position: 13, character: '\u{1}' }),
        ("https://{resource}.openai.azure.com/openai", placeholder("{resource}")),
        ("https://h/accounts/{id}/ai/v1/chat/completions", placeholder("{id}")),
        ("https://h/accounts/<account-id>/ai", placeholder("<account-id>")),
        ("https://h/accounts/${ID}/ai", placeholder("{ID}")),
    ];
    for (text, expected) in cases {
        assert_eq!(Endpoint::parse(text), Err(expected), "{text:?}");
    }
}

#[test]
fn the_network_of_an_address_is_known() {
    let loopback = [
        "localhost:1",
        "a.localhost",
        "localhost.",
        "127.0.0.1",
        "127.9.9.9:80",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0x7f.1",
    ];
    let private = [
        "10.0.0.1",
        "172.16.0.1",
        "172.31.0.1:8000",
        "192.168.1.5",
        "169.254.0.1",
        "100.64.0.1",
        "100.127.0.1",
        "0.0.0.0",
        "gpu.local",
        "gpu.local.",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
        "[::]",
    ];
    let public = [
        "example.com",
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "localhost.example.com",
        "local",
        "mylocal",
        "[2001:db8::1]",
        "모델.kr",
    ];
    let table = loopback.map(|host| (host, true, false)).into_iter();
    let table = table.chain(private.map(|host| (host, false, true))).chain(public.map(|host| (host, false, false)));
    for (host, is_loopback, is_private) in table {
        let endpoint = parse(&format!("http://{host}/v1/chat/completions"));
        assert_eq!((endpoint.is_loopback(), endpoint.is_private()), (is_loopback, is_private), "{host}");
    }
}

#[test]
fn the_model_list_stands_beside_the_chat() {
    let cases = [
        (
            "https://api.cloudflare.com/client/v4/accounts/a/ai/v1/chat/completions",
            Some(
                "https://api.cloudflare.com/client/v4/accounts/a/ai/models/search?task=Text%20Generation&per_page=100",
            ),
        ),
        ("http://h:1/v1/chat/completions", Some("http://h:1/v1/models")),
        ("http://h:1/v1/chat/completions/", Some("http://h:1/v1/models")),
        ("https://api.perplexity.ai/chat/completions", Some("https://api.perplexity.ai/models")),
        ("https://r/d/chat/completions?api-version=1", Some("https://r/d/models?api-version=1")),
        ("https://r/d/chat/completions#x?y", Some("https://r/d/models")),
        ("https://r/d?path=/chat/completions", None),
        ("http://h:1/v1", None),
        ("http://h:1/v1/mychat/completions", None),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text).models_url().as_deref(), expected, "{text}");
    }
    let own = Endpoint::same_origin("/api/demo/v1/chat/completions");
    assert_eq!(own.models_url().as_deref(), Some("/api/demo/v1/models"));
    assert!(own.is_same_origin() && own.url().is_none() && own.origin().is_none() && !own.is_loopback());
}

#[test]
fn origins_have_no_path() {
    assert_eq!(parse("https://H:443/v1").origin().as_deref(), Some("https://h"));
    assert_eq!(parse("http://h:8000/v1").origin().as_deref(), Some("http://h:8000"));
    assert_eq!(parse("http://모델:8000/v1").origin().as_deref(), Some("http://모델:8000"));
}

#[test]
fn a_template_works_once_it_is_filled() {
    let template = Endpoint::built_in("https://h/accounts/{account_id}/ai/v1/chat/completions").expect("a template");
    assert_eq!(template.placeholder(), Some("{account_id}"));
    assert_eq!(template.models_url(), None);
    let filled = template.fill(" abc123 ").expect("a full address");
    assert_eq!(filled.as_str(), "https://h/accounts/abc123/ai/v1/chat/completions");
    assert_eq!(filled.placeholder(), None);
    assert_eq!(template.fill(" "), Err(EndpointError::Placeholder { placeholder: "{account_id}".into() }));
    assert!(template.fill("a b").is_err());
}
