//! `gongkai proof`: thirty forbidden kinds planted in texts and files are caught with their rule, ten texts that are right are
//! let through.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::command::run;

/// A text, and the rule that it breaks.
const WRONG: [(&str, &str); 26] = [
    ("身份证号：11010519491231002X", "identity.number"),
    (
        "身份证号：１１０１０５１９４９１２３１００２Ｘ",
        "identity.number",
    ),
    ("身份证号：110105 19491231 002X", "identity.number"),
    ("410305199001012000", "identity.rounded"),
    ("4.10305E+17", "identity.rounded"),
    ("身份证：110105491231002", "identity.old"),
    ("身份证号：41030519900101****", "identity.masked"),
    ("身份证号：110105194912310021", "identity.wrong"),
    ("联系人电话：13800001234", "phone.mobile"),
    ("农业银行卡号6222 0200 0000 0000 000", "card.number"),
    ("姓名\t病情\n张三\t肺结核", "list.persons"),
    ("机密★10年", "secrecy.mark"),
    ("份号：000012", "secrecy.copy"),
    ("内部资料　注意保存", "secrecy.internal"),
    ("根据××局的意见，现予公布。", "draft.placeholder"),
    ("2024年×月×日", "draft.placeholder"),
    ("截止2023年2月29日。", "date.impossible"),
    ("2024年12月2日（星期二）上午", "date.weekday"),
    (
        "关于2024年春节放假的通知\n2023年1月21日至27日放假。",
        "title.year",
    ),
    ("罚款20000元（大写：贰拾万元整）", "amount.capitals"),
    ("一、总则\n二、任务\n四、附则", "numbering.skips"),
    (
        "样式见附件3。\n附件：1．任务清单\n2．责任分工",
        "attachment.missing",
    ),
    ("根据《中华人民共和国行政许可法规定", "punctuation.pairs"),
    ("孟政办[2024]12号", "citation.form"),
    ("根据《中华人民共和国政府信息公开条列》", "phrase.near"),
    ("经研究,现通知如下。", "punctuation.width"),
];

const RIGHT: [&str; 10] = [
    "身份证号：110105********002X",
    "统一社会信用代码：11410308005432187X",
    "咨询电话：0379-67910000",
    "国家秘密的密级分为绝密、机密、秘密。",
    "张××、李××等二人，规格为3×5米。",
    "2024年2月29日（星期四）",
    "罚款200000元（大写：贰拾万元整）",
    "一、总则\n（一）目的\n（二）依据\n二、任务\n（一）目标",
    "根据《中华人民共和国行政许可法》（以下简称许可法），孟政办〔2024〕12号",
    "“第一段\n“第二段。”",
];

fn rules(folder: &Path, name: &str) -> (i32, Vec<String>) {
    let ended = run(folder, &["proof", "check", name, "--json"]);
    let found: Value = serde_json::from_str(&ended.out).unwrap_or(Value::Null);
    let found = found["findings"].as_array().cloned().unwrap_or_default();
    let names = found
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap().to_owned());
    (ended.code, names.collect())
}

#[test]
fn what_is_planted_in_a_text_is_found_and_what_is_right_is_let_through() {
    let folder = tempfile::tempdir().unwrap();
    let (mut missed, mut alarms) = (Vec::new(), Vec::new());
    for (text, rule) in WRONG {
        fs::write(folder.path().join("a.txt"), text).unwrap();
        let (_, found) = rules(folder.path(), "a.txt");
        if !found.iter().any(|found| found == rule) {
            missed.push((rule, text, found));
        }
    }
    for text in RIGHT {
        fs::write(folder.path().join("a.txt"), text).unwrap();
        let (code, found) = rules(folder.path(), "a.txt");
        if code != 0 || !found.is_empty() {
            alarms.push((text, found));
        }
    }
    assert!(
        missed.is_empty() && alarms.is_empty(),
        "missed {missed:#?}\nfalse alarms {alarms:#?}"
    );
}

#[test]
fn what_blocks_ends_with_one_in_a_page_and_in_a_files_name() {
    let folder = tempfile::tempdir().unwrap();
    let page = "<html><body><p>通知</p><img src='a.png'></body></html>";
    fs::write(folder.path().join("a.html"), page).unwrap();
    assert_eq!(
        rules(folder.path(), "a.html"),
        (1, vec!["picture.description".to_owned()])
    );
    fs::write(folder.path().join("秘密★.txt"), "通知").unwrap();
    assert_eq!(
        rules(folder.path(), "秘密★.txt"),
        (1, vec!["secrecy.mark".to_owned()])
    );
}

#[test]
fn what_can_not_be_read_ends_with_two_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.bin"), [0, 1, 2, 3]).unwrap();
    for name in ["a.bin", "没有.txt"] {
        let ended = run(folder.path(), &["proof", "check", name]);
        assert_eq!(ended.code, 2, "{}", ended.err);
        assert!(ended.err.starts_with(name), "{}", ended.err);
    }
}

#[test]
fn the_rules_are_listed_with_stable_names() {
    let folder = tempfile::tempdir().unwrap();
    let ended = run(folder.path(), &["proof", "rules", "--json"]);
    let listed: Value = serde_json::from_str(&ended.out).unwrap();
    let listed = listed["rules"].as_array().unwrap();
    assert_eq!(listed.len(), law::proof::RULES.len());
    let first = &listed[0];
    assert_eq!(
        (
            first["rule"].as_str(),
            first["class"].as_str(),
            first["severity"].as_str()
        ),
        (Some("secrecy.mark"), Some("secrecy"), Some("block"))
    );
    let plain = run(folder.path(), &["proof", "rules"]);
    assert_eq!(plain.code, 0);
    assert!(
        plain
            .out
            .contains("identity.number  身份证号码（个人信息，不得发布）"),
        "{}",
        plain.out
    );
}
