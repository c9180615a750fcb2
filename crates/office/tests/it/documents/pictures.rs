//! Pictures of written text: kept once, named by what they hold, public while an edition that shows them is out.

use law::documents::pictures::{PictureKind, PictureName};
use office::documents::{self, NewPicture, NewPictureFile, WithdrawalForm};
use office::{Actor, DocumentId, OfficeError};
use prose::Format;

use super::{People, people};
use crate::harness::{Site, later, moment, whole};

/// A picture whose files hold these bytes: nothing here looks at pixels.
pub fn picture(bytes: &[u8]) -> NewPicture {
    let file = |width, kind, bytes: &[u8]| NewPictureFile {
        width,
        kind,
        bytes: bytes.to_vec(),
    };
    NewPicture {
        width: 600,
        height: 400,
        kind: PictureKind::Png,
        files: vec![
            file(480, PictureKind::Png, b"narrow"),
            file(600, PictureKind::Png, bytes),
            file(600, PictureKind::WebP, b"webp"),
        ],
    }
}

pub fn shows(name: &PictureName) -> String {
    format!("<figure><img src=\"{}\" alt=\"流程图\"></figure>", name.address())
}

/// Saves a text that is these blocks.
async fn save(site: &Site, editor: &Actor, id: DocumentId, body: &str) -> Result<i64, OfficeError> {
    let desk = documents::get_desk(&site.office, editor, id).await.unwrap();
    let mut form = desk.latest.form();
    (form.body, form.format) = (body.to_owned(), Format::Html);
    let at = later(moment("2024-05-07T10:00"), desk.version);
    documents::save(&site.office, editor, at, id, desk.version, &form).await
}

pub async fn a_picture_is_public_while_an_edition_that_shows_it_is_out(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let office = &site.office;
    let name = documents::keep_picture(office, &editor, at, picture(b"wide"))
        .await
        .unwrap();
    let again = documents::keep_picture(office, &editor, at, picture(b"wide"))
        .await
        .unwrap();
    assert_eq!(name, again, "the same picture is kept once");
    let refused = documents::keep_picture(office, &signer, at, picture(b"other")).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))), "{refused:?}");

    let id = site.draft(&editor, at, "关于示例的通知").await;
    save(site, &editor, id, &format!("<p>甲</p>{}", shows(&name)))
        .await
        .unwrap();
    let public = async |name: &PictureName| documents::picture_for_public(office, site.organ, name).await;
    assert!(
        matches!(public(&name).await, Err(OfficeError::Missing)),
        "not before it is out"
    );
    let file = documents::picture_for_desk(office, &editor, &name).await.unwrap();
    assert_eq!(file.media_type, "image/png");
    assert_eq!(whole(file).await, b"wide");

    site.send_out(&reviewer, &signer, later(at, 60), id).await;
    let narrow = PictureName {
        width: 480,
        ..name.clone()
    };
    assert_eq!(whole(public(&narrow).await.unwrap()).await, b"narrow");
    let unknown = PictureName {
        width: 960,
        ..name.clone()
    };
    assert!(matches!(public(&unknown).await, Err(OfficeError::Missing)));
    // An attachment makes an edition with the same text, which shows the same picture.
    let version = site.version(&editor, id).await;
    let upload = documents::Upload {
        name: "附件.txt".to_owned(),
        bytes: b"1".to_vec(),
    };
    documents::attach(office, &editor, later(at, 90), id, version, upload)
        .await
        .unwrap();
    site.send_out(&reviewer, &signer, later(at, 120), id).await;
    assert!(public(&name).await.is_ok());
    let version = site.version(&signer, id).await;
    documents::withdraw(
        office,
        &signer,
        later(at, 180),
        id,
        version,
        &WithdrawalForm::correction("有误。"),
    )
    .await
    .unwrap();
    assert!(
        matches!(public(&name).await, Err(OfficeError::Missing)),
        "withdrawn with the document"
    );
}

pub async fn a_text_shows_no_picture_that_nobody_put_in(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let name = documents::keep_picture(&site.office, &editor, at, picture(b"wide"))
        .await
        .unwrap();
    let id = site.draft(&editor, at, "关于示例的通知").await;
    for other in [
        PictureName {
            digest: "0".repeat(64),
            ..name.clone()
        },
        PictureName {
            width: 1920,
            ..name.clone()
        },
        PictureName {
            kind: PictureKind::Jpeg,
            ..name.clone()
        },
    ] {
        let refused = save(site, &editor, id, &shows(&other)).await.unwrap_err();
        assert!(refused.to_string().contains("重新放入图片"), "{refused}");
    }
    // Without words, or without the picture itself, nothing goes to review.
    let bare = shows(&name).replace(" alt=\"流程图\"", "");
    for (body, told) in [
        (bare.as_str(), "正文图片1的说明：图片没有说明"),
        (
            "<p>甲</p><figure><img alt=\"流程图\"></figure>",
            "正文图片1：图片还没有放入",
        ),
    ] {
        save(site, &editor, id, body).await.unwrap();
        let gate = documents::at_the_gate(&site.office, &editor, at, id)
            .await
            .unwrap();
        assert!(
            gate.unfit.iter().any(|why| why.message.contains(told)),
            "{:?}",
            gate.unfit
        );
    }
    save(
        site,
        &editor,
        id,
        &format!(
            "{}<figure><img src=\"{}\" alt=\"\" role=\"presentation\"></figure>",
            shows(&name),
            name.address()
        ),
    )
    .await
    .unwrap();
    let gate = documents::at_the_gate(&site.office, &editor, at, id)
        .await
        .unwrap();
    assert_eq!(gate.unfit, []);
}

pub async fn a_picture_that_no_edition_shows_is_thrown_away_in_time(site: &Site) {
    let People { editor, .. } = people(site).await;
    let office = &site.office;
    let start = moment("2024-05-07T10:00");
    let days = |days: i64| later(start, days * 24 * 60);
    let put = async |bytes: &[u8], at| {
        documents::keep_picture(office, &editor, at, picture(bytes))
            .await
            .unwrap()
    };
    let (shown, written, left) = (
        put(b"shown", start).await,
        put(b"written", start).await,
        put(b"left out", start).await,
    );
    let id = site.draft(&editor, start, "有图的").await;
    save(site, &editor, id, &shows(&shown)).await.unwrap();
    let sweep = async |at| {
        documents::sweep_pictures(office, office::Program::itself(), at)
            .await
            .unwrap()
    };
    let is_there =
        async |name: &PictureName| documents::picture_for_desk(office, &editor, name).await.is_ok();
    assert_eq!(sweep(days(29)).await, 0);
    // Somebody is still writing what names the second.
    let form = documents::DocumentForm {
        body: shows(&written),
        ..documents::DocumentForm::default()
    };
    documents::keep_draft(office, &editor, days(29), None, 0, &form)
        .await
        .unwrap();
    assert_eq!(sweep(days(31)).await, 0, "let go of, and kept for a day more");
    assert!(is_there(&left).await);
    assert_eq!(sweep(days(32)).await, 1);
    assert_eq!(
        [
            is_there(&shown).await,
            is_there(&written).await,
            is_there(&left).await
        ],
        [true, true, false]
    );
    let found = office::files::examine(office, office::Program::itself())
        .await
        .unwrap();
    assert!(found.missing.is_empty() && found.damaged.is_empty(), "{found:?}");
    // Put in again it is there again, and one that is wanted in time stays.
    assert_eq!(put(b"left out", days(33)).await, left);
    assert!(is_there(&left).await);
    assert_eq!(sweep(days(64)).await, 0, "let go of");
    save(site, &editor, id, &shows(&left)).await.unwrap();
    assert_eq!(sweep(days(66)).await, 1, "the one whose draft ran out");
    assert!(is_there(&left).await && !is_there(&written).await);
}
