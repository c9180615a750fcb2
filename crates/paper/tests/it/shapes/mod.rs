//! Shapes in which organs published reports, each after something that was met: what is right is written beside each.
//! The organ and its figures are invented, but for those of 平潭, which are public.

mod any_layout;
mod archive;
mod astray;
mod beside;
mod exchanged;
mod fees;
mod former;
mod headings;
mod lacking;
mod layouts;
mod leaf;
mod right;
mod signs;
mod twice;
mod unseen;
mod written;

use law::reports::{Cell, Reading, Report};
use paper::reports::read;

use right::{Right, assert_right, blank, cell, differences, figures, file, right, slip, told};

/// The page of which one cell or one heading is changed at a time.
const PAGE: &str = include_str!("../fixtures/shapes/whole.html");

fn prose(reading: &Reading) -> Vec<&str> {
    reading
        .report
        .sections
        .iter()
        .map(|(_, _, prose)| prose)
        .collect()
}

const PROSE: [&str; 6] = [
    "本局认真做好各项公开工作。",
    "",
    "",
    "",
    "公开还不够及时，正在改进工作方法。",
    "本年度未收取信息处理费。",
];

/// The page with one thing changed, once.
fn page(from: &str, to: &str) -> Vec<u8> {
    assert!(PAGE.contains(from), "{from}");
    PAGE.replacen(from, to, 1).into_bytes()
}

/// The page with another text in the first cell of 一、本年新收.
fn first_cell(text: &str) -> Vec<u8> {
    page(
        "申请数量</p></td><td><p>20</p>",
        &format!("申请数量</p></td><td><p>{text}</p>"),
    )
}

const NEW: &str = "table3.new.natural_person";
const FOUR: &str = "<tr><td><p>2</p></td><td><p>1</p></td><td><p>3</p></td>";

/// The line of table 四, every cell of it blank.
fn blank_four() -> Vec<u8> {
    let (before, line) = PAGE.split_once(FOUR).expect("the line");
    let (_, after) = line.split_once("</tr>").expect("its end");
    let blank = "<td><p></p></td>".repeat(15);
    format!("{before}<tr>{blank}</tr>{after}").into_bytes()
}

/// The page with every number of a row blank.
fn blank_row(label: &str) -> Vec<u8> {
    let (before, row) = PAGE.split_once(label).expect("the row");
    let (row, after) = row.split_once("</tr>").expect("its end");
    let digits = |piece: &str| !piece.is_empty() && piece.chars().all(|one| one.is_ascii_digit());
    let cells: Vec<&str> = row
        .split("<p>")
        .map(|cell| cell.trim_start_matches(|one: char| one.is_ascii_digit()))
        .collect();
    assert!(
        row.split("<p>")
            .any(|cell| digits(cell.split('<').next().unwrap_or(""))),
        "{row}"
    );
    format!("{before}{label}{}</tr>{after}", cells.join("<p>")).into_bytes()
}

type Shape = (&'static str, Vec<u8>, Right);

fn of(name: &'static str, right: Right) -> Shape {
    (name, file(name), right)
}

fn is_total(name: &str) -> bool {
    name.rsplit('.').next() == Some("total")
}

/// Only the sums of table three.
fn only_sums() -> Right {
    blank(|name| name.starts_with("table3") && !is_total(name))
}

/// The sums of table three and every number that is not zero.
fn only_filled() -> Right {
    let mut right = only_sums();
    for (cell, number) in figures().numbers() {
        if cell.name().ends_with("natural_person") && !number.is_zero() {
            right.tables.set(cell, number);
        }
    }
    right
}

/// The page with another text in a row of table two.
fn single(label: &str, text: &str) -> Vec<u8> {
    page(
        &format!("{label}</p></td><td colspan=\"3\"><p>0</p>"),
        &format!("{label}</p></td><td colspan=\"3\"><p>{text}</p>"),
    )
}

const LICENCES: &str = "table2.licences";
const FEES: &str = "table2.fees_wan_yuan";

/// Rows that end in more than their numbers, and zeros left blank.
fn rows_of_other_lengths() -> Vec<Shape> {
    vec![
        ("whole", PAGE.as_bytes().to_vec(), right()),
        of("a-line-of-numbers-ends-in-a-tab.txt", right()),
        (
            "an empty sixteenth cell",
            page("<p>19</p></td>", "<p>19</p></td><td><p>&nbsp;</p></td>"),
            right(),
        ),
        of("an-extra-column.docx", right()),
        of("every-row-ends-in-a-bar.txt", right()),
        of("zeros-left-blank-and-every-row-ends-in-a-tab.txt", only_filled()),
        of("only-sums-between-bars.txt", only_sums()),
    ]
}

/// Cells that hold no number.
fn cells_without_a_number() -> Vec<Shape> {
    vec![
        ("约20", first_cell("约20"), told(NEW, "约20")),
        ("－20", first_cell("－20"), told(NEW, "－20")),
        ("2.00E+01", first_cell("2.00E+01"), told(NEW, "2.00E+01")),
        ("十二", first_cell("十二"), told(NEW, "十二")),
        ("O", first_cell("O"), told(NEW, "O")),
        (
            "2024年1月1日",
            first_cell("2024年1月1日"),
            told(NEW, "2024年1月1日"),
        ),
        ("20%", first_cell("20%"), told(NEW, "20%")),
        ("two numbers in a cell", first_cell("20<br>1"), told(NEW, "20 1")),
        ("20起", first_cell("20起"), right()),
        of("an-estimate.docx", told(NEW, "约20")),
        of("an-estimate.xlsx", told(NEW, "约20")),
        of(
            "a-formula-never-computed.xlsx",
            told("table3.new.total", "=SUM(D23:I23)"),
        ),
        (
            "one cell of table four in words",
            page(FOUR, &FOUR.replacen("<p>2</p>", "<p>二</p>", 1)),
            told("table4.reconsideration.upheld", "二"),
        ),
        (
            "a fee in yuan",
            single("行政事业性收费", "186510元"),
            told(FEES, "186510元"),
        ),
        (
            "4.5万 licences",
            single("行政许可", "4.5万"),
            told(LICENCES, "4.5万"),
        ),
    ]
}

/// Rows and tables left blank.
fn rows_left_blank() -> Vec<Shape> {
    vec![
        (
            "table four left blank",
            blank_four(),
            blank(|name| name.starts_with("table4")),
        ),
        (
            "the sums of table three left blank",
            blank_row("（七）总计"),
            blank(|name| name.starts_with("table3.total.")),
        ),
        of(
            "rows-of-table-two-left-blank.txt",
            blank(|name| {
                name.starts_with("table2.regulations")
                    || [LICENCES, "table2.coercive_measures"].contains(&name)
            }),
        ),
        of(
            "a-row-of-table-three-left-blank.txt",
            blank(|name| name.starts_with("table3.refused.forbidden_by_law")),
        ),
    ]
}

/// Headings and labels.
fn headings_and_labels() -> Vec<Shape> {
    vec![
        (
            "no heading two",
            page("二、主动公开政府信息情况", ""),
            slip("二、主动公开政府信息情况"),
        ),
        of("no-heading-two.txt", slip("二、主动公开政府信息情况")),
        (
            "no heading three",
            page("三、收到和处理政府信息公开申请情况", ""),
            slip("三、收到和处理政府信息公开申请情况"),
        ),
        (
            "no heading four",
            page("四、政府信息公开行政复议、行政诉讼情况", ""),
            slip("四、政府信息公开行政复议、行政诉讼情况"),
        ),
        of("one-cell-a-line-labels-in-pieces.txt", right()),
        (
            "a page number between the halves of table three",
            page(
                "<tr><td rowspan=\"3\"><p>（四）无法提供",
                "</tbody></table><p>— 3 —</p><table><tbody><tr><td rowspan=\"3\"><p>（四）无法提供",
            ),
            right(),
        ),
        of("an-opening-paragraph.txt", right()),
        (
            "规范性文件",
            page("<p>行政规范性文件</p>", "<p>规范性文件</p>"),
            slip("规范性文件"),
        ),
        of("hidden-digits.docx", slip("隐藏文字：88")),
    ]
}

#[test]
fn every_shape_gives_what_is_right() {
    let shapes = [
        rows_of_other_lengths(),
        cells_without_a_number(),
        rows_left_blank(),
        headings_and_labels(),
    ];
    for (name, bytes, right) in shapes.into_iter().flatten() {
        let reading = assert_right(name, &bytes, &right);
        assert_eq!(prose(&reading), PROSE, "{name}");
        assert_eq!(
            reading.report.title(),
            "清河县水利局2024年政府信息公开工作年度报告",
            "{name}"
        );
    }
}

#[test]
fn what_stands_above_the_line_is_a_note() {
    let raised = first_cell("20<sup>1</sup>");
    for (name, bytes) in [("html", raised), ("docx", file("a-note-above-the-line.docx"))] {
        let reading = assert_right(name, &bytes, &right());
        assert_eq!(reading.report.tables.note(cell(NEW)), Some("上标1"), "{name}");
    }
}

#[test]
fn the_paragraph_before_section_one_is_kept() {
    let reading = read(&file("an-opening-paragraph.txt"), "a.txt").expect("a report");
    assert!(
        reading
            .report
            .opening
            .starts_with("本报告根据《中华人民共和国政府信息公开条例》编制。")
    );
    assert!(reading.report.opening.ends_with("电话：000-0000000）。"));
}

#[test]
fn rows_that_do_not_stand_under_their_heads_are_read_in_order_and_told() {
    let name = "only-sums-and-rows-not-under-their-heads.txt";
    let reading = read(&file(name), name).expect("a report");
    for cell in Cell::all().filter(|cell| cell.name().starts_with("table3")) {
        let right = is_total(&cell.name()).then(|| 7.into());
        assert_eq!(reading.report.tables.get(cell), right, "{cell}");
    }
    assert!(
        reading
            .slips
            .iter()
            .any(|slip| slip.printed.contains("与表头的格数不同")),
        "{:?}",
        reading.slips
    );
}

#[test]
fn real_reports_are_read_cell_by_cell() {
    for (name, figures) in [
        ("rows-over-a-pages-end.pdf", "pingtan-2023.json"),
        ("pingtan-2023.docx", "pingtan-2023.json"),
        ("pingtan-2021.html", "pingtan-2021.json"),
        ("traditional.html", "pingtan-2025.json"),
        ("a-mail.eml", "pingtan-2025.json"),
    ] {
        let reading = read(&file(name), name).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(reading.unread, [], "{name}");
        assert_eq!(reading.report.organ, "平潭综合实验区", "{name}");
        assert!(
            Cell::all().all(|cell| reading.report.tables.get(cell).is_some()),
            "{name}"
        );
        if name == "rows-over-a-pages-end.pdf" {
            assert_eq!(reading.slips, [], "{name}");
        }
        let right: Report = serde_json::from_slice(&file(figures)).expect("figures");
        let wrong = differences(&reading.report.tables, &right.tables);
        assert!(wrong.is_empty(), "{name}:\n{wrong}");
    }
}

#[test]
fn more_cells_than_any_report_has_are_refused_before_they_are_read() {
    let row = "0\t".repeat(999) + "0\n";
    let text = format!("一、总体情况\n{}", row.repeat(100));
    let refusal = read(text.as_bytes(), "a.txt").expect_err("too much");
    assert_eq!(refusal, paper::reports::Unreadable::TooMuch);
}

#[test]
fn a_refusal_gives_the_true_reason() {
    for (name, words) in [
        ("of-2018.txt", "这是 2018 年度的报告"),
        ("of-2017.txt", "这是 2017 年度的报告"),
        ("of-2010.txt", "这是 2010 年度的报告"),
        (
            "old-form-of-2023.txt",
            "这是 2023 年度的报告，用的旧格式（国办公开办函〔2019〕60号）。文件不完整，缺少：表二“行政处罚”行",
        ),
        (
            "old-form-of-2020.txt",
            "这是 2020 年度的报告，用的旧格式（国办公开办函〔2019〕60号）。文件不完整，缺少：表二“其他对外管理服务事项”行",
        ),
        ("only-a-link.html", "只有报告文件的链接：P020.pdf"),
        ("only-a-frame.html", "阅读框里：P0202603.ofd"),
    ] {
        let refusal = read(&file(name), name).expect_err(name).to_string();
        assert!(refusal.contains(words), "{name}: {refusal}");
    }
}

#[test]
fn the_name_in_a_json_file_is_what_is_seen_of_it() {
    let reading = read(PAGE.as_bytes(), "whole.html").expect("a report");
    let whole = serde_json::to_string(&reading.report).expect("a text");
    let spoilt = whole.replace("清河县水利局", "\\u001b清河\\u202e县水利局\\u0007");
    assert_ne!(spoilt, whole);
    let back = read(spoilt.as_bytes(), "a.json").expect("a report");
    assert_eq!(back.report, reading.report);
}
