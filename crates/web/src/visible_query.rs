//! What a query string says, as it is seen: signs that show nothing or turn the words around them (control characters, NUL,
//! U+202E, code points of no character) leave it at the door, before any handler reads it, as they leave every form.

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use axum::middleware::Next;
use axum::response::Response;
use law::signs::{is_visible, visible};

/// Hands the request on with what is seen of its query.
pub async fn clean(mut request: Request, next: Next) -> Response {
    if let Some(seen) = seen(request.uri()) {
        *request.uri_mut() = seen;
    }
    next.run(request).await
}

/// The address with what is seen of its query; `None` where all of it is seen, which is nearly always.
fn seen(uri: &Uri) -> Option<Uri> {
    let query = uri.query()?;
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).ok()?;
    if pairs
        .iter()
        .all(|(name, value)| is_visible(name) && is_visible(value))
    {
        return None;
    }
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(name, value)| (visible(name), visible(value)))
        .collect();
    let query = serde_html_form::to_string(pairs).ok()?;
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(format!("{}?{query}", uri.path())).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_leaves_a_query() {
        let of = |text: &str| seen(&text.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(of("/answered"), None);
        assert_eq!(of("/answered?q=%E9%A2%84%E7%AE%97+2024&page=2"), None);
        assert_eq!(
            of("/answered?q=a%00b%E2%80%AEc%EF%BF%BFd%01&page=2").as_deref(),
            Some("/answered?q=abcd&page=2")
        );
        assert_eq!(
            of("/answered?q=%E5%BC%A0%00&q=%E6%9D%8E").as_deref(),
            Some("/answered?q=%E5%BC%A0&q=%E6%9D%8E")
        );
    }
}
