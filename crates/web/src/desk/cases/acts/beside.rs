//! What stands beside a decision while it is made: the request, what is to be given, what third parties said.

use law::cases::headline;
use office::cases::Case;
use office::cases::enclosures;

use crate::desk::cases::enclosures::address;
use crate::desk::layout::Desk;
use crate::errors::Problem;

/// What was asked, found and said.
pub(in crate::desk::cases) struct Beside {
    pub number: String,
    pub title: String,
    pub request: String,
    pub wanted: String,
    /// Name, and whether it is given.
    pub material: Vec<(String, &'static str)>,
    /// Where the material is changed.
    pub enclosures: String,
    /// Who was asked, and what came back.
    pub opinions: Vec<(String, String)>,
}

impl Beside {
    pub async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let material = enclosures::in_work(desk.office(), &desk.actor, case.id).await?;
        let opinions = case.standing.history.consultations.iter().map(|asked| {
            let said = match asked.answer.map(|answer| answer.consents) {
                Some(Some(true)) => "同意公开",
                Some(Some(false)) => "不同意公开",
                Some(None) => "未表示同意或者不同意",
                None => "没有收到意见",
            };
            (asked.who(), said.to_owned())
        });
        Ok(Self {
            number: case.number.clone(),
            title: headline(&case.request),
            request: case.as_corrected(),
            wanted: format!("{}，{}", case.form.label(), case.way.label()),
            material: material
                .iter()
                .map(|one| (one.item.name.clone(), one.item.given.label()))
                .collect(),
            enclosures: address(case.id),
            opinions: opinions.collect(),
        })
    }
}
