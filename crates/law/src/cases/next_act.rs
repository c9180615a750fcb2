//! The one step a case waits for next inside the office, from the receipt to the archive, and who takes it: what its page
//! offers as the first thing to do. Whether an act may be done stands in `gate`; this says which of the lawful ones comes
//! first. 条例第三十条至第三十六条、第四十五条.

use jiff::civil::Date;

use super::acts::Act;
use super::clock_name::ClockName;
use super::clocks::CONFIRMATION_RULE;
use super::letters::{CorrectionGround, LetterKind};
use super::standing::Standing;
use super::state::State;
use super::unreceived::Unreceived;
use crate::codes::{Rule, spoken};
use crate::review::Level;
use crate::staff::{self, Roles, may};

/// How far a letter of the case has come that is in work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Draft {
        was_returned: bool,
    },
    /// In sign-off, at that level.
    Review {
        level: Level,
        /// Whether whoever looks may take it: nobody acts twice on one letter.
        is_theirs: bool,
    },
    /// Signed, and has not gone out.
    Signed {
        /// Nothing lets it go: its signature is taken back.
        stays: bool,
    },
}

/// A letter in work, by whatever the caller knows it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InWork<I> {
    pub letter: I,
    pub kind: LetterKind,
    pub stage: Stage,
}

/// What of a case in work stands beside its events.
#[derive(Clone, Debug, Default)]
pub struct Work<I> {
    pub letters: Vec<InWork<I>>,
    /// Whether the decision that is drafted lacks nothing; `None` where none is drafted.
    pub decision: Option<bool>,
    /// It lacks only that the third parties it overrides are told of it (条例第三十二条).
    pub awaits_notice: bool,
    /// What of whoever applied was not given (`ApplicationForm::not_given`): a correction asks for it.
    pub not_given: Vec<CorrectionGround>,
    /// The letters that came back and whose signature was taken back since: each is written anew.
    pub void: Vec<LetterKind>,
    pub is_archived: bool,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<I> {
    /// An act is recorded: the receipt is confirmed, or what came from outside is noted.
    Record(Act),
    /// The applicant is asked for a correction.
    AskForCorrection,
    /// The day a letter was received is recorded: its silence counts only from then on.
    Receive,
    /// The decision is made, or what it lacks is put right.
    Decide,
    /// The reply is written from the decision.
    Reply,
    /// A draft is finished and handed over to sign-off.
    Submit(I),
    /// A letter is checked or signed.
    Review(I, Level),
    /// A letter of procedure is begun.
    Write(LetterKind),
    /// A signed letter goes out.
    Deliver(I),
    /// The closed case is filed.
    Archive,
}

/// The next step, why it is open now, and whether whoever looks is the one to take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextAct<I> {
    pub step: Step<I>,
    pub label: String,
    pub why: String,
    pub is_theirs: bool,
}

impl<I: Copy> NextAct<I> {
    /// The next step as whoever has these roles sees it: of what waits, the furthest that is theirs; where nothing is, the
    /// furthest of all, for others to take. `None` where nothing is left to do.
    pub fn of(standing: &Standing, work: &Work<I>, roles: &Roles, today: Date) -> Option<Self> {
        let mut letters = work.letters.clone();
        letters.sort_by_key(|letter| rank(letter.stage));
        // What only informs, and waits to go out or came back, hides nothing of what has its day.
        let (informing, letters): (Vec<InWork<I>>, Vec<InWork<I>>) =
            letters.into_iter().partition(|letter| {
                letter.kind == LetterKind::Registration && matches!(letter.stage, Stage::Signed { .. })
            });
        let mut steps: Vec<Self> = letters
            .iter()
            .filter_map(|letter| match notice_before(standing, letter, work) {
                Some(Notice::InWork) => None,
                Some(Notice::ToBeWritten) => Some(write_notice(roles)),
                None => Some(Self::of_letter(standing, letter, roles)),
            })
            .collect();
        // A reply in work is the decision being told: nothing of the case itself comes before it.
        let is_replying = letters.iter().any(|letter| letter.kind.is_reply());
        if !is_replying || !standing.state.is_open() {
            steps.extend(Self::of_case(standing, work, roles, today));
        }
        let informing = informing.iter();
        steps.extend(informing.map(|letter| Self::of_letter(standing, letter, roles)));
        let theirs = steps.iter().position(|next| next.is_theirs);
        let position = theirs.unwrap_or(0);
        (position < steps.len()).then(|| steps.swap_remove(position))
    }

    fn of_letter(standing: &Standing, letter: &InWork<I>, roles: &Roles) -> Self {
        let title = letter.kind.label();
        let is_clerk = may(roles, staff::Act::HandleCases).is_ok();
        match letter.stage {
            Stage::Signed { .. } if letter.kind.is_reply() && standing.history.has_answers_in_hand() => {
                let why = format!(
                    "《{title}》送出之前收到了申请人等提交的内容，在期限内的应当重新办理：请签发人撤回签发（条例第三十条、第三十五条）。"
                );
                let is_signer = may(roles, staff::Act::SignCases).is_ok();
                Self::new(Step::Deliver(letter.letter), "撤回签发", why, is_signer)
            }
            Stage::Signed { stays: true } => {
                let why = format!(
                    "《{title}》签发之后情况有了变化，不能照此送出：请签发人撤回签发，重新拟写、签发（条例第三十条、第三十二条，行政复议法第六十四条）。"
                );
                let is_signer = may(roles, staff::Act::SignCases).is_ok();
                Self::new(Step::Deliver(letter.letter), "撤回签发", why, is_signer)
            }
            Stage::Signed { .. }
                if letter.kind.is_reply() && standing.history.reply_came_back().is_some() =>
            {
                let why = reply_came_back(title);
                Self::new(Step::Deliver(letter.letter), "重新送达", why, is_clerk)
            }
            Stage::Signed { .. } => {
                let says = if letter.kind.is_reply() {
                    "已经签发，送达之后答复才算完成"
                } else {
                    "已经签发，送达之后才起作用"
                };
                let why = format!("《{title}》{says}（国办公开办函〔2016〕235号）。");
                Self::new(Step::Deliver(letter.letter), "登记送达", why, is_clerk)
            }
            Stage::Review { level, is_theirs } => {
                let why = if is_theirs {
                    format!("《{title}》等您{}。", level.label())
                } else {
                    format!("《{title}》正在审签，等待{}。", level.label())
                };
                Self::new(Step::Review(letter.letter, level), level.label(), why, is_theirs)
            }
            Stage::Draft { was_returned: true } => {
                let why = format!("《{title}》被退回，按退回的原因修改后重新送审。");
                Self::new(Step::Submit(letter.letter), "修改后送审", why, is_clerk)
            }
            Stage::Draft { .. } => {
                let why = format!("《{title}》已经拟写，尚未送审。");
                Self::new(Step::Submit(letter.letter), "核对后送审", why, is_clerk)
            }
        }
    }

    fn of_case(standing: &Standing, work: &Work<I>, roles: &Roles, today: Date) -> Option<Self> {
        let is_clerk = may(roles, staff::Act::HandleCases).is_ok();
        let record = |act: Act, why: String| {
            let is_theirs = may(roles, act.spec().signed_by).is_ok();
            Self::new(Step::Record(act), act.label(), why, is_theirs)
        };
        let awaited = standing.awaited_clock();
        // What the applicant lets pass is decided without it; so is what comes back and is never recorded.
        let is_over = awaited.is_some_and(|clock| clock.is_missed(today));
        Some(match standing.state {
            State::Arrived => record(Act::Confirmed, CONFIRMATION_RULE.to_string()),
            State::AwaitingCorrection if !is_over => {
                record(Act::Corrected, awaiting(Act::CorrectionRequested))
            }
            State::AwaitingFee if !is_over => record(Act::FeePaid, awaiting(Act::FeeNotified)),
            State::Consulting => record(Act::ConsultationAnswered, awaiting(Act::ConsultationSent)),
            State::AwaitingReasons if !reasons_lapsed(standing, today) => {
                record(Act::ReasonsGiven, awaiting(Act::ReasonsRequested))
            }
            State::CameBack => {
                let why = reply_came_back("答复书");
                Self::new(Step::Record(Act::Delivered), "重新送达", why, is_clerk)
            }
            State::Replied => record(Act::Delivered, Act::Delivered.spec().rule.to_string()),
            State::Delivered if !standing.history.to_be_sent_again().is_empty() => {
                send_again(standing, work, is_clerk)
            }
            State::Delivered | State::Withdrawn if work.is_archived => return None,
            // 公告期满才视为送达: until then there is nothing to file.
            State::Delivered if standing.announced_until.is_some_and(|until| today < until) => return None,
            State::Delivered | State::Withdrawn => {
                Self::new(Step::Archive, "登记归档", FILED.to_string(), is_clerk)
            }
            State::InProgress if is_to_be_corrected(standing, work, today) => Self::new(
                Step::AskForCorrection,
                Act::CorrectionRequested.label(),
                why_ask(standing, &work.not_given),
                is_clerk,
            ),
            State::InProgress if !standing.history.to_be_sent_again().is_empty() => {
                send_again(standing, work, is_clerk)
            }
            _ if work.decision != Some(true) && !standing.unreceived.is_empty() => {
                Self::new(Step::Receive, "登记收到之日", why_receive(standing), is_clerk)
            }
            State::AwaitingCorrection
            | State::AwaitingFee
            | State::AwaitingReasons
            | State::InProgress
            | State::Reopened => match work.decision {
                // What is in work is its own step.
                Some(false) if work.awaits_notice && has_notice(work) => return None,
                Some(false) if work.awaits_notice => tell_first(roles),
                Some(true) => Self::new(Step::Reply, "起草答复", DECIDED.to_string(), is_clerk),
                Some(false) => Self::new(Step::Decide, "补全处理决定", LACKING.to_owned(), is_clerk),
                None => Self::new(
                    Step::Decide,
                    "作出处理决定",
                    why_decide(standing, today),
                    is_clerk,
                ),
            },
        })
    }

    fn new(step: Step<I>, label: &str, why: String, is_theirs: bool) -> Self {
        Self {
            step,
            label: label.to_owned(),
            why,
            is_theirs,
        }
    }
}

const FILED: Rule = Rule::new("已经办结，申请书、答复书和送达凭证等一并归档", "条例第四十五条");
const DECIDED: Rule = Rule::new("处理决定的依据和记录已经齐全，可以起草答复", "条例第三十六条");
const LACKING: &str = "处理决定已经拟定，还缺依据或者记录。";

/// The nearest to its end first; what waits for somebody else last.
const fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::Signed { .. } => 0,
        Stage::Review { is_theirs: true, .. } => 1,
        Stage::Draft { was_returned: true } => 2,
        Stage::Draft { .. } => 3,
        Stage::Review { .. } => 4,
    }
}

/// What is said while the answer to such an act is waited for.
fn awaiting(asked: Act) -> String {
    let answered = match asked {
        Act::CorrectionRequested => Rule::new(
            "等申请人补正；收到后登记，答复期限自收到之日起重新计算",
            "条例第三十条",
        ),
        Act::FeeNotified => Rule::new(
            "等申请人缴费；缴清后登记，答复期限从次日起重新计算",
            "国办函〔2020〕109号",
        ),
        Act::ReasonsRequested => Rule::new("等申请人说明理由，答复期限不停；收到后登记", "条例第三十五条"),
        _ => Rule::new(
            "等对方的意见，所需时间不计算在答复期限内；收到后登记",
            "条例第三十三条第三款",
        ),
    };
    answered.to_string()
}

/// Whether the day for reasons has passed: that clock is not the one waited for, since the reply's does not stop.
fn reasons_lapsed(standing: &Standing, today: Date) -> bool {
    let mut clocks = standing.clocks.iter();
    let clock = clocks.find(|clock| clock.name == ClockName::Reasons);
    clock.is_some_and(|clock| clock.is_missed(today))
}

/// What came back goes out once more; a letter of this program lies signed again, and its delivery is the step by itself.
fn send_again<I: Copy>(standing: &Standing, work: &Work<I>, is_clerk: bool) -> NextAct<I> {
    let lost = standing.history.to_be_sent_again();
    let words: Vec<String> = lost.iter().map(|lost| lost.words()).collect();
    let void = work.void.iter();
    let mut void = void.filter(|kind| lost.iter().any(|lost| kind.act() == Some(lost.letter)));
    if let Some(kind) = void.next() {
        let why = format!(
            "{}被退回，没有送达，期限没有起算；原文书已经撤回签发、作废：请重新拟写、签发后送达，不算再次告知（条例第三十条、第三十二条、第三十四条）。",
            words.join("、")
        );
        return NextAct::new(Step::Write(*kind), "重新拟写", why, is_clerk);
    }
    let why = format!(
        "{}被退回，没有送达，期限没有起算：请核对地址、联系方式后重新送达，不算再次告知；送不到的，依法公告送达后登记（条例第三十条、第三十二条、第三十四条）。",
        words.join("、")
    );
    let act = lost.first().map_or(Act::CorrectionRequested, |lost| lost.letter);
    NextAct::new(Step::Record(act), "重新送达", why, is_clerk)
}

/// How far the 决定公开告知书 has come without which a signed reply does not leave.
enum Notice {
    InWork,
    ToBeWritten,
}

/// Of a signed reply that discloses over an objection nobody was told of: the notice that comes before it (条例第三十二条).
fn notice_before<I>(standing: &Standing, letter: &InWork<I>, work: &Work<I>) -> Option<Notice> {
    let is_signed_reply = letter.kind.is_reply() && letter.stage == Stage::Signed { stays: false };
    if !is_signed_reply || !standing.history.reply_awaits_notice() {
        return None;
    }
    Some(if has_notice(work) {
        Notice::InWork
    } else {
        Notice::ToBeWritten
    })
}

fn has_notice<I>(work: &Work<I>) -> bool {
    let mut letters = work.letters.iter();
    letters.any(|one| one.kind == LetterKind::OverrideNotice)
}

/// Of a decision that overrides an objection: whoever objects is told before the reply goes out.
fn tell_first<I>(roles: &Roles) -> NextAct<I> {
    NextAct {
        why: "处理决定公开第三方不同意公开的内容：先把决定公开的内容和理由书面告知第三方，答复书才能送审（条例第三十二条）。".to_owned(),
        ..write_notice(roles)
    }
}

fn write_notice<I>(roles: &Roles) -> NextAct<I> {
    let kind = LetterKind::OverrideNotice;
    NextAct {
        step: Step::Write(kind),
        label: format!("拟写{}", kind.label()),
        why: "答复书已经签发；第三方不同意公开的内容，决定公开的，书面告知第三方以后才能送达（条例第三十二条）。".to_owned(),
        is_theirs: may(roles, staff::Act::HandleCases).is_ok(),
    }
}

/// A reply that came back goes out once more; the day of its first posting stays the day of the reply.
fn reply_came_back(title: &str) -> String {
    format!(
        "《{title}》被退回，没有送达：请核对地址、联系方式后重新送达；以首次交邮之日为答复之日，不因退回而改变（国办公开办函〔2016〕235号）。"
    )
}

/// Why a day of receipt comes first: nothing lapses before it is known.
fn why_receive(standing: &Standing) -> String {
    let letters: Vec<String> = standing.unreceived.iter().map(Unreceived::letter).collect();
    format!(
        "{}，还不知道对方何时收到：期限从收到之日起算，请凭回执或者查询结果登记；登记之前不能按逾期办理（条例第三十条、第三十二条、第三十四条、第三十五条，国办函〔2020〕109号）。",
        letters.join("、")
    )
}

/// Why it can be decided now: what came back last, or the days there are.
fn why_decide(standing: &Standing, today: Date) -> String {
    let history = &standing.history;
    let lapsed = match standing.state {
        State::AwaitingCorrection => Some(Rule::new("补正期限已过，申请人没有补正，请办结", "条例第三十条")),
        State::AwaitingFee => Some(Rule::new(
            "缴费期限已过，申请人没有缴费，请办结",
            "条例第四十二条",
        )),
        State::AwaitingReasons => Some(Rule::new(
            "说明理由的期限已过，申请人没有说明理由",
            "条例第三十五条",
        )),
        _ => None,
    };
    if let Some(lapsed) = lapsed {
        return lapsed.to_string();
    }
    if standing.overdue {
        return Rule::new("答复期限已过，请立即作出决定并答复", "条例第三十三条").to_string();
    }
    let mut answers: Vec<(Date, String)> = Vec::new();
    let reached = history.consultations.iter();
    for asked in reached.filter(|asked| asked.stands() && asked.asked_before.is_none()) {
        let (party, article) = (asked.party.label(), asked.party.article());
        // What says neither yes nor no is silence, once its time is over.
        let says = |answer: &crate::cases::Answer| {
            asked.party == crate::cases::Party::OtherOrgan || answer.consents.is_some()
        };
        match asked.answer.filter(says) {
            Some(answer) => answers.push((
                answer.on,
                format!("{party}的意见已经收到，可以决定是否公开（{article}）。"),
            )),
            None => answers.push((
                today,
                format!(
                    "{party}逾期没有提出意见：{}（{article}）。",
                    asked.party.silence()
                ),
            )),
        }
    }
    let corrected = history
        .correction
        .as_ref()
        .and_then(|correction| correction.corrected_on);
    answers.extend(corrected.map(|on| (on, "已经收到补正，可以作出决定（条例第三十条）。".to_owned())));
    let paid = history.fee.and_then(|fee| fee.paid_on);
    answers.extend(paid.map(|on| {
        (
            on,
            "信息处理费已经缴清，可以作出决定（条例第四十二条）。".to_owned(),
        )
    }));
    let given = history.reasons.and_then(|reasons| reasons.given_on);
    answers.extend(given.map(|on| {
        (
            on,
            "已经收到理由，可以判断是否合理（条例第三十五条）。".to_owned(),
        )
    }));
    answers.sort_by_key(|(on, _)| *on);
    answers
        .pop()
        .map_or_else(|| days_left(standing, today), |(_, why)| why)
}

/// Whether something of whoever applied is missing that may still be asked for in time, and no notice is in work that asks.
fn is_to_be_corrected<I>(standing: &Standing, work: &Work<I>, today: Date) -> bool {
    let mut letters = work.letters.iter();
    !work.not_given.is_empty()
        && standing.correction_notice_due().is_some_and(|due| today <= due)
        && standing.may(Act::CorrectionRequested).is_ok()
        && !letters.any(|letter| letter.kind == LetterKind::Correction)
}

fn why_ask(standing: &Standing, not_given: &[CorrectionGround]) -> String {
    let missing: Vec<&str> = not_given.iter().map(|ground| ground.thing()).collect();
    let until = standing
        .correction_notice_due()
        .map_or_else(String::new, |due| format!("{}前（含当日）", spoken(due)));
    format!(
        "登记中没有{}：没有提供的，{until}一次性告知补正（条例第二十九条第二款第（一）项、第三十条）；提供了的，请更正登记内容。",
        missing.join("、")
    )
}

/// The days there are to decide, and to ask for a correction first.
fn days_left(standing: &Standing, today: Date) -> String {
    let notice = standing.correction_notice_due().filter(|due| today <= *due);
    match (notice, standing.due_on) {
        (Some(notice), _) => format!(
            "先看内容是否明确：不明确的，{}前（含当日）一次性告知补正（条例第三十条）。",
            spoken(notice)
        ),
        (None, Some(due)) => format!("应当在{}前（含当日）答复（条例第三十三条）。", spoken(due)),
        (None, None) => "可以作出决定（条例第三十六条）。".to_owned(),
    }
}

#[cfg(test)]
mod tests;
