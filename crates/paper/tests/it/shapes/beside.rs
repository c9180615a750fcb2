//! What stands in a cell beside its number (marks above and below the line, what was struck out, fields, pictures), rows
//! that nobody sees, and tables side by side: no sign of them becomes a digit, and no other number takes the place of ours.

use law::reports::{Cell, Reading};
use paper::reports::read;
use rust_xlsxwriter::{Format, FormatScript, Workbook};

use super::layouts::{Kind, Layout};
use super::right::{assert_right, cell, right, told};
use super::written::{package_of, word_paragraph, word_table};
use super::{NEW, PAGE, first_cell, page};
use crate::strangers::tables::{TITLE, Table, article, four, numbers, one, put, three, three_head, two};

/// The page with this in the first cell of 一、本年新收.
fn with(inner: &str) -> Vec<u8> {
    page(
        "申请数量</p></td><td><p>20</p>",
        &format!("申请数量</p></td><td>{inner}"),
    )
}

#[test]
fn marks_beside_a_number_are_its_notes_and_what_was_struck_out_is_none_of_it() {
    for (inner, note) in [
        ("<p>20<sup>1</sup></p>", "上标1"),
        ("<p>20<sub>2</sub></p>", "下标2"),
        ("<p>20<span style=\"vertical-align: super\">2</span></p>", "上标2"),
        ("<p>20<span style=\"vertical-align:sub\">2</span></p>", "下标2"),
        ("<p><s>4</s>20</p>", "划去4"),
        ("<p><del>4</del>20</p>", "划去4"),
        (
            "<p><span style=\"text-decoration: line-through;\">4</span>20</p>",
            "划去4",
        ),
        ("<ruby>20<rt>9</rt></ruby>", "上标9"),
    ] {
        let reading = assert_right(inner, &with(inner), &right());
        assert_eq!(reading.report.tables.note(cell(NEW)), Some(note), "{inner}");
    }
}

#[test]
fn what_a_field_or_a_table_in_a_cell_shows_is_read_and_a_picture_is_told() {
    for inner in [
        "<input value=\"20\">",
        "<textarea>20</textarea>",
        "<select><option>9</option><option selected>20</option></select>",
        "<table><tr><td>20</td></tr></table>",
        "<p>2<span>0</span></p>",
    ] {
        assert_right(inner, &with(inner), &right());
    }
    for (inner, text) in [
        ("<p><s>20</s></p>", "（划去20）"),
        ("<img src=\"20.png\">", "（图片）"),
        ("<svg><text>20</text></svg>", "（图片）"),
        ("<table><tr><td>20</td><td>21</td></tr></table>", "20 21"),
        ("<p>2\t0</p>", "2 0"),
        ("<p>2\n 0</p>", "2 0"),
    ] {
        assert_right(inner, &with(inner), &told(NEW, text));
    }
}

#[test]
fn points_that_may_stand_for_thousands_are_told_where_pieces_are_counted() {
    for text in ["20.000", "1.279.278"] {
        assert_right(text, &first_cell(text), &told(NEW, text));
    }
    assert_right("20.0", &first_cell("20.0"), &right());
}

/// A run of Word's of this look.
fn run(look: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// Our own figures in a document whose first number of 一、本年新收 is set in these runs.
fn document(runs: &str) -> Vec<u8> {
    styled(runs, None)
}

/// The same with a list of styles.
fn styled(runs: &str, styles: Option<&str>) -> Vec<u8> {
    let mut table = three();
    "▇".clone_into(&mut table[three_head().len()][1].0);
    let tables = [two(), table, four()].map(|table| word_table(&table));
    let body = article(word_paragraph, tables);
    let (before, after) = body.split_once("<w:r><w:t>▇</w:t></w:r>").expect("the cell");
    package_of(&format!("{before}{runs}{after}"), styles)
}

fn first_number(reading: &Reading) -> (Option<i64>, Option<&str>) {
    let tables = &reading.report.tables;
    let number = tables.get(cell(NEW)).and_then(|number| number.try_into().ok());
    (number, tables.note(cell(NEW)))
}

#[test]
fn marks_in_word_and_in_a_sheet_are_no_digits() {
    let plain = run("", "20");
    for (look, note) in [
        ("<w:vertAlign w:val=\"superscript\"/>", "上标7"),
        ("<w:vertAlign w:val=\"subscript\"/>", "下标7"),
        ("<w:strike/>", "划去7"),
        ("<w:dstrike/>", "划去7"),
    ] {
        let bytes = document(&(plain.clone() + &run(look, "7")));
        let reading = read(&bytes, "a.docx").expect("a report");
        assert_eq!(first_number(&reading), (Some(20), Some(note)), "{look}");
    }
    let formats = [
        (Format::new().set_font_script(FormatScript::Superscript), "上标7"),
        (Format::new().set_font_script(FormatScript::Subscript), "下标7"),
        (Format::new().set_font_strikethrough(), "划去7"),
    ];
    for (format, note) in formats {
        let bytes = workbook(&[two(), three(), four()], |sheet, row| {
            let plain = Format::default();
            let rich = [(&plain, "20"), (&format, "7")];
            sheet.write_rich_string(row, 3, &rich).expect("a cell");
        });
        let reading = read(&bytes, "a.xlsx").expect("a report");
        assert_eq!(first_number(&reading), (Some(20), Some(note)));
    }
}

/// 脚注引用 and its like: a style of signs says how its runs are set, and a run may say otherwise.
#[test]
fn a_style_of_signs_sets_a_mark_beside_its_number_as_well() {
    for (look, note) in [
        ("<w:vertAlign w:val=\"superscript\"/>", "上标7"),
        ("<w:vertAlign w:val=\"subscript\"/>", "下标7"),
        ("<w:position w:val=\"8\"/>", "上标7"),
        ("<w:strike/>", "划去7"),
    ] {
        let styles = format!(
            "<w:style w:type=\"character\" w:styleId=\"base\"><w:rPr>{look}</w:rPr></w:style>\
             <w:style w:type=\"character\" w:styleId=\"mark\"><w:basedOn w:val=\"base\"/></w:style>"
        );
        let mark = "<w:rStyle w:val=\"mark\"/>";
        let bytes = styled(&(run("", "20") + &run(mark, "7")), Some(&styles));
        let reading = read(&bytes, "a.docx").expect("a report");
        assert_eq!(first_number(&reading), (Some(20), Some(note)), "{look}");
        let plain = format!("{mark}<w:vertAlign w:val=\"baseline\"/><w:strike w:val=\"0\"/>");
        let bytes = styled(&(run("", "20") + &run(&plain, "7")), Some(&styles));
        let reading = read(&bytes, "a.docx").expect("a report");
        assert_eq!(first_number(&reading).0, Some(207), "{look}");
    }
}

#[test]
fn a_cell_whose_own_font_is_struck_out_holds_no_number() {
    let bytes = workbook(&[two(), three(), four()], |sheet, row| {
        let struck = Format::new().set_font_strikethrough();
        sheet
            .write_number_with_format(row, 3, 20.0, &struck)
            .expect("a cell");
    });
    let reading = read(&bytes, "a.xlsx").expect("a report");
    assert_eq!(first_number(&reading), (None, None));
    let [told] = reading.unread.as_slice() else {
        panic!("{:?}", reading.unread)
    };
    assert_eq!(
        (told.text.as_str(), &told.cells[..]),
        ("（划去20）", &[cell(NEW)][..])
    );
}

#[test]
fn a_number_that_a_script_writes_is_told_and_a_script_that_counts_visitors_is_nothing() {
    let written = "<script>document.write(20)</script>";
    assert_right(written, &with(written), &told(NEW, "（由网页脚本显示）"));
    let counting = "<p>20</p><script>var seen = 1;</script>";
    assert_right(counting, &with(counting), &right());
}

#[test]
fn a_row_of_which_nothing_can_be_read_is_there_and_is_told() {
    let numbers = "<tr><td><p>2</p></td><td><p>1</p></td><td><p>3</p></td><td><p>1</p></td><td><p>7</p></td>";
    assert!(PAGE.contains(numbers));
    let (before, after) = PAGE.split_once(numbers).expect("table four");
    let (row, rest) = after.split_once("</tr>").expect("its row");
    let spoilt = |row: &str| row.replace("<p>", "<p>约");
    let page = format!("{before}{}{}</tr>{rest}", spoilt(numbers), spoilt(row));
    let reading = read(page.as_bytes(), "a.html").expect("a report");
    let cells: Vec<Cell> = reading.unread.iter().flat_map(|one| one.cells.clone()).collect();
    assert_eq!(cells.len(), 15, "{:?}", reading.unread);
    assert!(cells.iter().all(|cell| matches!(cell, Cell::Four(..))));
    assert_eq!(reading.unread[0].text, "约2");
}

#[test]
fn marks_are_of_their_own_cell_and_a_share_is_no_number() {
    let bytes = workbook(&[two(), three(), four()], |sheet, row| {
        let (plain, raised) = (
            Format::default(),
            Format::new().set_font_script(FormatScript::Superscript),
        );
        // Another cell of the same digits, as a text.
        sheet.write_string(row, 4, "207").expect("a cell");
        sheet
            .write_rich_string(row, 3, &[(&plain, "20"), (&raised, "7")])
            .expect("a cell");
        let share = Format::new().set_num_format("0%");
        sheet
            .write_number_with_format(row, 5, 1.0, &share)
            .expect("a cell");
    });
    let reading = read(&bytes, "a.xlsx").expect("a report");
    assert_eq!(first_number(&reading), (Some(20), Some("上标7")));
    let tables = &reading.report.tables;
    assert_eq!(tables.get(cell("table3.new.business")), Some(207.into()));
    let [told] = reading.unread.as_slice() else {
        panic!("{:?}", reading.unread)
    };
    assert_eq!(
        (told.text.as_str(), &told.cells[..]),
        ("100%", &[cell("table3.new.research")][..])
    );
}

/// A workbook of these tables with its first row of table three changed.
fn workbook(tables: &[Table; 3], change: impl Fn(&mut rust_xlsxwriter::Worksheet, u32)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, TITLE).expect("a sheet");
    let next = put(sheet, 2, &tables[0]);
    let first = next + u32::try_from(three_head().len()).expect("rows");
    let next = put(sheet, next, &tables[1]);
    put(sheet, next, &tables[2]);
    change(sheet, first);
    workbook.save_to_buffer().expect("a workbook")
}

/// Table three with another row of its first name above it, its numbers by 500 higher.
fn doubled_row() -> Table {
    let mut table = three();
    let at = three_head().len();
    let mut other = table[at].clone();
    for (text, ..) in other.iter_mut().skip(1) {
        *text = format!("{}", text.parse::<i64>().expect("a number") + 500);
    }
    table.insert(at, other);
    table
}

fn assert_all_right(what: &str, reading: &Reading) {
    for cell in Cell::all() {
        assert_eq!(
            reading.report.tables.get(cell),
            numbers().get(cell),
            "{what} {cell}"
        );
    }
}

#[test]
fn a_hidden_row_takes_no_seen_ones_place() {
    let tables = [two(), doubled_row(), four()];
    let bytes = workbook(&tables, |sheet, row| {
        sheet.set_row_hidden(row).expect("a row");
    });
    assert_all_right("xlsx", &read(&bytes, "a.xlsx").expect("a report"));
    let (page, name) = Layout::plain(Kind::Html).written(&tables);
    let page = String::from_utf8(page).expect("a page");
    let (before, after) = page
        .split_once("<tr><td colspan=3 rowspan=1><p>一、")
        .expect("the row");
    for hidden in ["style=\"display:none\"", "hidden"] {
        let page = format!("{before}<tr {hidden}><td colspan=3 rowspan=1><p>一、{after}");
        assert_all_right(hidden, &read(page.as_bytes(), name).expect("a report"));
    }
    // The only row of its name is read, seen or not.
    let bytes = workbook(&[two(), three(), four()], |sheet, row| {
        sheet.set_row_hidden(row).expect("a row");
    });
    assert_all_right("alone", &read(&bytes, "a.xlsx").expect("a report"));
}

#[test]
fn a_row_that_stands_twice_with_other_numbers_is_told_cell_by_cell() {
    for kind in Kind::ALL {
        let (bytes, name) = Layout::plain(kind).written(&[two(), doubled_row(), four()]);
        let reading = read(&bytes, name).expect("a report");
        let told: Vec<Cell> = reading.unread.iter().flat_map(|one| one.cells.clone()).collect();
        let differs = |cell: &Cell| reading.report.tables.get(*cell) != numbers().get(*cell);
        let other: Vec<Cell> = Cell::all().filter(differs).collect();
        assert!(
            !told.is_empty() && other.iter().all(|cell| told.contains(cell)),
            "{kind:?}: {other:?}"
        );
    }
}

#[test]
fn last_years_table_beside_this_years_is_told_and_not_taken() {
    for table in [0, 1] {
        let mut tables = [two(), three(), four()];
        for row in &mut tables[table] {
            let copy: Vec<_> = row.clone();
            row.push(one(""));
            row.extend(copy.into_iter().map(|(text, across, down)| {
                let number = text.parse::<i64>().map(|number| (number + 500).to_string());
                (number.unwrap_or(text), across, down)
            }));
        }
        for kind in Kind::ALL {
            let (bytes, name) = Layout::plain(kind).written(&tables);
            let Ok(reading) = read(&bytes, name) else { continue };
            let told = |cell: &Cell| reading.unread.iter().any(|one| one.cells.contains(cell));
            let differs = |cell: &Cell| reading.report.tables.get(*cell) != numbers().get(*cell);
            let silent: Vec<Cell> = Cell::all().filter(|cell| differs(cell) && !told(cell)).collect();
            assert_eq!(silent, [], "{kind:?} {table} {:?}", reading.unread);
        }
    }
}

#[test]
fn thousands_parted_by_the_marks_of_a_csv_file_are_told() {
    let (bytes, name) = Layout::plain(Kind::Commas).tables_with(&|cell| match cell {
        Cell::Two(_) => "1,234".to_owned(),
        cell => numbers()
            .get(cell)
            .map_or(String::new(), |number| number.to_string()),
    });
    let reading = read(&bytes, name).expect("a report");
    for cell in Cell::all().filter(|cell| matches!(cell, Cell::Two(_))) {
        let told = reading.unread.iter().any(|one| one.cells.contains(&cell));
        assert!(
            told && reading.report.tables.get(cell).is_none(),
            "{cell} {:?}",
            reading.unread
        );
    }
}
