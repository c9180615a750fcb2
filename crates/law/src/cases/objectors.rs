//! The third parties that object, each with the notices that told it what is disclosed nevertheless (条例第三十二条), and by what a
//! decision names an opinion without naming anybody.

use jiff::civil::Date;

use super::consultations::{Consultation, Override};
use super::history::History;
use super::same_content::share_a_thing;
use crate::signs::is_one_name;

/// A third party that objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objector<'h> {
    pub asked: &'h Consultation,
    /// By what a decision names its opinion.
    pub reference: String,
    /// The notices that went to it.
    pub told: Vec<&'h Override>,
}

impl History {
    /// What each letter that asked for an opinion is named by: its 文号, else its day, of several of one day with their place.
    pub fn references(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for asked in &self.consultations {
            let number = asked.number.as_deref().map(str::trim).unwrap_or_default();
            let reference = if number.is_empty() {
                let day = asked.sent_on.to_string();
                let before = all.iter().filter(|one| one.starts_with(&day)).count();
                match before {
                    0 => day,
                    more => format!("{day}/{}", more + 1),
                }
            } else {
                number.to_owned()
            };
            all.push(reference);
        }
        all
    }

    /// Those that object. A notice tells the party it names, of what it names: of several objections of one party those that it is
    /// about, or the first that none is about where it says nothing that fits. One that does not say what it tells counts for all
    /// of them; one without a name, or of parties without, for any one; one that was set aside for none.
    pub fn objectors(&self) -> Vec<Objector<'_>> {
        let asked = self.consultations.iter().zip(self.references());
        let mut all: Vec<Objector<'_>> = asked
            .filter(|(asked, _)| asked.objects())
            .map(|(asked, reference)| Objector {
                asked,
                reference,
                told: Vec::new(),
            })
            .collect();
        let mut left: Vec<&Override> = Vec::new();
        for notice in self.overrides.iter().filter(|one| !one.is_revoked) {
            let of_its_name = all.iter_mut().filter(|one| is_named(notice, one.asked));
            let of_its_name: Vec<&mut Objector<'_>> = of_its_name.collect();
            if of_its_name.is_empty() {
                left.push(notice);
            } else {
                tell(notice, of_its_name);
            }
        }
        for notice in left {
            let may_be = |one: &&mut Objector<'_>| {
                one.told.is_empty() && (notice.name.is_none() || one.asked.name.is_none())
            };
            if let Some(one) = all.iter_mut().find(may_be) {
                one.told.push(notice);
            }
        }
        all
    }

    /// Takes the notices to a third party as not given that a reconsideration or a judgment of its own set aside on that day: what
    /// they decided is decided anew (行政复议法第六十四条; 行政诉讼法第七十条). That is on record of the dispute, not of the case.
    /// A claimant is spelt as the paper has it, with its head or with others; one that is none of those who were told sets aside what
    /// all of them were told, until somebody tells them anew.
    pub fn revoke_notices(&mut self, claimant: &str, set_aside_on: Date) {
        let is_its = |told: &Override| {
            told.name
                .as_deref()
                .is_none_or(|name| is_one_name(name, claimant))
        };
        let is_before = |told: &Override| told.on < set_aside_on;
        let is_known = self.overrides.iter().any(|told| is_before(told) && is_its(told));
        for told in self.overrides.iter_mut().filter(|told| is_before(told)) {
            told.is_revoked |= !is_known || is_its(told);
        }
    }

    /// Those that have not been told that the information is disclosed nevertheless, and whose objection the reply that stands
    /// does not heed by name.
    pub fn untold_objectors(&self, heeded: &[String]) -> Vec<&Consultation> {
        let objectors = self.objectors().into_iter();
        objectors
            .filter(|one| one.told.is_empty() && !heeded.contains(&one.reference))
            .map(|one| one.asked)
            .collect()
    }
}

/// Gives a notice to those of its party's objections that it is about (条例第三十二条: 决定公开的政府信息内容和理由).
fn tell<'h>(notice: &'h Override, mut objections: Vec<&mut Objector<'h>>) {
    let content = notice.content.as_deref().map(str::trim);
    let Some(content) = content.filter(|content| !content.is_empty() && objections.len() > 1) else {
        for one in objections {
            one.told.push(notice);
        }
        return;
    };
    let is_about = |one: &Objector<'_>| {
        let asked = one.asked.content.as_deref();
        asked.is_some_and(|asked| share_a_thing(asked, content))
    };
    let mut is_told = false;
    for one in objections.iter_mut().filter(|one| is_about(one)) {
        one.told.push(notice);
        is_told = true;
    }
    let untold = objections.iter().position(|one| one.told.is_empty());
    if !is_told && let Some(one) = objections.get_mut(untold.unwrap_or(0)) {
        one.told.push(notice);
    }
}

fn is_named(notice: &Override, asked: &Consultation) -> bool {
    let [to, of] = [&notice.name, &asked.name].map(|name| name.as_deref().map(str::trim));
    to.is_some() && to == of
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::cases::{Event, Rules, Standing};

    /// Whether each notice is set aside by a dispute of that claimant that ended on 20 March.
    fn revoked(claimant: &str) -> Vec<bool> {
        let asked = |name: &str| json!({"on": "2025-03-04", "event": "consultation_sent", "party": "third_party", "name": name});
        let said = |name: &str| json!({"on": "2025-03-05", "event": "consultation_answered", "party": "third_party", "name": name, "consents": false});
        let told = |on: &str, name: &str| json!({"on": on, "event": "override_notified", "name": name});
        let events = json!([
            {"on": "2025-03-03", "event": "received", "channel": "in_person"},
            asked("甲公司"), asked("乙公司"), said("甲公司"), said("乙公司"),
            told("2025-03-06", "甲公司"), told("2025-03-06", "乙公司"), told("2025-03-20", "甲公司"),
        ]);
        let events: Vec<Event> = serde_json::from_value(events).unwrap();
        let today = "2025-03-21".parse().unwrap();
        let mut history = Standing::of(&events, &Rules::default(), today).unwrap().history;
        history.revoke_notices(claimant, "2025-03-20".parse().unwrap());
        history.overrides.iter().map(|told| told.is_revoked).collect()
    }

    #[test]
    fn a_notice_is_set_aside_however_its_claimant_is_spelt() {
        assert_eq!(
            revoked("甲公司"),
            [true, false, false],
            "what was told that day is told anew"
        );
        assert_eq!(revoked("甲公司（法定代表人：张某）"), [true, false, false]);
        assert_eq!(revoked("甲公司 等2人"), [true, false, false]);
        assert_eq!(
            revoked("丙事务所"),
            [true, true, false],
            "one that nobody knows sets aside all"
        );
    }
}
