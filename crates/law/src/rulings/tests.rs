use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 30);

fn form() -> EntryForm {
    EntryForm {
        kind: "licence".to_owned(),
        number: "孟先许〔2026〕12号".to_owned(),
        matter: "建设工程施工许可".to_owned(),
        on: "2026-03-05".to_owned(),
        openness: "published".to_owned(),
        source: "行政许可案卷".to_owned(),
        evidence: "https://example.gov.cn/xk/12".to_owned(),
        ..EntryForm::default()
    }
}

fn fields(form: &EntryForm) -> Vec<&'static str> {
    let wrong = Entry::read(form, false, TODAY).unwrap_err();
    wrong.into_iter().map(|why| why.field).collect()
}

fn decided(on: Date) -> Counting {
    Counting {
        kind: RulingKind::Licence,
        on,
        is_summary: false,
        amount: 1,
        revoked_on: None,
        is_struck: false,
    }
}

#[test]
fn an_entry_has_a_number_a_matter_a_day_a_source_and_evidence() {
    assert!(Entry::read(&form(), false, TODAY).is_ok());
    let blank = EntryForm {
        kind: "licence".to_owned(),
        ..EntryForm::default()
    };
    assert_eq!(
        fields(&blank),
        ["matter", "source", "on", "number", "openness", "evidence"]
    );
    let with_file = EntryForm {
        evidence: String::new(),
        ..form()
    };
    assert_eq!(fields(&with_file), ["evidence"]);
    assert!(Entry::read(&with_file, true, TODAY).is_ok(), "a file is evidence");
    for on in ["2026-12-01", "2006-03-05", "三月五日"] {
        let late = EntryForm {
            on: on.to_owned(),
            ..form()
        };
        assert_eq!(fields(&late), ["on"], "{on}");
    }
}

#[test]
fn what_is_lawfully_withheld_counts_and_says_on_what_ground() {
    let withheld = EntryForm {
        openness: "withheld".to_owned(),
        ..form()
    };
    assert_eq!(fields(&withheld), ["ground"]);
    let grounded = EntryForm {
        ground: "条例第十五条".to_owned(),
        ..withheld
    };
    let entry = Entry::read(&grounded, false, TODAY).unwrap();
    assert_eq!((entry.amount, entry.ground.as_deref()), (1, Some("条例第十五条")));
}

#[test]
fn a_register_of_numbers_holds_no_identity_number_and_no_secret() {
    let named = EntryForm {
        note: "当事人身份证号 11010519491231002X".to_owned(),
        ..form()
    };
    assert_eq!(fields(&named), ["note"]);
    let secret = EntryForm {
        matter: "机密★1年 某项许可".to_owned(),
        ..form()
    };
    assert_eq!(fields(&secret), ["matter"]);
}

#[test]
fn a_fee_is_an_amount_of_yuan_and_is_printed_in_ten_thousands() {
    let fee = |yuan: &str| EntryForm {
        kind: "fee".to_owned(),
        yuan: yuan.to_owned(),
        openness: String::new(),
        ..form()
    };
    let read = |yuan: &str| Entry::read(&fee(yuan), false, TODAY).map(|entry| entry.amount);
    assert_eq!(read("12,850.50元"), Ok(1_285_050));
    for bad in ["", "0", "-3", "1.005", "许多"] {
        assert_eq!(fields(&fee(bad)), ["yuan"], "{bad}");
    }
    assert_eq!(printed(RulingKind::Fee, 1_285_050).to_string(), "1.28505");
    assert_eq!(printed(RulingKind::Penalty, 12).to_string(), "12");
}

#[test]
fn a_summary_has_its_days_within_one_year_and_may_be_none() {
    let summary = |from: &str, on: &str, count: &str| EntryForm {
        number: String::new(),
        openness: String::new(),
        is_summary: true,
        from: from.to_owned(),
        on: on.to_owned(),
        count: count.to_owned(),
        ..form()
    };
    let entry = Entry::read(&summary("2026-03-01", "2026-03-31", "57"), false, TODAY).unwrap();
    assert!(entry.is_summary() && entry.amount == 57);
    let none = Entry::read(&summary("2026-03-01", "2026-03-31", "0"), false, TODAY);
    assert_eq!(none.unwrap().amount, 0, "nothing decided is a number too");
    assert_eq!(fields(&summary("2025-12-01", "2026-01-31", "57")), ["on"]);
    assert_eq!(fields(&summary("2026-04-01", "2026-03-31", "57")), ["on"]);
    assert_eq!(fields(&summary("2026-03-01", "2026-03-31", "")), ["count"]);
    assert_eq!(fields(&summary("", "2026-03-31", "57")), ["from"]);
    let of_days = |from, to| ("建设工程施工许可", from, to);
    assert!(entry.doubles(of_days(date(2026, 3, 31), date(2026, 4, 30))));
    assert!(!entry.doubles(of_days(date(2026, 4, 1), date(2026, 4, 30))));
    assert!(!entry.doubles(("另一事项", date(2026, 3, 1), date(2026, 3, 31))));
}

#[test]
fn a_decision_counts_in_the_year_of_its_day_and_what_was_struck_never() {
    let one = decided(date(2025, 12, 31));
    assert!(one.counts_in(2025) && !one.counts_in(2026));
    let struck = Counting {
        is_struck: true,
        ..one
    };
    assert!(!struck.counts_in(2025));
    assert!(tally(2025, [struck]).is_empty(), "nothing on record is no 0");
}

#[test]
fn a_revocation_takes_the_decision_off_its_own_year_and_no_later_one() {
    let revoked = |on| Counting {
        revoked_on: Some(on),
        ..decided(date(2025, 6, 1))
    };
    let same = revoked(date(2025, 12, 31));
    let later = revoked(date(2026, 1, 1));
    assert!(!same.counts_in(2025) && same.is_revoked_in(2025));
    assert!(later.counts_in(2025) && later.is_revoked_in(2026) && !later.counts_in(2026));
    let of_2025 = tally(2025, [same, later, decided(date(2025, 1, 1))]);
    let tally_2025 = of_2025.get(&RulingKind::Licence).unwrap();
    assert_eq!((tally_2025.amount, tally_2025.revoked), (2, 1));
    let entry = Entry::read(&form(), false, TODAY).unwrap();
    assert!(
        may_revoke(&entry, date(2026, 3, 4), TODAY).is_err(),
        "before it was decided"
    );
    assert!(
        may_revoke(&entry, date(2026, 12, 1), TODAY).is_err(),
        "not in force yet"
    );
    assert!(may_revoke(&entry, date(2026, 3, 5), TODAY).is_ok());
}

#[test]
fn summaries_are_counted_and_told_apart() {
    let summary = Counting {
        is_summary: true,
        amount: 57,
        ..decided(date(2026, 3, 31))
    };
    let tallies = tally(
        2026,
        [summary, decided(date(2026, 3, 5)), decided(date(2026, 4, 5))],
    );
    let tally = tallies.get(&RulingKind::Licence).unwrap();
    assert_eq!((tally.singles, tally.of_summaries, tally.amount), (2, 57, 59));
}

#[test]
fn every_kind_is_a_number_of_table_two_and_no_other_cell_is() {
    for kind in RulingKind::ALL {
        assert_eq!(RulingKind::of_cell(kind.cell()), Some(*kind));
    }
    assert_eq!(RulingKind::of_cell(Table2::NormativeMade), None);
}

#[test]
fn a_list_is_read_by_its_headings_and_a_bad_line_says_why() {
    let row = |cells: &[&str]| -> Vec<String> { cells.iter().map(|cell| (*cell).to_owned()).collect() };
    assert_eq!(Headings::read(&row(&["序号", "文号"])), None);
    let headings = Headings::read(&row(&["类别", "决定书文号", "案由", "处罚决定日期", "是否公开"])).unwrap();
    let read = |cells: &[&str]| headings.line(7, &row(cells), "执法办案系统", TODAY);
    let line = read(&["行政处罚", "孟先罚〔2026〕3号", "未按规定公示", "2026/5/6", "是"])
        .unwrap()
        .unwrap();
    assert_eq!((line.line, line.entry.basis.source.as_str()), (7, "执法办案系统"));
    assert_eq!(line.entry.openness, Some(Openness::Published));
    assert_eq!(read(&["", "", "", "", ""]), Ok(None));
    for (bad, told) in [
        (["行政裁决", "1号", "某事", "2026-05-06", "是"], "类别应为"),
        (["行政处罚", "", "某事", "2026-05-06", "是"], "文号"),
        (["行政处罚", "1号", "", "2026-05-06", "是"], "事项"),
        (["行政处罚", "1号", "某事", "2027-05-06", "是"], "晚于今天"),
        (["行政处罚", "1号", "某事", "2026-05-06", ""], "公开情况"),
        (["行政处罚", "1号", "某事", "2026-05-06", "否"], "依据"),
    ] {
        let why = read(&bad).unwrap_err();
        assert!(why.contains(told), "{why}");
    }
}
