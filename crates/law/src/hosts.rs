//! Names of hosts: of a mail server behind an address, and of an organ's website.

/// A host name as it is known on the net: labels of letters, digits and hyphens, at most 253 octets, with a dot; a name in
/// Chinese or another script as its ASCII (RFC 5891): `例子.中国` is `xn--fsqu00a.xn--fiqs8s`. `None` for anything else, an
/// address of a machine too.
pub fn host_name(typed: &str) -> Option<String> {
    const LONGEST: usize = 253;
    let host = idna::domain_to_ascii_strict(typed.trim()).ok()?;
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|one| one.is_ascii_alphanumeric() || one == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // What ends in a number is the address of a machine.
    let is_named = host
        .rsplit('.')
        .next()
        .is_some_and(|last| last.chars().any(|one| !one.is_ascii_digit()));
    let is_host = host.len() <= LONGEST && host.contains('.') && is_named && host.split('.').all(is_label);
    is_host.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_labels_with_dots_and_is_no_address_of_a_machine() {
        assert_eq!(
            host_name(" WWW.Example.gov.cn ").as_deref(),
            Some("www.example.gov.cn")
        );
        assert_eq!(host_name("例子.中国").as_deref(), Some("xn--fsqu00a.xn--fiqs8s"));
        let long = format!("{}.cn", "x".repeat(300));
        for bad in [
            "127.0.0.1",
            "<script>",
            "b.example.",
            "a\"b",
            "-x-.cn",
            "localhost",
            "a b.cn",
            "",
            &long,
        ] {
            assert_eq!(host_name(bad), None, "{bad}");
        }
    }
}
