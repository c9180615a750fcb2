//! Mails about matters (来信诉求): to whoever handles or checks them at once, and to who asked where they left a mail address. No mail
//! names who asked or what they wrote; the address stays under seal until the mail goes out.

use law::matters::Asker;
use law::reminders::mail_address;
use sea_orm::EntityTrait;

use super::progress::Addressed;
use super::recipients::{self, Recipient};
use super::words::footer;
use super::{Reminders, settings};
use crate::entity::{matter, organ};
use crate::error::OfficeError;
use crate::ids::{AccountId, MatterId, OrganId};
use crate::jobs::{self, Job, Mail, MatterNotice};
use crate::moment::{Moment, Program};
use crate::sealed::ASKERS;
use crate::store::{Office, Tx};

/// Tells every handler of the organ.
pub(crate) async fn announce_matter(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    (id, number): (MatterId, &str),
    news: &str,
) -> Result<(), OfficeError> {
    send(tx, moment, organ, (id, number), news, |_, one| {
        one.handles_matters()
    })
    .await
}

/// Tells whoever it is with, and who stands in for them; every handler where that is nobody who can be written to.
pub(crate) async fn tell_handler(
    tx: &Tx<'_>,
    moment: Moment,
    row: &matter::Model,
    account: Option<AccountId>,
    news: &str,
) -> Result<(), OfficeError> {
    if row.is_sample {
        return Ok(());
    }
    let of = (row.id, row.number.as_str());
    send(tx, moment, row.organ_id, of, news, |all, one| {
        recipients::is_asked(all, one, account, Recipient::handles_matters)
    })
    .await
}

/// Tells whoever checks answers and grants extensions.
pub(crate) async fn ask_heads(
    tx: &Tx<'_>,
    moment: Moment,
    row: &matter::Model,
    news: &str,
) -> Result<(), OfficeError> {
    if row.is_sample {
        return Ok(());
    }
    let of = (row.id, row.number.as_str());
    send(tx, moment, row.organ_id, of, news, |_, one| one.checks_matters()).await
}

async fn send(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    (id, number): (MatterId, &str),
    news: &str,
    is_told: impl Fn(&[Recipient], &Recipient) -> bool,
) -> Result<(), OfficeError> {
    let reminders = settings::of_organ(tx.on(), organ).await?;
    if !reminders.has_arrivals {
        return Ok(());
    }
    let people = recipients::people(tx.on(), organ).await?;
    for person in people.iter().filter(|person| is_told(&people, person)) {
        let mail = mail(person, (id, number), news, &reminders);
        jobs::enqueue(tx, moment, organ, &Job::Mail(mail), moment.now).await?;
    }
    Ok(())
}

fn mail(person: &Recipient, (id, number): (MatterId, &str), news: &str, reminders: &Reminders) -> Mail {
    let (name, path) = (&person.name, format!("/desk/matters/{id}"));
    Mail {
        to: person.mail.clone(),
        subject: format!("来信诉求 {number}：{news}"),
        text: format!(
            "{name}：\n\n来信诉求 {number}：{news}。\n{}",
            footer(reminders, &path)
        ),
    }
}

/// Tells who asked, where they left a mail address: that it happened, and where to read it.
pub(crate) async fn tell_asker(
    tx: &Tx<'_>,
    moment: Moment,
    row: &matter::Model,
    news: &str,
) -> Result<(), OfficeError> {
    if row.is_sample || !settings::of_organ(tx.on(), row.organ_id).await?.has_progress {
        return Ok(());
    }
    let Ok(keys) = tx.keys() else { return Ok(()) };
    if address(keys, row).is_none() {
        return Ok(());
    }
    let organ = organ::Entity::find_by_id(row.organ_id).one(tx.on()).await?;
    let organ = organ.ok_or(OfficeError::Missing)?.name;
    let (number, day) = (&row.number, moment.today);
    let text = format!(
        "您好：\n\n您向{organ}提出的来信诉求 {number}，{day} 有新的进展：\n\n  {news}\n\n\
         请打开{organ}的政府信息公开网站，在“申请进度查询”中凭编号和查询码查看。\n\n\
         （本邮件由系统自动发出，请勿回复。您没有提出过的，可能是他人填错了邮箱，请忽略。）\n"
    );
    let notice = Job::MatterNotice(MatterNotice {
        matter: row.id,
        subject: format!("来信诉求 {number} 有新的进展"),
        text,
    });
    jobs::enqueue(tx, moment, row.organ_id, &notice, moment.now).await?;
    Ok(())
}

/// The notice as a mail to who asked.
pub async fn matter_addressed(
    office: &Office,
    _: Program,
    notice: &MatterNotice,
) -> Result<Addressed, OfficeError> {
    let row = matter::Entity::find_by_id(notice.matter).one(office.on()).await?;
    let to = match row {
        Some(row) => address(office.keys()?, &row),
        None => None,
    };
    Ok(to.map_or(Addressed::Nobody, |to| {
        Addressed::To(Mail {
            to,
            subject: notice.subject.clone(),
            text: notice.text.clone(),
        })
    }))
}

/// Where mail to who asked goes; `None` where none can go.
fn address(keys: &crate::sealed::Keys, row: &matter::Model) -> Option<String> {
    let envelope = row.asker.as_deref()?;
    let opened = keys.open(ASKERS.of_row(row.id.0), envelope).ok()?;
    let asker: Asker = serde_json::from_str(opened.expose()).ok()?;
    let email = asker.email.trim();
    if email.is_empty() {
        None
    } else {
        mail_address(email).ok()
    }
}
