//! What stands beside a letter of its way: the levels of sign-off with who acted at them, earlier returns, how it went out, how
//! its file stands.

use jiff::civil::Date;
use law::cases::Delivery;
use law::codes::spoken;
use law::review::{Chain, Level, Place, Step, Verdict};
use law::staff::Act;
use office::cases::Case;
use office::cases::letters::{CaseLetter, GonePast, HeldBack, LetterState};
use office::papers::{self, Printable};

use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::when::minute;

/// A level of sign-off, and who acted at it.
pub struct LevelShown {
    pub label: &'static str,
    pub who: String,
    pub opinion: String,
    pub is_next: bool,
}

/// An earlier return.
pub struct Returned {
    pub label: &'static str,
    pub who: String,
    pub opinion: String,
}

/// What is said of the file of a signed letter.
pub async fn paper(desk: &Desk, found: &CaseLetter) -> Result<Option<String>, Problem> {
    if !found.state.is_signed() {
        return Ok(None);
    }
    let printed = Printable::Letter(Box::new(found.clone()));
    let kept = papers::kept(desk.office(), &printed).await?;
    Ok(kept.as_ref().map(crate::papers::kept_words))
}

/// How far it has come, with whether its addressee has it.
pub fn state_words(found: &CaseLetter, case: &Case, today: Date) -> String {
    let spoken_short = |day: Date| {
        let words = spoken(day);
        if day.year() == today.year() {
            words
                .split_once('年')
                .map_or(words.clone(), |(_, rest)| rest.to_owned())
        } else {
            words
        }
    };
    if found.state == LetterState::Signed && found.returned.is_some() {
        let on = found.came_back_on(case);
        let on = on.map(|on| format!("{}退回，", spoken_short(on)));
        return format!("{}待重新送达", on.unwrap_or_else(|| "被退回，".to_owned()));
    }
    let Some((_, sent)) = found
        .sent
        .as_ref()
        .filter(|_| found.state == LetterState::Delivered)
    else {
        return found.state.label().to_owned();
    };
    let reached = found.reached_on(case);
    match (sent.how, reached) {
        (Delivery::Announced, Some(until)) if today < until => {
            format!("公告中，{}视为送达", spoken_short(until))
        }
        (Delivery::Post, None) => "已交邮，待收到".to_owned(),
        (Delivery::Entrusted, None) => "已委托送达，待收到".to_owned(),
        _ => found.state.label().to_owned(),
    }
}

/// How it goes on, for whoever signs or checks and has done their part.
pub fn goes_on(desk: &Desk, found: &CaseLetter, is_mine: bool) -> Option<String> {
    if is_mine || desk.may(Act::HandleCases) {
        return None;
    }
    match found.state {
        LetterState::Submitted => found
            .next_level
            .map(|level| format!("正在审签，等待{}。", level.label())),
        LetterState::Signed if found.returned.is_some() => Some("被退回，由经办人重新送达。".to_owned()),
        LetterState::Signed => Some("已经签发，由经办人送达。".to_owned()),
        LetterState::Draft | LetterState::Delivered | LetterState::Dropped => None,
    }
}

/// How it went out.
pub fn sent(found: &CaseLetter, case: &Case) -> String {
    let Some((on, sent)) = &found.sent else {
        return String::new();
    };
    // What proves a day that was taken back proves nothing.
    let reached = found.reached(case).map(|(day, receipt)| match sent.how {
        Delivery::Announced => (format!("公告期满之日 {day} 视为送达"), receipt),
        _ => (format!("对方{day}收到"), receipt),
    });
    let (reached, receipt) = reached.unwrap_or_default();
    let parts = [
        sent.how.label(),
        sent.tracking_number.as_str(),
        sent.refused.as_str(),
        sent.proof.as_str(),
        sent.consent.as_str(),
        sent.copy.as_str(),
        reached.as_str(),
        receipt,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{on}，{}", parts.join("，"))
}

/// Every level it passes.
pub fn levels(found: &CaseLetter, chain: &Chain) -> Vec<LevelShown> {
    let judged = found.judged();
    let of_round = |level: Level| {
        let is_it = |step: &&Step| step.level == level && judged.is_counted(step);
        found.steps.iter().find(is_it)
    };
    let shown = |place: &Place| LevelShown {
        label: place.level.label(),
        who: of_round(place.level)
            .map(|step| format!("{} {}", step.name, minute(step.taken_at)))
            .unwrap_or_default(),
        opinion: of_round(place.level)
            .and_then(|step| step.opinion.clone())
            .unwrap_or_default(),
        is_next: found.next_level == Some(place.level),
    };
    chain.places().iter().map(shown).collect()
}

/// The times it was sent back.
pub fn returned(found: &CaseLetter) -> Vec<Returned> {
    let is_returned = |step: &&Step| step.verdict == Verdict::Returned;
    let steps = found.steps.iter().filter(is_returned);
    steps
        .map(|step| Returned {
            label: step.level.label(),
            who: format!("{} {}", step.name, minute(step.taken_at)),
            opinion: step.opinion.clone().unwrap_or_default(),
        })
        .collect()
}

/// What is said of a letter that lies signed because it came back.
pub fn came_back(found: &CaseLetter, case: &Case) -> Option<String> {
    let sent = found.returned.as_ref()?;
    let how = [sent.how.label(), sent.tracking_number.trim(), sent.proof.trim()];
    let how: Vec<&str> = how.into_iter().filter(|part| !part.is_empty()).collect();
    let how = how.join("，");
    let back = found.came_back_on(case);
    Some(match back {
        Some(on) if found.kind.is_reply() => format!(
            "此前{how}，{on}退回。请核对地址、联系方式后重新送达；以首次交邮之日为答复之日，不因退回而改变（国办公开办函〔2016〕235号）。对方拒收的，可以留置送达；送不到的，可以直接送达、委托送达，或者依法公告送达后登记。"
        ),
        Some(on) => format!(
            "此前{how}，{on}退回。请核对地址、联系方式后重新送达，不算再次告知；对方拒收的，可以留置送达。"
        ),
        None => format!("此前{how}，没有送到，被退回。请核对地址、联系方式后重新送达，不算再次告知。"),
    })
}

/// What is told before a letter goes out, as its page shows it.
#[derive(Default)]
pub struct HeldShown {
    pub told: Vec<String>,
    /// Nothing lets it go: its signature is taken back.
    pub stays: bool,
    /// The reason is whoever signs' to give.
    pub is_signers: bool,
    /// By whatever way it goes.
    pub needs_reason: bool,
}

impl HeldShown {
    pub fn of(held: Vec<HeldBack>) -> Self {
        let is = |past| held.iter().any(|one| one.past == past);
        let stays = is(GonePast::Never);
        Self {
            stays,
            is_signers: is(GonePast::BySigner),
            needs_reason: is(GonePast::WithReason),
            told: held.into_iter().map(|one| one.why).collect(),
        }
    }

    /// Whether whoever looks may deliver past it: whoever handles cases, and whoever signs where the reason is theirs.
    pub fn lets_go(&self, desk: &Desk) -> bool {
        let is_theirs = desk.may(Act::HandleCases) || self.is_signers && desk.may(Act::SignCases);
        !self.stays && is_theirs
    }

    /// Whether a reason is asked for.
    pub const fn takes_reason(&self) -> bool {
        !self.stays && !self.told.is_empty()
    }

    pub const fn hint(&self) -> &'static str {
        if self.is_signers {
            "由签发人填写，写入办理记录；只因不知道第三方是否收到告知书的，邮寄时不用填写"
        } else {
            "写入办理记录"
        }
    }
}
