//! What a decision names as its evidence, held against the records: an earlier reply, a search. 条例第三十六条第（四）项、
//! 第（六）项.

use super::blockers::List;
use super::{Decision, EarlierFound, Facts, Grounds, Search};
use crate::cases::reasons::says_nothing;
use crate::codes::{Outcome, spoken};
use crate::signs::narrow;

/// 重复申请: names the reply that was given before, to this applicant, and before this application was received
/// (条例第三十六条第（六）项).
pub(super) fn repeated(list: &mut List, decision: &Decision, facts: &Facts) {
    let earlier = &decision.earlier;
    list.need(
        "earlier.number",
        &earlier.number,
        "请填写以前答复的发文字号（条例第三十六条第（六）项）。",
    );
    let Some(on) = earlier.on else {
        list.block("earlier.on", "请填写以前答复的日期（条例第三十六条第（六）项）。");
        return;
    };
    list.unless(
        facts
            .received_on
            .or(facts.today)
            .is_none_or(|received_on| on < received_on),
        "earlier.on",
        "以前的答复应当早于收到本次申请之日，请核对（条例第三十六条第（六）项）。",
    );
    if earlier.number.trim().is_empty() {
        return;
    }
    if !is_document_number(&earlier.number) {
        list.block(
            "earlier.number",
            "这不像发文字号：请照以前答复的原件填写机关代字、年份和序号，例如“孟先开答〔2019〕3号”（条例第三十六条第（六）项）。",
        );
        return;
    }
    if let Some(since) = facts
        .kept_since
        .filter(|since| earlier.is_before_system && on >= *since)
        && facts.earlier == EarlierFound::Unknown
    {
        list.block(
            "earlier.is_before_system",
            format!(
                "本系统自{}起登记申请，{}的答复不是启用以前的：漏登记的，请先补记原来的申请和答复，再以它为依据（条例第三十六条第（六）项）。",
                spoken(since),
                spoken(on)
            ),
        );
        return;
    }
    match facts.earlier {
        EarlierFound::SameApplicant => {}
        EarlierFound::Unknown => list.unless(
            earlier.is_before_system,
            "earlier.number",
            "没有查到本机关给这位申请人的这份答复，请核对发文字号；是启用本系统以前作出的，请勾选确认。",
        ),
        EarlierFound::OtherApplicant => list.block(
            "earlier.number",
            "这份答复是给其他申请人的，不能作为本申请人重复申请的依据（条例第三十六条第（六）项）。",
        ),
        EarlierFound::OtherDay => list.block("earlier.on", "日期与这份答复作出的日期不符，请核对。"),
    }
}

/// Whether it may be the number of a document: signs of an organ, a year or a serial number in digits.
fn is_document_number(text: &str) -> bool {
    let plain = narrow(text);
    let has_digit = plain.chars().any(|sign| sign.is_ascii_digit());
    has_digit && plain.trim().chars().count() >= 4
}

/// 条例第三十六条第（四）项: a search for this application, which lies between its arrival and the decision. What a unit searched
/// in vain counts as the organ's own; what a unit holds, the organ holds.
pub(super) fn searches(list: &mut List, searches: &[Search], facts: &Facts) {
    for unit in &facts.units_holding {
        list.block(
            "searches",
            format!(
                "“{unit}”答复掌握所申请的信息，不能答复本机关没有（条例第三十六条第（四）项）；答复有误的，请重新征询。"
            ),
        );
    }
    if searches.is_empty() && facts.unit_searches.is_empty() {
        list.block(
            "searches",
            "请至少登记一次检索：在哪里查、用什么词、谁查的、哪天查的、结果如何（条例第三十六条第（四）项）。",
        );
    }
    for (row, one) in searches.iter().enumerate() {
        let called = format!("第 {} 次检索：", row + 1);
        list.in_row(row, called, |list| search(list, one, facts));
    }
}

/// Whether a result does not say that nothing was found, or that it is something else: 有3份协议.
fn says_found(result: &str) -> bool {
    const NOT: [&str; 7] = ["未", "没", "无", "不", "零", "非", "空"];
    let signs: Vec<char> = result.chars().collect();
    let is_digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    let is_none =
        |at: usize| signs.get(at) == Some(&'0') && !is_digit(at + 1) && (at == 0 || !is_digit(at - 1));
    !NOT.iter().any(|word| result.contains(word)) && !(0..signs.len()).any(is_none)
}

fn search(list: &mut List, search: &Search, facts: &Facts) {
    if search.is_emptied() {
        list.block(
            "searches.systems",
            "本次检索附有文件：要删去本次检索的，请先在“上传检索结果”中移除附件；不删去的，请填写各栏。",
        );
        return;
    }
    list.need("searches.systems", &search.systems, "请填写检索范围。");
    list.need("searches.keywords", &search.keywords, "请填写关键词。");
    list.need("searches.by", &search.by, "请填写检索人。");
    list.need("searches.result", &search.result, "请填写检索结果。");
    if !search.result.trim().is_empty() && says_found(&search.result) {
        list.block(
            "searches.result",
            "检索结果没有写明没有找到，不能据此答复没有该信息：查到的不是所申请的，请写明为什么不是；就是所申请的，请另行决定（条例第三十六条第（四）项）。",
        );
    }
    let Some(on) = search.on else {
        list.block("searches.on", "请填写检索日期。");
        return;
    };
    let is_before = facts.arrived_on.is_some_and(|arrived_on| on < arrived_on);
    let is_after = facts.today.is_some_and(|today| on > today);
    if is_before || is_after {
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
        list.block(
            "searches.on",
            format!(
                "检索日期 {on} 应当在收到申请（{}）之后、作出决定（{}）之前，请核对（条例第三十六条第（四）项）。",
                day(facts.arrived_on),
                day(facts.today)
            ),
        );
    }
}

/// 条例第十四条: that disclosure may endanger one of the four is assessed: who, when, which, and what harm it does
/// (法释〔2025〕8号: the organ gives evidence of it).
pub(super) fn safety(list: &mut List, grounds: &Grounds, facts: &Facts) {
    list.unless(
        grounds.safety.is_some(),
        "safety",
        "请选择公开会危及哪一项：国家安全、公共安全、经济安全、社会稳定（条例第十四条）。",
    );
    let assessment = &grounds.assessment;
    list.need(
        "assessment.by",
        &assessment.by,
        "请填写由谁评估的，例如保密办、应急管理股（条例第十四条）。",
    );
    if assessment.on.is_none() {
        list.block("assessment.on", "请填写评估的日期（条例第十四条）。");
    }
    assessed_for_this(list, grounds, facts, "条例第十四条");
    says_something(
        list,
        "reasons",
        &grounds.reasons,
        "只写“内部”“敏感”“不宜公开”等不是评估：请写明公开哪些内容、会怎样危及安全或者稳定、造成什么危害（条例第十四条）。",
    );
}

/// An assessment is of this application: of no day before it came, and of none to come.
pub(super) fn assessed_for_this(list: &mut List, grounds: &Grounds, facts: &Facts, article: &str) {
    let Some(on) = grounds.assessment.on else {
        return;
    };
    let is_early = facts.arrived_on.is_some_and(|arrived_on| on < arrived_on);
    let is_late = facts.today.is_some_and(|today| on > today);
    if is_early || is_late {
        let why =
            format!("评估应当在收到申请之后、作出决定之前，针对这件申请进行，请核对日期（{article}）。");
        list.block("assessment.on", why);
    }
}

/// What is asked where what the law leaves to the organ's judgment was assessed by nobody, or on no day: the organ gives evidence of
/// it (行政复议法第四十四条; 行政诉讼法第三十四条), and the 条例 asks for no form.
pub(super) fn told_of_no_assessment(list: &mut List, decision: &Decision, is_over: bool) {
    let (what, article) = match decision.outcome {
        Outcome::NotProcessedExcessive => ("申请的数量、频次是否明显超过合理范围", "条例第三十五条"),
        _ if is_over => ("不公开对公共利益的影响", "条例第三十二条"),
        _ => return,
    };
    let assessment = &decision.grounds.assessment;
    let (field, missing) = match (assessment.by.trim().is_empty(), assessment.on) {
        (false, Some(_)) => return,
        (true, Some(_)) => ("assessment.by", "由谁评估"),
        (false, None) => ("assessment.on", "评估的日期"),
        (true, None) => ("assessment.by", "由谁、何时评估"),
    };
    let why = format!(
        "没有写明{what}{missing}：复议、诉讼中由本机关举证，建议填写（{article}；行政复议法第四十四条、行政诉讼法第三十四条）。"
    );
    list.block(field, why);
}

/// Refuses words that stand for reasons and are none; a blank text is told by itself.
pub(super) fn says_something(list: &mut List, field: &'static str, text: &str, message: &str) {
    list.unless(text.trim().is_empty() || !says_nothing(text), field, message);
}
