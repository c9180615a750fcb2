//! Pictures of written text. In the canonical form a picture is `figure > img`, its address that of its widest file on this
//! site; one without an address is a place that waits for its picture. Where a text is shown, a picture comes in its widths.

use std::fmt::Write;

use law::documents::pictures::{PictureKind, PictureName, widths};

use crate::plain::resolved;
use crate::scan::{Piece, Pieces};

/// How wide a picture stands on the page: the line of a document, or all of a phone.
const SIZES: &str = "(max-width: 720px) 100vw, 680px";
/// What says that a picture only decorates.
const DECORATION: &str = "presentation";

/// A picture that stands in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its widest file; `None` while the picture has not been put in.
    pub file: Option<PictureName>,
    /// What it says to whom does not see it; nothing of one that only decorates.
    pub description: String,
    pub is_decorative: bool,
}

impl Picture {
    /// By the attributes of its mark, which stand as entities.
    pub(crate) fn of(attributes: &[(&str, &str)]) -> Self {
        let value = |name: &str| {
            let found = attributes.iter().find(|(one, _)| *one == name);
            found.map_or_else(String::new, |(_, value)| resolved(value))
        };
        let description = value("alt").trim().to_owned();
        Self {
            file: PictureName::of_address(&value("src")),
            is_decorative: description.is_empty() && value("role") == DECORATION,
            description,
        }
    }

    /// What a reader of plain text is told.
    pub(crate) fn told(&self) -> String {
        if self.description.is_empty() {
            "［图片］".to_owned()
        } else {
            format!("［图片：{}］", self.description)
        }
    }

    fn mark(&self, further: &str) -> String {
        let alt = self.description.replace('&', "&amp;").replace('"', "&quot;");
        let alt = alt.replace('<', "&lt;").replace('>', "&gt;");
        let alt = match (alt.is_empty(), self.is_decorative) {
            (true, true) => format!(" alt=\"\" role=\"{DECORATION}\""),
            (true, false) => String::new(),
            (false, _) => format!(" alt=\"{alt}\""),
        };
        let file = self.file.as_ref();
        let src = file.map_or_else(String::new, |file| format!(" src=\"{}\"", file.address()));
        format!("<img{src}{alt}{further}>")
    }

    /// On the page: in its widths, as WebP where the browser takes it.
    fn shown(&self) -> String {
        let Some(file) = &self.file else {
            return self.mark("");
        };
        let set = |kind: PictureKind| {
            let mut set = String::new();
            for width in widths(file.width) {
                let one = PictureName {
                    width,
                    kind,
                    ..file.clone()
                };
                let apart = if set.is_empty() { "" } else { ", " };
                // Writing into a string can't fail.
                let _ = write!(set, "{apart}{} {width}w", one.address());
            }
            set
        };
        format!(
            "<picture><source type=\"{}\" srcset=\"{}\" sizes=\"{SIZES}\">{}</picture>",
            PictureKind::WebP.media_type(),
            set(PictureKind::WebP),
            self.mark(&format!(" srcset=\"{}\" sizes=\"{SIZES}\"", set(file.kind)))
        )
    }
}

/// The pictures of HTML that is canonical, or was rendered here, in their order.
pub fn pictures_of_html(html: &str) -> Vec<Picture> {
    let pictures = Pieces::of(html).filter_map(|piece| match piece {
        Piece::Start { name, attributes } if name == "img" => Some(Picture::of(&attributes)),
        _ => None,
    });
    pictures.collect()
}

/// The HTML, which `clean` made, with each picture's mark in its one form.
pub(crate) fn even(html: &str) -> String {
    rewritten(html, |picture| picture.mark(""))
}

/// The same as the visitor is shown it.
pub(crate) fn illustrated(html: &str) -> String {
    rewritten(html, Picture::shown)
}

fn rewritten(html: &str, write: impl Fn(&Picture) -> String) -> String {
    if !html.contains("<img") {
        return html.to_owned();
    }
    let mut written = String::with_capacity(html.len());
    each_mark(html, |piece, text| match piece {
        Piece::Start { name, attributes } if name == "img" => {
            written.push_str(&write(&Picture::of(attributes)));
        }
        _ => written.push_str(text),
    });
    written
}

/// HTML that was rendered here, its pictures fetched from below another address: the desk's, or the site's whole address in
/// a feed.
pub fn pictures_below(html: &str, base: &str) -> String {
    if !html.contains("<img") {
        return html.to_owned();
    }
    let mut written = String::with_capacity(html.len());
    each_mark(html, |piece, text| match piece {
        Piece::Start { name, .. } if matches!(name.as_str(), "img" | "source") => {
            let text = text.replace("=\"/pictures/", &format!("=\"{base}/pictures/"));
            written.push_str(&text.replace("w, /pictures/", &format!("w, {base}/pictures/")));
        }
        _ => written.push_str(text),
    });
    written
}

/// Every piece of the HTML with the text that it is.
fn each_mark(html: &str, mut take: impl FnMut(&Piece<'_>, &str)) {
    let mut pieces = Pieces::of(html);
    let mut rest = pieces.left();
    while let Some(piece) = pieces.next() {
        let begun = html.len() - rest;
        rest = pieces.left();
        take(&piece, html.get(begun..html.len() - rest).unwrap_or_default());
    }
}
