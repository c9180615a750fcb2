use super::*;

const BODY: &str = include_str!("../article_body.html");
const GOLDEN: &str = include_str!("../article_golden.html");

#[test]
fn the_rendition_is_the_one_that_was_looked_at() {
    let shown = crate::render_html(BODY);
    assert_eq!(shown.excess, None);
    let article = article_of_html(&shown.html, "https://www.example.gov.cn");
    let made = format!("{}\n{}\n", article.html, article.dropped.join("\n"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/article_golden.html");
        std::fs::write(path, &made).unwrap();
        return;
    }
    assert_eq!(made, GOLDEN);
}

#[test]
fn nothing_but_inline_styles_and_the_same_words_are_left() {
    let shown = crate::render_html(BODY).html;
    let article = article_of_html(&shown, "https://www.example.gov.cn");
    for never in ["class=", "<div", "<picture", "<source", "srcset", "tabindex"] {
        assert!(!article.html.contains(never), "{never}");
    }
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(
        bare(&crate::plain_of_html(&article.html)),
        bare(&crate::plain_of_html(&shown)),
        "what was approved is what is copied"
    );
    assert_eq!(article.pictures, 1);
    assert!(
        article
            .html
            .contains("src=\"https://www.example.gov.cn/pictures/")
    );
    assert!(article.preview.contains("src=\"/pictures/"));
}

#[test]
fn a_link_that_nobody_can_follow_is_told_and_shown_as_dropped() {
    let article = article_of_html(
        "<p><a href=\"https://a.gov.cn/?b=1&amp;c=2\">办事<b>指南</b></a>和<a href=\"https://mp.weixin.qq.com/s/AbC\">上一篇</a></p>",
        "",
    );
    assert_eq!(
        article.dropped,
        ["链接“办事指南”（https://a.gov.cn/?b=1&c=2）在公众号里不能点击，只留文字"]
    );
    assert!(
        article
            .html
            .contains(">办事<b>指南</b>和<a href=\"https://mp.weixin.qq.com/s/AbC\">上一篇</a>")
    );
    assert!(article.preview.contains("（链接 https://a.gov.cn/?b=1&amp;c=2）"));
}

#[test]
fn a_table_of_five_columns_is_wider_than_the_phone_and_told() {
    let row = "<td>一</td>".repeat(5);
    let article = article_of_html(&format!("<table><tr>{row}</tr></table>"), "");
    assert!(article.html.contains("<table style=\"width:450px;"));
    assert!(article.dropped[0].contains("有 5 列"));
    let merged = article_of_html("<table><tr><td colspan=\"6\">一</td></tr></table>", "");
    assert!(merged.html.contains("width:540px"));
    let narrow = article_of_html("<table><tr><td>一</td><td>二</td></tr></table>", "");
    assert!(narrow.html.contains("width:100%") && narrow.dropped.is_empty());
}

#[test]
fn a_blank_line_of_the_text_is_none_of_the_article() {
    let article = article_of_html("<p>甲</p><p></p>\n<p>乙</p>", "https://example.gov.cn");
    for html in [&article.html, &article.preview] {
        assert_eq!(html.matches("<p ").count(), 2, "{html}");
        assert!(html.contains("甲</p>") && html.contains("乙</p>"), "{html}");
    }
}
