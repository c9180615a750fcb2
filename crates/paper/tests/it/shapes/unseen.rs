//! Words in the tables that nobody sees: of the colour of their ground, too small, moved off the screen, not shown. None of
//! them becomes a digit; they are told, and where they are all that a cell holds, the cell is told.

use law::reports::Reading;
use paper::reports::read;
use rust_xlsxwriter::{Color, Format, Workbook};

use super::leaf::{DRAWN, leaf_drawn};
use super::right::{assert_right, cell, right, slip, told};
use super::written::{package, word_paragraph, word_table};
use super::{NEW, PAGE, page};
use crate::strangers::tables::{TITLE, article, four, numbers, put, three, three_head, two};

const CELL: &str = "申请数量</p></td><td><p>20</p>";

/// The page with this in the first cell of 一、本年新收, and this style in its head.
fn with(inner: &str, style: &str) -> Vec<u8> {
    let text = String::from_utf8(page(CELL, &format!("申请数量</p></td><td>{inner}"))).expect("a page");
    format!("<style>{style}</style>{text}").into_bytes()
}

/// Styles by which nobody sees what stands in an element.
const UNSEEN: [&str; 34] = [
    "color:#fff",
    "color: #FFFFFF",
    "color:white",
    "COLOR: White !important",
    "color:rgb(255, 255, 255)",
    "color:rgba(0,0,0,0)",
    "color:rgb(100% 100% 100%)",
    "color:hsl(0,0%,100%)",
    "color:#fefefe",
    "color:transparent",
    "-webkit-text-fill-color:transparent",
    "background:#000",
    "color:#c00;background-color:#c00",
    "font-size:0",
    "font-size: 0px",
    "font-size:1px",
    "font-size:0.5pt",
    "font-size:2%",
    "font:normal 1px/1 宋体",
    "position:absolute;left:-9999px",
    "position: fixed; top: -200em",
    "position:absolute;left:9999px",
    "text-indent:-9999px;display:block",
    "transform:scale(0)",
    "transform: translateX(-9999px)",
    "opacity:0",
    "opacity: 0.01",
    "filter:opacity(0)",
    "visibility:hidden",
    "display:none",
    "clip:rect(0,0,0,0);position:absolute",
    "clip-path:inset(50%)",
    "width:0;height:0;overflow:hidden;display:block",
    "mso-hide:all",
];

#[test]
fn digits_that_nobody_sees_are_told_and_are_no_digits() {
    for style in UNSEEN {
        // Beside a number, before it, alone in the cell, and by a class of the page's own style.
        let beside = format!("<p>20<span style=\"{style}\">8</span></p>");
        assert_right(style, &with(&beside, ""), &slip("隐藏文字：8"));
        let before = format!("<p><span style=\"{style}\">8</span>20</p>");
        assert_right(style, &with(&before, ""), &slip("隐藏文字：8"));
        let by_class = with(
            "<p>20<b class=\"note\">8</b></p>",
            &format!("td .note{{{style}}}"),
        );
        assert_right(style, &by_class, &slip("隐藏文字：8"));
        let alone = format!("<p><span style=\"{style}\">20</span></p>");
        let mut right = told(NEW, "（隐藏20）");
        right.slips = vec!["隐藏文字：20"];
        assert_right(style, &with(&alone, ""), &right);
    }
    for inner in [
        "<p>20<font color=\"#ffffff\">8</font></p>",
        "<p>20<font color=\"white\">8</font></p>",
        "<p>20<span hidden>8</span></p>",
        "<p style=\"color:#fff\">8<span style=\"color:#000\">20</span></p>",
        "<p style=\"visibility:hidden\">8<span style=\"visibility:visible\">20</span></p>",
    ] {
        assert_right(inner, &with(inner, ""), &slip("隐藏文字：8"));
    }
}

#[test]
fn what_is_seen_is_read_whatever_its_colour() {
    for (inner, style) in [
        ("<p style=\"color:#fff;background:#036\">20</p>", ""),
        ("<p style=\"color:#fff\"><b style=\"color:#333\">20</b></p>", ""),
        ("<p class=\"w\">20</p>", ".w{color:#fff}.w{color:#000}"),
        ("<p class=\"w\">20</p>", "td p.w{color:#000} .w{color:#fff}"),
        ("<p class=\"w\">20</p>", "@media print{.w{display:none}}"),
        ("<p class=\"w\">20</p>", ".v{display:none} /* .w{display:none} */"),
        (
            "<p style=\"position:relative;left:-2px;font-size:9pt\">20</p>",
            "",
        ),
        ("<p style=\"position:absolute;left:900px;top:4000px\">20</p>", ""),
        ("<p style=\"color:#fff;background:url(a.png)\">20</p>", ""),
        ("<p style=\"color:#666;opacity:.8\">20</p>", ""),
        ("<p style=\"height:0;line-height:20px\">20</p>", ""),
    ] {
        assert_right(inner, &with(inner, style), &right());
    }
    // White heads on a ground that another file paints are words, and are read.
    let heads = PAGE.replace("<p>自然人</p>", "<p style=\"color:#fff\">自然人</p>");
    assert_right("heads", heads.as_bytes(), &right());
    let dark = PAGE.replacen("<table", "<table style=\"color:#fff;background:#024\"", 9);
    assert_right("dark", dark.as_bytes(), &right());
}

#[test]
fn numbers_that_are_shown_otherwise_than_they_stand_are_told() {
    for (inner, style, text) in [
        (
            "<p class=\"n\">20</p>",
            ".n::before{content:\"1\"}",
            "（样式另加文字）20",
        ),
        (
            "<p class=\"n\">20</p>",
            "td .n:after{content:'万'}",
            "（样式另加文字）20",
        ),
        (
            "<p class=\"n\"></p>",
            ".n:after{content:counter(n)}",
            "（样式另加文字）",
        ),
        (
            "<p style=\"direction:rtl;unicode-bidi:bidi-override\">02</p>",
            "",
            "（反向显示）02",
        ),
        ("<bdo dir=\"rtl\">02</bdo>", "", "（反向显示）02"),
        (
            "<p style=\"transform:rotate(180deg)\">02</p>",
            "",
            "（反向显示）02",
        ),
        ("<p>\u{202e}02\u{202c}</p>", "", "\u{202e}02\u{202c}"),
        ("<p>2\u{336}0\u{336}</p>", "", "2\u{336}0\u{336}"),
    ] {
        assert_right(inner, &with(inner, style), &told(NEW, text));
    }
    // A mark of an icon, and what only clears a line, are no words.
    for style in [
        ".n:before{content:'\\f105'}",
        ".n:after{content:''}",
        ".n:after{content:'.'}",
    ] {
        assert_right(style, &with("<p class=\"n\">20</p>", style), &right());
    }
}

#[test]
fn a_part_of_a_table_that_is_not_shown_takes_no_seen_rows_place() {
    let page = String::from_utf8(with("<p>20</p>", "")).expect("a page");
    let (before, after) = page.split_once("<p>一、本年新收").expect("the row");
    let (before, begin) = before.split_at(before.rfind("<tr").expect("a row"));
    let (row, _) = after.split_once("</tr>").expect("its end");
    let copy = row.replace("<p>20</p>", "<p>500</p>");
    let hidden = format!("<tbody style=\"display:none\">{begin}<p>一、本年新收{copy}</tr></tbody>");
    let page = format!("{before}</tbody>{hidden}<tbody>{begin}<p>一、本年新收{after}");
    assert_right("a part", page.as_bytes(), &right());
}

#[test]
fn a_cell_that_is_not_shown_takes_no_column() {
    let moved = with("<p>20</p></td><td style=\"display:none\"><p>7</p>", "");
    assert_right("a cell", &moved, &slip("隐藏文字：7"));
}

/// A run of Word's of this look.
fn run(look: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// Our own figures in a document whose first number of 一、本年新收 is set in these runs.
fn document(runs: &str) -> Vec<u8> {
    let mut table = three();
    "▇".clone_into(&mut table[three_head().len()][1].0);
    let tables = [two(), table, four()].map(|table| word_table(&table));
    let body = article(word_paragraph, tables);
    let (before, after) = body.split_once("<w:r><w:t>▇</w:t></w:r>").expect("the cell");
    package(&format!("{before}{runs}{after}"))
}

/// What was read of the first number of 一、本年新收, what of it was told, and what is said of hidden words.
fn first_number(reading: &Reading) -> (Option<i64>, Vec<&str>, bool) {
    let number = reading.report.tables.get(cell(NEW));
    let told = reading
        .unread
        .iter()
        .filter(|unread| unread.cells.contains(&cell(NEW)));
    (
        number.and_then(|number| number.try_into().ok()),
        told.map(|unread| unread.text.as_str()).collect(),
        reading.slips.iter().any(|slip| slip.printed.contains("隐藏文字")),
    )
}

#[test]
fn runs_of_word_that_nobody_sees_are_told_and_are_no_digits() {
    let plain = run("", "20");
    for look in [
        "<w:vanish/>",
        "<w:color w:val=\"FFFFFF\"/>",
        "<w:sz w:val=\"2\"/>",
        "<w:shd w:val=\"clear\" w:fill=\"FFFFFF\"/><w:color w:val=\"FEFEFE\"/>",
    ] {
        let reading = read(&document(&(plain.clone() + &run(look, "7"))), "a.docx").expect("a report");
        assert_eq!(first_number(&reading), (Some(20), vec![], true), "{look}");
        let reading = read(&document(&run(look, "20")), "a.docx").expect("a report");
        assert_eq!(first_number(&reading), (None, vec!["（隐藏20）"], true), "{look}");
    }
    for look in [
        "<w:vanish w:val=\"0\"/>",
        "<w:color w:val=\"FF0000\"/>",
        "<w:shd w:val=\"clear\" w:fill=\"1F497D\"/><w:color w:val=\"FFFFFF\"/>",
        "<w:highlight w:val=\"blue\"/><w:color w:val=\"FFFFFF\"/>",
    ] {
        let reading = read(&document(&run(look, "20")), "a.docx").expect("a report");
        assert_eq!(first_number(&reading), (Some(20), vec![], false), "{look}");
    }
}

#[test]
fn what_word_adds_to_a_number_or_sets_otherwise_is_told() {
    let math = |inner: &str| format!("<m:oMath>{inner}</m:oMath>");
    let part = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let raised = format!(
        "<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>",
        part("2"),
        part("0")
    );
    let list = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    for (runs, text) in [
        (
            "<w:r><w:t>2</w:t><w:sym w:font=\"Symbol\" w:char=\"F030\"/></w:r>".to_owned(),
            "2□",
        ),
        (math(&raised), "2^0"),
        (format!("{list}{}", run("", "20")), "（自动编号）20"),
    ] {
        let reading = read(&document(&runs), "a.docx").expect("a report");
        assert_eq!(first_number(&reading), (None, vec![text], false), "{runs}");
    }
    // A number below zero is one, and the checks tell that it can't be.
    let below = document("<w:r><w:noBreakHyphen/><w:t>20</w:t></w:r>");
    let reading = read(&below, "a.docx").expect("a report");
    assert_eq!(first_number(&reading), (Some(-20), vec![], false));
    let lifted = run("", "20") + &run("<w:position w:val=\"12\"/><w:sz w:val=\"12\"/>", "1");
    let reading = read(&document(&lifted), "a.docx").expect("a report");
    assert_eq!(reading.report.tables.note(cell(NEW)), Some("上标1"));
    assert_eq!(first_number(&reading), (Some(20), vec![], false));
}

/// Our own figures in a workbook whose first number of 一、本年新收 has this format.
fn workbook(format: &Format) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, TITLE).expect("a sheet");
    let next = put(sheet, 2, &two());
    let first = next + u32::try_from(three_head().len()).expect("rows");
    let next = put(sheet, next, &three());
    put(sheet, next, &four());
    sheet
        .write_number_with_format(first, 3, 20.0, format)
        .expect("a cell");
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn cells_of_a_sheet_that_nobody_sees_are_told_and_are_no_number() {
    for format in [
        Format::new().set_font_color(Color::White),
        Format::new().set_font_size(1.0),
        Format::new().set_num_format(";;;"),
    ] {
        let reading = read(&workbook(&format), "a.xlsx").expect("a report");
        assert_eq!(first_number(&reading), (None, vec!["（隐藏20）"], true));
        let business = reading.report.tables.get(cell("table3.new.business"));
        assert_eq!(business, numbers().get(cell("table3.new.business")));
    }
    for form in ["0\"5\"", "\\10", "#,##0,", "\"约\"0", "# ?/8"] {
        let reading = read(&workbook(&Format::new().set_num_format(form)), "a.xlsx").expect("a report");
        let told = "（数字格式另加文字或者单位）20";
        assert_eq!(first_number(&reading), (None, vec![told], false), "{form}");
    }
    for (form, told) in [("0\"万\"", "20万"), ("0\"余\"", "20余")] {
        let reading = read(&workbook(&Format::new().set_num_format(form)), "a.xlsx").expect("a report");
        assert_eq!(first_number(&reading), (None, vec![told], false), "{form}");
    }
    for form in [
        "#,##0",
        "0\"件\"",
        "_(* #,##0_);_(* (#,##0);_(* \"-\"_)",
        "General",
        "[Red]0",
    ] {
        let reading = read(&workbook(&Format::new().set_num_format(form)), "a.xlsx").expect("a report");
        assert_eq!(first_number(&reading), (Some(20), vec![], false), "{form}");
    }
    let ground = Format::new()
        .set_font_color(Color::White)
        .set_background_color(Color::Navy);
    for format in [ground, Format::new().set_font_size(5.0)] {
        let reading = read(&workbook(&format), "a.xlsx").expect("a report");
        assert_eq!(first_number(&reading), (Some(20), vec![], false));
    }
}

#[test]
fn signs_of_a_pdf_that_nobody_sees_are_told_and_are_no_digits() {
    let pdf = |words: &[(&str, &str)]| {
        let mut table = three();
        DRAWN.clone_into(&mut table[three_head().len()][1].0);
        leaf_drawn(&[two(), table, four()], words)
    };
    // Drawn as text that is not seen (ISO 32000-2, 9.3.6), and white in three ways of saying so.
    for state in ["3 Tr", "1 1 1 rg", "1 g", "0 0 0 0 k"] {
        let reading = read(&pdf(&[("", "20"), (state, "7")]), "a.pdf").expect("a report");
        assert_eq!(first_number(&reading), (Some(20), vec![], true), "{state}");
        let reading = read(&pdf(&[(state, "20")]), "a.pdf").expect("a report");
        assert_eq!(
            first_number(&reading),
            (None, vec!["（隐藏20）"], true),
            "{state}"
        );
    }
    for state in ["0 g", "1 0 0 rg", "0.5 g"] {
        let reading = read(&pdf(&[(state, "20")]), "a.pdf").expect("a report");
        assert_eq!(first_number(&reading), (Some(20), vec![], false), "{state}");
    }
}
