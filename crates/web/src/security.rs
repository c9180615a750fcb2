//! The security headers of every answer: content comes from this host alone, no inline script or style, no frame, no third
//! party. A handler that needs another policy sets its own first.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

const FIXED: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

/// Puts the security headers where they are not yet.
pub fn secure(headers: &mut HeaderMap, is_https: bool) {
    for (name, value) in FIXED {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_https {
        keep_cookies_to_tls(headers);
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
}

/// What cookies of ours are called.
const OURS: &str = "gongkai_";
/// Those that say only how pages look: they keep their names, as pages that are made once for each look are found by them.
const LOOKS: [&str; 3] = ["gongkai_text", "gongkai_theme", "gongkai_kiosk"];
/// What a browser takes over TLS alone, from no other host of the domain, and for all paths (RFC 6265bis, 4.1.3).
const OF_THIS_HOST: &str = "__Host-";
/// What it takes over TLS alone, where a path is wanted.
const OVER_TLS: &str = "__Secure-";

/// What is kept over TLS never goes out without it: every cookie, the one that ends another included. Its name says so, which
/// keeps hosts beside this one from planting one.
fn keep_cookies_to_tls(headers: &mut HeaderMap) {
    let axum::http::header::Entry::Occupied(lines) = headers.entry(header::SET_COOKIE) else {
        return;
    };
    let (name, lines) = lines.remove_entry_mult();
    let lines: Vec<HeaderValue> = lines.collect();
    for line in lines {
        let kept = line.to_str().ok().map(kept_to_tls);
        let kept = kept.and_then(|kept| HeaderValue::from_str(&kept).ok());
        headers.append(name.clone(), kept.unwrap_or(line));
    }
}

fn kept_to_tls(line: &str) -> String {
    let name = line.split('=').next().unwrap_or_default();
    let is_everywhere = line.split(';').any(|part| part.trim() == "Path=/");
    let prefix = match name {
        _ if !name.starts_with(OURS) || LOOKS.contains(&name) => "",
        _ if is_everywhere => OF_THIS_HOST,
        _ => OVER_TLS,
    };
    let end = if line.ends_with("; Secure") {
        ""
    } else {
        "; Secure"
    };
    format!("{prefix}{line}{end}")
}

/// Gives what came over TLS the names that the program knows, and leaves out what bears such a name without the prefix:
/// anybody may have planted that.
pub fn receive(headers: &mut HeaderMap, is_https: bool) {
    if !is_https {
        return;
    }
    let sent: Vec<String> = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| received(pair.trim()))
        .map(str::to_owned)
        .collect();
    headers.remove(header::COOKIE);
    if let Ok(line) = HeaderValue::from_str(&sent.join("; "))
        && !sent.is_empty()
    {
        headers.insert(header::COOKIE, line);
    }
}

fn received(pair: &str) -> Option<&str> {
    let of_host = pair.strip_prefix(OF_THIS_HOST);
    let over_tls = pair.strip_prefix(OVER_TLS);
    if let Some(ours) = of_host.or(over_tls).filter(|rest| rest.starts_with(OURS)) {
        // One for all paths is made for this host alone: by the weaker name another may have planted it.
        let is_planted = of_host.is_none() && ours.starts_with("gongkai_visit=");
        return (!is_planted).then_some(ours);
    }
    let is_look = LOOKS.iter().any(|look| pair.split('=').next() == Some(look));
    (!pair.starts_with(OURS) || is_look).then_some(pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(lines: &[&'static str], is_https: bool) -> Vec<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::SET_COOKIE, HeaderValue::from_static(line));
        }
        secure(&mut headers, is_https);
        // A page that was dressed before it was kept is dressed once.
        secure(&mut headers, is_https);
        let lines = headers.get_all(header::SET_COOKIE).iter();
        lines.map(|line| line.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn over_tls_every_cookie_is_secure_and_its_name_says_so() {
        let lines = [
            "gongkai_visit=1; Path=/; HttpOnly",
            "gongkai_session=; Path=/desk; Max-Age=0",
            "gongkai_text=large; Path=/; Secure",
        ];
        assert_eq!(
            sent(&lines, true),
            [
                "__Host-gongkai_visit=1; Path=/; HttpOnly; Secure",
                "__Secure-gongkai_session=; Path=/desk; Max-Age=0; Secure",
                "gongkai_text=large; Path=/; Secure"
            ]
        );
        assert_eq!(sent(&lines, false), lines);
    }

    #[test]
    fn what_bears_the_name_without_the_prefix_was_planted() {
        let came = |line: &'static str, is_https| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(line));
            receive(&mut headers, is_https);
            let line = headers.get(header::COOKIE);
            line.map(|line| line.to_str().unwrap().to_owned())
        };
        let line = "gongkai_session=planted; __Secure-gongkai_session=own; other=1; __Secure-gongkai_visit=planted; \
                    __Host-gongkai_visit=own; gongkai_theme=dark; __Host-other=2";
        assert_eq!(
            came(line, true).as_deref(),
            Some("gongkai_session=own; other=1; gongkai_visit=own; gongkai_theme=dark; __Host-other=2")
        );
        assert_eq!(came(line, false).as_deref(), Some(line));
        assert_eq!(came("gongkai_session=planted", true), None);
    }
}
