//! DOCX: what is shown, what was deleted under tracked changes, what is hidden, and comments, in every part that has text.

use law::screening::{Kind, Seen};
use quick_xml::events::BytesStart;

use super::office_files::around;
use super::package::Package;
use super::xml::{Piece, attribute, walk};

/// Parts without text of the document.
const NO_TEXT: [&str; 9] = [
    "word/styles.xml",
    "word/stylesWithEffects.xml",
    "word/settings.xml",
    "word/webSettings.xml",
    "word/fontTable.xml",
    "word/numbering.xml",
    "word/people.xml",
    "word/commentsExtended.xml",
    "word/commentsIds.xml",
];

/// All of the document.
pub(super) fn look(package: &Package) -> Result<Seen, &'static str> {
    let mut seen = around(package)?;
    for part in package.under("word/", ".xml") {
        let is_deep = part.matches('/').count() > 1 && !part.starts_with("word/glossary/");
        if is_deep || NO_TEXT.contains(&part) {
            continue;
        }
        let xml = package.text(part).ok_or("不是 UTF-8 的文档")?;
        let mut walk_of = Walk::of(label(part));
        walk(xml, &mut |piece| walk_of.piece(piece))?;
        seen.extend(walk_of.seen);
    }
    Ok(seen)
}

/// What a part is called by who reads it.
fn label(part: &str) -> &'static str {
    let name = part.rsplit('/').next().unwrap_or(part);
    match name {
        _ if name.starts_with("header") => "页眉",
        _ if name.starts_with("footer") => "页脚",
        _ if name.starts_with("footnotes") => "脚注",
        _ if name.starts_with("endnotes") => "尾注",
        _ if name.starts_with("comments") => "批注",
        _ if part.starts_with("word/glossary/") => "文档部件",
        _ => "正文",
    }
}

/// The texts of a paragraph that is open.
#[derive(Default)]
struct Paragraph {
    shown: String,
    deleted: String,
    inserted: String,
    hidden: String,
}

struct Walk {
    label: &'static str,
    /// The names of the elements that are open, the innermost last.
    open: Vec<String>,
    /// Paragraphs that are open: text boxes nest them.
    paragraphs: Vec<Paragraph>,
    /// How many paragraphs there were outside of tables, tables, and rows of this table.
    count: usize,
    tables: usize,
    rows: usize,
    deleted: usize,
    inserted: usize,
    skipped: usize,
    is_hidden: bool,
    /// Who wrote the comment that is open.
    author: String,
    seen: Seen,
}

impl Walk {
    fn of(label: &'static str) -> Self {
        Self {
            label,
            open: Vec::new(),
            paragraphs: Vec::new(),
            count: 0,
            tables: 0,
            rows: 0,
            deleted: 0,
            inserted: 0,
            skipped: 0,
            is_hidden: false,
            author: String::new(),
            seen: Seen::default(),
        }
    }

    fn piece(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Start(tag) => self.start(tag),
            Piece::End(name) => self.end(name),
            Piece::Text(text) => self.text(text),
        }
    }

    /// Whether an element here holds content, and is no mark of a property: `del` in `rPr` says that a paragraph's end went.
    fn holds_content(&self) -> bool {
        !self.open.last().is_some_and(|parent| parent.ends_with("Pr"))
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name().as_ref().to_owned();
        match name.as_str() {
            "del" | "moveFrom" if self.holds_content() => self.deleted += 1,
            "ins" | "moveTo" if self.holds_content() => self.inserted += 1,
            "del" | "ins" if self.open.last().is_some_and(|parent| parent == "trPr") => {
                let kind = if name == "del" {
                    Kind::Deletion
                } else {
                    Kind::Insertion
                };
                self.seen.mark(kind, self.place(), "整行");
            }
            "Fallback" => self.skipped += 1,
            "p" => self.paragraphs.push(Paragraph::default()),
            "tbl" => {
                self.tables += 1;
                self.rows = 0;
            }
            "tr" => self.rows += 1,
            "r" => self.is_hidden = false,
            "vanish" if self.is_in_run() => {
                let value = attribute(tag, "val");
                self.is_hidden = !matches!(value.as_deref(), Some("0" | "false" | "off"));
            }
            "comment" => self.author = attribute(tag, "author").unwrap_or_default(),
            "rPrChange" | "pPrChange" | "tblPrChange" | "sectPrChange" | "tcPrChange" | "trPrChange" => {
                self.seen.mark(Kind::Insertion, self.place(), "格式修订");
            }
            "br" | "cr" | "tab" if self.open.iter().any(|one| one == "r") => self.text_as(" ", &name),
            _ => {}
        }
        self.open.push(name);
    }

    fn is_in_run(&self) -> bool {
        matches!(self.open.as_slice(), [.., run, properties] if run == "r" && properties == "rPr")
    }

    fn end(&mut self, name: &str) {
        self.open.pop();
        match name {
            "del" | "moveFrom" if self.holds_content() => self.deleted = self.deleted.saturating_sub(1),
            "ins" | "moveTo" if self.holds_content() => self.inserted = self.inserted.saturating_sub(1),
            "Fallback" => self.skipped = self.skipped.saturating_sub(1),
            "p" => self.paragraph(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let inside = self.open.last().cloned().unwrap_or_default();
        self.text_as(text, &inside);
    }

    fn text_as(&mut self, text: &str, inside: &str) {
        let is_text = matches!(
            inside,
            "t" | "delText" | "instrText" | "delInstrText" | "br" | "cr" | "tab"
        );
        if !is_text || self.skipped > 0 {
            return;
        }
        let is_deleted = self.deleted > 0 || inside.starts_with("del");
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if is_deleted {
            paragraph.deleted.push_str(text);
        } else if self.is_hidden {
            paragraph.hidden.push_str(text);
        } else {
            paragraph.shown.push_str(text);
        }
        if self.inserted > 0 && !is_deleted {
            paragraph.inserted.push_str(text);
        }
    }

    /// Where the paragraph that is open stands.
    fn place(&self) -> String {
        let Self {
            label,
            count,
            tables,
            rows,
            ..
        } = self;
        if *label == "批注" {
            "批注".to_owned()
        } else if self.open.iter().any(|one| one == "tbl") {
            format!("{label}表格{tables}第{rows}行")
        } else {
            format!("{label}第{}段", count + 1)
        }
    }

    fn paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        let place = self.place();
        let Paragraph {
            shown,
            deleted,
            inserted,
            hidden,
        } = paragraph;
        if self.label == "批注" {
            let said = format!("{}：{shown}", self.author);
            if !shown.trim().is_empty() {
                self.seen
                    .mark(Kind::Comment, "批注", said.trim_start_matches('：'));
            }
        }
        for (kind, text) in [
            (Kind::Deletion, &deleted),
            (Kind::Insertion, &inserted),
            (Kind::HiddenText, &hidden),
        ] {
            if !text.trim().is_empty() {
                self.seen.mark(kind, place.clone(), text);
            }
        }
        let has_text = !shown.trim().is_empty();
        self.seen.read(format!("修订中删除的文字（{place}）"), deleted);
        self.seen.read(format!("隐藏的文字（{place}）"), hidden);
        self.seen.read(place, shown);
        let is_in_table = self.open.iter().any(|one| one == "tbl");
        if has_text && !is_in_table && self.paragraphs.is_empty() {
            self.count += 1;
        }
    }
}
