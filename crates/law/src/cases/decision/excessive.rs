//! 数量、频次明显超过合理范围 (条例第三十五条): the number of an applicant's applications is counted, and a small one, or another that is
//! typed, is called excessive only for a reason that is written down.

use super::blockers::List;
use super::evidence::assessed_for_this;
use super::{Decision, Facts, Stage};
use crate::cases::letters::AskedFor;
use crate::cases::reasons::{is_wordless, says_nothing};
use crate::codes::spoken;
use crate::numerals;
use crate::signs::narrow;

/// 无正当理由大量反复申请: only after reasons were asked for, and for a number that is large, or for a reason why it is
/// (条例第三十五条).
pub(super) fn excessive(list: &mut List, decision: &Decision, facts: &Facts) {
    list.unless(
        matches!(facts.reasons_asked, Stage::Answered | Stage::Lapsed),
        "reasons_asked",
        "请先要求申请人说明理由，并等到申请人说明或者逾期（条例第三十五条）。",
    );
    list.need_reason(
        "reasons",
        &decision.grounds.reasons,
        "请说明申请理由为什么不合理（条例第三十五条）。",
    );
    assessed_for_this(list, &decision.grounds, facts, "条例第三十五条");
    let Some(asked) = facts
        .asked_for
        .filter(|_| !is_explained(&decision.grounds.excess))
    else {
        return;
    };
    if let Some(why) = asked.told_of_few(facts.excessive_from) {
        list.block("excess", why);
    }
    if let Some(why) = asked.told_of_other_number(&decision.grounds.reasons) {
        list.block("excess", why);
    }
}

/// Whether it is written down why a small number, or another than is counted, is excessive.
pub fn is_explained(excess: &str) -> bool {
    !is_wordless(excess) && !says_nothing(excess)
}

impl AskedFor {
    /// What is asked where so few applications are called excessive (条例第三十五条): fewer in a year than the organ has settled.
    pub fn told_of_few(&self, excessive_from: u16) -> Option<String> {
        (self.applications < u32::from(excessive_from)).then(|| {
            format!(
                "系统登记的申请人自{}至{}的申请是 {} 件，不到本机关设置的 {excessive_from} 件：数量、频次是否明显超过合理范围，请斟酌；认为超过的，请写明为什么，例如一件申请要求提供几百份档案（条例第三十五条；国办函〔2020〕109号第四条：一个月10件以内不收费）。",
                spoken(self.from),
                spoken(self.through),
                self.applications
            )
        })
    }

    /// What is told where a reason names more applications than are counted.
    pub fn told_of_other_number(&self, reasons: &str) -> Option<String> {
        let more = numbers_of_applications(reasons).into_iter();
        let (typed, _) = more.max_by_key(|(_, number)| *number)?;
        let counted = i64::from(self.applications);
        let is_more = numbers_of_applications(reasons)
            .iter()
            .any(|(_, number)| *number > counted);
        is_more.then(|| {
            format!(
                "理由写了“{typed}”，系统登记的申请人自{}至{}的申请是 {counted} 件：请改为一致；另有依据的（启用本系统以前的、向其他机关提出的），请写明依据（条例第三十五条）。",
                spoken(self.from),
                spoken(self.through)
            )
        })
    }
}

/// The numbers of applications that a text names, as they are written: 三百件, 63次. 第三次 is none, nor is 一次 of anything.
fn numbers_of_applications(text: &str) -> Vec<(String, i64)> {
    const NUMERALS: &str = "0123456789〇零一二两三四五六七八九十百千万";
    const MORE: [char; 3] = ['余', '多', '几'];
    let signs: Vec<char> = narrow(text)
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    let mut found = Vec::new();
    let mut written = String::new();
    let mut is_ordinal = false;
    let mut before = ' ';
    for sign in signs {
        if NUMERALS.contains(sign) {
            is_ordinal |= written.is_empty() && before == '第';
            written.push(sign);
        } else if MORE.contains(&sign) && !written.is_empty() {
            // 三百余件: the number stands.
        } else {
            let number = number(&written).filter(|number| *number > 1 && !is_ordinal);
            if let Some(number) = number.filter(|_| sign == '件' || sign == '次') {
                found.push((format!("{written}{sign}"), number));
            }
            written.clear();
            is_ordinal = false;
        }
        before = sign;
    }
    found
}

fn number(written: &str) -> Option<i64> {
    let plain = written.replace('两', "二");
    plain.parse().ok().or_else(|| numerals::number(&plain))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cases::decision::tests::complete;
    use crate::cases::decision::{blockers, hints};
    use crate::codes::Outcome;

    fn asked(applications: u32) -> AskedFor {
        AskedFor {
            from: date(2025, 3, 24),
            through: date(2026, 3, 23),
            applications,
        }
    }

    fn lacks(applications: u32, reasons: &str, excess: &str) -> Vec<&'static str> {
        let (mut decision, mut facts) = complete(Outcome::NotProcessedExcessive);
        facts.asked_for = Some(asked(applications));
        facts.excessive_from = 11;
        decision.grounds.reasons = reasons.into();
        decision.grounds.excess = excess.into();
        blockers(&decision, &facts).iter().map(|why| why.field).collect()
    }

    #[test]
    fn a_single_application_is_excessive_only_for_a_reason_that_is_written_down() {
        let reasons = "申请人反复要求提供同样的材料，没有说明用途";
        for few in [1, 10] {
            assert_eq!(lacks(few, reasons, ""), ["excess"], "{few}");
            assert_eq!(lacks(few, reasons, "。。"), ["excess"], "{few}");
            assert!(
                lacks(few, reasons, "一件申请要求提供二十年的全部档案").is_empty(),
                "{few}"
            );
        }
        assert!(lacks(11, reasons, "").is_empty());
    }

    /// 条例第三十五条; 行政诉讼法第三十四条: the organ proves its judgment, and no form of it is asked for.
    #[test]
    fn who_assessed_that_applications_are_excessive_and_when_is_asked_for_and_of_this_application() {
        let (mut decision, mut facts) = complete(Outcome::NotProcessedExcessive);
        facts.asked_for = Some(asked(30));
        let told = |decision: &Decision| -> Vec<&'static str> {
            hints(decision).iter().map(|why| why.field).collect()
        };
        assert!(told(&decision).is_empty());
        for day in [date(2026, 3, 1), date(2027, 1, 1)] {
            decision.grounds.assessment.on = Some(day);
            let lacks = blockers(&decision, &facts);
            assert_eq!(lacks.len(), 1, "{day}");
            assert_eq!(lacks[0].field, "assessment.on", "{day}");
            assert!(lacks[0].message.contains("第三十五条"), "{}", lacks[0].message);
        }
        decision.grounds.assessment.on = None;
        assert_eq!(told(&decision), ["assessment.on"]);
        decision.grounds.assessment.by.clear();
        assert_eq!(told(&decision), ["assessment.by"]);
        assert!(blockers(&decision, &facts).is_empty(), "asked for, not demanded");
    }

    #[test]
    fn a_number_that_is_typed_and_more_than_is_counted_is_told() {
        for typed in [
            "申请人一年申请三百件",
            "一年内提出申请300余件",
            "共两百多次",
            "６３件",
        ] {
            let why = asked(12).told_of_other_number(typed);
            assert!(why.is_some_and(|why| why.contains("是 12 件")), "{typed}");
            assert_eq!(
                lacks(12, &format!("{typed}，明显超过合理范围"), ""),
                ["excess"],
                "{typed}"
            );
        }
        for fits in [
            "申请人一年申请十二件",
            "第三十次申请同样的内容",
            "一次性提出",
            "每月申请3件",
            "依照第35条办理",
        ] {
            assert_eq!(asked(12).told_of_other_number(fits), None, "{fits}");
        }
    }
}
