//! Where a request comes from: its address, its host, its cookies.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, header};

use crate::app::App;

/// The address of the client, as audit and lockout know it.
#[derive(Clone, Debug)]
pub struct ClientAddress(pub String);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(app, &parts.extensions, &parts.headers))
    }
}

impl ClientAddress {
    /// The address of the client behind these headers and this connection.
    pub fn of(app: &App, extensions: &Extensions, headers: &HeaderMap) -> Self {
        let peer = extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        Self(address(peer, headers, &app.settings().trusted_proxies))
    }
}

/// The last address in `X-Forwarded-For` that is not one of our own proxies; the peer itself where it is no proxy.
fn address(peer: Option<IpAddr>, headers: &HeaderMap, proxies: &[IpAddr]) -> String {
    // On a socket of both families an IPv4 address comes as ::ffff:…: it is the same address.
    let Some(peer) = peer.map(|peer| peer.to_canonical()) else {
        return "local".to_owned();
    };
    let is_proxy = |address: IpAddr| proxies.iter().any(|proxy| proxy.to_canonical() == address);
    if !is_proxy(peer) {
        return peer.to_string();
    }
    // A proxy adds to the last line, or a line of its own behind those it was sent: all are one list, and a byte that is no
    // text spoils its own hop alone.
    let lines = headers.get_all("x-forwarded-for").into_iter();
    let lines: Vec<_> = lines
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    let all = lines.join(",");
    for hop in all.rsplit(',').map(str::trim) {
        match hop_address(hop) {
            Some(hop) if is_proxy(hop) => {}
            Some(hop) => return hop.to_string(),
            // What our own proxy wrote and nobody can read is nobody's address: the proxy answers for it.
            None => break,
        }
    }
    peer.to_string()
}

/// The address of a hop, with or without a port, with or without its brackets.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']'));
    let address = bare.unwrap_or(hop).parse().ok();
    let address = address.or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// The host name the request was sent to, without a port; empty where there is none.
pub fn host(headers: &HeaderMap) -> &str {
    headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("")
}

/// The address of the site (`https://gk.example.gov.cn`): the one that is set, else the one the request came to.
pub fn origin(app: &App, headers: &HeaderMap) -> String {
    let set = app.settings().public_url.clone();
    set.unwrap_or_else(|| format!("http://{}", host(headers)))
}

/// The value of a cookie, if it was sent.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_a_trusted_proxy_may_say_who_the_client_is() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "203.0.113.9, 198.51.100.7".parse().unwrap());
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let other: IpAddr = "192.0.2.5".parse().unwrap();
        assert_eq!(address(Some(other), &headers, &[proxy]), "192.0.2.5");
        assert_eq!(address(Some(proxy), &headers, &[proxy]), "198.51.100.7");
        assert_eq!(address(None, &headers, &[]), "local");
    }

    #[test]
    fn what_a_client_says_of_itself_before_the_proxy_counts_for_nothing() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let behind = |lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            address(Some(proxy), &headers, &[proxy])
        };
        assert_eq!(
            behind(&["192.0.2.77", "203.0.113.9"]),
            "203.0.113.9",
            "a line of the proxy's own"
        );
        assert_eq!(behind(&["192.0.2.77, 203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(
            behind(&["192.0.2.77, [2001:db8::1]:4711, 10.0.0.1"]),
            "2001:db8::1"
        );
        assert_eq!(behind(&["192.0.2.77, unknown"]), "10.0.0.1");
        assert_eq!(behind(&["192.0.2.77, [2001:db8::1]"]), "2001:db8::1");
        assert_eq!(behind(&["192.0.2.77, ::ffff:203.0.113.9"]), "203.0.113.9");
        assert_eq!(behind(&["203.0.113.9, ::ffff:10.0.0.1"]), "203.0.113.9");
        assert_eq!(behind(&[]), "10.0.0.1");
    }

    #[test]
    fn a_byte_that_is_no_text_hides_no_hop_behind_it() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let behind = |lines: &[&[u8]]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", HeaderValue::from_bytes(line).unwrap());
            }
            address(Some(proxy), &headers, &[proxy])
        };
        assert_eq!(behind(&[b"1.2.3.4", b"\xff, 203.0.113.11"]), "203.0.113.11");
        assert_eq!(behind(&[b"\xff, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(behind(&[b"203.0.113.9, \xff"]), "10.0.0.1");
    }

    #[test]
    fn a_proxy_is_known_on_a_socket_of_both_families() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "203.0.113.50".parse().unwrap());
        let proxy: IpAddr = "127.0.0.1".parse().unwrap();
        let peer: IpAddr = "::ffff:127.0.0.1".parse().unwrap();
        assert_eq!(address(Some(peer), &headers, &[proxy]), "203.0.113.50");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "a=1; gongkai_text=large".parse().unwrap());
        assert_eq!(cookie(&headers, "gongkai_text"), Some("large"));
        assert_eq!(cookie(&headers, "b"), None);
    }
}
