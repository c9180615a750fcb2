use jiff::civil::{Date, date};

use super::*;
use crate::cases::{Rules, State};
use crate::codes::TableThreeRow;

fn line(cells: &[(Column, &str)]) -> Line {
    let mut line = Line::new(7);
    for (column, text) in [
        (Column::Number, "2024-1"),
        (Column::Name, "张三"),
        (Column::Kind, "自然人"),
        (Column::Channel, "当面提交"),
        (Column::ReceivedOn, "2025-03-03"),
        (Column::Request, "2024年度部门预算"),
    ]
    .iter()
    .chain(cells)
    {
        line.set(*column, *text);
    }
    line
}

fn faults(cells: &[(Column, &str)]) -> Vec<(String, String)> {
    let faults = read(
        &line(cells),
        &Rules::default(),
        Importing::first(date(2025, 12, 31)),
    )
    .expect_err("a fault");
    assert!(faults.iter().all(|fault| fault.line == 7));
    faults
        .into_iter()
        .map(|fault| (fault.column, fault.why))
        .collect()
}

fn entry(cells: &[(Column, &str)]) -> Entry {
    read(
        &line(cells),
        &Rules::default(),
        Importing::first(date(2025, 12, 31)),
    )
    .unwrap()
}

#[test]
fn headings_are_known_however_they_are_spelt() {
    for (heading, column) in [
        ("编号", Column::Number),
        (" 申请人 （姓名或名称）*", Column::Name),
        ("身份证号", Column::Identity),
        ("收到申请日期", Column::ReceivedOn),
        ("处 理 结 果", Column::Outcome),
        ("延期", Column::ExtendedOn),
    ] {
        assert_eq!(Column::of_heading(heading), Some(column), "{heading}");
    }
    assert_eq!(Column::of_heading("天气"), None);
    for column in Column::ALL {
        assert_eq!(Column::of_heading(column.label()), Some(*column));
    }
}

#[test]
fn days_are_read_in_every_usual_spelling() {
    for text in [
        "2025-03-03",
        "2025/3/3",
        "2025.3.3",
        "2025年3月3日",
        "20250303",
        "２０２５－０３－０３",
        "45719",
        "45719.5",
        "2025-03-03 09:30:00",
    ] {
        assert_eq!(day(text), Some(date(2025, 3, 3)), "{text}");
    }
    for text in [
        "",
        "三月",
        "2025-13-01",
        "2025-02-30",
        "12",
        "1998-01-01",
        "2025-03-03至2025-03-05",
        "99999999",
    ] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn a_line_becomes_a_case_with_its_history() {
    let entry = entry(&[
        (Column::Identity, "１１０１０５１９４９１２３１００２ｘ"),
        (
            Column::Contact,
            "13800001234；zhang@example.com；孟津区某路1号；471100",
        ),
        (Column::CorrectionOn, "2025/3/5"),
        (Column::CorrectedOn, "2025/3/12"),
        (Column::ExtendedOn, "2025年4月1日"),
        (Column::RepliedOn, "45765"),
        (Column::Outcome, "予以公开"),
        (Column::Delivery, "邮寄"),
    ]);
    assert_eq!(
        entry.application.particulars.identity_number,
        "11010519491231002X"
    );
    assert_eq!(entry.application.particulars.identity_kind, "identity_card");
    assert_eq!(
        (
            entry.application.particulars.phone.as_str(),
            entry.application.particulars.email.as_str(),
            entry.application.particulars.postcode.as_str(),
            entry.application.particulars.address.as_str()
        ),
        ("13800001234", "zhang@example.com", "471100", "孟津区某路1号")
    );
    assert_eq!(entry.standing.state, State::Delivered);
    assert_eq!(entry.standing.outcome, Some(TableThreeRow::Granted));
    assert_eq!(entry.standing.decided_on, Some(date(2025, 4, 18)));
    assert_eq!(entry.standing.due_on, Some(date(2025, 5, 12)));
}

#[test]
fn what_the_organ_does_today_is_done_at_the_desk_and_not_by_a_ledger() {
    let reply = |on, delivered| {
        let cells = [
            (Column::RepliedOn, on),
            (Column::Outcome, "予以公开"),
            (Column::Delivery, "邮寄"),
            (Column::DeliveredOn, delivered),
        ];
        read(
            &line(&cells),
            &Rules::default(),
            Importing::first(date(2025, 12, 31)),
        )
        .map_err(|faults| {
            let columns = faults.into_iter().map(|fault| fault.column);
            columns.collect::<Vec<_>>()
        })
    };
    assert_eq!(
        reply("2025-12-31", "2025-12-31").unwrap_err(),
        ["处理结果", "送达日期"]
    );
    assert_eq!(reply("2025-12-30", "2025-12-31").unwrap_err(), ["送达日期"]);
    assert!(reply("2025-12-30", "2025-12-30").is_ok());
}

#[test]
fn every_bad_cell_is_named_with_its_column_and_what_to_do() {
    let mut empty = Line::new(9);
    empty.set(Column::Note, "x");
    let empty = read(&empty, &Rules::default(), Importing::first(date(2025, 12, 31))).unwrap_err();
    let columns: Vec<&str> = empty.iter().map(|fault| fault.column.as_str()).collect();
    assert_eq!(
        columns,
        ["编号", "申请人", "申请内容", "申请人类型", "提交方式", "收到日期"]
    );
    for (column, text, words) in [
        (Column::ReceivedOn, "去年", "不是日期"),
        (Column::ReceivedOn, "2026-01-05", "晚于今天"),
        (Column::Kind, "外星人", "自然人、商业企业"),
        (Column::Outcome, "不予公开", "请从模板的列表中选择"),
        (Column::Outcome, "予以公开", "没有填写答复日期"),
        (Column::RepliedOn, "2025-03-10", "没有填写处理结果"),
        (Column::Identity, "110105194912310021", "校验不符"),
        (Column::Identity, "1.10105E+17", "科学计数"),
        (Column::ExtendedDays, "0", "1 至 20"),
        (Column::Request, "机密★10年 文件", "密级标志"),
    ] {
        let said = faults(&[(column, text)]);
        assert!(
            said.iter().any(|(_, why)| why.contains(words)),
            "{text}: {said:?}"
        );
    }
}

#[test]
fn a_history_that_cannot_have_happened_is_named_at_its_column() {
    for (cells, column, words) in [
        (
            vec![(Column::CorrectedOn, "2025-03-12")],
            Column::CorrectedOn,
            "尚未发出补正告知书",
        ),
        (
            vec![(Column::CorrectionOn, "2025-02-12")],
            Column::CorrectionOn,
            "早于申请到达之日（2025-03-03）",
        ),
        (
            vec![(Column::RepliedOn, "2025-03-12"), (Column::Outcome, "逾期未缴费")],
            Column::Outcome,
            "没有发出过收费通知",
        ),
        (
            vec![
                (Column::RepliedOn, "2025-03-12"),
                (Column::Outcome, "予以公开"),
                (Column::DeliveredOn, "2025-03-10"),
                (Column::Delivery, "邮寄送达"),
            ],
            Column::DeliveredOn,
            "不可能发生",
        ),
    ] {
        let said = faults(&cells);
        assert!(
            said.iter()
                .any(|(at, why)| at == column.label() && why.contains(words)),
            "{cells:?}: {said:?}"
        );
    }
}

#[test]
fn every_outcome_of_table_three_is_read_back_from_its_own_words() {
    for row in TableThreeRow::leaves().filter(|row| *row != TableThreeRow::OtherwiseMerged) {
        for text in [row.full_label(), row.label().to_owned(), row.code().to_owned()] {
            assert_eq!(cells::ended(&text), Some(cells::Ended::With(row)), "{text}");
        }
    }
    assert_eq!(cells::ended("撤回"), Some(cells::Ended::Withdrawn));
    assert_eq!(
        cells::ended("（一）予以公开"),
        Some(cells::Ended::With(TableThreeRow::Granted))
    );
    assert_eq!(cells::ended("不予公开"), None);
}

#[test]
fn what_was_against_the_rules_is_taken_in_and_warned_of_at_its_column() {
    for (cells, column, words, due_on) in [
        (
            vec![(Column::ExtendedOn, "2025-06-30")],
            Column::ExtendedOn,
            "不能再延长",
            date(2025, 3, 31),
        ),
        (
            vec![(Column::ExtendedOn, "2025-03-20"), (Column::ExtendedDays, "30")],
            Column::ExtendedOn,
            "现为30个，按20个计算",
            date(2025, 4, 28),
        ),
        (
            vec![
                (Column::RepliedOn, "2025-03-12"),
                (Column::Outcome, "4.保护第三方合法权益"),
            ],
            Column::Outcome,
            "没有书面征求过第三方意见",
            date(2025, 3, 31),
        ),
        (
            vec![(Column::ChargedOn, "2025-03-05"), (Column::PaidOn, "2025-06-30")],
            Column::PaidOn,
            "逾期",
            date(2025, 7, 28),
        ),
    ] {
        let taken = entry(&cells);
        let warnings = taken.warnings();
        assert!(
            warnings
                .iter()
                .any(|warning| warning.column == column.label() && warning.why.contains(words)),
            "{warnings:?}"
        );
        assert_eq!(taken.standing.due_on, Some(due_on), "{cells:?}");
    }
    assert!(entry(&[]).warnings().is_empty());
}

#[test]
fn a_written_history_reads_back_as_the_same_events() {
    for cells in [
        vec![],
        vec![(Column::RepliedOn, "2025-03-20"), (Column::Outcome, WITHDRAWN)],
        vec![
            (Column::Channel, "互联网渠道"),
            (Column::ConsultedOn, "2025-03-10"),
            (Column::OpinionOn, "2025-03-26"),
            (Column::Opinion, "不同意公开"),
            (Column::ExtendedOn, "2025-04-10"),
            (Column::ExtendedDays, "10"),
            (Column::RepliedOn, "2025-04-22"),
            (Column::Outcome, "保护第三方合法权益"),
            (Column::Delivery, "网上送达"),
            (Column::DeliveredOn, "2025-04-23"),
        ],
        vec![
            (Column::ConsultedOn, "2025-03-10"),
            (Column::OpinionOn, "2025-03-26"),
            (Column::Opinion, "部分同意公开：招标文件、工期"),
        ],
        vec![
            (Column::ConsultedOn, "2025-03-10"),
            (Column::OpinionOn, "2025-03-26"),
            (Column::Opinion, "部分同意"),
        ],
        vec![
            (Column::RepliedOn, "2025-03-20"),
            (Column::Outcome, "属于国家秘密"),
            (Column::Delivery, "邮寄送达"),
            (Column::OrderedOn, "2025-06-09"),
            (Column::OrderResult, "行政复议撤销"),
            (Column::OrderAuthority, "某市人民政府"),
            (Column::OrderNumber, "某政复决〔2025〕3号"),
            (Column::OrderDue, "15个工作日"),
            (Column::AgainOn, "2025-06-20"),
            (Column::AgainOutcome, "予以公开"),
            (Column::AgainDelivery, "直接送达"),
            (Column::AgainDeliveredOn, "2025-06-23"),
        ],
    ] {
        let first = entry(&cells);
        let mut again = line(&[]);
        history(&mut again, &first.events, &Reply::default());
        let second = read(&again, &Rules::default(), Importing::first(date(2025, 12, 31))).unwrap();
        assert_eq!(first.events, second.events);
        assert_eq!(first.standing.state, second.standing.state);
    }
}

#[test]
fn a_reply_made_anew_needs_what_ordered_it() {
    let whole = [
        (Column::RepliedOn, "2025-03-20"),
        (Column::Outcome, "属于国家秘密"),
        (Column::Delivery, "邮寄送达"),
        (Column::OrderedOn, "2025-06-09"),
        (Column::OrderResult, "复议后起诉责令履行"),
        (Column::OrderAuthority, "某市中级人民法院"),
        (Column::OrderNumber, "（2025）豫03行初3号"),
        (Column::OrderDue, "2025-06-30"),
    ];
    let one = entry(&whole);
    assert_eq!(one.standing.due_on, Some(date(2025, 6, 30)));
    let without = |column: Column| -> Vec<String> {
        let cells: Vec<_> = whole.into_iter().filter(|(one, _)| *one != column).collect();
        faults(&cells).into_iter().map(|(column, _)| column).collect()
    };
    assert_eq!(without(Column::OrderedOn), ["责令答复的结果"]);
    assert_eq!(without(Column::OrderResult), ["责令答复的结果"]);
    assert_eq!(without(Column::OrderNumber), ["决定书发文字号、判决书案号"]);
    let wrong = |column, text| -> Vec<String> {
        let cells: Vec<_> = whole.into_iter().chain([(column, text)]).collect();
        faults(&cells).into_iter().map(|(column, _)| column).collect()
    };
    assert_eq!(wrong(Column::OrderDue, "尽快"), ["责令答复期限"]);
    assert_eq!(wrong(Column::AgainOutcome, "予以公开"), ["再次答复日期"]);
    assert_eq!(wrong(Column::AgainOn, "2025-06-20"), ["再次答复结果"]);
}

#[test]
fn contacts_come_back_from_the_cell_they_were_written_into() {
    let particulars = crate::cases::Particulars {
        phone: "13800001234".into(),
        email: "zhang@example.com".into(),
        postcode: "471100".into(),
        address: "孟津区滨河路9号".into(),
        fax: "0379-69900001".into(),
        ..crate::cases::Particulars::default()
    };
    let cell = super::contact_cell(&particulars, |_, text| text.to_owned());
    assert_eq!(
        cell,
        "13800001234；zhang@example.com；471100；孟津区滨河路9号；传真：0379-69900001"
    );
    let mut read = crate::cases::Particulars::default();
    super::cells::contacts(&cell, &mut read);
    assert_eq!(read, particulars);
}

#[test]
fn what_was_done_since_the_organ_works_here_has_its_signer_its_number_and_its_proof() {
    let reply = [
        (Column::RepliedOn, "2025-03-20"),
        (Column::Outcome, "予以公开"),
        (Column::Delivery, "邮寄"),
    ];
    let extension = [(Column::ExtendedOn, "2025-03-20"), (Column::ExtendedDays, "20")];
    let columns = |cells: &[(Column, &str)], since: Date, is_signers: bool| -> Vec<String> {
        let importing = Importing {
            today: date(2025, 12, 31),
            since: Some(since),
            is_signers,
        };
        let faults = read(&line(cells), &Rules::default(), importing)
            .err()
            .unwrap_or_default();
        faults.into_iter().map(|fault| fault.column).collect()
    };
    let (before, after) = (date(2025, 3, 1), date(2025, 6, 1));
    assert!(columns(&reply, after, false).is_empty(), "older than the system");
    assert_eq!(
        columns(&reply, before, false),
        ["处理结果", "送达日期"],
        "a signer's"
    );
    assert_eq!(
        columns(&reply, before, true),
        ["答复书发文字号", "备注"],
        "without number and proof"
    );
    let proved = [
        (Column::ReplyNumber, "孟公开〔2025〕3号"),
        (Column::Note, "挂号信XA41000000001"),
    ];
    let proved: Vec<_> = reply.into_iter().chain(proved).collect();
    assert!(columns(&proved, before, true).is_empty());
    let online = proved.iter().map(|(column, text)| match column {
        Column::Delivery => (*column, "网上"),
        _ => (*column, *text),
    });
    assert_eq!(columns(&online.collect::<Vec<_>>(), before, true), ["送达方式"]);
    assert_eq!(columns(&extension, before, false), ["延期日期"]);
    assert_eq!(columns(&extension, before, true), ["备注"], "by which notice?");
    let asked = [(Column::CorrectionOn, "2025-03-06")];
    assert_eq!(columns(&asked, before, true), ["备注"], "by which notice?");
    assert_eq!(
        columns(&asked, before, false),
        ["补正告知日期"],
        "it is late no more"
    );
}

#[test]
fn what_a_ledger_brings_takes_no_lateness_off_together_either() {
    let corrected = [
        (Column::CorrectionOn, "2025-03-05"),
        (Column::CorrectedOn, "2025-05-12"),
        (Column::Note, "孟先开补〔2025〕55号，挂号信XA41000000055"),
    ];
    let told = |since: Date, is_signers: bool| -> Vec<String> {
        let importing = Importing {
            today: date(2025, 5, 13),
            since: Some(since),
            is_signers,
        };
        let read = read(&line(&corrected), &Rules::default(), importing);
        let faults = read.err().unwrap_or_default().into_iter();
        faults
            .map(|fault| format!("{}：{}", fault.column, fault.why))
            .collect()
    };
    let since = date(2025, 3, 1);
    let faults = told(since, false);
    assert!(
        matches!(faults.as_slice(), [one] if one.starts_with("收到补正日期：") && one.contains("须由签发人导入")
            && one.contains("空着导入")),
        "{faults:?}"
    );
    assert!(told(since, true).is_empty(), "{:?}", told(since, true));
    assert!(told(date(2025, 6, 1), false).is_empty(), "older than the system");
}
