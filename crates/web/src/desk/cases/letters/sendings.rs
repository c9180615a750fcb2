//! What the page of a signed letter offers of its sendings: by which ways it goes and who announces it, that it came back and
//! that it did not after all, and what a scan that came of it is of.

use law::cases::Delivery;
use law::staff::Act;
use office::cases::Case;
use office::cases::letters::{self, CaseLetter, LetterState};

use super::scan::roles;
use super::side::HeldShown;
use crate::desk::layout::Desk;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::when::minute;

/// The sendings of a letter, as its page shows them.
#[expect(clippy::struct_excessive_bools, reason = "what a page shows, piece by piece")]
#[derive(Default)]
pub struct Sendings {
    /// Whoever applied is its addressee.
    pub is_for_applicant: bool,
    /// Over this site only whoever applied is reached.
    pub ways: Vec<Choice>,
    /// It went out by an announcement.
    pub was_announced: bool,
    /// Whoever signs announces what others deliver: that is theirs to explain where nothing ever came back.
    pub announces: bool,
    /// An announcement comes before anything came back: it takes a reason, which is the signer's to give.
    pub is_announced_first: bool,
    /// How whoever applied can be reached without an address: told before it is announced, and answered by a tick.
    pub reachable: Option<String>,
    /// Who looks may not announce so: they ask whoever signs.
    pub asks_signer: bool,
    /// What a clerk asked of whoever signs: who and when in words.
    pub asked: Option<AskedShown>,
    /// That whoever signs declined it.
    pub declined: Option<String>,
    /// That it came back is recorded here.
    pub may_come_back: bool,
    /// That was recorded, and it has not gone out anew: it is struck here, or why not by whoever looks.
    pub strike: Option<Result<(), String>>,
    /// What a clerk asked of whoever signs: that the return be struck.
    pub strike_asked: Option<AskedShown>,
    /// Why whoever signs declined that.
    pub strike_declined: Option<String>,
    /// Whoever looks may sign.
    pub is_signer: bool,
    /// Whoever looks asked, or may take it back for a colleague.
    pub may_recall: bool,
    /// What a scan that is put in may be of, and what the one that was refused was of.
    pub roles: Vec<Choice>,
    pub role: String,
}

/// What a clerk asked of whoever signs.
pub struct AskedShown {
    pub told: String,
    pub on: String,
    pub place: String,
    pub proof: String,
    pub why: String,
}

/// What proves that a letter was left behind.
const LEFT_BEHIND: (&str, &str) = (
    "how=left_behind",
    "留置送达必填：谁到场见证（姓名和单位），或者怎样拍照、录像；照片、录像上传到送达回执",
);

impl Sendings {
    /// Those of this letter; `role`: what a scan was of that was refused.
    pub async fn of(
        desk: &Desk,
        letter: &CaseLetter,
        case: &Case,
        held_back: &HeldShown,
        role: &str,
    ) -> Result<Self, Problem> {
        let (may_handle, may_sign) = (desk.may(Act::HandleCases), desk.may(Act::SignCases));
        let is_way = |way: &&Delivery| letter.kind.is_for_applicant() || **way != Delivery::Online;
        let to = (!letter.kind.is_for_applicant()).then_some(letter.basis.consulted.name.as_str());
        let history = &case.standing.history;
        let is_announced_first = letter.state == LetterState::Signed
            && letter.returned.is_none()
            && history.told_of_announcing_first(to).is_some();
        let asked = letter.waits_to_be_announced();
        let declined = letter.basis.announcing.as_deref().filter(|_| is_announced_first);
        let declined = declined.and_then(|asked| asked.declined.as_ref());
        let strike = letter.asked_to_strike();
        let shown = |asked: &letters::AskedToStrike| AskedShown {
            told: format!(
                "{} {}提请撤销退回的登记：{}",
                asked.by,
                asked.asked_at().map(minute).unwrap_or_default(),
                asked.why
            ),
            on: String::new(),
            place: String::new(),
            proof: String::new(),
            why: asked.why.clone(),
        };
        Ok(Self {
            strike_asked: letter.waits_to_be_struck().map(shown),
            strike_declined: strike
                .and_then(|asked| asked.declined.as_ref())
                .map(|one| format!("{}没有撤销退回的登记：{}", one.by, one.why)),
            is_signer: may_sign,
            may_recall: may_handle && (asked.is_some() || letter.waits_to_be_struck().is_some()),
            is_for_applicant: letter.kind.is_for_applicant(),
            was_announced: letter
                .sent
                .as_ref()
                .is_some_and(|(_, sent)| sent.how == Delivery::Announced),
            ways: Delivery::ALL
                .iter()
                .filter(is_way)
                .map(|way| Choice::of(way.code(), way.label()))
                .collect(),
            announces: may_sign && !may_handle && !held_back.stays && letter.returned.is_none(),
            is_announced_first,
            reachable: history
                .told_of_reachable(case.way)
                .filter(|_| is_announced_first && letter.kind.is_for_applicant()),
            asks_signer: is_announced_first && !may_sign,
            asked: asked.map(|asked| AskedShown {
                told: format!(
                    "{} {}提请公告送达",
                    asked.by,
                    asked.asked_at().map(minute).unwrap_or_default()
                ),
                on: asked.on.map(|on| on.to_string()).unwrap_or_default(),
                place: asked.place.clone(),
                proof: asked.proof.clone(),
                why: asked.why.clone(),
            }),
            declined: declined.map(|one| format!("{}没有采用公告送达：{}", one.by, one.why)),
            may_come_back: may_handle && letter.may_come_back(case),
            strike: letters::may_strike_return(desk.office(), &desk.actor, desk.moment, letter, case).await?,
            roles: roles(letter),
            role: role.to_owned(),
        })
    }

    /// What is said at a field of the delivery, by the way it goes.
    pub fn way_hints(&self, field: &str) -> &'static [(&'static str, &'static str)] {
        match field {
            "on" => &[
                ("how=post", "邮寄为交邮之日"),
                ("how=in_person entrusted", "直接、委托送达为签收之日"),
                ("how=left_behind", "留置送达为留下文书之日"),
                ("how=announced", "公告送达为发出公告之日"),
                ("how=online email fax", "网上、电子邮件、传真为发出之日"),
            ],
            "place" => &[
                (
                    "how=in_person entrusted",
                    "直接、委托送达可以填当面交付的地点，写进送达回证",
                ),
                (
                    "how=left_behind",
                    "留置送达必填：文书留在哪里（受送达人的住所、办公场所）",
                ),
                (
                    "how=announced",
                    "公告送达必填：公告登在哪里（网站、报纸、公告栏）",
                ),
            ],
            _ if self.is_for_applicant => &[
                ("how=in_person entrusted", "直接、委托送达必填：谁签收"),
                LEFT_BEHIND,
                ("how=post", "邮寄：寄往哪个地址"),
                (
                    "how=online email fax",
                    "网上、电子邮件、传真：发送到哪个地址、号码",
                ),
                ("how=announced", "公告送达必填：公告的网址或者版面"),
            ],
            _ => &[
                ("how=in_person entrusted", "直接、委托送达必填：谁签收"),
                LEFT_BEHIND,
                ("how=post", "邮寄必填：寄往哪个地址"),
                ("how=online email fax", "电子邮件、传真必填：发送到哪个地址、号码"),
                ("how=announced", "公告送达必填：公告的网址或者版面"),
            ],
        }
    }

    /// Whoever it is for agrees to get it electronically.
    pub const fn consent_label(&self) -> &'static str {
        if self.is_for_applicant {
            "申请人同意电子送达的情况"
        } else {
            "对方同意电子送达的情况"
        }
    }

    pub const fn consent_hint(&self) -> &'static str {
        if self.is_for_applicant {
            "必填；申请时选择了这种方式的，不填即按申请书记录"
        } else {
            "必填：什么时候、怎样同意的"
        }
    }
}
