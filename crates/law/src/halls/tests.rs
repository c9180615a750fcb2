//! Hours, duty, taps and months as tables.

use jiff::Timestamp;
use jiff::civil::{DateTime, date, time};

use super::*;
use crate::calendar::Calendar;

fn hours(days: OpenDays) -> Hours {
    Hours::read(&TypedHours {
        summer: "8:30-12:00，15：00—18：30".to_owned(),
        winter: "8:30至12:00 14:30-18:00".to_owned(),
        summer_from: "5月1日".to_owned(),
        winter_from: "10-01".to_owned(),
        days: days.code().to_owned(),
    })
    .unwrap()
}

#[test]
fn the_hours_are_those_of_the_season() {
    let hours = hours(OpenDays::WorkingDays);
    for (day, told) in [
        (date(2024, 4, 30), "8:30-12:00，14:30-18:00"),
        (date(2024, 5, 1), "8:30-12:00，15:00-18:30"),
        (date(2024, 9, 30), "8:30-12:00，15:00-18:30"),
        (date(2024, 10, 1), "8:30-12:00，14:30-18:00"),
        (date(2024, 12, 31), "8:30-12:00，14:30-18:00"),
        (date(2024, 1, 1), "8:30-12:00，14:30-18:00"),
    ] {
        assert_eq!(hours.told_on(day), told, "{day}");
    }
    assert_eq!(
        hours.told(),
        [
            "夏季（5月1日起）8:30-12:00，15:00-18:30",
            "冬季（10月1日起）8:30-12:00，14:30-18:00"
        ]
    );
}

#[test]
fn a_hall_is_open_on_working_days_by_the_calendar() {
    let calendar = Calendar::built_in();
    let at = |days: OpenDays, moment: DateTime| hours(days).at(moment, &calendar, None).told();
    for (days, moment, told) in [
        (
            OpenDays::WorkingDays,
            date(2024, 9, 23).at(8, 0, 0, 0),
            "今天 8:30 开始办公",
        ),
        (
            OpenDays::WorkingDays,
            date(2024, 9, 23).at(8, 30, 0, 0),
            "正在办公，到 12:00",
        ),
        (
            OpenDays::WorkingDays,
            date(2024, 9, 23).at(12, 0, 0, 0),
            "今天 15:00 开始办公",
        ),
        (
            OpenDays::WorkingDays,
            date(2024, 9, 23).at(18, 30, 0, 0),
            "今天已下班",
        ),
        // 调休上班 and 国庆节
        (
            OpenDays::WorkingDays,
            date(2024, 9, 29).at(9, 0, 0, 0),
            "正在办公，到 12:00",
        ),
        (
            OpenDays::WorkingDays,
            date(2024, 10, 1).at(9, 0, 0, 0),
            "今天休息",
        ),
        (
            OpenDays::WorkingDays,
            date(2024, 9, 21).at(9, 0, 0, 0),
            "今天休息",
        ),
        (
            OpenDays::AlsoSaturdays,
            date(2024, 9, 21).at(9, 0, 0, 0),
            "正在办公，到 12:00",
        ),
        // A Saturday within 国庆节 is a holiday.
        (
            OpenDays::AlsoSaturdays,
            date(2024, 10, 5).at(9, 0, 0, 0),
            "今天休息",
        ),
        (
            OpenDays::EveryDay,
            date(2024, 10, 5).at(9, 0, 0, 0),
            "正在办公，到 12:00",
        ),
    ] {
        assert_eq!(at(days, moment), told, "{days:?} {moment}");
    }
    let closure = Closure {
        from: date(2024, 9, 23),
        to: date(2024, 9, 24),
        reason: "设备检修".to_owned(),
    };
    let now = hours(OpenDays::EveryDay).at(date(2024, 9, 24).at(9, 0, 0, 0), &calendar, Some(&closure));
    assert_eq!(now.told(), "暂停服务：设备检修");
    let day = hours(OpenDays::EveryDay).on(date(2024, 9, 25), &calendar, Some(&closure));
    assert!(matches!(day, Day::Open(_)));
}

#[test]
fn hours_that_cannot_be_meant_are_told_at_their_fields() {
    for (summer, winter, summer_from, fields) in [
        ("", "", "", &["summer"][..]),
        ("全天", "", "", &["summer"]),
        ("12:00-8:30", "", "", &["summer"]),
        ("8:30-12:00,11:00-15:00", "", "", &["summer"]),
        ("8:30-25:00", "", "", &["summer"]),
        ("8:30-12:00", "9-12", "2月30日", &["summer_from", "winter_from"]),
    ] {
        let wrong = Hours::read(&TypedHours {
            summer: summer.to_owned(),
            winter: winter.to_owned(),
            summer_from: summer_from.to_owned(),
            winter_from: String::new(),
            days: "working_days".to_owned(),
        })
        .unwrap_err();
        let named: Vec<&str> = wrong.iter().map(|why| why.field).collect();
        assert_eq!(named, fields, "{summer} {winter}");
    }
    let one = Hours::read(&TypedHours {
        summer: "9-17".to_owned(),
        days: "every_day".to_owned(),
        ..TypedHours::default()
    })
    .unwrap();
    assert_eq!(one.told(), ["9:00-17:00"]);
    let now = one.at(
        date(2024, 1, 1).to_datetime(time(10, 0, 0, 0)),
        &Calendar::built_in(),
        None,
    );
    assert!(now.is_open());
}

fn line(turn: Turn, person: &str, from: i8, to: Option<i8>) -> RosterLine {
    RosterLine {
        turn,
        person: person.to_owned(),
        from: date(2024, 9, from),
        to: to.map(|to| date(2024, 9, to)),
    }
}

#[test]
fn the_second_stands_in_for_the_first_and_a_gap_is_told() {
    let roster = [
        line(Turn::First, "甲", 1, None),
        line(Turn::Second, "乙", 1, Some(25)),
        line(Turn::Away, "甲", 10, Some(12)),
        line(Turn::Away, "乙", 12, Some(12)),
        line(Turn::Away, "甲", 27, None),
        line(Turn::First, "丙", 20, Some(21)),
    ];
    for (day, told) in [
        (1, "甲（A角）"),
        (9, "甲（A角）"),
        (10, "乙（B角，顶替甲）"),
        (12, "无人值守（甲、乙不在岗）"),
        (13, "甲（A角）"),
        (20, "丙（A角）"),
        (22, "甲（A角）"),
        (27, "无人值守（甲不在岗）"),
    ] {
        assert_eq!(on_duty(&roster, date(2024, 9, day)).told(), told, "{day}");
    }
    assert_eq!(on_duty(&roster, date(2024, 8, 31)), OnDuty::Gap(Vec::new()));
}

fn at(text: &str) -> Timestamp {
    format!("2024-09-23T{text}+08:00").parse().unwrap()
}

#[test]
fn a_tap_counts_when_it_was_tapped_within_the_hour_and_when_it_came_in_otherwise() {
    let rules = Rules::default();
    let received = at("10:00:00");
    for (tapped, counted, is_doubtful) in [
        (None, received, false),
        (Some(at("10:00:00")), received, false),
        (Some(at("09:00:00")), at("09:00:00"), false),
        (Some(at("08:59:59")), received, true),
        // A clock that goes a little ahead; one that is wrong; a visit dated tomorrow.
        (Some(at("10:01:30")), received, false),
        (Some(at("10:30:00")), received, true),
        (Some("2024-09-24T09:00:00+08:00".parse().unwrap()), received, true),
    ] {
        let counting = rules.counting(tapped, received);
        assert_eq!(
            counting,
            Counting {
                at: counted,
                is_doubtful
            },
            "{tapped:?}"
        );
    }
}

#[test]
fn two_taps_within_a_second_are_one() {
    let rules = Rules::default();
    assert!(rules.is_same_tap("reading", at("10:00:00"), at("10:00:01")));
    assert!(rules.is_same_tap("reading", at("10:00:01"), at("10:00:00.4")));
    assert!(!rules.is_same_tap("reading", at("10:00:00"), at("10:00:01.1")));
}

#[test]
fn thirty_taps_give_the_months_table_and_its_sentence() {
    let mut visits = Vec::new();
    for (kind, outcome, many) in [
        ("reading", VisitOutcome::Answered, 12),
        ("policy", VisitOutcome::Answered, 6),
        ("policy", VisitOutcome::Referred, 3),
        ("policy", VisitOutcome::ToldOnce, 1),
        ("guidance", VisitOutcome::Guided, 8),
    ] {
        visits.push(Visited {
            kind: kind.to_owned(),
            outcome,
            many,
        });
    }
    let sheet = MonthSheet::of(&visits);
    assert_eq!((sheet.total, sheet.totals.clone()), (30, vec![18, 1, 8, 3, 0]));
    let row = |code: &str| sheet.rows.iter().find(|row| row.code == code).unwrap();
    assert_eq!(
        (row("policy").total, row("policy").counts.clone()),
        (10, vec![6, 1, 0, 3, 0])
    );
    assert_eq!(row("copying").total, 0);
    assert_eq!(
        sheet.sentence("2024年9月", &["南厅", "北厅"]),
        "2024年9月，南厅、北厅政务公开窗口共接待30人次，其中信息查阅12人次、政策咨询10人次、办事指引8人次。"
    );
    assert_eq!(
        MonthSheet::of(&[]).sentence("2024年9月", &["南厅"]),
        "2024年9月，南厅政务公开窗口接待0人次。"
    );
}

fn item(name: &str, basis: &str) -> MissingItem {
    MissingItem {
        name: name.to_owned(),
        fault: "missing".to_owned(),
        mend: String::new(),
        basis: basis.to_owned(),
    }
}

#[test]
fn a_sheet_says_every_item_with_its_basis_and_by_when() {
    let today = date(2024, 9, 23);
    let form = NoticeForm {
        service: "申请公开土地出让合同".to_owned(),
        items: vec![
            item("身份证明", "条例第二十九条"),
            item("", ""),
            item("申请内容描述", "条例第二十九条"),
        ],
        due_on: "2024-10-15".to_owned(),
        done_in: "20 个工作日".to_owned(),
        place: "南厅 3 号窗口".to_owned(),
        phone: "0379-00000000".to_owned(),
        ..NoticeForm::default()
    };
    let notice = Notice::read(&form, today).unwrap();
    assert_eq!((notice.items.len(), notice.due_on), (2, date(2024, 10, 15)));
    let fields = |form: &NoticeForm| -> Vec<&'static str> {
        let wrong = Notice::read(form, today).unwrap_err();
        wrong.iter().map(|why| why.field).collect()
    };
    let blank = NoticeForm::default();
    assert_eq!(
        fields(&blank),
        ["service", "done_in", "place", "phone", "items", "due_on"]
    );
    let without_basis = NoticeForm {
        items: vec![item("身份证明", "")],
        due_on: "2024-09-22".to_owned(),
        ..form.clone()
    };
    assert_eq!(fields(&without_basis), ["items", "due_on"]);
}
