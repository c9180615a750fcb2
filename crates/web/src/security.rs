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

/// What is kept over TLS never goes out without it: every cookie, the one that ends another included.
fn keep_cookies_to_tls(headers: &mut HeaderMap) {
    let axum::http::header::Entry::Occupied(lines) = headers.entry(header::SET_COOKIE) else {
        return;
    };
    let (name, lines) = lines.remove_entry_mult();
    let lines: Vec<HeaderValue> = lines.collect();
    for line in lines {
        let line = match line.to_str() {
            Ok(text) if !text.ends_with("; Secure") => {
                HeaderValue::from_str(&format!("{text}; Secure")).unwrap_or(line)
            }
            _ => line,
        };
        headers.append(name.clone(), line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_tls_every_cookie_is_secure() {
        let lines = ["a=1; Path=/", "b=; Path=/desk; Max-Age=0", "c=2; Path=/; Secure"];
        let of = |is_https| -> Vec<String> {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::SET_COOKIE, HeaderValue::from_static(line));
            }
            secure(&mut headers, is_https);
            let lines = headers.get_all(header::SET_COOKIE).iter();
            lines.map(|line| line.to_str().unwrap().to_owned()).collect()
        };
        assert_eq!(
            of(true),
            [
                "a=1; Path=/; Secure",
                "b=; Path=/desk; Max-Age=0; Secure",
                "c=2; Path=/; Secure"
            ]
        );
        assert_eq!(of(false), lines);
    }
}
