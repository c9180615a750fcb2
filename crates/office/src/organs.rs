//! Organs: profile, site identity, the guide of 条例第十二条.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::hosts::host_name;
use law::organs::{Guide, Level};
use law::signs::plain_number;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder,
};

use crate::audit::{self, Detail};
use crate::changes;
use crate::entity::organ::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::{Actor, Moment, Program};
use crate::store::{Office, Tx, transaction};
use crate::text::{filled, line, optional};
use crate::versioned::{bump, unchanged};
use law::codes::WhyNot;

/// An organ as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organ {
    pub id: OrganId,
    /// Short stable code, part of every index number.
    pub code: String,
    pub name: String,
    pub level: Level,
    pub may_make_regulations: bool,
    pub parent: Option<OrganId>,
    /// 网站名称
    pub site_name: String,
    /// 网站域名, without a scheme
    pub site_domain: Option<String>,
    /// 网站标识码
    pub site_id_code: Option<String>,
    /// ICP备案号
    pub icp: Option<String>,
    /// 公安机关备案号
    pub police_record: Option<String>,
    pub guide: Guide,
    /// The day (`MM-DD`) the place sets for the annual report, where earlier than the statutory one.
    pub report_due: Option<String>,
    pub version: i64,
}

/// What can be typed into an organ's profile.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub name: String,
    pub level: String,
    pub may_make_regulations: bool,
    pub site_name: String,
    pub site_domain: String,
    pub site_id_code: String,
    pub icp: String,
    pub police_record: String,
    pub guide: Guide,
    pub report_due: String,
}

impl Organ {
    /// The profile as a form holds it.
    pub fn profile(&self) -> Profile {
        Profile {
            name: self.name.clone(),
            level: self.level.code().to_owned(),
            may_make_regulations: self.may_make_regulations,
            site_name: self.site_name.clone(),
            site_domain: self.site_domain.clone().unwrap_or_default(),
            site_id_code: self.site_id_code.clone().unwrap_or_default(),
            icp: self.icp.clone().unwrap_or_default(),
            police_record: self.police_record.clone().unwrap_or_default(),
            guide: self.guide.clone(),
            report_due: self.report_due.clone().unwrap_or_default(),
        }
    }

    /// The day by which the report on `year` is due: the place's own where set, else the statutory one (条例第四十九条).
    pub fn annual_report_due(&self, year: i16) -> Date {
        let statutory = self.level.annual_report_due(year);
        let own = self
            .report_due
            .as_deref()
            .and_then(|day| format!("{}-{day}", year + 1).parse().ok());
        own.unwrap_or(statutory)
    }
}

/// The organ of that code.
pub async fn find_by_code(office: &Office, code: &str) -> Result<Option<Organ>, OfficeError> {
    read(
        Entity::find()
            .filter(Column::Code.eq(plain_number(code)))
            .one(office.on())
            .await?,
    )
}

/// The organ whose site has that domain.
pub async fn find_by_host(office: &Office, host: &str) -> Result<Option<Organ>, OfficeError> {
    read(
        Entity::find()
            .filter(Column::SiteDomain.eq(line(host).to_lowercase()))
            .one(office.on())
            .await?,
    )
}

/// The organ that was registered first.
pub async fn first(office: &Office) -> Result<Option<Organ>, OfficeError> {
    read(Entity::find().order_by_asc(Column::Id).one(office.on()).await?)
}

/// Every organ that has a site here, in the order of their registration.
pub async fn every(office: &Office) -> Result<Vec<Organ>, OfficeError> {
    let rows = Entity::find().order_by_asc(Column::Id).all(office.on()).await?;
    let organs = rows.into_iter().map(|row| read(Some(row)));
    organs.filter_map(Result::transpose).collect()
}

/// The organ of whoever works there, whatever their roles.
pub async fn own(office: &Office, actor: &Actor) -> Result<Organ, OfficeError> {
    find(office, actor.organ).await
}

/// One organ.
pub(crate) async fn find(office: &Office, organ: OrganId) -> Result<Organ, OfficeError> {
    find_on(office.on(), organ).await
}

/// The same on a transaction.
pub(crate) async fn find_on(on: &impl ConnectionTrait, organ: OrganId) -> Result<Organ, OfficeError> {
    read(Entity::find_by_id(organ).one(on).await?)?.ok_or(OfficeError::Missing)
}

/// Registers an organ with the four fixed columns of 政府信息公开. Done by the operator, who has no account yet.
pub async fn create(
    office: &Office,
    _: Program,
    moment: Moment,
    code: &str,
    profile: &Profile,
) -> Result<OrganId, OfficeError> {
    let code = code.trim();
    let mut fields = wrong_fields(profile);
    if code.is_empty() || !code.chars().all(|character| character.is_ascii_alphanumeric()) {
        fields.push(WhyNot::new("code", "机关代码只能由字母和数字组成，例如 MJXJ01。"));
    }
    OfficeError::of_fields(fields)?;
    transaction!(office, |tx| {
        if Entity::find()
            .filter(Column::Code.eq(code))
            .one(tx.on())
            .await?
            .is_some()
        {
            return Err(OfficeError::invalid("code", "这个机关代码已经登记过。"));
        }
        refuse_taken_domain(&tx, profile, None).await?;
        let id: OrganId = tx.next_id(moment);
        let row = ActiveModel {
            id: Set(id),
            code: Set(code.to_owned()),
            version: Set(1),
            created_at: Set(moment.millis()),
            parent_id: Set(None),
            ..typed(profile)?
        };
        Entity::insert(row).exec(tx.on()).await?;
        let actor = Actor::system(id, "命令行");
        crate::columns::create_fixed(&tx, id, moment).await?;
        crate::chains::begin(&tx, id, moment).await?;
        let detail = Detail::none()
            .with(Key::Code, code)
            .with(Key::Name, line(&profile.name));
        audit::append(&tx, &actor, moment, Recorded::OrganCreate, id, detail).await?;
        changes::note(&tx, moment, id).await?;
        Ok(id)
    })
}

/// Changes the profile; `version` is the one that was read.
pub async fn save_profile(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    version: i64,
    profile: &Profile,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::EditOrgan)?;
    OfficeError::of_fields(wrong_fields(profile))?;
    transaction!(office, |tx| {
        let row = Entity::find_by_id(actor.organ)
            .one(tx.on())
            .await?
            .ok_or(OfficeError::Missing)?;
        unchanged(&row, version)?;
        refuse_foreign_host(&tx, &row, profile).await?;
        refuse_taken_domain(&tx, profile, Some(actor.organ)).await?;
        let fresh = typed(profile)?;
        let mut changed = row.into_active_model();
        changed.name = fresh.name;
        changed.level = fresh.level;
        changed.may_make_regulations = fresh.may_make_regulations;
        changed.site_name = fresh.site_name;
        changed.site_domain = fresh.site_domain;
        changed.site_id_code = fresh.site_id_code;
        changed.icp = fresh.icp;
        changed.police_record = fresh.police_record;
        changed.guide = fresh.guide;
        changed.report_due = fresh.report_due;
        let now = bump(&mut changed.version);
        changed.update(tx.on()).await?;
        let detail = Detail::none().with(Key::Version, now);
        audit::append(&tx, actor, moment, Recorded::OrganEdit, actor.organ, detail).await?;
        changes::note(&tx, moment, actor.organ).await
    })
}

fn wrong_fields(profile: &Profile) -> Vec<WhyNot> {
    let mut fields = Vec::new();
    let mut wrong = |field, message: &str| {
        fields.push(WhyNot::new(field, message));
    };
    if filled(&profile.name).is_none() {
        wrong("name", "请填写机关全称。");
    }
    if filled(&profile.site_name).is_none() {
        wrong("site_name", "请填写网站名称。");
    }
    if Level::from_code(&profile.level).is_none() {
        wrong("level", "请选择机关类别。");
    }
    let domain = profile.site_domain.trim();
    if !domain.is_empty() && host_name(domain).is_none() {
        wrong(
            "site_domain",
            "只填域名，不带 http:// 和路径，例如 www.example.gov.cn。",
        );
    }
    let due = profile.report_due.trim();
    if !due.is_empty() && format!("2024-{due}").parse::<Date>().is_err() {
        wrong("report_due", "请按“月-日”填写，例如 01-20。");
    }
    let code = profile.site_id_code.trim();
    if !code.is_empty() && (code.len() != 10 || !code.chars().all(|one| one.is_ascii_alphanumeric())) {
        wrong("site_id_code", "网站标识码为 10 位字母或数字。");
    }
    fields
}

/// Domains are the same whatever their case, and in Chinese or in ASCII.
fn domain_of(profile: &Profile) -> Option<String> {
    host_name(&profile.site_domain)
}

/// Gives an organ its domain, or takes it. Where several organs share the program that is the operator's: who names a host
/// decides whose site answers there.
pub async fn set_domain(
    office: &Office,
    _: Program,
    moment: Moment,
    code: &str,
    domain: &str,
) -> Result<(), OfficeError> {
    let found = find_by_code(office, code).await?;
    let organ = found.ok_or_else(|| OfficeError::invalid("code", "没有这个机关代码。"))?;
    let profile = Profile {
        site_domain: domain.to_owned(),
        ..organ.profile()
    };
    OfficeError::of_fields(wrong_fields(&profile))?;
    transaction!(office, |tx| {
        refuse_taken_domain(&tx, &profile, Some(organ.id)).await?;
        let row = Entity::find_by_id(organ.id).one(tx.on()).await?;
        let mut changed = row.ok_or(OfficeError::Missing)?.into_active_model();
        changed.site_domain = Set(domain_of(&profile));
        let now = bump(&mut changed.version);
        changed.update(tx.on()).await?;
        let detail = Detail::none().with(Key::Version, now);
        let actor = Actor::system(organ.id, "命令行");
        audit::append(&tx, &actor, moment, Recorded::OrganEdit, organ.id, detail).await?;
        changes::note(&tx, moment, organ.id).await
    })
}

/// One organ alone names its own host.
async fn refuse_foreign_host(tx: &Tx<'_>, row: &Model, profile: &Profile) -> Result<(), OfficeError> {
    let is_changed = row.site_domain != domain_of(profile);
    if is_changed && Entity::find().count(tx.on()).await? > 1 {
        let why = "多个机关共用本系统，网站域名由系统管理人员用 gongkai organ domain 登记。";
        return Err(OfficeError::invalid("site_domain", why));
    }
    Ok(())
}

async fn refuse_taken_domain(
    tx: &Tx<'_>,
    profile: &Profile,
    own: Option<OrganId>,
) -> Result<(), OfficeError> {
    let Some(domain) = domain_of(profile) else {
        return Ok(());
    };
    let same = Entity::find()
        .filter(Column::SiteDomain.eq(domain))
        .one(tx.on())
        .await?;
    match same {
        Some(row) if Some(row.id) != own => {
            Err(OfficeError::invalid("site_domain", "这个域名已由另一机关使用。"))
        }
        _ => Ok(()),
    }
}

fn typed(profile: &Profile) -> Result<ActiveModel, OfficeError> {
    let guide =
        serde_json::to_string(&profile.guide).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    Ok(ActiveModel {
        name: Set(line(&profile.name)),
        level: Set(profile.level.clone()),
        may_make_regulations: Set(profile.may_make_regulations),
        site_name: Set(line(&profile.site_name)),
        site_domain: Set(domain_of(profile)),
        site_id_code: Set(optional(&profile.site_id_code)),
        icp: Set(optional(&profile.icp)),
        police_record: Set(optional(&profile.police_record)),
        guide: Set(guide),
        report_due: Set(optional(&profile.report_due)),
        ..Default::default()
    })
}

fn read(row: Option<Model>) -> Result<Option<Organ>, OfficeError> {
    let Some(row) = row else { return Ok(None) };
    let damaged = |what: &str| OfficeError::Damaged(format!("organ.{what}，第 {} 行", row.id));
    Ok(Some(Organ {
        level: Level::from_code(&row.level).ok_or_else(|| damaged("level"))?,
        guide: serde_json::from_str(&row.guide).map_err(|error| damaged(&format!("guide（{error}）")))?,
        id: row.id,
        code: row.code,
        name: row.name,
        may_make_regulations: row.may_make_regulations,
        parent: row.parent_id,
        site_name: row.site_name,
        site_domain: row.site_domain,
        site_id_code: row.site_id_code,
        icp: row.icp,
        police_record: row.police_record,
        report_due: row.report_due,
        version: row.version,
    }))
}
