//! How a signed letter may go out, and what proves it: directly, by somebody else, by the postal enterprise, or online where the
//! applicant agreed and is told where to file online. 国办公开办函〔2016〕235号 (直接、委托、邮寄; 只由邮政企业); 行政复议法第二十二条
//! 第二款; 民事诉讼法第九十条 by analogy (电子送达须经同意).

use super::{Letter, LetterKind};
use crate::cases::reasons::is_wordless;
use crate::cases::{Act, Delivery};
use crate::codes::WhyNot;

/// How a letter goes out, with its proof; a blank fact is an empty text.
#[derive(Clone, Copy, Debug)]
pub struct Sending<'a> {
    pub how: Delivery,
    /// 挂号信、EMS 的号码
    pub tracking_number: &'a str,
    /// Where it was handed over, or announced.
    pub place: &'a str,
    /// Who signed for it, the address mailed to.
    pub proof: &'a str,
    /// When and how the applicant agreed to get it electronically.
    pub consent: &'a str,
    /// Where an application for reconsideration is filed online, as it is told with the letter.
    pub filing_address: &'a str,
    /// Who refused to sign for it, and how, where it was left behind.
    pub refused: &'a str,
}

/// What is told where a refusal to sign stands for a signature (民事诉讼法第八十九条, by analogy).
const REFUSED_TOLD: &str = "没有人签收、拒收、拒绝签收的，没有送达：写明谁签收、盖章；对方拒绝签收的，请选“留置送达”，写明谁拒收、谁在场见证或者怎样拍照、录像；邮件被拒收的，请先登记退回，再留置送达（参照民事诉讼法第八十九条）。";

/// Whether a proof tells that nobody signed: somebody refused to (拒收、不肯签), there is no signature (没有签名、无人签收), or it was
/// put down or given to somebody else (放在桌上、交给邻居).
pub fn tells_refusal(proof: &str) -> bool {
    const LEFT: [&str; 3] = ["放在", "放于", "邻居"];
    const NOT: [&str; 5] = ["拒", "不", "没有", "未", "无"];
    const TAKEN: [char; 3] = ['签', '收', '领'];
    // How many signs may stand between both: 没有在回证上签.
    const APART: usize = 3;
    let plain: String = proof.chars().filter(|sign| !sign.is_whitespace()).collect();
    let plain = plain.replace("无误", "");
    let tells_not = |word: &str| {
        plain.match_indices(word).any(|(at, _)| {
            let after = plain.get(at + word.len()..).unwrap_or("");
            let near = after.chars().take(APART + 1);
            near.take_while(|sign| sign.is_alphanumeric())
                .any(|sign| TAKEN.contains(&sign))
        })
    };
    LEFT.iter().any(|word| plain.contains(word)) || NOT.into_iter().any(tells_not)
}

/// Whether words name who saw it left behind, or the pictures or the film of it.
fn tells_witness(proof: &str) -> bool {
    const SEEN: [&str; 16] = [
        "见证",
        "在场",
        "代表",
        "居委",
        "村委",
        "社区",
        "居民委员会",
        "村民委员会",
        "基层组织",
        "物业",
        "派出所",
        "拍照",
        "照片",
        "录像",
        "视频",
        "摄像",
    ];
    SEEN.iter().any(|word| proof.contains(word))
}

impl Sending<'_> {
    /// What this way of going out still lacks for that letter.
    pub fn lacks(&self, letter: &Letter) -> Vec<WhyNot> {
        let mut list = Vec::new();
        let mut need = |holds: bool, field, message: &str| {
            if !holds {
                list.push(WhyNot::new(field, message));
            }
        };
        match self.how {
            Delivery::Post => {
                if let Err(why) = postal_number(self.tracking_number) {
                    need(false, "tracking_number", why);
                }
                // Of the applicant the address stands in the application; of others nowhere else.
                need(
                    letter.kind.is_for_applicant() || !is_wordless(self.proof),
                    "proof",
                    "寄给他人的，请写明寄往的地址，它写进送达回证的“送达地点”。",
                );
            }
            Delivery::InPerson | Delivery::Entrusted => {
                need(
                    !is_wordless(self.proof),
                    "proof",
                    "请写明谁签收的（送达回证），它是送达的凭证。",
                );
                need(!tells_refusal(self.proof), "how", REFUSED_TOLD);
            }
            Delivery::LeftBehind => return self.left_behind_lacks(),
            Delivery::Announced => return self.announcement_lacks(),
            Delivery::Online => need(
                letter.kind.is_for_applicant(),
                "how",
                "网上送达只送到申请人的查询页面；这份文书送给他人，请直接送达、邮寄，或者经对方同意用电子邮件、传真。",
            ),
            // Sent by the clerk from elsewhere: that it went, and whereto, only they know.
            Delivery::Email | Delivery::Fax => need(
                !is_wordless(self.proof),
                "proof",
                "请写明已经发送到哪个邮箱或者传真号码、有什么凭证；系统不代发文书，请先从本单位的邮箱发出。",
            ),
        }
        let is_electronic = matches!(self.how, Delivery::Online | Delivery::Email | Delivery::Fax);
        need(
            !is_electronic || !is_wordless(self.consent),
            "consent",
            "电子送达须经受送达人同意，请写明对方什么时候、怎样同意的；没有同意的，请直接送达或者邮寄。",
        );
        let is_online = matches!(self.how, Delivery::Online | Delivery::Email);
        need(
            !is_online || !letter.has_remedies || !self.filing_address.trim().is_empty(),
            "filing_address",
            "通过互联网送达的，应当同时提供提交行政复议申请书的互联网渠道，请填写（行政复议法第二十二条第二款）。",
        );
        list
    }

    /// What leaving it behind lacks (民事诉讼法第八十九条, by analogy): 邀请有关基层组织或者所在单位的代表到场，说明情况，在送达回证上记明拒收事由
    /// 和日期，把文书留在受送达人的住所；也可以留在住所，并采用拍照、录像等方式记录送达过程.
    fn left_behind_lacks(&self) -> Vec<WhyNot> {
        let needs = [
            (
                !is_wordless(self.refused),
                "refused",
                "请写明谁拒绝签收、有什么表示：受送达人本人、同住的成年家属，或者单位的法定代表人、负责收件的人拒收的，才能留置送达（参照民事诉讼法第八十九条）。",
            ),
            (
                !is_wordless(self.place),
                "place",
                "请写明文书留在哪里：受送达人的住所，单位的办公场所（参照民事诉讼法第八十九条）。",
            ),
            (
                !is_wordless(self.proof) && tells_witness(self.proof),
                "proof",
                "请写明谁到场见证（基层组织或者所在单位的代表，姓名和单位），或者怎样拍照、录像记录送达过程（参照民事诉讼法第八十九条）。",
            ),
        ];
        let missing = needs.into_iter().filter(|(holds, ..)| !holds);
        missing
            .map(|(_, field, message)| WhyNot::new(field, message))
            .collect()
    }

    /// What an announcement lacks (民事诉讼法第九十五条, by analogy).
    fn announcement_lacks(&self) -> Vec<WhyNot> {
        let needs = [
            (
                self.place,
                "place",
                "请写明公告登在哪里：网站、报纸或者公告栏；公告只写受送达人、文书名称和领取办法，不写申请的内容。",
            ),
            (
                self.proof,
                "proof",
                "请写明公告的凭证（网址、报纸的日期和版面、照片），和其他方式为什么送不到；受送达人下落不明或者其他方式无法送达的，才公告送达（参照民事诉讼法第九十五条）。",
            ),
        ];
        let missing = needs.into_iter().filter(|(told, ..)| is_wordless(told));
        missing
            .map(|(_, field, message)| WhyNot::new(field, message))
            .collect()
    }
}

/// What the delivery of a reply lacks that is recorded apart from the letters of this program: the note is its proof.
/// `waits` is the number of a reply that is signed here and has not gone out: it goes by its own page, with its enclosures.
pub fn lacks_apart(how: Delivery, note: &str, waits: Option<&str>) -> Vec<WhyNot> {
    if let Some(number) = waits {
        let why = format!("答复书{number}已经签发，请在这份文书的页面登记送达，答复书和附件随之送出。");
        return vec![WhyNot::new("", why)];
    }
    let is_postal = || {
        let words = note.split(|one: char| !one.is_ascii_alphanumeric() && one != '-');
        let mut numbers = words.filter(|word| word.chars().any(|one| one.is_ascii_digit()));
        numbers.any(|word| postal_number(word).is_ok())
    };
    let (field, why) = match how {
        Delivery::Online => (
            "how",
            "网上送达由本系统随签发的答复书完成，本件没有在本系统签发的答复书：请选择实际的送达方式，或者先拟写、签发答复书。",
        ),
        Delivery::Post if !is_postal() => (
            "note",
            "邮寄的，请写明挂号信或者邮政特快专递（EMS）的号码，它是交邮的凭证；答复只能由邮政企业寄送（国办公开办函〔2016〕235号）。",
        ),
        Delivery::InPerson | Delivery::Entrusted if is_wordless(note) => {
            ("note", "请写明谁签收的（送达回证），它是送达的凭证。")
        }
        Delivery::InPerson | Delivery::Entrusted if tells_refusal(note) => ("how", REFUSED_TOLD),
        Delivery::LeftBehind if is_wordless(note) || !tells_witness(note) => (
            "note",
            "留置送达的，请写明谁拒绝签收、文书留在哪里、谁到场见证或者怎样拍照、录像（参照民事诉讼法第八十九条）。",
        ),
        Delivery::Email | Delivery::Fax if is_wordless(note) => (
            "note",
            "请写明送到的邮箱或者传真号码，申请人什么时候、怎样同意的；电子送达须经申请人同意。",
        ),
        Delivery::Announced if is_wordless(note) => (
            "note",
            "请写明公告登在哪里、有什么凭证，和其他方式为什么送不到（参照民事诉讼法第九十五条）。",
        ),
        _ => return Vec::new(),
    };
    vec![WhyNot::new(field, why)]
}

/// What an act lacks that is done by a letter (告知书、通知书、征求意见书) and is recorded apart from the letters of this program:
/// it stops, moves or begins a period because somebody was told of it, so `notice` names its number and how it went
/// (条例第三十条、第三十二条、第三十三条第二款、第三十五条; 国办函〔2020〕109号).
pub fn lacks_notice(act: Act, notice: &str) -> Option<WhyNot> {
    if !act.is_by_notice() {
        return None;
    }
    let is_number = |part: &str| {
        let before = part.split_once('号').map_or("", |(before, _)| before);
        before.ends_with(|sign: char| sign.is_ascii_digit())
    };
    let (numbers, rest): (Vec<&str>, Vec<&str>) = parts(notice).partition(|part| is_number(part));
    let (names_a_number, tells_how) = (!numbers.is_empty(), rest.iter().any(|part| !is_wordless(part)));
    let is_spoken = !act.may_be_told() && rest.iter().all(|part| is_spoken(part));
    (!names_a_number || !tells_how || is_spoken).then(|| {
        let letter = match act.spec().letters {
            [kind] => format!("《{}》", kind.label()),
            _ => "文书".to_owned(),
        };
        let message = format!(
            "请写明{letter}的发文字号，什么时候、怎样送出的，例如“孟先开〔2026〕3号，3月30日挂号信XA41000000001”；还没有发出的，请在本件拟写、签发，登记送达后期限随之改变。"
        );
        WhyNot::new("notice", message)
    })
}

/// Whether such words tell of nothing but speech: by telephone, by word of mouth.
fn is_spoken(part: &str) -> bool {
    const SPEECH: [&str; 4] = ["电话", "口头", "微信", "短信"];
    const WRITTEN: [&str; 8] = ["邮", "信函", "送达", "签收", "传真", "公告", "函告", "挂号信"];
    is_wordless(part)
        || (SPEECH.iter().any(|word| part.contains(word)) && !WRITTEN.iter().any(|word| part.contains(word)))
}

/// The number of the letter that such words name, as it is spelt: with its year in brackets.
pub fn notice_number(notice: &str) -> Option<&str> {
    let named = |part: &'_ str| -> Option<usize> {
        let year = part.find('〔')?;
        let end = part.get(year..)?.find('号')?;
        Some(year + end + '号'.len_utf8())
    };
    parts(notice).find_map(|part| part.get(..named(part)?))
}

fn parts(notice: &str) -> impl Iterator<Item = &str> {
    notice.split(['，', ',', '；', ';', '。', '\n']).map(str::trim)
}

impl Act {
    /// Whether the law leaves open how somebody is told (条例第三十条、第三十三条、第三十五条: 告知); who is consulted, charged or overridden
    /// is told in writing (条例第三十二条: 书面征求、书面告知; 国办函〔2020〕109号: 收费通知).
    const fn may_be_told(self) -> bool {
        !matches!(
            self,
            Self::ConsultationSent | Self::FeeNotified | Self::OverrideNotified
        )
    }

    /// Whether a letter to somebody is the act itself, beside the reply: by it a period begins, stops or moves.
    pub fn is_by_notice(self) -> bool {
        self != Self::Replied && !self.spec().letters.is_empty()
    }
}

impl LetterKind {
    /// Whether a 送达回证 belongs to it: what goes out to somebody whose rights or periods hang on the day.
    pub const fn has_delivery_record(self) -> bool {
        !matches!(self, Self::DeliveryRecord | Self::ThirdPartyOpinion)
    }
}

/// What private couriers begin their numbers with.
const PRIVATE: [&str; 13] = [
    "SF", "YT", "JD", "JT", "DPK", "DBL", "ZTO", "STO", "YD", "HTKY", "UC", "KY", "CN0",
];

/// Whether a number is one of the postal enterprise: two letters and nine digits or more, as of a registered letter, or eleven
/// to thirteen digits, as of EMS (国办公开办函〔2016〕235号: 应当通过邮政企业寄送).
fn postal_number(number: &str) -> Result<(), &'static str> {
    const PRIVATE_TOLD: &str = "答复只能由邮政企业寄送，这看来是其他快递公司的单号；请改用挂号信或者邮政特快专递（EMS），填写它的号码（国办公开办函〔2016〕235号）。";
    let number: String = number
        .chars()
        .filter(|one| !one.is_whitespace() && *one != '-')
        .collect();
    let number = number.to_ascii_uppercase();
    if number.is_empty() {
        return Err("邮寄送达的，请填写挂号信或者邮政特快专递（EMS）的号码，它是交邮的凭证。");
    }
    if PRIVATE.iter().any(|mark| number.starts_with(mark)) {
        return Err(PRIVATE_TOLD);
    }
    let digits = number
        .trim_start_matches(|one: char| one.is_ascii_uppercase())
        .trim_end_matches("CN");
    let letters = number
        .find(|one: char| !one.is_ascii_uppercase())
        .unwrap_or(number.len());
    let is_whole = digits.chars().all(|one| one.is_ascii_digit());
    match (letters, digits.len()) {
        (2, 9..=11) | (0, 11..=13) if is_whole => Ok(()),
        _ => Err(
            "这不像挂号信或者邮政特快专递（EMS）的号码（两个字母加9至11位数字，或者11至13位数字），请核对。",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::letters::{LetterFacts, fill};

    #[test]
    fn a_delivery_recorded_apart_from_its_letter_has_its_proof_and_takes_no_letters_place() {
        let field = |how, note, waits| {
            let lacks = lacks_apart(how, note, waits);
            lacks.first().map(|why| why.field)
        };
        assert_eq!(
            field(Delivery::InPerson, "本人签收", Some("〔2026〕1号")),
            Some("")
        );
        assert_eq!(field(Delivery::Online, "网站", None), Some("how"));
        assert_eq!(field(Delivery::Post, "顺丰快递", None), Some("note"));
        assert_eq!(field(Delivery::Post, "挂号信 XA41000000001", None), None);
        assert_eq!(field(Delivery::Post, "挂号信XA41000000001", None), None);
        assert_eq!(field(Delivery::Post, "挂号信，号码：XA41000000001。", None), None);
        assert_eq!(field(Delivery::InPerson, ".", None), Some("note"));
        assert_eq!(field(Delivery::InPerson, "本人签收", None), None);
        assert_eq!(field(Delivery::Email, "", None), Some("note"));
        assert_eq!(field(Delivery::InPerson, "本人拒绝签收", None), Some("how"));
        assert_eq!(field(Delivery::LeftBehind, "本人拒收", None), Some("note"));
        assert_eq!(
            field(
                Delivery::LeftBehind,
                "本人拒收，留在其住所，居委会李某在场见证",
                None
            ),
            None
        );
    }

    #[test]
    fn a_refusal_to_sign_is_no_signature_and_what_is_refused_is_left_with_its_witness() {
        let letter = fill(LetterKind::Refused, &LetterFacts::default());
        let mut sending = Sending {
            how: Delivery::InPerson,
            tracking_number: "",
            place: "",
            proof: "",
            consent: "",
            filing_address: "",
            refused: "",
        };
        let fields = |sending: &Sending<'_>| -> Vec<&'static str> {
            sending.lacks(&letter).iter().map(|why| why.field).collect()
        };
        for how in [Delivery::InPerson, Delivery::Entrusted] {
            sending.how = how;
            for proof in [
                "拒绝签收",
                "本人拒收",
                "其妻 拒不 签字",
                "前台不肯签收",
                "对方经理看了以后走了，没有签名",
                "未签字",
                "未取得签名",
                "无人签收",
                "经理不收",
                "对方不愿意签收，放在桌上",
                "本人不在，交给邻居",
            ] {
                sending.proof = proof;
                assert_eq!(fields(&sending), ["how"], "{proof}");
            }
            for proof in ["本人签收", "本人不在家，同住的儿子李某签收", "核对无误签收"]
            {
                sending.proof = proof;
                assert_eq!(fields(&sending), Vec::<&str>::new(), "{proof}");
            }
        }
        sending.how = Delivery::LeftBehind;
        sending.proof = "已送";
        assert_eq!(fields(&sending), ["refused", "place", "proof"]);
        sending.refused = "本人当面拒收，未说明理由";
        sending.place = "示例区滨河路8号住所";
        assert_eq!(fields(&sending), ["proof"], "nobody saw it");
        for proof in ["滨河社区李某到场见证", "拍照3张，存本件附件"] {
            sending.proof = proof;
            assert_eq!(fields(&sending), Vec::<&str>::new(), "{proof}");
        }
        assert!(!Delivery::LeftBehind.is_carried(), "it is delivered that day");
    }

    #[test]
    fn what_is_done_by_a_letter_and_recorded_apart_names_its_number_and_how_it_went() {
        for act in [
            Act::Extended,
            Act::Delayed,
            Act::CorrectionRequested,
            Act::ConsultationSent,
            Act::FeeNotified,
            Act::ReasonsRequested,
            Act::OverrideNotified,
        ] {
            let lacks = |notice| lacks_notice(act, notice).map(|why| why.field) == Some("notice");
            assert!(lacks(""), "{act:?}");
            assert!(lacks("已经告知"), "{act:?}");
            assert!(lacks("孟先开延〔2026〕3号"), "{act:?}: told, but how?");
            assert!(lacks("向多个部门查找"), "{act:?}");
            assert!(
                !lacks("孟先开延〔2026〕3号，3月30日挂号信XA41000000001"),
                "{act:?}"
            );
        }
        // What the law wants in writing is not done by telephone.
        let told = "孟先开征〔2026〕1号，电话告知";
        assert!(lacks_notice(Act::ConsultationSent, told).is_some());
        assert!(lacks_notice(Act::FeeNotified, told).is_some());
        assert!(lacks_notice(Act::Extended, told).is_none());
        assert!(
            lacks_notice(
                Act::ConsultationSent,
                "孟先开征〔2026〕1号，3月2日EMS送达，电话确认"
            )
            .is_none()
        );
        for act in [
            Act::Replied,
            Act::Withdrawn,
            Act::FeePaid,
            Act::Corrected,
            Act::Confirmed,
        ] {
            assert!(lacks_notice(act, "").is_none(), "{act:?}");
        }
    }

    #[test]
    fn the_number_of_a_letter_is_read_from_what_was_noted() {
        assert_eq!(
            notice_number("请写明第3号楼；孟先开补〔2026〕1号，3月2日挂号信XA41000000001"),
            Some("孟先开补〔2026〕1号")
        );
        assert_eq!(notice_number("第3号楼"), None);
        assert_eq!(notice_number(""), None);
    }

    #[test]
    fn only_the_postal_enterprise_carries_a_reply() {
        for number in [
            "XA41000000001",
            "XA123456789",
            "ea 123456789 cn",
            "1140012345678",
            "11400-1234-567",
        ] {
            assert_eq!(postal_number(number), Ok(()), "{number}");
        }
        for number in [
            "SF1234567890123",
            "YT2012345678901",
            "JDVA123456789012",
            "777123456789012",
            "XA1",
            "",
            "已寄",
        ] {
            assert!(postal_number(number).is_err(), "{number}");
        }
    }

    #[test]
    fn what_goes_out_online_needs_consent_and_the_online_way_to_file() {
        let mut letter = fill(LetterKind::Refused, &LetterFacts::default());
        letter.has_remedies = true;
        let mut sending = Sending {
            how: Delivery::Online,
            tracking_number: "",
            place: "",
            proof: "",
            consent: "",
            filing_address: "",
            refused: "",
        };
        let fields = |sending: &Sending<'_>, letter: &Letter| -> Vec<&'static str> {
            sending.lacks(letter).iter().map(|why| why.field).collect()
        };
        assert_eq!(fields(&sending, &letter), ["consent", "filing_address"]);
        sending.consent = "2026年3月2日在申请书中选择";
        sending.filing_address = "https://fy.example.gov.cn";
        assert_eq!(fields(&sending, &letter), Vec::<&str>::new());
        let correction = fill(LetterKind::Correction, &LetterFacts::default());
        sending.filing_address = "";
        assert_eq!(
            fields(&sending, &correction),
            Vec::<&str>::new(),
            "it tells no remedies"
        );
        // What the applicant chose binds nobody else, and this site hands nothing to anybody else.
        let asking = fill(LetterKind::ThirdParty, &LetterFacts::default());
        sending.how = Delivery::Online;
        assert_eq!(fields(&sending, &asking), ["how"]);
        sending.consent = "";
        sending.how = Delivery::Email;
        assert_eq!(fields(&sending, &asking), ["proof", "consent"]);
        // Whereto it was posted stands nowhere else, and the 送达回证 says it.
        sending.how = Delivery::Post;
        sending.tracking_number = "XA41000000001";
        assert_eq!(fields(&sending, &asking), ["proof"]);
        assert_eq!(fields(&sending, &letter), Vec::<&str>::new());
        sending.proof = "示例区滨河路8号";
        assert_eq!(fields(&sending, &asking), Vec::<&str>::new());
        sending.proof = "";
        sending.how = Delivery::InPerson;
        assert_eq!(fields(&sending, &letter), ["proof"]);
        // What is announced has its place and its proof.
        sending.how = Delivery::Announced;
        assert_eq!(fields(&sending, &asking), ["place", "proof"]);
        sending.place = "本机关网站通知公告栏";
        sending.proof = "https://www.example.gov.cn/gg/1.html，邮寄被退回，查无此单位";
        assert_eq!(fields(&sending, &asking), Vec::<&str>::new());
    }
}
