//! A year's notice taken in: its text pasted as published, looked at as a calendar, then imported.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::calendar::{HolidayYear, notice, typed_count};
use office::cases::{self, Recomputed};
use office::{OfficeError, calendar};
use serde::Deserialize;

use super::HERE;
use super::year::YearShown;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::ticked;
use crate::errors::{Problem, internal};
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Which year is wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    year: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    year: String,
    /// The notices it rests on, one a line.
    papers: String,
    /// The notice's text, or lines of days.
    days: String,
    /// Sent by 返回修改: the form is wanted again.
    #[serde(deserialize_with = "ticked")]
    is_back: bool,
}

#[derive(Template)]
#[template(path = "desk/holidays/import.html")]
struct ImportPage {
    frame: Frame,
    form: Typed,
    /// The years known already, which this would replace.
    known: Vec<i16>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "desk/holidays/preview.html")]
struct PreviewPage {
    frame: Frame,
    year: i16,
    calendar: YearShown,
    form: Typed,
    papers: Vec<String>,
    is_known: bool,
}

/// The form; a year that is known already comes with its days, to be corrected.
pub async fn new(desk: Desk, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let known = calendar::holidays(desk.office()).await?;
    let asked: Option<i16> = typed_count(&wanted.year);
    let next = known.published().last().map_or(0, |last| last + 1);
    let year = asked.unwrap_or(next);
    let before = known.year(year);
    let form = Typed {
        year: year.to_string(),
        papers: before.map(|year| year.papers.join("\n")).unwrap_or_default(),
        days: before.map(notice::lines).unwrap_or_default(),
        is_back: false,
    };
    let page = import_page(&desk, form, FieldErrors::none()).await?;
    desk.page(&page)
}

async fn import_page(desk: &Desk, form: Typed, errors: FieldErrors) -> Result<ImportPage, Problem> {
    let known = calendar::holidays(desk.office()).await?;
    Ok(ImportPage {
        frame: desk.frame("导入放假安排", Section::Holidays, &[]),
        known: known.published().into_iter().collect(),
        form,
        errors,
    })
}

/// Shows what the text says; nothing is stored yet.
pub async fn preview(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    if form.is_back {
        let page = import_page(&desk, form, FieldErrors::none()).await?;
        return desk.page(&page);
    }
    let read = form.read().and_then(|year| match calendar::fit(&year) {
        Ok(()) => Ok(year),
        Err(error) => Err(FieldErrors::from_office(error).unwrap_or_default()),
    });
    let year = match read {
        Ok(year) => year,
        Err(errors) => {
            let page = import_page(&desk, form, errors).await?;
            return desk.again(&page);
        }
    };
    let known = calendar::holidays(desk.office()).await?;
    let number = year.year;
    let page = PreviewPage {
        frame: desk.frame(
            &format!("核对 {number} 年放假安排"),
            Section::Holidays,
            &[("导入放假安排", "/desk/holidays/new")],
        ),
        year: number,
        is_known: known.year(number).is_some(),
        form: Typed {
            days: notice::lines(&year),
            ..form
        },
        papers: year.papers.clone(),
        calendar: YearShown::of(&known.with([year]), number),
    };
    desk.page(&page)
}

/// Takes it in, and works every open case out by it.
pub async fn import(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let errors = match form.read() {
        Ok(year) => {
            let number = year.year;
            match taken_in(&desk, year).await? {
                Ok(reckoned) => {
                    let message = format!("{number} 年放假安排已导入。{}", told(&reckoned));
                    return Ok(redirect_with(&format!("{HERE}/{number}"), &message));
                }
                Err(error) => FieldErrors::from_office(error)?,
            }
        }
        Err(errors) => errors,
    };
    let page = import_page(&desk, form, errors).await?;
    desk.again(&page)
}

/// What came of it: refused, or taken in with what became of the open cases.
type TakenIn = Result<Result<Recomputed, OfficeError>, OfficeError>;

/// Goes on to its end also when whoever asked for it goes away.
async fn taken_in(desk: &Desk, year: HolidayYear) -> Result<TakenIn, Problem> {
    let (office, actor, moment) = (desk.office().clone(), desk.actor.clone(), desk.moment);
    let work = tokio::spawn(async move { cases::import_holidays(&office, &actor, moment, &year).await });
    work.await.map_err(|error| internal(&error))
}

/// What became of the open cases, in words.
fn told(reckoned: &Result<Recomputed, OfficeError>) -> String {
    match reckoned {
        Ok(done) if done.cases == 0 => "涉及这一年的期限按新安排计算。".to_owned(),
        Ok(done) => format!(
            "尚未办结的 {} 件申请已按新安排重新计算，{} 件的期限或者状态有变化。",
            done.cases, done.changed
        ),
        Err(error) => {
            tracing::error!(%error, "open cases were not worked out by the new holidays");
            "但是重新计算申请期限时出错，请管理员运行 gongkai cases recompute。".to_owned()
        }
    }
}

impl Typed {
    /// The year the text gives, or what keeps it from being read.
    fn read(&self) -> Result<HolidayYear, FieldErrors> {
        let mut errors = FieldErrors::none();
        let Some(number) = typed_count::<i16>(&self.year) else {
            errors.add("year", "请填写年份，例如 2027。");
            return Err(errors);
        };
        let notice = notice::read(&self.days, number);
        for doubt in &notice.doubts {
            errors.add("days", format!("{doubt}。"));
        }
        let papers = self.papers.lines().map(str::trim).filter(|line| !line.is_empty());
        let year = HolidayYear {
            papers: papers.map(str::to_owned).collect(),
            ..notice.year
        };
        if errors.is_empty() { Ok(year) } else { Err(errors) }
    }
}
