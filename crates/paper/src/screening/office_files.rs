//! What all office files have: properties of the file, and files inside.

use law::screening::{Kind, Seen};

use super::package::Package;
use super::xml::{Piece, attribute, texts_of, walk};

/// Properties that say who made a file, with their names.
const PROPERTIES: [(&str, &str, &str); 8] = [
    ("docProps/core.xml", "creator", "作者"),
    ("docProps/core.xml", "lastModifiedBy", "最后保存者"),
    ("docProps/core.xml", "keywords", "标记"),
    ("docProps/core.xml", "description", "备注"),
    ("docProps/core.xml", "category", "类别"),
    ("docProps/core.xml", "contentStatus", "状态"),
    ("docProps/app.xml", "Manager", "经理"),
    ("docProps/app.xml", "Company", "单位"),
];

/// What stands around the text of a file.
pub(super) fn around(package: &Package) -> Result<Seen, &'static str> {
    let mut seen = Seen::default();
    for (part, element, label) in PROPERTIES {
        let Some(xml) = package.text(part) else { continue };
        for text in texts_of(xml, element)? {
            property(&mut seen, label, &text);
        }
    }
    if let Some(xml) = package.text("docProps/core.xml") {
        for text in texts_of(xml, "title")?
            .into_iter()
            .chain(texts_of(xml, "subject")?)
        {
            seen.read("文档属性“标题”", text);
        }
    }
    if let Some(xml) = package.text("docProps/custom.xml") {
        custom(&mut seen, xml)?;
    }
    for name in package.parts.keys() {
        let file = name.rsplit('/').next().unwrap_or(name);
        if name.contains("/embeddings/") {
            seen.mark(Kind::Embedded, format!("嵌入的文件{file}"), "");
        }
    }
    Ok(seen)
}

fn custom(seen: &mut Seen, xml: &str) -> Result<(), &'static str> {
    let mut name = String::new();
    let mut value = String::new();
    walk(xml, &mut |piece| match piece {
        Piece::Start(tag) if tag.local_name().as_ref() == "property" => {
            name = attribute(tag, "name").unwrap_or_default();
            value.clear();
        }
        Piece::Text(text) => value.push_str(text),
        Piece::End("property") => property(seen, &name, &value),
        _ => {}
    })
}

/// One property: its text is looked through like any other.
pub(super) fn property(seen: &mut Seen, label: &str, text: &str) {
    if !text.trim().is_empty() {
        let place = format!("文档属性“{label}”");
        seen.mark(Kind::Property, place.clone(), text);
        seen.read(place, text);
    }
}
