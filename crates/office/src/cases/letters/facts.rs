//! The facts a letter is filled from, gathered from its case as it stands, and what still hinders it.

use jiff::civil::Date;
use law::cases::decision::{Decision, EarlierFound, Facts, Search};
use law::cases::enclosures::{Enclosed, blockers, listed, things_asked, told_of_missing_files};
use law::cases::letters::{
    AskedFor, Consulted, Fee, Letter, LetterFacts, LetterKind, Past, Sheet, fill, gaps, stated_tentative,
    unaccepted,
};
use law::cases::{
    Channel, Clock, ClockName, Consultation, Event, LONGEST_EXTENSION, OPINION_DAYS, Standing, Way, What,
};
use law::codes::{ApplicantKind, WhyNot};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::leaving::{HeldBack, disputed, held_back};
use super::past::AskedBy;
use super::people::People;
use super::{Basis, CaseLetter, all_decided_before, past};
use crate::cases::acts::mending::{Mended, mendings};
use crate::cases::acts::{decide, earlier};
use crate::cases::looking::read::{corrected, events};
use crate::cases::settings::{CaseSettings, read, rules};
use crate::cases::{askings, enclosures, month};
use crate::disputes::heed_revoked_notices;
use crate::entity::{application, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, OrganId};
use crate::moment::{Actor, Moment};
use crate::organs::{self, Organ};
use crate::store::Office;

/// What hinders a letter, each with the field it concerns.
pub type Hindrances = Vec<WhyNot>;

/// What an organ puts into every letter and reckons by; read before a transaction, as it seldom changes.
pub(in crate::cases) struct House {
    pub office: Office,
    pub organ: Organ,
    pub settings: CaseSettings,
    pub rules: law::cases::Rules,
}

impl House {
    pub(in crate::cases) async fn of(office: &Office, organ: OrganId) -> Result<Self, OfficeError> {
        Ok(Self {
            office: office.clone(),
            organ: organs::find(office, organ).await?,
            settings: read(office.on(), organ).await?,
            rules: rules(office, organ).await?,
        })
    }

    /// Whom to turn to: a person and a number (联系人及电话).
    fn contact(&self) -> String {
        let guide = &self.organ.guide;
        let own = |own: &str, other: &str| {
            let own = own.trim();
            if own.is_empty() {
                other.trim().to_owned()
            } else {
                own.to_owned()
            }
        };
        let person = own(&self.settings.contact_person, &guide.office_name);
        let phone = own(&self.settings.contact_phone, &guide.phone);
        let parts = [person, phone].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("，")
    }

    /// Where papers are sent back to.
    fn address(&self) -> String {
        let guide = &self.organ.guide;
        match (guide.address.trim(), guide.postcode.trim()) {
            ("", _) => String::new(),
            (address, "") => address.to_owned(),
            (address, postcode) => format!("{address}（邮政编码{postcode}）"),
        }
    }

    /// The characters of a letter that can't be printed here.
    pub(super) fn unprintable(&self, letter: &Letter) -> Vec<char> {
        self.office.unprintable(&letter.printed())
    }
}

/// A case as a letter about it needs it.
pub(super) struct Matter {
    pub row: request_case::Model,
    pub application: application::Model,
    pub events: Vec<Event>,
    pub standing: Standing,
    pub decision: Option<Decision>,
    /// What was decided by the reply that this one takes the place of, where one was ordered anew.
    pub before: Vec<Decision>,
    /// What goes out with the reply that is in work.
    pub enclosed: Vec<Enclosed>,
    /// What was asked and told so far, with the numbers of its letters.
    pub past: Past,
    /// The letters that asked third parties.
    asked_by: Vec<AskedBy>,
    /// How many applications its applicant made in the year up to it.
    asked_for: Option<AskedFor>,
    /// What the records say of the earlier reply that the decision names.
    pub earlier: EarlierFound,
    /// The day this system took in the first application of the organ.
    kept_since: Option<Date>,
    /// What the request names, where it names several things and no reply before knew of them.
    things_asked: Vec<String>,
    /// The request as it was corrected.
    asked: String,
    /// What the units answered: the entries of the search log, and who holds what is asked for.
    pub units: (Vec<Search>, Vec<String>),
    /// Whom its letters may not name, to whoever they go to.
    pub people: People,
}

impl Matter {
    pub async fn of(
        on: &impl ConnectionTrait,
        house: &House,
        actor: &Actor,
        moment: Moment,
        case: CaseId,
    ) -> Result<Self, OfficeError> {
        let query =
            request_case::Entity::find_by_id(case).filter(request_case::Column::OrganId.eq(actor.organ));
        let row = query.one(on).await?.ok_or(OfficeError::Missing)?;
        let application = application::Entity::find_by_id(row.application_id)
            .one(on)
            .await?
            .ok_or_else(|| OfficeError::Damaged(format!("request_case {case} 没有申请")))?;
        let entries = events(on, case).await?;
        let asked = corrected(&row.request, &entries);
        let events: Vec<Event> = entries.iter().map(|entry| entry.event.clone()).collect();
        let mut standing = Standing::of(&events, &house.rules, moment.today)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        heed_revoked_notices(on, &row, &mut standing.history).await?;
        let of = (&row, &application);
        let people = People::of(&house.office, on, of, &entries, &standing.history).await?;
        let enclosed = enclosures::enclosed(&enclosures::of_case(on, case).await?);
        let decision = decide::read(&row)?.map(|decision| decision.with_files(!enclosed.is_empty()));
        let before = all_decided_before(on, case).await?;
        let before_is_known = !before.is_empty();
        let (past, asked_by) = past::of(on, house, &row, &events, &standing).await?;
        let asked_for = month::year_of_applicant(on, &row).await?;
        let earlier = earlier::found(on, &row, &application, decision.as_ref()).await?;
        let kept_since = earlier::kept_since(on, row.organ_id).await?;
        let units = askings::evidence(on, &row).await?;
        Ok(Self {
            row,
            application,
            events,
            standing,
            decision,
            before,
            enclosed,
            past,
            asked_by,
            asked_for,
            earlier,
            kept_since,
            things_asked: if before_is_known {
                Vec::new()
            } else {
                things_asked(&asked)
            },
            asked,
            units,
            people,
        })
    }

    /// The facts of a letter of this case. What was typed for the letter itself is in its basis; an extension's new
    /// day is worked out.
    pub fn facts(&self, house: &House, moment: Moment, basis: &Basis) -> LetterFacts {
        let history = &self.standing.history;
        let way = Way::from_code(&self.application.way);
        let kind = ApplicantKind::from_code(&self.row.applicant_kind);
        let mut deferral = basis.deferral.clone();
        // Its signature is the agreement of the office's head (条例第三十三条第二款).
        deferral.is_approved = true;
        deferral.approved_by.clone_from(&house.settings.head_of_office);
        let mut tentative = self.tentative(house, moment, basis);
        if let Some(what @ What::Extended { days, .. }) = &basis.what {
            let clock = self.clock_after(house, moment, agreed(what, house));
            deferral.days = (*days).min(LONGEST_EXTENSION);
            deferral.until = clock.as_ref().map(|clock| clock.due_on);
            let mut spans = clock.iter().flat_map(|clock| &clock.excluded);
            deferral.awaits_opinion = spans.any(|span| span.is_open);
            let is_awaited = |clock: &Clock| clock.tentative && house.rules.calendar.is_awaited(clock.due_on);
            tentative.extend(clock.filter(is_awaited).map(|clock| clock.due_on));
        }
        LetterFacts {
            organ: house.organ.name.clone(),
            contact: house.contact(),
            address: house.address(),
            is_person: kind == Some(ApplicantKind::NaturalPerson),
            applicant: self.row.applicant_name.clone(),
            received_on: history.received_on,
            channel: Some(history.channel),
            request_number: self.row.number.clone(),
            request: self.row.request.clone(),
            corrected_request: self.asked.clone(),
            due_on: self.standing.due_on,
            query_code: query_code(history.channel).to_owned(),
            decision: self.decision.clone(),
            history: Facts {
                earlier: self.earlier,
                kept_since: self.kept_since,
                asked_for: self.asked_for,
                things_asked: self.things_asked.clone(),
                unit_searches: self.units.0.clone(),
                units_holding: self.units.1.clone(),
                set_aside: if history.replaces_a_revoked() {
                    self.before.clone()
                } else {
                    Vec::new()
                },
                ..Facts::of(history, &house.rules, moment.today)
            },
            past: self.past.clone(),
            remedies: house.settings.remedies.clone(),
            is_delivered_online: matches!(way, Some(Way::Online | Way::Email)),
            correcting: basis.correcting.clone(),
            deferral,
            consulted: self.consulted(&basis.consulted),
            asked_for: self.asked_for,
            fee: Fee {
                charge: basis.charge,
                counted: basis
                    .charge
                    .map(|charge| charge.counted(history.received_on))
                    .unwrap_or_default(),
                keeps_running: !house.settings.clocks.payment_restarts,
                ..basis.fee.clone()
            },
            record: basis.record.clone(),
            delivery: basis.delivery.clone(),
            tentative,
            kept_words: basis.kept_words.clone(),
            ..LetterFacts::default()
        }
    }

    /// A letter of this kind, filled; only a reply has something go out with it.
    pub fn filled(&self, house: &House, moment: Moment, kind: LetterKind, basis: &Basis) -> Letter {
        let enclosed = if kind.is_reply() {
            listed(&self.enclosed)
        } else {
            Vec::new()
        };
        let facts = LetterFacts {
            enclosures: enclosed,
            ..self.facts(house, moment, basis)
        };
        Letter {
            has_red_head: house.settings.red_heads && kind.is_reply(),
            ..fill(kind, &facts)
        }
    }

    /// The days a letter of this case may state that nobody published: the reply's, and one it sets somebody itself.
    fn tentative(&self, house: &House, moment: Moment, basis: &Basis) -> Vec<Date> {
        let calendar = &house.rules.calendar;
        let clocks = self.standing.clocks.iter();
        let reckoned = clocks.filter(|clock| clock.tentative && clock.is_running());
        let set = match basis.what {
            Some(
                What::CorrectionRequested { respond_by, .. } | What::ReasonsRequested { respond_by, .. },
            ) => respond_by,
            Some(What::Delayed { until }) => Some(until),
            _ => None,
        };
        let opinion = calendar.due(moment.today, OPINION_DAYS);
        reckoned
            .map(|clock| clock.due_on)
            .chain(set.filter(|day| calendar.is_tentative(*day)))
            .chain(Some(opinion.on).filter(|_| opinion.tentative))
            // Of a year long past no notice is awaited, whether or not it is known here.
            .filter(|day| calendar.is_awaited(*day))
            .collect()
    }

    /// Whom a letter speaks to of its opinion, with the letter that asked it and the day it came in.
    fn consulted(&self, typed: &Consulted) -> Consulted {
        let history = &self.standing.history;
        let objecting: Vec<&Consultation> =
            history.consultations.iter().filter(|one| one.objects()).collect();
        let is_named = |one: &&&Consultation| {
            let name = one.name.as_deref().unwrap_or_default();
            name.trim() == typed.name.trim()
        };
        let asked = objecting.iter().rfind(is_named).or(match objecting.as_slice() {
            [only] => Some(only),
            _ => None,
        });
        // Who is asked twice may object once: the letter is named that it answered.
        let number = asked.and_then(|asked| asked.number.clone());
        let of_letter = || {
            let mut letters = self.asked_by.iter();
            let letter = letters.rfind(|letter| letter.name.trim() == typed.name.trim());
            letter.map(|letter| letter.number.clone())
        };
        Consulted {
            asked_on: asked.map(|asked| asked.sent_on),
            asked_number: number.or_else(of_letter).unwrap_or_default(),
            answered_on: asked.and_then(|asked| asked.answer).map(|answer| answer.on),
            consents_to: asked.and_then(|asked| asked.consented()).unwrap_or_default(),
            ..typed.clone()
        }
    }

    /// The clock of the reply if this happened today.
    fn clock_after(&self, house: &House, moment: Moment, what: What) -> Option<Clock> {
        let event = Event {
            on: moment.today,
            what,
        };
        let after = Standing::with(&self.events, event, &house.rules, moment.today).ok()?;
        after
            .clocks
            .into_iter()
            .find(|clock| clock.name == ClockName::Reply)
    }

    /// What is to be known before this letter goes out today, and does not stand in its way.
    pub fn cautions(&self, house: &House, moment: Moment, letter: &CaseLetter) -> Vec<String> {
        let mut cautions = Vec::new();
        let act = self.act(house, letter, moment.today);
        if let Some(what) = act.filter(|_| letter.sent.is_none()) {
            let event = Event {
                on: moment.today,
                what,
            };
            cautions = self.standing.history.cautions(&event, &house.rules);
        }
        if letter.kind == LetterKind::ReasonsAsked {
            let from = house.rules.settings.excessive_from;
            cautions.extend(self.asked_for.and_then(|asked| asked.told_of_few(from)));
        }
        if !letter.state.is_signed() {
            cautions.extend(without_contact(&letter.letter.contact));
            cautions.extend(letter.basis.kept_words.told());
            let over = self
                .decision
                .as_ref()
                .filter(|_| letter.kind == LetterKind::OverrideNotice);
            cautions.extend(
                over.and_then(|decision| told_of_missing_files(decision, self.before.last(), &self.enclosed)),
            );
            let decision = self.decision.as_ref().filter(|_| letter.kind.is_reply());
            cautions.extend(decision.and_then(|decision| decision.told_of_left_out(&self.things_asked)));
            let facts = Facts::of(&self.standing.history, &house.rules, moment.today);
            cautions.extend(decision.and_then(|decision| decision.told_of_consent(&facts)));
        }
        cautions
    }

    /// What hinders this letter today: what it lacks, what its decision lacks, and what the law has against the act.
    pub fn hindrances(
        &self,
        house: &House,
        moment: Moment,
        letter: &CaseLetter,
    ) -> Result<Hindrances, OfficeError> {
        let facts = self.facts(house, moment, &letter.basis);
        let mut list = gaps(&letter.letter, letter.kind, &facts);
        list.extend(self.changed_since(letter)?);
        list.extend(self.people.told(letter, self.decision.as_ref()));
        let lacking = house.unprintable(&letter.letter);
        list.extend(unaccepted(&lacking, &letter.basis.accepted_characters));
        if letter.kind.word().is_some() && house.settings.letter_prefix.trim().is_empty() {
            list.push(WhyNot::new(
                "letter_prefix",
                "还没有设置发文机关代字，无法编发文字号，请到“依申请公开设置”填写。",
            ));
        }
        if letter.kind.is_reply() {
            match &self.decision {
                Some(decision) if LetterKind::of(decision.outcome) != letter.kind => {
                    list.push(WhyNot::new(
                        "decision",
                        "处理决定已经改变，这份文书的种类与它不符，请作废后重新拟稿。",
                    ));
                }
                _ => {}
            }
            if let Some(decision) = &self.decision {
                list.extend(blockers(decision, self.before.last(), &self.enclosed));
            }
            let lists = !self.enclosed.is_empty() && letter.letter.enclosures != listed(&self.enclosed);
            if lists {
                list.push(WhyNot::new(
                    "enclosures",
                    "文书中列出的附件与实际所附的文件不一致，请重新生成或者保存一次。",
                ));
            }
        }
        if let Some(what) = self.act(house, letter, moment.today) {
            let event = Event {
                on: moment.today,
                what,
            };
            list.extend(event.unmeant(moment.today, &house.rules.calendar));
            // The decision says of an objection by itself what the history has against it.
            let is_said = list.iter().any(|lack| lack.field == "override");
            match Standing::with(&self.events, event, &house.rules, moment.today) {
                Err(hindrance) if !is_said => list.push(WhyNot {
                    field: "case",
                    message: hindrance.why,
                }),
                _ => {}
            }
        }
        Ok(list)
    }

    /// The act on the case that this letter is.
    pub fn act(&self, house: &House, letter: &CaseLetter, today: Date) -> Option<What> {
        if letter.kind.is_reply() {
            let history = Facts::of(&self.standing.history, &house.rules, today);
            return self.decision.as_ref().map(|decision| What::Replied {
                outcome: decision.outcome.row(),
                heeds_objections: decision.heeds_objections(&history),
                heeded: if decision.overrides(&history) {
                    decision.heeded(&history)
                } else {
                    Vec::new()
                },
            });
        }
        letter.basis.what.as_ref().map(|what| match what {
            // By what it says it is about the same as another or not.
            What::ConsultationSent { party, name, .. } => What::ConsultationSent {
                party: *party,
                name: name.clone(),
                received_on: None,
                number: None,
                content: letter.basis.asked_content(),
            },
            what => agreed(what, house),
        })
    }
}

/// What of the case's record was mended: whoever reviews a letter goes by what stands now, and is told what stood before.
async fn mended(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<String>, OfficeError> {
    let all = mendings(office, actor, case).await?;
    let line = |one: Mended| {
        let now = one
            .now
            .map_or_else(|| "撤销登记".to_owned(), |now| format!("更正为“{}”", now.line()));
        format!(
            "办理过程有更正：“{}”由{}{now}（{}）。",
            one.stated.line(),
            one.by,
            one.reason
        )
    };
    Ok(all.into_iter().map(line).collect())
}

/// An extension as its signature makes it: agreed to by the head of the office, or by whoever signs.
fn agreed(what: &What, house: &House) -> What {
    match what {
        What::Extended { days, .. } => What::Extended {
            days: *days,
            approved_by: match house.settings.head_of_office.trim() {
                "" => "签发人".to_owned(),
                head => head.to_owned(),
            },
        },
        what => what.clone(),
    }
}

/// What hinders a letter today; empty when it may go on.
pub async fn hindrances(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: &CaseLetter,
) -> Result<Hindrances, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let house = House::of(office, actor.organ).await?;
    let matter = Matter::of(office.on(), &house, actor, moment, letter.case).await?;
    matter.hindrances(&house, moment, letter)
}

/// What is to be known of a letter before it goes on: cautions, and the days it states that nobody published, which whoever
/// signs accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub cautions: Vec<String>,
    pub tentative: Vec<Date>,
    /// The day to reply that it moves, where it is an extension.
    pub moves: Option<Moves>,
    /// What is told before it leaves, once it is signed, by a way that arrives at once.
    pub held_back: Vec<HeldBack>,
    /// Its text with what is wording, filled in, written and tentative told apart.
    pub sheet: Sheet,
}

/// An extension: from which day to which (条例第三十三条第二款).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moves {
    /// `None` while the reply's clock does not run.
    pub from: Option<Date>,
    pub until: Date,
    /// In working days.
    pub days: u16,
}

/// What is to be known before this letter goes on today.
pub async fn told(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: &CaseLetter,
) -> Result<Told, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let house = House::of(office, actor.organ).await?;
    let matter = Matter::of(office.on(), &house, actor, moment, letter.case).await?;
    let facts = matter.facts(&house, moment, &letter.basis);
    let mut cautions = matter.cautions(&house, moment, letter);
    if !letter.state.is_signed() {
        cautions.extend(mended(office, actor, letter.case).await?);
    }
    if letter.kind.is_reply() && !letter.state.is_signed() {
        let disputes = disputed(office.on(), &matter, letter).await?;
        cautions.extend(disputes.into_iter().map(|one| one.why));
    }
    let at_once = (moment.today, law::cases::Delivery::Online);
    Ok(Told {
        held_back: held_back(office.on(), &house, moment, (&matter, letter), at_once).await?,
        cautions,
        tentative: stated_tentative(&letter.letter, &facts.tentative),
        moves: match (&letter.basis.what, facts.deferral.until) {
            (Some(What::Extended { days, .. }), Some(until)) => Some(Moves {
                from: matter.standing.due_on,
                until,
                days: *days,
            }),
            _ => None,
        },
        sheet: Sheet::of(&letter.letter, letter.kind, &facts),
    })
}

/// What is said of a contact line without a telephone number: whoever reads the letter has nobody to ask.
fn without_contact(contact: &str) -> Option<String> {
    let digits = contact.chars().filter(char::is_ascii_digit).count();
    let said =
        "联系人及电话一行没有电话号码，请填写联系人和电话；在“依申请公开设置”中填写的，以后的文书自动写上。";
    (digits < 5).then(|| said.to_owned())
}

/// Where the applicant has the query code from.
const fn query_code(channel: Channel) -> &'static str {
    match channel {
        Channel::Online => "见提交申请时取得的回执；没有取得的，请与本机关联系",
        Channel::InPerson | Channel::Oral => "已于登记时当面告知；没有取得的，请与本机关联系",
        Channel::RegisteredPost | Channel::OrdinaryPost | Channel::Fax => "请与本机关联系取得",
    }
}
