//! The levels of a chain as an organ sets them (三审三校), and what may be set: at least three people other than each other, one
//! of whom reviews for secrets. 条例第十七条; 保密法实施条例第四十二条 (先审查、后公开); 三审三校 is what organs write into their rules.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::left::first_unfilled;
use super::{Level, Subject};
use crate::codes::WhyNot;
use crate::labelled::labelled;
use crate::staff::{Act, Refusal, Role, Roles, may};

labelled! {
    /// What somebody does at a level: at most places the same person does both.
    Does {
        Both = "both", "审核并校对";
        Review = "review", "审核";
        Proofread = "proofread", "校对";
    }
}

/// Who may take a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Everybody who holds it.
    Role(Role),
    /// These accounts by name.
    People(BTreeSet<i64>),
    /// Whoever holds that post.
    Post(Post),
}

/// A post (岗位) by the name the organ gives it: 办公室主任, 保密审查员.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub name: String,
    /// The accounts that hold it now: no part of what is set, it is filled in where a chain is read ([`Levels::with_posts`]).
    #[serde(skip)]
    pub holders: BTreeSet<i64>,
}

/// Posts with the accounts that hold them.
pub type Posts = BTreeMap<String, BTreeSet<i64>>;

impl Who {
    /// Whether it is open to this account. The program itself is nobody in particular, and stands in nobody's way.
    pub fn is_open_to(&self, roles: &Roles, person: Option<i64>) -> bool {
        match self {
            Self::Role(role) => roles.contains(role),
            Self::People(people) => person.is_none_or(|person| people.contains(&person)),
            Self::Post(post) => person.is_none_or(|person| post.holders.contains(&person)),
        }
    }
}

/// A level as it is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelSetting {
    /// What the organ calls it.
    pub name: String,
    pub who: Who,
    pub does: Does,
    /// Whether it is the secrecy review.
    #[serde(default)]
    pub is_secrecy: bool,
    /// Whether whoever wrote it may take it; of the first alone.
    #[serde(default)]
    pub may_be_writer: bool,
}

/// The levels in their order.
pub const LEVELS: [Level; MOST_LEVELS] = [
    Level::First,
    Level::Second,
    Level::Third,
    Level::Fourth,
    Level::Fifth,
    Level::Sixth,
];
/// How many levels there may be.
pub const MOST_LEVELS: usize = 6;
const FEWEST_LEVELS: usize = 3;
const LONGEST_NAME: usize = 20;

/// The levels of a chain, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Levels(pub Vec<LevelSetting>);

impl Levels {
    /// What an organ begins with, so that an office of three can work: whoever writes it answers for it first, a reviewer with
    /// the secrecy review, a signer.
    pub fn of_documents() -> Self {
        let level = |level: Level, role, is_secrecy, may_be_writer| LevelSetting {
            name: level.label().to_owned(),
            who: Who::Role(role),
            does: Does::Both,
            is_secrecy,
            may_be_writer,
        };
        Self(vec![
            level(Level::First, Role::Editor, false, true),
            level(Level::Second, Role::Reviewer, true, false),
            level(Level::Third, Role::Signer, false, false),
        ])
    }

    /// The same with whoever holds each post now.
    #[must_use]
    pub fn with_posts(mut self, posts: &Posts) -> Self {
        for level in &mut self.0 {
            if let Who::Post(post) = &mut level.who {
                post.holders = posts.get(&post.name).cloned().unwrap_or_default();
            }
        }
        self
    }

    /// Each level with how it is set.
    pub fn all(&self) -> impl Iterator<Item = (Level, &LevelSetting)> {
        LEVELS.into_iter().zip(&self.0)
    }

    /// How that level is set.
    pub fn at(&self, level: Level) -> Option<&LevelSetting> {
        self.all()
            .find(|(one, _)| *one == level)
            .map(|(_, setting)| setting)
    }

    /// The last one.
    pub fn last(&self) -> Option<Level> {
        self.all().last().map(|(level, _)| level)
    }

    /// What is wrong with them, each at its field: the code of its level, or `levels`. `staff` are the accounts at work.
    pub fn faults(&self, subject: Subject, staff: &[(i64, Roles)]) -> Vec<WhyNot> {
        let mut faults = Vec::new();
        let mut wrong = |is_wrong: bool, field: &'static str, message: &str| {
            if is_wrong {
                faults.push(WhyNot::new(field, message));
            }
        };
        let levels = &self.0;
        wrong(levels.len() < FEWEST_LEVELS, "levels", "至少设三级（三审三校）。");
        wrong(levels.len() > MOST_LEVELS, "levels", "最多设六级。");
        let has = |does: Does| {
            levels
                .iter()
                .any(|level| level.does == Does::Both || level.does == does)
        };
        wrong(!has(Does::Review), "levels", "各级中至少有一级审核。");
        wrong(!has(Does::Proofread), "levels", "各级中至少有一级校对。");
        wrong(
            !levels.iter().any(|level| level.is_secrecy),
            "levels",
            "至少有一级作保密审查（条例第十七条、保密法实施条例第四十二条）。",
        );
        for (level, setting) in self.all() {
            let field = level.code();
            let name = setting.name.trim();
            wrong(name.is_empty(), field, "请填写这一级的名称。");
            wrong(name.chars().count() > LONGEST_NAME, field, "名称不超过 20 字。");
            let namesakes = levels.iter().filter(|other| other.name.trim() == name);
            wrong(
                !name.is_empty() && namesakes.count() > 1,
                field,
                "名称与另一级相同。",
            );
            wrong(
                setting.may_be_writer && level != Level::First,
                field,
                "只有第一级可以由编写人本人办理。",
            );
            wrong(
                setting.may_be_writer && setting.is_secrecy,
                field,
                "作保密审查的一级不能由编写人本人办理。",
            );
        }
        faults.extend(self.unfilled(subject, staff));
        faults
    }

    /// The first level that nobody of the staff is left for, when somebody else writes and each level takes somebody else.
    fn unfilled(&self, subject: Subject, staff: &[(i64, Roles)]) -> Option<WhyNot> {
        let takers = self
            .all()
            .map(|(_, setting)| setting.takers(staff, &BTreeSet::new()));
        let mut takers: Vec<BTreeSet<i64>> = takers.collect();
        // Where the first level is the writer's own, whoever writes takes it.
        let writes_apart = self.0.first().is_some_and(|first| !first.may_be_writer);
        if writes_apart {
            let writing = match subject {
                Subject::Report => Act::WriteReports,
                _ => Act::WriteDocuments,
            };
            let writers = staff.iter().filter(|(_, roles)| may(roles, writing).is_ok());
            takers.insert(0, writers.map(|(id, _)| *id).collect());
        }
        let place = first_unfilled(&takers)?;
        let Some(place) = place.checked_sub(usize::from(writes_apart)) else {
            return Some(WhyNot::new("levels", "没有可以编写的人员。"));
        };
        let (level, setting) = self.all().nth(place)?;
        let message = if setting.takers(staff, &BTreeSet::new()).is_empty() {
            if setting.is_secrecy {
                "没有人可以办理这一级：所选的人须有“保密审查”的权限。"
            } else {
                "没有人可以办理这一级，请另选办理人。"
            }
        } else {
            "除去前面各级的办理人，没有人可以办理这一级（各级不得由同一人办理），请另选办理人。"
        };
        Some(WhyNot::new(level.code(), message))
    }
}

impl LevelSetting {
    /// What somebody must be trusted with to take it.
    pub const fn trusted_with(&self) -> Act {
        if self.is_secrecy {
            Act::ReviewSecrecy
        } else {
            Act::SeeDocuments
        }
    }

    /// Whether it is open to holders of these roles, whoever wrote it.
    ///
    /// # Errors
    ///
    /// Why it is not.
    pub fn is_open_to(&self, roles: &Roles, person: Option<i64>) -> Result<(), Refusal> {
        may(roles, self.trusted_with())?;
        if self.who.is_open_to(roles, person) {
            Ok(())
        } else {
            Err(Refusal::NotOfLevel(self.name.clone()))
        }
    }

    /// Those of the staff who may take it, without these.
    pub fn takers(&self, staff: &[(i64, Roles)], without: &BTreeSet<i64>) -> BTreeSet<i64> {
        let fit = staff
            .iter()
            .filter(|(id, roles)| !without.contains(id) && self.is_open_to(roles, Some(*id)).is_ok());
        fit.map(|(id, _)| *id).collect()
    }
}
