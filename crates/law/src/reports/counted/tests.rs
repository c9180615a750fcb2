use super::*;

fn counted() -> Counted {
    let mut counted = Counted::zeros();
    counted.add(Cell::Three(TableThreeRow::New, ApplicantKind::Business), 2);
    counted.add(
        Cell::Three(TableThreeRow::OtherwiseUnpaid, ApplicantKind::Business),
        1,
    );
    counted.add(Cell::Four(Route::Reconsideration, Verdict::Upheld), 1);
    counted
}

#[test]
fn a_count_stands_in_its_cell_and_in_the_total() {
    let counted = counted();
    for cell in [
        Cell::Three(TableThreeRow::New, ApplicantKind::Business),
        Cell::Three(TableThreeRow::New, ApplicantKind::Total),
    ] {
        assert_eq!(counted.get(cell), Decimal::TWO);
    }
    let block = Cell::Four(Route::Reconsideration, Verdict::Total);
    assert_eq!(counted.get(block), Decimal::ONE);
    assert!(Counted::zeros().is_empty() && !counted.is_empty());
}

#[test]
fn differences_are_gone_once_taken_over_and_table_two_and_remarks_stay() {
    let counted = counted();
    let mut stated = Tables::zeros();
    let licences = Cell::from_name("table2.licences").unwrap();
    let (kept, changed) = (
        Cell::from_name("table3.granted.total").unwrap(),
        Cell::Three(TableThreeRow::New, ApplicantKind::Total),
    );
    stated.set(licences, 12);
    stated.set_note(kept, "原注");
    stated.set_note(changed, "原注");
    assert_eq!(counted.differences(&stated).len(), 6);
    let taken = counted.over(&stated);
    assert!(counted.differences(&taken).is_empty());
    assert_eq!(taken.get(licences), Some(Decimal::from(12)));
    assert_eq!((taken.note(kept), taken.note(changed)), (Some("原注"), None));
}

#[test]
fn a_register_counts_its_cells_of_table_two_and_nothing_else() {
    let [made, licences] =
        ["table2.normative_documents.made", "table2.licences"].map(|name| Cell::from_name(name).unwrap());
    let mut counted = Counted {
        tables: Tables::zeros(),
        has_register: true,
        ..Counted::default()
    };
    counted.add(made, 3);
    assert!(!counted.is_empty() && counted.is_without_cases());
    let mut stated = Tables::zeros();
    stated.set(licences, 12);
    stated.set(Cell::Three(TableThreeRow::New, ApplicantKind::Total), 7);
    let [difference] = counted.differences(&stated)[..] else {
        panic!("one cell differs")
    };
    assert_eq!((difference.cell, difference.counted), (made, Decimal::from(3)));
    let report = Report {
        tables: stated.clone(),
        ..Report::default()
    };
    let context = Context {
        counted: Some(&counted),
        ..Context::default()
    };
    let message = check(&report, &context).unwrap().message;
    assert!(message.contains("登记的规章、规范性文件不同"), "{message}");
    let taken = counted.over(&stated);
    assert_eq!(taken.get(licences), Some(Decimal::from(12)), "typed by a person");
    assert_eq!(
        taken.get(Cell::Three(TableThreeRow::New, ApplicantKind::Total)),
        Some(Decimal::from(7))
    );
    assert_eq!(taken.get(made), Some(Decimal::from(3)));
}

#[test]
fn decisions_and_fees_on_record_are_counted_and_no_other_number_of_table_two() {
    let [licences, penalties, fees] =
        ["licences", "penalties", "fees_wan_yuan"].map(|name| Cell::Two(Table2::from_code(name).unwrap()));
    let mut counted = Counted {
        rulings: BTreeMap::from([
            (Table2::Licences, Decimal::from(5)),
            (Table2::FeesWanYuan, Decimal::ZERO),
        ]),
        ..Counted::default()
    };
    counted.tables.set(licences, 12);
    counted.tables.set(fees, Decimal::new(123_456, 4));
    assert!(!counted.is_empty() && counted.is_without_cases());
    assert_eq!(counted.of_summaries(licences), Some(Decimal::from(5)));
    assert_eq!(counted.of_summaries(fees), None);
    let mut stated = Tables::zeros();
    stated.set(penalties, 7);
    stated.set(fees, Decimal::new(1235, 2));
    let [difference] = counted.differences(&stated)[..] else {
        panic!("one number differs: 12.35 is 12.3456 rounded, and no penalty is on record here")
    };
    assert_eq!(
        (difference.cell, difference.counted),
        (licences, Decimal::from(12))
    );
    let taken = counted.over(&stated);
    assert_eq!(taken.get(licences), Some(Decimal::from(12)));
    assert_eq!(
        taken.get(fees),
        Some(Decimal::new(1235, 2)),
        "what is rounded stays"
    );
    stated.set(fees, Decimal::from(12));
    assert_eq!(
        counted.differences(&stated).len(),
        2,
        "whole 万元 are no rounding"
    );
}

#[test]
fn the_older_single_row_is_compared_with_the_sum_of_its_three() {
    let counted = counted();
    let mut stated = counted.over(&Tables::zeros());
    for row in OTHERWISE {
        for kind in ApplicantKind::ALL {
            stated.clear(Cell::Three(row, *kind));
        }
    }
    for kind in ApplicantKind::ALL {
        let cell = Cell::Three(TableThreeRow::OtherwiseMerged, *kind);
        stated.set(cell, counted.get(cell));
    }
    assert!(counted.differences(&stated).is_empty());
    stated.set(
        Cell::Three(TableThreeRow::OtherwiseMerged, ApplicantKind::Business),
        3,
    );
    let [difference] = counted.differences(&stated)[..] else {
        panic!("one cell differs")
    };
    assert_eq!(difference.counted, Decimal::ONE);
    assert!(!counted.over(&stated).has_merged_otherwise());
}

#[test]
fn a_report_that_differs_from_the_records_is_warned_of() {
    let counted = counted();
    let mut report = Report {
        tables: counted.over(&Tables::zeros()),
        ..Report::default()
    };
    let context = Context {
        counted: Some(&counted),
        ..Context::default()
    };
    assert_eq!(check(&report, &context), None);
    report
        .tables
        .set(Cell::Four(Route::Reconsideration, Verdict::Upheld), 3);
    let finding = check(&report, &context).unwrap();
    assert!(
        finding.message.contains("报告为 3，记录为 1"),
        "{}",
        finding.message
    );
    assert_eq!(check(&report, &Context::default()), None);
}
