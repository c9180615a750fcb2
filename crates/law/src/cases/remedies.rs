//! Remedies (救济): which way a decision may be attacked, before whom, within what time, and how its letter says so.
//! 行政复议法第二十条、第二十二条至第二十八条、第三十四条; 行政诉讼法第四十五条、第四十六条; 法释〔2025〕8号. Names of organs and courts come from settings.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::letters;
use crate::calendar::{Calendar, Due};
use crate::codes::{Outcome, WhyNot};
use crate::labelled::labelled;
use crate::organs::Level;

labelled! {
    /// Which way a decision may be attacked.
    Class {
        /// Refusals under 条例第十四条至第十六条 (行政复议法第二十三条第一款第（四）项).
        ReconsiderationFirst = "reconsideration_first", "先申请行政复议，对复议决定不服的再起诉";
        Either = "either", "申请行政复议或者直接起诉";
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

labelled! {
    /// Whom an organ obeys, where that moves reconsideration elsewhere (行政复议法第二十七条、第二十八条).
    Line {
        Ordinary = "ordinary", "一般";
        Vertical = "vertical", "海关、金融、外汇、税务、国家安全等垂直领导";
        Justice = "justice", "履行行政复议机构职责的司法行政部门";
    }
}

labelled! {
    /// Who reconsiders (行政复议机关).
    Reconsiderer {
        OwnGovernment = "own_government", "本级人民政府";
        HigherGovernment = "higher_government", "上一级人民政府";
        FoundingGovernment = "founding_government", "设立它的人民政府";
        Itself = "itself", "本机关";
        HigherOrgan = "higher_organ", "上一级主管部门";
        OwnGovernmentOrHigherJustice = "own_government_or_higher_justice", "本级人民政府或者上一级司法行政部门";
    }
}

impl Reconsiderer {
    /// Why it is so, with the article.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::OwnGovernment => {
                "对政府工作部门和本级政府、部门管理的授权组织的行政行为不服的，向本级人民政府申请，不再向上一级主管部门申请（行政复议法第二十四条第一款第一项、第四项）；国务院部门管理的授权组织，向该部门申请（第二十五条第三项）。"
            }
            Self::HigherGovernment => {
                "对下一级人民政府的行政行为不服的，向上一级人民政府申请（行政复议法第二十四条第一款第二项）。"
            }
            Self::FoundingGovernment => {
                "对派出机关的行政行为不服的，向设立它的本级人民政府申请（行政复议法第二十四条第一款第三项）；管理委员会请按设立文件核对。"
            }
            Self::Itself => {
                "国务院部门、省级人民政府对本机关的行政行为自行复议（行政复议法第二十四条第二款、第二十五条第一项）；对复议决定不服的，可以起诉，也可以向国务院申请裁决（第二十六条）。"
            }
            Self::HigherOrgan => {
                "实行垂直领导的行政机关、税务和国家安全机关，向上一级主管部门申请（行政复议法第二十七条）。"
            }
            Self::OwnGovernmentOrHigherJustice => {
                "履行行政复议机构职责的司法行政部门，可以向本级人民政府申请，也可以向上一级司法行政部门申请（行政复议法第二十八条）。"
            }
        }
    }
}

/// Who reconsiders what an organ of this level and line did; the default of the organ's own setting.
pub const fn reconsidered_by(level: Level, line: Line) -> Reconsiderer {
    match (level, line) {
        (Level::StateCouncilDepartment | Level::Province, _) => Reconsiderer::Itself,
        (_, Line::Vertical) => Reconsiderer::HigherOrgan,
        (Level::Department, Line::Justice) => Reconsiderer::OwnGovernmentOrHigherJustice,
        (Level::Prefecture | Level::County | Level::Township, _) => Reconsiderer::HigherGovernment,
        (Level::ManagementCommittee, _) => Reconsiderer::FoundingGovernment,
        (Level::Department | Level::Authorised, _) => Reconsiderer::OwnGovernment,
    }
}

/// The organ's settings: names as they are printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// 行政复议机关
    pub reconsiderer: String,
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
        Outcome::PartlyGranted => Class::ReconsiderationFirst,
        Outcome::OtherwiseWithdrawn | Outcome::OtherwiseOther => Class::None,
        _ if outcome.is_refusal_under_14_to_16() => Class::ReconsiderationFirst,
        _ if is_contested(outcome) => match contested {
            Contested::AsEither => Class::Either,
            Contested::ReconsiderationOnly => Class::ReconsiderationOnly,
            Contested::None => Class::None,
        },
        _ => Class::Either,
    }
}

/// The words that tell the remedies of this outcome; `None` where there are none to tell.
/// A letter delivered online names the online way to file (行政复议法第二十二条第二款).
pub fn clause(
    outcome: Outcome,
    settings: &Settings,
    is_delivered_online: bool,
) -> Result<Option<String>, Vec<WhyNot>> {
    let class = class(outcome, settings.contested);
    if class == Class::None {
        return Ok(None);
    }
    let missing = missing(class, settings, is_delivered_online);
    if !missing.is_empty() {
        return Err(missing);
    }
    Ok(Some(letters::remedies_clause(outcome, class, settings)))
}

fn missing(class: Class, settings: &Settings, is_delivered_online: bool) -> Vec<WhyNot> {
    let names_court = matches!(class, Class::ReconsiderationFirst | Class::Either);
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

/// The last day to apply for reconsideration: 60 days (行政复议法第二十条第一款).
pub fn reconsideration_until(received: Date, calendar: &Calendar) -> Due {
    calendar.due_in_days(received, 60)
}

/// The last day to sue after the decision on reconsideration was received: 15 days (行政复议法第三十四条、行政诉讼法第四十五条).
pub fn suit_after_reconsideration_until(received: Date, calendar: &Calendar) -> Due {
    calendar.due_in_days(received, 15)
}

/// The last day to sue directly: six months (行政诉讼法第四十六条第一款).
pub fn direct_suit_until(received: Date, calendar: &Calendar) -> Due {
    calendar.due_in_days(received.saturating_add(6.months()), 0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    pub(super) fn settings() -> Settings {
        Settings {
            reconsiderer: "洛阳市人民政府".into(),
            court: "洛阳铁路运输法院".into(),
            filing_address: "https://fy.example.gov.cn".into(),
            contested: Contested::AsEither,
        }
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
            assert!(!(is_refusal && text.contains("6个月")), "{outcome:?}");
        }
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

    #[test]
    fn each_kind_of_organ_has_who_reconsiders_it() {
        use Level as L;
        use Reconsiderer as R;
        for (level, line, expected) in [
            (L::Department, Line::Ordinary, R::OwnGovernment),
            (L::Department, Line::Vertical, R::HigherOrgan),
            (L::Department, Line::Justice, R::OwnGovernmentOrHigherJustice),
            (L::Authorised, Line::Ordinary, R::OwnGovernment),
            (L::Township, Line::Ordinary, R::HigherGovernment),
            (L::County, Line::Ordinary, R::HigherGovernment),
            (L::Prefecture, Line::Ordinary, R::HigherGovernment),
            (L::Province, Line::Ordinary, R::Itself),
            (L::StateCouncilDepartment, Line::Vertical, R::Itself),
            (L::ManagementCommittee, Line::Ordinary, R::FoundingGovernment),
        ] {
            assert_eq!(reconsidered_by(level, line), expected, "{level:?} {line:?}");
            assert!(expected.explanation().contains("行政复议法"));
        }
    }

    #[test]
    fn periods_in_days_and_months_roll_off_days_off() {
        let calendar = Calendar::built_in();
        for (until, received, expected) in [
            (
                reconsideration_until(date(2026, 3, 2), &calendar),
                "60 days",
                "2026-05-06",
            ),
            (
                reconsideration_until(date(2026, 3, 10), &calendar),
                "60 days",
                "2026-05-09",
            ),
            (
                suit_after_reconsideration_until(date(2026, 3, 6), &calendar),
                "15 days",
                "2026-03-23",
            ),
            (
                direct_suit_until(date(2026, 3, 31), &calendar),
                "6 months",
                "2026-09-30",
            ),
            (
                direct_suit_until(date(2025, 8, 31), &calendar),
                "6 months",
                "2026-02-28",
            ),
        ] {
            assert_eq!(until.on.to_string(), expected, "{received}");
            assert!(!until.tentative);
        }
    }
}
