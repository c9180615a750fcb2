//! Provisions by which a whole kind of record is given to nobody (条例第十四条：法律、行政法规禁止公开): what a decision may rest on
//! by choosing it, from which day it does, and what the law says beside it. They are a list to choose from, not all there are.

use jiff::civil::{Date, date};

use super::NamedLaw;
use super::blockers::List;

/// A provision that forbids disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forbidding {
    /// Stands for it in forms.
    pub code: &'static str,
    /// The law's name as it is cited.
    pub law: &'static str,
    pub article: &'static str,
    /// What it covers.
    pub covers: &'static str,
    /// The day from which it is in force with this article, where a decision may still be made before or the article was another.
    pub from: Option<Date>,
    /// What it says beside that, to be weighed before it is relied on.
    pub beside: &'static str,
}

/// 治安管理处罚法第一百三十六条: records of offences against public security are sealed.
pub const SEALED_RECORDS: Forbidding = Forbidding {
    code: "public_security_records",
    law: "中华人民共和国治安管理处罚法",
    article: "第一百三十六条",
    covers: "违反治安管理的记录",
    from: Some(date(2026, 1, 1)),
    beside: "违反治安管理的记录应当封存，不得向任何单位和个人提供或者公开；有关国家机关为办案需要、有关单位根据国家规定查询的除外。请核对申请的是不是这类记录，以及申请人是不是依照国家规定查询",
};

/// 未成年人保护法第一百零三条: who the minors in a case are.
const MINORS: Forbidding = Forbidding {
    code: "minors_in_cases",
    law: "中华人民共和国未成年人保护法",
    article: "第一百零三条",
    covers: "案件中未成年人的姓名、影像、住所、就读学校以及其他可能识别出其身份的信息",
    from: None,
    beside: "查找失踪、被拐卖未成年人等情形除外",
};

/// 预防未成年人犯罪法第五十九条: records of crimes, and of penalties, of minors.
const MINORS_RECORDS: Forbidding = Forbidding {
    code: "minors_records",
    law: "中华人民共和国预防未成年人犯罪法",
    article: "第五十九条",
    covers: "未成年人依法被封存的犯罪记录，以及受行政处罚等的记录",
    from: None,
    beside: "司法机关因办案需要、有关单位根据国家有关规定进行查询的除外",
};

/// Those to choose from.
pub const FORBIDDING: [Forbidding; 3] = [SEALED_RECORDS, MINORS, MINORS_RECORDS];

impl Forbidding {
    /// The provision of that code.
    pub fn from_code(code: &str) -> Option<&'static Self> {
        FORBIDDING.iter().find(|one| one.code == code)
    }

    /// How it stands in a list to choose from.
    pub fn words(&self) -> String {
        let from = self
            .from
            .map(|day| format!("（{}年{}月{}日起施行）", day.year(), day.month(), day.day()));
        format!(
            "《{}》{}：{}{}",
            self.law,
            self.article,
            self.covers,
            from.unwrap_or_default()
        )
    }

    /// The law and article as a decision names them.
    pub fn named(&self) -> NamedLaw {
        NamedLaw {
            name: self.law.to_owned(),
            article: self.article.to_owned(),
            verified: String::new(),
        }
    }

    /// The provision that a decision names, however it is written: with or without 《》, 中华人民共和国, in digits, with a paragraph.
    pub fn of(named: &NamedLaw) -> Option<&'static Self> {
        FORBIDDING
            .iter()
            .find(|one| plain(one.law) == plain(&named.name) && one.is_article(&named.article))
    }

    fn is_article(&self, article: &str) -> bool {
        let article = article.trim();
        let digits = match self.article {
            "第一百三十六条" => "第136条",
            "第一百零三条" => "第103条",
            _ => "第59条",
        };
        article.starts_with(self.article) || article.starts_with(digits)
    }
}

/// A law's name without what may be left out of it.
fn plain(name: &str) -> &str {
    let name = name.trim().trim_start_matches('《').trim_end_matches('》');
    let name = name.split(['（', '(']).next().unwrap_or(name).trim();
    name.strip_prefix("中华人民共和国").unwrap_or(name)
}

/// A provision is relied on from the day it is in force.
pub(super) fn in_force(list: &mut List, named: &NamedLaw, today: Option<Date>) {
    let Some(provision) = Forbidding::of(named) else {
        return;
    };
    if let (Some(from), Some(today)) = (provision.from, today)
        && today < from
    {
        let why = format!(
            "《{}》{}自{}年{}月{}日起施行，今天还不能作为依据。",
            provision.law,
            provision.article,
            from.year(),
            from.month(),
            from.day()
        );
        list.block("law.article", why);
    }
}

/// What is to be weighed beside a provision that is relied on.
pub(super) fn beside(list: &mut List, named: &NamedLaw) {
    if let Some(provision) = Forbidding::of(named) {
        list.block("law.name", format!("{}。", provision.beside));
    }
}

/// Whether a text speaks of somebody's record of an offence against public security: 治安管理处罚决定书, 违反治安管理的记录.
pub(super) fn tells_sealed_records(text: &str) -> bool {
    const RECORDS: [&str; 6] = [
        "治安管理处罚决定",
        "治安处罚决定",
        "治安管理处罚记录",
        "治安处罚记录",
        "违反治安管理的记录",
        "违反治安管理行为的记录",
    ];
    RECORDS.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::decision::tests::complete;
    use crate::cases::decision::{Rank, blockers, hints, rank};
    use crate::codes::Outcome;

    fn named(name: &str, article: &str) -> NamedLaw {
        NamedLaw {
            name: name.into(),
            article: article.into(),
            verified: String::new(),
        }
    }

    #[test]
    fn every_provision_to_choose_is_a_law_and_is_known_again_however_it_is_cited() {
        for one in &FORBIDDING {
            assert_eq!(rank(one.law), Rank::Law, "{}", one.law);
            assert_eq!(Forbidding::from_code(one.code), Some(one));
            assert_eq!(Forbidding::of(&one.named()), Some(one));
        }
        for (name, article) in [
            ("治安管理处罚法", "第一百三十六条"),
            ("《治安管理处罚法》", "第136条"),
            (
                "中华人民共和国治安管理处罚法（2025年修订）",
                "第一百三十六条第一款",
            ),
        ] {
            assert_eq!(
                Forbidding::of(&named(name, article)),
                Some(&SEALED_RECORDS),
                "{name}{article}"
            );
        }
        assert_eq!(Forbidding::of(&named("治安管理处罚法", "第八十九条")), None);
    }

    /// 治安管理处罚法第一百三十六条, in force 2026-01-01.
    #[test]
    fn records_of_offences_against_public_security_are_sealed_from_2026() {
        assert!(SEALED_RECORDS.words().contains("2026年1月1日起施行"));
        let (mut decision, mut facts) = complete(Outcome::RefusedForbiddenByLaw);
        decision.grounds.law = SEALED_RECORDS.named();
        facts.today = Some(date(2025, 12, 31));
        let against = blockers(&decision, &facts);
        assert_eq!(against.len(), 1);
        assert_eq!(against[0].field, "law.article");
        assert!(against[0].message.contains("自2026年1月1日起施行"));
        facts.today = Some(date(2026, 1, 1));
        assert!(blockers(&decision, &facts).is_empty());
        // Who may look it up nevertheless is to be weighed.
        assert!(
            hints(&decision)
                .iter()
                .any(|hint| hint.message.contains("办案需要"))
        );
        // A part of what is asked for likewise.
        let (mut decision, mut facts) = complete(Outcome::PartlyGranted);
        decision.withheld[0].outcome = Outcome::RefusedForbiddenByLaw;
        decision.withheld[0].grounds.law = SEALED_RECORDS.named();
        facts.today = Some(date(2025, 12, 31));
        assert!(
            blockers(&decision, &facts)
                .iter()
                .any(|why| why.field == "law.article")
        );
    }

    #[test]
    fn whoever_grants_a_record_of_an_offence_is_told_that_it_is_sealed() {
        let (mut decision, _) = complete(Outcome::PartlyGranted);
        let told = |decision: &crate::cases::decision::Decision| {
            hints(decision).into_iter().find(|hint| hint.field == "given")
        };
        assert!(told(&decision).is_none());
        decision.given = "张某的治安管理处罚决定书".into();
        assert!(told(&decision).unwrap().message.contains("第一百三十六条"));
    }
}
