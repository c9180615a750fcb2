//! The demonstration's cases lived: each step is an act of the office, done by whoever does it there, on its day.

mod letters;

use std::collections::BTreeMap;

use anyhow::Context;
use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::enclosures::{FilePart, Given, Item};
use law::cases::{ApplicationForm, Channel, Party, What};
use law::codes::ApplicantKind;
use law::disputes::{NewReply, Ordered};
use office::cases::applicant::{self, Applicant};
use office::cases::askings::{self, Answering, NewAsking, UnitForm};
use office::cases::enclosures::{self, Enclosing};
use office::cases::{self, Arrival, Receipt, Recording, SentForm, answer_log, messages};
use office::disputes::{self, Ended, Particulars};
use office::{DisputeId, LetterId, Moment, Office, UnitId};

use super::cases::{Disputed, Doing, Life, Sheet, Step};
use super::load::Cast;
use super::sheets::Sheets;

/// Where applicants of the demonstration send from.
const THERE: &str = "演示装入";

/// The cases so far.
pub struct Lives<'a> {
    office: &'a Office,
    cast: &'a Cast,
    calendar: &'a Calendar,
    sheets: &'a Sheets,
    units: BTreeMap<String, UnitId>,
    known: BTreeMap<usize, Known>,
    /// What could not be done, case by case: who changes a case sees all of it at once.
    faults: Vec<String>,
}

/// A case that has arrived.
#[derive(Clone, Debug)]
struct Known {
    receipt: Receipt,
    key: String,
    /// Its reply.
    reply: Option<LetterId>,
    dispute: Option<DisputeId>,
}

impl<'a> Lives<'a> {
    /// None has arrived yet.
    pub const fn begin(
        office: &'a Office,
        cast: &'a Cast,
        calendar: &'a Calendar,
        sheets: &'a Sheets,
    ) -> Self {
        Self {
            office,
            cast,
            calendar,
            sheets,
            units: BTreeMap::new(),
            known: BTreeMap::new(),
            faults: Vec::new(),
        }
    }

    /// The units that are asked.
    pub async fn units(&mut self, sheet: &Sheet, moment: Moment) -> anyhow::Result<()> {
        for unit in &sheet.units {
            let form = UnitForm {
                name: unit.name.clone(),
                person: unit.person.clone(),
                telephone: unit.telephone.clone(),
                ..UnitForm::default()
            };
            let id = askings::save_unit(self.office, &self.cast.clerk, moment, None, &form).await?;
            self.units.insert(unit.name.clone(), id);
        }
        Ok(())
    }

    /// An application comes in.
    pub async fn arrives(&mut self, place: usize, life: &Life, moment: Moment) -> anyhow::Result<()> {
        let form = form(life);
        let receipt = if life.channel == Channel::Online {
            let sent = SentForm {
                form: &form,
                ticket: &format!("demo {place}"),
                batch: "",
            };
            cases::submit(self.office, self.cast.clerk.organ, moment, &sent, THERE).await?
        } else {
            let arrival = Arrival {
                channel: life.channel,
                arrived_on: moment.today,
                confirmed_on: None,
                confirmation: law::cases::Confirmation::default(),
            };
            cases::register(self.office, &self.cast.clerk, moment, &form, &arrival, false).await?
        };
        let known = Known {
            receipt,
            key: life.key.clone(),
            reply: None,
            dispute: None,
        };
        self.known.insert(place, known);
        Ok(())
    }

    /// The next thing happens to a case; nothing more to one that something could not be done to.
    pub async fn happens(&mut self, place: usize, life: &Life, step: &Step, moment: Moment) {
        let Some(known) = self.known.remove(&place) else {
            return;
        };
        match Box::pin(self.done(known, &step.what, moment)).await {
            Ok(changed) => {
                self.known.insert(place, changed);
            }
            Err(fault) => {
                let after = step.after;
                self.faults.push(format!(
                    "{}，“{}”，第 {after} 个工作日：{fault:#}",
                    life.name, life.request
                ));
            }
        }
    }

    /// What could not be done. The rest of the demonstration is none the worse for it.
    pub fn into_faults(self) -> Vec<String> {
        self.faults
    }

    async fn done(&self, mut known: Known, what: &Doing, moment: Moment) -> anyhow::Result<Known> {
        match what {
            Doing::Confirm { note } => self.records(&known, moment, What::Confirmed {}, note).await?,
            Doing::Event { event, note } => self.records(&known, moment, event.clone(), note).await?,
            Doing::Opinion {
                party,
                consents,
                note,
            } => {
                let what = What::ConsultationAnswered {
                    party: Party::ThirdParty,
                    name: Some(party.clone()),
                    consents: Some(*consents),
                    number: None,
                    is_signed: None,
                    consents_to: None,
                };
                self.records(&known, moment, what, note).await?;
            }
            Doing::Correct { .. } | Doing::Withdraw {} | Doing::Message { .. } => {
                self.on_the_site(&known, what, moment).await?;
            }
            Doing::Ask { .. } | Doing::UnitAnswers { .. } => self.within(&known, what, moment).await?,
            Doing::Enclose { name, paragraphs } => self.encloses(&known, moment, name, paragraphs).await?,
            Doing::Letter(typed) => Box::pin(self.writes(&known, moment, typed)).await?,
            Doing::Reply(reply) => known.reply = Some(Box::pin(self.replies(&known, moment, reply)).await?),
            Doing::Returned { why } => self.comes_back(&known, moment, why).await?,
            Doing::Log {
                title,
                summary,
                agreed,
            } => {
                self.logs(&known, moment, (title, summary), *agreed).await?;
            }
            Doing::Archive { reference, place } => {
                let (case, on) = (known.receipt.case, moment.today);
                cases::archive(self.office, &self.cast.clerk, moment, case, on, reference, place).await?;
            }
            Doing::Note { words } => {
                cases::add_note(self.office, &self.cast.clerk, moment, known.receipt.case, words).await?;
            }
            Doing::Dispute(disputed) => known.dispute = Some(self.disputes(&known, moment, disputed).await?),
            Doing::DisputeAnswered {} | Doing::DisputeEnded { .. } => {
                self.ends(&known, what, moment).await?;
            }
        }
        Ok(known)
    }

    async fn version(&self, known: &Known, moment: Moment) -> anyhow::Result<i64> {
        let case = cases::get(self.office, &self.cast.clerk, moment, known.receipt.case).await?;
        Ok(case.version)
    }

    async fn records(&self, known: &Known, moment: Moment, what: What, note: &str) -> anyhow::Result<()> {
        let recording = Recording::today(moment, what).with_note(note.to_owned());
        let version = self.version(known, moment).await?;
        let case = known.receipt.case;
        cases::record(self.office, &self.cast.clerk, moment, case, version, &recording).await?;
        Ok(())
    }

    async fn on_the_site(&self, known: &Known, what: &Doing, moment: Moment) -> anyhow::Result<()> {
        let (office, case) = (self.office, known.receipt.case);
        let who = Applicant {
            organ: self.cast.clerk.organ,
            application: known.receipt.application,
            from: THERE.to_owned(),
        };
        match what {
            Doing::Correct { answers } => {
                let version = self.version(known, moment).await?;
                applicant::correct(office, &who, moment, case, version, answers).await?;
            }
            Doing::Message { kind, words, answer } => {
                applicant::send(office, &who, moment, case, *kind, words).await?;
                let sent = messages::list(office, &self.cast.clerk, case).await?;
                if let Some(message) = sent.last().filter(|_| !answer.is_empty()) {
                    messages::answer(office, &self.cast.clerk, moment, message.id, answer).await?;
                }
            }
            _ => {
                let version = self.version(known, moment).await?;
                applicant::withdraw(office, &who, moment, case, version).await?;
            }
        }
        Ok(())
    }

    async fn within(&self, known: &Known, what: &Doing, moment: Moment) -> anyhow::Result<()> {
        let (office, clerk, case) = (self.office, &self.cast.clerk, known.receipt.case);
        match what {
            Doing::Ask { unit, content, days } => {
                let asked = NewAsking {
                    units: vec![*self.units.get(unit).context("没有这个科室")?],
                    content: content.clone(),
                    due_on: Some(self.calendar.due(moment.today, *days).on),
                    is_seen: true,
                    is_mailed: false,
                    site: None,
                };
                askings::ask(office, clerk, moment, case, &asked, "").await?;
            }
            Doing::UnitAnswers { unit, answer } => {
                let open = askings::of_case(office, clerk, case).await?;
                let asking = open.into_iter().find(|one| one.unit_name == *unit);
                let asking = asking.context("没有征询过这个科室")?;
                let answering = Answering {
                    answer: answer.clone(),
                    version: asking.version,
                };
                askings::answer(office, clerk, moment, asking.id, &answering).await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn encloses(
        &self,
        known: &Known,
        moment: Moment,
        name: &str,
        paragraphs: &[String],
    ) -> anyhow::Result<()> {
        let item = Item {
            name: name.to_owned(),
            given: Given::Whole,
            ground: None,
            reason: String::new(),
        };
        let upload = self.sheets.file((name, name), paragraphs, &[], moment.today)?;
        let file = Enclosing {
            part: FilePart::Version,
            screening: paper::screening::screen(&upload.name, &upload.bytes),
            pages: paper::screening::pages(&upload.bytes),
            upload,
        };
        let (clerk, case) = (&self.cast.clerk, known.receipt.case);
        enclosures::add(self.office, clerk, moment, case, &item, vec![file]).await?;
        Ok(())
    }

    async fn logs(
        &self,
        known: &Known,
        moment: Moment,
        (title, summary): (&str, &str),
        agreed: bool,
    ) -> anyhow::Result<()> {
        let (office, of) = (self.office, known.receipt.case);
        let (clerk, signer) = (&self.cast.clerk, &self.cast.signer);
        let writing = answer_log::Writing {
            title,
            summary,
            is_submitted: true,
            version: 0,
        };
        answer_log::save(office, clerk, moment, of, writing).await?;
        if agreed {
            let entry = answer_log::of_case(office, clerk, of).await?;
            let entry = entry.context("答复目录没有存下")?;
            answer_log::agree(office, signer, moment, entry.id, entry.version, "同意公布").await?;
        }
        Ok(())
    }

    async fn disputes(
        &self,
        known: &Known,
        moment: Moment,
        disputed: &Disputed,
    ) -> anyhow::Result<DisputeId> {
        let clerk = &self.cast.clerk;
        let case = cases::get(self.office, clerk, moment, known.receipt.case).await?;
        let particulars = Particulars {
            route: disputed.route,
            procedure: disputed.procedure,
            number: disputed.number.clone(),
            authority: disputed.authority.clone(),
            claimant: case.applicant_name,
            subject: disputed.subject.clone(),
            received_on: moment.today,
            case_number: case.number,
            parent: None,
            note: String::new(),
        };
        Ok(disputes::open(self.office, clerk, moment, &particulars).await?)
    }

    async fn ends(&self, known: &Known, what: &Doing, moment: Moment) -> anyhow::Result<()> {
        let (office, clerk, today) = (self.office, &self.cast.clerk, moment.today);
        let id = known.dispute.context("没有登记过争议")?;
        let version = disputes::get(office, clerk, id).await?.version;
        let Doing::DisputeEnded { ending, number, days } = what else {
            disputes::answer(office, clerk, moment, id, version, today).await?;
            return Ok(());
        };
        let reply = || NewReply {
            number: number.clone(),
            received_on: today,
            by: None,
            days: Some(*days),
            from: None,
        };
        let ordered = (*days > 0).then(|| Ordered::Reply(reply()));
        let nothing = ending.may_order_reply().then_some(Ordered::Nothing);
        let ended = Ended {
            ending: *ending,
            on: today,
            ordered: ordered.or(nothing),
        };
        disputes::end(office, clerk, moment, (id, version), &ended).await?;
        Ok(())
    }
}

/// The application as it is filled in. The identity number has a right check digit, and is nobody's.
fn form(life: &Life) -> ApplicationForm {
    let is_online = life.channel == Channel::Online;
    let is_person = life.kind == ApplicantKind::NaturalPerson;
    let of = |person: &str, organisation: &str| if is_person { person } else { organisation }.to_owned();
    let by = |online: &str, other: &str| if is_online { online } else { other }.to_owned();
    ApplicationForm {
        kind: life.kind.code().to_owned(),
        name: life.name.clone(),
        identity_kind: of("identity_card", "credit_code"),
        identity_number: of("11010519491231002X", "91350100M000100Y43"),
        legal_representative: of("", "示例·法定代表人"),
        contact_person: of("", "示例·联系人"),
        phone: "13800000000".to_owned(),
        address: "示例市示例路1号".to_owned(),
        request: life.request.clone(),
        form: by("electronic", "paper"),
        way: by("online", "collect"),
        ..ApplicationForm::default()
    }
}

/// The working day so many working days before.
pub fn working_days_before(calendar: &Calendar, today: Date, days: u16) -> Date {
    (0..days).fold(today, |day, _| calendar.working_day_before(day))
}
