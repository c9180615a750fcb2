//! A document's body: Markdown in which HTML may stand, cleaned so that only harmless marks are left.
//! Other than in Markdown a new line is a new paragraph, as officials write.

use std::collections::{HashMap, HashSet};

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html as markdown};

/// The body as clean HTML.
pub fn html(body: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut raw = String::new();
    markdown::push_html(&mut raw, lines_apart(Parser::new_ext(body, options)));
    clean(&raw)
        .replace("<table>", "<div class=\"table-scroll\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>")
}

/// A line break ends the paragraph it stands in; inside bold words or a list it is a break of the line.
fn lines_apart<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut open = Vec::new();
    events.flat_map(move |event| {
        match &event {
            Event::Start(tag) => open.push(matches!(tag, Tag::Paragraph)),
            Event::End(_) => {
                open.pop();
            }
            Event::SoftBreak if open.last() == Some(&true) => {
                return vec![Event::End(TagEnd::Paragraph), Event::Start(Tag::Paragraph)];
            }
            Event::SoftBreak => return vec![Event::HardBreak],
            _ => {}
        }
        vec![event]
    })
}

/// Keeps structure and drops everything else: scripts, styles, frames, event handlers, other sites' pictures.
pub fn clean(raw: &str) -> String {
    let tags: HashSet<&str> = [
        "p",
        "br",
        "h2",
        "h3",
        "h4",
        "strong",
        "em",
        "b",
        "i",
        "u",
        "s",
        "del",
        "sub",
        "sup",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "caption",
        "a",
        "hr",
    ]
    .into();
    let spans: HashSet<&str> = ["colspan", "rowspan", "scope"].into();
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", ["href", "title"].into()),
        ("ol", ["start"].into()),
        ("td", spans.clone()),
        ("th", spans),
    ]
    .into();
    Builder::new()
        .tags(tags)
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("noopener noreferrer"))
        .clean(raw)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_and_tables_come_through() {
        let page = html("第一段\n\n## 小标题\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |");
        assert!(page.contains("<h2>小标题</h2>"));
        assert!(page.contains("<div class=\"table-scroll\" tabindex=\"0\"><table>"));
    }

    #[test]
    fn a_new_line_is_a_new_paragraph() {
        assert_eq!(html("甲\n乙"), "<p>甲</p>\n<p>乙</p>\n");
        assert_eq!(html("**甲\n乙**丙"), "<p><strong>甲<br>\n乙</strong>丙</p>\n");
        assert_eq!(html("- 甲\n  乙"), "<ul>\n<li>甲<br>\n乙</li>\n</ul>\n");
        assert!(
            html("3. 甲").contains("<ol start=\"3\">"),
            "a list keeps the number it starts with"
        );
    }

    #[test]
    fn nothing_that_runs_comes_through() {
        let page = html(
            "<script>alert(1)</script><p onclick=\"x()\" style=\"color:red\">好</p><a href=\"javascript:x()\">点</a><td colspan=2>",
        );
        assert!(
            !page.contains("script")
                && !page.contains("onclick")
                && !page.contains("style")
                && !page.contains("javascript")
        );
        assert!(page.contains("<p>好</p>"));
    }
}
