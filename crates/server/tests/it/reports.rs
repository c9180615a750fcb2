//! The report commands on real reports and on files that must be refused: exit 0 fine, 1 errors found, 2 unreadable.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::command::{fixture, run, seed};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn names(findings: &Value) -> Vec<&str> {
    findings["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["name"].as_str().unwrap())
        .collect()
}

#[test]
fn the_seed_breaks_no_tally_and_its_slip_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let ended = run(folder.path(), &["report", "check", &seed(), "--json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let findings = json(&ended.out);
    assert_eq!(names(&findings), ["labels"]);
    assert!(
        findings["findings"][0]["message"]
            .as_str()
            .unwrap()
            .contains("本年废止件数")
    );
}

#[test]
fn the_seed_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let report = json(&run(folder.path(), &["report", "read", &seed(), "--json"]).out);
    assert_eq!(report["organ"], "孟津区先进制造业开发区管委会");
    assert_eq!(report["year"], 2024);
    assert_eq!(report["table3"].as_object().unwrap().len(), 25);
    assert_eq!(report["table3"]["refused.state_secret"]["natural_person"], 0);
    assert_eq!(report["table4"]["litigation_after_reconsideration"]["total"], 0);
    assert_eq!(
        report["sections"]["6"],
        "本单位2024年度未收取政府信息公开信息处理费"
    );
    assert_eq!(report["unread"].as_array().unwrap().len(), 0);
}

#[test]
fn a_report_written_by_another_program_is_read_cell_by_cell() {
    let folder = tempfile::tempdir().unwrap();
    let report = json(
        &run(
            folder.path(),
            &["report", "read", &fixture("hongze-2024.pdf"), "--json"],
        )
        .out,
    );
    assert_eq!(report["organ"], "淮安市洪泽区人民政府");
    let row = |name: &str| -> Vec<i64> {
        let columns = [
            "natural_person",
            "business",
            "research",
            "public_welfare",
            "legal_service",
            "other",
            "total",
        ];
        columns
            .iter()
            .map(|column| report["table3"][name][*column].as_i64().unwrap())
            .collect()
    };
    // As its third and fourth page show: whoever applied was a natural person.
    let received = [
        ("new", 95),
        ("granted", 50),
        ("partly_granted", 9),
        ("refused.safety", 1),
        ("refused.process_information", 1),
        ("refused.enforcement_file", 1),
        ("unavailable.not_held", 31),
        ("unavailable.needs_making", 1),
        ("not_processed.petition", 1),
        ("otherwise.merged", 0),
        ("total", 95),
        ("carried_forward", 0),
        ("brought_forward", 0),
        ("refused.state_secret", 0),
        ("refused.forbidden_by_law", 0),
        ("unavailable.still_unclear", 0),
        ("not_processed.reissue", 0),
    ];
    for (name, count) in received {
        assert_eq!(row(name), [count, 0, 0, 0, 0, 0, count], "{name}");
    }
    assert!(report["table3"]["otherwise.uncorrected"]["total"].is_null());
    assert_eq!(
        report["table2"]["normative_documents"],
        json(r#"{"made":3,"repealed":0,"in_force":8}"#)
    );
    assert_eq!(
        [
            &report["table2"]["licences"],
            &report["table2"]["penalties"],
            &report["table2"]["fees_wan_yuan"]
        ],
        [&Value::from(9487), &Value::from(2776), &Value::from(7545)]
    );
    assert_eq!(
        report["table4"]["litigation_after_reconsideration"],
        json(r#"{"upheld":2,"corrected":0,"other":1,"pending":0,"total":3}"#)
    );
}

#[test]
fn what_its_authors_got_wrong_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str| run(folder.path(), &["report", "check", &fixture(name), "--json"]);
    let hongze = check("hongze-2024.pdf");
    assert_eq!(hongze.code, 0);
    assert_eq!(names(&json(&hongze.out)), ["text.numbers", "labels"]);
    assert!(hongze.out.contains("受理政府信息公开申请17件") && hongze.out.contains("其他法律行政止公开"));
    let science = check("shanghai-science-2024.txt");
    assert_eq!(science.code, 1);
    assert!(
        science.out.contains("table3.carried_forward.total"),
        "{}",
        science.out
    );
    let hangzhou = json(&check("hangzhou-2025.txt").out);
    assert!(
        !names(&hangzhou)
            .iter()
            .any(|name| name.starts_with('t') && !name.starts_with("text"))
    );
}

#[test]
fn the_figures_of_a_city_are_read_as_they_stand() {
    let folder = tempfile::tempdir().unwrap();
    let report = json(
        &run(
            folder.path(),
            &["report", "read", &fixture("hangzhou-2025.txt"), "--json"],
        )
        .out,
    );
    assert_eq!(report["table2"]["licences"], 11_398_889);
    assert_eq!(report["table3"]["new"]["total"], 14_069);
    assert_eq!(report["table3"]["otherwise.other"]["natural_person"], 941);
    assert_eq!(report["table4"]["reconsideration"]["pending"], 121);
}

#[test]
fn the_older_format_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let ended = run(folder.path(), &["report", "check", &fixture("shanghai-2019.txt")]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.err.contains("2019") && ended.err.contains("〔2019〕60号"),
        "{}",
        ended.err
    );
}

#[test]
fn a_changed_number_is_caught_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let hangzhou = fs::read_to_string(fixture("hangzhou-2025.txt")).unwrap();
    let changed = folder.path().join("changed.txt");
    fs::write(&changed, hangzhou.replace("| 5345 | 129 |", "| 5346 | 129 |")).unwrap();
    let ended = run(
        folder.path(),
        &["report", "check", &changed.display().to_string(), "--json"],
    );
    assert_eq!(ended.code, 1);
    let found = json(&ended.out);
    for name in ["t3.across", "t3.outcomes"] {
        assert!(names(&found).contains(&name), "{name} in {}", ended.out);
    }
}

#[test]
fn files_that_are_no_whole_report_are_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let seed = fs::read(seed()).unwrap();
    let cut: Vec<u8> = seed.iter().copied().take(seed.len() / 2).collect();
    let noise: Vec<u8> = (0..6000_u32)
        .map(|number| u8::try_from(number.wrapping_mul(2_654_435_761) >> 24).unwrap())
        .collect();
    let cases: [(&str, Vec<u8>, &str); 5] = [
        ("cut.txt", cut, "完整"),
        ("noise.bin", noise, "无法识别"),
        ("empty.txt", Vec::new(), "空"),
        (
            "letter.txt",
            "尊敬的先生：您好。".into(),
            "不是政府信息公开工作年度报告",
        ),
        (
            "old.doc",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more".to_vec(),
            "另存为",
        ),
    ];
    for (name, bytes, reason) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let ended = run(
            folder.path(),
            &["report", "read", &path.display().to_string(), "--json"],
        );
        assert_eq!(ended.code, 2, "{name}: {}", ended.out);
        assert!(ended.err.contains(reason), "{name}: {}", ended.err);
        assert!(ended.out.is_empty(), "{name} gives nothing");
    }
    let missing = run(folder.path(), &["report", "read", "nowhere.txt"]);
    assert_eq!(missing.code, 2);
}

#[test]
fn fifty_megabytes_are_refused_without_being_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.txt");
    fs::File::create(&path).unwrap().set_len(50 << 20).unwrap();
    let ended = run(folder.path(), &["report", "check", &path.display().to_string()]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("50 MB"), "{}", ended.err);
}

#[test]
fn a_file_in_gbk_is_converted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gbk.txt");
    let text = fs::read_to_string(seed()).unwrap();
    let (bytes, _, has_errors) = encoding_rs::GBK.encode(&text);
    assert!(!has_errors);
    fs::write(&path, bytes).unwrap();
    let gbk = run(
        folder.path(),
        &["report", "read", &path.display().to_string(), "--json"],
    );
    assert_eq!(gbk.code, 0, "{}", gbk.err);
    assert_eq!(
        json(&gbk.out),
        json(&run(folder.path(), &["report", "read", &seed(), "--json"]).out)
    );
}

#[test]
fn a_file_that_can_not_be_read_stores_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = |arguments: &[&str]| run(folder.path(), arguments);
    let created = store(&[
        "organ",
        "create",
        "--code",
        "MJXJ",
        "--name",
        "孟津区先进制造业开发区管委会",
        "--level",
        "management_committee",
    ]);
    assert_eq!(created.code, 0, "{}", created.err);
    let cut = folder.path().join("cut.txt");
    fs::write(
        &cut,
        fs::read(seed())
            .unwrap()
            .into_iter()
            .take(4000)
            .collect::<Vec<u8>>(),
    )
    .unwrap();
    assert_eq!(
        store(&["report", "import", &cut.display().to_string(), "--organ", "MJXJ"]).code,
        2
    );
    let export = [
        "report", "export", "--organ", "MJXJ", "--year", "2024", "--to", "json",
    ];
    assert_ne!(store(&export).code, 0);
    let imported = store(&["report", "import", &seed(), "--organ", "MJXJ"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let foreign = store(&["report", "import", &fixture("hongze-2024.pdf"), "--organ", "MJXJ"]);
    assert_eq!(foreign.code, 2);
    assert!(foreign.err.contains("不是"), "{}", foreign.err);
}

#[test]
fn a_due_day_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let ended = run(folder.path(), &["calendar", "due", "2024-02-05", "20"]);
    assert_eq!((ended.code, ended.out.trim()), (0, "2024-03-08"));
    assert!(
        run(folder.path(), &["calendar", "due", "2026-12-15", "20"])
            .err
            .contains("暂定")
    );
}

/// A page of one sign in a font whose encoding the PDF library does not know.
fn strange_pdf() -> Vec<u8> {
    const DRAWN: &str = "BT /F1 12 Tf 72 700 Td <3021> Tj ET";
    let stream = format!("<< /Length {} >>\nstream\n{DRAWN}\nendstream", DRAWN.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        &stream,
        "<< /Type /Font /Subtype /Type0 /BaseFont /Kai /Encoding /GBT-EUC-H /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Kai /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> \
         /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /Kai /Flags 4 >>",
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(text.len());
        write!(text, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let table = text.len();
    text.push_str("xref\n0 8\n0000000000 65535 f \n");
    for place in places {
        writeln!(text, "{place:010} 00000 n ").unwrap();
    }
    let end = format!("trailer\n<< /Size 8 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    (text + &end).into_bytes()
}

#[test]
fn what_the_pdf_library_cannot_read_is_said_in_our_words_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("strange.pdf");
    fs::write(&path, strange_pdf()).unwrap();
    let ended = run(folder.path(), &["report", "read", &path.display().to_string()]);
    assert_eq!(ended.code, 2, "{}", ended.out);
    assert!(ended.err.contains("无法识别的字体编码"), "{}", ended.err);
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
}
