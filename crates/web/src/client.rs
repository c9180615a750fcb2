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
    let Some(peer) = peer else {
        return "local".to_owned();
    };
    if !proxies.contains(&peer) {
        return peer.to_string();
    }
    let forwarded = headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let hops = forwarded
        .rsplit(',')
        .filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
    hops.into_iter()
        .find(|hop| !proxies.contains(hop))
        .unwrap_or(peer)
        .to_string()
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
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "a=1; gongkai_text=large".parse().unwrap());
        assert_eq!(cookie(&headers, "gongkai_text"), Some("large"));
        assert_eq!(cookie(&headers, "b"), None);
    }
}
