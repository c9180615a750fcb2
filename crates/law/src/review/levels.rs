//! How far something has come in a chain that is data, and who may take its next level. What counts are verdicts on exactly what
//! is judged now, taken since it last went back, at a level that was then what it is now.

use std::collections::BTreeSet;

use super::left::first_unfilled;
use super::{Judged, Level, LevelSetting, Levels, Step, Verdict};
use crate::staff::{Refusal, Roles};

/// Where something stands in its chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has handed it over as it is now.
    Unsubmitted,
    /// It waits at this level.
    At(Level),
    /// It went back with this step.
    Back(Box<Step>),
    /// Every level has agreed to exactly this.
    Passed,
}

/// Why somebody may not take the next level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It waits at none.
    NotWaiting,
    Refused(Refusal),
    /// Nobody would be left for that level.
    NobodyLeft(Level),
}

impl Levels {
    /// Where it stands.
    pub fn standing(&self, judged: &Judged, steps: &[Step]) -> Standing {
        let is_open = judged.current(steps).any(|step| self.opens(judged, step));
        if !is_open {
            let mut of_round = steps.iter().filter(|step| step.round == judged.round);
            let back = of_round.rfind(|step| step.verdict.is_closing());
            return back.map_or(Standing::Unsubmitted, |step| {
                Standing::Back(Box::new(step.clone()))
            });
        }
        self.outstanding(judged, steps)
            .next()
            .map_or(Standing::Passed, |(level, _)| Standing::At(level))
    }

    /// The levels that have not agreed to exactly this, in order.
    pub fn outstanding(
        &self,
        judged: &Judged,
        steps: &[Step],
    ) -> impl Iterator<Item = (Level, &LevelSetting)> {
        let passed: BTreeSet<Level> = self
            .all()
            .filter(|(level, setting)| counted(judged, steps, *level, setting).is_some())
            .map(|(level, _)| level)
            .collect();
        self.all().filter(move |(level, _)| !passed.contains(level))
    }

    /// The agreement that counts at that level.
    pub fn agreement<'a>(&self, judged: &Judged, steps: &'a [Step], level: Level) -> Option<&'a Step> {
        counted(judged, steps, level, self.at(level)?)
    }

    /// Whether this person may take the level it waits at, and which that is: open to them, nobody acts twice, and for each level
    /// after it somebody else of the staff is left.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_take(
        &self,
        judged: &Judged,
        steps: &[Step],
        (roles, person): (&Roles, Option<i64>),
        staff: &[(i64, Roles)],
    ) -> Result<Level, Why> {
        match self.standing(judged, steps) {
            Standing::At(level) => self.may_take_at(judged, steps, level, (roles, person), staff),
            _ => Err(Why::NotWaiting),
        }
    }

    /// The same of the level at which it is known to wait.
    ///
    /// # Errors
    ///
    /// Why not.
    pub fn may_take_at(
        &self,
        judged: &Judged,
        steps: &[Step],
        level: Level,
        (roles, person): (&Roles, Option<i64>),
        staff: &[(i64, Roles)],
    ) -> Result<Level, Why> {
        let setting = self.at(level).ok_or(Why::NotWaiting)?;
        setting.is_open_to(roles, person).map_err(Why::Refused)?;
        if person.is_some_and(|person| self.is_barred(judged, steps, setting, person)) {
            return Err(Why::Refused(Refusal::Twice));
        }
        match self.left_without(judged, steps, level, person, staff) {
            Some(left) => Err(Why::NobodyLeft(left)),
            None => Ok(level),
        }
    }

    /// Whether this person wrote it or took a level that counts, and the level is none of the writer's own.
    fn is_barred(&self, judged: &Judged, steps: &[Step], setting: &LevelSetting, person: i64) -> bool {
        !setting.may_be_writer && self.hands(judged, steps).contains(&person)
    }

    /// Everybody who wrote it, or agreed at a level of it since it last went back; not whoever agreed at what asks for more since
    /// then.
    fn hands(&self, judged: &Judged, steps: &[Step]) -> BTreeSet<i64> {
        let is_hand = |step: &&Step| {
            let setting = self.at(step.level);
            let is_done = |setting: &LevelSetting| judged.is_agreed_now(step) && setting.is_done_by(step);
            judged.is_written(step) || setting.is_some_and(is_done)
        };
        let hands = judged.current(steps).filter(is_hand);
        hands.filter_map(|step| step.person).collect()
    }

    /// The level after that one that nobody would be left for, if this person took it.
    pub fn left_without(
        &self,
        judged: &Judged,
        steps: &[Step],
        level: Level,
        person: Option<i64>,
        staff: &[(i64, Roles)],
    ) -> Option<Level> {
        let mut hands = self.hands(judged, steps);
        hands.extend(person);
        let after: Vec<(Level, &LevelSetting)> = self.all().filter(|(one, _)| *one > level).collect();
        let takers = after.iter().map(|(_, setting)| {
            let without = if setting.may_be_writer {
                &BTreeSet::new()
            } else {
                &hands
            };
            setting.takers(staff, without)
        });
        let takers: Vec<BTreeSet<i64>> = takers.collect();
        let first = first_unfilled(&takers)?;
        after.get(first).map(|(level, _)| *level)
    }

    /// The step by which this level asked for a decision from above on exactly this, while it has not gone on since.
    pub fn referral<'a>(&self, judged: &Judged, steps: &'a [Step], level: Level) -> Option<&'a Step> {
        if self.agreement(judged, steps, level).is_some() {
            return None;
        }
        let is_it = |step: &&Step| {
            step.level == level
                && step.round == judged.round
                && step.verdict == Verdict::Referred
                && step.hash.as_deref() == Some(judged.hash.as_str())
        };
        judged.current(steps).filter(is_it).last()
    }

    /// Whether this step handed over exactly what is judged now, or agreed to it.
    fn opens(&self, judged: &Judged, step: &Step) -> bool {
        let is_of_chain = step.level == Level::Submission || self.at(step.level).is_some();
        is_of_chain
            && step.verdict == Verdict::Agreed
            && step.round == judged.round
            && step.hash.as_deref() == Some(judged.hash.as_str())
    }
}

impl LevelSetting {
    /// Whether what was done at this level then is what it asks for now: a level that became the secrecy review, or was given
    /// something more to do, was not passed by what was less.
    fn is_done_by(&self, step: &Step) -> bool {
        use super::Does;
        step.taken_as.as_ref().is_some_and(|taken| {
            (taken.is_secrecy || !self.is_secrecy) && (taken.does == Does::Both || taken.does == self.does)
        })
    }
}

/// The agreement that counts at that level.
fn counted<'a>(judged: &Judged, steps: &'a [Step], level: Level, setting: &LevelSetting) -> Option<&'a Step> {
    let mut now = judged.current(steps);
    now.find(|step| step.level == level && judged.is_counted(step) && setting.is_done_by(step))
}
