//! Chains of review (审核流程): the organ's and those of columns, with what each column inherits; set by whoever answers for the
//! office. Which levels may be set is `law::review`'s.

mod form;

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::SignedDuration;
use law::review::{Does, LevelSetting, LevelTime, Levels};
use law::staff::{Act, Role, may};
use office::chains::{self, Chain, SetFor};
use office::columns::{self, ColumnNode};
use office::{AccountId, ColumnId, OfficeError, documents, staff};

use self::form::{Fields, PEOPLE, POST, TypedLevel, first, levels, read, typed};
use super::documents::{by, does};
use super::layout::{Desk, Frame};
use super::menu::Section;
use super::options::Choice;
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::{FieldErrors, count};

/// Where the chains are.
pub const HERE: &str = "/desk/review-chains";
/// The organ's own chain in an address.
const ORGAN: &str = "organ";
/// The chain of its annual reports in an address.
const REPORTS: &str = "reports";

/// A level in the list.
struct Shown {
    name: String,
    by: String,
    does: String,
    is_writers: bool,
}

/// A column with the chain that holds in it.
struct ColumnLine {
    id: ColumnId,
    name: String,
    depth: usize,
    /// Names of its own levels; empty where it inherits.
    own: String,
    /// Whose chain it inherits.
    inherits: String,
}

#[derive(Template)]
#[template(path = "desk/chains/list.html")]
struct ListPage {
    frame: Frame,
    levels: Vec<Shown>,
    /// Those of annual reports; none where the signer alone publishes them.
    of_reports: Vec<Shown>,
    rows: Vec<ColumnLine>,
    /// Level, how often, usually, at the longest: of the last year.
    times: Vec<(String, usize, String, String)>,
    may_settle: bool,
}

/// The organ's chain, and what holds in each column.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let chains = chains::list(desk.office(), &desk.actor).await?;
    let people = people(&desk).await?;
    let organ = chains.iter().find(|chain| chain.column.is_none());
    let reports = chains::of_reports(desk.office(), &desk.actor).await?;
    let of_reports = reports.iter().flat_map(|chain| chain.levels.0.iter());
    let levels = organ.iter().flat_map(|chain| chain.levels.0.iter());
    let shown = |setting: &LevelSetting| Shown {
        name: setting.name.clone(),
        by: by(&setting.who, &people),
        does: does(setting),
        is_writers: setting.may_be_writer,
    };
    let levels = levels.map(shown).collect();
    let of_reports = of_reports.map(shown).collect();
    let tree = columns::tree(desk.office(), &desk.actor).await?;
    let mut rows = Vec::new();
    flatten(&tree, &chains, 0, "本机关", &mut rows);
    desk.page(&ListPage {
        frame: desk.frame(Section::Chains.label(), Section::Chains, &[]),
        levels,
        of_reports,
        rows,
        times: times(&desk).await?,
        may_settle: desk.may(Act::SettleReview),
    })
}

/// How long each level took in the last year.
async fn times(desk: &Desk) -> Result<Vec<(String, usize, String, String)>, Problem> {
    let since = desk.moment.now - SignedDuration::from_hours(24 * 365);
    let times = documents::times_since(desk.office(), &desk.actor, since).await?;
    let row = |time: LevelTime| (time.name, time.count, lasted(time.median), lasted(time.longest));
    Ok(times.into_iter().map(row).collect())
}

/// 3 天 4 小时, 25 分钟
fn lasted(time: SignedDuration) -> String {
    let (minutes, hours) = (time.as_mins(), time.as_hours());
    match (hours / 24, hours % 24) {
        (0, 0) => format!("{minutes} 分钟"),
        (0, hours) => format!("{hours} 小时"),
        (days, 0) => format!("{days} 天"),
        (days, hours) => format!("{days} 天 {hours} 小时"),
    }
}

fn flatten(nodes: &[ColumnNode], chains: &[Chain], depth: usize, above: &str, rows: &mut Vec<ColumnLine>) {
    for node in nodes {
        let own = chains.iter().find(|chain| chain.column == Some(node.column.id));
        let names = own.map(|chain| names(&chain.levels)).unwrap_or_default();
        rows.push(ColumnLine {
            id: node.column.id,
            name: node.column.name.clone(),
            depth,
            own: names,
            inherits: above.to_owned(),
        });
        let below = if own.is_some() {
            node.column.name.as_str()
        } else {
            above
        };
        flatten(&node.children, chains, depth + 1, below, rows);
    }
}

fn names(levels: &Levels) -> String {
    let names: Vec<&str> = levels.0.iter().map(|level| level.name.as_str()).collect();
    names.join(" → ")
}

async fn people(desk: &Desk) -> Result<BTreeMap<AccountId, String>, Problem> {
    let people = chains::people(desk.office(), &desk.actor).await?;
    Ok(people.into_iter().collect())
}

#[derive(Template)]
#[template(path = "desk/chains/edit.html")]
struct EditPage {
    frame: Frame,
    place: String,
    title: String,
    version: i64,
    /// Its own chain is set, and can be taken away again.
    is_own: bool,
    is_of_reports: bool,
    inherits: String,
    /// Of the organ's own chain: within how many hours an emergency is made up.
    make_up_hours: Option<i64>,
    levels: Vec<TypedLevel>,
    does: Vec<Choice>,
    roles: Vec<Choice>,
    people: Vec<(i64, String)>,
    errors: FieldErrors,
}

/// The form of one chain; of a column without one it begins with what it inherits.
pub async fn edit(desk: Desk, Path(place): Path<String>) -> Result<Response, Problem> {
    let place = place_of(&place)?;
    let chains = chains::list(desk.office(), &desk.actor).await?;
    let own = match place {
        SetFor::Reports => chains::of_reports(desk.office(), &desk.actor).await?,
        SetFor::Organ => chains.iter().find(|chain| chain.column.is_none()).cloned(),
        SetFor::Column(column) => chains.iter().find(|chain| chain.column == Some(column)).cloned(),
    };
    let version = own.as_ref().map_or(0, |chain| chain.version);
    let levels = match (own, place) {
        (Some(chain), _) => chain.levels,
        (None, SetFor::Column(column)) => inherited(&desk, &chains, Some(column)).await?.0,
        // Reports begin with what documents begin with.
        (None, SetFor::Organ | SetFor::Reports) => Levels::of_documents(),
    };
    let page = page(&desk, place, version, typed(&levels), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Sets it.
pub async fn save(
    desk: Desk,
    Path(place): Path<String>,
    ProtectedForm(fields): ProtectedForm<Fields>,
) -> Result<Response, Problem> {
    let place = place_of(&place)?;
    let version = first(&fields, "version").parse().unwrap_or(0);
    let rows = read(&fields);
    let set = match levels(&rows) {
        Ok(levels) => chains::set(desk.office(), &desk.actor, desk.moment, (place, version), &levels).await,
        Err(error) => Err(error),
    };
    match set {
        Ok(()) => Ok(redirect_with(
            HERE,
            match place {
                SetFor::Reports => "审核流程已保存，年度报告各级审核通过后才能公布。",
                SetFor::Organ | SetFor::Column(_) => "审核流程已保存，送审中的政府信息按新的流程办理。",
            },
        )),
        Err(error) => {
            let errors = match error {
                OfficeError::Stale { .. } => {
                    let mut errors = FieldErrors::none();
                    errors.add("", "在您填写期间，这个审核流程已由他人修改，请打开最新的再改。");
                    errors
                }
                error => FieldErrors::from_office(error)?,
            };
            let page = page(&desk, place, version, rows, errors).await?;
            desk.again(&page)
        }
    }
}

/// Settles within how many hours an emergency is made up.
pub async fn settle(desk: Desk, ProtectedForm(fields): ProtectedForm<Fields>) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    let hours = count(
        first(&fields, "make_up_hours"),
        "make_up_hours",
        "补审时限（小时）",
        &mut errors,
    );
    let error = match hours {
        Some(hours) => chains::settle_make_up(desk.office(), &desk.actor, desk.moment, hours)
            .await
            .err(),
        None => Some(OfficeError::Invalid(Vec::new())),
    };
    let Some(error) = error else {
        return Ok(redirect_with(HERE, "补审时限已保存。"));
    };
    if errors.is_empty() {
        errors = FieldErrors::from_office(error)?;
    }
    let chains = chains::list(desk.office(), &desk.actor).await?;
    let own = chains.iter().find(|chain| chain.column.is_none());
    let (levels, version) = own
        .map(|own| (own.levels.clone(), own.version))
        .unwrap_or_default();
    let page = page(&desk, SetFor::Organ, version, typed(&levels), errors).await?;
    desk.again(&page)
}

/// Takes a column's chain away: it inherits again; or that of the reports.
pub async fn remove(
    desk: Desk,
    Path(place): Path<String>,
    ProtectedForm(fields): ProtectedForm<Fields>,
) -> Result<Response, Problem> {
    let place = place_of(&place)?;
    let version = first(&fields, "version").parse().unwrap_or(0);
    chains::remove(desk.office(), &desk.actor, desk.moment, place, version).await?;
    let told = match place {
        SetFor::Reports => "年度报告已改为由签发人定稿公布。",
        SetFor::Organ | SetFor::Column(_) => "已改为继承上级的审核流程。",
    };
    Ok(redirect_with(HERE, told))
}

fn place_of(place: &str) -> Result<SetFor, OfficeError> {
    match place {
        ORGAN => Ok(SetFor::Organ),
        REPORTS => Ok(SetFor::Reports),
        column => column
            .parse()
            .map(SetFor::Column)
            .map_err(|_error| OfficeError::Missing),
    }
}

/// What a column inherits, and from where.
async fn inherited(
    desk: &Desk,
    chains: &[Chain],
    column: Option<ColumnId>,
) -> Result<(Levels, String), Problem> {
    let known = columns::list(desk.office(), &desk.actor).await?;
    let parent = |id: &ColumnId| known.iter().find(|one| one.id == *id).and_then(|one| one.parent);
    let first = column.as_ref().and_then(parent);
    let above = std::iter::successors(first, parent).take(known.len() + 1);
    let mut above = above.map(Some).chain([None]);
    let found = above.find_map(|place| chains.iter().find(|chain| chain.column == place));
    let Some(chain) = found else {
        return Ok((Levels::default(), String::new()));
    };
    let from = known.iter().find(|one| Some(one.id) == chain.column);
    let from = from.map_or("本机关".to_owned(), |column| column.name.clone());
    Ok((chain.levels.clone(), from))
}

async fn page(
    desk: &Desk,
    place: SetFor,
    version: i64,
    levels: Vec<TypedLevel>,
    errors: FieldErrors,
) -> Result<EditPage, Problem> {
    let chains = chains::list(desk.office(), &desk.actor).await?;
    let (title, inherits) = match place {
        SetFor::Column(id) => {
            let column = columns::find(desk.office(), &desk.actor, id).await?;
            let (_, from) = inherited(desk, &chains, Some(id)).await?;
            (format!("“{}”的审核流程", column.name), from)
        }
        SetFor::Organ => ("本机关的审核流程".to_owned(), String::new()),
        SetFor::Reports => ("年度报告的审核流程".to_owned(), String::new()),
    };
    let people = people(desk).await?;
    let posts = posts(desk, &levels).await?;
    let role = |role: &&Role| may(&[**role].into(), Act::SeeDocuments).is_ok() && **role != Role::Auditor;
    let roles = Role::ALL.iter().filter(role);
    Ok(EditPage {
        frame: desk.frame(&title, Section::Chains, &[]),
        place: match place {
            SetFor::Organ => ORGAN.to_owned(),
            SetFor::Column(column) => column.to_string(),
            SetFor::Reports => REPORTS.to_owned(),
        },
        is_own: place != SetFor::Organ && version > 0,
        is_of_reports: place == SetFor::Reports,
        title,
        version,
        inherits,
        make_up_hours: chains
            .iter()
            .find(|chain| place == SetFor::Organ && chain.column.is_none())
            .map(|chain| chain.make_up_hours),
        levels,
        does: Does::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        roles: roles
            .map(|role| Choice::of(role.code(), format!("全体{}", role.label())))
            .chain(posts.into_iter().map(|name| {
                let label = format!("岗位：{name}");
                Choice::of(format!("{POST}{name}"), label)
            }))
            .chain([Choice::of(PEOPLE, "指定人员")])
            .collect(),
        people: people.into_iter().map(|(id, name)| (id.0, name)).collect(),
        errors,
    })
}

/// The posts that somebody holds, and those that are chosen already.
async fn posts(desk: &Desk, levels: &[TypedLevel]) -> Result<BTreeSet<String>, Problem> {
    let held = staff::posts(desk.office(), &desk.actor).await?;
    let chosen = levels.iter().filter_map(|level| level.who.strip_prefix(POST));
    Ok(held.into_keys().chain(chosen.map(str::to_owned)).collect())
}
