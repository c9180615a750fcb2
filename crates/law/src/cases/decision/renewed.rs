//! A reply made anew in the place of one that was set aside: not the same again on the same facts and reasons (行政复议法第六十四条
//! 第二款; 行政诉讼法第七十一条), but where it was set aside for its procedure alone (法释〔2018〕1号第九十条第二款).

use super::blockers::List;
use super::evidence::says_something;
use super::{Decision, Facts, Search, Withheld};
use crate::cases::reasons::is_wordless;
use crate::cases::similar::{NEARLY_ALL, hundredths};

/// From so many signs on, a reason that stands whole in another is that reason with words around it.
const A_REASON: usize = 10;

/// Who decides as the reply before did says what is new, or that it fell for its procedure alone.
pub(super) fn renewed(list: &mut List, decision: &Decision, facts: &Facts) {
    let mut before = facts.set_aside.iter();
    if !before.any(|before| is_in_substance(decision, before)) {
        return;
    }
    says_something(
        list,
        "renewed",
        &decision.renewed,
        "只写“同意”“已核实”等看不出原因：请写明有什么新的事实、理由，或者原答复因为违反哪项法定程序被撤销。",
    );
    if is_wordless(&decision.renewed) {
        list.block(
            "renewed",
            "这次的处理和被撤销的答复结果相同、理由基本相同：不得以同一事实和理由作出与原答复基本相同的答复。请按决定书、判决书重新处理；有新的事实、理由，或者只是因为违反法定程序被撤销的，请写明（行政复议法第六十四条第二款、行政诉讼法第七十一条、法释〔2018〕1号第九十条第二款）。",
        );
    }
}

/// Whether it decides what that one decided, on what it rested on.
pub(super) fn is_in_substance(decision: &Decision, before: &Decision) -> bool {
    let is_same_part = |part: &Withheld| {
        let mut parts = before.withheld.iter();
        parts.any(|old| old.outcome == part.outcome && is_same(&old.grounds.reasons, &part.grounds.reasons))
    };
    let only_gives = decision.has_grant() && decision.withheld.is_empty();
    // What a grant hands over is no reason: its files are looked at by themselves.
    !only_gives
        && decision.outcome == before.outcome
        && decision.withheld.len() == before.withheld.len()
        && is_same(&decision.grounds.reasons, &before.grounds.reasons)
        && is_same(&decision.given, &before.given)
        && decision.withheld.iter().all(is_same_part)
        && has_searched_no_more(decision, before)
}

/// Whether no entry of the search log is new.
fn has_searched_no_more(decision: &Decision, before: &Decision) -> bool {
    let is_old = |search: &Search| before.searches.contains(search);
    decision.searches.iter().all(is_old)
}

fn is_same(one: &str, other: &str) -> bool {
    let bare = |text: &str| {
        text.chars()
            .filter(|sign| sign.is_alphanumeric())
            .collect::<String>()
    };
    let (one, other) = (bare(one), bare(other));
    let is_within = |part: &str, whole: &str| part.chars().count() >= A_REASON && whole.contains(part);
    one == other
        || hundredths(&one, &other) >= NEARLY_ALL
        || is_within(&one, &other)
        || is_within(&other, &one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::decision::blockers;
    use crate::cases::decision::tests::complete;
    use crate::codes::Outcome;

    fn is_told(decision: &Decision, before: &Decision) -> bool {
        let (_, mut facts) = complete(decision.outcome);
        facts.set_aside = vec![before.clone()];
        blockers(decision, &facts)
            .iter()
            .any(|why| why.field == "renewed")
    }

    #[test]
    fn what_was_set_aside_is_not_decided_again_on_the_same_reasons() {
        for outcome in [
            Outcome::RefusedInternalAffairs,
            Outcome::PartlyGranted,
            Outcome::UnavailableNotHeld,
        ] {
            let (before, _) = complete(outcome);
            let mut again = before.clone();
            assert!(is_told(&again, &before), "{outcome:?}: word for word");
            again.grounds.reasons.push('。');
            assert!(is_told(&again, &before), "{outcome:?}: with another sign");
            again.renewed = "同意".into();
            assert!(is_told(&again, &before), "{outcome:?}: that is no reason");
            again.renewed = "原答复因未告知救济途径被撤销，事实和理由没有变化".into();
            assert!(
                !is_told(&again, &before),
                "{outcome:?}: it fell for its procedure"
            );
        }
    }

    #[test]
    fn another_outcome_other_reasons_or_another_search_is_not_the_same() {
        let (before, _) = complete(Outcome::RefusedInternalAffairs);
        let (granted, _) = complete(Outcome::GrantedProvided);
        assert!(!is_told(&granted, &before));
        let mut reasoned = before.clone();
        reasoned.grounds.reasons =
            "所申请的记录是本机关工作人员考勤和奖惩的材料，只用于内部管理，对外不产生影响".into();
        assert!(!is_told(&reasoned, &before));
        let (before, _) = complete(Outcome::UnavailableNotHeld);
        let mut searched = before.clone();
        let mut more = before.searches.first().cloned().unwrap_or_default();
        more.systems = "区档案馆馆藏目录".into();
        searched.searches.push(more);
        assert!(!is_told(&searched, &before));
    }
}
