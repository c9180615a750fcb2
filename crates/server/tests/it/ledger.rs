//! `gongkai cases`: the ledger in and out at the command line; exit 0 done, 1 some lines have faults, 2 unreadable.

use std::fs;

use law::cases::ledger::{Column, Line};
use tempfile::TempDir;

use crate::command::{Ended, run};

const ORGAN: [&str; 8] = [
    "organ",
    "create",
    "--code",
    "TEST01",
    "--name",
    "某某县政府办公室",
    "--level",
    "department",
];

fn line(number: u32, id: &str, received: &str) -> Line {
    let mut line = Line::new(number);
    for (column, text) in [
        (Column::Number, id),
        (Column::Name, "张三"),
        (Column::Kind, "自然人"),
        (Column::Identity, "11010519491231002X"),
        (Column::Contact, "13800001234"),
        (Column::Channel, "当面提交"),
        (Column::ReceivedOn, received),
        (Column::Request, "=2024年度部门预算"),
    ] {
        line.set(column, text);
    }
    line
}

struct Place(TempDir);

impl Place {
    fn run(&self, arguments: &[&str]) -> Ended {
        let all: Vec<&str> = ["--data", "data"].iter().chain(arguments).copied().collect();
        run(self.0.path(), &all)
    }

    fn ledger(&self, name: &str, lines: &[Line]) {
        let bytes = paper::ledger::write("台账", lines, "2025-06-30".parse().unwrap()).unwrap();
        fs::write(self.0.path().join(name), bytes).unwrap();
    }
}

#[test]
fn a_ledger_goes_in_and_out() {
    let place = Place(tempfile::tempdir().unwrap());
    let made = place.run(&ORGAN);
    assert_eq!(made.code, 0, "{}", made.err);
    place.ledger("a.xlsx", &[line(3, "A-1", "2025-03-03"), line(4, "A-2", "不详")]);
    let import = ["cases", "import", "a.xlsx", "--organ", "TEST01"];
    let tried = place.run(&[&import[..], &["--dry-run"]].concat());
    assert_eq!(tried.code, 1);
    assert!(tried.out.contains("可以导入 1 行，有问题 1 行") && tried.out.contains("第 4 行“收到日期”"));
    assert!(tried.out.contains("没有导入"));
    let done = place.run(&import);
    assert!(
        done.code == 1 && done.out.contains("已导入 1 件"),
        "{}{}",
        done.out,
        done.err
    );
    let again = place.run(&import);
    assert!(again.code == 1 && again.out.contains("不再重复导入"));
    let export = [
        "cases",
        "export",
        "--organ",
        "TEST01",
        "--year",
        "2025",
        "-o",
        "b.xlsx",
        "--in-full",
    ];
    assert_eq!(place.run(&export).code, 0);
    let bytes = fs::read(place.0.path().join("b.xlsx")).unwrap();
    let mut lines = Vec::new();
    paper::ledger::read(&bytes, &mut |line| {
        lines.push(line);
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(lines.len(), 1);
    for column in [
        Column::Number,
        Column::Identity,
        Column::Contact,
        Column::Request,
        Column::ReceivedOn,
    ] {
        assert_eq!(lines[0].get(column), line(3, "A-1", "2025-03-03").get(column));
    }
    let reckoned = place.run(&["cases", "recompute"]);
    assert!(
        reckoned.code == 0 && reckoned.out.contains("尚未办结的 1 件"),
        "{}",
        reckoned.err
    );
}

#[test]
fn what_is_past_its_time_is_listed_and_what_is_kept_says_why() {
    let place = Place(tempfile::tempdir().unwrap());
    assert_eq!(place.run(&ORGAN).code, 0);
    let mut closed = line(3, "A-1", "2012-03-05");
    closed.set(Column::RepliedOn, "2012-03-20");
    closed.set(Column::Delivery, "邮寄");
    closed.set(Column::Outcome, law::codes::TableThreeRow::Granted.full_label());
    place.ledger("a.xlsx", &[closed, line(4, "A-2", "2012-03-06")]);
    let done = place.run(&["cases", "import", "a.xlsx", "--organ", "TEST01"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let listed = place.run(&["cases", "retention", "--organ", "TEST01"]);
    for words in [
        "匿名处理未开启，按办结后 10 年计算",
        "A-1  2012-03-20 办结  2022-03-21 起可以匿名",
        "A-2  未办结  继续保存：尚未办结",
        "已到期 1 件，继续保存 1 件，此后一年内约 0 件到期，已匿名 0 件",
    ] {
        assert!(listed.out.contains(words), "{}{}", listed.out, listed.err);
    }
    let short = place.run(&["cases", "retention", "--organ", "TEST01", "--years", "3"]);
    assert!(
        short.code == 2 && short.err.contains("行政诉讼法第四十六条"),
        "{}",
        short.err
    );
}

#[test]
fn what_is_no_ledger_exits_two_and_says_why() {
    let place = Place(tempfile::tempdir().unwrap());
    assert_eq!(place.run(&ORGAN).code, 0);
    fs::write(place.0.path().join("a.xlsx"), "MZ program").unwrap();
    let ended = place.run(&["cases", "import", "a.xlsx", "--organ", "TEST01"]);
    assert!(
        ended.code == 2 && ended.err.contains("不是 Excel 工作簿"),
        "{}",
        ended.err
    );
    assert_eq!(
        place
            .run(&["cases", "import", "b.xlsx", "--organ", "TEST01"])
            .code,
        2
    );
    assert_eq!(place.run(&["cases", "template", "t.xlsx"]).code, 0);
    let empty = place.run(&["cases", "import", "t.xlsx", "--organ", "TEST01"]);
    assert!(
        empty.code == 0 && empty.out.contains("没有可以导入的行"),
        "{}",
        empty.err
    );
}

/// As offices keep it: a sheet a year, in a workbook of the 1904 date system, written by another program.
const A_SHEET_A_YEAR: &[u8] = include_bytes!("../../../paper/tests/it/fixtures/a-sheet-a-year-1904.xlsx");

#[test]
fn a_sheet_a_year_goes_in_with_its_own_days_and_every_sheet_is_named() {
    let place = Place(tempfile::tempdir().unwrap());
    assert_eq!(place.run(&ORGAN).code, 0);
    fs::write(place.0.path().join("a.xlsx"), A_SHEET_A_YEAR).unwrap();
    let done = place.run(&["cases", "import", "a.xlsx", "--organ", "TEST01"]);
    for words in [
        "共 4 行：可以导入 3 行，有问题 1 行",
        "2024年 第 3 行“申请人类型”：",
        "已读取工作表“2025年”：1 行",
        "已读取工作表“2024年”：2 行",
        "已读取工作表“2023年”：1 行",
        "没有读取工作表“统计”：没有找到登记表的表头",
        "没有读取工作表“2022年”：是隐藏的工作表",
        "已导入 3 件",
    ] {
        assert!(done.out.contains(words), "{words}: {}{}", done.out, done.err);
    }
    for year in ["2023", "2024", "2025"] {
        let export = [
            "cases", "export", "--organ", "TEST01", "--year", year, "-o", "b.xlsx",
        ];
        assert_eq!(place.run(&export).code, 0);
        let mut lines = Vec::new();
        paper::ledger::read(&fs::read(place.0.path().join("b.xlsx")).unwrap(), &mut |line| {
            lines.push(line);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        let received = format!("{year}-03-03");
        assert_eq!(lines.len(), 1, "{year}");
        assert_eq!(lines[0].get(Column::ReceivedOn), received);
        assert_eq!(
            lines[0].get(Column::Name),
            "张三",
            "the zero-width space left at the door"
        );
    }
}

#[test]
fn the_doctor_calls_a_missing_key_file_of_sealed_data_a_fault() {
    let place = Place(tempfile::tempdir().unwrap());
    assert_eq!(place.run(&ORGAN).code, 0);
    let keys = place.0.path().join("data/keys.toml");
    let aside = place.0.path().join("aside.toml");
    fs::rename(&keys, &aside).unwrap();
    // The end of the log is sealed from the first entry on.
    let sealed = place.run(&["doctor"]);
    assert!(
        sealed.code == 1 && sealed.out.contains("[故障] 密钥文件"),
        "{}",
        sealed.out
    );
    fs::rename(&aside, &keys).unwrap();
    place.ledger("a.xlsx", &[line(3, "A-1", "2025-03-03")]);
    assert_eq!(
        place
            .run(&["cases", "import", "a.xlsx", "--organ", "TEST01"])
            .code,
        0
    );
    assert!(place.run(&["doctor"]).out.contains("[正常] 密钥文件"));
    fs::rename(&keys, &aside).unwrap();
    let without = place.run(&["doctor"]);
    assert!(
        without.code == 1 && without.out.contains("[故障] 密钥文件") && without.out.contains("项加密的内容"),
        "{}",
        without.out
    );
    assert!(!keys.exists(), "the doctor makes no key file");
    // Another installation's keys open nothing either.
    assert_eq!(
        run(place.0.path(), &[&["--data", "other"], &ORGAN[..]].concat()).code,
        0
    );
    fs::copy(place.0.path().join("other/keys.toml"), &keys).unwrap();
    let foreign = place.run(&["doctor"]);
    assert!(
        foreign.code == 1 && foreign.out.contains("中没有密钥"),
        "{}",
        foreign.out
    );
    fs::rename(&aside, &keys).unwrap();
    assert_eq!(place.run(&["doctor"]).code, 0);
}
