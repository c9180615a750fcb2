//! Which third party's objection a decision heeds and which it overrides, each by name: one withheld part may protect several,
//! and who is overridden in a part may be heeded in another (条例第三十二条、第三十七条).

use super::{Decision, Facts, Opinion, Withheld};
use crate::codes::Outcome;

/// The objections of third parties, by what becomes of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objections<'f> {
    /// Something is withheld for their sake.
    pub heeded: Vec<&'f Opinion>,
    /// Something is disclosed over them, whatever else is withheld for their sake.
    pub overridden: Vec<&'f Opinion>,
}

impl Decision {
    /// What becomes of each objection. A decision of an earlier release names none: there a part stands for each.
    pub fn objections<'f>(&self, facts: &'f Facts) -> Objections<'f> {
        let objecting = facts.objecting();
        let count = objecting.len();
        let mut all = Objections::default();
        for one in objecting {
            let is_heeded = self.heeds(one, count);
            if is_heeded {
                all.heeded.push(one);
            }
            if self.has_grant() && (!is_heeded || self.discloses_over(one, count)) {
                all.overridden.push(one);
            }
        }
        all
    }

    /// Whether it discloses what a third party objects to: the public interest then outweighs (条例第三十二条). What was
    /// public before, or is withheld for the third party's sake, does not.
    pub fn overrides(&self, facts: &Facts) -> bool {
        !self.objections(facts).overridden.is_empty()
    }

    /// Whether what it gives leaves out all that third parties object to: something is withheld for the sake of each, or nothing
    /// is handed over and only the public place is named. One that objects after this is heeded too.
    pub fn heeds_objections(&self, facts: &Facts) -> bool {
        let is_silent = self.public_interest.content.trim().is_empty();
        let withholds = is_silent && self.parts_for_third_parties().next().is_some();
        self.has_grant() && (self.names_a_public_place() || withholds) && !self.overrides(facts)
    }

    /// The objections it heeds wholly, by what they are named by: for what is on record of its reply.
    pub fn heeded(&self, facts: &Facts) -> Vec<String> {
        let all = self.objections(facts);
        let wholly = all.heeded.iter().filter(|one| !all.overridden.contains(one));
        let named = wholly.map(|one| one.reference.clone());
        named.filter(|reference| !reference.is_empty()).collect()
    }

    /// Those it overrides that have not been told what is disclosed: not at all, or less than it discloses now.
    pub fn to_be_told<'f>(&self, facts: &'f Facts) -> Vec<&'f Opinion> {
        let overridden = self.objections(facts).overridden.into_iter();
        overridden
            .filter(|one| one.is_untold || !one.was_told_of(&self.public_interest.content))
            .collect()
    }

    /// What it gives beyond what it names to be disclosed over an objection, and beyond what those who object consent to.
    pub(super) fn given_beyond_what_is_told(&self, facts: &Facts) -> Vec<String> {
        let overridden = self.objections(facts).overridden;
        let mut told = things(&self.public_interest.content);
        if told.is_empty() || overridden.is_empty() {
            return Vec::new();
        }
        let mut consented = overridden.iter().map(|one| things(&one.consents_to));
        if let Some(first) = consented.next() {
            let others: Vec<Vec<String>> = consented.collect();
            let by_all = |thing: &String| others.iter().all(|all| all.contains(thing));
            told.extend(first.into_iter().filter(by_all));
        }
        let is_told = |thing: &str| told.iter().any(|told| is_of_what_is_told(thing, told));
        parts(&self.given)
            .into_iter()
            .filter(|thing| !is_told(thing))
            .map(|thing| letters(&thing))
            .collect()
    }

    /// The opinions that a part, or the whole, is withheld on: those it names; the only one where it names none.
    pub fn rests_on<'f>(&self, part: Option<&Withheld>, facts: &'f Facts) -> Vec<&'f Opinion> {
        let named = part.map_or(&[][..], |part| part.grounds.opinions.as_slice());
        let opinions = facts.third_parties.iter().filter(|one| !one.reference.is_empty());
        if !named.is_empty() {
            return opinions.filter(|one| named.contains(&one.reference)).collect();
        }
        let objecting: Vec<&Opinion> = opinions.clone().filter(|one| one.objects()).collect();
        match (objecting.as_slice(), part) {
            ([_], _) | ([_, _, ..], None) => objecting,
            ([_, _, ..], Some(_)) => Vec::new(),
            ([], _) => opinions.filter(|one| one.may_refuse()).collect(),
        }
    }

    /// Whether it does not say yet what is withheld, or why, so that nobody knows whether an objection is heeded: that is asked
    /// first.
    pub(super) fn is_open_on_objections(&self) -> bool {
        let is_chosen = |part: &Withheld| part.outcome.may_be_of_a_part();
        self.outcome == Outcome::PartlyGranted
            && (self.withheld.is_empty() || !self.withheld.iter().all(is_chosen))
    }

    /// The parts that are withheld for third parties' sake.
    pub(super) fn parts_for_third_parties(&self) -> impl Iterator<Item = &Withheld> {
        let parts = self.withheld.iter();
        parts.filter(|part| part.outcome == Outcome::RefusedThirdParty)
    }

    fn names_a_public_place(&self) -> bool {
        self.outcome == Outcome::GrantedAlreadyPublic && !self.getting.is_enclosed
    }

    fn heeds(&self, objection: &Opinion, objections: usize) -> bool {
        if self.names_a_public_place() {
            return true;
        }
        let mut parts = self.parts_for_third_parties();
        let is_named = |part: &Withheld| part.grounds.opinions.contains(&objection.reference);
        if self
            .parts_for_third_parties()
            .any(|part| !part.grounds.opinions.is_empty())
        {
            return parts.any(is_named);
        }
        match objections {
            1 => parts.next().is_some(),
            // Of an earlier release: a part for each, and nothing disclosed over any of them.
            _ => parts.count() >= objections && self.public_interest.content.trim().is_empty(),
        }
    }

    /// Whether what it names to be disclosed for the public interest is what this party objects to.
    fn discloses_over(&self, objection: &Opinion, objections: usize) -> bool {
        let interest = &self.public_interest;
        let names = |reference: &String| *reference == objection.reference;
        !interest.content.trim().is_empty()
            && !self.names_a_public_place()
            && (interest.over.iter().any(names) || (interest.over.is_empty() && objections == 1))
    }
}

impl Facts {
    /// The third parties that object.
    pub fn objecting(&self) -> Vec<&Opinion> {
        let opinions = self.third_parties.iter();
        opinions.filter(|opinion| opinion.objects()).collect()
    }

    /// The same as if whoever is overridden had been told of it: that comes after the decision.
    #[must_use]
    pub fn as_if_told(mut self) -> Self {
        for opinion in &mut self.third_parties {
            opinion.is_untold = false;
            opinion.told.clear();
        }
        self
    }
}

impl Opinion {
    /// Whether that content is no more than the party was told of; what a notice of an earlier release named is not known, and
    /// it holds.
    fn was_told_of(&self, content: &str) -> bool {
        if self.told.is_empty() {
            return true;
        }
        let told: Vec<String> = self.told.iter().flat_map(|told| things(told)).collect();
        things(content).iter().all(|thing| told.contains(thing))
    }
}

/// Whether what is given is what was told, or what was told of something (投标报价明细的总价: 总价). There are more ways to name two
/// things in one than can be listed (技术方案（附合同）, 技术方案＋合同): whatever else stands before it is more.
fn is_of_what_is_told(thing: &str, told: &str) -> bool {
    const TAKES_IN: [char; 11] = ['含', '包', '附', '连', '带', '同', '加', '另', '并', '兼', '跟'];
    let bare = letters(thing);
    let is_plain = || thing.trim().chars().all(char::is_alphanumeric);
    bare.strip_suffix(told).is_some_and(|of_what| {
        of_what.is_empty() || (of_what.ends_with('的') && is_plain() && !of_what.contains(TAKES_IN))
    })
}

/// The things that a content names, each without signs.
fn things(content: &str) -> Vec<String> {
    parts(content).iter().map(|part| letters(part)).collect()
}

/// The same as they are written.
fn parts(content: &str) -> Vec<String> {
    // What joins two things parts them, on both sides of a comparison alike.
    let cut = |sign: char| "、，,；;。\n和及与".contains(sign);
    let content = content.replace("以及", "、");
    let parts = content.split(cut).map(str::to_owned);
    parts.filter(|part| !letters(part).is_empty()).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).collect()
}
