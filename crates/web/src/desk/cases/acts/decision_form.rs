//! The fields a decision is typed into, and the decision read from them. Their names are those of `decision::blockers`.

mod withheld;

use jiff::civil::Date;
use law::calendar::meant_day;
use law::cases::decision::{
    Assessment, Decision, EarlierReply, Forbidding, Getting, Grounds, NamedLaw, OtherOrgan, PublicInterest,
    Search, SecretBasis,
};
use law::cases::outcomes::{InternalAffair, ProcessKind, Safety, ThirdPartyInterest};
use law::codes::Outcome;
use serde::Deserialize;

use crate::desk::options::ticked;
use crate::forms::FieldErrors;

pub use withheld::WithheldRow;

/// How many searches, and how many withheld parts, the form has room for beyond those there are.
const SPARE: usize = 2;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the ticks of one form, each a field of its own"
)]
pub struct DecisionForm {
    pub version: i64,
    /// `draft` keeps it however much it lacks.
    pub how: String,
    pub reasons: String,
    /// A provision chosen from the list: it stands for name and article.
    #[serde(rename = "law.known")]
    pub law_known: String,
    #[serde(rename = "law.name")]
    pub law_name: String,
    #[serde(rename = "law.article")]
    pub law_article: String,
    pub safety: String,
    #[serde(rename = "assessment.by")]
    pub assessed_by: String,
    #[serde(rename = "assessment.on")]
    pub assessed_on: String,
    pub internal_affair: String,
    pub process_kind: String,
    #[serde(deserialize_with = "ticked")]
    pub no_duty: bool,
    #[serde(rename = "law.verified")]
    pub law_verified: String,
    pub interest: String,
    pub objection: String,
    pub despite_consent: String,
    pub excess: String,
    #[serde(deserialize_with = "ticked")]
    pub is_secret_printed: bool,
    #[serde(rename = "secret.grade")]
    pub secret_grade: String,
    #[serde(rename = "secret.period")]
    pub secret_period: String,
    #[serde(rename = "secret.authority")]
    pub secret_authority: String,
    #[serde(rename = "getting.form")]
    pub getting_form: String,
    #[serde(rename = "getting.path")]
    pub getting_path: String,
    #[serde(rename = "getting.time")]
    pub getting_time: String,
    #[serde(deserialize_with = "ticked")]
    pub is_enclosed: bool,
    pub given: String,
    pub left_out: String,
    pub renewed: String,
    #[serde(rename = "other_organ.name")]
    pub other_organ_name: String,
    #[serde(rename = "other_organ.contact")]
    pub other_organ_contact: String,
    #[serde(rename = "earlier.number")]
    pub earlier_number: String,
    #[serde(rename = "earlier.on")]
    pub earlier_on: String,
    #[serde(rename = "earlier.is_before_system", deserialize_with = "ticked")]
    pub earlier_is_before_system: bool,
    pub channel: String,
    pub source: String,
    #[serde(rename = "public_interest.content")]
    pub interest_content: String,
    #[serde(rename = "public_interest.reasons")]
    pub interest_reasons: String,
    #[serde(rename = "public_interest.rest")]
    pub interest_rest: String,
    // The search log and the withheld parts by columns: a value to each row.
    pub search_systems: Vec<String>,
    pub search_keywords: Vec<String>,
    pub search_by: Vec<String>,
    pub search_on: Vec<String>,
    pub search_result: Vec<String>,
    /// The files of what each gave out, which are put there elsewhere.
    pub search_files: Vec<String>,
    pub part: Vec<String>,
    pub part_outcome: Vec<String>,
    pub part_reasons: Vec<String>,
    pub part_law_known: Vec<String>,
    pub part_law_name: Vec<String>,
    pub part_law_article: Vec<String>,
    pub part_law_verified: Vec<String>,
    pub part_objection: Vec<String>,
    pub part_kind: Vec<String>,
    pub part_assessed_by: Vec<String>,
    pub part_assessed_on: Vec<String>,
    pub part_no_duty: Vec<String>,
    pub part_secret_grade: Vec<String>,
    pub part_secret_period: Vec<String>,
    pub part_secret_authority: Vec<String>,
    /// The opinions that are ticked, each with the position of its row.
    pub part_opinion: Vec<String>,
    /// Over whose objection something is disclosed.
    #[serde(rename = "public_interest.over")]
    pub interest_over: Vec<String>,
}

/// One search as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchRow {
    pub position: usize,
    pub systems: String,
    pub keywords: String,
    pub by: String,
    pub on: String,
    pub result: String,
    /// What it gave out, each by its file, with commas between.
    pub files: String,
}

impl SearchRow {
    /// The name of one of its fields, as the errors know it.
    pub fn id(&self, field: &str) -> String {
        format!("{field}{}", self.position)
    }

    /// The files that it gave out.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files
            .split(',')
            .map(str::trim)
            .filter(|file| !file.is_empty())
    }

    pub fn is_blank(&self) -> bool {
        let position = self.position;
        *self
            == Self {
                position,
                ..Self::default()
            }
    }
}

fn at(values: &[String], position: usize) -> String {
    values.get(position).cloned().unwrap_or_default()
}

impl DecisionForm {
    /// The form filled from a decision; what another outcome held is kept where this one asks for it too.
    pub fn of(decision: &Decision, version: i64, outcome: Outcome) -> Self {
        let grounds = &decision.grounds;
        let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
        let mut form = Self {
            version,
            reasons: grounds.reasons.clone(),
            law_name: grounds.law.name.clone(),
            law_article: grounds.law.article.clone(),
            law_verified: grounds.law.verified.clone(),
            interest: code(grounds.interest.map(ThirdPartyInterest::code)),
            objection: grounds.objection.clone(),
            despite_consent: grounds.despite_consent.clone(),
            excess: grounds.excess.clone(),
            is_secret_printed: grounds.secret.is_printed,
            safety: code(grounds.safety.map(Safety::code)),
            assessed_by: grounds.assessment.by.clone(),
            assessed_on: shown_day(grounds.assessment.on),
            internal_affair: code(grounds.internal_affair.map(InternalAffair::code)),
            process_kind: code(grounds.process_kind.map(ProcessKind::code)),
            no_duty: grounds.is_no_duty_checked && decision.outcome == outcome,
            secret_grade: grounds.secret.grade.clone(),
            secret_period: grounds.secret.period.clone(),
            secret_authority: grounds.secret.authority.clone(),
            getting_form: decision.getting.form.clone(),
            getting_path: decision.getting.path.clone(),
            getting_time: decision.getting.time.clone(),
            is_enclosed: decision.getting.is_enclosed,
            given: decision.given.clone(),
            left_out: decision.left_out.clone(),
            renewed: decision.renewed.clone(),
            other_organ_name: decision.other_organ.name.clone(),
            other_organ_contact: decision.other_organ.contact.clone(),
            earlier_number: decision.earlier.number.clone(),
            earlier_on: decision.earlier.on.map(|day| day.to_string()).unwrap_or_default(),
            earlier_is_before_system: decision.earlier.is_before_system,
            channel: decision.channel.clone(),
            source: decision.source.clone(),
            interest_content: decision.public_interest.content.clone(),
            interest_reasons: decision.public_interest.reasons.clone(),
            interest_rest: decision.public_interest.rest.clone(),
            interest_over: decision.public_interest.over.clone(),
            ..Self::default()
        };
        decision
            .searches
            .iter()
            .for_each(|search| form.push_search(search));
        decision.withheld.iter().for_each(|part| form.push_withheld(part));
        form
    }

    /// The decision these fields make, and the fields that can't be read, which it does without.
    pub fn decision(&self, outcome: Outcome, today: Date) -> (Decision, FieldErrors) {
        let mut errors = FieldErrors::none();
        let decision = Decision {
            outcome,
            grounds: self.grounds(today, &mut errors),
            getting: Getting {
                form: typed(&self.getting_form),
                path: typed(&self.getting_path),
                time: typed(&self.getting_time),
                is_enclosed: self.is_enclosed,
            },
            given: typed(&self.given),
            left_out: typed(&self.left_out),
            renewed: typed(&self.renewed),
            withheld: self.read_withheld(today, &mut errors),
            searches: self.read_searches(today, &mut errors),
            other_organ: OtherOrgan {
                name: typed(&self.other_organ_name),
                contact: typed(&self.other_organ_contact),
            },
            earlier: EarlierReply {
                number: typed(&self.earlier_number),
                on: day(&self.earlier_on, "earlier.on", today, &mut errors),
                is_before_system: self.earlier_is_before_system,
            },
            channel: typed(&self.channel),
            source: typed(&self.source),
            public_interest: PublicInterest {
                content: typed(&self.interest_content),
                reasons: typed(&self.interest_reasons),
                over: self.interest_over.clone(),
                rest: typed(&self.interest_rest),
            },
            aside: Vec::new(),
        };
        (decision, errors)
    }

    /// Leaves out the rows with nothing in them, so that the rows of the form are those of its decision.
    pub fn close_up(&mut self) {
        self.close_up_searches();
        self.close_up_withheld();
    }

    fn grounds(&self, today: Date, errors: &mut FieldErrors) -> Grounds {
        Grounds {
            reasons: typed(&self.reasons),
            law: named_law(
                &self.law_known,
                [&self.law_name, &self.law_article, &self.law_verified],
            ),
            safety: Safety::from_code(&self.safety),
            assessment: Assessment {
                by: typed(&self.assessed_by),
                on: day(&self.assessed_on, "assessment.on", today, errors),
            },
            internal_affair: InternalAffair::from_code(&self.internal_affair),
            process_kind: ProcessKind::from_code(&self.process_kind),
            is_no_duty_checked: self.no_duty,
            secret: SecretBasis {
                grade: typed(&self.secret_grade),
                period: typed(&self.secret_period),
                authority: typed(&self.secret_authority),
                is_printed: self.is_secret_printed,
            },
            interest: ThirdPartyInterest::from_code(&self.interest),
            objection: typed(&self.objection),
            opinions: Vec::new(),
            despite_consent: typed(&self.despite_consent),
            excess: typed(&self.excess),
        }
    }
}

/// The law as it is typed, or as the provision names it that was chosen from the list.
fn named_law(known: &str, [name, article, verified]: [&str; 3]) -> NamedLaw {
    let chosen = Forbidding::from_code(known).map(Forbidding::named);
    chosen.unwrap_or_else(|| NamedLaw {
        name: typed(name),
        article: typed(article),
        verified: typed(verified),
    })
}

fn shown_day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn typed(text: &str) -> String {
    text.trim().to_owned()
}

fn day(text: &str, field: &str, today: Date, errors: &mut FieldErrors) -> Option<Date> {
    if text.trim().is_empty() {
        return None;
    }
    meant_day(text, today)
        .map_err(|message| errors.add(field, message))
        .ok()
}

impl DecisionForm {
    /// The searches to show: those there are, and room for more.
    pub fn searches(&self) -> Vec<SearchRow> {
        let row = |position| SearchRow {
            position: position + 1,
            systems: at(&self.search_systems, position),
            keywords: at(&self.search_keywords, position),
            by: at(&self.search_by, position),
            on: at(&self.search_on, position),
            result: at(&self.search_result, position),
            files: at(&self.search_files, position),
        };
        (0..self.search_systems.len() + SPARE).map(row).collect()
    }

    fn push_search(&mut self, search: &Search) {
        self.search_systems.push(search.systems.clone());
        self.search_keywords.push(search.keywords.clone());
        self.search_by.push(search.by.clone());
        self.search_on
            .push(search.on.map(|day| day.to_string()).unwrap_or_default());
        self.search_result.push(search.result.clone());
        self.search_files.push(search.files.join(","));
    }

    fn close_up_searches(&mut self) {
        let rows: Vec<SearchRow> = self
            .searches()
            .into_iter()
            .filter(|row| !row.is_blank())
            .collect();
        let column = |of: fn(&SearchRow) -> &String| rows.iter().map(|row| of(row).clone()).collect();
        self.search_systems = column(|row| &row.systems);
        self.search_keywords = column(|row| &row.keywords);
        self.search_by = column(|row| &row.by);
        self.search_on = column(|row| &row.on);
        self.search_result = column(|row| &row.result);
        self.search_files = column(|row| &row.files);
    }

    /// The searches; a row with nothing in it is none.
    fn read_searches(&self, today: Date, errors: &mut FieldErrors) -> Vec<Search> {
        let rows = self.searches().into_iter().filter(|row| !row.is_blank());
        let read = |row: SearchRow| Search {
            systems: typed(&row.systems),
            keywords: typed(&row.keywords),
            by: typed(&row.by),
            on: day(&row.on, &row.id("search_on"), today, errors),
            result: typed(&row.result),
            files: row.files().map(str::to_owned).collect(),
        };
        rows.map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use law::cases::decision::Withheld;

    use super::*;

    const TODAY: Date = jiff::civil::date(2025, 3, 10);

    #[test]
    fn a_decision_comes_back_from_its_form() {
        let mut decision = Decision::of(Outcome::PartlyGranted);
        decision.given = "招标公告".into();
        decision.getting.form = "纸质复印件".into();
        decision.searches.push(Search {
            systems: "档案室".into(),
            keywords: "招标".into(),
            by: "王五".into(),
            on: Some(jiff::civil::date(2025, 3, 5)),
            result: "找到一份".into(),
            files: vec!["17".into(), "18".into()],
        });
        decision.withheld.push(Withheld {
            part: "联系人手机号码".into(),
            outcome: Outcome::RefusedProcessInformation,
            grounds: Grounds {
                reasons: "讨论记录".into(),
                process_kind: Some(ProcessKind::Discussion),
                is_no_duty_checked: true,
                opinions: vec!["孟公复征〔2026〕1号".into(), "2026-03-05".into()],
                ..Grounds::default()
            },
        });
        decision.public_interest.over = vec!["2026-03-05/2".into()];
        let mut form = DecisionForm::of(&decision, 3, Outcome::PartlyGranted);
        form.close_up();
        let (read, errors) = form.decision(Outcome::PartlyGranted, TODAY);
        assert!(errors.is_empty());
        assert_eq!(read, decision);
    }

    #[test]
    fn a_day_that_is_none_is_named_at_its_field() {
        let form = DecisionForm {
            earlier_on: "去年".into(),
            ..DecisionForm::default()
        };
        let (_, errors) = form.decision(Outcome::NotProcessedRepeated, TODAY);
        assert!(errors.has("earlier.on"));
    }

    /// What somebody typed into one field of a row is no blank row, and its errors stand in its own row.
    #[test]
    fn rows_that_are_left_out_move_the_others_up_and_nothing_typed_is_left_out() {
        let mut form = DecisionForm {
            part: vec![String::new(), "联系人手机号码".into(), String::new()],
            part_law_name: vec![String::new(), String::new(), "某某条例".into()],
            part_opinion: vec!["2:2026-03-05".into()],
            search_systems: vec![String::new(), String::new()],
            search_on: vec![String::new(), "昨天".into()],
            ..DecisionForm::default()
        };
        form.close_up();
        assert_eq!(form.part, ["联系人手机号码", ""]);
        let (decision, errors) = form.decision(Outcome::PartlyGranted, TODAY);
        assert_eq!(decision.withheld.len(), 2);
        assert_eq!(
            decision.withheld[0].grounds.opinions,
            ["2026-03-05"],
            "it moves up with its row"
        );
        assert_eq!(decision.withheld[1].grounds.law.name, "某某条例");
        assert!(errors.has("search_on1"), "{errors:?}");
    }
}
