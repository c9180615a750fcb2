//! A mail with a report attached (.eml), and a page that a browser saved in one file (.mht): both are MIME.

use law::reports::{Reading, Unread};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use super::unreadable::Unreadable;

/// The most parts that are looked at; a page saved with its pictures has some dozens.
const MOST_PARTS: usize = 500;
/// The most parts that are tried to be read as a report.
const MOST_TRIED: usize = 6;

/// A part that may be a report.
struct Part {
    name: String,
    bytes: Vec<u8>,
    is_attached: bool,
}

/// Whether the bytes are a mail or a saved page: header lines, MIME among them.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    const HEAD: usize = 16_000;
    let head =
        String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len())).unwrap_or(bytes)).to_ascii_lowercase();
    let head = head.replace("\r\n", "\n");
    let header = head.trim_start().split("\n\n").next().unwrap_or("");
    let is_line = |line: &str| {
        line.starts_with([' ', '\t'])
            || line.split_once(':').is_some_and(|(name, _)| {
                !name.is_empty() && name.chars().all(|one| one.is_ascii_alphanumeric() || one == '-')
            })
    };
    let has = |name: &str| header.lines().any(|line| line.starts_with(name));
    header.lines().all(is_line) && has("mime-version:") && has("content-type:")
}

/// Reads the report in the mail: the first part that is one, attachments before the mail's own text.
pub(super) fn read(
    bytes: &[u8],
    read_part: impl Fn(&[u8], &str) -> Result<Reading, Unreadable>,
) -> Result<Reading, Unreadable> {
    let mut parts = parts(bytes);
    parts.sort_by_key(|part| !part.is_attached);
    let mut found: Option<(Reading, String)> = None;
    let mut refusals: Vec<(String, Unreadable)> = Vec::new();
    for part in parts.into_iter().take(MOST_TRIED) {
        match (read_part(&part.bytes, &part.name), &mut found) {
            (Ok(reading), None) => found = Some((reading, part.name)),
            (Ok(other), Some((first, name))) if other.report != first.report => {
                first.unread.push(second(name, part.name));
            }
            (Err(refusal), None) if part.is_attached => refusals.push((part.name, refusal)),
            _ => {}
        }
    }
    if let Some((reading, _)) = found {
        return Ok(reading);
    }
    Err(match refusals.into_iter().next() {
        Some((name, refusal)) => Unreadable::Attached(name, Box::new(refusal)),
        None => Unreadable::Foreign(
            "邮件或者单个网页归档（MHT）",
            "其中没有可以读取的报告。请打开它，把附件或者网页另存后再选择。",
        ),
    })
}

fn second(first: &str, other: String) -> Unread {
    Unread {
        place: format!("附件“{other}”"),
        text: String::new(),
        why: format!("这是邮件里的另一份报告，没有读入，只读了“{first}”，请分开上传"),
        cells: Vec::new(),
    }
}

fn parts(bytes: &[u8]) -> Vec<Part> {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Vec::new();
    };
    let part = |part: &mail_parser::MessagePart<'_>| {
        let name = part.attachment_name().map(str::to_owned);
        let (bytes, usual) = match &part.body {
            PartType::Html(page) => (page.as_bytes().to_vec(), "网页"),
            PartType::Text(text) => (text.as_bytes().to_vec(), "正文"),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => (bytes.to_vec(), "附件"),
            PartType::Message(_) | PartType::Multipart(_) => return None,
        };
        let is_picture = part.content_type().is_some_and(|kind| kind.ctype() == "image");
        (!is_picture).then(|| Part {
            is_attached: name.is_some(),
            name: name.unwrap_or_else(|| usual.to_owned()),
            bytes,
        })
    };
    let parts = message.parts.iter().take(MOST_PARTS).filter_map(part).collect();
    take_apart(message);
    parts
}

/// Lets go of a mail one level after another: as deep as mails lie in mails, no stack goes.
fn take_apart(message: Message<'_>) {
    let mut open = vec![message];
    while let Some(message) = open.pop() {
        open.extend(message.parts.into_iter().filter_map(|part| match part.body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each mail is a part of the one around it, and whoever lets go of the outermost lets go of all.
    #[test]
    fn a_mail_of_a_hundred_thousand_mails_in_one_another_is_refused_and_ends_nothing() {
        let mut bytes = b"From: a\r\nMIME-Version: 1.0\r\n".to_vec();
        for _ in 0..100_000 {
            bytes.extend_from_slice(b"Content-Type: message/rfc822\r\n\r\n");
        }
        let small = std::thread::Builder::new().stack_size(256 << 10);
        let read = small
            .spawn(move || read(&bytes, |_, _| Err(Unreadable::NotAReport)))
            .unwrap();
        assert!(matches!(read.join().unwrap(), Err(Unreadable::Foreign(..))));
    }

    #[test]
    fn a_mail_is_known_by_its_header() {
        assert!(is_mail(
            b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\ntext"
        ));
        assert!(is_mail(b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=a\n\n--a"));
        assert!(!is_mail(
            "标题\nMIME-Version: 1.0\nContent-Type: a\n\n".as_bytes()
        ));
        assert!(!is_mail(b"a: b\n\nMIME-Version: 1.0"));
    }
}
