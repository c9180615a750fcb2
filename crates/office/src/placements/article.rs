//! The rendition (图文稿) of an edition for an official account: held against the platform's limits at the gate, before anything is
//! reviewed, and copied from the desk when it has been approved.

use law::codes::WhyNot;
use law::documents::pictures::PictureName;
use law::outlets::{ByHand, Image, Limits, OutletKind, Rendition};
use law::staff::{Act, may};
use prose::Article;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::outlets::{listed, of_organ};
use crate::entity::{document, edition, edition_picture, official_account, picture, picture_file};
use crate::error::OfficeError;
use crate::ids::{DocumentId, EditionId, OrganId, OutletId};
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// What is copied into the account.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub title: String,
    pub author: String,
    pub digest: String,
    pub article: Article,
    /// The words of it, by which what is public is checked.
    pub plain: String,
    pub checked: ByHand,
}

/// The largest file of each picture that an edition shows, by its name.
async fn pictures_of(
    on: &impl ConnectionTrait,
    edition: EditionId,
    html: &str,
) -> Result<Vec<Image>, OfficeError> {
    let shown = prose::pictures_of_html(html);
    let names: Vec<PictureName> = shown.into_iter().filter_map(|one| one.file).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let ids = edition_picture::Entity::find().filter(edition_picture::Column::EditionId.eq(edition));
    let ids = ids.all(on).await?.into_iter().map(|row| row.picture_id);
    let pictures = picture::Entity::find().filter(picture::Column::Id.is_in(ids));
    let pictures = pictures.all(on).await?;
    let mut images = Vec::new();
    for name in names {
        let Some(row) = pictures.iter().find(|row| row.digest == name.digest) else {
            continue;
        };
        let file =
            picture_file::Entity::find_by_id((row.id, i64::from(name.width), name.kind.ending().to_owned()));
        let bytes = file.one(on).await?.map_or(0, |file| file.bytes);
        images.push(Image {
            address: name.address(),
            bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
        });
    }
    Ok(images)
}

async fn author(on: &impl ConnectionTrait, organ: OrganId, outlet: OutletId) -> Result<String, OfficeError> {
    let query =
        official_account::Entity::find_by_id(outlet).filter(official_account::Column::OrganId.eq(organ));
    let account = query.one(on).await?;
    Ok(account.and_then(|account| account.author).unwrap_or_default())
}

async fn render(
    on: &impl ConnectionTrait,
    organ: OrganId,
    outlet: OutletId,
    edition: &edition::Model,
    (html, origin): (&str, &str),
    moment: Moment,
) -> Result<Rendered, OfficeError> {
    let article = prose::article_of_html(html, origin);
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let title = edition
        .article_title
        .clone()
        .unwrap_or_else(|| edition.title.clone());
    let digest = edition
        .article_digest
        .clone()
        .unwrap_or_else(|| own(&edition.summary));
    let author = author(on, organ, outlet).await?;
    let rendition = Rendition {
        title: title.clone(),
        author: author.clone(),
        digest: digest.clone(),
        content: article.html.clone(),
        has_cover: true,
        images: pictures_of(on, edition.id, html).await?,
    };
    let limits = Limits {
        on: Some(moment.today),
        ..Limits::default()
    };
    Ok(Rendered {
        checked: rendition.by_hand(&limits),
        plain: prose::plain_of_html(&article.html),
        title,
        author,
        digest,
        article,
    })
}

/// At which field of the document's forms something stands.
fn at_its_form(fault: WhyNot) -> WhyNot {
    let field = match fault.field {
        "title" => "article_title",
        "digest" => "article_digest",
        _ => "body",
    };
    WhyNot::new(field, format!("公众号：{}", fault.message))
}

/// What stands against an edition as an article of the accounts it is meant for; of one that is meant for none, nothing.
pub(crate) async fn at_the_gate(
    on: &impl ConnectionTrait,
    moment: Moment,
    row: &document::Model,
    edition: &edition::Model,
    html: &str,
) -> Result<ByHand, OfficeError> {
    let meant = listed(edition.outlets.as_deref());
    let mut said = ByHand::default();
    if meant.is_empty() {
        return Ok(said);
    }
    for outlet in of_organ(on, row.organ_id).await? {
        let is_account = outlet.kind == OutletKind::OfficialAccount && !outlet.is_closed;
        if !is_account || !meant.contains(&outlet.id) {
            continue;
        }
        let made = render(on, row.organ_id, outlet.id, edition, (html, ""), moment).await?;
        let faults = made.checked.faults.into_iter().map(at_its_form);
        said.faults.extend(faults);
        said.hints.extend(made.checked.hints.into_iter().map(at_its_form));
    }
    said.faults.dedup();
    said.hints.dedup();
    Ok(said)
}

/// The rendition of an edition of a document for an account, for whoever proofreads or copies it. `origin` is the site's address.
pub async fn rendered(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (document, edition, outlet): (DocumentId, EditionId, OutletId),
    origin: &str,
) -> Result<Rendered, OfficeError> {
    may(&actor.roles, Act::SeePlacements)?;
    let query = document::Entity::find_by_id(document).filter(document::Column::OrganId.eq(actor.organ));
    query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let query = edition::Entity::find_by_id(edition).filter(edition::Column::DocumentId.eq(document));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let html = crate::documents::shown(&row);
    let bodies = (html.as_str(), origin);
    render(office.on(), actor.organ, outlet, &row, bodies, moment).await
}

/// The approved words of a placement, by which what is public is checked; `None` of what renders no document of the site.
pub(super) async fn approved(
    office: &Office,
    row: &crate::entity::placement::Model,
) -> Result<Option<String>, OfficeError> {
    let Some(edition) = row.edition_id else {
        return Ok(None);
    };
    let row = edition::Entity::find_by_id(edition).one(office.on()).await?;
    let row = row.ok_or(OfficeError::Missing)?;
    let html = crate::documents::shown(&row);
    let words = move || prose::plain_of_html(&prose::article_of_html(&html, "").html);
    Ok(Some(office.limits().staff.run(words).await?))
}
