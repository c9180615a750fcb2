//! Pictures of written text: in which widths each is kept, and what its files are called. A file is named by its content, so
//! that what is judged of a text that names it is the picture too. What a picture has to say: 无障碍环境建设法第三十二条.

use std::fmt;

/// The widths in which a picture is kept, in pixels; none is made larger than it is.
pub const WIDTHS: [u32; 3] = [480, 960, 1920];
/// Where the public finds them.
pub const PICTURES: &str = "/pictures/";

/// How a file of a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    Jpeg,
    Png,
    WebP,
}

impl PictureKind {
    const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::WebP];

    /// How its name ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }

    /// The one whose name ends so.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.ending() == ending)
    }

    /// What a browser is told of it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }
}

/// The name of one file of a picture: `{SM3 of the widest}-{width}.{ending}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureName {
    pub digest: String,
    pub width: u32,
    pub kind: PictureKind,
}

impl PictureName {
    /// A name as it is written; `None` for any other.
    pub fn parse(name: &str) -> Option<Self> {
        let (digest, rest) = name.split_once('-')?;
        let (width, ending) = rest.split_once('.')?;
        let is_digest = digest.len() == 64
            && digest
                .bytes()
                .all(|sign| sign.is_ascii_digit() || matches!(sign, b'a'..=b'f'));
        let parsed = Self {
            digest: digest.to_owned(),
            width: width.parse().ok()?,
            kind: PictureKind::of_ending(ending)?,
        };
        (is_digest && parsed.width > 0 && parsed.to_string() == name).then_some(parsed)
    }

    /// The name that an address of the public site leads to.
    pub fn of_address(address: &str) -> Option<Self> {
        Self::parse(address.strip_prefix(PICTURES)?)
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("{PICTURES}{self}")
    }
}

impl fmt::Display for PictureName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}.{}", self.digest, self.width, self.kind.ending())
    }
}

/// The widths in which a picture of that width is kept, the narrowest first.
pub fn widths(own: u32) -> Vec<u32> {
    let [.., widest] = WIDTHS;
    let own = own.min(widest);
    let narrower = WIDTHS.into_iter().filter(|width| *width < own);
    narrower.chain([own]).collect()
}

/// Whether words say what a picture shows: the name of a file, or what a program put in its place, says nothing.
pub fn describes(words: &str) -> bool {
    const ENDINGS: [&str; 8] = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".emf", ".wmf"];
    const MADE: [&str; 2] = ["自动生成", "AI 生成的内容可能不正确"];
    const EMPTY: [&str; 10] = [
        "图", "图片", "图像", "照片", "插图", "配图", "截图", "image", "picture", "img",
    ];
    let words = words.trim().to_lowercase();
    let is_made = MADE.iter().any(|made| words.contains(&made.to_lowercase()));
    let is_file = ENDINGS.iter().any(|ending| words.ends_with(ending));
    let bare = words.trim_end_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, ' ' | '_' | '-'));
    !words.is_empty() && !is_made && !is_file && !EMPTY.contains(&bare) && !bare.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_kept_in_three_widths_and_never_larger_than_it_is() {
        assert_eq!(widths(4000), [480, 960, 1920]);
        assert_eq!(widths(1200), [480, 960, 1200]);
        assert_eq!(widths(960), [480, 960]);
        assert_eq!(widths(300), [300]);
    }

    #[test]
    fn the_name_of_a_picture_is_read_in_one_form_alone() {
        let digest = "0f".repeat(32);
        let address = format!("/pictures/{digest}-960.webp");
        let name = PictureName::of_address(&address).unwrap();
        assert_eq!((name.width, name.kind), (960, PictureKind::WebP));
        assert_eq!(name.address(), address);
        for other in [
            format!("//evil/pictures/{digest}-960.webp"),
            format!("/pictures/{digest}-0960.webp"),
            format!("/pictures/{digest}-960.svg"),
            format!("/pictures/{digest}-0.png"),
            format!("/pictures/{}-960.png", "0F".repeat(32)),
            format!("/pictures/../{digest}-960.png"),
            "https://example.com/a.png".to_owned(),
        ] {
            assert_eq!(PictureName::of_address(&other), None, "{other}");
        }
    }

    #[test]
    fn a_file_name_or_what_a_program_wrote_describes_no_picture() {
        for empty in [
            "",
            "  ",
            "图片1",
            "图片 2",
            "image001.png",
            "IMG_2034.JPG",
            "1",
            "图形用户界面, 文本 描述已自动生成",
        ] {
            assert!(!describes(empty), "{empty}");
        }
        for said in ["补贴申领流程图", "办理大厅", "2024年各季度申请件数"] {
            assert!(describes(said), "{said}");
        }
    }
}
