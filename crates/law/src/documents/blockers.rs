//! What stands in the way of publishing an edition: one list, shown beside the button and asked again at the gate.
//! The levels of 三审三校 that have not agreed stand in it like everything else.

use jiff::civil::Date;

use crate::codes::WhyNot;
use crate::columns::DocumentKind;
use crate::screening::Screening;

use super::mending::{Mending, mendings};
use super::proofed::{Proofed, proofed};
use super::questions::{Question, hints, questions, unanswered};
use super::{
    Attribution, Interpreted, Norm, Publicity, Related, Schedule, Validity, WithdrawalKind, relations,
};
use crate::proof::{Explanation, Finding, Known, Leader, Part, Severity};

/// What the gate needs to know of an edition.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    pub title: &'a str,
    /// 发文字号
    pub document_number: &'a str,
    /// The body as plain text: the words that the visitor is shown, never what was typed.
    pub body: &'a str,
    /// The same by paragraphs and cells; empty where it is known as lines alone.
    pub parts: &'a [Part],
    /// The addresses of the links in it and what hangs on them, which are not shown as words.
    pub links: &'a str,
    pub summary: &'a str,
    /// 主题分类
    pub subject: &'a str,
    /// The files.
    pub attachments: &'a [Attached<'a>],
    /// The organ's name, and the telephones that it has published.
    pub organ: &'a str,
    pub phones: &'a [&'a str],
    /// Documents of the organ's own whose numbers the texts may cite.
    pub library: &'a [Known<'a>],
    /// What the organ keeps beside the shipped list of right phrases, and its leaders.
    pub phrases: &'a [&'a str],
    pub leaders: &'a [Leader<'a>],
    /// What was said of findings, in the order it was given.
    pub explanations: &'a [Explanation],
    /// 发布机构, shown as the source
    pub issuer: &'a str,
    pub formed_on: Option<Date>,
    pub publicity: Option<Publicity>,
    pub attribution: Attribution<'a>,
    /// What it is as a norm, and what it says of its validity.
    pub norm: Option<Norm>,
    pub validity: Option<Validity>,
    pub interpreted: Interpreted,
    pub related: &'a [Related<'a>],
    pub schedule: Schedule,
    /// Why this very edition was taken back, where it was.
    pub taken_back: Option<WithdrawalKind>,
    /// What it says has changed (修改说明).
    pub change_note: &'a str,
    /// How far this very edition has come in its chain (one record per item: 保密法实施条例第四十二条).
    pub review: Reviewed,
    pub is_withdrawn_column: bool,
    /// The column's name and what kinds it takes in; any where none is said.
    pub column: &'a str,
    pub column_kinds: &'a [DocumentKind],
    pub today: Option<Date>,
}

impl Facts<'_> {
    /// The first day on which it can be out.
    fn out_on(&self, today: Date) -> Date {
        self.schedule.planned_at.map_or(today, |at| at.date().max(today))
    }
}

/// How far the review of an edition has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reviewed {
    /// Its column has no chain, and inherits none.
    #[default]
    NoChain,
    /// Nobody has handed it over as it is.
    Unsubmitted,
    /// These levels have not agreed to it as it is.
    Outstanding(Vec<Outstanding>),
    /// Every level has agreed to exactly this.
    Passed,
}

/// A level that has not agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    pub name: String,
    pub is_secrecy: bool,
    /// Whether it asked for a decision from above (条例第十七条第三款), which has not come.
    pub is_referred: bool,
}

impl Reviewed {
    fn blockers(&self) -> Vec<WhyNot> {
        match self {
            Self::NoChain => vec![WhyNot::new(
                "review",
                "所在栏目没有审核流程，不能发布。请签发人先设置审核流程（三审三校）。",
            )],
            Self::Unsubmitted => vec![WhyNot::new(
                "review",
                "这一稿尚未送审，请编写人送审（三审三校）。",
            )],
            Self::Outstanding(levels) => levels.iter().map(Outstanding::blocker).collect(),
            Self::Passed => Vec::new(),
        }
    }
}

impl Outstanding {
    fn blocker(&self) -> WhyNot {
        let name = &self.name;
        if self.is_referred {
            let message = format!(
                "“{name}”已报有关主管部门或者保密行政管理部门确定，确定以前不能发布（条例第十七条第三款）。"
            );
            WhyNot::new("secrecy_review", message)
        } else if self.is_secrecy {
            let message = format!("这一稿的“{name}”尚未通过，其中须作保密审查（先审查、后公开，逐项审查）。");
            WhyNot::new("secrecy_review", message)
        } else {
            WhyNot::new("review", format!("这一稿的“{name}”尚未通过。"))
        }
    }
}

/// A file as the gate needs it.
#[derive(Clone, Copy, Debug)]
pub struct Attached<'a> {
    pub name: &'a str,
    /// The SM3 of what it holds.
    pub digest: &'a str,
    /// What was found in it; `None` while nobody has looked.
    pub screening: Option<&'a Screening>,
}

/// All that the gate says of an edition, which is proofread once for it.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    /// All that stands in the way; empty when the edition may go out.
    pub blockers: Vec<WhyNot>,
    /// What stands in the way of handing it over to review: everything but the review itself.
    pub unfit: Vec<WhyNot>,
    /// What no emergency lets out either: what its fields lack, and what must never be public. What is to be explained is explained
    /// as the review is made up.
    pub never_out: Vec<WhyNot>,
    /// What is to be answered before it goes out.
    pub questions: Vec<Question>,
    /// What may be looked at and needs no answer.
    pub hints: Vec<String>,
    /// What can be put right by a click.
    pub mendings: Vec<Mending>,
}

/// What stands in the way of an edition, what is to be answered, and what may be looked at.
pub fn gate(facts: &Facts<'_>) -> Gate {
    let (proofed, lacks) = (proofed(facts), lacks(facts));
    let texts = of_the_texts(facts, &proofed);
    let mut others = Vec::from_iter(facts.interpreted.blockers());
    others.extend(relations::blockers(facts.related));
    others.extend(facts.review.blockers());
    Gate {
        blockers: [lacks.clone(), others, texts.clone()].concat(),
        unfit: [lacks.clone(), texts].concat(),
        never_out: [lacks, forbidden(facts, &proofed)].concat(),
        questions: questions(facts, &proofed),
        hints: hints(facts, &proofed),
        mendings: mendings(facts, &proofed),
    }
}

/// What must not be public, and what nobody has answered.
fn of_the_texts(facts: &Facts<'_>, proofed: &[Proofed]) -> Vec<WhyNot> {
    let mut list = forbidden(facts, proofed);
    list.extend(unanswered(facts, proofed));
    list
}

/// What its fields lack.
fn lacks(facts: &Facts<'_>) -> Vec<WhyNot> {
    let mut list = Vec::new();
    let mut block = |field, message: &str| {
        list.push(WhyNot::new(field, message));
    };
    if facts.title.trim().is_empty() {
        block("title", "请填写标题。");
    }
    if facts.body.trim().is_empty() && facts.attachments.is_empty() {
        block("body", "请填写正文，或者上传附件。");
    }
    if facts.issuer.trim().is_empty() {
        block("issuer", "请填写发布机构。");
    }
    match (facts.formed_on, facts.today) {
        (None, _) => block(
            "formed_on",
            "请填写成文日期（条例第十二条要求目录载明生成日期）。",
        ),
        (Some(formed_on), Some(today)) if formed_on > facts.out_on(today) => {
            block("formed_on", "成文日期晚于今天，请核对。");
        }
        _ => {}
    }
    match facts.publicity {
        None => block("publicity", "请认定公开属性。"),
        Some(Publicity::Proactive) => {}
        Some(other) => {
            block(
                "publicity",
                &format!("公开属性为“{}”，只有“主动公开”的信息可以发布。", other.label()),
            );
        }
    }
    if facts.is_withdrawn_column {
        block("column", "所在栏目已停用，请先选择其他栏目。");
    }
    if facts.norm.is_some() && matches!(facts.validity, Some(Validity::Repealed | Validity::Expired)) {
        let message =
            "规章、行政规范性文件的废止、失效不由编写人填写：请按有效发布，再办理废止，日期和依据一并公开。";
        block("validity", message);
    }
    list.extend(facts.attribution.blockers(facts.publicity));
    list.extend(facts.taken_back.and_then(not_again));
    list.extend(facts.schedule.blockers(facts.norm, facts.related, facts.today));
    list.extend(facts.interpreted.lacks());
    list
}

/// Why an edition that was taken back does not go out again as it is: what is secret or private never does, and what went into another
/// would stand twice, at an address that leads there.
fn not_again(kind: WithdrawalKind) -> Option<WhyNot> {
    let message = if !kind.is_told() {
        format!(
            "本版本因{}撤回，不能再次发布，请编写删去有关内容的新版本。",
            kind.label()
        )
    } else if kind.leads_on() {
        "本版本已并入其他信息，原网址转到那里，不能原样再次发布：内容有变化的，请编写新版本并写明修改说明；并入有误的，先撤回并入的那条信息或者把其中重复的内容改掉，再编写新版本发布。"
            .to_owned()
    } else {
        return None;
    };
    Some(WhyNot::new("taken_back", message))
}

/// What in any of the texts that go out must not be published: 保密法第三十一条, 个人信息保护法第二十五条. Each once at its place.
fn forbidden(facts: &Facts<'_>, proofed: &[Proofed]) -> Vec<WhyNot> {
    let mut list: Vec<WhyNot> = Vec::new();
    for Proofed {
        field,
        place,
        finding,
        ..
    } in proofed
        .iter()
        .filter(|one| one.finding.severity == Severity::Block)
    {
        let why = WhyNot::new(field, advice(place, finding));
        if !list.contains(&why) {
            list.push(why);
        }
    }
    list.extend(facts.attachments.iter().flat_map(inside));
    list
}

/// The field of what is said of a file that nobody has looked through.
pub const UNSCREENED: &str = "screening";

/// What stands in a file.
fn inside(file: &Attached<'_>) -> Vec<WhyNot> {
    let message = || format!("附件“{}”的内容还没有检查过，请刷新本页后再试。", file.name);
    file.screening.map_or_else(
        || vec![WhyNot::new(UNSCREENED, message())],
        |screening| screening.blockers("file", file.name),
    )
}

/// 正文中有身份证号码 110105********002X。请隐去……
fn advice(place: &str, finding: &Finding) -> String {
    let label = finding.rule.label;
    // What is missing has no words to be quoted: its place says which it is.
    if finding.text.is_empty() {
        return format!("{}：{label}。{}", finding.place, finding.suggestion);
    }
    let shown = if finding.text.is_ascii() {
        format!(" {}", finding.text)
    } else {
        format!("“{}”", finding.text)
    };
    format!("{place}中有{label}{shown}。{}", finding.suggestion)
}
