//! The catalogue of what is public (政府信息公开目录) by the fifteen items, as files; and what of it was handed over (移送) to whom, with
//! receipts. 条例第十二条、第二十条、第二十五条.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::documents::{Category, Receiver};
use law::staff::Act;
use office::HandOverId;
use office::documents::{self, CatalogueRow, HandOver, HandOverForm};
use serde::Deserialize;

use super::register::AskedYear;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::{XLSX, download, encoded};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::{FieldErrors, typed_year};
use crate::report_files::CSV;

const HERE: &str = "/desk/catalogue";
const JSON: &str = "application/json; charset=utf-8";
/// The file of all years.
const ALL: &str = "all";

/// An item of 条例第二十条 and how much of it is public.
struct Item {
    article: String,
    label: &'static str,
    count: usize,
}

/// A list that was handed over.
struct Line {
    id: String,
    name: String,
    period: String,
    count: i64,
    made: String,
    receipt: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    ticket: String,
    receiver: String,
    name: String,
    from: String,
    to: String,
}

#[derive(Template)]
#[template(path = "desk/documents/catalogue.html")]
struct CataloguePage {
    frame: Frame,
    /// 2026, or 全部.
    year: String,
    /// 2026, or all.
    file: String,
    is_all: bool,
    before: Option<i16>,
    after: Option<i16>,
    items: Vec<Item>,
    total: usize,
    lists: Vec<Line>,
    receivers: Vec<Choice>,
    form: Typed,
    may_write: bool,
    errors: FieldErrors,
}

/// The catalogue of a year, or of all.
pub async fn show(desk: Desk, Query(asked): Query<AskedYear>) -> Result<Response, Problem> {
    let page = page(&desk, &asked.year, Typed::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

async fn page(desk: &Desk, typed: &str, form: Typed, errors: FieldErrors) -> Result<CataloguePage, Problem> {
    let this = desk.moment.today.year();
    let year = year_of(typed, this)?;
    let rows = documents::catalogue(desk.office(), &desk.actor, year).await?;
    let item = |category: &Category| Item {
        article: category.article(),
        label: category.label(),
        count: rows.iter().filter(|row| row.category == *category).count(),
    };
    let lists = documents::hand_overs(desk.office(), &desk.actor).await?;
    Ok(CataloguePage {
        frame: desk.frame("公开目录和移送", Section::Catalogue, &[]),
        year: year.map_or("全部年份".to_owned(), |year| format!("{year} 年")),
        is_all: year.is_none(),
        file: year.map_or(ALL.to_owned(), |year| year.to_string()),
        before: year.map(|year| year - 1).or(Some(this)),
        after: year.map(|year| year + 1).filter(|next| *next <= this),
        total: rows.len(),
        items: Category::ALL.iter().map(item).collect(),
        lists: lists.iter().map(Line::of).collect(),
        receivers: Receiver::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        form,
        may_write: desk.may(Act::WriteDocuments),
        errors,
    })
}

/// Blank: all years.
fn year_of(typed: &str, this: i16) -> Result<Option<i16>, Problem> {
    match typed.trim() {
        "" | ALL => Ok(None),
        typed => typed_year(typed)
            .filter(|year| *year <= this)
            .map(Some)
            .ok_or(Problem::Missing),
    }
}

/// The catalogue as a file: `2026.xlsx`, `all.csv`, `2026.json`.
pub async fn file(desk: Desk, Path(name): Path<String>) -> Result<Response, Problem> {
    let (stem, extension) = name.rsplit_once('.').ok_or(Problem::Missing)?;
    let year = year_of(stem, desk.moment.today.year())?;
    let rows = documents::catalogue(desk.office(), &desk.actor, year).await?;
    let origin = desk.app.settings().public_url.clone().unwrap_or_default();
    let lines: Vec<paper::catalogue::Line> = rows.iter().map(|row| cells(row, &origin)).collect();
    let (organ, today) = (desk.organ.name.clone(), desk.moment.today);
    let of = year.map(|year| format!("（{year}年）")).unwrap_or_default();
    let title = format!("{organ}政府信息公开目录{of}");
    let note = format!(
        "截至 {today} 主动公开的政府信息 {} 条，按条例第二十条各项排列。",
        lines.len()
    );
    let named = format!("政府信息公开目录 {stem}.{extension}");
    let (media_type, extension) = match extension {
        "xlsx" => (XLSX, "xlsx"),
        "csv" => (CSV, "csv"),
        "json" => (JSON, "json"),
        _ => return Err(Problem::Missing),
    };
    let make = move || match extension {
        "xlsx" => paper::catalogue::xlsx(&title, &note, &lines, today),
        "csv" => paper::catalogue::csv(&lines),
        _ => Ok(paper::catalogue::json(&organ, today, &lines)),
    };
    let bytes = desk.office().limits().staff.run(make).await??;
    Ok(download(&named, media_type, bytes))
}

fn cells(row: &CatalogueRow, origin: &str) -> paper::catalogue::Line {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        format!("{}　{}", row.category.article(), row.category.label()),
        row.index_number.clone(),
        row.title.clone(),
        text(&row.summary),
        row.formed_on.map(|day| day.to_string()).unwrap_or_default(),
        text(&row.document_number),
        row.issuer.clone(),
        text(&row.subject),
        row.validity.label().to_owned(),
        row.published_on.to_string(),
        row.changed_on.to_string(),
        row.column.clone(),
        format!("{origin}/documents/{}", encoded(&row.index_number)),
    ]
}

/// Makes a list of what is handed over.
pub async fn hand_over(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let given = HandOverForm {
        receiver: form.receiver.clone(),
        name: form.name.clone(),
        from: form.from.clone(),
        to: form.to.clone(),
    };
    match documents::hand_over(desk.office(), &desk.actor, desk.moment, &given, &form.ticket).await {
        Ok(_) => Ok(redirect_with(
            &format!("{HERE}#hand-overs"),
            "移送清单已生成，可以下载；对方签收后请登记。",
        )),
        Err(error) => {
            let page = page(&desk, "", form, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

/// A list as it was made.
pub async fn hand_over_file(desk: Desk, Path(id): Path<HandOverId>) -> Result<Response, Problem> {
    let one = found(&desk, id).await?;
    let title = format!("{}移送政府信息清单", desk.organ.name);
    let note = format!(
        "移送{}“{}”，{} 至 {} 公开的政府信息 {} 条（条例第二十五条）。校验值 {}。签收：",
        one.receiver.label(),
        one.name,
        one.from,
        one.to,
        one.count,
        one.digest.get(..16).unwrap_or_default()
    );
    let (lines, made_on) = (one.lines()?, one.made_on);
    let make = move || paper::catalogue::hand_over_xlsx(&title, &note, &lines, made_on);
    let bytes = desk.office().limits().staff.run(make).await??;
    Ok(download(&format!("移送清单 {}.xlsx", one.name), XLSX, bytes))
}

async fn found(desk: &Desk, id: HandOverId) -> Result<HandOver, Problem> {
    let lists = documents::hand_overs(desk.office(), &desk.actor).await?;
    lists.into_iter().find(|one| one.id == id).ok_or(Problem::Missing)
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Receipt {
    received_on: String,
    received_by: String,
}

#[derive(Template)]
#[template(path = "desk/documents/hand_over_receipt.html")]
struct ReceiptPage {
    frame: Frame,
    id: String,
    told: String,
    form: Receipt,
    errors: FieldErrors,
}

/// Asks when a list was taken in, and by whom.
pub async fn ask_receipt(desk: Desk, Path(id): Path<HandOverId>) -> Result<Response, Problem> {
    let page = receipt_page(&desk, id, Receipt::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

async fn receipt_page(
    desk: &Desk,
    id: HandOverId,
    form: Receipt,
    errors: FieldErrors,
) -> Result<ReceiptPage, Problem> {
    let one = found(desk, id).await?;
    Ok(ReceiptPage {
        frame: desk.frame("登记签收", Section::Catalogue, &[]),
        id: id.to_string(),
        told: format!("{}，{} 至 {}，{} 条。", one.name, one.from, one.to, one.count),
        form,
        errors,
    })
}

/// Keeps it.
pub async fn record_receipt(
    desk: Desk,
    Path(id): Path<HandOverId>,
    ProtectedForm(form): ProtectedForm<Receipt>,
) -> Result<Response, Problem> {
    let given = (form.received_on.as_str(), form.received_by.as_str());
    let done = documents::record_hand_over_receipt(desk.office(), &desk.actor, desk.moment, id, given).await;
    match done {
        Ok(()) => Ok(redirect_with(&format!("{HERE}#hand-overs"), "已登记签收。")),
        Err(error) => {
            let page = receipt_page(&desk, id, form, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

impl Line {
    fn of(one: &HandOver) -> Self {
        Self {
            id: one.id.to_string(),
            name: format!("{}（{}）", one.name, one.receiver.label()),
            period: format!("{} 至 {}", one.from, one.to),
            count: one.count,
            made: format!("{} {}", one.made_by, one.made_on),
            receipt: one.receipt.as_ref().map(|(day, by)| format!("{by} {day} 签收")),
        }
    }
}
