//! The parts of a partly granted application that are withheld, as rows of the decision's form.

use law::cases::decision::{Assessment, Grounds, NamedLaw, SecretBasis, Withheld};
use law::cases::outcomes::{InternalAffair, ProcessKind, Safety, ThirdPartyInterest};
use law::codes::Outcome;

use super::{DecisionForm, SPARE, at, day, shown_day, typed};
use crate::forms::FieldErrors;

/// One withheld part as it is shown.
pub struct WithheldRow {
    pub position: usize,
    pub part: String,
    pub outcome: String,
    pub reasons: String,
    pub law_name: String,
    pub law_article: String,
    pub law_verified: String,
    pub objection: String,
    pub kind: String,
    pub assessed_by: String,
    pub assessed_on: String,
    pub no_duty: String,
    pub secret_grade: String,
    pub secret_period: String,
    pub secret_authority: String,
}

impl DecisionForm {
    /// The withheld parts to show: those there are, and room for more.
    pub fn withheld(&self) -> Vec<WithheldRow> {
        let row = |position| WithheldRow {
            position: position + 1,
            part: at(&self.part, position),
            outcome: at(&self.part_outcome, position),
            reasons: at(&self.part_reasons, position),
            law_name: at(&self.part_law_name, position),
            law_article: at(&self.part_law_article, position),
            law_verified: at(&self.part_law_verified, position),
            objection: at(&self.part_objection, position),
            kind: at(&self.part_kind, position),
            assessed_by: at(&self.part_assessed_by, position),
            assessed_on: at(&self.part_assessed_on, position),
            no_duty: at(&self.part_no_duty, position),
            secret_grade: at(&self.part_secret_grade, position),
            secret_period: at(&self.part_secret_period, position),
            secret_authority: at(&self.part_secret_authority, position),
        };
        (0..self.part.len() + SPARE).map(row).collect()
    }

    pub(super) fn push_withheld(&mut self, withheld: &Withheld) {
        let grounds = &withheld.grounds;
        let kind = grounds
            .safety
            .map(Safety::code)
            .or(grounds.internal_affair.map(InternalAffair::code))
            .or(grounds.process_kind.map(ProcessKind::code))
            .or(grounds.interest.map(ThirdPartyInterest::code));
        self.part.push(withheld.part.clone());
        self.part_outcome.push(withheld.outcome.code().to_owned());
        self.part_reasons.push(grounds.reasons.clone());
        self.part_law_name.push(grounds.law.name.clone());
        self.part_law_article.push(grounds.law.article.clone());
        self.part_law_verified.push(grounds.law.verified.clone());
        self.part_objection.push(grounds.objection.clone());
        self.part_kind.push(kind.unwrap_or_default().to_owned());
        self.part_assessed_by.push(grounds.assessment.by.clone());
        self.part_assessed_on.push(shown_day(grounds.assessment.on));
        let is_checked = if grounds.is_no_duty_checked { "yes" } else { "" };
        self.part_no_duty.push(is_checked.to_owned());
        self.part_secret_grade.push(grounds.secret.grade.clone());
        self.part_secret_period.push(grounds.secret.period.clone());
        self.part_secret_authority.push(grounds.secret.authority.clone());
    }

    /// The withheld parts; a row with neither part nor reasons is none.
    pub(super) fn read_withheld(&self, errors: &mut FieldErrors) -> Vec<Withheld> {
        let mut parts = Vec::new();
        for row in self.withheld() {
            if row.part.trim().is_empty() && row.reasons.trim().is_empty() && row.outcome.is_empty() {
                continue;
            }
            let Some(outcome) = Outcome::from_code(&row.outcome) else {
                errors.add(
                    "withheld",
                    format!("第 {} 项：请选择不予公开的依据。", row.position),
                );
                continue;
            };
            parts.push(Withheld {
                part: typed(&row.part),
                outcome,
                grounds: row.grounds(errors),
            });
        }
        parts
    }
}

impl WithheldRow {
    fn grounds(&self, errors: &mut FieldErrors) -> Grounds {
        Grounds {
            reasons: typed(&self.reasons),
            law: NamedLaw {
                name: typed(&self.law_name),
                article: typed(&self.law_article),
                verified: typed(&self.law_verified),
            },
            safety: Safety::from_code(&self.kind),
            assessment: Assessment {
                by: typed(&self.assessed_by),
                on: day(&self.assessed_on, "withheld", errors),
            },
            internal_affair: InternalAffair::from_code(&self.kind),
            process_kind: ProcessKind::from_code(&self.kind),
            is_no_duty_checked: self.no_duty == "yes",
            secret: SecretBasis {
                grade: typed(&self.secret_grade),
                period: typed(&self.secret_period),
                authority: typed(&self.secret_authority),
                is_printed: false,
            },
            interest: ThirdPartyInterest::from_code(&self.kind),
            objection: typed(&self.objection),
        }
    }
}
