//! Fonts that name one of Adobe's encodings of Chinese instead of carrying their own: what programs that make PDFs on
//! servers write for 宋体 without embedding it. The PDF library knows none of them, so each is written out.

use encoding_rs::GBK;
use pdf_extract::{Dictionary, Document, Object, Stream};

/// How a named encoding numbers its signs.
#[derive(Clone, Copy)]
enum Numbering {
    /// Two bytes, UCS-2 or UTF-16.
    Unicode,
    /// One byte or two, GBK.
    Gbk,
}

fn numbering(name: &[u8]) -> Option<Numbering> {
    match name {
        b"UniGB-UCS2-H" | b"UniGB-UTF16-H" => Some(Numbering::Unicode),
        b"GBK-EUC-H" | b"GBKp-EUC-H" | b"GBK2K-H" | b"GB-EUC-H" => Some(Numbering::Gbk),
        _ => None,
    }
}

/// Writes out the encodings of the fonts that name one.
pub fn supply(document: &mut Document) {
    let fonts: Vec<_> = document
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let font = object.as_dict().ok()?;
            let name = font.get(b"Encoding").and_then(Object::as_name).ok()?;
            let is_composite = font.get(b"Subtype").and_then(Object::as_name).ok()? == b"Type0";
            Some((*id, numbering(name).filter(|_| is_composite)?))
        })
        .collect();
    for (id, numbering) in fonts {
        let encoding = match numbering {
            Numbering::Unicode => Object::Name(b"Identity-H".to_vec()),
            Numbering::Gbk => stream(document, GBK_CODES.to_owned()),
        };
        let words = match numbering {
            Numbering::Unicode => UNICODE_WORDS.to_owned(),
            Numbering::Gbk => gbk_words(),
        };
        let words = stream(document, words);
        let descendants = document
            .get_object(id)
            .and_then(Object::as_dict)
            .and_then(|font| font.get(b"DescendantFonts"))
            .cloned();
        if let Ok(font) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
            font.set("Encoding", encoding);
            font.set("ToUnicode", words);
        }
        if let Ok(descendants) = descendants {
            narrow_latin(document, &descendants);
        }
    }
}

fn stream(document: &mut Document, text: String) -> Object {
    Object::Reference(document.add_object(Stream::new(Dictionary::new(), text.into_bytes())))
}

/// Widths by the codes that the signs have now: Latin letters and digits are half as wide as the rest.
fn narrow_latin(document: &mut Document, descendants: &Object) {
    let list = match descendants {
        Object::Reference(id) => document.get_object(*id).and_then(Object::as_array),
        other => other.as_array(),
    };
    let first = list.ok().and_then(|list| list.first());
    if let Some(id) = first.and_then(|first| first.as_reference().ok())
        && let Ok(font) = document.get_object_mut(id).and_then(Object::as_dict_mut)
    {
        let half = Object::Array(vec![Object::Integer(500); 95]);
        font.set("W", Object::Array(vec![Object::Integer(0x20), half]));
        if font.get(b"FontDescriptor").is_err() {
            font.set("FontDescriptor", Dictionary::new());
        }
    }
}

const UNICODE_WORDS: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n1 begincodespacerange\n<0000> <FFFF>\n\
    endcodespacerange\n2 beginbfrange\n<0000> <D7FF> <0000>\n<E000> <FFFF> <E000>\nendbfrange\nendcmap\nend\nend\n";

const GBK_CODES: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n2 begincodespacerange\n<00> <80>\n\
    <8140> <FEFE>\nendcodespacerange\n2 begincidrange\n<00> <80> 0\n<8140> <FEFE> 33088\nendcidrange\nendcmap\nend\nend\n";

/// The word of every code of GBK.
fn gbk_words() -> String {
    let mut lines: Vec<String> = (0x20_u8..0x7F)
        .map(|code| format!("<{code:04X}> <{code:04X}>"))
        .collect();
    for lead in 0x81_u8..=0xFE {
        for trail in 0x40_u8..=0xFE {
            let code = [lead, trail];
            let (text, has_errors) = GBK.decode_without_bom_handling(&code);
            if let Some(sign) = text
                .chars()
                .next()
                .filter(|_| !has_errors && text.chars().count() == 1)
            {
                let sign = u32::from(sign);
                lines.push(format!("<{lead:02X}{trail:02X}> <{sign:04X}>"));
            }
        }
    }
    let mut blocks = String::new();
    for chunk in lines.chunks(100) {
        blocks.push_str(&chunk.len().to_string());
        blocks.push_str(" beginbfchar\n");
        blocks.push_str(&chunk.join("\n"));
        blocks.push_str("\nendbfchar\n");
    }
    format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n1 begincodespacerange\n<0000> <FFFF>\n\
         endcodespacerange\n{blocks}endcmap\nend\nend\n"
    )
}
