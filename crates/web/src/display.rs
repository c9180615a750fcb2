//! How a reader wants the pages, public and at the desk: 长辈版 and the theme, each kept in a cookie of its own. What a page looks like changes
//! with them, so a page at hand is kept once for each.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::client;

/// The cookie that keeps 长辈版 (适老化).
pub const SIZE_COOKIE: &str = "gongkai_text";
/// The cookie that keeps the theme.
pub const THEME_COOKIE: &str = "gongkai_theme";
/// The cookie of a terminal that stands in a hall; it ends with its browser.
pub const KIOSK_COOKIE: &str = "gongkai_kiosk";

/// The reader's wishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    pub is_large: bool,
    pub theme: Theme,
    /// Whether it is a terminal in a hall, which is always large.
    pub is_kiosk: bool,
}

/// The colours of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the reader's device asks for.
    #[default]
    Default,
    EyeCare,
    HighContrast,
    Dark,
}

impl Theme {
    /// In the order they are offered.
    pub const ALL: [Self; 4] = [Self::Default, Self::EyeCare, Self::HighContrast, Self::Dark];

    /// Its name in cookie, address and style sheet; none for what the device asks for.
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::Default => None,
            Self::EyeCare => Some("eyecare"),
            Self::HighContrast => Some("contrast"),
            Self::Dark => Some("dark"),
        }
    }

    /// Its name for the reader.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Default => "默认",
            Self::EyeCare => "护眼",
            Self::HighContrast => "高对比",
            Self::Dark => "深色",
        }
    }

    /// The theme of that code; what is unknown is the default.
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.code() == Some(code))
            .unwrap_or_default()
    }
}

impl Display {
    /// What the request's cookies say.
    pub fn of(headers: &HeaderMap) -> Self {
        let is_kiosk = client::cookie(headers, KIOSK_COOKIE).is_some();
        Self {
            is_kiosk,
            is_large: is_kiosk || client::cookie(headers, SIZE_COOKIE) == Some("large"),
            theme: client::cookie(headers, THEME_COOKIE).map_or(Theme::Default, Theme::from_code),
        }
    }

    /// What tells pages at hand apart by how they look.
    pub fn key(self) -> String {
        let size = match (self.is_kiosk, self.is_large) {
            (true, _) => 'K',
            (false, true) => 'L',
            (false, false) => 'N',
        };
        format!("{size}{}", self.theme.code().unwrap_or_default())
    }
}

/// What a reader asks to be kept.
#[derive(Deserialize)]
pub struct Wish {
    size: Option<String>,
    theme: Option<String>,
    /// The page to go back to.
    back: Option<String>,
}

/// Keeps what is wished in its cookie and goes back to the page, or to `home` where that is no page of ours.
pub fn kept(wish: Wish, home: &str) -> Response {
    let back = wish.back.filter(|path| is_own_path(path));
    let mut response = Redirect::to(back.as_deref().unwrap_or(home)).into_response();
    let size = wish
        .size
        .map(|size| if size == "large" { "large" } else { "normal" });
    let theme = wish
        .theme
        .map(|theme| Theme::from_code(&theme).code().unwrap_or("default"));
    for (name, value) in [(SIZE_COOKIE, size), (THEME_COOKIE, theme)] {
        let line = value.map(|value| format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax"));
        if let Some(Ok(line)) = line.map(|line| HeaderValue::from_str(&line)) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
    response
}

/// A path on this site, not an address elsewhere.
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    #[test]
    fn wishes_are_read_from_their_cookies_and_nothing_else_is_one() {
        let mut headers = HeaderMap::new();
        let line = "a=1; gongkai_text=large; gongkai_theme=dark";
        headers.insert(header::COOKIE, line.parse().unwrap());
        let display = Display::of(&headers);
        assert_eq!((display.is_large, display.theme), (true, Theme::Dark));
        headers.insert(header::COOKIE, "gongkai_theme=\"><script>".parse().unwrap());
        assert_eq!(Display::of(&headers), Display::default());
    }

    #[test]
    fn a_terminal_has_pages_of_its_own_which_are_large() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            "gongkai_kiosk=on; gongkai_text=normal".parse().unwrap(),
        );
        let display = Display::of(&headers);
        assert!(display.is_kiosk && display.is_large);
        assert_eq!(display.key(), "K");
    }

    #[test]
    fn every_look_has_a_key_of_its_own() {
        let mut keys: Vec<String> = Vec::new();
        for is_large in [false, true] {
            let of = |theme| Display {
                is_large,
                theme,
                is_kiosk: false,
            };
            keys.extend(Theme::ALL.map(|theme| of(theme).key()));
        }
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), 8);
    }
}
