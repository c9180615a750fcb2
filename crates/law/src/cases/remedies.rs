//! Remedies (救济): which way a decision may be attacked, before whom, within what time, and how its letter says so.
//! 行政复议法第二十条、第二十二条、第二十三条、第三十四条; 行政诉讼法第四十五条、第四十六条; 法释〔2025〕8号. Names of organs and courts come from settings.

use serde::{Deserialize, Serialize};

use super::decision::Decision;
use super::letters::{self, LetterKind};
use super::reconsiderer::Circumstances;
use crate::codes::{Outcome, WhyNot};
use crate::labelled::labelled;

labelled! {
    /// Which way a decision may be attacked.
    Class {
        /// Refusals under 条例第十四条至第十六条 (行政复议法第二十三条第一款第（四）项).
        ReconsiderationFirst = "reconsideration_first", "先申请行政复议，对复议决定不服的再起诉";
        Either = "either", "申请行政复议或者直接起诉";
        /// A partly granted one: what is withheld goes to reconsideration first, the rest either way.
        Divided = "divided", "不予公开的部分先申请行政复议，其他内容申请行政复议或者直接起诉";
        ReconsiderationOnly = "reconsideration_only", "只告知行政复议";
        None = "none", "不告知救济途径";
    }
}

labelled! {
    /// What is told of the remedies where courts and 国办函〔2021〕132号 differ: an organ's own setting.
    Contested {
        AsEither = "as_b", "告知行政复议和行政诉讼";
        ReconsiderationOnly = "reconsideration_only", "只告知行政复议";
        None = "none", "不告知";
    }
}

/// The organ's settings: names as they are printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// 行政复议机关
    pub reconsiderer: String,
    /// Why it is another than the law's own rule says ([`super::reconsiderer`]).
    pub reconsiderer_reason: String,
    /// What of the organ decides who reconsiders.
    pub circumstances: Circumstances,
    /// 有管辖权的人民法院
    pub court: String,
    /// Where an application for reconsideration is filed online (行政复议法第二十二条第二款).
    pub filing_address: String,
    pub contested: Contested,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            reconsiderer: String::new(),
            reconsiderer_reason: String::new(),
            circumstances: Circumstances::default(),
            court: String::new(),
            filing_address: String::new(),
            contested: Contested::AsEither,
        }
    }
}

/// Whether courts decline suits over this outcome while reconsideration takes them: the organ's setting decides.
pub const fn is_contested(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::RefusedAdministrativeQuery
            | Outcome::UnavailableNeedsMaking
            | Outcome::NotProcessedPetition
            | Outcome::NotProcessedRepeated
            | Outcome::NotProcessedPublication
    )
}

/// Which way this outcome may be attacked.
pub const fn class(outcome: Outcome, contested: Contested) -> Class {
    match outcome {
        Outcome::PartlyGranted => Class::Divided,
        Outcome::OtherwiseWithdrawn => Class::None,
        _ if outcome.is_refusal_under_14_to_16() => Class::ReconsiderationFirst,
        _ if is_contested(outcome) => match contested {
            Contested::AsEither => Class::Either,
            Contested::ReconsiderationOnly => Class::ReconsiderationOnly,
            Contested::None => Class::None,
        },
        _ => Class::Either,
    }
}

/// Which way a letter may be attacked: a reply as its outcome, a disclosure over an objection by the third party either
/// way (国办函〔2021〕132号第二条第（四）项; 法释〔2025〕8号第一条第（四）项), a letter of procedure not by itself; but one that ends the
/// application is its answer (条例第四十一条、第五十一条).
pub fn class_of(
    kind: LetterKind,
    decision: Option<&Decision>,
    contested: Contested,
    ends_case: bool,
) -> Class {
    match decision {
        // What does not exist or is not ours is no refusal under 条例第十四条至第十六条 (法释〔2025〕8号第一条第（一）项).
        Some(decision) if decision.outcome == Outcome::PartlyGranted && !decision.withholds() => {
            Class::Either
        }
        Some(decision) if kind.is_reply() => class(decision.outcome, contested),
        _ if (kind.is_decision() || ends_case) && !kind.is_reply() => Class::Either,
        _ => Class::None,
    }
}

/// The words that tell the remedies of a letter; `None` where there are none to tell.
/// A letter delivered online names the online way to file (行政复议法第二十二条第二款).
pub fn clause(
    kind: LetterKind,
    decision: Option<&Decision>,
    settings: &Settings,
    (is_delivered_online, ends_case): (bool, bool),
) -> Result<Option<String>, Vec<WhyNot>> {
    let class = class_of(kind, decision, settings.contested, ends_case);
    if class == Class::None {
        return Ok(None);
    }
    let missing = missing(class, settings, is_delivered_online);
    if !missing.is_empty() {
        return Err(missing);
    }
    Ok(Some(letters::remedies_clause(kind, decision, class, settings)))
}

fn missing(class: Class, settings: &Settings, is_delivered_online: bool) -> Vec<WhyNot> {
    let names_court = matches!(
        class,
        Class::ReconsiderationFirst | Class::Either | Class::Divided
    );
    let needs = [
        (
            true,
            "remedies.reconsiderer",
            &settings.reconsiderer,
            "请在设置中填写行政复议机关的名称。",
        ),
        (
            names_court,
            "remedies.court",
            &settings.court,
            "请在设置中填写有管辖权的人民法院的名称。",
        ),
        (
            is_delivered_online,
            "remedies.filing_address",
            &settings.filing_address,
            "答复通过互联网送达，应当同时提供提交行政复议申请书的互联网渠道，请在设置中填写（行政复议法第二十二条第二款）。",
        ),
    ];
    needs
        .into_iter()
        .filter(|(is_needed, _, value, _)| *is_needed && value.trim().is_empty())
        .map(|(_, field, _, message)| WhyNot::new(field, message))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn settings() -> Settings {
        Settings {
            reconsiderer: "洛阳市人民政府".into(),
            court: "洛阳铁路运输法院".into(),
            filing_address: "https://fy.example.gov.cn".into(),
            ..Settings::default()
        }
    }

    fn clause(
        outcome: Outcome,
        settings: &Settings,
        is_delivered_online: bool,
    ) -> Result<Option<String>, Vec<WhyNot>> {
        super::clause(
            LetterKind::of(outcome),
            Some(&Decision::of(outcome)),
            settings,
            (is_delivered_online, false),
        )
    }

    #[test]
    fn refusals_go_to_reconsideration_first_and_nothing_else_does() {
        for outcome in Outcome::ALL {
            let is_refusal = outcome.is_refusal_under_14_to_16() || *outcome == Outcome::PartlyGranted;
            let text = clause(*outcome, &settings(), true).unwrap().unwrap_or_default();
            assert_eq!(
                text.contains("应当自收到本答复之日起60日内先向"),
                is_refusal,
                "{outcome:?}"
            );
            assert_eq!(text.contains("15日内"), is_refusal, "{outcome:?}");
            let is_whole = is_refusal && *outcome != Outcome::PartlyGranted;
            assert!(!(is_whole && text.contains("6个月")), "{outcome:?}");
        }
    }

    #[test]
    fn a_partial_grant_tells_remedies_for_what_is_given_too() {
        let text = clause(Outcome::PartlyGranted, &settings(), false)
            .unwrap()
            .unwrap();
        let (withheld, given) = text.split_once("如对本答复的其他内容不服").unwrap();
        assert!(withheld.contains("如对本答复中不予公开的部分不服") && withheld.contains("先向"));
        assert!(given.contains("60日内") && given.contains("6个月内"), "{given}");
    }

    #[test]
    fn whoever_is_overridden_is_told_both_ways_and_a_letter_of_procedure_none() {
        let told = |kind| super::clause(kind, None, &settings(), (false, false)).unwrap();
        let text = told(LetterKind::OverrideNotice).unwrap();
        assert!(
            text.starts_with("如不服本决定，可以自收到本告知书之日起60日内向洛阳市人民政府"),
            "{text}"
        );
        assert!(text.contains("6个月内向洛阳铁路运输法院提起行政诉讼"), "{text}");
        assert_eq!(told(LetterKind::Correction), None);
        let other = clause(Outcome::OtherwiseOther, &settings(), false).unwrap();
        assert!(other.is_some_and(|text| text.contains("60日内")));
    }

    #[test]
    fn what_is_told_of_contested_outcomes_is_the_organs_choice() {
        let outcome = Outcome::NotProcessedRepeated;
        let told = |contested| {
            clause(
                outcome,
                &Settings {
                    contested,
                    ..settings()
                },
                true,
            )
            .unwrap()
        };
        assert!(told(Contested::AsEither).unwrap().contains("6个月"));
        assert!(!told(Contested::ReconsiderationOnly).unwrap().contains("诉讼"));
        assert_eq!(told(Contested::None), None);
        assert_eq!(class(Outcome::UnavailableNotHeld, Contested::None), Class::Either);
        assert_eq!(
            clause(Outcome::OtherwiseWithdrawn, &Settings::default(), true),
            Ok(None)
        );
    }

    #[test]
    fn a_letter_delivered_online_names_the_way_to_file_online() {
        let offline = Settings {
            filing_address: String::new(),
            ..settings()
        };
        let refused = clause(Outcome::RefusedSafety, &offline, true).unwrap_err();
        assert_eq!(refused[0].field, "remedies.filing_address");
        assert!(clause(Outcome::RefusedSafety, &offline, false).is_ok());
        let nothing = clause(Outcome::GrantedProvided, &Settings::default(), true).unwrap_err();
        assert_eq!(nothing.len(), 3);
    }
}
