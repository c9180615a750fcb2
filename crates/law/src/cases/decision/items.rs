//! What is decided thing by thing: each thing that was asked for is given, withheld with its reason, or there is none of it
//! (条例第三十六条、第三十七条). What a request names is read from prose (`things_asked`): where it names no thing of its own, whoever
//! decides says so, and whoever reviews reads that.

use super::blockers::List;
use super::{Decision, Facts};
use crate::cases::enclosures::unanswered;
use crate::cases::reasons::is_wordless;
use crate::codes::Outcome;

/// 区分处理: what can be told apart from what is not to be disclosed is given.
const DIVIDED: &str = "第三十七条";

impl Decision {
    /// Whether a part is refused, so that it is told apart from what is given (条例第三十七条); so too while none is named.
    pub fn withholds(&self) -> bool {
        let mut parts = self.withheld.iter();
        self.withheld.is_empty() || parts.any(|part| part.outcome.is_refusal_under_14_to_16())
    }

    /// The articles that what is decided as a whole rests on; each part has its own. What is told apart from what is given is
    /// refused: of what merely does not exist nothing is parted (条例第三十六条第（四）项, not 第三十七条).
    pub fn cited(&self) -> impl Iterator<Item = &'static str> {
        let is_divided = self.withholds();
        self.outcome
            .cited()
            .filter(move |article| is_divided || *article != DIVIDED)
    }

    /// The same with those of its parts.
    pub fn cited_with_parts(&self) -> impl Iterator<Item = &'static str> {
        let parts = self.withheld.iter().map(|part| part.outcome);
        self.cited().chain(parts.flat_map(Outcome::cited))
    }

    /// Whether a part is not given because it is not held: that was searched for.
    pub fn has_part_not_held(&self) -> bool {
        let mut parts = self.withheld.iter();
        self.outcome == Outcome::PartlyGranted
            && parts.any(|part| part.outcome == Outcome::UnavailableNotHeld)
    }

    /// What whoever reviews it is told of things the request names that it speaks of nowhere, where a reason was given.
    pub fn told_of_left_out(&self, asked: &[String]) -> Option<String> {
        let things = unanswered(self, asked);
        (!things.is_empty() && !is_wordless(&self.left_out)).then(|| {
            format!(
                "申请中的{}没有逐项写明怎样答复，经办人说明：{}",
                quoted(&things),
                self.left_out.trim()
            )
        })
    }
}

/// A grant of several things names each that goes out with it, what is granted is handed over whole, item by item; and each
/// thing that was asked for is answered (条例第三十六条).
pub(super) fn things(list: &mut List, decision: &Decision, facts: &Facts) {
    let is_whole = decision.outcome == Outcome::GrantedProvided && decision.given.trim().is_empty();
    if is_whole && decision.getting.is_enclosed && facts.things_asked.len() > 1 {
        let why = format!(
            "申请写了几项内容（{}），请逐项写明随答复提供哪些，一行一项；只有一项的，写这一项（条例第三十六条第（二）项）。",
            facts.things_asked.join("；")
        );
        list.block("given", why);
    }
    let unanswered = unanswered(decision, &facts.things_asked);
    if unanswered.is_empty() || !is_wordless(&decision.left_out) {
        return;
    }
    let how = if decision.outcome == Outcome::PartlyGranted {
        "公开的写入公开的内容，不予公开、没有这项信息的写入不公开的部分"
    } else {
        "公开的写入公开的内容；不予公开、没有这项信息的，应当选“部分公开（区分处理）”"
    };
    let why = format!(
        "申请中的{}没有写明怎样答复：{how}；已经包含在其他项里的，或者不是一项内容的，在“没有逐项写明的内容”中说明（条例第三十六条）。",
        quoted(&unanswered)
    );
    list.block("left_out", why);
}

/// Each in quotes.
fn quoted(things: &[String]) -> String {
    format!("“{}”", things.join("”“"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::decision::tests::complete;
    use crate::cases::decision::{Withheld, blockers};

    fn asked(things: &[&str]) -> Vec<String> {
        things.iter().map(|thing| (*thing).to_owned()).collect()
    }

    fn lacks(decision: &Decision, facts: &Facts) -> Vec<String> {
        let lacks = blockers(decision, facts).into_iter();
        lacks
            .map(|why| format!("{}：{}", why.field, why.message))
            .collect()
    }

    #[test]
    fn each_thing_asked_for_is_answered() {
        let (mut decision, mut facts) = complete(Outcome::GrantedProvided);
        facts.things_asked = asked(&["招标公告", "招标文件"]);
        decision.given = "招标公告".into();
        let told = lacks(&decision, &facts);
        assert!(
            matches!(told.as_slice(), [one] if one.starts_with("left_out：申请中的“招标文件”没有写明怎样答复")),
            "{told:?}"
        );
        decision.given = "招标公告\n招标文件（2页）".into();
        assert!(lacks(&decision, &facts).is_empty());

        let (mut decision, mut facts) = complete(Outcome::PartlyGranted);
        facts.things_asked = asked(&["招标公告", "招标文件", "评标委员会讨论记录"]);
        decision.given = "招标文件".into();
        decision.withheld[0].part = "讨论记录".into();
        let told = lacks(&decision, &facts);
        assert!(
            matches!(told.as_slice(), [one] if one.contains("申请中的“招标公告”没有")),
            "{told:?}"
        );
        decision.given = "招标文件、招标公告".into();
        assert!(lacks(&decision, &facts).is_empty());
        decision.given = "招标".into();
        assert!(lacks(&decision, &facts)[0].contains("“招标公告”“招标文件”"));
    }

    #[test]
    fn what_is_no_thing_of_its_own_is_said_to_whoever_reviews() {
        let (mut decision, mut facts) = complete(Outcome::GrantedProvided);
        facts.things_asked = asked(&["奖补名单", "金额"]);
        decision.given = "奖补名单".into();
        assert_eq!(decision.told_of_left_out(&facts.things_asked), None);
        decision.left_out = "。".into();
        assert_eq!(lacks(&decision, &facts).len(), 1, "that says nothing");
        decision.left_out = "名单中已列出金额".into();
        assert!(lacks(&decision, &facts).is_empty());
        let told = decision.told_of_left_out(&facts.things_asked).unwrap();
        assert!(
            told.contains("“金额”") && told.contains("名单中已列出金额"),
            "{told}"
        );
        decision.given = "奖补名单、金额".into();
        assert_eq!(decision.told_of_left_out(&facts.things_asked), None);
    }

    #[test]
    fn a_part_that_does_not_exist_was_searched_for() {
        let (mut decision, mut facts) = complete(Outcome::PartlyGranted);
        facts.third_parties.clear();
        facts.things_asked = asked(&["招标公告", "验收报告"]);
        decision.given = "招标公告".into();
        decision.withheld = vec![Withheld {
            part: "验收报告".into(),
            outcome: Outcome::UnavailableNotHeld,
            grounds: super::super::Grounds::default(),
        }];
        assert!(lacks(&decision, &facts).is_empty());
        decision.searches.clear();
        assert!(lacks(&decision, &facts)[0].contains("至少登记一次检索"));
        decision.withheld[0].outcome = Outcome::UnavailableNotOurs;
        assert!(lacks(&decision, &facts)[0].contains("为什么不属于本机关负责公开"));
        decision.withheld[0].outcome = Outcome::NotProcessedPetition;
        assert!(lacks(&decision, &facts)[0].contains("请选择依据"));
    }
}
