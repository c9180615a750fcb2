//! How long the applicant's personal data is kept after a case is closed (个人信息保护法第十九条：为实现处理目的所必要的最短时间；
//! 第四十七条：保存期限已届满的应当主动删除), what holds it back, and how a text loses it (第七十三条第四项：匿名化).
//! What is counted (table 三 and 四, fees, days) is no part of it and stays.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event::{Event, Party, What};
use super::same_content::is_within;
use super::undelivered::OnTheWay;
use crate::codes::TableThreeRow;
use crate::labelled::labelled;
use crate::proof::is_identity_number;
use crate::signs::name_key;

/// What stands in the place of whoever is not to be known any more.
pub const ANONYMOUS: &str = "〔已匿名〕";
/// House default: no statute names a number of years.
pub const DEFAULT_YEARS: u16 = 10;
/// A suit may be filed within five years of the act at the latest (行政诉讼法第四十六条第二款): until then the file is needed.
pub const SHORTEST_YEARS: u16 = 5;
/// Longer than this is no shortest time that is necessary.
pub const LONGEST_YEARS: u16 = 30;

/// An organ's period; nothing happens until it is turned on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Years after closing.
    pub years: u16,
    /// Whether what is past its period is anonymised.
    pub is_on: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            years: DEFAULT_YEARS,
            is_on: false,
        }
    }
}

impl Settings {
    /// Why it can't be settled so, in Chinese.
    pub fn fault(self) -> Option<String> {
        let is_fit = (SHORTEST_YEARS..=LONGEST_YEARS).contains(&self.years);
        (!is_fit).then(|| {
            format!(
                "请填写 {SHORTEST_YEARS} 至 {LONGEST_YEARS} 之间的整数。起诉期限最长五年（行政诉讼法第四十六条第二款），期满前不能匿名。"
            )
        })
    }

    /// Whether these settings make more cases go than those before did: that wants an explicit confirmation.
    pub const fn goes_further_than(self, before: Self) -> bool {
        self.is_on && (!before.is_on || self.years < before.years)
    }
}

labelled! {
    /// Why a case is kept whatever its age.
    Kept {
        Open = "open", "尚未办结";
        Disputed = "disputed", "有行政复议或者行政诉讼尚未审结";
        Unpaid = "unpaid", "信息处理费尚未缴纳";
        Undeposited = "undeposited", "信息处理费尚未登记缴入国库";
        Unanswered = "unanswered", "申请人来信尚未答复";
        Unsent = "unsent", "文书尚在审签或者尚未送达";
    }
}

/// The fee notice of a case as its ledger has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fee {
    pub is_paid: bool,
    pub is_deposited: bool,
}

/// What decides how long one case is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The day it was delivered or withdrawn; `None` while it is open.
    pub closed_on: Option<Date>,
    pub outcome: Option<TableThreeRow>,
    pub fee: Option<Fee>,
    pub has_open_dispute: bool,
    /// The day the last of its ended disputes ended.
    pub last_dispute_ended_on: Option<Date>,
    pub has_unanswered_message: bool,
    pub has_unsent_letter: bool,
}

impl Facts {
    /// What the events tell, the rest as if there were nothing; `is_open` is the state of the case.
    pub fn of(events: &[Event], is_open: bool) -> Self {
        let mut facts = Self::default();
        for event in events {
            match &event.what {
                What::Replied { outcome, .. } => facts.outcome = Some(*outcome),
                What::Delivered { .. } | What::Withdrawn {} if !is_open => {
                    facts.closed_on = facts.closed_on.max(Some(event.on));
                }
                _ => {}
            }
        }
        facts
    }

    /// The first day on which the applicant may be made anonymous, or why the case is kept. The years run from the day of
    /// closing or, where there were disputes, from the end of the last of them, the day itself not counted (民法典第二百零一条).
    pub fn anonymised_from(&self, years: u16) -> Result<Date, Kept> {
        let closed_on = self.closed_on.ok_or(Kept::Open)?;
        let hindrances = [
            (Kept::Disputed, self.has_open_dispute),
            (Kept::Unpaid, self.is_owed()),
            (
                Kept::Undeposited,
                self.fee.is_some_and(|fee| fee.is_paid && !fee.is_deposited),
            ),
            (Kept::Unanswered, self.has_unanswered_message),
            (Kept::Unsent, self.has_unsent_letter),
        ];
        if let Some((kept, _)) = hindrances.into_iter().find(|(_, is_so)| *is_so) {
            return Err(kept);
        }
        let from = closed_on.max(self.last_dispute_ended_on.unwrap_or(closed_on));
        Ok(from
            .saturating_add(i32::from(years).years())
            .saturating_add(1.day()))
    }

    /// A fee is owed by whoever got an answer for it: who did not pay in time gets none (条例第四十二条), and who withdrew
    /// neither.
    fn is_owed(&self) -> bool {
        let is_answered = self
            .outcome
            .is_some_and(|row| row != TableThreeRow::OtherwiseUnpaid);
        is_answered && self.fee.is_some_and(|fee| !fee.is_paid)
    }
}

/// One event without the third party's name: each name becomes one of its own, so that answers still find their letters
/// and every clock stands as it stood. Organs keep their names.
pub fn anonymised(events: &[Event]) -> Vec<Event> {
    let mut names: Vec<String> = Vec::new();
    let mut hidden = |name: &String| {
        let place = names.iter().position(|known| known == name);
        let place = place.unwrap_or_else(|| {
            names.push(name.clone());
            names.len() - 1
        });
        match place {
            0 => ANONYMOUS.to_owned(),
            more => format!("{ANONYMOUS}{}", more + 1),
        }
    };
    // What a letter is about may name somebody: the same content becomes the same word, so that what was asked again is known as that.
    let mut contents: Vec<String> = Vec::new();
    let mut hide_content = |content: &mut String| {
        let place = contents.iter().position(|known| is_within(content, known));
        let place = place.unwrap_or_else(|| {
            contents.push(content.clone());
            contents.len() - 1
        });
        *content = format!("征求的内容{}", place + 1);
    };
    let mut shown = events.to_vec();
    for event in &mut shown {
        if let What::ConsultationSent {
            party: Party::ThirdParty,
            content: Some(content),
            ..
        } = &mut event.what
        {
            hide_content(content);
        }
        if let What::ConsultationSent { party, name, .. } | What::ConsultationAnswered { party, name, .. } =
            &mut event.what
            && *party == Party::ThirdParty
        {
            *name = name.as_ref().map(&mut hidden);
        }
        if let What::ConsultationAnswered {
            party: Party::ThirdParty,
            consents_to: Some(words),
            ..
        } = &mut event.what
        {
            words.clear();
        }
        // A notice that overrides goes to nobody but a third party.
        if let What::OverrideNotified { name, .. }
        | What::Undelivered(OnTheWay {
            party: Some(Party::ThirdParty) | None,
            name,
            ..
        })
        | What::Reached(OnTheWay {
            party: Some(Party::ThirdParty) | None,
            name,
            ..
        }) = &mut event.what
        {
            *name = name.as_ref().map(&mut hidden);
        }
    }
    shown
}

/// The text without what is known of a person (names, numbers, addresses as they were typed), without identity numbers,
/// mobile numbers and mail addresses. What somebody tells of himself in words of his own can't be found this way.
pub fn scrubbed(text: &str, known: &[&str]) -> String {
    let mut known: Vec<&str> = known
        .iter()
        .map(|word| word.trim())
        .filter(|word| word.chars().count() > 1)
        .collect();
    // The longest first: an address may hold a name.
    known.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let named = known
        .into_iter()
        .fold(text.to_owned(), |text, word| text.replace(word, ANONYMOUS));
    let mut clean = String::with_capacity(named.len());
    let mut run = String::new();
    for one in named.chars() {
        if one.is_ascii_alphanumeric() || "@._%+-".contains(one) {
            run.push(one);
            continue;
        }
        clean.push_str(shown(&run));
        run.clear();
        clean.push(one);
    }
    clean.push_str(shown(&run));
    clean
}

/// Whether a text names somebody of whom this is known, however it spells it: with other interpuncts, widths or capitals, with
/// blanks or without; a company also without the words of its legal form, where enough is left that it is clearly the same.
pub fn is_named(text: &str, known: &[&str]) -> bool {
    let text = name_key(text);
    let spellings = known.iter().flat_map(|word| {
        let whole = name_key(word);
        let short = LEGAL_FORMS.iter().find_map(|form| whole.strip_suffix(form));
        let short = short.filter(|name| name.chars().count() >= CLEARLY_THE_SAME);
        [short.map(str::to_owned), Some(whole)]
    });
    spellings
        .flatten()
        .any(|name| name.chars().count() > 1 && text.contains(&name))
}

/// What companies' names end with by law, the longest first.
const LEGAL_FORMS: [&str; 7] = [
    "集团股份有限公司",
    "集团有限责任公司",
    "集团有限公司",
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "公司",
];
/// The shortest name without its legal form that can't be a town's or a trade's alone.
const CLEARLY_THE_SAME: usize = 6;

/// A run of letters and digits, unless it is a number or an address of somebody.
fn shown(run: &str) -> &str {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let bare: String = run.chars().filter(|one| *one != '-').collect();
    let local = bare.strip_prefix("+86").unwrap_or(&bare);
    let is_mobile = local.starts_with('1') && local.chars().count() == 11 && digits(local) == 11;
    let is_mail = run
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if is_identity_number(&bare) || is_mobile || is_mail {
        ANONYMOUS
    } else {
        run
    }
}

#[cfg(test)]
mod tests;
