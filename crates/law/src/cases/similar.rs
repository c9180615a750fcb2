//! How alike two descriptions of what is wanted are, and what follows: the same applicant asking again after a reply
//! (条例第三十六条第（六）项), or several applicants asking for the same (第四十四条第一款). It is a hint to the clerk, who reads both.

use std::collections::BTreeSet;

use super::state::State;
use crate::labelled::labelled;
use crate::signs::narrow;

/// Marks of a text: whoever shares one of them is worth comparing.
pub const MARKS: usize = 8;
/// Pairs of characters that one mark takes together.
const ROWS: usize = 3;
/// Most cases that are shown.
pub const MOST: usize = 5;

/// In hundredths of the pairs that two texts have between them (Jaccard).
pub(super) const NEARLY_ALL: u8 = 85;
const MOSTLY: u8 = 60;
const PARTLY: u8 = 35;

/// Words that nearly every application has, and that say nothing of what is wanted.
const STOCK: [&str; 14] = [
    "政府信息公开条例",
    "中华人民共和国",
    "政府信息公开",
    "依申请公开",
    "特申请公开",
    "申请公开",
    "政府信息",
    "申请人",
    "贵单位",
    "贵机关",
    "根据",
    "请求",
    "希望",
    "谢谢",
];

labelled! {
    /// How alike, in words.
    Likeness {
        NearlyAll = "nearly_all", "几乎相同";
        Mostly = "mostly", "大部分相同";
        Partly = "partly", "部分相同";
    }
}

labelled! {
    /// Who asked before.
    Asker {
        /// With the same proof of identity.
        Same = "same", "同一申请人";
        /// Of the same name, without a proof that shows it.
        Namesake = "namesake", "同名申请人";
        Other = "other", "其他申请人";
    }
}

labelled! {
    /// What the clerk is told.
    Hint {
        Repeated = "repeated", "可能是重复申请：此前已经答复同一申请人的，可以告知不予重复处理（条例第三十六条第（六）项），答复须写明前一答复的发文字号和日期。";
        Pending = "pending", "同一申请人的相同申请正在办理，可以与申请人联系，避免重复办理。";
        CheckName = "check_name", "申请人同名，请核对是否同一人；同一人且此前已经答复的，可能是重复申请（条例第三十六条第（六）项）。";
        SeveralAsk = "several_ask", "有其他申请人申请相同的政府信息；该信息可以公开的，可以纳入主动公开的范围（条例第四十四条第一款）。";
    }
}

/// How alike the texts are, in hundredths: 100 for the same words, 0 for none in common.
pub fn hundredths(one: &str, other: &str) -> u8 {
    let (one, other) = (pairs(one), pairs(other));
    let all = one.union(&other).count();
    let shared = one.intersection(&other).count();
    match (shared * 100).checked_div(all) {
        Some(share) => u8::try_from(share).unwrap_or(100),
        // Both without a pair: nothing is known.
        None => 0,
    }
}

/// Pairs that a title has to share at least, so that one common word is not enough.
const LEAST_SHARED: usize = 3;
/// In hundredths of the shorter one's pairs: from here on a title may be what is asked for.
const RESEMBLING: usize = 50;

/// What somebody is about to ask for, taken apart once to be held against any number of titles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted(BTreeSet<u64>);

impl Wanted {
    pub fn of(words: &str) -> Self {
        Self(pairs(words))
    }

    /// How much of a title, or of what is asked for where that is shorter, stands in the other, in hundredths; `None` where
    /// it is too little to be shown to whoever is about to ask (条例第三十六条第（一）项: 已经主动公开的).
    pub fn resembles(&self, title: &str) -> Option<u8> {
        let title = pairs(title);
        let shared = title.intersection(&self.0).count();
        let share = (shared * 100).checked_div(self.0.len().min(title.len()))?;
        let is_enough = shared >= LEAST_SHARED && share >= RESEMBLING;
        is_enough.then(|| u8::try_from(share).unwrap_or(100))
    }

    /// The likeliest of these, so many at most; of two that are as likely, the earlier one stands first.
    pub fn likeliest<T>(&self, all: Vec<T>, title: impl Fn(&T) -> &str, most: usize) -> Vec<T> {
        let likely = all
            .into_iter()
            .filter_map(|one| Some((self.resembles(title(&one))?, one)));
        let mut found: Vec<(u8, T)> = likely.collect();
        found.sort_by_key(|(share, _)| std::cmp::Reverse(*share));
        found.into_iter().take(most).map(|(_, one)| one).collect()
    }
}

/// Whether it is alike enough to be shown: by somebody else only what is mostly the same.
pub fn likeness(hundredths: u8, asker: Asker) -> Option<Likeness> {
    match hundredths {
        NEARLY_ALL.. => Some(Likeness::NearlyAll),
        MOSTLY.. => Some(Likeness::Mostly),
        PARTLY.. if asker != Asker::Other => Some(Likeness::Partly),
        _ => None,
    }
}

/// What follows from another case that stands so: nothing from what is only partly the same, and nobody repeats what came
/// later.
pub fn hint(likeness: Likeness, asker: Asker, other: State, is_earlier: bool) -> Option<Hint> {
    if likeness == Likeness::Partly {
        return None;
    }
    match (asker, other) {
        (Asker::Other, _) => Some(Hint::SeveralAsk),
        _ if !is_earlier => None,
        (Asker::Same | Asker::Namesake, State::Withdrawn) => None,
        (Asker::Same, State::Replied | State::CameBack | State::Delivered) => Some(Hint::Repeated),
        (Asker::Same, _) => Some(Hint::Pending),
        (Asker::Namesake, _) => Some(Hint::CheckName),
    }
}

/// The marks of a text, each of its own kind: for equal texts all the same, for texts mostly alike some of them (MinHash in
/// [`MARKS`] bands), so that they are found by an index among any number of cases. Never negative. None for a text that
/// says too little.
pub fn marks(text: &str) -> Vec<i64> {
    let pairs = pairs(text);
    if pairs.len() < ROWS {
        return Vec::new();
    }
    let least = |seed: u64| pairs.iter().map(|pair| mixed(*pair ^ mixed(seed))).min();
    let mark = |band: usize| {
        let first = u64::try_from(band * ROWS).unwrap_or(0) + 1;
        let rows = (first..).take(ROWS).filter_map(least);
        let sum = rows.fold(first, |sum, row| mixed(sum.rotate_left(7) ^ row));
        i64::try_from(sum >> 1).unwrap_or(0)
    };
    (0..MARKS).map(mark).collect()
}

/// Neighbouring characters, without blanks, marks and stock words; full-width letters and digits as plain ones.
fn pairs(text: &str) -> BTreeSet<u64> {
    let plain = STOCK
        .iter()
        .fold(text.to_lowercase(), |text, word| text.replace(word, " "));
    let letters: Vec<u64> = narrow(&plain)
        .to_ascii_lowercase()
        .chars()
        .filter(|one| one.is_alphanumeric())
        .map(|one| u64::from(u32::from(one)))
        .collect();
    let neighbours = letters.iter().zip(letters.iter().skip(1));
    neighbours.map(|(one, next)| (one << 32) | next).collect()
}

/// Spreads the bits of a number (the finaliser of splitmix64).
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BUDGET: &str = "申请公开孟津先进制造业开发区2024年度部门预算及三公经费明细表";

    fn shared(one: &str, other: &str) -> usize {
        let other = marks(other);
        marks(one).iter().filter(|mark| other.contains(mark)).count()
    }

    #[test]
    fn a_title_resembles_what_is_wanted_where_the_shorter_of_the_two_mostly_stands_in_the_other() {
        let title = "孟津区2026年部门预算公开";
        let resembles = |wanted: &str, title: &str| Wanted::of(wanted).resembles(title);
        assert!(resembles("申请公开孟津区2026年部门预算及说明", title).is_some());
        assert!(resembles("2026年部门预算", title).is_some());
        assert_eq!(resembles("预算", title), None, "one common word is not enough");
        assert_eq!(resembles("某某小区规划许可证及附图", title), None);
        assert_eq!(resembles("", title), None);
    }

    #[test]
    fn the_likeliest_titles_come_first_and_of_equals_the_latest() {
        let titles = vec![
            "孟津区2025年部门预算公开",
            "某某小区规划许可证及附图",
            "孟津区2026年部门预算公开",
            "孟津区2026年部门预算公开",
        ];
        let all: Vec<(usize, &str)> = titles.into_iter().enumerate().collect();
        let found = Wanted::of("孟津区2026年部门预算公开").likeliest(all, |(_, title)| title, 2);
        let places: Vec<usize> = found.into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, [2, 3]);
    }

    #[test]
    fn likeness_is_in_the_words_that_matter() {
        let table = [
            (BUDGET, 100),
            ("孟津先进制造业开发区２０２４年度部门预算、三公经费明细表", 85),
            (
                "请求公开：孟津先进制造业开发区2023年度部门预算及三公经费明细表。谢谢",
                75,
            ),
            ("孟津先进制造业开发区2024年度政府采购合同", 35),
            ("某某路12号地块的规划许可证", 0),
        ];
        for (text, at_least) in table {
            let found = hundredths(BUDGET, text);
            assert!(found >= at_least && found < at_least + 20, "{text}：{found}");
        }
        assert_eq!(hundredths("", ""), 0);
        assert_eq!(
            hundredths("申请公开政府信息", "申请公开政府信息"),
            0,
            "stock words say nothing"
        );
    }

    #[test]
    fn what_is_told_follows_from_who_asked_and_how_it_ended() {
        use Likeness::{Mostly, NearlyAll, Partly};
        let table = [
            (NearlyAll, Asker::Same, State::Delivered, Some(Hint::Repeated)),
            (Mostly, Asker::Same, State::InProgress, Some(Hint::Pending)),
            (Mostly, Asker::Same, State::Withdrawn, None),
            (Mostly, Asker::Namesake, State::Delivered, Some(Hint::CheckName)),
            (NearlyAll, Asker::Other, State::InProgress, Some(Hint::SeveralAsk)),
            (Partly, Asker::Same, State::Delivered, None),
        ];
        for (likeness, asker, state, expected) in table {
            assert_eq!(
                hint(likeness, asker, state, true),
                expected,
                "{likeness:?} {asker:?} {state:?}"
            );
        }
        assert_eq!(
            hint(NearlyAll, Asker::Same, State::Delivered, false),
            None,
            "it came later"
        );
        assert_eq!(likeness(40, Asker::Same), Some(Partly));
        assert_eq!(likeness(40, Asker::Other), None);
        assert_eq!(likeness(59, Asker::Other), None);
        assert_eq!(likeness(60, Asker::Other), Some(Mostly));
        assert_eq!(likeness(85, Asker::Other), Some(NearlyAll));
    }

    #[test]
    fn texts_mostly_alike_share_a_mark_and_others_do_not() {
        assert_eq!(shared(BUDGET, BUDGET), MARKS);
        assert!(
            shared(
                BUDGET,
                "请求公开：孟津先进制造业开发区2023年度部门预算及三公经费明细表。谢谢"
            ) > 0
        );
        assert_eq!(shared(BUDGET, "某某路12号地块的规划许可证"), 0);
        assert_eq!(marks("预算"), Vec::<i64>::new(), "too little is said");
    }

    proptest! {
        #[test]
        fn likeness_is_the_same_both_ways(one in "[一-龥0-9，。 ]{0,30}", other in "[一-龥0-9，。 ]{0,30}") {
            prop_assert_eq!(hundredths(&one, &other), hundredths(&other, &one));
            prop_assert!(hundredths(&one, &other) <= 100);
        }

        #[test]
        fn blanks_and_stops_change_no_mark(text in "[一-龥]{5,30}") {
            let spaced: String = text.chars().flat_map(|one| [one, '，', ' ']).collect();
            // A stock word may be torn apart by the blanks; then the texts do differ.
            prop_assume!(!STOCK.iter().any(|word| text.contains(word)));
            prop_assert_eq!(marks(&text), marks(&spaced));
            prop_assert!(marks(&text).iter().all(|mark| *mark >= 0));
        }
    }
}
