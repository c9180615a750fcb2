use super::*;

fn texts(page: &str) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Row(row) => row
            .cells
            .iter()
            .map(|cell| cell.text.as_str())
            .collect::<Vec<_>>()
            .join("|"),
        Block::Picture => "[图]".to_owned(),
    };
    blocks(page).unwrap().0.iter().map(text).collect()
}

#[test]
fn what_stands_outside_the_article_is_left_out_below_it() {
    let page = "<html><body><div>某某网</div><div id=zoom><h2>一、总体情况</h2><p>甲</p>\
                <h2>六、其他需要报告的事项</h2><p>乙</p></div><div>联系电话</div></body></html>";
    assert_eq!(
        texts(page),
        ["某某网", "一、总体情况", "甲", "六、其他需要报告的事项", "乙"]
    );
}

#[test]
fn lines_within_a_cell_stay_lines() {
    let page = "<table><tr><td><p>结果</p><p>维持</p></td><td>1<br>2</td></tr></table>";
    assert_eq!(texts(page), ["结果\n维持|1\n2"]);
}

#[test]
fn a_mark_above_the_line_is_no_digit_and_hidden_words_are_none() {
    let page = "<table><tr><td>4.保护<sup>1</sup></td><td>20<sup>1</sup></td><td><sup>3</sup></td>\
                <td>20<span style='display: none'>88</span></td></tr></table>";
    assert_eq!(texts(page), ["4.保护|20（上标1）|3|20"]);
}

#[test]
fn a_page_that_only_leads_to_a_file_names_it() {
    let link = "<a href='/a/P020.pdf?v=1'>某局年度报告</a>";
    let frame = "<iframe src='/web/viewer.html?file=/zwgk/P0202603.ofd'></iframe>";
    assert_eq!(behind(link), Some(Behind::Link("P020.pdf".into())));
    assert_eq!(
        behind(&format!("{link}{frame}")),
        Some(Behind::Frame("P0202603.ofd".into()))
    );
    assert_eq!(
        behind("<iframe src='/web/viewer.html?file={{file}}'></iframe><a href='/'>首页</a>"),
        None
    );
}

#[test]
fn a_page_nested_beyond_reason_is_refused_at_once() {
    for tag in ["<div>", "<b>", "<table><tr><td>", "<font size=1>"] {
        let page = format!("<html>{}", tag.repeat(50_000));
        assert_eq!(blocks(&page).unwrap_err(), Unreadable::TooMuch, "{tag}");
    }
    let many = "<p>甲<p>乙<br><img src=a>".repeat(3000);
    assert!(blocks(&many).is_ok());
}
