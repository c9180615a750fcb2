//! The words of a paragraph: runs, links, fields, calls of notes, places of pictures.

use super::super::block::{escaped, safe_address};
use super::super::tree::Node;
use super::choices::Sort;
use super::{LEFT_OUT, Reader, looks};
use crate::documents::Brought;
use crate::screening::{Looks, Set};

/// A field that is open: what it does, and whether its result is being read.
#[derive(Default)]
pub(super) struct Field {
    depth: usize,
    code: String,
    is_result: bool,
}

impl Reader {
    /// The words of what stands in a paragraph, a link or a field.
    pub(super) fn runs(&mut self, parent: &Node) -> String {
        let mut words = String::new();
        for child in &parent.children {
            match child.name.as_str() {
                "del" | "moveFrom" if self.takes(Sort::Deletion, child) => {
                    self.deleted += 1;
                    words.push_str(&self.runs(child));
                    self.deleted -= 1;
                }
                "ins" | "moveTo" if self.takes(Sort::Insertion, child) => {
                    words.push_str(&self.runs(child));
                }
                name if LEFT_OUT.contains(&name) => {}
                "r" => words.push_str(&self.run(child)),
                "hyperlink" => {
                    let address = child.attribute("id").and_then(|id| self.links.get(id)).cloned();
                    let inside = self.runs(child);
                    words.push_str(&linked(inside, address.as_deref()));
                }
                "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "customXml" | "dir" | "bdo" => {
                    words.push_str(&self.runs(child));
                }
                "oMath" | "oMathPara" => {
                    self.dropped.insert("公式的版式");
                    let text: String = child
                        .all("t")
                        .iter()
                        .flat_map(|t| &t.children)
                        .map(|t| t.text.as_str())
                        .collect();
                    words.push_str(&escaped(&text));
                }
                _ => {}
            }
        }
        words
    }

    fn run(&mut self, run: &Node) -> String {
        let properties = run.child("rPr").cloned().unwrap_or_default();
        let is_hidden = match self.unseen(&properties) {
            Some(sort) => !self.takes(sort, run),
            None => false,
        };
        self.is_hidden = is_hidden;
        let mut words = String::new();
        for child in &run.children {
            let text = self.piece(child);
            if !is_hidden && self.is_shown() {
                words.push_str(&text);
            }
        }
        if words.trim().is_empty() {
            return words;
        }
        let looks = self.looks(&properties);
        for (name, is_on) in [
            ("strong", properties.is_on("b")),
            ("em", properties.is_on("i")),
            ("u", properties.is_on("u")),
            ("s", looks.struck == Some(true)),
            ("sup", looks.set == Some(Set::Raised)),
            ("sub", looks.set == Some(Set::Lowered)),
        ] {
            if is_on {
                words = format!("<{name}>{words}</{name}>");
            }
        }
        words
    }

    /// Why nobody sees a run of these properties; of what was deleted and is taken in that is decided.
    fn unseen(&self, properties: &Node) -> Option<Sort> {
        if self.deleted > 0 {
            return None;
        }
        let looks = self.looks(properties);
        match looks.hidden {
            Some(true) => Some(Sort::Hidden),
            _ => looks.is_unseen(self.ground.is_shaded).then_some(Sort::Faint),
        }
    }

    /// How a run of these properties looks, by itself and by the styles that it stands in.
    fn looks(&self, properties: &Node) -> Looks {
        let style = properties.value(&["rStyle"]).unwrap_or_default();
        let ground = &self.ground;
        self.dress.of_run(
            &looks(properties),
            style,
            &ground.paragraph_style,
            &ground.table_style,
        )
    }

    /// The code of a field is no text; its result is.
    const fn is_shown(&self) -> bool {
        self.field.depth == 0 || self.field.is_result
    }

    fn piece(&mut self, piece: &Node) -> String {
        let text = || {
            piece
                .children
                .iter()
                .map(|text| text.text.as_str())
                .collect::<String>()
        };
        match piece.name.as_str() {
            "t" => escaped(&text()),
            "delText" if self.deleted > 0 => escaped(&text()),
            "commentReference" => self.comment(piece.attribute("id").unwrap_or_default()),
            "tab" => "\u{3000}".to_owned(),
            "br" if piece.attribute("type").is_none() => "<br>".to_owned(),
            "cr" => "<br>".to_owned(),
            "noBreakHyphen" => "-".to_owned(),
            "sym" => {
                self.dropped.insert("符号字体中的符号");
                String::new()
            }
            "instrText" => {
                self.field.code.push_str(&text());
                String::new()
            }
            "fldChar" => self.field_sign(piece.attribute("fldCharType").unwrap_or_default()),
            "footnoteReference" => self.note("footnote", piece),
            "endnoteReference" => self.note("endnote", piece),
            "drawing" | "pict" | "AlternateContent" => {
                if !self.is_hidden && self.is_shown() {
                    self.drawing(piece);
                }
                String::new()
            }
            "object" => {
                self.dropped.insert("嵌入的文件");
                String::new()
            }
            _ => String::new(),
        }
    }

    fn field_sign(&mut self, kind: &str) -> String {
        match kind {
            "begin" => {
                self.field.depth += 1;
                self.field.is_result = false;
                self.field.code.clear();
            }
            "separate" => {
                self.field.is_result = true;
                if let Some(address) = self.field_address() {
                    return format!("<a href=\"{}\">", escaped(&address));
                }
            }
            "end" => {
                let was_link = self.field.is_result && self.field_address().is_some();
                self.field.depth = self.field.depth.saturating_sub(1);
                self.field.is_result = false;
                if was_link {
                    self.field.code.clear();
                    return "</a>".to_owned();
                }
            }
            _ => {}
        }
        String::new()
    }

    /// Where a field leads that is a link.
    fn field_address(&self) -> Option<String> {
        let rest = self.field.code.trim().strip_prefix("HYPERLINK")?;
        let address = rest.split('"').nth(1)?;
        safe_address(address).map(str::to_owned)
    }

    fn note(&mut self, kind: &'static str, reference: &Node) -> String {
        let id = reference.attribute("id").unwrap_or_default().to_owned();
        let key = format!("{kind}-{id}");
        let Some(note) = self.notes.get(&(kind, id)).cloned() else {
            return String::new();
        };
        self.called.push((key, note));
        format!("<sup>[{}]</sup>", self.called.len())
    }

    /// What was said beside the words, where somebody takes it in.
    fn comment(&mut self, id: &str) -> String {
        let Some((told, words)) = self.comments.get(id).cloned() else {
            return String::new();
        };
        if self.choices.choose(Sort::Comment, id, &told) {
            format!("（批注：{}）", escaped(&words))
        } else {
            String::new()
        }
    }

    /// A picture: its file, where it is one that can be shown, else its place.
    fn drawing(&mut self, drawing: &Node) {
        let (blips, older) = (drawing.all("blip"), drawing.all("imagedata"));
        if blips.is_empty() && older.is_empty() {
            if !drawing.all("chart").is_empty() {
                self.dropped.insert("图表");
            } else if !drawing.all("relIds").is_empty() {
                self.dropped.insert("SmartArt 图形");
            }
            return;
        }
        let name = blips.iter().find_map(|one| one.attribute("embed"));
        let name = name.or_else(|| older.iter().find_map(|one| one.attribute("id")));
        let properties = drawing.all("docPr");
        let words = properties.iter().find_map(|one| one.attribute("descr"));
        let is_decorative = drawing
            .all("decorative")
            .iter()
            .any(|one| matches!(one.attribute("val"), Some("1" | "true")));
        self.put_picture(Brought {
            bytes: name.and_then(|name| self.pictures.get(name)).cloned(),
            description: words.unwrap_or_default().trim().to_owned(),
            is_decorative,
        });
    }
}

fn linked(words: String, address: Option<&str>) -> String {
    match address.and_then(safe_address) {
        Some(address) if !words.is_empty() => format!("<a href=\"{}\">{words}</a>", escaped(address)),
        _ => words,
    }
}
