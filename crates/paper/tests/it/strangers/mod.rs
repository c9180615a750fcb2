//! Reports as others publish them: every cell has a number of its own, so that one in the wrong place is seen.

pub mod tables;

use encoding_rs::GBK;
use law::codes::{ApplicantKind, Route, TableThreeRow};
use law::reports::{Cell, Reading, Table2};
use paper::reports::{Unreadable, read};
use rust_xlsxwriter::Workbook;

use tables::*;

/// The file must give every cell its number, the prose as it is, and leave nothing unread.
fn assert_read(bytes: &[u8], name: &str) -> Reading {
    let reading = read(bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
    let wrong: Vec<String> = Cell::all()
        .filter(|cell| reading.report.tables.get(*cell) != numbers().get(*cell))
        .map(|cell| format!("{cell}: {:?}", reading.report.tables.get(cell)))
        .collect();
    assert!(wrong.is_empty(), "{name}: {wrong:?}");
    assert_eq!(reading.unread, [], "{name}");
    assert_eq!(
        (reading.report.organ.as_str(), reading.report.year),
        ("青山市水务局", 2024),
        "{name}"
    );
    reading
}

fn assert_prose(reading: &Reading, name: &str) {
    let prose: Vec<&str> = reading
        .report
        .sections
        .iter()
        .map(|(_, _, prose)| prose)
        .collect();
    let expected = [
        "做了许多工作。",
        "",
        "",
        "",
        "公开还不够及时，正在改进工作方法。",
        "未收取信息处理费。",
    ];
    assert_eq!(prose, expected, "{name}");
}

#[test]
fn a_page_is_read_however_its_tables_are_cut() {
    let [two, three, four] = pages();
    let (upper, lower): (Table, Table) = {
        let rows = three_rows();
        let (upper, lower) = rows.split_at(14);
        (upper.to_vec(), lower.to_vec())
    };
    let halves = html(&three_head().into_iter().chain(upper).collect()) + &html(&lower);
    let apart = html(&vec![
        vec![("行政复议".into(), 5, 1)],
        verdict_heads(1),
        verdicts(&[Route::Reconsideration]),
    ]) + &html(&vec![
        vec![("未经复议直接起诉".into(), 5, 1), ("复议后起诉".into(), 5, 1)],
        verdict_heads(2),
        verdicts(&[Route::LitigationDirect, Route::LitigationAfterReconsideration]),
    ]);
    let titled = |route: Route| {
        format!("<p>{}</p>", route.label()) + &html(&vec![verdict_heads(1), verdicts(&[route])])
    };
    let shapes = [
        ("whole", [two.clone(), three.clone(), four.clone()]),
        ("table three in halves", [two.clone(), halves, four.clone()]),
        ("table four in two", [two.clone(), three.clone(), apart]),
        (
            "nested",
            [
                two.clone(),
                format!("<table><tr><td>{three}</td></tr></table>"),
                four,
            ],
        ),
    ];
    for (name, tables) in shapes {
        assert_prose(&assert_read(page(tables).as_bytes(), name), name);
    }
    let by_route = Route::ALL.iter().map(|route| titled(*route)).collect();
    assert_read(page([two, three, by_route]).as_bytes(), "a table for each route");
}

#[test]
fn wrong_spans_and_serial_numbers_move_no_number() {
    let [two, three, four] = pages();
    let tall = three.replacen("rowspan=5", "rowspan=6", 1);
    let short = three.replace("colspan=3 rowspan=1><p>一", "colspan=2 rowspan=1><p>一");
    for (name, three) in [("a cell that hangs too low", tall), ("a label too narrow", short)] {
        assert_read(page([two.clone(), three, four.clone()]).as_bytes(), name);
    }
    let serial: Table = (1..)
        .zip(TableThreeRow::printed())
        .map(|(index, row)| {
            let cells = ApplicantKind::ALL
                .iter()
                .map(|kind| number(Cell::Three(row, *kind)));
            [one(&index.to_string()), one(row.label())]
                .into_iter()
                .chain(cells)
                .collect()
        })
        .collect();
    assert_read(page([two, html(&serial), four]).as_bytes(), "serial numbers");
}

#[test]
fn a_sites_page_in_gbk_is_read_without_what_surrounds_the_report() {
    let years =
        [2025, 2023, 2022].map(|year| format!("<li>青山市水务局{year}年政府信息公开工作年度报告</li>"));
    let links = "<li><a>栏目</a></li>".repeat(200);
    let article = article(|text| format!("<p>{text}</p>"), pages());
    let page = format!(
        "<html><head><meta charset=\"gb2312\"><title>{TITLE}_青山市人民政府门户网站</title></head><body><ul>{links}</ul>\
         <ul>{}</ul><div>{article}</div><div>上一篇：青山市水务局2023年政府信息公开工作年度报告</div><p>主办：某办公室</p></body></html>",
        years.concat()
    );
    let (bytes, _, _) = GBK.encode(&page);
    assert_prose(&assert_read(&bytes, "gbk"), "gbk");
}

#[test]
fn text_is_read_with_tabs_with_spaces_and_with_one_cell_a_line() {
    for (name, mark, end) in [
        ("tabs", "\t", "\n"),
        ("spaces", "   ", "\n"),
        ("lines", "\n", "\n"),
        ("blank lines", "\n\n", "\n\n"),
    ] {
        let table = |table: &Table| {
            let rows = table.iter().map(|row| {
                row.iter()
                    .map(|(text, ..)| text.as_str())
                    .collect::<Vec<_>>()
                    .join(mark)
                    + end
            });
            rows.collect::<String>()
        };
        let text = article(
            |text| format!("{text}\n"),
            [table(&two()), table(&three()), table(&four())],
        );
        assert_prose(&assert_read(text.as_bytes(), name), name);
        let (bytes, _, _) = GBK.encode(&text);
        assert_read(&bytes, name);
    }
}

#[test]
fn a_row_that_lost_a_cell_is_named_and_not_guessed() {
    let table = |table: &Table| {
        let cells: Vec<&str> = table.iter().flatten().map(|(text, ..)| text.as_str()).collect();
        cells.join("\n") + "\n"
    };
    let lost = table(&three()).replacen(
        &format!(
            "{}\n",
            number(Cell::Three(TableThreeRow::Granted, ApplicantKind::Business)).0
        ),
        "",
        1,
    );
    let text = article(|text| format!("{text}\n"), [table(&two()), lost, table(&four())]);
    let reading = read(text.as_bytes(), "lost.txt").unwrap();
    assert!(
        reading
            .unread
            .iter()
            .any(|unread| unread.why.contains("予以公开")),
        "{:?}",
        reading.unread
    );
    assert!(ApplicantKind::ALL.iter().all(|kind| {
        reading
            .report
            .tables
            .get(Cell::Three(TableThreeRow::Granted, *kind))
            .is_none()
    }));
}

#[test]
fn tables_in_the_prose_and_second_reports_are_not_taken_for_the_reports_own() {
    let [two, three, four] = pages();
    let whole = page([two.clone(), three.clone(), four.clone()]);
    let own = "<table><tr><td>项目</td><td>数量</td></tr><tr><td>行政许可</td><td>9</td></tr></table>";
    let with_table = whole.replacen("<p>做了许多工作。</p>", &format!("<p>做了许多工作。</p>{own}"), 1);
    assert_read(with_table.as_bytes(), "a table in the prose");
    let other = whole
        .replace("水务局", "水利局")
        .replace("<p>101</p>", "<p>9</p>");
    let reading = read((whole + &other).as_bytes(), "two").unwrap();
    assert_eq!(reading.report.organ, "青山市水务局");
    let [unread] = reading.unread.as_slice() else {
        panic!("{:?}", reading.unread)
    };
    assert!(
        unread.sentence().contains(
            "文件里还有第二份报告：《青山市水利局2024年政府信息公开工作年度报告》，没有读入，请分开上传"
        ),
        "{}",
        unread.sentence()
    );
}

#[test]
fn a_table_that_is_a_picture_is_called_one() {
    let [two, _, four] = pages();
    let page = page([two, "<p><img src=t.png></p>".into(), four]);
    assert_eq!(
        read(page.as_bytes(), "a.html").unwrap_err(),
        Unreadable::PictureTables
    );
}

#[test]
fn a_sheet_is_read_without_its_merges_with_strays_and_hidden_lists() {
    let mut workbook = Workbook::new();
    let list = workbook
        .add_worksheet()
        .set_name("填报说明")
        .unwrap()
        .set_hidden(true);
    list.write_string(0, 0, "规章").unwrap();
    for column in 1..4 {
        list.write_number(0, column, 9).unwrap();
    }
    let sheet = workbook.add_worksheet();
    sheet.set_active(true);
    sheet.write_string(0, 0, TITLE).unwrap();
    let next = put(sheet, 2, &two());
    let next = put(sheet, next, &three());
    put(sheet, next, &four());
    sheet.write_string(1_048_575, 16_383, " ").unwrap();
    assert_read(&workbook.save_to_buffer().unwrap(), "a.xlsx");
}

#[test]
fn a_computed_number_is_read_as_a_spreadsheet_shows_it() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, TITLE).unwrap();
    let mut table = two();
    table[7][1].0 = "59237.244900000005".into();
    let next = put(sheet, 2, &table);
    let next = put(sheet, next, &three());
    put(sheet, next, &four());
    let reading = read(&workbook.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    let fees = reading.report.tables.get(Cell::Two(Table2::FeesWanYuan));
    assert_eq!(fees, Some("59237.2449".parse().unwrap()));
}
