//! Loading the demonstration: each step is an act of the office, done by a sample person on the day the sample names.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use law::calendar::Calendar;
use law::documents::Publicity;
use law::review::Verdict;
use law::staff::Roles;
use office::cases;
use office::columns::{self, ColumnForm};
use office::documents::{self, DocumentForm, Opinion};
use office::organs::{self, Profile};
use office::reports::{self, Freeze};
use office::staff::{self, NewAccount};
use office::{Actor, ColumnId, DocumentId, Moment, Office, OrganId, Program};

use super::cases::{Life, Sheet, Step};
use super::lives::{Lives, working_days_before};
use super::samples::{self, Document, Organ, Samples};
use super::sheets::Sheets;
use crate::clock;

/// Who does what in the demonstration.
pub struct Cast {
    pub editor: Actor,
    pub legal: Actor,
    pub secrecy: Actor,
    pub signer: Actor,
    pub clerk: Actor,
    /// All of them, by their login.
    everybody: BTreeMap<String, Actor>,
}

/// What is loaded beside the organ, its documents and its real report.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Applications, disputes, reports of other years, and documents that are as old as the day.
    pub is_whole: bool,
    /// Folders with type faces of the operator's own.
    pub fonts: &'a [PathBuf],
}

/// Something that happens on a day, in the order in which a day's things happen.
#[derive(Clone, Copy)]
enum Happening<'a> {
    Report(i16),
    Document(&'a Document, usize),
    Arrival(usize, &'a Life),
    Step(usize, &'a Life, &'a Step),
}

/// Loads the organ, its people, everything that happened there day by day, and the real report.
pub async fn all(office: &Office, organ: &Organ, wanted: Wanted<'_>) -> anyhow::Result<()> {
    let samples = samples::samples()?;
    let sheet = super::cases::sheet()?;
    let begin = morning(Date::constant(2021, 1, 4), 0)?;
    let id = create(office, organ, begin).await?;
    let cast = people(office, id, &samples, begin).await?;
    cases::save_settings(office, &cast.signer, begin, 0, &samples.cases).await?;
    let columns = tree(office, organ, &cast, begin).await?;
    let calendar = office::calendar::holidays(office).await?;
    let sheets = Sheets::new(wanted.fonts, &organ.name);
    let desk = Desk {
        office,
        cast: &cast,
        columns: &columns,
        sheets: &sheets,
    };
    let mut lives = Lives::begin(office, &cast, &calendar, &sheets);
    if wanted.is_whole {
        lives.units(&sheet, begin).await?;
    }
    let mut day = (begin.today, 0);
    for (on, happening) in happenings(&samples, &sheet, &calendar, wanted.is_whole) {
        day = (on, if day.0 == on { day.1 + 1 } else { 0 });
        let moment = morning(on, day.1)?;
        match happening {
            Happening::Report(year) => {
                report(
                    office,
                    &cast,
                    moment,
                    &samples::report_of(year),
                    Freeze::default(),
                )
                .await?;
            }
            Happening::Document(document, number) => desk.publishes(document, number, moment).await?,
            Happening::Arrival(place, life) => lives.arrives(place, life, moment).await?,
            Happening::Step(place, life, step) => Box::pin(lives.happens(place, life, step, moment)).await,
        }
    }
    for fault in lives.into_faults() {
        eprintln!("示例申请没有办成：{fault}");
    }
    for document in &samples.drafts {
        desk.drafts(document, clock::moment()).await?;
    }
    if wanted.is_whole {
        super::matters::all(office, &cast, &calendar, clock::moment().today).await?;
    }
    let now = (clock::moment(), wanted.is_whole);
    super::halls::all(office, organ, &cast, now, &calendar).await?;
    mails(office, &cast, &samples, clock::moment()).await?;
    let moment = clock::moment();
    report(office, &cast, moment, samples::REPORT, real_day(moment.today)).await
}

/// The real report came out before there was a demonstration: its true day is stated, where that is past.
fn real_day(today: Date) -> Freeze {
    if today <= samples::REPORT_OUT {
        return Freeze::default();
    }
    Freeze {
        first_published_on: Some(samples::REPORT_OUT),
        first_published_why: samples::REPORT_OUT_WHY.to_owned(),
        ..Freeze::default()
    }
}

/// Everything, the earliest first.
fn happenings<'a>(
    samples: &'a Samples,
    sheet: &'a Sheet,
    calendar: &Calendar,
    is_whole: bool,
) -> Vec<(Date, Happening<'a>)> {
    let today = clock::moment().today;
    let before = |days: u16| working_days_before(calendar, today, days);
    let mut all: Vec<(Date, Happening<'a>)> = Vec::new();
    for document in &samples.documents {
        let fixed = document.days.iter().copied().filter(|day| *day < today);
        let ago = document.ago.iter().filter(|_| is_whole).map(|days| before(*days));
        let days = fixed.chain(ago).zip(1..);
        all.extend(days.map(|(day, number)| (day, Happening::Document(document, number))));
    }
    if is_whole {
        let years = (today.year() - YEARS..today.year()).filter(|year| *year != REAL);
        let out = years.filter_map(|year| Some((Date::new(year + 1, 1, 20).ok()?, Happening::Report(year))));
        all.extend(out.filter(|(day, _)| *day < today));
        for (place, life) in sheet.cases.iter().enumerate() {
            let arrival = before(life.age);
            all.push((arrival, Happening::Arrival(place, life)));
            let steps = life.steps.iter();
            let steps = steps.map(|step| {
                (
                    calendar.due(arrival, step.after).on,
                    Happening::Step(place, life, step),
                )
            });
            all.extend(steps.filter(|(day, _)| *day <= today));
        }
    }
    // A case's arrival and its steps stand in their order already, and those of one day keep it.
    all.sort_by_key(|(day, _)| *day);
    all
}

/// For how many years there are reports, and which of them is the real one's.
const YEARS: i16 = 5;
const REAL: i16 = 2024;

async fn create(office: &Office, organ: &Organ, moment: Moment) -> anyhow::Result<OrganId> {
    let profile = Profile {
        name: organ.name.clone(),
        level: organ.level.clone(),
        site_name: organ.site_name.clone(),
        guide: organ.guide.clone(),
        ..Profile::default()
    };
    Ok(organs::create(office, Program::itself(), moment, &organ.code, &profile).await?)
}

async fn people(office: &Office, organ: OrganId, samples: &Samples, moment: Moment) -> anyhow::Result<Cast> {
    let mut actors: BTreeMap<String, Actor> = BTreeMap::new();
    for person in &samples.people {
        let roles: Roles = person.roles.iter().copied().collect();
        let new = NewAccount {
            login: person.login.clone(),
            name: person.name.clone(),
        };
        let account = staff::create_by_operator(
            office,
            Program::itself(),
            organ,
            moment,
            &new,
            staff::OperatorChoice {
                roles: &roles,
                password: &samples.password,
                is_sample: true,
            },
        )
        .await?;
        let actor = Actor {
            account: Some(account),
            organ,
            name: person.name.clone(),
            roles: roles.clone(),
            from: "演示装入".to_owned(),
        };
        actors.insert(person.login.clone(), actor);
    }
    let take = |login: &str| {
        actors
            .get(login)
            .cloned()
            .with_context(|| format!("示例人员中缺少 {login}"))
    };
    Ok(Cast {
        editor: take("bianji")?,
        legal: take("hefa")?,
        secrecy: take("shenhe")?,
        signer: take("qianfa")?,
        clerk: take("jingban")?,
        everybody: actors,
    })
}

/// Where mail reaches them: entered last, so that nothing that happened is told by mail.
async fn mails(office: &Office, cast: &Cast, samples: &Samples, moment: Moment) -> anyhow::Result<()> {
    let people = samples.people.iter().filter(|person| !person.mail.is_empty());
    for person in people {
        let actor = cast.everybody.get(&person.login);
        let actor = actor.with_context(|| format!("示例人员中缺少 {}", person.login))?;
        staff::set_mail(office, actor, moment, &person.mail, &samples.password).await?;
    }
    Ok(())
}

async fn tree(
    office: &Office,
    organ: &Organ,
    cast: &Cast,
    moment: Moment,
) -> anyhow::Result<BTreeMap<String, ColumnId>> {
    let fixed = columns::list(office, &cast.editor).await?;
    let mut known: BTreeMap<String, ColumnId> =
        fixed.into_iter().map(|column| (column.slug, column.id)).collect();
    for column in &organ.columns {
        let parent = match &column.parent {
            Some(parent) => Some(
                *known
                    .get(parent)
                    .with_context(|| format!("没有上级栏目 {parent}"))?,
            ),
            None => None,
        };
        let form = ColumnForm {
            name: column.name.clone(),
            slug: column.slug.clone(),
            kind: column.kind.clone(),
            parent,
            description: column.description.clone(),
            ..ColumnForm::default()
        };
        known.insert(
            column.slug.clone(),
            columns::create(office, &cast.editor, moment, &form).await?,
        );
    }
    Ok(known)
}

/// Where documents are written.
struct Desk<'a> {
    office: &'a Office,
    cast: &'a Cast,
    columns: &'a BTreeMap<String, ColumnId>,
    sheets: &'a Sheets,
}

impl Desk<'_> {
    async fn publishes(&self, document: &Document, number: usize, moment: Moment) -> anyhow::Result<()> {
        let (id, version) = self.writes(document, number, moment).await?;
        let version = self.hands_over(id, version, moment).await?;
        let version = self.reviews(id, version, moment).await?;
        let signer = &self.cast.signer;
        documents::agree_and_publish(self.office, signer, moment, id, version, "示例：同意发布。").await?;
        Ok(())
    }

    async fn drafts(&self, document: &Document, moment: Moment) -> anyhow::Result<()> {
        let (id, version) = self.writes(document, 1, moment).await?;
        if document.is_submitted || document.is_reviewed {
            let version = self.hands_over(id, version, moment).await?;
            if document.is_reviewed {
                self.reviews(id, version, moment).await?;
            }
        }
        Ok(())
    }

    /// The editor hands it over, which is the first level; gives the version after it.
    async fn hands_over(&self, id: DocumentId, version: i64, moment: Moment) -> anyhow::Result<i64> {
        documents::submit(self.office, &self.cast.editor, moment, id, version, "").await?;
        Ok(version + 1)
    }

    /// The second level, with the secrecy review.
    async fn reviews(&self, id: DocumentId, version: i64, moment: Moment) -> anyhow::Result<i64> {
        let opinion = Opinion {
            verdict: Verdict::Agreed,
            words: "示例：经逐项审查，可以公开。",
        };
        let reviewer = &self.cast.secrecy;
        documents::give_verdict(self.office, reviewer, moment, id, version, opinion).await?;
        Ok(version + 1)
    }

    /// Writes a document, with its attachment where it has one; gives its id and version.
    async fn writes(
        &self,
        document: &Document,
        number: usize,
        moment: Moment,
    ) -> anyhow::Result<(DocumentId, i64)> {
        let (office, editor) = (self.office, &self.cast.editor);
        let numbered = |text: &str| text.replace("{n}", &number.to_string());
        let title = numbered(&document.title);
        let body = document.body.trim();
        let body = if document.attachment {
            format!("{body}\n\n附件：{title}（示例）")
        } else {
            body.to_owned()
        };
        let form = DocumentForm {
            column: self.columns.get(&document.column).copied(),
            title,
            document_number: numbered(&document.number),
            issuer: samples::organ()?.name,
            formed_on: moment.today.to_string(),
            summary: document.summary.clone(),
            body,
            format: prose::Format::Markdown,
            category: document.category.clone(),
            subject: document.subject.clone(),
            publicity: Publicity::Proactive.code().to_owned(),
            publicity_reason: String::new(),
            validity: document.validity.clone(),
            ..DocumentForm::default()
        };
        let id = documents::create(office, editor, moment, &form, true).await?;
        if !document.attachment {
            return Ok((id, 1));
        }
        let name = format!("{}（示例）", form.title);
        let words = vec!["本文件为演示用的示例，不是真实的政府信息。".to_owned()];
        let title = format!("{}附件", form.title);
        let table = number.checked_sub(1).and_then(|place| document.tables.get(place));
        let table = table.map_or(&[][..], Vec::as_slice);
        let upload = self.sheets.file((&name, &title), &words, table, moment.today)?;
        documents::attach(office, editor, moment, id, 1, upload).await?;
        web::screen_document(office, editor, moment, id).await?;
        Ok((id, 2))
    }
}

/// A report: read from its file, checked, published.
async fn report(
    office: &Office,
    cast: &Cast,
    moment: Moment,
    text: &str,
    freeze: Freeze,
) -> anyhow::Result<()> {
    let mut reading = paper::reports::read(text.as_bytes(), samples::REPORT_NAME)?;
    let counted = reports::counted(office, &cast.editor, reading.report.year).await?;
    // What applicants paid in that year is stated, as the records have it on the day (国办函〔2020〕109号).
    if let Some(fen) = counted.map(|counted| counted.fees_fen).filter(|fen| *fen > 0) {
        let text = format!("{}其他没有需要报告的事项。", law::reports::fee_sentence(fen));
        reading.report.sections.set(6, text);
    }
    let year = reading.report.year;
    let name = format!("annual-report-{year}.txt");
    reports::import(office, &cast.editor, moment, &reading, &name, None).await?;
    let draft = reports::draft(office, &cast.editor, year).await?;
    let version = draft.context("年度报告没有存下")?.version;
    let freeze = Freeze { version, ..freeze };
    reports::freeze_and_publish(office, &cast.signer, moment, year, &freeze).await?;
    Ok(())
}

/// The morning of a day in China, some minutes after half past nine; today no later than now.
pub fn morning(day: Date, minutes: i64) -> anyhow::Result<Moment> {
    let begin = day
        .at(9, 30, 0, 0)
        .to_zoned_datetime(TimeZone::fixed(Offset::constant(8)))?
        .timestamp();
    let now = begin.checked_add(minutes.minutes())?.min(clock::now());
    Ok(Moment { now, today: day })
}
