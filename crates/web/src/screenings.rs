//! Files looked through before they go out: read in `paper`, judged by `law`, kept by `office`. Every file is looked through
//! once, behind the gate of costly work.

use law::cases::enclosures::FilePart;
use office::cases::enclosures::Enclosing;
use office::documents::Upload;
use office::{Actor, DocumentId, Moment, Office, OfficeError, screenings};

/// Looks through the files of a document's latest edition that nobody has looked through yet.
pub async fn of_document(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    document: DocumentId,
) -> Result<(), OfficeError> {
    while let Some(file) = screenings::next_unscreened(office, actor, document).await? {
        let screenings::Unscreened { digest, bytes } = file;
        // The name is judged where it stands: the same file may have several.
        let looking = move || paper::screening::screen("", &bytes);
        let found = office.limits().staff.run(looking).await?;
        screenings::keep(office, actor, moment, document, &digest, &found).await?;
    }
    Ok(())
}

/// Looks through files that are to be enclosed with a reply.
pub async fn of_uploads(
    office: &Office,
    part: FilePart,
    uploads: Vec<Upload>,
) -> Result<Vec<Enclosing>, OfficeError> {
    let mut all = Vec::with_capacity(uploads.len());
    for upload in uploads {
        all.push(of_upload(office, part, upload).await?);
    }
    Ok(all)
}

/// The same of what a visitor hands in, behind the visitors' own gate.
pub async fn of_visitor(
    office: &Office,
    part: FilePart,
    uploads: Vec<Upload>,
) -> Result<Vec<Enclosing>, OfficeError> {
    let mut all = Vec::with_capacity(uploads.len());
    for upload in uploads {
        all.push(
            office
                .limits()
                .visitors
                .run(move || looked_through(part, upload))
                .await?,
        );
    }
    Ok(all)
}

/// The same of one file.
pub async fn of_upload(office: &Office, part: FilePart, upload: Upload) -> Result<Enclosing, OfficeError> {
    office
        .limits()
        .staff
        .run(move || looked_through(part, upload))
        .await
}

/// A scan that was looked through, with its pages. What a camera or a scanner leaves in it beside the page (place, device,
/// author) is nobody's to have: such a scan is kept as its cleaned copy.
pub async fn scanned(
    office: &Office,
    upload: Upload,
) -> Result<(Upload, law::screening::Screening, Option<u32>), OfficeError> {
    let mut looked = of_upload(office, FilePart::Version, upload).await?;
    if looked.screening.forbidden().next().is_none() && looked.screening.may_be_cleaned() {
        let Upload { name, bytes } = looked.upload;
        let copy = cleaned(office, name, bytes).await?;
        looked = of_upload(office, FilePart::Version, copy).await?;
    }
    let Enclosing {
        upload,
        screening,
        pages,
        ..
    } = looked;
    Ok((upload, screening, pages))
}

fn looked_through(part: FilePart, upload: Upload) -> Enclosing {
    let screening = paper::screening::screen(&upload.name, &upload.bytes);
    let pages = paper::screening::pages(&upload.bytes);
    Enclosing {
        part,
        upload,
        screening,
        pages,
    }
}

/// A copy of a file without what nobody is meant to see, under the same name.
pub async fn cleaned(office: &Office, name: String, bytes: Vec<u8>) -> Result<Upload, OfficeError> {
    let cleaning = move || paper::screening::clean(&bytes);
    let copy = office.limits().staff.run(cleaning).await?;
    let bytes = copy.map_err(|why| OfficeError::invalid("", format!("“{name}”没有清理：{why}")))?;
    Ok(Upload { name, bytes })
}
