//! The years of an organ's reports: imported as they were published, drawn, compared, and given out as data.

use axum::http::StatusCode;
use law::reports::Format;
use law::staff::Role;
use office::organs;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::forms::{filled, send};
use crate::harness::{Browser, Page, World};

/// A report as its organ published it, and the cells it holds.
struct Real {
    year: i16,
    file: &'static str,
    bytes: &'static [u8],
    cells: &'static str,
    /// With what errors of its own it is published: as it was.
    exception: &'static str,
}

const ORGAN: &str = "平潭综合实验区";

/// 平潭综合实验区's reports: two in the format of 2019, two in that of 2021 (a page and a Word document).
const REAL: [Real; 4] = [
    Real {
        year: 2019,
        file: "2019.html",
        bytes: include_bytes!("../../../paper/tests/it/fixtures/shapes/pingtan-2019.html"),
        cells: include_str!("../../../paper/tests/it/fixtures/shapes/pingtan-2019.json"),
        exception: "",
    },
    Real {
        year: 2020,
        file: "2020.html",
        bytes: include_bytes!("../../../paper/tests/it/fixtures/shapes/pingtan-2020.html"),
        cells: include_str!("../../../paper/tests/it/fixtures/shapes/pingtan-2020.json"),
        exception: "原报告如此，照原样迁移。",
    },
    Real {
        year: 2021,
        file: "2021.html",
        bytes: include_bytes!("../../../paper/tests/it/fixtures/shapes/pingtan-2021.html"),
        cells: include_str!("../../../paper/tests/it/fixtures/shapes/pingtan-2021.json"),
        exception: "",
    },
    Real {
        year: 2023,
        file: "2023.docx",
        bytes: include_bytes!("../../../paper/tests/it/fixtures/shapes/pingtan-2023.docx"),
        cells: include_str!("../../../paper/tests/it/fixtures/shapes/pingtan-2023.json"),
        exception: "",
    },
];

/// The fifth year, as it came by mail.
const FIFTH: Real = Real {
    year: 2025,
    file: "2025.eml",
    bytes: include_bytes!("../../../paper/tests/it/fixtures/shapes/a-mail.eml"),
    cells: include_str!("../../../paper/tests/it/fixtures/shapes/pingtan-2025.json"),
    exception: "",
};

/// A world whose organ is that of the real reports.
async fn of_real_organ() -> World {
    let world = World::new().await;
    let editor = world.actor(Role::Editor).await;
    let organ = organs::own(&world.office, &editor).await.unwrap();
    let profile = organs::Profile {
        name: ORGAN.into(),
        ..organ.profile()
    };
    organs::save_profile(&world.office, &editor, world.moment(), organ.version, &profile)
        .await
        .unwrap();
    world
}

/// The report comes in through the import and is published.
async fn published(world: &World, real: &Real) {
    let mut editor = world.at_desk(Role::Editor).await;
    let preview = editor.upload("/desk/reports/import", real.file, real.bytes).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    let action = "/desk/reports/import/confirmation";
    let taken = send(&mut editor, action, &filled(&preview, action, &[])).await;
    assert_eq!(
        taken.header("location"),
        format!("/desk/reports/{}/draft", real.year)
    );
    let mut signer = world.at_desk(Role::Signer).await;
    let action = format!("/desk/reports/{}/publication", real.year);
    let form = signer.get(&action).await;
    let typed = [("exception", real.exception)];
    let typed = if real.exception.is_empty() {
        &[][..]
    } else {
        &typed[..]
    };
    let out = send(&mut signer, &action, &filled(&form, &action, typed)).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.body);
    world.app.refresh_position().await;
}

async fn with_real_years() -> (World, Browser) {
    let world = of_real_organ().await;
    for real in &REAL {
        published(&world, real).await;
    }
    let visitor = world.visitor();
    (world, visitor)
}

/// A cell's full name, its number and what is printed beside it.
type Told = (String, Value, String);

/// Every cell of a report's JSON under its full name; of 2019's format those that the figures at hand tell.
fn cells(json: &str) -> Vec<Told> {
    let report: Value = serde_json::from_str(json).unwrap();
    if report.get("format").and_then(Value::as_i64) == Some(2019) {
        return cells_of_2019(&report);
    }
    let mut cells: Vec<Told> = Vec::new();
    for table in ["table2", "table3", "table4"] {
        for (row, value) in report.get(table).unwrap().as_object().unwrap() {
            match value {
                Value::Object(inner) => {
                    cells.extend(inner.iter().map(|(last, number)| {
                        (format!("{table}.{row}.{last}"), number.clone(), String::new())
                    }));
                }
                number => {
                    cells.push((format!("{table}.{row}"), number.clone(), String::new()));
                }
            }
        }
    }
    assert_eq!(cells.len(), 200);
    cells
}

/// Tables two and three of 2019's format, row by row as they are printed.
fn cells_of_2019(report: &Value) -> Vec<Told> {
    let rows = ["reg", "norm", "permit", "svc", "pen", "force", "fee", "buy"];
    let printed = report.get("table2_old").unwrap();
    let two = rows.iter().map(|row| printed.get(row).unwrap());
    let three = report.get("table3_rows").unwrap().as_array().unwrap().iter();
    let numbers = two.chain(three).flat_map(|row| row.as_array().unwrap());
    let told = |number: &Value| match number.as_str() {
        Some(printed) => {
            let bare = printed.trim_end_matches('元');
            let unit = printed.strip_prefix(bare).unwrap();
            (serde_json::from_str(bare).unwrap(), unit.to_owned())
        }
        None => (number.clone(), String::new()),
    };
    let cells: Vec<Told> = Format::Of2019
        .cells()
        .iter()
        .zip(numbers.map(told))
        .map(|(cell, (number, unit))| (cell.name(), number, unit))
        .collect();
    assert_eq!(cells.len(), 22 + 23 * 7);
    cells
}

/// The name that a file is saved under.
fn saved_as(page: &Page) -> String {
    let (_, name) = page
        .header("content-disposition")
        .split_once("filename*=UTF-8''")
        .unwrap();
    percent_decode_str(name).decode_utf8().unwrap().into_owned()
}

#[tokio::test]
async fn the_years_of_a_real_organ_come_in_and_all_their_figures_are_given_out_as_data() {
    let (_world, mut visitor) = with_real_years().await;
    let data = visitor.get("/reports/data.json").await;
    assert!(data.header("content-type").starts_with("application/json"));
    assert_eq!(
        saved_as(&data),
        format!("{ORGAN}政府信息公开工作年度报告数据（2019—2023年）.json")
    );
    let data: Value = serde_json::from_str(&data.body).unwrap();
    let csv = visitor.get("/reports/data.csv").await;
    assert!(
        csv.bytes.starts_with(b"\xef\xbb\xbf\"year\",\"organ\","),
        "a byte order mark for Excel"
    );
    assert!(csv.header("content-type").starts_with("text/csv; charset=utf-8"));
    assert!(csv.header("content-disposition").starts_with("attachment;"));
    assert_eq!(
        saved_as(&csv),
        format!("{ORGAN}政府信息公开工作年度报告数据（2019—2023年）.csv")
    );
    for (real, told) in REAL.iter().zip(data["years"].as_array().unwrap()) {
        assert_eq!(
            (&told["year"], &told["organ"]),
            (&real.year.into(), &ORGAN.into())
        );
        assert_eq!(told["published_on"], "2026-03-02");
        let format = if real.year < 2021 { 2019 } else { 2021 };
        assert_eq!(told["format"], format);
        for (name, number, unit) in cells(real.cells) {
            assert_eq!(told["values"][&name], number, "{} {name}", real.year);
            let line = csv.body.lines().find(|line| {
                line.starts_with(&real.year.to_string()) && line.contains(&format!("\"{name}\""))
            });
            assert!(
                line.unwrap().ends_with(&format!(",{number},\"{unit}\"")),
                "{line:?}"
            );
        }
    }
    assert_eq!(csv.body.lines().count(), 1 + 2 * 198 + 2 * 200);
}

#[tokio::test]
async fn five_years_of_a_real_organ_from_2019_to_2025_come_in_compare_and_are_drawn() {
    let (world, mut visitor) = with_real_years().await;
    published(&world, &FIFTH).await;
    let data: Value = serde_json::from_str(&visitor.get("/reports/data.json").await.body).unwrap();
    let years = data["years"].as_array().unwrap();
    assert_eq!(years.len(), REAL.len() + 1);
    let last = years.last().unwrap();
    assert_eq!(last["year"], FIFTH.year);
    for (name, number, _) in cells(FIFTH.cells) {
        assert_eq!(last["values"][&name], number, "{name}");
    }
    let page = visitor.get("/reports").await;
    for (year, received) in [(2019, 23), (2020, 21), (2021, 70), (2023, 81), (2025, 154)] {
        let told = [format!("{year}年{received}"), format!("{year}年新收{received}")];
        let is_drawn = |drawing: &str| told.iter().any(|words| drawing.contains(words));
        assert!(page.main().split("<svg").skip(1).any(is_drawn), "{told:?}");
    }
    for year in [2019, 2020, 2021, 2023] {
        let page = visitor
            .get(&format!("/reports/comparison?left={year}&right=2025"))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{year}");
        assert!(page.has(&format!("{year} 年和 2025 年年度报告比较")), "{year}");
    }
    let page = visitor.get("/reports/comparison?left=2023&right=2025").await;
    for (label, numbers) in [
        ("一、本年新收政府信息公开申请数量", ["81", "154", "+73", "+90.1%"]),
        ("行政许可·本年处理决定数量", ["2629", "2418", "−211", "−8%"]),
    ] {
        assert_eq!(compared(&page, label), numbers, "{label}");
    }
}

#[tokio::test]
async fn one_years_figures_are_a_file_of_its_report_and_the_fields_are_explained() {
    let (_world, mut visitor) = with_real_years().await;
    let one = visitor.get("/reports/2023.csv").await;
    assert_eq!(
        saved_as(&one),
        format!("{ORGAN}2023年政府信息公开工作年度报告.csv")
    );
    assert_eq!(one.body.lines().count(), 201);
    assert!(one.has("\"table3.new.total\",\"表三“一、本年新收政府信息公开申请数量”·总计\",\"件\",81,\"\""));
    let page = visitor.get("/reports/2023").await;
    for address in [
        "/reports/2023.json",
        "/reports/2023.csv",
        "/reports/data.csv",
        "/reports/fields",
    ] {
        assert!(page.has(&format!("href=\"{address}\"")), "{address}");
    }
    let fields = visitor.get("/reports/fields").await;
    for said in [
        "table2.fees_wan_yuan",
        "refused.state_secret",
        "natural_person",
        "litigation_direct",
    ] {
        assert!(fields.has(said), "{said}");
    }
    let dictionary = visitor.get("/reports/fields.csv").await;
    assert!(dictionary.has("\"table2.licences\",\"表二“行政许可·本年处理决定数量”\",\"件\""));
    let dictionary: Value = serde_json::from_str(&visitor.get("/reports/fields.json").await.body).unwrap();
    assert_eq!(dictionary["fields"][0]["field"], "table2.regulations.made");
}

#[tokio::test]
async fn the_years_are_drawn_with_their_numbers() {
    let (_world, mut visitor) = with_real_years().await;
    let page = visitor.get("/reports").await;
    for (year, received) in [(2019, 23), (2020, 21), (2021, 70), (2023, 81)] {
        // However the drawing words it.
        let told = [format!("{year}年{received}"), format!("{year}年新收{received}")];
        let drawn = page.main().split("<svg").skip(1);
        let mut said = drawn.map(|drawing| drawing.split("</svg>").next().unwrap());
        assert!(
            said.any(|drawing| told.iter().any(|words| drawing.contains(words))),
            "{told:?}: {}",
            page.main()
        );
    }
}

/// The numbers of the line under this label: before, after, difference, share.
fn compared(page: &Page, label: &str) -> Vec<String> {
    let head = format!("<th scope=\"row\">{label}</th>");
    let (_, rest) = page
        .body
        .split_once(&head)
        .unwrap_or_else(|| panic!("{label}: {}", page.main()));
    let line = rest.split("</tr>").next().unwrap();
    let cells = line.split("</td>").filter(|cell| !cell.is_empty());
    cells
        .map(|cell| cell.rsplit('>').next().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn two_years_stand_side_by_side_figure_by_figure_with_difference_and_share() {
    let (_world, mut visitor) = with_real_years().await;
    let page = visitor.get("/reports/comparison?left=2021&right=2023").await;
    for (label, numbers) in [
        ("一、本年新收政府信息公开申请数量", ["70", "81", "+11", "+15.7%"]),
        ("（一）予以公开", ["30", "22", "−8", "−26.7%"]),
        ("（七）总计", ["69", "81", "+12", "+17.4%"]),
        ("四、结转下年度继续办理", ["1", "0", "−1", "−100%"]),
        ("行政规范性文件·本年废止件数", ["3", "132", "+129", "+4300%"]),
        ("行政许可·本年处理决定数量", ["2293", "2629", "+336", "+14.7%"]),
        (
            "行政事业性收费·本年收费金额（单位：万元）",
            ["24252.311082", "5949.088667", "−18303.222415", "−75.5%"],
        ),
        ("未经复议直接起诉·总计", ["12", "5", "−7", "−58.3%"]),
        ("复议后起诉·总计", ["0", "2", "+2", "—"]),
        (
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）·商业企业",
            ["0", "1", "+1", "—"],
        ),
    ] {
        assert_eq!(compared(&page, label), numbers, "{label}");
    }
    let main = page.main();
    assert!(
        main.contains("两个年度相隔 2 年"),
        "what the comparison does not say is said"
    );
    assert!(main.contains("两个年度都是 0 的 3 项：规章·本年制发件数；规章·本年废止件数；规章·现行有效件数"));
    assert!(main.contains("2021 年为 0 的，不计算幅度"));
    assert_eq!(
        visitor.get("/reports/comparison").await.main(),
        main,
        "the two latest where nothing is said"
    );
    let turned = visitor.get("/reports/comparison?left=2023&right=2021").await;
    assert_eq!(
        compared(&turned, "一、本年新收政府信息公开申请数量"),
        ["81", "70", "−11", "−13.6%"]
    );
    let right = visitor.get("/reports/comparison?right=2021").await;
    assert!(right.has("2020 年和 2021 年年度报告比较"), "the year before it");
    let right = visitor.get("/reports/comparison?right=2019").await;
    assert!(
        right.has("2023 年和 2019 年年度报告比较"),
        "no year before it, another"
    );
    let same = visitor.get("/reports/comparison?left=2023&right=2023").await;
    assert!(same.has("请选择两个不同的年度") && !same.has("figure-table"));
    for unknown in ["left=2022&right=2023", "left=x", "right=20230"] {
        let page = visitor.get(&format!("/reports/comparison?{unknown}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn years_of_two_formats_are_compared_by_what_both_count_and_of_one_by_all_of_it() {
    let (_world, mut visitor) = with_real_years().await;
    let page = visitor.get("/reports/comparison?left=2020&right=2021").await;
    for (label, numbers) in [
        ("一、本年新收政府信息公开申请数量", ["21", "70", "+49", "+233.3%"]),
        ("行政许可·本年处理决定数量", ["278", "2293", "+2015", "+724.8%"]),
        ("（一）予以公开", ["7", "30", "+23", "+328.6%"]),
    ] {
        assert_eq!(compared(&page, label), numbers, "{label}");
    }
    let main = page.main();
    assert!(main.contains("2020 年的报告用2019 年格式") && main.contains("（六）其他处理"));
    for (what, why) in [
        ("政府集中采购·采购总金额", "2021 年格式没有政府集中采购"),
        (
            "行政规范性文件·现行有效件数",
            "2019 年格式统计对外公开总数量，不统计现行有效件数",
        ),
    ] {
        assert!(main.contains(&format!("表二“{what}”：{why}")), "{what}: {main}");
    }
    assert!(!main.contains("<th scope=\"row\">行政事业性收费"), "not compared");
    let of_one = visitor.get("/reports/comparison?left=2019&right=2020").await;
    assert_eq!(
        compared(&of_one, "行政处罚·处理决定数量"),
        ["430", "538", "+108", "+25.1%"]
    );
    assert_eq!(
        compared(&of_one, "政府集中采购·采购总金额"),
        ["575394432.52", "573802895.9", "−1591536.62", "−0.3%"]
    );
    assert!(!of_one.main().contains("不能比较的"));
}

#[tokio::test]
async fn an_archive_edition_stands_among_the_years_with_its_file_and_gives_no_number() {
    let (world, mut visitor) = with_real_years().await;
    let prose = include_bytes!("../../../paper/tests/it/fixtures/shapes/of-2018.txt");
    let mut editor = world.at_desk(Role::Editor).await;
    let taken = editor
        .upload_with("/desk/reports/import", &[("archive", "1")], "2018.txt", prose)
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let mut signer = world.at_desk(Role::Signer).await;
    let action = "/desk/reports/2018/publication";
    let form = signer.get(action).await;
    let day = [
        ("first_published_on", "2019-03-28"),
        ("first_published_why", "原门户网站公布"),
    ];
    let out = send(&mut signer, action, &filled(&form, action, &day)).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.body);
    world.app.refresh_position().await;

    let list = visitor.get("/reports").await;
    let row = list.main().split("<tr>").last().unwrap();
    let row = row.split("</tr>").next().unwrap();
    for said in [
        "2018年",
        "存档版",
        "2019-03-28",
        "迁移",
        "/reports/2018.original",
        "—",
    ] {
        assert!(row.contains(said), "{said}: {row}");
    }
    assert!(!row.contains("2018.pdf") && !row.contains("#section-3"), "{row}");
    assert!(list.main().contains("2018年没有数字，2019年23件"));
    let page = visitor.get("/reports/2018").await;
    assert!(page.has("<td>12106</td>") && page.has("本报告目录") && !page.has("2018.csv"));
    let data: Value = serde_json::from_str(&visitor.get("/reports/data.json").await.body).unwrap();
    let first = &data["years"][0];
    assert_eq!(
        (&first["year"], &first["format"]),
        (&2018.into(), &"archive".into())
    );
    assert_eq!(first["values"], serde_json::json!({}));
    let csv = visitor.get("/reports/data.csv").await;
    assert!(csv.body.lines().all(|line| !line.starts_with("2018,")));
    assert!(saved_as(&csv).contains("2019—2023年"));
    let compared = visitor.get("/reports/comparison").await;
    assert!(compared.main().contains("存档版（2018 年）") && !compared.has("<option value=\"2018\""));
    let asked = visitor.get("/reports/comparison?left=2018&right=2019").await;
    assert_eq!(asked.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn data_and_comparison_are_kept_until_another_report_is_published() {
    let world = of_real_organ().await;
    let [_, _, first, second] = &REAL;
    let mut visitor = world.visitor();
    assert_eq!(
        visitor.get("/reports/data.csv").await.status,
        StatusCode::NOT_FOUND
    );
    assert!(
        visitor
            .get("/reports/comparison")
            .await
            .has("公布两个以上年度的报告后")
    );
    published(&world, first).await;
    assert!(!visitor.get("/reports").await.main().contains("比较两个年度"));
    let early = visitor.get("/reports/data.csv").await;
    assert_eq!(
        saved_as(&early),
        format!("{ORGAN}政府信息公开工作年度报告数据（2021年）.csv")
    );
    let known = early.header("etag").to_owned();
    let again = visitor
        .get_with("/reports/data.csv", &[("if-none-match", &known)])
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    published(&world, second).await;
    let late = visitor
        .get_with("/reports/data.csv", &[("if-none-match", &known)])
        .await;
    assert!(late.status == StatusCode::OK && late.has("\r\n2023,"));
    assert!(visitor.get("/reports").await.has("href=\"/reports/comparison\""));
    assert!(
        visitor
            .get("/reports/comparison")
            .await
            .has("2021 年和 2023 年年度报告比较")
    );
}

/// The paths of pages that a page links to.
fn links(page: &Page) -> Vec<String> {
    let hrefs = page.body.split("href=\"/").skip(1);
    let paths = hrefs.map(|rest| format!("/{}", rest.split(['"', '#', '?']).next().unwrap()));
    let is_page = |path: &String| {
        let elsewhere = ["/desk", "/display", "/assets", "/attachments"];
        !elsewhere.iter().any(|place| path.starts_with(place)) && !path.contains('.')
    };
    paths.filter(is_page).collect()
}

#[tokio::test]
async fn every_kind_of_public_page_says_what_it_is_in_a_line_of_its_own() {
    let (world, mut visitor) = with_real_years().await;
    world
        .published("statutory", "关于印发安全生产<检查>计划的通知")
        .await;
    let mut open = vec!["/".to_owned()];
    let mut seen: Vec<(String, String)> = Vec::new();
    while let Some(path) = open.pop() {
        if seen.iter().any(|(known, _)| *known == path) {
            continue;
        }
        let page = visitor.get(&path).await;
        if page.status.is_redirection() {
            continue;
        }
        assert_eq!(page.status, StatusCode::OK, "{path}");
        if !page.header("content-type").starts_with("text/html") {
            continue;
        }
        let said = page.meta("Description").unwrap_or_default().to_owned();
        let length = said.chars().count();
        assert!((15..=120).contains(&length), "{path}: “{said}”");
        assert_eq!(page.body.matches("name=\"Description\"").count(), 1, "{path}");
        open.extend(links(&page));
        seen.push((path, said));
    }
    for path in [
        "/guide",
        "/columns",
        "/columns/statutory",
        "/documents/TEST01-2026-15-00001",
        "/reports",
        "/reports/2021",
        "/reports/comparison",
        "/reports/fields",
        "/check",
        "/apply",
        "/apply/help",
        "/track",
        "/fees",
        "/deadline",
        "/contact",
        "/answered",
        "/sitemap",
    ] {
        assert!(
            seen.iter().any(|(known, _)| known == path),
            "{path} is reached by links"
        );
    }
    let mut lines: Vec<&String> = seen.iter().map(|(_, said)| said).collect();
    lines.sort();
    let count = lines.len();
    lines.dedup();
    assert_eq!(lines.len(), count, "no two say the same: {seen:#?}");
    let of = |path: &str| &seen.iter().find(|(known, _)| known == path).unwrap().1;
    assert!(of("/reports/2021").contains("新收申请70件，予以公开30件"));
    assert!(visitor.get("/nowhere").await.meta("Description").is_some());
}
