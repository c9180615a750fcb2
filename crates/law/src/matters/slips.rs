//! What is printed of a matter (受理单、交办单、答复单): for whoever asked that it is dealt with, for whoever takes it what they take, and
//! the answer on paper. Each says what the record says; none is printed of what has not happened.

use jiff::civil::Date;

use super::clock_name::ClockName;
use super::event::channel_label;
use super::history::{End, INTAKE};
use super::standing::Standing;
use crate::codes::spoken;
use crate::labelled::labelled;

labelled! {
    /// A paper of a matter.
    SlipKind {
        Acceptance = "acceptance", "受理单";
        Assignment = "assignment", "交办单";
        Answer = "answer", "答复单";
    }
}

/// A row of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlipRow {
    /// Two fields beside each other.
    Pair([(&'static str, String); 2]),
    /// One field; an empty one is room to write into.
    Wide(&'static str, String),
    /// Where somebody signs or puts a seal, above the day.
    Signed(&'static str, String),
}

/// A paper of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub kind: SlipKind,
    pub organ: String,
    pub number: String,
    pub rows: Vec<SlipRow>,
    /// The day it tells of: acceptance, assignment, answer.
    pub dated: Date,
}

/// What is known of a matter as it is printed.
#[derive(Clone, Debug)]
pub struct SlipFacts<'a> {
    pub organ: &'a str,
    /// 联系电话
    pub phone: &'a str,
    pub number: &'a str,
    pub kind_label: &'a str,
    pub title: &'a str,
    pub words: &'a str,
    pub place: &'a str,
    /// Who asked as the paper may say it: in full to themselves, masked within.
    pub asker: &'a str,
    /// The number and the due time that a platform above gave it.
    pub outside: Option<(&'a str, &'a str)>,
    /// What was said with the last assignment.
    pub assignment_note: &'a str,
    /// The last answer that went out.
    pub answer: &'a str,
    pub standing: &'a Standing,
}

impl SlipKind {
    /// What it is called on its head.
    pub fn title(self) -> String {
        format!("来信诉求{}", self.label())
    }

    /// Whether it goes to whoever asked, and names them.
    pub const fn is_to_asker(self) -> bool {
        matches!(self, Self::Acceptance | Self::Answer)
    }

    /// The day it tells of; why there is nothing to print yet.
    pub fn day(self, standing: &Standing) -> Result<Date, &'static str> {
        let history = &standing.history;
        match self {
            Self::Acceptance => {
                if let Some((_, End::Declined(_) | End::Withdrawn)) = &history.ended {
                    return Err("没有受理，或者本人已经撤回，没有受理单。");
                }
                let accepted = history.first_act.filter(|_| is_accepted(standing));
                accepted.map(|on| on.on).ok_or("尚未交办或者签收，没有受理单。")
            }
            Self::Assignment => {
                let offer = history.offers.last();
                offer.map(|offer| offer.on.on).ok_or("尚未交办，没有交办单。")
            }
            Self::Answer => {
                let answered = history.answers.last();
                answered.map(|on| on.on).ok_or("尚未答复，没有答复单。")
            }
        }
    }
}

/// Somebody was given it or has it.
fn is_accepted(standing: &Standing) -> bool {
    let history = &standing.history;
    !history.offers.is_empty() || history.holders().iter().any(|holder| holder.who != INTAKE)
}

/// The paper of that kind; why there is nothing to print yet.
pub fn slip(kind: SlipKind, facts: &SlipFacts<'_>) -> Result<Slip, &'static str> {
    let dated = kind.day(facts.standing)?;
    Ok(Slip {
        kind,
        organ: facts.organ.to_owned(),
        number: facts.number.to_owned(),
        rows: match kind {
            SlipKind::Acceptance => acceptance(facts, dated),
            SlipKind::Assignment => assignment(facts),
            SlipKind::Answer => answer(facts, dated),
        },
        dated,
    })
}

fn acceptance(facts: &SlipFacts<'_>, dated: Date) -> Vec<SlipRow> {
    let mut rows = vec![
        pair(("编号", facts.number), ("类别", facts.kind_label)),
        pair(
            ("提出人", facts.asker),
            ("收到之日", &spoken(facts.standing.received.on)),
        ),
        SlipRow::Wide("标题", facts.title.to_owned()),
        SlipRow::Wide("来信内容", facts.words.to_owned()),
        pair(
            ("受理之日", &spoken(dated)),
            ("现由谁负责", facts.standing.owner.as_deref().unwrap_or("已办结")),
        ),
        SlipRow::Wide("答复期限", facts.answer_period()),
    ];
    let phone = if facts.phone.is_empty() {
        String::new()
    } else {
        format!("联系电话：{}。", facts.phone)
    };
    rows.push(SlipRow::Wide(
        "查询办理情况",
        format!(
            "在本机关政府信息公开网站“进度查询”中，凭编号和提交时取得的查询码查看、补充或者撤回。{phone}"
        ),
    ));
    rows.push(SlipRow::Signed(
        "受理机关",
        format!("{}\n{}", facts.organ, spoken(dated)),
    ));
    rows
}

fn assignment(facts: &SlipFacts<'_>) -> Vec<SlipRow> {
    let standing = facts.standing;
    let offer = standing.history.offers.last();
    let (to, on) = offer.map_or_else(Default::default, |offer| (offer.to.clone(), spoken(offer.on.on)));
    let hand_back = standing.clock(ClockName::HandBack);
    let hand_back = hand_back.map_or_else(String::new, |clock| spoken(clock.due_on));
    let mut rows = vec![
        pair(("编号", facts.number), ("类别", facts.kind_label)),
        pair(
            ("来自", channel_label(&standing.history.channel)),
            ("收到之日", &spoken(standing.received.on)),
        ),
        pair(("提出人", facts.asker), ("地点", facts.place)),
    ];
    if let Some((number, due)) = facts.outside {
        rows.push(pair(("转办单编号", number), ("转办单要求", due)));
    }
    rows.extend([
        SlipRow::Wide("标题", facts.title.to_owned()),
        SlipRow::Wide("来信内容", facts.words.to_owned()),
        pair(("交办给", &to), ("交办之日", &on)),
        SlipRow::Wide("交办意见", facts.assignment_note.to_owned()),
        pair(("退回期限", &hand_back), ("答复期限", &facts.answer_period())),
        SlipRow::Wide(
            "办理要求",
            "不属于本单位职责的，在退回期限内说明理由退回；签收之时起由签收的人负责，不再推诿。答复应当答复所问、说明依据，不写出提出人。"
                .to_owned(),
        ),
        SlipRow::Signed("签收", "签收人　　　　　　　　\n　　　　年　　月　　日　　时".to_owned()),
        SlipRow::Wide("办理情况", String::new()),
        SlipRow::Signed("负责人意见", "签名　　　　　　　　\n　　　　年　　月　　日".to_owned()),
    ]);
    rows
}

fn answer(facts: &SlipFacts<'_>, dated: Date) -> Vec<SlipRow> {
    let standing = facts.standing;
    let mut rows = vec![
        pair(("编号", facts.number), ("类别", facts.kind_label)),
        pair(
            ("提出人", facts.asker),
            ("收到之日", &spoken(standing.received.on)),
        ),
        SlipRow::Wide("标题", facts.title.to_owned()),
        SlipRow::Wide("来信内容", facts.words.to_owned()),
        SlipRow::Wide("答复", facts.answer.to_owned()),
    ];
    let window = standing
        .clock(ClockName::RatingWindow)
        .filter(|clock| clock.is_running());
    let mut after = "对答复不满意的，可以再次提出".to_owned();
    if let Some(clock) = window {
        after = format!(
            "您可以在{}前（含当日）凭编号和查询码在网站评价一次；不满意的，由本机关重新办理。也可以再次提出",
            spoken(clock.due_on)
        );
    }
    if facts.phone.is_empty() {
        after.push('。');
    } else {
        after.push_str("。联系电话：");
        after.push_str(facts.phone);
        after.push('。');
    }
    rows.push(SlipRow::Wide("答复之后", after));
    rows.push(SlipRow::Signed(
        "答复机关",
        format!("{}\n{}", facts.organ, spoken(dated)),
    ));
    rows
}

impl SlipFacts<'_> {
    /// The day of the answer, with the rule where one binds this organ.
    fn answer_period(&self) -> String {
        let Some(clock) = self.standing.clock(ClockName::Answer) else {
            return String::new();
        };
        let tentative = if clock.tentative { "，暂定" } else { "" };
        let day = format!("{}（含当日{tentative}）", spoken(clock.due_on));
        match clock.binding_article() {
            article if article.is_empty() => day,
            article => format!("{day}；依据：{article}"),
        }
    }
}

fn pair(left: (&'static str, &str), right: (&'static str, &str)) -> SlipRow {
    SlipRow::Pair([left, right].map(|(label, value)| (label, value.to_owned())))
}
