//! PPTX and OFD: the texts of slides, notes and pages, and what was noted beside them.

use law::screening::{Kind, Seen};

use super::office_files::{around, property};
use super::package::Package;
use super::parts::{FEWEST_SIGNS, shows_picture, signs, without_text};
use super::slide;
use super::xml::{Piece, attribute, texts_of, walk};

/// All of a presentation.
pub(super) fn look(package: &Package) -> Result<Seen, &'static str> {
    let mut seen = around(package)?;
    let mut blank = Vec::new();
    for part in package.under("ppt/slides/slide", ".xml") {
        // A part whose signs nobody can read is told by who reads every part.
        let Some(xml) = package.text(part) else { continue };
        let place = format!("第{}张幻灯片", number(part));
        if is_hidden(xml)? {
            seen.mark(Kind::HiddenSlide, place.clone(), "");
        }
        seen.extend(slide::look(package, part, &place)?);
        let said = paragraphs(xml)?;
        if said.trim().is_empty() && shows_picture(xml, "pic") {
            blank.push(place.clone());
        }
        seen.read(place, said);
    }
    without_text(&mut seen, &blank);
    for part in package.under("ppt/notesSlides/notesSlide", ".xml") {
        let said = package
            .text(part)
            .map(paragraphs)
            .transpose()?
            .unwrap_or_default();
        // A page of notes holds the number of its slide in any case.
        if said
            .chars()
            .any(|sign| !sign.is_ascii_digit() && !sign.is_whitespace())
        {
            let place = format!("第{}张幻灯片的备注", number(part));
            seen.mark(Kind::Comment, place.clone(), &said);
            seen.read(place, said);
        }
    }
    for part in package.under("ppt/comments/", ".xml") {
        for said in package.text(part).map(comments).transpose()?.unwrap_or_default() {
            seen.mark(Kind::Comment, "批注", &said);
            seen.read("批注", said);
        }
    }
    Ok(seen)
}

/// Comments of both kinds: `text` of a `cm`, and paragraphs of a `cm` or a `reply`.
fn comments(xml: &str) -> Result<Vec<String>, &'static str> {
    let (mut all, mut said, mut open) = (Vec::new(), String::new(), false);
    walk(xml, &mut |piece| match piece {
        Piece::Start(tag) if matches!(tag.local_name().as_ref(), "text" | "t") => open = true,
        Piece::End("text" | "t") => open = false,
        Piece::End("cm" | "reply") => all.push(std::mem::take(&mut said)),
        Piece::Text(text) if open => said.push_str(text),
        _ => {}
    })?;
    all.push(said);
    all.retain(|said| !said.trim().is_empty());
    Ok(all)
}

/// The number in the name of a part: `ppt/slides/slide12.xml` is 12.
fn number(part: &str) -> String {
    let name = part.rsplit('/').next().unwrap_or(part);
    name.chars().filter(char::is_ascii_digit).collect()
}

fn is_hidden(xml: &str) -> Result<bool, &'static str> {
    let mut hidden = false;
    walk(xml, &mut |piece| {
        if let Piece::Start(tag) = piece
            && tag.local_name().as_ref() == "sld"
        {
            hidden = matches!(attribute(tag, "show").as_deref(), Some("0" | "false"));
        }
    })?;
    Ok(hidden)
}

/// The paragraphs of a slide, a line to each.
fn paragraphs(xml: &str) -> Result<String, &'static str> {
    let (mut text, mut open) = (String::new(), false);
    walk(xml, &mut |piece| match piece {
        Piece::Start(tag) if tag.local_name().as_ref() == "t" => open = true,
        Piece::End("t") => open = false,
        Piece::End("p") => text.push('\n'),
        Piece::Text(some) if open => text.push_str(some),
        _ => {}
    })?;
    Ok(text)
}

/// All of an OFD (GB/T 33190): the text of its pages, annotations, attachments, and who made it.
pub(super) fn look_at_ofd(package: &Package) -> Result<Seen, &'static str> {
    let mut seen = Seen::default();
    let mut blank = Vec::new();
    for part in package.under("", ".xml") {
        // A part whose signs nobody can read is told by who reads every part.
        let Some(xml) = package.text(part) else { continue };
        if part == "OFD.xml" {
            for (element, label) in [("Author", "作者"), ("Creator", "创建程序"), ("Keyword", "标记")]
            {
                for text in texts_of(xml, element)? {
                    property(&mut seen, label, &text);
                }
            }
        }
        let texts = texts_of(xml, "TextCode")?.concat();
        if part.contains("/Annots/") || part.contains("Annot_") {
            let said = texts_of(xml, "Remark")?.join(" ");
            if !(texts.trim().is_empty() && said.trim().is_empty()) {
                seen.mark(Kind::Comment, "批注", &said);
            }
            seen.read("批注", texts);
            seen.read("批注", said);
        } else if let Some(page) = page_of(part) {
            if signs(&texts) < FEWEST_SIGNS && shows_picture(xml, "ImageObject") {
                blank.push(format!("第{page}页"));
            }
            seen.read(format!("第{page}页"), texts);
        } else {
            seen.read("版式文件", texts);
        }
    }
    without_text(&mut seen, &blank);
    if package
        .parts
        .keys()
        .any(|name| name.contains("/Attachs/") && name.strip_suffix(".xml").is_none())
    {
        seen.mark(Kind::Embedded, "版式文件的附件", "");
    }
    Ok(seen)
}

/// `Doc_0/Pages/Page_3/Content.xml` is page 4.
fn page_of(part: &str) -> Option<u32> {
    let (_, after) = part.split_once("/Pages/Page_")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse::<u32>().ok().map(|page| page + 1)
}
