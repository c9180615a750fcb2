//! A chain as it is typed: six rows, those that are set and blank ones behind them.

use std::collections::BTreeSet;

use law::review::{Does, LEVELS, Level, LevelSetting, Levels, Post, Who};
use law::staff::Role;
use office::OfficeError;

/// The choice of people by name.
pub const PEOPLE: &str = "people";

/// Before the name of a post that is chosen.
pub const POST: &str = "post:";

/// The fields of a form as they were sent.
pub type Fields = Vec<(String, String)>;

/// A level as it is typed.
#[derive(Clone, Default)]
pub struct TypedLevel {
    pub code: &'static str,
    pub label: &'static str,
    pub name: String,
    pub does: String,
    /// The code of a role, `people`, or `post:` with its name.
    pub who: String,
    pub people: BTreeSet<i64>,
    pub is_secrecy: bool,
    pub may_be_writer: bool,
}

/// All six, those that are set and blank ones behind them.
pub fn typed(levels: &Levels) -> Vec<TypedLevel> {
    let row = |level: Level| {
        let Some(setting) = levels.at(level) else {
            return blank(level);
        };
        let (who, people) = match &setting.who {
            Who::Role(role) => (role.code().to_owned(), BTreeSet::new()),
            Who::People(people) => (PEOPLE.to_owned(), people.clone()),
            Who::Post(post) => (format!("{POST}{}", post.name), BTreeSet::new()),
        };
        TypedLevel {
            name: setting.name.clone(),
            does: setting.does.code().to_owned(),
            who,
            people,
            is_secrecy: setting.is_secrecy,
            may_be_writer: setting.may_be_writer,
            ..blank(level)
        }
    };
    LEVELS.into_iter().map(row).collect()
}

fn blank(level: Level) -> TypedLevel {
    TypedLevel {
        code: level.code(),
        label: level.label(),
        does: Does::Both.code().to_owned(),
        who: Role::Signer.code().to_owned(),
        ..TypedLevel::default()
    }
}

/// The first field of that name; empty where there is none.
pub fn first<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields
        .iter()
        .find(|(known, _)| known == name)
        .map_or("", |(_, value)| value)
}

/// The rows as they were sent.
pub fn read(fields: &[(String, String)]) -> Vec<TypedLevel> {
    let row = |level: Level| {
        let named = |name: &str| format!("{name}-{}", level.code());
        let people = named("people");
        let chosen = fields.iter().filter(|(name, _)| *name == people);
        TypedLevel {
            name: first(fields, &named("name")).trim().to_owned(),
            does: first(fields, &named("does")).to_owned(),
            who: first(fields, &named("who")).to_owned(),
            people: chosen.filter_map(|(_, id)| id.parse().ok()).collect(),
            is_secrecy: !first(fields, &named("secrecy")).is_empty(),
            may_be_writer: !first(fields, &named("writer")).is_empty(),
            ..blank(level)
        }
    };
    LEVELS.into_iter().map(row).collect()
}

/// The levels that were typed: those with a name, up to the last of them.
pub fn levels(rows: &[TypedLevel]) -> Result<Levels, OfficeError> {
    let count = rows
        .iter()
        .rposition(|row| !row.name.is_empty())
        .map_or(0, |last| last + 1);
    let settings = rows.iter().take(count).map(|row| {
        let who = match Role::from_code(&row.who) {
            Some(role) => Who::Role(role),
            None if row.who == PEOPLE => Who::People(row.people.clone()),
            None => match row.who.strip_prefix(POST) {
                Some(name) => Who::Post(Post {
                    name: name.to_owned(),
                    ..Post::default()
                }),
                None => return Err(OfficeError::invalid(row.code, "请选择办理人。")),
            },
        };
        let does =
            Does::from_code(&row.does).ok_or_else(|| OfficeError::invalid(row.code, "请选择审核、校对。"))?;
        Ok(LevelSetting {
            name: row.name.clone(),
            who,
            does,
            is_secrecy: row.is_secrecy,
            may_be_writer: row.may_be_writer,
        })
    });
    Ok(Levels(settings.collect::<Result<_, _>>()?))
}
