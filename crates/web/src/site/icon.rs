//! The mark of the site in a browser's tab and among bookmarks: the first character of the organ's name.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::layout::Site;
use crate::freshness::resting;

/// Where it is.
pub const HERE: &str = "/favicon.svg";

/// The icon.
pub async fn icon(site: Site) -> Response {
    let drawn = drawn(&site.organ.name);
    resting(
        ([(header::CONTENT_TYPE, "image/svg+xml")], drawn).into_response(),
        [],
    )
}

/// White on the blue of the site.
fn drawn(name: &str) -> String {
    // A letter or a character: nothing that means something to the markup.
    let sign = name.chars().find(|sign| sign.is_alphanumeric()).unwrap_or('政');
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"6\" fill=\"#1a4480\"/>\
         <text x=\"32\" y=\"47\" font-size=\"42\" font-weight=\"700\" text-anchor=\"middle\" fill=\"#fff\" \
         font-family=\"'Source Han Serif SC','Noto Serif CJK SC',SimSun,serif\">{sign}</text></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn it_bears_the_first_character_of_the_name_and_never_a_mark() {
        assert!(drawn("孟津区先进制造业开发区管委会").contains(">孟</text>"));
        assert!(drawn("“<某某”局").contains(">某</text>"));
        assert!(drawn("").contains(">政</text>"));
    }
}
