//! Matters: one responsible at every moment, words that stay as they were written, an answer that another lets out, a second text for
//! the public; and who may see which of them.

mod doors;
mod guarding;
mod missed;
mod story;

use law::matters::AskingForm;
use law::staff::Role;
use office::matters::{self, Holder, Matter, Receipt, Target};
use office::{Actor, MatterId, Moment, OfficeError};

use crate::harness::{Site, moment};

/// The people of an office: two who handle, one who checks, one who signs.
struct People {
    clerk: Actor,
    other: Actor,
    reviewer: Actor,
    signer: Actor,
}

async fn people(site: &Site) -> People {
    People {
        clerk: site.person("shouli", &[Role::RequestClerk]).await,
        other: site.person("chengban", &[Role::RequestClerk]).await,
        reviewer: site.person("shenhe", &[Role::Reviewer]).await,
        signer: site.person("qianfa", &[Role::Signer]).await,
    }
}

impl People {
    fn other_target(&self) -> Target {
        Target::Person(self.other.account.unwrap())
    }
}

const TITLE: &str = "标准厂房二期何时交付";
const WORDS: &str =
    "我公司租了二期厂房，我叫王建国，电话13800138000。合同写明去年底交付，至今没有消息，请答复何时交付。";

fn asking() -> AskingForm {
    AskingForm {
        kind: "firm".to_owned(),
        title: TITLE.to_owned(),
        text: WORDS.to_owned(),
        place: String::new(),
        name: "王建国".to_owned(),
        unit: "洛阳示例电子有限公司".to_owned(),
        phone: "13800138000".to_owned(),
        email: "wang@example.com".to_owned(),
        wish: "yes".to_owned(),
    }
}

async fn asked_under(
    site: &Site,
    at: Moment,
    form: &AskingForm,
    ticket: &str,
) -> Result<Receipt, OfficeError> {
    matters::submit(
        &site.office,
        site.organ,
        at,
        (form, None),
        (ticket, ""),
        "192.0.2.7",
    )
    .await
}

async fn asked(site: &Site, at: &str) -> Receipt {
    let at = moment(at);
    asked_under(site, at, &asking(), &format!("{:016x}", rand::random::<u64>()))
        .await
        .unwrap()
}

async fn seen(site: &Site, actor: &Actor, at: &str, id: MatterId) -> Matter {
    matters::get(&site.office, actor, moment(at), id).await.unwrap()
}

async fn version(site: &Site, actor: &Actor, at: &str, id: MatterId) -> (MatterId, i64) {
    (id, seen(site, actor, at, id).await.version)
}

fn holder(site: &Site, id: MatterId) -> Holder {
    Holder {
        organ: site.organ,
        matter: id,
        from: "192.0.2.7".to_owned(),
    }
}

/// Takes a matter to its answer: assigned, taken, answered by `other`, let out by the reviewer.
async fn answered(site: &Site, people: &People, day: &str, id: MatterId, words: &str) {
    let at = |time: &str| format!("{day}T{time}");
    let office = &site.office;
    let seen = version(site, &people.clerk, &at("10:00"), id).await;
    let to = people.other_target();
    matters::assign(office, &people.clerk, moment(&at("10:00")), seen, to, "")
        .await
        .unwrap();
    let seen = version(site, &people.other, &at("10:10"), id).await;
    matters::take(office, &people.other, moment(&at("10:10")), seen)
        .await
        .unwrap();
    write_out(site, people, &at("11:00"), id, words).await;
}

/// Drafts and lets out the answer that is due.
async fn write_out(site: &Site, people: &People, at: &str, id: MatterId, words: &str) {
    let draft = matters::AnswerDraft {
        words,
        is_submitted: true,
    };
    let seen = version(site, &people.other, at, id).await;
    matters::save_answer(&site.office, &people.other, moment(at), seen, draft)
        .await
        .unwrap();
    let seen = version(site, &people.reviewer, at, id).await;
    matters::release(&site.office, &people.reviewer, moment(at), seen, "")
        .await
        .unwrap();
}

fn refusal(error: OfficeError) -> String {
    match error {
        OfficeError::Invalid(fields) => fields.first().unwrap().message.clone(),
        error => error.to_string(),
    }
}
