//! 一事一申请: an application that asks for several matters is divided into cases of one matter each, all received on the
//! day of the application; each is answered and counted by itself (信息处理费管理办法第四条; 国办函〔2020〕109号).

use std::collections::BTreeSet;

use super::application::LONGEST_REQUEST;
use super::enclosures::things_asked;
use super::matters::matters;
use super::standing::Standing;
use super::state::State;
use crate::signs::number_key;

/// The shortest name of a part, in characters.
const SHORTEST_PART: usize = 2;
/// So many hundredths of what was asked stand in the parts, where nothing of it is left out.
const RECOGNISED: usize = 85;
/// What a clause begins with that asks for something more.
const BESIDE: [&str; 9] = [
    "另",
    "并请",
    "并公开",
    "并申请",
    "同时",
    "还",
    "此外",
    "以及",
    "顺便",
];
/// As many parts as one application is divided into at once.
pub const MOST_PARTS: usize = 20;

/// What is wrong with the division: at which part, counted from zero, or as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPart {
    pub part: Option<usize>,
    pub why: String,
}

impl Standing {
    /// Whether the case may be divided as it stands: before anything is done that concerns one matter and not another.
    pub fn may_split(&self) -> Result<(), &'static str> {
        let history = &self.history;
        if !self.state.is_open() || history.reply.is_some() || history.last_order().is_some() {
            return Err("本件已经作出答复或者办结，不能再拆分。");
        }
        if self.state == State::AwaitingCorrection {
            return Err("已经告知补正，请待申请人补正后再拆分。");
        }
        if history.fee.is_some() {
            return Err("本件已经通知缴费，费用按原申请计算，不能再拆分。");
        }
        if history.reasons.is_some() || history.delayed.is_some() {
            return Err("本件已经要求申请人说明理由，不能再拆分。");
        }
        if !history.consultations.is_empty() {
            return Err("本件已经征求意见，意见不知属于哪一项，不能再拆分。");
        }
        if history.extension.is_some() {
            return Err("本件已经延长答复期限，不能再拆分。");
        }
        Ok(())
    }
}

/// The parts as they were typed, each without blanks around it; empty ones are left out. Errors name what to mend.
pub fn parts(typed: &[String]) -> Result<Vec<String>, Vec<WrongPart>> {
    let filled: Vec<(usize, &str)> = typed
        .iter()
        .enumerate()
        .map(|(at, text)| (at, text.trim()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let mut wrong: Vec<WrongPart> = Vec::new();
    let mut block = |part, why: String| wrong.push(WrongPart { part, why });
    if filled.len() < 2 {
        block(None, "至少要有两项；只有一个事项的申请不需要拆分。".to_owned());
    }
    if filled.len() > MOST_PARTS {
        block(None, format!("一次最多拆分为 {MOST_PARTS} 项。"));
    }
    for (order, (at, text)) in filled.iter().enumerate() {
        let length = text.chars().count();
        // 批复 and 合同 are names of what is asked for.
        if length < SHORTEST_PART {
            block(
                Some(*at),
                format!("描述过短，请写明所需政府信息（至少 {SHORTEST_PART} 个字）。"),
            );
        } else if length > LONGEST_REQUEST {
            block(Some(*at), format!("超过 {LONGEST_REQUEST} 字，请精简。"));
        }
        if filled.iter().take(order).any(|(_, earlier)| earlier == text) {
            block(Some(*at), "与前面的一项相同，请修改或者清空。".to_owned());
        }
    }
    if wrong.is_empty() {
        Ok(filled.into_iter().map(|(_, text)| text.to_owned()).collect())
    } else {
        Err(wrong)
    }
}

/// What the request numbers, or else names, and no part has: a division leaves nothing out that was asked for (条例第三十三条、第三十六条).
pub fn left_out(request: &str, parts: &[String]) -> Vec<String> {
    let numbered = proposed(request);
    let asked = if numbered.len() > 1 {
        numbered
    } else {
        things_asked(request)
    };
    let had: BTreeSet<[char; 2]> = parts.iter().flat_map(|part| pairs(part)).collect();
    let is_missing = |thing: &str, recognised: usize| {
        let wanted = pairs(thing);
        let found = wanted.intersection(&had).count();
        found * 100 < wanted.len() * recognised
    };
    let mut missing = asked;
    missing.retain(|thing| is_missing(thing, RECOGNISED));
    // What is asked for beside, in a clause of its own, has the words of asking around it.
    let clauses = request.split(['，', ',', '。', '；', ';', '\n']).map(str::trim);
    let beside = clauses.filter(|clause| BESIDE.iter().any(|word| clause.starts_with(word)));
    let beside = beside
        .filter(|clause| is_missing(clause, RECOGNISED / 2))
        .map(str::to_owned);
    for clause in beside {
        if !missing.iter().any(|thing| thing.contains(&clause)) {
            missing.push(clause);
        }
    }
    missing
}

/// The neighbouring signs of a text, without what only joins words.
fn pairs(text: &str) -> BTreeSet<[char; 2]> {
    let bare = text
        .chars()
        .filter(|sign| sign.is_alphanumeric() && !"的和及与".contains(*sign));
    let bare: Vec<char> = bare.collect();
    bare.array_windows().copied().collect()
}

/// How the applicant's own numbering divides the words: a proposal to be looked over, with what stands before the first
/// number given to none. The words as a whole where they are not numbered.
pub fn proposed(request: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in request.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (unnumbered(line), items.last_mut()) {
            (Some(text), _) => items.push(text.trim().to_owned()),
            (None, Some(item)) => {
                item.push('\n');
                item.push_str(line);
            }
            (None, None) => {}
        }
    }
    items.retain(|item| !item.is_empty());
    if (2..=MOST_PARTS).contains(&items.len()) {
        items
    } else {
        vec![request.trim().to_owned()]
    }
}

/// What the form that divides begins with: the applicant's own numbering, or else the matters that the check page showed the
/// applicant (`matters`).
pub fn offered(request: &str) -> Vec<String> {
    let numbered = proposed(request);
    let found = matters(request);
    if numbered.len() == 1 && (2..=MOST_PARTS).contains(&found.len()) {
        found
    } else {
        numbered
    }
}

/// The lines of a list that is numbered when it is printed, without the numbers that somebody typed before them.
pub fn listed(typed: &str) -> Vec<String> {
    let lines = typed.lines().map(str::trim);
    lines
        .map(|line| unnumbered(line).map_or(line, str::trim_start))
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A line without the number it begins with: 1. 2、 （三） ④ 五、; `None` where it begins with none.
fn unnumbered(line: &str) -> Option<&str> {
    let is_digit = |one: char| {
        one.is_ascii_digit() || ('０'..='９').contains(&one) || "一二三四五六七八九十".contains(one)
    };
    if let Some(rest) = line.strip_prefix(|one: char| ('①'..='⑳').contains(&one)) {
        return Some(rest);
    }
    if let Some(inner) = line.strip_prefix(['（', '(']) {
        let rest = inner.trim_start_matches(is_digit);
        return rest
            .strip_prefix(['）', ')'])
            .filter(|_| rest.len() < inner.len());
    }
    let rest = line.trim_start_matches(is_digit);
    let after = rest.strip_prefix(['.', '．', '、', '）', ')'])?;
    // 2.5 is a quantity and not a number.
    let is_number = rest.len() < line.len() && !after.starts_with(|one: char| one.is_ascii_digit());
    is_number.then_some(after)
}

/// The number of a part: the first keeps that of the application, the others follow it.
pub fn number(application: &str, part: i64) -> String {
    if part <= 1 {
        application.to_owned()
    } else {
        format!("{application}-{part}")
    }
}

/// The number of the application that a case's number belongs to. Running numbers have four digits or more, those of
/// parts fewer.
pub fn application_number(number: &str) -> &str {
    match number.rsplit_once('-') {
        Some((application, part))
            if (1..=3).contains(&part.len())
                && part.bytes().all(|one| one.is_ascii_digit())
                && application.contains('-') =>
        {
            application
        }
        _ => number,
    }
}

/// The numbers of applications that a number typed without its hyphens may stand for: `MJXJ20260001` is `MJXJ-2026-0001`. What
/// has a hyphen is itself alone.
pub fn application_numbers(typed: &str) -> Vec<String> {
    let key = number_key(typed);
    if key.contains('-') || !key.is_ascii() {
        return vec![application_number(&key).to_owned()];
    }
    // A year, and a running number of four digits or more behind it, from the last place on.
    let places = 1..key.len().saturating_sub(7);
    let parted = places.filter_map(|place| {
        let (prefix, rest) = key.split_at_checked(place)?;
        let (year, number) = rest.split_at_checked(4)?;
        let is_year = year.starts_with("20") && year.bytes().all(|one| one.is_ascii_digit());
        let is_running = number.bytes().all(|one| one.is_ascii_digit());
        (is_year && is_running).then(|| format!("{prefix}-{year}-{number}"))
    });
    let mut all: Vec<String> = parted.collect();
    all.push(key.clone());
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::{Event, Rules};
    use super::*;

    fn may(events: serde_json::Value) -> Result<(), &'static str> {
        let events: Vec<Event> = serde_json::from_value(events).unwrap();
        let today = "2025-03-20".parse().unwrap();
        Standing::of(&events, &Rules::default(), today)
            .unwrap()
            .may_split()
    }

    fn of(texts: &[&str]) -> Result<Vec<String>, Vec<WrongPart>> {
        let typed: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        parts(&typed)
    }

    #[test]
    fn a_number_is_found_without_its_hyphens_too() {
        let stands_for = |typed: &str, number: &str| application_numbers(typed).contains(&number.to_owned());
        assert!(stands_for("mjxj20260001", "MJXJ-2026-0001"));
        assert!(stands_for("MJXJ 2026 0001", "MJXJ-2026-0001"));
        assert!(stands_for("MJXJ01202600012", "MJXJ01-2026-00012"));
        assert!(stands_for("ABC202620260001", "ABC2026-2026-0001"));
        assert_eq!(application_numbers("MJXJ-2026-0001-2"), ["MJXJ-2026-0001"]);
        assert_eq!(application_numbers("编号"), ["编号"]);
    }

    #[test]
    fn a_case_is_divided_before_anything_is_done_about_it() {
        let received = json!({"on": "2025-03-03", "event": "received", "channel": "in_person"});
        let asked = json!({"on": "2025-03-05", "event": "correction_requested", "respond_by": "2025-03-25"});
        let corrected = json!({"on": "2025-03-10", "event": "corrected"});
        assert_eq!(may(json!([received])), Ok(()));
        assert_eq!(may(json!([received, asked, corrected])), Ok(()));
        let online =
            json!({"on": "2025-03-03", "event": "received", "channel": "online", "confirmed_on": null});
        assert_eq!(may(json!([online])), Ok(()), "not confirmed yet");
        let later = [
            (asked, "补正"),
            (
                json!({"on": "2025-03-05", "event": "consultation_sent", "party": "third_party"}),
                "征求意见",
            ),
            (
                json!({"on": "2025-03-05", "event": "extended", "days": 20, "approved_by": "负责人"}),
                "延长",
            ),
            (json!({"on": "2025-03-05", "event": "fee_notified"}), "缴费"),
            (json!({"on": "2025-03-05", "event": "reasons_requested"}), "理由"),
            (
                json!({"on": "2025-03-05", "event": "replied", "outcome": "granted"}),
                "答复",
            ),
            (json!({"on": "2025-03-05", "event": "withdrawn"}), "办结"),
        ];
        for (event, why) in later {
            let refusal = may(json!([received, event])).unwrap_err();
            assert!(refusal.contains(why), "{refusal}");
        }
    }

    #[test]
    fn each_part_is_a_matter_of_its_own() {
        assert_eq!(
            of(&[" 2024年部门预算 ", "", "2024年部门决算"]).unwrap(),
            ["2024年部门预算", "2024年部门决算"]
        );
        let why = |texts: &[&str]| of(texts).unwrap_err();
        assert_eq!(why(&["2024年部门预算", " "])[0].part, None);
        let same = why(&["2024年部门预算", "2024年部门预算"]);
        assert_eq!((same[0].part, same.len()), (Some(1), 1));
        assert_eq!(why(&["2024年部门预算", "", "预"])[0].part, Some(2));
        assert!(of(&["2024年部门预算", "批复"]).is_ok(), "a thing of two signs");
        let long = "字".repeat(LONGEST_REQUEST + 1);
        assert_eq!(why(&[&long, "2024年部门预算"])[0].part, Some(0));
        let many: Vec<String> = (0..=MOST_PARTS).map(|at| format!("第{at}项政府信息")).collect();
        assert!(parts(&many).unwrap_err()[0].why.contains("最多"));
    }

    #[test]
    fn the_applicants_own_numbers_propose_the_parts() {
        let numbered = "申请公开下列信息：\n1. 某地块征收公告\n（附图纸）\n2．补偿安置方案\n3、听证笔录";
        assert_eq!(
            proposed(numbered),
            ["某地块征收公告\n（附图纸）", "补偿安置方案", "听证笔录"]
        );
        assert_eq!(proposed("一、环评批复\n二、验收意见"), ["环评批复", "验收意见"]);
        assert_eq!(proposed("（一）环评批复\n(2) 验收意见"), ["环评批复", "验收意见"]);
        assert_eq!(proposed("①环评批复\n②验收意见"), ["环评批复", "验收意见"]);
        assert_eq!(
            proposed("2.5万亩以上地块的名单\n3.2万亩"),
            ["2.5万亩以上地块的名单\n3.2万亩"]
        );
        assert_eq!(
            proposed("一级公路名单\n二级公路名单"),
            ["一级公路名单\n二级公路名单"]
        );
        assert_eq!(proposed("1. 只有一项"), ["1. 只有一项"]);
        assert_eq!(offered("一、环评批复\n二、验收意见"), ["环评批复", "验收意见"]);
        assert_eq!(
            offered("2025年的环评批复文件；2025年的验收意见书"),
            ["2025年的环评批复文件", "2025年的验收意见书"],
            "what the check page shows the applicant"
        );
        assert_eq!(offered("环评批复"), ["环评批复"]);
    }

    #[test]
    fn numbers_of_parts_lead_back_to_their_application() {
        assert_eq!(number("MJXJ01-2026-0001", 1), "MJXJ01-2026-0001");
        assert_eq!(number("MJXJ01-2026-0001", 2), "MJXJ01-2026-0001-2");
        assert_eq!(application_number("MJXJ01-2026-0001-12"), "MJXJ01-2026-0001");
        assert_eq!(application_number("MJXJ01-2026-0001"), "MJXJ01-2026-0001");
        assert_eq!(application_number("12345"), "12345");
    }

    #[test]
    fn a_division_leaves_nothing_out_that_was_asked_for() {
        let request = "1.2024年度预算\n2.青年路改造的环评批复\n3.信访办理结果";
        let left_out = |parts: &[&str]| {
            let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
            left_out(request, &parts)
        };
        assert_eq!(
            left_out(&["2024年度预算", "青年路改造的环评批复"]),
            ["信访办理结果"]
        );
        assert!(left_out(&["2024年度预算", "青年路改造的环评批复", "信访办理结果"]).is_empty());
        let in_other_words = ["2024年度预算", "青年路改造环评批复、信访办理结果"];
        assert!(left_out(&in_other_words).is_empty(), "two may stay together");
        let all = ["2024年度部门预算", "2024年度部门决算"].map(str::to_owned);
        assert!(super::left_out("2024年度部门预算和决算", &all).is_empty());
        let one = super::left_out("1. 2024年度部门预算\n2. 2024年度部门决算", &all[..1]);
        assert_eq!(one, ["2024年度部门决算"], "names alike are two things");
        let beside = "请公开贵委2025年度三公经费支出明细，另请告知贵委主任的工资条";
        let of = |parts: [&str; 2]| super::left_out(beside, &parts.map(str::to_owned));
        assert_eq!(
            of(["2025年度三公经费支出明细", "三公经费支出明细表"]),
            ["另请告知贵委主任的工资条"]
        );
        assert!(of(["2025年度三公经费支出明细", "贵委主任的工资条"]).is_empty());
    }

    #[test]
    fn a_list_that_is_numbered_in_print_keeps_no_number_that_was_typed() {
        let typed = "1. 请写明文号\n（一）年度\n\n3、地点\n④名称\n2.5公里以内的地块\n2024年的台账";
        assert_eq!(
            listed(typed),
            [
                "请写明文号",
                "年度",
                "地点",
                "名称",
                "2.5公里以内的地块",
                "2024年的台账"
            ]
        );
    }

    proptest! {
        #[test]
        fn what_is_divided_loses_no_part(texts in prop::collection::vec("[甲乙丙丁戊]{4,9}", 0..6)) {
            if let Ok(parts) = parts(&texts) {
                prop_assert_eq!(&parts, &texts);
                prop_assert!(parts.len() > 1);
            }
        }

        #[test]
        fn a_proposal_is_never_empty(request in "[1-3一二（）.、\n 甲乙]{4,60}") {
            prop_assume!(!request.trim().is_empty());
            let proposed = proposed(&request);
            prop_assert!(proposed.iter().all(|part| !part.is_empty()) && !proposed.is_empty());
        }

        #[test]
        fn every_part_knows_its_application(running in 1_u32..99_999, part in 1_i64..=999) {
            let application = format!("MJXJ01-2026-{running:04}");
            let number = number(&application, part);
            prop_assert_eq!(application_number(&number), application.as_str());
        }
    }
}
