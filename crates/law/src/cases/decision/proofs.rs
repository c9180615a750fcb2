//! What a decision rests on beside its words, as the file of the case tells it: who assessed, by which classification, what was
//! looked up, where was searched. The organ proves it (行政复议法第五十四条、第七十条; 行政诉讼法第三十四条、第六十七条). What is
//! secret is not in it (保密法第三十一条).

use super::{Decision, Grounds, NamedLaw, Search};
use crate::codes::{Outcome, spoken};
use crate::signs::listed_in_one_line;

/// A matter, and what proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    pub about: &'static str,
    /// The withheld part it concerns; empty where it is the whole.
    pub part: String,
    pub words: String,
}

impl Decision {
    /// All that it rests on, part by part.
    pub fn proofs(&self) -> Vec<Proof> {
        let mut proofs = of_grounds("", self.outcome, &self.grounds);
        for part in &self.withheld {
            proofs.extend(of_grounds(part.part.trim(), part.outcome, &part.grounds));
        }
        let interest = &self.public_interest;
        let mut add = |about, words: String| {
            if !words.trim().is_empty() {
                let (part, words) = (String::new(), listed_in_one_line(&words));
                proofs.push(Proof { about, part, words });
            }
        };
        if self.has_grant() {
            add("没有逐项写明的内容", self.left_out.trim().to_owned());
            add("第三方不同意而决定公开的内容", interest.content.trim().to_owned());
            add("公共利益", interest.reasons.trim().to_owned());
            if !interest.content.trim().is_empty() {
                add("公共利益的评估", assessed_by(&self.grounds));
            }
            add(
                "其他公开的内容不在第三方不同意的范围内",
                interest.rest.trim().to_owned(),
            );
        }
        if self.outcome == Outcome::NotProcessedRepeated {
            add(
                "以前的答复",
                joined([
                    self.earlier.number.trim().to_owned(),
                    self.earlier.on.map(spoken).unwrap_or_default(),
                ]),
            );
        }
        for search in &self.searches {
            add("检索", searched(search));
        }
        add("与被撤销的答复结果相同的原因", self.renewed.trim().to_owned());
        proofs
    }
}

fn of_grounds(part: &str, outcome: Outcome, grounds: &Grounds) -> Vec<Proof> {
    let (about, words) = match outcome {
        Outcome::RefusedStateSecret => ("定密", secret(grounds)),
        Outcome::RefusedForbiddenByLaw | Outcome::RefusedAdministrativeQuery => {
            ("所依法律、行政法规", named(&grounds.law))
        }
        Outcome::RefusedSafety => ("评估", assessed(grounds)),
        Outcome::NotProcessedExcessive => ("评估", assessed_by(grounds)),
        Outcome::RefusedThirdParty => ("第三方不同意公开的理由", grounds.objection.trim().to_owned()),
        Outcome::RefusedProcessInformation | Outcome::RefusedEnforcementFile
            if grounds.is_no_duty_checked =>
        {
            ("核查", "已经核查，没有法律、法规、规章规定应当公开".to_owned())
        }
        _ => ("", String::new()),
    };
    let proof = |about, words: &str| Proof {
        about,
        part: listed_in_one_line(part),
        words: listed_in_one_line(words),
    };
    let excess = Some(grounds.excess.trim()).filter(|_| outcome == Outcome::NotProcessedExcessive);
    let excess = excess.unwrap_or_default();
    let is_of_third_party = outcome == Outcome::RefusedThirdParty;
    let despite_consent = Some(grounds.despite_consent.trim()).filter(|_| is_of_third_party);
    let despite_consent = despite_consent.unwrap_or_default();
    let all = [
        proof(about, &words),
        proof("理由", grounds.reasons.trim()),
        proof("第三方同意公开而不予公开的理由", despite_consent),
        proof("数量、频次为什么超过合理范围", excess),
    ];
    all.into_iter().filter(|one| !one.words.is_empty()).collect()
}

fn secret(grounds: &Grounds) -> String {
    let secret = &grounds.secret;
    joined([
        labelled("密级：", &secret.grade),
        labelled("保密期限：", &secret.period),
        labelled("定密机关或者依据：", &secret.authority),
    ])
}

fn assessed(grounds: &Grounds) -> String {
    joined([
        labelled("危及：", grounds.safety.map_or("", |one| one.label())),
        assessed_by(grounds),
    ])
}

fn assessed_by(grounds: &Grounds) -> String {
    let on = grounds.assessment.on.map(spoken).unwrap_or_default();
    joined([
        labelled("评估的单位或者人员：", &grounds.assessment.by),
        labelled("评估日期：", &on),
    ])
}

fn named(law: &NamedLaw) -> String {
    let name = law.name.trim().trim_start_matches('《').trim_end_matches('》');
    if name.is_empty() {
        return String::new();
    }
    joined([
        format!("《{name}》{}", law.article.trim()),
        labelled("核对：", &law.verified),
    ])
}

fn searched(search: &Search) -> String {
    joined([
        search.on.map(spoken).unwrap_or_default(),
        labelled("检索人：", &search.by),
        labelled("范围：", &search.systems),
        labelled("检索词：", &search.keywords),
        labelled("结果：", &search.result),
    ])
}

fn labelled(label: &str, text: &str) -> String {
    match text.trim() {
        "" => String::new(),
        text => format!("{label}{text}"),
    }
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("；")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::decision::tests::complete;
    use crate::cases::decision::{Assessment, hints};

    #[test]
    fn what_was_typed_as_evidence_of_an_outcome_is_told_in_its_proofs() {
        for (outcome, typed) in [
            (Outcome::RefusedSafety, ["应急管理股", "2026年3月6日"]),
            (Outcome::RefusedStateSecret, ["定密单位已依法定密", "10年"]),
            (
                Outcome::RefusedForbiddenByLaw,
                ["《中华人民共和国统计法》第十一条", "公开后会使"],
            ),
            (Outcome::RefusedThirdParty, ["合同价格是经营秘密", "公开后会使"]),
            (
                Outcome::RefusedProcessInformation,
                ["没有法律、法规、规章规定", "公开后会使"],
            ),
            (Outcome::UnavailableNotHeld, ["公文管理系统、档案室", "张敏"]),
            (Outcome::PartlyGranted, ["合同价格是经营秘密", "公开后会使"]),
        ] {
            let (decision, _) = complete(outcome);
            let proofs = decision.proofs();
            for words in typed {
                assert!(
                    proofs.iter().any(|proof| proof.words.contains(words)),
                    "{outcome:?} {words}: {proofs:?}"
                );
            }
        }
    }

    #[test]
    fn the_public_interest_that_outweighs_an_objection_is_among_the_proofs() {
        let (mut decision, _) = complete(Outcome::GrantedProvided);
        decision.public_interest.reasons = "关系饮用水安全".into();
        let proofs = decision.proofs();
        assert!(
            proofs
                .iter()
                .any(|proof| proof.about == "公共利益" && proof.words == "关系饮用水安全")
        );
    }

    /// 条例第三十二条、第三十五条: what is left to the organ's judgment, and who judged it on which day.
    #[test]
    fn who_assessed_and_when_is_among_the_proofs_of_what_the_organ_judges() {
        let (excessive, _) = complete(Outcome::NotProcessedExcessive);
        let (mut over, _) = complete(Outcome::GrantedProvided);
        over.grounds.assessment = excessive.grounds.assessment.clone();
        let told = |decision: &Decision, about: &str| -> Vec<String> {
            let proofs = decision.proofs().into_iter();
            proofs
                .filter(|proof| proof.about == about)
                .map(|proof| proof.words)
                .collect()
        };
        let words = "评估的单位或者人员：应急管理股；评估日期：2026年3月6日";
        assert_eq!(told(&excessive, "评估"), [words]);
        assert!(
            told(&over, "公共利益的评估").is_empty(),
            "nothing is given over an objection"
        );
        over.public_interest.content = "检测报告".into();
        assert_eq!(told(&over, "公共利益的评估"), [words]);
        let asked = |decision: &Decision| hints(decision).iter().any(|why| why.field == "assessment.by");
        assert!(!asked(&over));
        over.grounds.assessment = Assessment::default();
        assert!(asked(&over));
    }
}
