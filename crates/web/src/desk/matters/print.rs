//! Papers of a matter as PDF and DOCX, and the list as a workbook.

use axum::extract::{Path, Query};
use axum::response::Response;
use law::matters::{SlipKind, channel_label};
use law::staff::Act;
use office::MatterId;
use office::matters::{self, Matter, MatterRow};
use paper::letters::{slip_docx, slip_pdf};

use super::address;
use super::board::{Asked, owner};
use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::layout::Desk;
use crate::download::{DOCX, PDF, XLSX, download};
use crate::errors::Problem;

/// A paper that can be printed now: its name, and where each of its files is made.
pub(super) struct Printable {
    pub label: &'static str,
    pub files: [(&'static str, String); 2],
}

/// Those of this matter for this person.
pub(super) fn printable(desk: &Desk, matter: &Matter) -> Vec<Printable> {
    let may_name = desk.may(Act::RevealAskers);
    let kinds = SlipKind::ALL.iter().copied();
    let made = kinds.filter(|kind| (may_name || !kind.is_to_asker()) && kind.day(&matter.standing).is_ok());
    made.map(|kind| {
        let here = format!("{}/slips/{}", address(matter.id), kind.code());
        Printable {
            label: kind.label(),
            files: [
                ("PDF", format!("{here}/files/pdf")),
                ("Word", format!("{here}/files/docx")),
            ],
        }
    })
    .collect()
}

/// A paper. It may name who asked, so it is asked for by a form: nobody is led to it by a link.
pub async fn slip(
    desk: Desk,
    Path((id, kind, extension)): Path<(MatterId, String, String)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let kind = SlipKind::from_code(&kind).ok_or(Problem::Missing)?;
    if !["pdf", "docx"].contains(&extension.as_str()) {
        return Err(Problem::Missing);
    }
    let slip = matters::slip_of(desk.office(), &desk.actor, desk.moment, id, kind).await?;
    let name = format!("{} {}.{extension}", kind.label(), slip.number);
    let gate = &desk.office().limits().staff;
    if extension == "docx" {
        let bytes = gate.run(move || slip_docx(&slip)).await??;
        return Ok(download(&name, DOCX, bytes));
    }
    let maker = desk.app.clone();
    let bytes = gate.run(move || slip_pdf(&slip, maker.fonts()?)).await??;
    Ok(download(&name, PDF, bytes))
}

/// What the list shows, all pages of it, as a workbook.
pub async fn workbook(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let filter = asked.filter();
    let rows = matters::export(desk.office(), &desk.actor, &filter).await?;
    let title = format!("{}来信诉求台账", desk.organ.name);
    let note = note(&filter, rows.len(), desk.moment.today);
    let lines: Vec<paper::matters::Line> = rows.iter().map(line).collect();
    let today = desk.moment.today;
    let gate = &desk.office().limits().staff;
    let bytes = gate
        .run(move || paper::matters::xlsx(&title, &note, &lines, today))
        .await??;
    Ok(download(&format!("来信诉求台账 {today}.xlsx"), XLSX, bytes))
}

fn note(filter: &matters::ListFilter, count: usize, today: jiff::civil::Date) -> String {
    let mut said = vec![if filter.with_ended {
        "在办和已办结".to_owned()
    } else {
        "在办".to_owned()
    }];
    if !filter.kind.is_empty() {
        let rules = law::matters::Rules::default();
        said.push(format!("类别：{}", rules.kind_label(&filter.kind)));
    }
    if !filter.owner.is_empty() {
        said.push(format!("由谁负责：{}", filter.owner));
    }
    if !filter.words.trim().is_empty() {
        said.push(format!("含“{}”", filter.words.trim()));
    }
    format!(
        "{}，共 {count} 件，截至 {today}。提出人以隐去姓名的形式列出。",
        said.join("，")
    )
}

fn line(row: &MatterRow) -> paper::matters::Line {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let yes = |is: bool| if is { "是" } else { "" }.to_owned();
    let due = match row.next_due_on {
        Some(due) if row.is_tentative => format!("{due}（暂定）"),
        due => day(due),
    };
    [
        row.number.clone(),
        row.kind_label.clone(),
        channel_label(&row.channel).to_owned(),
        row.title.clone(),
        row.asker_mask.clone(),
        row.received_on.to_string(),
        row.state.label().to_owned(),
        owner(row),
        due,
        day(row.answered_on),
        day(row.ended_on),
        yes(row.is_late),
        yes(row.is_published),
        row.outside
            .as_ref()
            .map(|(number, _)| number.clone())
            .unwrap_or_default(),
    ]
}
