//! DOCX: what is shown, what was deleted under tracked changes, what is hidden, and comments, in every part that has text.

use law::proof::PartKind;
use law::screening::{Kind, Seen};
use quick_xml::events::BytesStart;

use super::office_files::around;
use super::package::Package;
use super::styles::{Looks, Styles};
use super::xml::{Piece, attribute, root, walk};

/// All of the document.
pub(super) fn look(package: &Package) -> Result<Seen, &'static str> {
    let mut seen = around(package)?;
    let styles = Styles::of(package);
    for (part, label) in parts(package) {
        let mut walk_of = Walk::of(label, &styles);
        walk(package.text(part).unwrap_or_default(), &mut |piece| {
            walk_of.piece(piece);
        })?;
        seen.extend(walk_of.seen);
    }
    Ok(seen)
}

/// The parts that hold words, whatever they are named, with what they are called by who reads them.
pub(super) fn parts(package: &Package) -> Vec<(&str, &'static str)> {
    let parts = package.under("", "").into_iter();
    parts
        .filter_map(|part| Some((part, label(part, &root(package.text(part)?)?)?)))
        .collect()
}

/// `None` where it is another kind of part.
fn label(part: &str, root: &str) -> Option<&'static str> {
    Some(match root {
        "document" | "glossaryDocument" if part.starts_with("word/glossary/") => "文档部件",
        "document" | "glossaryDocument" => "正文",
        "hdr" => "页眉",
        "ftr" => "页脚",
        "footnotes" => "脚注",
        "endnotes" => "尾注",
        "comments" => "批注",
        _ => return None,
    })
}

/// The texts of a paragraph that is open.
#[derive(Default)]
struct Paragraph {
    shown: String,
    deleted: String,
    inserted: String,
    hidden: String,
    faint: String,
    style: String,
    is_shaded: bool,
}

struct Walk<'a> {
    label: &'static str,
    styles: &'a Styles,
    /// The names of the elements that are open, the innermost last.
    open: Vec<String>,
    /// Paragraphs that are open: text boxes nest them.
    paragraphs: Vec<Paragraph>,
    /// How many paragraphs there were outside of tables, tables, and rows of this table.
    count: usize,
    tables: usize,
    rows: usize,
    /// Cells of this row.
    cells: usize,
    deleted: usize,
    inserted: usize,
    skipped: usize,
    /// How the run looks that is open, and its style.
    run: Looks,
    style: String,
    /// Whether the tables and cells that are open have a ground of their own.
    grounds: Vec<bool>,
    /// The styles of the tables that are open.
    table_styles: Vec<String>,
    /// Who wrote the comment that is open.
    author: String,
    seen: Seen,
}

impl<'a> Walk<'a> {
    fn of(label: &'static str, styles: &'a Styles) -> Self {
        Self {
            label,
            styles,
            open: Vec::new(),
            paragraphs: Vec::new(),
            count: 0,
            tables: 0,
            rows: 0,
            cells: 0,
            deleted: 0,
            inserted: 0,
            skipped: 0,
            run: Looks::default(),
            style: String::new(),
            grounds: Vec::new(),
            table_styles: Vec::new(),
            author: String::new(),
            seen: Seen::default(),
        }
    }

    fn piece(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Start(tag) => self.start(tag),
            Piece::End(name) => self.end(name),
            Piece::Text(text) => self.text(text),
            Piece::Remark(_) => {}
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
            "hidden" if self.open.last().is_some_and(|parent| parent == "trPr") => {
                self.seen.mark(Kind::HiddenText, self.place(), "整行");
            }
            "Fallback" => self.skipped += 1,
            "p" => self.paragraphs.push(Paragraph::default()),
            "tbl" => {
                self.tables += 1;
                self.rows = 0;
                self.grounds.push(false);
                self.table_styles.push(String::new());
            }
            "tr" => {
                self.rows += 1;
                self.cells = 0;
            }
            "tc" => {
                self.cells += 1;
                self.grounds.push(false);
            }
            "r" => {
                self.run = Looks::default();
                self.style.clear();
            }
            "rStyle" if self.is_in_run() => self.style = attribute(tag, "val").unwrap_or_default(),
            "vanish" | "color" | "sz" | "shd" | "highlight" if self.is_in_run() => self.run.take(tag),
            "pStyle" | "shd" | "tblStyle" => self.ground(&name, tag),
            "comment" => self.author = attribute(tag, "author").unwrap_or_default(),
            "rPrChange" | "pPrChange" | "tblPrChange" | "sectPrChange" | "tcPrChange" | "trPrChange" => {
                self.seen.mark(Kind::Insertion, self.place(), "格式修订");
            }
            "br" | "cr" | "tab" if self.open.iter().any(|one| one == "r") => self.text_as(" ", &name),
            _ => {}
        }
        self.open.push(name);
    }

    /// Takes in the style or the ground of a paragraph, a cell or a table.
    fn ground(&mut self, name: &str, tag: &BytesStart<'_>) {
        let style = attribute(tag, "val").unwrap_or_default();
        let mut looks = Looks::default();
        if name == "tblStyle" {
            looks = self.styles.looks(&style);
            if self.styles.hides_some(&style) {
                let place = format!("{}表格{}的样式隐藏的单元格", self.label, self.tables);
                self.seen.mark(Kind::Unread, place, "");
            }
            if let Some(table) = self.table_styles.last_mut() {
                table.clone_from(&style);
            }
        } else {
            looks.take(tag);
        }
        let is_shaded = looks.shaded == Some(true);
        match (self.open.last().map(String::as_str), self.paragraphs.last_mut()) {
            (Some("pPr"), Some(paragraph)) if name == "pStyle" => paragraph.style = style,
            (Some("pPr"), Some(paragraph)) => paragraph.is_shaded |= is_shaded,
            (Some("tblPr" | "tcPr"), _) => {
                if let Some(ground) = self.grounds.last_mut() {
                    *ground |= is_shaded;
                }
            }
            _ => {}
        }
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
            "tbl" => {
                self.grounds.pop();
                self.table_styles.pop();
            }
            "tc" => drop(self.grounds.pop()),
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
        // A text box has a ground that is not looked for here.
        let is_boxed = self.open.iter().any(|one| one == "txbxContent");
        let is_on_ground = is_boxed || self.grounds.contains(&true);
        let table = self.table_styles.last().map_or("", String::as_str);
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let looks = self
            .styles
            .of_run(&self.run, &self.style, &paragraph.style, table);
        if is_deleted {
            paragraph.deleted.push_str(text);
        } else if looks.hidden == Some(true) {
            paragraph.hidden.push_str(text);
        } else {
            if looks.is_unseen(is_on_ground || paragraph.is_shaded) {
                paragraph.faint.push_str(text);
            }
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

    /// What the paragraph that is open is to whoever proofreads: what stands around the body is read beside it.
    fn kind(&self) -> PartKind {
        if self.label != "正文" {
            PartKind::Aside
        } else if self.open.iter().any(|one| one == "tbl") {
            PartKind::Cell {
                table: self.tables,
                row: self.rows,
                column: self.cells,
            }
        } else {
            PartKind::Paragraph
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
            faint,
            ..
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
            (Kind::FaintText, &faint),
        ] {
            if !text.trim().is_empty() {
                self.seen.mark(kind, place.clone(), text);
            }
        }
        let has_text = !shown.trim().is_empty();
        self.seen.read(format!("修订中删除的文字（{place}）"), deleted);
        self.seen.read(format!("隐藏的文字（{place}）"), hidden);
        self.seen.read_as(self.kind(), place, shown);
        let is_in_table = self.open.iter().any(|one| one == "tbl");
        if has_text && !is_in_table && self.paragraphs.is_empty() {
            self.count += 1;
        }
    }
}
