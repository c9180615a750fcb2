//! Who may read `/metrics` beside the site.

use super::*;

fn is_allowed(peer: &str, header: Option<&'static str>) -> bool {
    let mut headers = HeaderMap::new();
    if let Some(name) = header {
        headers.insert(name, "203.0.113.9".parse().unwrap());
    }
    is_from_here(peer.parse().unwrap(), &headers)
}

#[test]
fn metrics_are_for_this_machine_and_never_through_its_proxy() {
    assert!(is_allowed("127.0.0.1", None));
    assert!(is_allowed("::1", None));
    assert!(is_allowed("::ffff:127.0.0.1", None));
    assert!(!is_allowed("192.0.2.7", None));
    assert!(!is_allowed("127.0.0.1", Some("x-forwarded-for")));
    assert!(!is_allowed("127.0.0.1", Some("via")));
}
