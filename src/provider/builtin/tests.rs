use super::*;

#[test]
fn every_entry_is_a_provider() {
    assert_eq!(providers().len(), BUILT_INS.len());
    for (built_in, provider) in BUILT_INS.iter().zip(providers()) {
        assert_eq!(provider.id.as_str(), built_in.id);
        assert!(ProviderId::stored(built_in.id).is_ok(), "{}", built_in.id);
        assert_eq!(provider.endpoint.as_str(), built_in.endpoint);
        assert_eq!(built_in.needs_key(), built_in.key_page.is_some(), "{}", built_in.id);
        assert_eq!(built_in.models.is_empty(), built_in.id == "ollama", "{}", built_in.id);
    }
    let mut ids: Vec<_> = BUILT_INS.iter().map(|built_in| built_in.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), BUILT_INS.len(), "no id twice");
    assert_eq!(BUILT_INS.last().map(|built_in| built_in.id), Some(DEMO));
}

#[test]
fn only_cloudflare_has_a_placeholder() {
    let with: Vec<_> = providers().iter().filter(|provider| provider.endpoint.placeholder().is_some()).collect();
    assert_eq!(with.iter().map(|provider| provider.id.as_str()).collect::<Vec<_>>(), ["cloudflare"]);
}
