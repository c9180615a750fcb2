//! Names of things, typed freely by whoever asks, decides and encloses: which of them mean one thing. A name stands for one
//! thing at most, so that nothing that was asked for or granted hides behind another (条例第三十六条).

use crate::signs::plain_words;

/// A shorter name is too common to stand for a longer one that ends with it.
const SHORTEST: usize = 2;

/// What a name may end with that names no other thing.
const ENDINGS: [&str; 14] = [
    "等信息",
    "等材料",
    "等资料",
    "等文件",
    "等内容",
    "等",
    "全文",
    "全部",
    "全套",
    "原文",
    "复印件",
    "扫描件",
    "电子版",
    "电子件",
];

/// What a name goes on with that is of a part of the thing it begins with: 投标报价明细中的总价.
const PARTS: [&str; 9] = ["中", "内", "里", "除", "第", "的", "部分", "节选", "以外"];

/// The things that none of the names stands for, each name for one thing at most: as many are paired as can be.
pub(super) fn unnamed(things: &[String], names: &[String]) -> Vec<String> {
    let fitting = |thing: &String| -> Vec<usize> {
        let fits = names.iter().enumerate().filter(|(_, name)| are_one(thing, name));
        fits.map(|(at, _)| at).collect()
    };
    let fits: Vec<Vec<usize>> = things.iter().map(fitting).collect();
    let mut taken: Vec<Option<usize>> = vec![None; names.len()];
    let mut is_named = |thing: usize| {
        let mut seen = vec![false; names.len()];
        find(thing, &fits, &mut taken, &mut seen)
    };
    let left = (0..things.len()).filter(|thing| !is_named(*thing));
    let left: Vec<usize> = left.collect();
    let left = left.into_iter().filter_map(|thing| things.get(thing));
    left.cloned().collect()
}

/// Finds a name for a thing, a free one or one whose thing finds another (an augmenting path).
fn find(thing: usize, fits: &[Vec<usize>], taken: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for name in fits.get(thing).into_iter().flatten() {
        let Some(is_seen) = seen.get_mut(*name) else {
            continue;
        };
        if std::mem::replace(is_seen, true) {
            continue;
        }
        let holder = taken.get(*name).copied().flatten();
        if holder.is_none_or(|other| find(other, fits, taken, seen)) {
            if let Some(place) = taken.get_mut(*name) {
                *place = Some(thing);
            }
            return true;
        }
    }
    false
}

/// Whether two names mean one thing: they are alike but for signs, pages and copies; one leaves out what the other has before it
/// (whose it is, please); or one is of a part of the other. What stands behind a comma explains: either side of it may name.
pub fn are_one(one: &str, other: &str) -> bool {
    let [ours, theirs] = [one, other].map(cores);
    ours.iter()
        .any(|one| theirs.iter().any(|other| match_up(one, other)))
}

/// Whether the one is the other or a part of it: the other names it shorter, or is what it is a part of.
pub fn one_is_within(one: &str, wide: &str) -> bool {
    let [ours, wides] = [one, wide].map(cores);
    let is_within = |one: &String| {
        wides
            .iter()
            .any(|wide| bare(one) == bare(wide) || holds(one, wide))
    };
    ours.iter().any(is_within)
}

fn match_up(one: &str, other: &str) -> bool {
    bare(one) == bare(other) || holds(one, other) || holds(other, one)
}

fn holds(long: &str, short: &str) -> bool {
    let is_long_enough = short.chars().count() >= SHORTEST;
    let rest = long.strip_prefix(short);
    let is_part = rest.is_some_and(|rest| PARTS.iter().any(|word| rest.starts_with(word)));
    is_long_enough && (bare(long).ends_with(&bare(short)) || is_part)
}

/// A core without the 的 that tells nothing apart: 某路的合同, 某路合同.
fn bare(core: &str) -> String {
    core.replace('的', "")
}

/// What of a name tells things apart, as a whole and by its clauses.
fn cores(name: &str) -> Vec<String> {
    let plain = plain_words(name);
    let clauses = plain.split([',', '，']);
    let all = std::iter::once(plain.as_str()).chain(clauses);
    let mut cores: Vec<String> = all.map(core).filter(|core| !core.is_empty()).collect();
    cores.dedup();
    cores
}

/// A name without what it ends with that names nothing: remarks in brackets, pages, copies.
fn core(name: &str) -> String {
    let mut name = name.trim();
    while let Some(shorter) = without_remark(name)
        .or_else(|| without_pages(name))
        .or_else(|| without_ending(name))
    {
        name = shorter.trim();
    }
    name.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

fn without_remark(name: &str) -> Option<&str> {
    let inside = name.strip_suffix(['）', ')'])?;
    let (before, _) = inside.rsplit_once(['（', '('])?;
    (!before.trim().is_empty()).then_some(before)
}

/// 招标文件第1、2页; 审批表全部三页, which [`ENDINGS`] takes further.
fn without_pages(name: &str) -> Option<&str> {
    let is_number =
        |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十百、,至到-~～和 ".contains(sign);
    let pages = name.strip_suffix('页')?;
    let before = pages.trim_end_matches(is_number);
    let has_number = before.len() < pages.len();
    let before = before
        .strip_suffix('第')
        .or_else(|| before.strip_suffix('共'))
        .unwrap_or(before);
    (has_number && !before.trim().is_empty()).then_some(before)
}

fn without_ending(name: &str) -> Option<&str> {
    let before = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))?;
    (before.chars().count() >= SHORTEST).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_stand_for_one_thing_where_they_are_the_same_thing() {
        for (one, other) in [
            ("《招标公告》", "招标公告"),
            ("申请公开某路改造工程的招标公告", "某路改造工程招标公告"),
            ("招标文件第1、2页", "招标文件"),
            ("审批表第1、2页", "审批表全部三页"),
            ("审批表第3页", "审批表共3页"),
            ("招标文件（扫描件）", "招标文件全文"),
            ("投标报价明细中的总价", "投标报价明细"),
            ("施工单位投标报价明细的总价", "施工单位投标报价明细"),
            ("某路的招标公告", "某路招标公告"),
            ("2024年预算，请用电子邮件发送", "2024年预算"),
            ("孟先管〔2024〕12号文件", "孟先管〔２０２４〕12号文件"),
        ] {
            assert!(are_one(one, other), "{one} = {other}");
            assert!(are_one(other, one), "{other} = {one}");
        }
        for (one, other) in [
            ("招标", "招标公告"),
            ("招标公告", "招标文件"),
            ("某路改造招标公告", "某路改造招标文件"),
            ("工程第一标段合同", "工程第二标段合同"),
            ("2024年预算", "2025年预算"),
            ("表", "审批表"),
            ("审批表首页", "申请表首页"),
        ] {
            assert!(!are_one(one, other), "{one} ≠ {other}");
        }
    }

    #[test]
    fn a_name_stands_for_one_thing_at_most_and_as_many_are_paired_as_can_be() {
        let left = |things: &[&str], names: &[&str]| {
            let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
            unnamed(&owned(things), &owned(names))
        };
        assert_eq!(left(&["施工合同", "监理合同"], &["合同"]), ["监理合同"]);
        assert!(left(&["施工合同", "合同"], &["合同", "施工合同"]).is_empty());
        assert!(
            left(&["合同", "施工合同"], &["合同", "某路施工合同"]).is_empty(),
            "the first gives way"
        );
        assert!(left(&[], &[]).is_empty());
    }
}
