//! Every part of an office file, whether or not a reader of its own knows it: texts wherever they stand, in elements and in
//! attributes; pictures; files inside. What is neither read here nor known to hold no text is told as what nobody could read.

use law::proof::traces;
use law::screening::{Kind, Seen};
use quick_xml::events::BytesStart;

use super::package::Package;
use super::xml::{Piece, attributes, walk};
use super::{Inside, look_within, picture, web};

/// Elements whose text is one, however many pieces it is written in.
const PARAGRAPHS: [&str; 5] = ["p", "si", "is", "text", "TextObject"];
/// Elements that part words of a paragraph.
const GAPS: [&str; 4] = ["br", "cr", "tab", "line"];
/// Attributes that somebody wrote, and that programs show or keep as text.
const WRITTEN: [&str; 12] = [
    "descr",
    "title",
    "alt",
    "prompt",
    "promptTitle",
    "error",
    "errorTitle",
    "tooltip",
    "display",
    "string",
    "author",
    "Target",
];
/// The fewest digits that say anything about a person.
const DIGITS: usize = 11;
/// How many bytes anything that is sought has at least: 密 and what stands around it.
const SHORTEST: usize = 9;
/// From this length on, letters without a blank are an encoded file.
const ENCODED: usize = 4_096;

/// What stands in all of them, files inside of files included as far as these go.
pub(super) fn look(package: &Package, inside: Inside<'_>) -> Seen {
    let mut seen = Seen::default();
    for (name, bytes) in &package.parts {
        seen.read_beside("压缩包中的文件名", name.as_str());
        seen.extend(part(package, name, bytes, inside));
    }
    if package.has_more {
        seen.mark(Kind::Appended, "压缩包目录以外", "");
    }
    seen
}

fn part(package: &Package, name: &str, bytes: &[u8], inside: Inside<'_>) -> Seen {
    let place = place(name);
    if let Some(text) = package.text(name) {
        return written(&place, name, text);
    }
    let mut seen = Seen::default();
    let file = name.rsplit('/').next().unwrap_or(name);
    let is_inside = name.contains("/embeddings/") || name.contains("/Attachs/");
    if name.starts_with(THUMBNAIL) {
        seen.mark(Kind::Property, "文档属性“缩略图”", "");
    }
    if picture::is_picture(bytes) {
        return picture::look(bytes, &format!("文中图片{file}"));
    }
    match look_within(bytes, inside) {
        Some(Ok(found)) => seen.extend(found.within(&place)),
        // It is told as a file inside already.
        Some(Err(_)) | None if is_inside => {}
        _ if bytes.is_empty() || holds_no_text(name, bytes) => {}
        Some(Err(_)) | None => seen.mark(Kind::Unread, place, ""),
    }
    seen
}

/// The picture of the first page as it once was.
const THUMBNAIL: &str = "docProps/thumbnail.";

/// Pictures without words of their own, fonts, settings of a printer, and seals, which check and are no content.
fn holds_no_text(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let begins = |starts: &[&[u8]]| starts.iter().any(|start| bytes.starts_with(start));
    match ending.as_str() {
        "gif" => begins(&[b"GIF8"]),
        "bmp" | "dib" => begins(&[b"BM"]),
        "wdp" | "jxr" => begins(&[b"II\xBC"]),
        "jp2" | "jpx" | "j2k" => begins(&[b"\0\0\0\x0CjP", b"\xFF\x4F\xFF\x51"]),
        "jb2" | "jbig2" => true,
        "ttf" | "otf" | "ttc" => begins(&[b"\0\x01\0\0", b"OTTO", b"true", b"ttcf"]),
        "odttf" | "fntdata" => name.contains("/fonts/"),
        "bin" => name.contains("/printerSettings/"),
        "dat" | "esl" => name.contains("/Signs/"),
        _ => false,
    }
}

/// A part that is text: XML, a web page, or lines.
fn written(place: &str, name: &str, text: &str) -> Seen {
    let mut seen = Seen::default();
    let head: String = text.chars().take(1_000).collect::<String>().to_ascii_lowercase();
    let is_page = head.contains("<html") || head.contains("<!doctype html");
    let is_encoded = head.trim_start().starts_with("{\\rtf")
        || head.contains("mime-version:")
        || head.contains("content-transfer-encoding:");
    if is_encoded {
        seen.mark(Kind::Unread, place, "");
    } else if is_page || matches!(name.rsplit('.').next(), Some("htm" | "html")) {
        page(&mut seen, place, text);
    } else if head.trim_start().starts_with('<') {
        let mut texts = Texts::at(place);
        let read = walk(text, &mut |piece| texts.piece(piece));
        seen.extend(texts.finish());
        if read.is_err() {
            seen.mark(Kind::Unread, place, "");
            seen.read_beside(place, text);
        }
    } else {
        seen.read_beside(place, text);
    }
    seen
}

/// A web page as it is shown, and as it is written: its remarks, its attributes.
fn page(seen: &mut Seen, place: &str, text: &str) {
    seen.read_beside(place, web::shown(text));
    seen.read_beside(place, text);
}

/// All texts of a piece of XML.
pub(super) fn texts(seen: &mut Seen, place: &str, xml: &str) -> Result<(), &'static str> {
    let mut texts = Texts::at(place);
    let read = walk(xml, &mut |piece| texts.piece(piece));
    seen.extend(texts.finish());
    read
}

/// The texts of XML as it is walked.
struct Texts<'a> {
    place: &'a str,
    /// Of paragraphs that are open, the innermost last.
    paragraphs: Vec<String>,
    /// Outside of paragraphs.
    loose: String,
    seen: Seen,
}

impl<'a> Texts<'a> {
    fn at(place: &'a str) -> Self {
        Self {
            place,
            paragraphs: Vec::new(),
            loose: String::new(),
            seen: Seen::default(),
        }
    }

    fn piece(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Start(tag) => self.start(tag),
            Piece::Text(text) => match self.paragraphs.last_mut() {
                // XML is laid out by lines and blanks.
                Some(_) if text.trim().is_empty() && text.contains('\n') => {}
                Some(paragraph) => paragraph.push_str(text),
                None => self.loose.push_str(text),
            },
            Piece::End(name) => {
                if PARAGRAPHS.contains(&name)
                    && let Some(paragraph) = self.paragraphs.pop()
                {
                    self.read(&paragraph);
                } else if self.paragraphs.is_empty() {
                    self.leaf();
                }
            }
            Piece::Remark(text) => self.read(text),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        self.leaf();
        for (key, value) in attributes(tag, SHORTEST) {
            let is_written = WRITTEN.contains(&key.as_str()) || (name.as_ref() == "docVar" && key == "val");
            // Of others only what can't be a measure or a sign of a program.
            if is_written || (may_be_told(&value) && !traces(&value).is_empty()) {
                self.read(&value);
            }
        }
        if PARAGRAPHS.contains(&name.as_ref()) {
            self.paragraphs.push(String::new());
        } else if GAPS.contains(&name.as_ref())
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.push(' ');
        }
    }

    /// What stands alone in its element.
    fn leaf(&mut self) {
        let text = std::mem::take(&mut self.loose);
        self.read(&text);
    }

    fn read(&mut self, text: &str) {
        let is_letter = |sign: u8| sign.is_ascii_alphanumeric() || b"+/=\r\n".contains(&sign);
        if text.len() > ENCODED && text.trim().bytes().all(is_letter) {
            self.seen
                .mark(Kind::Unread, format!("{}中编码的数据", self.place), "");
        } else if may_be_told(text) {
            self.seen.read_beside(self.place, text);
        }
    }

    fn finish(mut self) -> Seen {
        self.leaf();
        while let Some(paragraph) = self.paragraphs.pop() {
            self.read(&paragraph);
        }
        self.seen
    }
}

/// Whether anything that is sought may stand there at all: most values are short.
fn may_be_told(text: &str) -> bool {
    text.contains('密') || text.chars().filter(|sign| sign.is_numeric()).count() >= DIGITS
}

/// What a part is called by who looks for it.
fn place(name: &str) -> String {
    let called = [
        ("_rels/", "链接"),
        ("/diagrams/", "SmartArt图形"),
        ("/charts/", "图表"),
        ("/drawings/", "图形"),
        ("customXml/", "自定义数据"),
        ("docProps/", "文档属性"),
        ("xl/revisions/", "共享工作簿的修订记录"),
        ("xl/worksheets/", "工作表的批注、页眉、数据验证等其他位置"),
        ("word/document", "正文的图形说明、兼容内容等其他位置"),
        ("ppt/slides/", "幻灯片的图形说明等其他位置"),
        ("/sharedStrings", "单元格文字表"),
        ("/comments", "批注"),
        ("/slideLayouts/", "幻灯片版式"),
        ("/slideMasters/", "幻灯片母版"),
        ("Masters/", "母版"),
        ("word/settings.xml", "文档设置"),
        ("word/header", "页眉"),
        ("word/footer", "页脚"),
        ("word/afchunk", "插入的文件"),
        ("/embeddings/", "嵌入的文件"),
        ("/Attachs/", "附件"),
        ("/media/", "文中图片"),
    ];
    let known = called.iter().find(|(part, _)| name.contains(part));
    format!("{}（{name}）", known.map_or("文件的部件", |(_, called)| called))
}

/// Whether anything is told of a file's words: one without any is a scan, which a person reads.
pub(super) fn is_scan(seen: &Seen, package: &Package) -> bool {
    let passages = seen.passages.iter();
    let of_pages = passages.filter(|passage| !passage.place.starts_with("文档属性"));
    let signs: usize = of_pages.map(|passage| signs(&passage.text)).sum();
    let has_picture = package.parts.values().any(|part| picture::is_picture(part));
    signs < FEWEST_SIGNS && has_picture
}

/// Most pages without text that are named one by one.
const MOST_NAMED: usize = 8;

/// Tells of pages that are pictures.
pub(super) fn without_text(seen: &mut Seen, blank: &[String]) {
    if blank.is_empty() {
        return;
    }
    let named = blank.get(..MOST_NAMED.min(blank.len())).unwrap_or_default();
    let more = if blank.len() > MOST_NAMED {
        format!("等{}页", blank.len())
    } else {
        String::new()
    };
    let place = format!("{}{more}是图片，没有文字", named.join("、"));
    seen.mark(Kind::Unread, place, "");
}

/// A page with fewer signs than this beside its picture was not read.
pub(super) const FEWEST_SIGNS: usize = 20;

/// How many signs a text has.
pub(super) fn signs(text: &str) -> usize {
    text.chars().filter(|sign| !sign.is_whitespace()).count()
}

/// Whether a part shows a picture: a scan in an office file.
pub(super) fn shows_picture(xml: &str, element: &str) -> bool {
    let mut shows = false;
    // What breaks off is told by who reads its text.
    let _ = walk(xml, &mut |piece| {
        shows |= matches!(piece, Piece::Start(tag) if tag.local_name().as_ref() == element);
    });
    shows
}
