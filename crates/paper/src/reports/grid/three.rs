//! Table 三 (收到和处理政府信息公开申请情况): three columns of labels, seven of numbers, twenty-five rows.

use law::codes::{ApplicantKind, OutcomeGroup, TableThreeRow};
use law::reports::{Cell, Format, Tables};

use super::{Grid, Part, Slot};

const CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

pub(super) fn table_three(tables: &Tables, format: Format) -> Grid {
    let outcomes = outcome_rows(tables, format);
    let height = outcomes.len();
    let mut rows = heads();
    for row in [TableThreeRow::New, TableThreeRow::BroughtForward] {
        rows.push(labelled(tables, Slot::label(row.label()).across(3), row));
    }
    for (index, mut slots) in outcomes.into_iter().enumerate() {
        if index == 0 {
            slots.insert(0, Slot::of(Part::Spine, "三、本年度办理结果").down(height));
        }
        rows.push(slots);
    }
    let last = TableThreeRow::CarriedForward;
    rows.push(labelled(tables, Slot::label(last.label()).across(3), last));
    Grid {
        number: 3,
        caption: "收到和处理政府信息公开申请情况",
        widths: vec![70, 260, 510, 115, 98, 98, 98, 98, 98, 115],
        head_rows: 3,
        rows,
    }
}

fn heads() -> Vec<Vec<Slot>> {
    let organisations = [
        ApplicantKind::Business,
        ApplicantKind::Research,
        ApplicantKind::PublicWelfare,
        ApplicantKind::LegalService,
        ApplicantKind::Other,
    ];
    vec![
        vec![
            Slot::of(Part::Corner, CORNER).across(3).down(3),
            Slot::head("申请人情况").across(7),
        ],
        vec![
            Slot::head(ApplicantKind::NaturalPerson.label()).down(2),
            Slot::head("法人或其他组织").across(5),
            Slot::head(ApplicantKind::Total.label()).down(2),
        ],
        organisations.map(|kind| Slot::head(kind.label())).into(),
    ]
}

/// The rows of 三、本年度办理结果, without its spine.
fn outcome_rows(tables: &Tables, format: Format) -> Vec<Vec<Slot>> {
    let mut rows = Vec::new();
    for group in OutcomeGroup::ALL {
        let leaves = leaves_printed(tables, *group, format);
        let height = leaves.len();
        for (index, row) in leaves.into_iter().enumerate() {
            // A leaf that is its whole group stands across both columns of labels.
            if row.label() == group.label() {
                rows.push(labelled(tables, Slot::label(row.label()).across(2), row));
                continue;
            }
            let mut slots = labelled(tables, Slot::label(row.label()), row);
            if index == 0 {
                slots.insert(0, Slot::label(group.label()).down(height));
            }
            rows.push(slots);
        }
    }
    rows.push(labelled(
        tables,
        Slot::label(TableThreeRow::Total.label()).across(2),
        TableThreeRow::Total,
    ));
    rows
}

/// The leaf rows of a group. A report that has （六）其他处理 as the older single row prints it so;
/// one that has both (only a mixed-up source does) prints both, since no number may be dropped.
fn leaves_printed(tables: &Tables, group: OutcomeGroup, format: Format) -> Vec<TableThreeRow> {
    let is_merged =
        group == OutcomeGroup::Otherwise && (tables.has_merged_otherwise() || format == Format::Of2019);
    let of_group = || {
        TableThreeRow::leaves()
            .filter(|row| row.group() == Some(group) && *row != TableThreeRow::OtherwiseMerged)
    };
    let has_any = |row: &TableThreeRow| {
        ApplicantKind::ALL.iter().any(|kind| {
            let cell = Cell::Three(*row, *kind);
            tables.get(cell).is_some() || tables.note(cell).is_some()
        })
    };
    match (is_merged, of_group().any(|row| has_any(&row))) {
        (false, _) => of_group().collect(),
        (true, false) => vec![TableThreeRow::OtherwiseMerged],
        (true, true) => of_group().chain([TableThreeRow::OtherwiseMerged]).collect(),
    }
}

fn labelled(tables: &Tables, label: Slot, row: TableThreeRow) -> Vec<Slot> {
    let numbers = ApplicantKind::ALL
        .iter()
        .map(|kind| Slot::number(tables, Cell::Three(row, *kind)));
    std::iter::once(label).chain(numbers).collect()
}
