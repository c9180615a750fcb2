//! Who a text names: people who are given to be turned to (a contact, an agent, whoever stands before a telephone number), and
//! those who are known to a case. What leaves the house for somebody else names neither whoever applied nor, to whoever
//! applied, a third party (条例第三十二条; 个人信息保护法第六条).

use super::contacts::contacts;
use super::without_numbers;
use crate::cases::retention::is_named;
use crate::codes::WhyNot;
use crate::proof::{Trace, mobile_numbers, traces};
use crate::signs::name_key;

/// What stands for a name or a number that does not leave.
const HIDDEN: &str = "***";

/// A word that is known of somebody in a case, and who that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Somebody<'a> {
    pub word: &'a str,
    /// 申请人, 第三方…
    pub who: &'static str,
    /// A name that whoever writes the text knows; numbers and addresses under seal are not told in a message.
    pub is_shown: bool,
}

/// A field that what leaves was filled from: what it is called on its form, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as errors know it.
    pub name: &'static str,
    pub label: String,
    pub text: String,
}

impl Field {
    pub fn new(name: &'static str, label: impl Into<String>, text: &str) -> Self {
        Self {
            name,
            label: label.into(),
            text: text.to_owned(),
        }
    }
}

/// A text that leaves, with the fields it was filled from.
#[derive(Clone, Copy, Debug)]
pub struct Leaving<'a> {
    pub text: &'a str,
    pub fields: &'a [Field],
    /// What its reader wrote themselves, whose numbers are no news to them.
    pub known: &'a str,
    /// The names for which somebody gave a reason; `None` where none may stay.
    pub kept: Option<&'a [String]>,
}

/// A text without these names, each replaced by what stands beside it, without contacts and without numbers.
pub fn without_people(text: &str, names: &[(&str, &str)]) -> String {
    let mut names: Vec<(&str, &str)> = names
        .iter()
        .map(|(name, instead)| (name.trim(), *instead))
        .filter(|(name, _)| name.chars().count() > 1)
        .collect();
    // The longest first: one name may hold another.
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
    let others = contacts(text);
    let clean = names.into_iter().fold(text.to_owned(), |text, (name, instead)| {
        without_name(&text, name, instead)
    });
    let clean = others
        .iter()
        .fold(clean, |text, name| text.replace(name.as_str(), HIDDEN));
    let clean = without_numbers(&clean);
    // 第三方***（***）来电称 tells of nobody, and need not show that it did.
    [("***（***）", ""), ("***(***)", "")]
        .iter()
        .fold(clean, |text, (gone, instead)| text.replace(gone, instead))
}

/// Latin names shorter than this stand in other words, which capitals alone tell them from.
const SHORT_LATIN: usize = 6;

/// A text without this name however it is spelled: with other interpuncts, blanks, widths or capitals than it was registered
/// with (买买提•艾力, 买买提·艾力, 买买提 艾力).
fn without_name(text: &str, name: &str, instead: &str) -> String {
    let key: Vec<char> = name_key(name).chars().collect();
    if key.len() < 2 || (key.iter().all(char::is_ascii) && key.len() < SHORT_LATIN) {
        return text.replace(name, instead);
    }
    let mut signs: Vec<(usize, usize, char)> = Vec::new();
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        let alike = name_key(text.get(at..end).unwrap_or_default());
        signs.extend(alike.chars().map(|alike| (at, end, alike)));
    }
    let is_name = |window: &[(usize, usize, char)]| window.iter().map(|one| one.2).eq(key.iter().copied());
    let (mut clean, mut kept, mut seen) = (String::new(), 0, 0);
    while let Some(window) = signs.get(seen..seen + key.len()) {
        let (Some(first), Some(last)) = (window.first(), window.last()) else {
            break;
        };
        if first.0 < kept || !is_name(window) {
            seen += 1;
            continue;
        }
        clean.push_str(text.get(kept..first.0).unwrap_or_default());
        clean.push_str(instead);
        kept = last.1;
        seen += key.len();
    }
    clean.push_str(text.get(kept..).unwrap_or_default());
    clean
}

/// Which of these people a text names, however it spells them.
pub fn named_in<'a>(text: &str, people: &[Somebody<'a>]) -> Vec<Somebody<'a>> {
    let stands = |one: &&Somebody<'a>| {
        let word = one.word.trim();
        word.chars().count() > 1 && (is_named(text, &[word]) || text.contains(word))
    };
    let mut found: Vec<Somebody<'a>> = Vec::new();
    for one in people.iter().filter(stands) {
        if !found.iter().any(|there| there.word.trim() == one.word.trim()) {
            found.push(*one);
        }
    }
    found
}

/// The field of a reason for words that stay.
const KEPT: &str = "kept_reason";

/// What of a text that leaves names one of these people, to whom it does not go, or tells a number of a person that is not its
/// reader's own: each with the field it comes from.
pub fn tells_of(leaving: Leaving<'_>, people: &[Somebody<'_>]) -> Vec<WhyNot> {
    let is_kept = |one: &Somebody<'_>| {
        let mut kept = leaving.kept.into_iter().flatten();
        one.is_shown && kept.any(|word| word == one.word.trim())
    };
    let names = named_in(leaving.text, people)
        .into_iter()
        .filter(|one| !is_kept(one));
    let names = names.map(|one| {
        let may_stay = one.is_shown && leaving.kept.is_some();
        let words = if one.is_shown {
            format!("{}“{}”", one.who, one.word.trim())
        } else {
            format!("{}的证件号码、联系方式或者地址", one.who)
        };
        let from = leaving
            .fields
            .iter()
            .find(|field| !named_in(&field.text, &[one]).is_empty());
        (from, words, may_stay)
    });
    let own = numbers(leaving.known);
    let told = numbers(leaving.text)
        .into_iter()
        .filter(|number| !own.contains(number));
    let told = told.map(|number| {
        let from = leaving
            .fields
            .iter()
            .find(|field| numbers(&field.text).contains(&number));
        (from, number, false)
    });
    let mut found: Vec<(Option<&Field>, bool, Vec<String>)> = Vec::new();
    for (from, words, may_stay) in names.chain(told) {
        match found.iter_mut().find(|one| (one.0, one.1) == (from, may_stay)) {
            Some((_, _, all)) if all.contains(&words) => {}
            Some((_, _, all)) => all.push(words),
            None => found.push((from, may_stay, vec![words])),
        }
    }
    found
        .into_iter()
        .map(|(from, may_stay, words)| {
            let label = from.map_or("正文", |field| field.label.as_str());
            let name = from.map_or("text", |field| field.name);
            WhyNot::new(
                if may_stay { KEPT } else { name },
                message(label, &words, may_stay),
            )
        })
        .collect()
}

/// The numbers of persons in a text, masked, each with what it is.
fn numbers(text: &str) -> Vec<String> {
    let identities = traces(text).into_iter().filter_map(|trace| match trace {
        Trace::IdentityNumber(number) => Some(format!("身份证件号码 {number}")),
        Trace::SecretMark(_) => None,
    });
    let mobiles = mobile_numbers(text).into_iter();
    identities
        .chain(mobiles.map(|number| format!("手机号码 {number}")))
        .collect()
}

fn message(label: &str, told: &[String], may_stay: bool) -> String {
    let way = if may_stay {
        "请删去；信息的名称本身就有、确需写明的，填写保留的理由后保存"
    } else {
        "请删去或者改写，例如只写“第三方”"
    };
    format!(
        "{label}写有{}：这份文书的收文方不应当从中得知，{way}（条例第三十二条，个人信息保护法第六条）。",
        told.join("、")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_proposed_names_nobody_and_no_number() {
        let request = "本人钱申请，电话13911112222，要供货合同文本";
        assert_eq!(
            without_people(request, &[("钱申请", "申请人")]),
            "本人申请人，电话***，要供货合同文本"
        );
        let note = "寅公司王经理（13900007777）来电称公开会暴露成本";
        assert_eq!(
            without_people(note, &[("寅公司", "第三方")]),
            "第三方来电称公开会暴露成本"
        );
    }

    #[test]
    fn what_leaves_for_another_names_nobody_it_is_not_about_and_says_in_which_field() {
        let people = [
            Somebody {
                word: "钱申请",
                who: "申请人",
                is_shown: true,
            },
            Somebody {
                word: "洛阳市涧西区某路8号",
                who: "申请人",
                is_shown: false,
            },
        ];
        let told = |text: &str, kept: Option<&[String]>| {
            let fields = [Field::new("content", "“涉及的信息”", text)];
            let leaving = Leaving {
                text: &format!("申请公开的信息涉及你单位：{text}。"),
                fields: &fields,
                known: "",
                kept,
            };
            tells_of(leaving, &people)
        };
        let both = told("本人钱 申请，电话13911112222，要供货合同", Some(&[]));
        let found: Vec<&str> = both.iter().map(|why| why.field).collect();
        assert_eq!(
            found,
            ["kept_reason", "content"],
            "a name may be the information's own"
        );
        assert!(both[0].message.contains("“涉及的信息”写有申请人“钱申请”"));
        assert!(both[1].message.contains("139****2222"));
        let sealed = told("寄洛阳市涧西区某路8号", Some(&[]));
        assert!(!sealed[0].message.contains("涧西区"), "{}", sealed[0].message);
        assert!(told("供货合同文本", Some(&[])).is_empty());
        let kept = ["钱申请".to_owned()];
        assert!(told("钱申请与贵单位的合同", Some(&kept)).is_empty());
        let never = told("钱申请与贵单位的合同", None);
        assert_eq!(never[0].field, "content", "a reply has no reason to name anybody");
    }

    #[test]
    fn what_the_reader_wrote_themselves_is_no_news_to_them() {
        let request = "本人电话13911112222";
        let leaving = Leaving {
            text: "申请公开“本人电话13911112222”。第三方13900007777来电",
            fields: &[],
            known: request,
            kept: None,
        };
        let told = tells_of(leaving, &[]);
        assert_eq!(told[0].field, "text");
        assert!(told[0].message.contains("139****7777") && !told[0].message.contains("2222"));
    }
}
