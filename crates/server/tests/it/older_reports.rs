//! The report commands on reports of before today's format: that of 2019, and prose as archive editions.

use serde_json::Value;

use crate::command::{repository, run};

/// A file of the reader's shapes.
fn shape(name: &str) -> String {
    repository("crates/paper/tests/it/fixtures/shapes")
        .join(name)
        .display()
        .to_string()
}

#[test]
fn a_report_in_the_format_of_2019_is_read_checked_and_converted() {
    let folder = tempfile::tempdir().unwrap();
    let (former, figures) = (shape("pingtan-2020.html"), shape("pingtan-2020.json"));
    let read = run(folder.path(), &["report", "read", &former, "--json"]);
    assert_eq!(read.code, 0, "{}", read.err);
    let read: Value = serde_json::from_str(&read.out).unwrap();
    let right: Value = serde_json::from_str(&std::fs::read_to_string(&figures).unwrap()).unwrap();
    for (name, right) in right.as_object().unwrap() {
        assert_eq!(&read[name], right, "{name}");
    }
    // What prints it reads it, with or without its own words.
    assert_eq!(run(folder.path(), &["report", "read", &figures]).code, 0);
    let before = shape("pingtan-2019.html");
    let checked = run(
        folder.path(),
        &["report", "check", &former, "--previous", &before],
    );
    assert_eq!(checked.code, 1, "{}", checked.err);
    assert!(
        checked.out.contains("（国办公开办函〔2019〕60号）"),
        "{}",
        checked.out
    );
    assert!(checked.out.contains("相差 6"), "{}", checked.out);
    let out = folder.path().join("a.json").display().to_string();
    let converted = run(
        folder.path(),
        &["report", "convert", &former, "--to", "json", "--as-2021", &out],
    );
    assert_eq!(converted.code, 0, "{}", converted.err);
    assert!(
        converted.out.contains("不能对应：表二“政府集中采购·采购总金额”"),
        "{}",
        converted.out
    );
    let converted: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    assert_eq!(
        (&converted["format"], &converted["table2"]["licences"]),
        (&2021.into(), &278.into())
    );
    assert_eq!(
        converted["table2"]["normative_documents"]["in_force"],
        Value::Null
    );
}

#[test]
fn a_report_in_prose_names_the_way_it_comes_in_and_comes_in_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = |arguments: &[&str]| run(folder.path(), arguments);
    let prose = shape("of-2018.txt");
    let refused = run(folder.path(), &["report", "read", &prose]);
    assert_eq!(refused.code, 2);
    for words in ["2018 年度", "gongkai report import --archive"] {
        assert!(refused.err.contains(words), "{}", refused.err);
    }
    let created = store(&[
        "organ",
        "create",
        "--code",
        "PTSY",
        "--name",
        "平潭综合实验区管理委员会",
        "--level",
        "management_committee",
    ]);
    assert_eq!(created.code, 0, "{}", created.err);
    let import = ["report", "import", &prose, "--organ", "PTSY", "--archive"];
    let day = ["--published-on", "2019-03-28"];
    assert_ne!(
        store(&[&import[..], &day[..]].concat()).code,
        0,
        "a day without its reason"
    );
    let imported = store(&[&import[..], &day[..], &["--why", "原门户网站公布"]].concat());
    assert_eq!(imported.code, 0, "{}", imported.err);
    assert!(imported.out.contains("按存档版导入"), "{}", imported.out);
    let former = shape("pingtan-2020.html");
    let wrong = store(&["report", "import", &former, "--organ", "PTSY", "--archive"]);
    assert_eq!(wrong.code, 2, "{}", wrong.out);
}
