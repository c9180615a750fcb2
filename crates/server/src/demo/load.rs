//! Loading the demonstration: each step is an act of the office, done by a sample person on the day the sample names.

use std::collections::BTreeMap;

use anyhow::Context;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use law::documents::Publicity;
use law::staff::{Role, Roles};
use office::cases;
use office::columns::{self, ColumnForm};
use office::documents::{self, DocumentForm, Upload};
use office::organs::{self, Profile};
use office::reports::{self, Freeze};
use office::staff::{self, NewAccount};
use office::{Actor, ColumnId, DocumentId, Moment, Office, OrganId, Program};

use super::samples::{self, Document, Organ, Samples};
use crate::clock;

/// Who does what in the demonstration.
struct Cast {
    editor: Actor,
    reviewer: Actor,
    signer: Actor,
}

/// Loads the organ, its people, samples and the real report.
pub async fn all(office: &Office, organ: &Organ) -> anyhow::Result<()> {
    let samples = samples::samples()?;
    let begin = morning(Date::constant(2023, 1, 3))?;
    let id = create(office, organ, begin).await?;
    let cast = people(office, id, &samples, begin).await?;
    cases::save_settings(office, &cast.signer, begin, 0, &samples.cases).await?;
    let columns = tree(office, organ, &cast, begin).await?;
    let mut editions: Vec<(Date, usize, &Document)> = Vec::new();
    for document in &samples.documents {
        editions.extend(
            document
                .days
                .iter()
                .zip(1..)
                .map(|(day, number)| (*day, number, document)),
        );
    }
    editions.sort_by_key(|(day, _, _)| *day);
    let today = clock::moment().today;
    for (day, number, document) in editions.into_iter().filter(|(day, _, _)| *day < today) {
        let moment = morning(day)?;
        let (document_id, version) = write(office, &cast, &columns, document, number, moment).await?;
        documents::review_secrecy(
            office,
            &cast.reviewer,
            moment,
            document_id,
            version,
            "示例：经逐项审查，可以公开。",
        )
        .await?;
        documents::publish(office, &cast.signer, moment, document_id, version).await?;
    }
    for document in &samples.drafts {
        let moment = clock::moment();
        let (document_id, version) = write(office, &cast, &columns, document, 1, moment).await?;
        if document.is_reviewed {
            documents::review_secrecy(
                office,
                &cast.reviewer,
                moment,
                document_id,
                version,
                "示例：经逐项审查，可以公开。",
            )
            .await?;
        }
    }
    report(office, &cast).await
}

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
    let mut actors: BTreeMap<Role, Actor> = BTreeMap::new();
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
        staff::set_mail(office, &actor, moment, &person.mail, &samples.password).await?;
        for role in &person.roles {
            actors.insert(*role, actor.clone());
        }
    }
    let mut take = |role: Role| {
        actors
            .remove(&role)
            .with_context(|| format!("示例人员中缺少{}", role.label()))
    };
    Ok(Cast {
        editor: take(Role::Editor)?,
        reviewer: take(Role::Reviewer)?,
        signer: take(Role::Signer)?,
    })
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

/// Writes a document, with its attachment where it has one; gives its id and version.
async fn write(
    office: &Office,
    cast: &Cast,
    columns: &BTreeMap<String, ColumnId>,
    document: &Document,
    number: usize,
    moment: Moment,
) -> anyhow::Result<(DocumentId, i64)> {
    let numbered = |text: &str| text.replace("{n}", &number.to_string());
    let form = DocumentForm {
        column: columns.get(&document.column).copied(),
        title: numbered(&document.title),
        document_number: numbered(&document.number),
        issuer: samples::organ()?.name,
        formed_on: moment.today.to_string(),
        summary: document.summary.clone(),
        body: document.body.trim().to_owned(),
        category: document.category.clone(),
        subject: document.subject.clone(),
        publicity: Publicity::Proactive.code().to_owned(),
        validity: document.validity.clone(),
    };
    let id = documents::create(office, &cast.editor, moment, &form, true).await?;
    if !document.attachment {
        return Ok((id, 1));
    }
    let text = format!(
        "示例附件\n\n{}\n\n本文件为演示用的示例，不是真实的政府信息。\n",
        form.title
    );
    let upload = Upload {
        name: format!("{}（示例）.txt", form.title),
        bytes: text.into_bytes(),
    };
    documents::attach(office, &cast.editor, moment, id, 1, upload).await?;
    web::screen_document(office, &cast.editor, moment, id).await?;
    Ok((id, 2))
}

/// The real report: read from the real file, checked, published.
async fn report(office: &Office, cast: &Cast) -> anyhow::Result<()> {
    let reading = paper::reports::read(samples::REPORT.as_bytes(), samples::REPORT_NAME)?;
    let moment = clock::moment();
    reports::import(office, &cast.editor, moment, &reading, samples::REPORT_NAME, None).await?;
    let draft = reports::draft(office, &cast.editor, reading.report.year).await?;
    let version = draft.context("年度报告没有存下")?.version;
    let freeze = Freeze {
        version,
        ..Freeze::default()
    };
    reports::freeze_and_publish(office, &cast.signer, moment, reading.report.year, &freeze).await?;
    Ok(())
}

/// Half past nine in the morning of a day in China.
fn morning(day: Date) -> anyhow::Result<Moment> {
    let now = day
        .at(9, 30, 0, 0)
        .to_zoned_datetime(TimeZone::fixed(Offset::constant(8)))?
        .timestamp();
    Ok(Moment { now, today: day })
}
