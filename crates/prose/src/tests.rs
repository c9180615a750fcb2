//! What is shown of a text, what is read of it, and attacks on whoever renders it.

use std::time::{Duration, Instant};

use super::*;

#[test]
fn markdown_and_tables_come_through() {
    let page = html("第一段\n\n## 小标题\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |");
    assert!(page.contains("<h2>小标题</h2>"));
    assert!(page.contains(
        "<div class=\"table-scroll\" tabindex=\"0\"><table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody>\n\
         <tr><td>1</td><td>2</td></tr>\n</tbody></table></div>"
    ));
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
        "<script>alert(1)</script><p onclick=\"x()\" style=\"color:red\">好</p><a href=\"javascript:x()\">点</a><td colspan=2>\n\n\
         <div title='\">'><svg><style><!--</style><img src=x onerror=y()>--></style></svg>\n\n<a href=x title='<script>'>乙</a>",
    );
    for never in ["<script", "onclick", "style", "javascript", "<img", "<svg"] {
        assert!(!page.contains(never), "{never} in {page}");
    }
    assert!(page.contains("<p>好</p>"));
}

#[test]
fn html_among_the_words_is_kept_as_it_was_typed() {
    for same in [
        "<p>甲<sub>2</sub><sup>3</sup>乙<br>\n丙</p>\n",
        "<ul>\n<li>甲</li>\n<li>乙\n<ol>\n<li>丙</li>\n</ol>\n</li>\n</ul>\n",
        "<p><a href=\"https://www.gov.cn/a?b=1&amp;c=2\" rel=\"noopener noreferrer\">甲</a></p>\n",
    ] {
        assert_eq!(html(same), same);
    }
    let page = html("<table><caption>表</caption><tr><th colspan=2>甲<td>乙<tr><td>丙</table>");
    assert!(
        page.contains("<th colspan=\"2\">甲</th><td>乙</td></tr><tr><td>丙</td></tr></tbody></table>"),
        "{page}"
    );
    assert_eq!(html("<p>甲<p>乙"), "<p>甲</p><p>乙</p>");
    assert_eq!(
        html("甲 < 乙 <3 &copy; <!-- 丙 -->丁"),
        "<p>甲 &lt; 乙 &lt;3 © 丁</p>\n"
    );
}

#[test]
fn plain_text_is_what_the_visitor_reads() {
    assert_eq!(plain("机密&#9733;"), "机密★\n");
    assert_eq!(
        plain("1101**05**1949&#x200B;<b>1231</b>002X"),
        "11010519491231002X\n"
    );
    assert_eq!(plain("甲\n乙<br>丙\n\n- 丁\n- 戊"), "甲\n乙\n丙\n丁\n戊\n");
    assert_eq!(plain("|甲|乙|\n|-|-|\n|1|2|"), "甲\n乙\n1\n2\n");
    assert_eq!(
        plain("1 &lt; 2 &amp;lt; AT&amp;T&nbsp;x"),
        "1 < 2 &lt; AT&T\u{a0}x\n"
    );
    assert_eq!(
        plain("[原文](https://www.gov.cn/) ~~删~~ \\*不是\\*"),
        "原文 删 *不是*\n"
    );
    assert_eq!(plain("<!-- 丙 --><script>丁</script>"), "");
}

#[test]
fn what_goes_beyond_a_bound_is_named() {
    let excess = |body: &str| render(body).excess;
    let deep = |depth: usize| format!("{}甲", "> ".repeat(depth));
    assert_eq!(excess(&deep(DEEPEST)), None);
    assert_eq!(excess(&deep(DEEPEST + 1)), Some(Excess::Deep));
    assert_eq!(
        excess(&format!("{}甲", "<ul><li>".repeat(51))),
        Some(Excess::Deep)
    );
    assert_eq!(excess(&"<blockquote>".repeat(51)), Some(Excess::Deep));
    let table = |columns: usize| format!("{}\n{}", "|甲".repeat(columns), "|-".repeat(columns));
    assert_eq!(excess(&table(WIDEST)), None);
    assert_eq!(excess(&table(WIDEST + 5)), Some(Excess::Wide));
    assert_eq!(
        excess(&format!("<table><tr>{}", "<td>1".repeat(101))),
        Some(Excess::Wide)
    );
    assert_eq!(excess(&"甲".repeat(LONGEST)), None);
    assert_eq!(excess(&"甲".repeat(LONGEST + 1)), Some(Excess::Long));
    assert_eq!(excess(&"*a".repeat(MOST_MARKS + 1)), Some(Excess::Marked));
    for usual in [
        "姓名：______________________________________________________________________________",
        "* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * *",
        "------------------------------------------------------------------------------------------------ 附",
        "> 1. - 甲 **乙** <b>丙</b>",
    ] {
        assert_eq!(excess(usual), None, "{usual}");
    }
}

#[test]
fn beyond_a_bound_the_words_are_shown_all_the_same() {
    for body in [
        format!("{}甲", ">".repeat(8_000)),
        format!("{}甲", "- ".repeat(300) + "1. "),
        format!("{}甲{}", "<blockquote>".repeat(300), "</blockquote>".repeat(300)),
        format!("{}\n{}\n|甲|", "|x".repeat(300), "|-".repeat(300)),
        format!(
            "{}甲{}",
            "<table><tr><td>".repeat(300),
            "</td></tr></table>".repeat(300)
        ),
    ] {
        let rendered = render(&body);
        assert!(
            rendered.html.contains('甲') && rendered.excess.is_some(),
            "{}",
            rendered.html
        );
    }
    assert_eq!(html(&format!("{}x", "<b>".repeat(60))).matches("<b>").count(), 8);
}

/// Texts that took seconds or for ever, or that a parser is known to be slow on, at about this length.
fn attacks(length: usize) -> Vec<String> {
    let fill = |piece: &str| piece.repeat(length / piece.len());
    let heads = |piece: &str, line: &str| {
        piece.repeat(length / 2 / piece.len()) + &line.repeat(length / 2 / line.len())
    };
    let repeated = [
        ">",
        "> ",
        "- ",
        "1. ",
        "*a",
        "**a",
        "_a ",
        "~a ",
        "*a **b ",
        "[",
        "[a](",
        "![[]()",
        "`",
        "<",
        "<a ",
        "<a b='",
        "&",
        "·",
        "<!--",
        "a<?",
        "a<![CDATA[",
        "<div>",
        "<blockquote>",
        "<ul><li>",
        "<p><b>",
        "<b><p></b>",
        "<b><i>",
        "<a href=x>",
        "<sub><ul></sub></ul>",
        "<table>",
        "<table>a<b>b</b>",
        "<table><tr><td>",
        "</p>",
        "<li><dd>",
        "<svg><title>",
        "<select><option>",
        "<table></p>",
        "|a",
        "|a|b|c|d|\n|-|-|-|-|\n",
        "- a\n\n",
        "[a]: /b\n",
        "<h2><h3>",
    ];
    let mut all: Vec<String> = repeated.iter().map(|piece| fill(piece)).collect();
    all.extend([
        heads("- ", "\n"),
        heads("- ", "\na"),
        heads(">", "\na"),
        heads("*a ", " a*"),
        heads("[", "](x)"),
        heads("<b>", "<p>x"),
        heads("<blockquote>", "<p>x"),
        heads("<sub>", "</sup>"),
        heads("<blockquote>", "</ul>"),
        format!("<table>{}", fill("a<b>b</b>")),
        format!("<p {}>甲", fill("ab=c ")),
        format!("{}\n{}\n{}", "|a".repeat(100), "|-".repeat(100), fill("|b\n")),
        format!(
            "{}\n{}\n{}",
            "|a".repeat(5_000),
            "|-".repeat(5_000),
            "|b".repeat(5_000)
        ),
        format!("[a]: /{}\n\n{}", fill("x"), fill("[a]")),
        (0..300)
            .map(|depth| "  ".repeat(depth) + "- a\n")
            .collect::<String>()
            + &fill("\n"),
    ]);
    all
}

#[test]
fn no_text_keeps_the_renderer_long() {
    for attack in attacks(50_000) {
        let begun = Instant::now();
        let rendered = render(&attack);
        let head: String = attack.chars().take(40).collect();
        // In tens of seconds to hours before: the work grew with the square of the length.
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{head}: {:?}",
            begun.elapsed()
        );
        assert!(rendered.html.len() < 40 * attack.len() + 3_000_000, "{head}");
    }
}

#[test]
fn nothing_turns_the_direction_of_the_words() {
    let shown = render("甲\u{202e}X200132194\u{202c}乙 &#x202E;丙&#8237; \u{2067}丁\u{2069}");
    assert_eq!(shown.html, "<p>甲X200132194乙 丙 丁</p>\n");
}

#[test]
fn what_is_not_seen_and_what_is_no_character_is_not_shown() {
    let shown = render("甲\u{200b}乙&#xFFFF;丙\u{fffe}丁&#8203;戊\u{feff} 👨\u{200d}👩");
    assert_eq!(shown.html, "<p>甲乙丙丁戊 👨\u{200d}👩</p>\n");
}

#[test]
fn what_a_link_says_without_showing_it_can_be_judged() {
    let html =
        html("[甲](https://a.gov.cn/%E6%9C%BA%E5%AF%86?a=1&b=2 \"乙\") <a title='丙' href='tel:1'>丁</a>");
    assert!(!html.contains("title"), "{html}");
    assert_eq!(
        attributes_of_html(&html),
        "https://a.gov.cn/机密?a=1&b=2\ntel:1\n"
    );
    assert_eq!(
        attributes_of_html("<a href=\"/b\" title=\"戊&amp;lt;\">己</a>"),
        "/b\n戊&lt;\n"
    );
}

#[test]
fn what_is_shown_is_proofread_by_paragraphs_and_cells() {
    let parts = parts_of_html(&html(
        "第一段**粗**体\n\n|姓名|住址|\n|-|-|\n|张三|幸福路|\n\n末段",
    ));
    let told: Vec<(&str, &str)> = parts
        .iter()
        .map(|part| (part.place.as_str(), part.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("正文第1段", "第一段粗体"),
            ("正文表格1第1行第1列", "姓名"),
            ("正文表格1第1行第2列", "住址"),
            ("正文表格1第2行第1列", "张三"),
            ("正文表格1第2行第2列", "幸福路"),
            ("正文第2段", "末段"),
        ]
    );
}

#[test]
fn the_page_of_the_subset_names_every_mark_that_is_let_through_and_no_other() {
    let page = include_str!("../SUBSET.md");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let mut named: Vec<&str> = rows
        .flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2))
        .collect();
    let mut let_through = MARKS.to_vec();
    named.sort_unstable();
    let_through.sort_unstable();
    assert_eq!(named, let_through);
}

#[test]
fn what_comes_from_elsewhere_keeps_the_signature_on_the_right_and_nothing_that_runs() {
    assert_eq!(
        canonical(
            "<p class=\"right evil\" onclick=\"x()\" style=\"color:red\">某某局</p><script>x()</script>"
        ),
        "<p class=\"right\">某某局</p>"
    );
    assert_eq!(
        canonical("<a href=\"javascript:x()\">坏</a><img src=x onerror=x()><svg><p>乙</p></svg>"),
        "<a rel=\"noopener noreferrer\">坏</a><figure><img></figure><p>乙</p>"
    );
}

/// A text with everything in it that a text area can't hold.
const WHOLE: &str = "<h2>一、总则</h2>\n<p>按<strong>规定</strong>办理，见<a href=\"https://www.gov.cn/\" rel=\"noopener noreferrer\">网站</a>。</p>\n\
    <table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>\n<ol start=\"3\"><li>丙<ul><li>丁</li></ul></li></ol>\n\
    <p class=\"right\">某某局</p>";

#[test]
fn a_text_area_gives_back_untouched_what_it_can_not_hold() {
    let typed = typed_of_html(WHOLE);
    assert_eq!(
        typed,
        "一、总则\n按规定办理，见网站。\n〔第3段：表格，原样保留　甲 乙〕\n〔第4段：列表，原样保留　丙 丁〕\n某某局"
    );
    assert_eq!(html_of_typed(&typed, WHOLE), WHOLE);
    assert_eq!(canonical(WHOLE), WHOLE);
    let changed = typed.replace("按规定办理", "按<规定>&办理") + "\n\n  2026年3月1日";
    assert_eq!(
        html_of_typed(&changed, WHOLE),
        WHOLE.replace(
            "<p>按<strong>规定</strong>办理，见<a href=\"https://www.gov.cn/\" rel=\"noopener noreferrer\">网站</a>。</p>",
            "<p>按&lt;规定&gt;&amp;办理，见网站。</p>"
        ) + "\n<p>2026年3月1日</p>"
    );
    assert_eq!(html_of_typed("甲\n\n乙", ""), "<p>甲</p>\n<p>乙</p>");
    let without = typed.replace("〔第3段：表格，原样保留　甲 乙〕\n", "");
    assert!(!html_of_typed(&without, WHOLE).contains("<table>"));
}

#[test]
fn a_text_of_markdown_looks_the_same_once_it_is_html() {
    for markdown in [
        "## 一、总则\n为了**保障**公众知情权。\n\n- 甲\n- 乙\n\n|类别|数量|\n|---|---|\n|文件|3|\n\n[网站](https://www.gov.cn/)",
        "1. 甲\n2. 乙\n\n> 引文\n\n---\n\n尾~~删~~<sup>2</sup>",
    ] {
        let shown = html(markdown);
        assert_eq!(Format::Html.render(&canonical(&shown)).html, shown);
        assert_eq!(canonical(&canonical(&shown)), canonical(&shown));
    }
}

#[test]
fn an_item_or_a_cell_of_one_paragraph_is_written_without_its_mark() {
    assert_eq!(
        canonical(
            "<ul><li><p>甲</p><ul><li><p>乙</p></li></ul></li><li><p>丙</p><p>丁</p></li></ul><table><tbody><tr><td colspan=\"2\"><p>戊</p></td><td><p class=\"right\">己</p></td></tr></tbody></table>"
        ),
        "<ul><li>甲<ul><li>乙</li></ul></li><li><p>丙</p><p>丁</p></li></ul><table><tbody><tr><td colspan=\"2\">戊</td><td><p class=\"right\">己</p></td></tr></tbody></table>"
    );
}

const DIGEST: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

#[test]
fn a_picture_is_one_of_this_site_and_any_other_is_a_place_that_waits() {
    let own = format!(
        "<figure><img src=\"/pictures/{DIGEST}-1200.jpg\" alt=\"流程图\"><figcaption>图1</figcaption></figure>"
    );
    assert_eq!(canonical(&own), own);
    for foreign in [
        "https://example.com/a.png",
        "file:///C:/a.png",
        "//example.com/pictures/a.png",
        "data:image/png;base64,AAAA",
        "javascript:x()",
        "/attachments/1/a.png",
    ] {
        assert_eq!(
            canonical(&format!(
                "<p>甲</p><img src=\"{foreign}\" alt='流&quot;程' onerror=x()>"
            )),
            "<p>甲</p><figure><img alt=\"流&quot;程\"></figure>",
            "{foreign}"
        );
    }
    let decoration =
        format!("<figure><img src=\"/pictures/{DIGEST}-300.png\" alt=\"\" role=\"presentation\"></figure>");
    assert_eq!(canonical(&decoration), decoration);
    assert_eq!(
        canonical(&canonical("<td><img role=button><img></td>")),
        canonical("<td><img role=button><img></td>")
    );
    // What was written as Markdown never had pictures.
    assert_eq!(
        html("![图](https://example.com/a.png)甲<figure>乙</figure>"),
        "<p>甲乙</p>\n"
    );
}

#[test]
fn a_picture_is_shown_in_three_widths_from_where_it_is_asked() {
    let shown = render_html(&format!(
        "<img src=\"/pictures/{DIGEST}-1200.jpg\" alt=\"a &lt;b> w, /pictures/\">"
    ))
    .html;
    let file = |width: u32, kind: &str| format!("/pictures/{DIGEST}-{width}.{kind}");
    let set = |kind: &str| {
        let one = |width: u32| format!("{} {width}w", file(width, kind));
        format!("{}, {}, {}", one(480), one(960), one(1200))
    };
    assert!(
        shown.contains(&format!("<source type=\"image/webp\" srcset=\"{}\"", set("webp"))),
        "{shown}"
    );
    assert!(
        shown.contains(&format!(
            "<img src=\"{}\" alt=\"a &lt;b&gt; w, /pictures/\" srcset=\"{}\"",
            file(1200, "jpg"),
            set("jpg")
        )),
        "{shown}"
    );
    let desk = pictures_below(&shown, "/desk");
    assert_eq!(desk.matches("/desk/pictures/").count(), 7 + 1, "{desk}");
    assert_eq!(pictures_of_html(&shown), pictures_of_html(&canonical(&shown)));
    assert_eq!(pictures_of_html(&shown).len(), 1);
}

#[test]
fn what_a_picture_says_is_read_and_what_it_lacks_is_told() {
    use law::proof::PartKind;
    let text = format!(
        "<p>甲</p><img src=\"/pictures/{DIGEST}-300.png\" alt=\"张三的身份证\"><img src=\"/pictures/{DIGEST}-300.png\">\
         <img src=\"/pictures/{DIGEST}-300.png\" alt=\"\" role=\"presentation\"><img alt=\"流程图\">"
    );
    let told: Vec<_> = parts_of_html(&render_html(&text).html)
        .into_iter()
        .map(|part| (part.kind, part.place, part.text))
        .collect();
    let part = |kind, place: &str, text: &str| (kind, place.to_owned(), text.to_owned());
    assert_eq!(
        told,
        [
            part(PartKind::Paragraph, "正文第1段", "甲"),
            part(PartKind::Description, "正文图片1的说明", "张三的身份证"),
            part(PartKind::Description, "正文图片2的说明", ""),
            part(PartKind::Gap, "正文图片4", "流程图"),
        ]
    );
    assert_eq!(
        plain_of_html(&text),
        "甲\n［图片：张三的身份证］\n［图片］\n［图片］\n［图片：流程图］\n"
    );
    let typed = typed_of_html(&text);
    assert_eq!(html_of_typed(&typed, &text).replace('\n', ""), canonical(&text));
}

/// Texts that were made to run something: the filter evasions that are known, mutations of parsers, SVG, MathML.
pub(crate) const HOSTILE: &str = include_str!("hostile.txt");

/// What of HTML would run, load or dress up, among its marks; words that only say so are words.
fn active(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in crate::scan::Pieces::of(html) {
        let crate::scan::Piece::Start { name, .. } = piece else {
            continue;
        };
        let is_shown = ["div", "picture", "source"].contains(&name.as_str());
        if !MARKS.contains(&name.as_str()) && !is_shown {
            found.push(name);
        }
    }
    for mark in html.split('<').skip(1) {
        let (mark, _) = mark.split_once('>').unwrap_or((mark, ""));
        // What stands between quotation marks is a value: of those only addresses do something.
        let bare: String = mark.split('"').step_by(2).collect();
        let names = bare
            .split_ascii_whitespace()
            .skip(1)
            .map(|name| name.trim_end_matches('='));
        let known = [
            "href", "src", "srcset", "sizes", "alt", "role", "class", "start", "colspan", "rowspan", "scope",
            "rel", "type", "tabindex",
        ];
        found.extend(names.filter(|name| !known.contains(name)).map(str::to_owned));
        for (attribute, rest) in mark.split("=\"").zip(mark.split("=\"").skip(1)) {
            let value = rest.split('"').next().unwrap_or_default();
            let is_address =
                attribute.ends_with("href") || attribute.ends_with("src") || attribute.ends_with("srcset");
            let is_safe = ["https://", "http://", "mailto:", "tel:", "/pictures/"]
                .iter()
                .any(|scheme| value.starts_with(scheme));
            if is_address && (!is_safe || value.contains("evil.example") && !attribute.ends_with("href")) {
                found.push(value.to_owned());
            }
        }
    }
    found
}

#[test]
fn nothing_hostile_is_active_in_what_is_kept_or_shown_and_cleaning_twice_changes_nothing() {
    let vectors: Vec<&str> = HOSTILE.lines().collect();
    assert!(vectors.len() > 80);
    for bad in [
        "<p onclick=x()>",
        "<svg>",
        "<a href=\"javascript:x()\">",
        "<img src=\"https://evil.example/a.png\">",
        "<p style=\"x\">",
    ] {
        assert!(!active(bad).is_empty(), "the test sees {bad}");
    }
    for vector in vectors.iter().copied().chain([HOSTILE]) {
        let around = format!("<p>甲{vector}</p><p>乙</p>");
        for text in [vector, around.as_str()] {
            let kept = canonical(text);
            assert_eq!(active(&kept), Vec::<String>::new(), "{vector}\n{kept}");
            assert_eq!(canonical(&kept), kept, "{vector}");
            let shown = render_html(text).html;
            assert_eq!(active(&shown), Vec::<String>::new(), "{vector}\n{shown}");
            assert_eq!(active(&html(text)), Vec::<String>::new(), "{vector}");
            assert_eq!(
                active(&pictures_below(&shown, "/desk").replace("/desk/pictures", "/pictures")),
                Vec::<String>::new()
            );
        }
    }
}
