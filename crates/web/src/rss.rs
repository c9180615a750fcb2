//! RSS 2.0 as far as a list of published documents needs it. The feed is XML whatever a title holds: what XML has no place
//! for (XML 1.0, 2.2: control characters, U+FFFE, U+FFFF) is left out.

use std::fmt::{self, Display, Formatter, Write};

/// A feed.
#[derive(Clone, Debug)]
pub struct Channel {
    pub title: String,
    pub link: String,
    pub description: String,
    pub items: Vec<Item>,
}

/// One document of a feed.
#[derive(Clone, Debug)]
pub struct Item {
    pub title: String,
    pub link: String,
    /// The same for the same document, whatever its address.
    pub guid: String,
    /// As RFC 2822 writes a moment.
    pub published: Option<String>,
    /// HTML.
    pub description: String,
}

impl Display for Channel {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>")?;
        element(out, "title", &self.title)?;
        element(out, "link", &self.link)?;
        element(out, "description", &self.description)?;
        element(out, "language", "zh-CN")?;
        for item in &self.items {
            out.write_str("<item>")?;
            element(out, "title", &item.title)?;
            element(out, "link", &item.link)?;
            // HTML as it stands, for whoever reads a feed by eye; its own end is parted over two sections.
            let html: String = item.description.chars().filter(|sign| is_xml(*sign)).collect();
            let html = html.replace("]]>", "]]]]><![CDATA[>");
            write!(out, "<description><![CDATA[{html}]]></description>")?;
            out.write_str("<guid isPermaLink=\"false\">")?;
            text(out, &item.guid)?;
            out.write_str("</guid>")?;
            if let Some(published) = &item.published {
                element(out, "pubDate", published)?;
            }
            out.write_str("</item>")?;
        }
        out.write_str("</channel></rss>")
    }
}

fn element(out: &mut Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    write!(out, "<{name}>")?;
    text(out, value)?;
    write!(out, "</{name}>")
}

fn text(out: &mut Formatter<'_>, value: &str) -> fmt::Result {
    for sign in value.chars().filter(|sign| is_xml(*sign)) {
        match sign {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            _ => out.write_char(sign)?,
        }
    }
    Ok(())
}

const fn is_xml(sign: char) -> bool {
    !matches!(sign, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    fn channel(title: &str) -> Channel {
        Channel {
            title: "示例网".to_owned(),
            link: "https://gk.example.gov.cn/?a=1&b=2".to_owned(),
            description: "政府信息公开".to_owned(),
            items: vec![Item {
                title: title.to_owned(),
                link: "https://gk.example.gov.cn/documents/MJ01-2024-01-00001".to_owned(),
                guid: "MJ01-2024-01-00001".to_owned(),
                published: Some("Mon, 6 May 2024 08:00:00 +0800".to_owned()),
                description: format!("<p>{title} &amp;</p>"),
            }],
        }
    }

    /// Each element that holds words, and its words, as a reader of XML finds them.
    fn read(xml: &str) -> Vec<(String, String)> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut found: Vec<(String, String)> = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => found.push((start.name().as_ref().to_owned(), String::new())),
                Event::Text(words) => found.last_mut().unwrap().1 += &words,
                Event::CData(words) => found.last_mut().unwrap().1 += &words,
                Event::GeneralRef(name) => {
                    found.last_mut().unwrap().1 +=
                        quick_xml::escape::resolve_predefined_entity(&name).unwrap();
                }
                Event::Eof => return found.into_iter().filter(|(_, words)| !words.is_empty()).collect(),
                _ => {}
            }
        }
    }

    #[test]
    fn a_feed_reads_back_as_it_was_filled() {
        let read = read(&channel("“甲”<乙> & ]]> 丙").to_string());
        let of = |name: &str| -> Vec<&str> {
            let found = read.iter().filter(|(known, _)| known == name);
            found.map(|(_, words)| words.as_str()).collect()
        };
        assert_eq!(of("title"), ["示例网", "“甲”<乙> & ]]> 丙"]);
        assert_eq!(
            of("description"),
            ["政府信息公开", "<p>“甲”<乙> & ]]> 丙 &amp;</p>"]
        );
        assert_eq!(of("guid"), ["MJ01-2024-01-00001"]);
        assert_eq!(of("pubDate"), ["Mon, 6 May 2024 08:00:00 +0800"]);
        assert_eq!(of("link")[0], "https://gk.example.gov.cn/?a=1&b=2");
    }

    #[test]
    fn what_xml_has_no_place_for_leaves_the_feed() {
        let all: String = (0..=0x1_ffff_u32).filter_map(char::from_u32).collect();
        let xml = channel(&all).to_string();
        let is_allowed = |sign: char| matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(xml.chars().all(is_allowed));
        let title = read(&xml)
            .into_iter()
            .filter(|(name, _)| name == "title")
            .nth(1)
            .unwrap()
            .1;
        let kept: String = all.chars().filter(|sign| is_allowed(*sign)).collect();
        assert_eq!(title.replace('\n', "\r"), kept.replace('\n', "\r"));
    }
}
