//! The tree of columns (栏目): list, editor, moving and removing. The four fixed ones are marked and keep their place
//! (国办公开办函〔2019〕61号).

mod typed;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::columns::Kind;
use law::staff::Act;
use office::columns::{self, Column, ColumnNode, Direction};
use office::{ColumnId, OfficeError, placements};
use serde::Deserialize;

use self::typed::{KindBox, Typed};
use super::account::Bare;
use super::confirm::{Question, ask, ask_again};
use super::layout::{Desk, Frame};
use super::menu::Section;
use super::options::Choice;
use super::stale::{Difference, Meanwhile, differing};
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

const HERE: &str = "/desk/columns";

/// A row of the tree.
struct ColumnLine {
    column: Column,
    depth: usize,
    /// Among those of its level that can be moved.
    is_first: bool,
    is_last: bool,
}

#[derive(Template)]
#[template(path = "desk/columns.html")]
struct ColumnsPage {
    frame: Frame,
    rows: Vec<ColumnLine>,
    may_edit: bool,
}

/// The tree.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let tree = columns::tree(desk.office(), &desk.actor).await?;
    let mut rows = Vec::new();
    flatten(&tree, 0, &mut rows);
    desk.page(&ColumnsPage {
        frame: desk.frame("栏目", Section::Columns, &[]),
        rows,
        may_edit: desk.may(Act::EditColumns),
    })
}

fn flatten(nodes: &[ColumnNode], depth: usize, rows: &mut Vec<ColumnLine>) {
    let free = |node: &&ColumnNode| !node.column.kind.is_fixed();
    let ends = |node: Option<&ColumnNode>| node.map(|node| node.column.id);
    let first = ends(nodes.iter().find(free));
    let last = ends(nodes.iter().rev().find(free));
    for node in nodes {
        let id = Some(node.column.id);
        rows.push(ColumnLine {
            column: node.column.clone(),
            depth,
            is_first: id == first,
            is_last: id == last,
        });
        flatten(&node.children, depth + 1, rows);
    }
}

/// Columns as choices, those below others indented; without `but` and what lies below it.
pub async fn choices(desk: &Desk, but: Option<ColumnId>) -> Result<Vec<Choice>, Problem> {
    let tree = columns::tree(desk.office(), &desk.actor).await?;
    let mut list = Vec::new();
    choose(&tree, "", but, &mut list);
    Ok(list)
}

fn choose(nodes: &[ColumnNode], indent: &str, but: Option<ColumnId>, list: &mut Vec<Choice>) {
    for node in nodes.iter().filter(|node| Some(node.column.id) != but) {
        let hidden = if node.column.is_hidden {
            "（已隐藏）"
        } else {
            ""
        };
        list.push(Choice::of(
            node.column.id,
            format!("{indent}{}{hidden}", node.column.name),
        ));
        choose(&node.children, &format!("{indent}\u{3000}"), but, list);
    }
}

/// Below which column a new one is wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Below {
    parent: String,
}

/// An outlet that the column's documents may be meant for.
struct OutletBox {
    name: String,
    label: String,
    is_on: bool,
}

/// The boxes of the organ's outlets, ticked as the form has them.
async fn outlet_boxes(desk: &Desk, form: &Typed) -> Result<Vec<OutletBox>, Problem> {
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    let open = outlets.into_iter().filter(|one| !one.is_closed);
    let of = |one: placements::Outlet| {
        let (name, is_on) = form.outlet_box(one.id);
        OutletBox {
            name,
            label: format!("{}（{}）", one.name, one.kind.label()),
            is_on,
        }
    };
    Ok(open.map(of).collect())
}

#[derive(Template)]
#[template(path = "desk/column.html")]
struct ColumnPage {
    frame: Frame,
    action: String,
    form: Typed,
    kinds: Vec<Choice>,
    parents: Vec<Choice>,
    is_new: bool,
    is_fixed: bool,
    kind_label: &'static str,
    people: Vec<Choice>,
    kind_boxes: Vec<KindBox>,
    outlet_boxes: Vec<OutletBox>,
    /// The period by its kind, with what says so.
    shipped_period: String,
    id: String,
    may_edit: bool,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
}

/// The form for a new column.
pub async fn new(desk: Desk, Query(below): Query<Below>) -> Result<Response, Problem> {
    let form = Typed {
        parent: below.parent,
        kind: Kind::News.code().to_owned(),
        ..Typed::default()
    };
    let page = new_page(&desk, form, FieldErrors::none()).await?;
    desk.page(&page)
}

async fn new_page(desk: &Desk, form: Typed, errors: FieldErrors) -> Result<ColumnPage, Problem> {
    Ok(ColumnPage {
        frame: desk.frame("新建栏目", Section::Columns, &[]),
        action: HERE.to_owned(),
        kinds: kinds(),
        parents: choices(desk, None).await?,
        people: people(desk).await?,
        kind_boxes: form.boxes(),
        outlet_boxes: outlet_boxes(desk, &form).await?,
        shipped_period: String::new(),
        form,
        is_new: true,
        is_fixed: false,
        kind_label: "",
        id: String::new(),
        may_edit: true,
        errors,
        meanwhile: None,
    })
}

/// Adds a column.
pub async fn create(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    match columns::create_once(
        desk.office(),
        &desk.actor,
        desk.moment,
        &form.column(),
        &form.ticket,
    )
    .await
    {
        Ok(_) => Ok(redirect_with(
            HERE,
            &format!("栏目“{}”已新建。", form.name.trim()),
        )),
        Err(error) => {
            let page = new_page(&desk, form, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

/// One column, as a form for those who may change it.
pub async fn show(desk: Desk, Path(id): Path<ColumnId>) -> Result<Response, Problem> {
    let column = columns::find(desk.office(), &desk.actor, id).await?;
    let form = Typed::of(&column);
    let page = edit_page(&desk, &column, form, FieldErrors::none(), None).await?;
    desk.page(&page)
}

async fn edit_page(
    desk: &Desk,
    column: &Column,
    form: Typed,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
) -> Result<ColumnPage, Problem> {
    Ok(ColumnPage {
        frame: desk.frame(&column.name, Section::Columns, &[]),
        action: format!("{HERE}/{}", column.id),
        kinds: kinds(),
        parents: choices(desk, Some(column.id)).await?,
        people: people(desk).await?,
        kind_boxes: form.boxes(),
        outlet_boxes: outlet_boxes(desk, &form).await?,
        shipped_period: shipped_period(desk, column),
        form,
        is_new: false,
        is_fixed: column.kind.is_fixed(),
        kind_label: column.kind.label(),
        id: column.id.to_string(),
        may_edit: desk.may(Act::EditColumns),
        errors,
        meanwhile,
    })
}

/// Saves it.
pub async fn save(
    desk: Desk,
    Path(id): Path<ColumnId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let saved = columns::save(
        desk.office(),
        &desk.actor,
        desk.moment,
        id,
        form.version,
        &form.column(),
    )
    .await;
    match saved {
        Ok(()) => Ok(redirect_with(
            HERE,
            &format!("栏目“{}”已保存。", form.name.trim()),
        )),
        Err(OfficeError::Stale { .. }) => {
            let now = columns::find(desk.office(), &desk.actor, id).await?;
            let differences = differences(&desk, &now, &form).await?;
            let meanwhile = Meanwhile::of(&desk, id, differences).await?;
            let form = Typed {
                version: now.version,
                ..form
            };
            let page = edit_page(&desk, &now, form, FieldErrors::none(), Some(meanwhile)).await?;
            desk.again(&page)
        }
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let column = columns::find(desk.office(), &desk.actor, id).await?;
            let page = edit_page(&desk, &column, form, errors, None).await?;
            desk.again(&page)
        }
    }
}

async fn differences(desk: &Desk, now: &Column, typed: &Typed) -> Result<Vec<Difference>, Problem> {
    let parents = choices(desk, None).await?;
    let parent = |id: &str| {
        let known = parents.iter().find(|choice| choice.value == id);
        known.map_or_else(
            || "（无）".to_owned(),
            |choice| choice.label.trim_start().to_owned(),
        )
    };
    let people = people(desk).await?;
    let person = |id: &str| {
        let known = people.iter().find(|choice| choice.value == id);
        known.map(|choice| choice.label.clone()).unwrap_or_default()
    };
    let kind = |code: &str| Kind::from_code(code).map_or("", Kind::label).to_owned();
    let shown = |is_hidden: bool| if is_hidden { "隐藏" } else { "显示" }.to_owned();
    let now = Typed::of(now);
    let taken = now.taken();
    Ok(differing([
        ("栏目名称", now.name, typed.name.clone()),
        ("网址路径", now.slug, typed.slug.clone()),
        ("栏目类别", kind(&now.kind), kind(&typed.kind)),
        ("上级栏目", parent(&now.parent), parent(&typed.parent)),
        ("栏目说明", now.description, typed.description.clone()),
        ("关键词", now.keywords, typed.keywords.clone()),
        ("是否显示", shown(now.is_hidden), shown(typed.is_hidden)),
        ("栏目用途", now.purpose.clone(), typed.purpose.clone()),
        ("责任单位", now.owner_unit.clone(), typed.owner_unit.clone()),
        ("责任人", person(&now.owner), person(&typed.owner)),
        ("更新期限", now.period.clone(), typed.period.clone()),
        (
            "更新期限的依据",
            now.period_source.clone(),
            typed.period_source.clone(),
        ),
        ("收录的信息类型", taken, typed.taken()),
    ]))
}

/// Up or down.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Move {
    direction: String,
}

/// Moves it one place among its neighbours.
pub async fn place(
    desk: Desk,
    Path(id): Path<ColumnId>,
    ProtectedForm(form): ProtectedForm<Move>,
) -> Result<Response, Problem> {
    let direction = match form.direction.as_str() {
        "up" => Direction::Up,
        "down" => Direction::Down,
        _ => return Err(Problem::Malformed("请用上移、下移按钮调整次序。".to_owned())),
    };
    columns::move_(desk.office(), &desk.actor, desk.moment, id, direction).await?;
    let column = columns::find(desk.office(), &desk.actor, id).await?;
    let way = if direction == Direction::Up {
        "上移"
    } else {
        "下移"
    };
    Ok(redirect_with(
        &format!("{HERE}#column-{id}"),
        &format!("栏目“{}”已{way}。", column.name),
    ))
}

/// Asks before a column is removed.
pub async fn ask_remove(desk: Desk, Path(id): Path<ColumnId>) -> Result<Response, Problem> {
    let column = columns::find(desk.office(), &desk.actor, id).await?;
    ask(&desk, &removal(&column))
}

/// Removes it.
pub async fn remove(
    desk: Desk,
    Path(id): Path<ColumnId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let column = columns::find(desk.office(), &desk.actor, id).await?;
    match columns::remove(desk.office(), &desk.actor, desk.moment, id).await {
        Ok(()) => Ok(redirect_with(HERE, &format!("栏目“{}”已删除。", column.name))),
        Err(error) => ask_again(&desk, &removal(&column), FieldErrors::from_office(error)?),
    }
}

fn removal(column: &Column) -> Question<'static> {
    Question {
        section: Section::Columns,
        steps: &[],
        title: "删除栏目",
        lines: vec![
            format!("删除栏目“{}”？", column.name),
            "只有没有内容、没有下级的栏目可以删除。删除后，这个网址不再打开。".to_owned(),
        ],
        action: format!("{HERE}/{}/removal", column.id),
        button: "删除",
        back: format!("{HERE}/{}", column.id),
        hidden: Vec::new(),
        text: None,
    }
}

/// Who may answer for a column.
async fn people(desk: &Desk) -> Result<Vec<Choice>, Problem> {
    if !desk.may(Act::EditColumns) {
        return Ok(Vec::new());
    }
    let people = columns::people(desk.office(), &desk.actor).await?;
    Ok(people
        .into_iter()
        .map(|(id, name)| Choice::of(id, name))
        .collect())
}

/// 14日（国办秘函〔2019〕19号）
fn shipped_period(desk: &Desk, column: &Column) -> String {
    let period = law::columns::period(column.kind, None, desk.moment.today);
    period.map_or_else(
        || "这类栏目没有统一的更新期限。".to_owned(),
        |one| format!("不另设时按类别：{}（{}）。", one.limit, one.source),
    )
}

/// The kinds a column may be given: the fixed ones exist already.
fn kinds() -> Vec<Choice> {
    let free = Kind::ALL.iter().filter(|kind| !kind.is_fixed());
    free.map(|kind| Choice::of(kind.code(), kind.label())).collect()
}
