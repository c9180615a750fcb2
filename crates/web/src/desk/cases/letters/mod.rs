//! Letters of a case at the desk: begun with what the kind needs, edited, sent to sign-off, checked and signed on any
//! screen, delivered with proof, taken as PDF or DOCX.

mod begin;
mod draft;
mod forms;
mod list;
mod papers;
mod queue;
mod scan;
mod sendings;
mod sheet;
mod show;
mod side;
mod sign_off;

use law::cases::letters::LetterKind;
use law::staff::Act;

use crate::routes::DeskRoutes;
pub(super) use list::LetterRow;

/// The letters of procedure that may be begun from a case page.
pub(super) const OF_PROCEDURE: [LetterKind; 17] = [
    LetterKind::Registration,
    LetterKind::Correction,
    LetterKind::ThirdParty,
    LetterKind::Consulting,
    LetterKind::OverrideNotice,
    LetterKind::CoMaker,
    LetterKind::OtherOrgan,
    LetterKind::Referral,
    LetterKind::Assistance,
    LetterKind::Extension,
    LetterKind::Fee,
    LetterKind::ReasonsAsked,
    LetterKind::Delay,
    LetterKind::RecordCorrected,
    LetterKind::RecordForwarded,
    LetterKind::RecordDeclined,
    LetterKind::Termination,
];

/// The routes of letters. At which level a person may act is asked by the office (`law::cases::signing`).
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, handle, sign) = (Act::SeeCases, Act::HandleCases, Act::SignCases);
    sendings(routes)
        .get("/desk/cases/{id}/papers/file_catalogue", see, papers::catalogue)
        .get("/desk/cases/{id}/papers/transfer_list", see, papers::transfers)
        .post(
            "/desk/cases/{id}/papers/registration_form",
            Act::RevealApplicants,
            papers::registration,
        )
        .get(
            "/desk/cases/{id}/letters/{letter}/papers/{kind}",
            see,
            papers::of_letter,
        )
        .get("/desk/cases/letters", see, list::list)
        .get("/desk/cases/{id}/letters/new/{kind}", handle, begin::new)
        .post("/desk/cases/{id}/letters", handle, begin::create)
        .get("/desk/cases/{id}/letters/{letter}", see, show::show)
        .post("/desk/cases/{id}/letters/{letter}", handle, show::edit)
        .get(
            "/desk/cases/{id}/letters/{letter}/files/{extension}",
            see,
            show::file,
        )
        .get("/desk/cases/{id}/letters/{letter}/scan", see, scan::open)
        .upload("/desk/cases/{id}/letters/{letter}/scan", handle, scan::keep)
        .post(
            "/desk/cases/{id}/letters/{letter}/scan/removal",
            handle,
            scan::remove,
        )
        .get(
            "/desk/cases/{id}/letters/{letter}/filling",
            handle,
            draft::ask_fill_again,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/filling",
            handle,
            draft::fill_again,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/submission",
            handle,
            sign_off::submit,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/approval",
            see,
            sign_off::approve,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/recall",
            handle,
            sign_off::recall,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/signature/withdrawal",
            sign,
            sign_off::take_back,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/return",
            see,
            sign_off::send_back,
        )
        .get(
            "/desk/cases/{id}/letters/{letter}/removal",
            handle,
            draft::ask_remove,
        )
        .post("/desk/cases/{id}/letters/{letter}/removal", handle, draft::remove)
}

/// What becomes of a signed letter: it goes out, is received, comes back.
fn sendings(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, handle) = (Act::SeeCases, Act::HandleCases);
    routes
        .post(
            "/desk/cases/{id}/letters/{letter}/delivery",
            see,
            sign_off::deliver,
        )
        .get(
            "/desk/cases/{id}/letters/{letter}/receipts/{scan}",
            see,
            scan::open_receipt,
        )
        .upload(
            "/desk/cases/{id}/letters/{letter}/receipt/scan",
            handle,
            scan::keep_receipt,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/receipt",
            see,
            sign_off::receive,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/returned",
            handle,
            sign_off::come_back,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/returned/removal",
            see,
            sign_off::strike_return,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/announcing",
            handle,
            sign_off::ask_to_announce,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/announcing/removal",
            Act::SignCases,
            sign_off::decline_to_announce,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/returned/asking",
            handle,
            sign_off::ask_to_strike,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/returned/asking/removal",
            Act::SignCases,
            sign_off::decline_to_strike,
        )
        .post(
            "/desk/cases/{id}/letters/{letter}/asking/removal",
            handle,
            sign_off::recall_asking,
        )
}
