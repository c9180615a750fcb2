//! The chain of a document as its page shows it: each level with who answered for it, where it stands, what was said before.

use std::collections::BTreeMap;

use law::review::{Level, LevelSetting, Standing, Step, Verdict, Who, Why};
use law::staff::{Act, Refusal};
use office::documents::{self, DeskDocument, InReview, SignedForm, State};
use office::{AccountId, ColumnId, chains};

use crate::desk::layout::Desk;
use crate::download::size;
use crate::errors::Problem;
use crate::when::minute;

/// A level, and who answered for exactly this text at it.
pub struct LevelShown {
    pub name: String,
    /// 审核并校对，保密审查
    pub does: String,
    /// Who may take it.
    pub by: String,
    pub who: String,
    pub opinion: String,
    pub is_next: bool,
}

/// Something that was said before, of this edition or an earlier one.
pub struct Said {
    pub edition: i64,
    pub what: String,
    pub who: String,
    pub opinion: String,
    pub is_back: bool,
}

/// The chain.
pub struct Stepper {
    pub levels: Vec<LevelShown>,
    /// Where its levels are set, where that is not the organ's own: 继承自“…”.
    pub set_for: Option<String>,
    pub standing: String,
    /// Why it went back, while it has not been handed over again.
    pub back: Option<String>,
    pub said: Vec<Said>,
    /// What it waits for from above (条例第十七条第三款).
    pub referral: Option<String>,
    /// The forms that were signed on paper: address, what it is, who entered it.
    pub forms: Vec<(String, String, String)>,
    /// Where a verdict on paper is entered, for whoever may.
    pub on_paper: Option<String>,
}

/// The verdict that is asked of the reader.
pub struct MyLevel {
    pub name: String,
    pub is_secrecy: bool,
    /// They may agree and publish in one press.
    pub publishes: bool,
}

impl Stepper {
    /// The chain of this document.
    pub async fn of(desk: &Desk, document: &DeskDocument) -> Result<Self, Problem> {
        let review = &document.review;
        let people = chains::people(desk.office(), &desk.actor).await?;
        let people: BTreeMap<AccountId, String> = people.into_iter().collect();
        let levels = review.levels.iter().flat_map(law::review::Levels::all);
        let next = review.waits_at().map(|(level, _)| level);
        let shown = |(level, setting): (Level, &LevelSetting)| {
            let step = review.agreement(level);
            LevelShown {
                name: setting.name.clone(),
                does: does(setting),
                by: by(&setting.who, &people),
                who: step.map(signed).unwrap_or_default(),
                opinion: step.and_then(|step| step.opinion.clone()).unwrap_or_default(),
                is_next: next == Some(level),
            }
        };
        Ok(Self {
            levels: levels.map(shown).collect(),
            set_for: inherited(desk, document.column, review.set_for).await?,
            standing: standing(document),
            back: back(review),
            said: said(review),
            referral: referral(review),
            forms: forms(desk, document).await?,
            on_paper: (review.waits_at().is_some() && desk.may(Act::WriteDocuments))
                .then(|| format!("{}/{}/paper-verdict", super::HERE, document.id)),
        })
    }
}

impl MyLevel {
    /// The level that this person may take now; `publishes` says whether nothing else is in the way.
    pub fn of(document: &DeskDocument, publishes: bool) -> Option<Self> {
        let level = *document.my_level.as_ref().ok()?;
        let levels = document.review.levels.as_ref()?;
        let setting = levels.at(level)?;
        Some(Self {
            name: setting.name.clone(),
            is_secrecy: setting.is_secrecy,
            publishes: publishes && levels.last() == Some(level),
        })
    }
}

/// Why somebody who might take the level may not.
pub fn why_not(document: &DeskDocument) -> Option<String> {
    match document.my_level.as_ref().err()? {
        Why::Refused(refusal @ (Refusal::OwnWork | Refusal::Twice)) => Some(refusal.to_string()),
        Why::NobodyLeft(left) => {
            let levels = document.review.levels.as_ref()?;
            let name = levels.at(*left).map_or(left.label(), |setting| &setting.name);
            Some(format!(
                "这一级由您办理后，就没有其他人可以办理“{name}”了，请由其他人办理。"
            ))
        }
        Why::Refused(_) | Why::NotWaiting => None,
    }
}

/// 审核并校对，保密审查
pub fn does(setting: &LevelSetting) -> String {
    let secrecy = if setting.is_secrecy { "，保密审查" } else { "" };
    format!("{}{secrecy}", setting.does.label())
}

/// Who may take a level: a role, people by name, or whoever holds a post.
pub fn by(who: &Who, people: &BTreeMap<AccountId, String>) -> String {
    match who {
        Who::Role(role) => role.label().to_owned(),
        Who::People(ids) => {
            let name = |id: &i64| people.get(&AccountId(*id)).map_or("（已停用）", String::as_str);
            let names: Vec<&str> = ids.iter().map(name).collect();
            names.join("、")
        }
        Who::Post(post) => format!("岗位：{}", post.name),
    }
}

/// Who it was and when; what was signed on paper says so, and who entered it.
pub fn signed(step: &Step) -> String {
    let at = minute(step.taken_at);
    match &step.entered_by {
        Some(entered_by) => format!("{} {at}，{entered_by}录入", step.signed_by()),
        None => format!("{} {at}", step.name),
    }
}

fn referral(review: &InReview) -> Option<String> {
    let step = review.referral()?;
    Some(format!(
        "{}已报请确定能否公开（条例第十七条第三款），确定以前不能发布：{}",
        signed(step),
        step.opinion.as_deref().unwrap_or_default()
    ))
}

async fn forms(desk: &Desk, document: &DeskDocument) -> Result<Vec<(String, String, String)>, Problem> {
    let id = document.id;
    let forms = documents::signed_forms(desk.office(), &desk.actor, id).await?;
    let form = |form: SignedForm| {
        let href = format!("{}/{id}/signed-forms/files/{}", super::HERE, form.id);
        let what = format!(
            "第 {} 稿 {}，{}：{}",
            form.edition, form.level, form.signer, form.name
        );
        (
            href,
            what,
            format!("{}录入，{}", form.entered_by, size(form.bytes)),
        )
    };
    Ok(forms.into_iter().map(form).collect())
}

/// Where the levels are set, where that is a column above; nothing of the organ's own and of the column's own.
async fn inherited(desk: &Desk, own: ColumnId, set_for: Option<ColumnId>) -> Result<Option<String>, Problem> {
    let Some(column) = set_for.filter(|column| *column != own) else {
        return Ok(set_for.map(|_| "本栏目的审核流程".to_owned()));
    };
    let column = office::columns::find(desk.office(), &desk.actor, column).await?;
    Ok(Some(format!("审核流程继承自“{}”", column.name)))
}

fn standing(document: &DeskDocument) -> String {
    let review = &document.review;
    match &review.standing {
        _ if review.levels.is_none() => "没有审核流程".to_owned(),
        Standing::Unsubmitted => "尚未送审".to_owned(),
        Standing::Back(step) => format!("已由{}{}", step.name, step.verdict.label()),
        Standing::Passed => "各级已通过".to_owned(),
        Standing::At(_) => {
            let name = review.waits_at().map(|(_, setting)| setting.name.clone());
            let what = match document.state {
                State::Owed => "待补审",
                _ => "送审中",
            };
            format!("{what}：{}", name.unwrap_or_default())
        }
    }
}

fn back(review: &InReview) -> Option<String> {
    // What came back stays in sight while it is worked on, until it is handed over again.
    if matches!(review.standing, Standing::At(_) | Standing::Passed) {
        return None;
    }
    let step = review.steps.iter().rev().find(|step| {
        step.verdict.is_closing()
            || matches!(step.level, Level::Publishing | Level::Submission | Level::First)
    })?;
    if !step.verdict.is_closing() {
        return None;
    }
    let words = step.opinion.as_deref().unwrap_or_default();
    Some(format!(
        "{}{}第 {} 稿（{}，{}）：{words}",
        step.name,
        step.verdict.label(),
        step.round,
        step.level_name(),
        minute(step.taken_at)
    ))
}

/// Everything that was said, the latest first.
fn said(review: &InReview) -> Vec<Said> {
    let steps = review.steps.iter().rev();
    let of_review = steps.filter(|step| step.level != Level::Writing);
    of_review
        .map(|step| Said {
            edition: step.round,
            what: match step.verdict {
                Verdict::Agreed if matches!(step.level, Level::Submission | Level::Publishing) => {
                    step.level.label().to_owned()
                }
                verdict => format!("{}：{}", step.level_name(), verdict.label()),
            },
            who: signed(step),
            opinion: step.opinion.clone().unwrap_or_default(),
            is_back: step.verdict.is_closing(),
        })
        .collect()
}
