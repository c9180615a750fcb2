//! A rendition (图文稿) of a reviewed edition for the official account, held against its limits before it is reviewed, not when it is
//! sent: too long, too large, what the platform drops, what the phone can't show.

use std::sync::LazyLock;

use regex::Regex;

use super::limits::{LimitName, Limits};
use crate::codes::WhyNot;

/// What is to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendition {
    pub title: String,
    pub author: String,
    pub digest: String,
    /// HTML with inline styles.
    pub content: String,
    /// 封面: the platform asks for one even where there is nothing but text.
    pub has_cover: bool,
    pub images: Vec<Image>,
}

/// A picture in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub address: String,
    pub bytes: usize,
}

/// Where pictures lie once the platform has taken them; others it drops.
const OWN_PICTURES: [&str; 2] = ["https://mmbiz.qpic.cn/", "http://mmbiz.qpic.cn/"];

/// What the platform drops without a word, with what it is called.
const DROPPED: [(&str, &str); 7] = [
    ("script", "脚本"),
    ("iframe", "嵌入的网页"),
    ("form", "表单"),
    ("input", "输入框"),
    ("object", "嵌入的对象"),
    ("embed", "嵌入的对象"),
    ("style", "样式表（样式应当写在标签里）"),
];

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
fn pattern(source: &str) -> Regex {
    Regex::new(source).unwrap()
}

static LINK: LazyLock<Regex> = LazyLock::new(|| pattern(r#"(?i)<a\b[^>]*\shref\s*=\s*["']?([^"'\s>]*)"#));
static WIDTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?i)<t(?:able|d|h|r)\b[^>]*?(?:\swidth\s*=\s*["']?|[;"'\s]width\s*:\s*)(\d+)(px|["'\s;>]|$)"#)
});

/// What stands against a rendition that somebody copies into the account's own editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByHand {
    /// It does not go to review with it.
    pub faults: Vec<WhyNot>,
    /// What is to be seen to, and keeps nothing back.
    pub hints: Vec<WhyNot>,
}

impl Rendition {
    /// The same of one that is copied by hand: the account's editor takes the pictures in and asks for a cover by itself.
    pub fn by_hand(&self, limits: &Limits) -> ByHand {
        let mut faults = self.too_long(limits);
        faults.extend(self.dropped());
        faults.extend(self.insecure());
        faults.extend(self.images.iter().filter_map(|image| too_large(image, limits)));
        ByHand {
            faults,
            hints: self.too_wide(limits).into_iter().collect(),
        }
    }

    /// All that stands against it, each at its field.
    pub fn faults(&self, limits: &Limits) -> Vec<WhyNot> {
        let mut faults = self.too_long(limits);
        if self.title.trim().is_empty() {
            faults.push(WhyNot::new("title", "请填写标题。"));
        }
        if !self.has_cover {
            faults.push(WhyNot::new("cover", "请选择封面图：没有图片的文章也要有封面。"));
        }
        faults.extend(self.dropped());
        faults.extend(self.insecure());
        faults.extend(self.too_wide(limits));
        faults.extend(self.images.iter().filter_map(|image| picture(image, limits)));
        faults
    }

    fn too_long(&self, limits: &Limits) -> Vec<WhyNot> {
        let signs = |text: &str| text.chars().count();
        let lengths = [
            ("title", LimitName::Title, signs(&self.title)),
            ("author", LimitName::Author, signs(&self.author)),
            ("digest", LimitName::Digest, signs(&self.digest)),
            ("content", LimitName::Content, signs(&self.content)),
            ("content", LimitName::ContentBytes, self.content.len()),
        ];
        let crossed = lengths.into_iter().filter_map(|(field, name, much)| {
            let limit = limits.crossed(name, much)?;
            let (over, unit) = (much - limit.most(), limit.row.limit.unit.label());
            let source = &limit.row.source_document;
            Some(WhyNot::new(
                field,
                format!(
                    "{}，现有{much}{unit}，超出{over}{unit}（{source}）。",
                    limit.told()
                ),
            ))
        });
        crossed.collect()
    }

    /// What its readers would not see.
    fn dropped(&self) -> Vec<WhyNot> {
        let lower = self.content.to_ascii_lowercase();
        let found = DROPPED.iter().filter(|(tag, _)| has_tag(&lower, tag));
        let told = found
            .map(|(_, what)| WhyNot::new("content", format!("{what}会被公众号去掉，读者看不到，请先改掉。")));
        told.collect()
    }

    /// A link that a phone warns of.
    fn insecure(&self) -> Vec<WhyNot> {
        let links = LINK.captures_iter(&self.content);
        let links = links.filter_map(|found| Some(found.get(1)?.as_str()));
        let links = links.filter(|link| !link.starts_with("https://") && !link.starts_with('#'));
        let told = links.map(|link| WhyNot::new("content", format!("链接“{link}”不是 https 地址，请改正。")));
        told.collect()
    }

    fn too_wide(&self, limits: &Limits) -> Option<WhyNot> {
        let widths = WIDTH.captures_iter(&self.content);
        let widest = widths
            .filter_map(|found| found.get(1)?.as_str().parse().ok())
            .max()?;
        let limit = limits.crossed(LimitName::Width, widest)?;
        Some(WhyNot::new(
            "content",
            format!(
                "表格宽{widest}像素，比手机屏幕（{}）宽，读者看不全，请改窄或者拆开。",
                limit.row.limit
            ),
        ))
    }
}

fn has_tag(lower: &str, tag: &str) -> bool {
    lower.match_indices('<').any(|(at, _)| {
        let rest = lower.get(at + 1..).and_then(|rest| rest.strip_prefix(tag));
        let next = rest.map(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_none_or(|sign| !sign.is_ascii_alphanumeric() && sign != '-'))
    })
}

/// What is wrong with a picture.
fn picture(image: &Image, limits: &Limits) -> Option<WhyNot> {
    let address = &image.address;
    if let Some(fault) = too_large(image, limits) {
        return Some(fault);
    }
    let is_taken = OWN_PICTURES.iter().any(|own| address.starts_with(own));
    (!is_taken).then(|| {
        WhyNot::new(
            "images",
            format!("图片“{address}”还没有上传到公众号，外部图片会被去掉。"),
        )
    })
}

fn too_large(image: &Image, limits: &Limits) -> Option<WhyNot> {
    let limit = limits.crossed(LimitName::ImageBytes, image.bytes)?;
    let (address, kilobytes) = (&image.address, image.bytes / 1024);
    let source = &limit.row.source_document;
    Some(WhyNot::new(
        "images",
        format!("图片“{address}”有{kilobytes}KB，应当小于1MB，请压缩（{source}）。"),
    ))
}
