//! The parts of a partly granted application that are withheld, as rows of the decision's form.

use jiff::civil::Date;
use law::cases::decision::{Assessment, Grounds, SecretBasis, Withheld};
use law::cases::outcomes::{InternalAffair, ProcessKind, Safety, ThirdPartyInterest};
use law::codes::Outcome;

use super::{DecisionForm, SPARE, at, day, named_law, shown_day, typed};
use crate::desk::cases::acts::beside::Objection;
use crate::forms::FieldErrors;

/// Stands for the refusal of a part for which none is chosen yet: no refusal, so that the law asks for one.
const UNCHOSEN: Outcome = Outcome::OtherwiseOther;

/// One withheld part as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithheldRow {
    pub position: usize,
    /// Room for one more than is needed next.
    pub is_folded: bool,
    pub part: String,
    pub outcome: String,
    pub reasons: String,
    pub law_known: String,
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
    /// The opinions of third parties that it rests on.
    pub opinions: Vec<String>,
}

/// An opinion that is ticked for a row, as its value has it: 2:孟先开征〔2026〕1号.
fn ticked_for(position: usize, value: &str) -> Option<&str> {
    let (row, reference) = value.split_once(':')?;
    (row == position.to_string()).then_some(reference)
}

impl DecisionForm {
    /// Proposes the reasons of those who object where nothing is written yet: of the refusal, or of a withheld part for each.
    pub fn propose_objection(&mut self, outcome: Outcome, objections: &[Objection]) {
        if outcome == Outcome::RefusedThirdParty && self.objection.trim().is_empty() {
            let reasons: Vec<&str> = objections.iter().map(|one| one.reason.as_str()).collect();
            self.objection = reasons.join("；");
        } else if outcome == Outcome::PartlyGranted && self.part.is_empty() {
            for one in objections {
                self.push_withheld(&Withheld {
                    outcome: Outcome::RefusedThirdParty,
                    grounds: Grounds {
                        objection: one.reason.clone(),
                        opinions: vec![one.reference.clone()],
                        ..Grounds::default()
                    },
                    part: String::new(),
                });
            }
        }
    }

    /// The withheld parts to show: those there are, and room for more.
    pub fn withheld(&self) -> Vec<WithheldRow> {
        let row = |position| WithheldRow {
            position: position + 1,
            is_folded: position > self.part.len(),
            part: at(&self.part, position),
            outcome: at(&self.part_outcome, position),
            reasons: at(&self.part_reasons, position),
            law_known: at(&self.part_law_known, position),
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
            opinions: self.opinions_of(position + 1),
        };
        (0..self.part.len() + SPARE).map(row).collect()
    }

    fn opinions_of(&self, position: usize) -> Vec<String> {
        let ticked = self.part_opinion.iter();
        ticked
            .filter_map(|value| ticked_for(position, value).map(str::to_owned))
            .collect()
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
        let outcome = Some(withheld.outcome).filter(|outcome| *outcome != UNCHOSEN);
        let outcome = outcome.map_or("", Outcome::code);
        self.part_outcome.push(outcome.to_owned());
        self.part_reasons.push(grounds.reasons.clone());
        self.part_law_known.push(String::new());
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
        let position = self.part.len();
        let ticked = grounds
            .opinions
            .iter()
            .map(|reference| format!("{position}:{reference}"));
        self.part_opinion.extend(ticked);
    }

    pub(super) fn close_up_withheld(&mut self) {
        let rows: Vec<WithheldRow> = self
            .withheld()
            .into_iter()
            .filter(|row| !row.is_blank())
            .collect();
        let column = |of: fn(&WithheldRow) -> &String| rows.iter().map(|row| of(row).clone()).collect();
        self.part = column(|row| &row.part);
        self.part_outcome = column(|row| &row.outcome);
        self.part_reasons = column(|row| &row.reasons);
        self.part_law_known = column(|row| &row.law_known);
        self.part_law_name = column(|row| &row.law_name);
        self.part_law_article = column(|row| &row.law_article);
        self.part_law_verified = column(|row| &row.law_verified);
        self.part_objection = column(|row| &row.objection);
        self.part_kind = column(|row| &row.kind);
        self.part_assessed_by = column(|row| &row.assessed_by);
        self.part_assessed_on = column(|row| &row.assessed_on);
        self.part_no_duty = column(|row| &row.no_duty);
        self.part_secret_grade = column(|row| &row.secret_grade);
        self.part_secret_period = column(|row| &row.secret_period);
        self.part_secret_authority = column(|row| &row.secret_authority);
        let ticked = rows.iter().enumerate().flat_map(|(at, row)| {
            let opinions = row.opinions.iter();
            opinions.map(move |reference| format!("{}:{reference}", at + 1))
        });
        self.part_opinion = ticked.collect();
    }

    /// The withheld parts; a row with nothing in it is none.
    pub(super) fn read_withheld(&self, today: Date, errors: &mut FieldErrors) -> Vec<Withheld> {
        let rows = self.withheld().into_iter().filter(|row| !row.is_blank());
        let read = |row: WithheldRow| Withheld {
            part: typed(&row.part),
            outcome: Outcome::from_code(&row.outcome).unwrap_or(UNCHOSEN),
            grounds: row.grounds(today, errors),
        };
        rows.map(read).collect()
    }
}

impl WithheldRow {
    /// The name of one of its fields, as the errors know it.
    pub fn id(&self, field: &str) -> String {
        format!("{field}{}", self.position)
    }

    /// Where a lack of a withheld part (`decision::blockers`) is mended: the column of that field.
    pub fn column(field: &str) -> &'static str {
        match field {
            "withheld.outcome" => "part_outcome",
            "reasons" => "part_reasons",
            "law.name" => "part_law_name",
            "law.article" => "part_law_article",
            "objection" => "part_objection",
            "opinions" => "part_opinion",
            "safety" | "interest" | "internal_affair" | "process_kind" => "part_kind",
            "assessment.by" => "part_assessed_by",
            "assessment.on" => "part_assessed_on",
            "no_duty" => "part_no_duty",
            "secret.grade" => "part_secret_grade",
            "secret.period" => "part_secret_period",
            "secret.authority" => "part_secret_authority",
            _ => "part",
        }
    }

    /// Whether what the ground asks for beside the reasons is shown: something stands there, or is lacking there.
    pub fn is_unfolded(&self, errors: &FieldErrors) -> bool {
        const FOLDED: [&str; 12] = [
            "part_kind",
            "part_no_duty",
            "part_law_known",
            "part_law_name",
            "part_law_article",
            "part_law_verified",
            "part_assessed_by",
            "part_assessed_on",
            "part_objection",
            "part_secret_grade",
            "part_secret_period",
            "part_secret_authority",
        ];
        let beyond = Self {
            position: self.position,
            part: self.part.clone(),
            outcome: self.outcome.clone(),
            reasons: self.reasons.clone(),
            opinions: self.opinions.clone(),
            ..Self::default()
        };
        *self != beyond || FOLDED.iter().any(|field| errors.has(&self.id(field)))
    }

    fn is_blank(&self) -> bool {
        let (position, is_folded) = (self.position, self.is_folded);
        *self
            == Self {
                position,
                is_folded,
                ..Self::default()
            }
    }

    fn grounds(&self, today: Date, errors: &mut FieldErrors) -> Grounds {
        Grounds {
            reasons: typed(&self.reasons),
            law: named_law(
                &self.law_known,
                [&self.law_name, &self.law_article, &self.law_verified],
            ),
            safety: Safety::from_code(&self.kind),
            assessment: Assessment {
                by: typed(&self.assessed_by),
                on: day(&self.assessed_on, &self.id("part_assessed_on"), today, errors),
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
            opinions: self.opinions.clone(),
            ..Grounds::default()
        }
    }
}
