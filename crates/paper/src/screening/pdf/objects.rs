//! Everything that a PDF keeps, whether or not a page shows it: all its strings, its metadata, its photographs, what runs by
//! itself, pages that were taken out.

use std::collections::BTreeSet;

use law::screening::{Kind, Seen};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::drawn::Drawn;
use super::{ATTACHED, string};
use crate::reports::pdf_unpacked;
use crate::screening::encoding::decoded;
use crate::screening::office_files::property;
use crate::screening::xml::texts_of;
use crate::screening::{parts, picture};

/// How deep objects may lie in one another.
pub(super) const DEEPEST: usize = 100;
/// What all streams that are read may come to unfolded.
const LONGEST: usize = 64 << 20;
/// Actions that run, or send something away, and the entries by which they do.
const ACTIONS: [&[u8]; 4] = [b"JavaScript", b"Launch", b"SubmitForm", b"ImportData"];
pub(super) const RUNNING: [&[u8]; 5] = [b"JS", b"F", b"Win", b"Mac", b"Unix"];

/// What points to tables that hold no text.
const TABLES: [&[u8]; 8] = [
    b"CIDToGIDMap",
    b"CIDSet",
    b"JBIG2Globals",
    b"Thumb",
    b"ToUnicode",
    b"FontFile",
    b"FontFile2",
    b"FontFile3",
];
/// What is kept without a name that is known.
const KEPT: &str = "PDF 中保存的数据";

/// Elements of metadata that tell of a person, with their names.
const PERSONAL: [(&str, &str); 8] = [
    ("creator", "作者"),
    ("contributor", "作者"),
    ("Author", "作者"),
    ("LastModifiedBy", "最后保存者"),
    ("Manager", "经理"),
    ("Company", "单位"),
    ("Keywords", "标记"),
    ("subject", "主题"),
];

/// All of them.
pub(super) fn look(document: &Document, drawn: &Drawn) -> Seen {
    let contents = document
        .page_iter()
        .flat_map(|page| document.get_page_contents(page));
    let mut objects = Objects {
        document,
        drawn,
        contents: contents.collect(),
        tables: BTreeSet::new(),
        left: LONGEST,
        seen: Seen::default(),
    };
    for object in document.objects.values() {
        objects.object(object, b"", 0);
    }
    for (id, object) in &document.objects {
        if let Object::Stream(stream) = object {
            objects.stream(*id, stream);
        }
    }
    let pages: BTreeSet<ObjectId> = document.page_iter().collect();
    let is_page = |object: &Object| object.as_dict().is_ok_and(|page| page.has_type(b"Page"));
    let mut all = document.objects.iter();
    if all.any(|(id, object)| is_page(object) && !pages.contains(id)) {
        objects.seen.mark(Kind::Revision, "PDF 中已经删去的页", "");
    }
    objects.seen
}

/// Whether an action runs something.
pub(super) fn runs(action: &Dictionary) -> bool {
    let kind = action.get(b"S").and_then(Object::as_name).unwrap_or_default();
    ACTIONS.contains(&kind) && RUNNING.iter().any(|entry| action.has(entry))
}

/// Whether a stream is a picture.
pub(super) fn is_picture(of: &Dictionary) -> bool {
    of.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image")
}

struct Objects<'a> {
    document: &'a Document,
    drawn: &'a Drawn,
    /// What pages draw: it is read with the pages.
    contents: BTreeSet<ObjectId>,
    /// Tables of fonts and of pictures, which bear no type: known by what points to them.
    tables: BTreeSet<ObjectId>,
    left: usize,
    seen: Seen,
}

impl Objects<'_> {
    fn object(&mut self, object: &Object, key: &[u8], depth: usize) {
        if depth > DEEPEST {
            self.seen.mark(Kind::Unread, "PDF 中层层嵌套的数据", "");
            return;
        }
        match object {
            Object::String(..) => {
                let text = string(self.document, object).unwrap_or_default();
                self.seen.read_beside(place(key), text);
            }
            Object::Array(all) => {
                for one in all {
                    self.object(one, key, depth + 1);
                }
            }
            Object::Dictionary(all) => self.dictionary(all, depth),
            Object::Stream(stream) => self.dictionary(&stream.dict, depth),
            _ => {}
        }
    }

    fn dictionary(&mut self, all: &Dictionary, depth: usize) {
        if runs(all) {
            self.seen.mark(Kind::Script, "PDF", "");
        }
        for (key, value) in all {
            if TABLES.contains(&key.as_slice())
                && let Ok(table) = value.as_reference()
            {
                self.tables.insert(table);
            }
            self.object(value, key, depth + 1);
        }
    }

    fn stream(&mut self, id: ObjectId, stream: &Stream) {
        let named = |key: &[u8]| stream.dict.get(key).and_then(Object::as_name).unwrap_or_default();
        let (kind, subtype) = (named(b"Type"), named(b"Subtype"));
        if is_picture(&stream.dict) {
            self.photograph(id, stream);
        } else if kind == b"Metadata" || subtype == b"XML" {
            self.metadata(stream);
        } else if kind == b"EmbeddedFile" {
            self.seen.mark(Kind::Embedded, ATTACHED, "");
            self.text(stream);
        } else if !self.contents.contains(&id) && !self.tables.contains(&id) && !is_technical(&stream.dict) {
            let is_read = self.text(stream);
            if !is_read {
                self.seen.mark(Kind::Unread, KEPT, "");
            }
        }
    }

    fn photograph(&mut self, id: ObjectId, stream: &Stream) {
        let page = self.drawn.page_of(id);
        let place = page.map_or("PDF 中的图片".to_owned(), |page| {
            format!("第{page}页中的图片")
        });
        let mut filters = stream.filters().unwrap_or_default();
        let last = filters.pop();
        if last != Some(b"DCTDecode") && last != Some(b"JPXDecode") {
            return;
        }
        if filters.is_empty() {
            self.seen.extend(picture::look(&stream.content, &place));
            return;
        }
        let mut outer = stream.clone();
        let filters: Vec<Object> = filters
            .into_iter()
            .map(|name| Object::Name(name.to_vec()))
            .collect();
        outer.dict.remove(b"DecodeParms");
        outer.dict.set("Filter", filters);
        match self.unpacked(&outer) {
            Some(content) => self.seen.extend(picture::look(&content, &place)),
            None => self.seen.mark(Kind::Unread, place, ""),
        }
    }

    fn metadata(&mut self, stream: &Stream) {
        const PLACE: &str = "PDF 的元数据（XMP）";
        let xml = self.unpacked(stream).and_then(|content| decoded(&content));
        let Some(xml) = xml else {
            self.seen.mark(Kind::Unread, PLACE, "");
            return;
        };
        for (element, label) in PERSONAL {
            for text in texts_of(&xml, element).unwrap_or_default() {
                property(&mut self.seen, label, text.trim());
            }
        }
        if parts::texts(&mut self.seen, PLACE, &xml).is_err() {
            self.seen.mark(Kind::Unread, PLACE, "");
            self.seen.read_beside(PLACE, xml);
        }
    }

    /// Reads a stream that may be text: a form's data, a program, a long value. Says whether it is.
    fn text(&mut self, stream: &Stream) -> bool {
        let Some(text) = self.unpacked(stream).and_then(|content| decoded(&content)) else {
            return false;
        };
        let is_xml = text.trim_start().starts_with('<');
        if !is_xml || parts::texts(&mut self.seen, KEPT, &text).is_err() {
            self.seen.read_beside(KEPT, text);
        }
        true
    }

    fn unpacked(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let content = pdf_unpacked(stream).ok()?;
        let left = self.left.checked_sub(content.len());
        if left.is_none() {
            self.seen.mark(Kind::Unread, "PDF 中过多的数据", "");
        }
        self.left = left?;
        Some(content)
    }
}

/// Streams that draw, measure, or hold fonts and tables: what they show is read with the pages.
fn is_technical(of: &Dictionary) -> bool {
    let named = |key: &[u8]| of.get(key).and_then(Object::as_name).unwrap_or_default();
    let is_hint = of.get(b"S").is_ok_and(|hint| hint.as_i64().is_ok());
    let entries: [&[u8]; 9] = [
        b"Length1",
        b"FunctionType",
        b"PatternType",
        b"ShadingType",
        b"CMapName",
        b"BBox",
        b"N",
        b"CIDSystemInfo",
        b"Linearized",
    ];
    is_hint
        || matches!(
            named(b"Type"),
            b"XRef" | b"ObjStm" | b"CMap" | b"XObject" | b"Halftone"
        )
        || matches!(
            named(b"Subtype"),
            b"Form" | b"Type1C" | b"CIDFontType0C" | b"OpenType"
        )
        || entries.iter().any(|entry| of.has(entry))
}

/// What a string is called by the entry that it is of.
fn place(key: &[u8]) -> String {
    match key {
        b"V" | b"DV" | b"RV" | b"Opt" | b"TU" => "PDF 的表单".to_owned(),
        b"Title" => "PDF 的书签或者标题".to_owned(),
        b"Alt" | b"ActualText" | b"E" => "PDF 的替代文字".to_owned(),
        b"Contents" | b"RC" | b"Subj" => "PDF 的批注".to_owned(),
        b"JS" => "PDF 的脚本".to_owned(),
        b"URI" | b"F" | b"UF" => "PDF 的链接".to_owned(),
        b"Name" => "PDF 的图层".to_owned(),
        key => format!("PDF 中保存的数据（{}）", String::from_utf8_lossy(key)),
    }
}
