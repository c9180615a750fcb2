//! The application as its applicant sees it: what comes next and by when, what has happened, what may be done.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use law::cases::{NextStep, Reached, ReplyDay, Stage, Standing, State};
use office::cases::applicant::{self, FeeDue};
use office::cases::letters::CaseLetter;
use office::cases::messages::Message;
use office::cases::{Entry, TrackedCase};
use office::sealed::mask;
use serde::Deserialize;

use super::act::Step;
use super::answer::Answer;
use super::letter::Sent;
use super::pass::Pass;
use super::{CASE, HERE};
use crate::errors::Problem;
use crate::site::layout::Frame;
use crate::site::visitor::Contact;
use crate::when::{local, minute};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TrackedCaseQuery {
    done: String,
}

/// Something the applicant may do.
struct Link {
    href: String,
    label: &'static str,
}

/// A step of the way, with its day in words.
struct StageShown {
    label: &'static str,
    /// `done`, `now` or `later`
    reached: &'static str,
    told: String,
}

/// A longer request is no title.
const LONGEST_TITLE: usize = 60;

/// One line of the timeline.
struct Happened {
    on: String,
    text: String,
    note: Option<String>,
}

/// A message with its answer.
struct Written {
    kind: &'static str,
    at: String,
    content: String,
    answer: Option<(String, String)>,
}

/// The fee, in words.
struct Fee {
    amount: String,
    noticed_on: String,
    paid_on: Option<String>,
}

/// One case.
struct Shown {
    number: String,
    request: String,
    state: &'static str,
    next: NextStep,
    stages: Vec<StageShown>,
    /// How the days were worked out, line by line, with nobody named who was consulted.
    reasoning: Vec<law::cases::Line>,
    /// Nothing is waited for any more.
    is_over: bool,
    /// It went out, and is not known to have come: what that means is told beside the answer.
    is_on_its_way: bool,
    /// The applicant is asked to call: the number stands there.
    calls: bool,
    received_on: Option<String>,
    reply_days: Vec<ReplyDay>,
    outcome: Option<String>,
    fee: Option<Fee>,
    timeline: Vec<Happened>,
    /// What the applicant is waited for to do.
    awaited: Vec<Link>,
    links: Vec<Link>,
    answer: Option<Answer>,
    /// The replies before it.
    earlier: Vec<Answer>,
    letters: Vec<Sent>,
    messages: Vec<Written>,
}

#[derive(Template)]
#[template(path = "site/track/case.html")]
struct CasePage {
    frame: Frame,
    csrf: String,
    title: String,
    /// The request is too long to be the title.
    is_long: bool,
    /// What was asked for, where it is answered as one case: 长辈版 says so first.
    answered: Option<String>,
    /// The telephone, as it is dialled and as it is read.
    phone: Option<(String, String)>,
    number: String,
    applicant: String,
    sent_on: String,
    form: Option<&'static str>,
    way: Option<&'static str>,
    done: Option<&'static str>,
    /// What the applicant handed in.
    files: Vec<String>,
    /// What the office mended in the registration: the day, and what.
    mended: Vec<(String, String)>,
    cases: Vec<Shown>,
    contacts: Vec<Contact>,
}

/// The page.
pub async fn show(pass: Pass, Query(asked): Query<TrackedCaseQuery>) -> Result<Response, Problem> {
    let mut cases = Vec::new();
    for case in &pass.tracked.cases {
        cases.push(shown(&pass, case).await?);
    }
    let files = office::cases::supplements(pass.visitor.office(), &pass.who).await?;
    let done = match asked.done.as_str() {
        "files" => Some("材料已提交，经办人会看到。"),
        code => Step::all()
            .into_iter()
            .find(|step| step.code() == code)
            .map(Step::done),
    };
    let visitor = &pass.visitor;
    let request = pass.tracked.request.trim();
    let is_long = request.chars().count() > LONGEST_TITLE || request.contains('\n');
    let is_answered = matches!(cases.as_slice(), [one] if one.answer.is_some());
    let response = visitor.page(&CasePage {
        frame: visitor.private_frame("我的申请", &[("申请进度查询", HERE)]),
        csrf: visitor.secret(),
        title: if is_long { "我的申请" } else { request }.to_owned(),
        is_long,
        answered: is_answered.then(|| request.to_owned()),
        phone: phone(&visitor.site.organ.guide.phone),
        form: pass.tracked.form.map(law::cases::Form::label),
        way: pass.tracked.way.map(law::cases::Way::label),
        number: pass.tracked.number.clone(),
        applicant: mask(&pass.tracked.applicant_name),
        sent_on: pass.tracked.arrived_on.to_string(),
        done,
        files: files.into_iter().map(|file| file.name).collect(),
        mended: pass
            .tracked
            .mended
            .iter()
            .map(|(at, fields)| (local(*at).date().to_string(), fields.join("、")))
            .collect(),
        cases,
        contacts: visitor.contacts(),
    })?;
    pass.prolonged(response)
}

fn phone(number: &str) -> Option<(String, String)> {
    let dialled: String = number
        .chars()
        .filter(|sign| sign.is_ascii_digit() || *sign == '+')
        .collect();
    (!dialled.is_empty()).then(|| (dialled, number.to_owned()))
}

async fn shown(pass: &Pass, case: &TrackedCase) -> Result<Shown, Problem> {
    let (office, who) = (pass.visitor.office(), &pass.who);
    let messages = applicant::messages(office, who, case.id).await?;
    let fee = applicant::fee(office, who, case.id).await?;
    let letters = office::cases::letters::for_applicant(office, who, case.id).await?;
    let (standing, today) = (&case.standing, pass.visitor.moment.today);
    // What was decided is told once the reply has gone out.
    let outcome = standing
        .outcome
        .filter(|_| standing.state == State::Delivered)
        .map(law::codes::TableThreeRow::in_words);
    let (answer, earlier) = Answer::all(case, &letters);
    let is_answer = |letter: &CaseLetter| earlier.iter().chain(&answer).any(|answer| answer.of == letter.id);
    let (awaited, links) = links(case);
    Ok(Shown {
        number: case.number.clone(),
        request: case.request.clone(),
        state: state_words(standing, today, pass.tracked.is_person),
        reasoning: if standing.decided_on.is_some() && standing.state.is_open() {
            // It tells the outcome, which the applicant learns by the reply.
            Vec::new()
        } else {
            standing.reasoning_for_applicant.clone()
        },
        next: standing
            .next_step(pass.visitor.moment.today)
            .said_to(pass.tracked.is_person),
        received_on: standing.received_on.map(|day| day.to_string()),
        reply_days: standing.reply_days(),
        fee: fee.map(Fee::of),
        timeline: case.timeline.iter().map(Happened::of).collect(),
        stages: standing.stages(today).into_iter().map(StageShown::of).collect(),
        is_over: !standing.state.is_open(),
        is_on_its_way: is_announced(standing, today) || standing.reply_on_its_way().is_some(),
        calls: standing.state == State::CameBack
            || is_announced(standing, today)
            || standing.reply_on_its_way().is_some(),
        awaited,
        links,
        letters: letters
            .iter()
            .filter(|letter| !is_answer(letter))
            .map(Sent::of)
            .collect(),
        answer,
        earlier,
        messages: messages.iter().map(Written::of).collect(),
        outcome,
    })
}

fn is_announced(standing: &Standing, today: Date) -> bool {
    standing.announced_until.is_some_and(|until| today < until)
}

/// How far it has come, for its applicant: what was posted or announced is not with them yet.
fn state_words(standing: &Standing, today: Date, is_person: bool) -> &'static str {
    if standing.reply_on_its_way().is_some() {
        "已交邮，待收到"
    } else if is_announced(standing, today) {
        "公告中"
    } else {
        standing.state.for_applicant(is_person)
    }
}

/// What is waited for from the applicant, and what else they may do.
fn links(case: &TrackedCase) -> (Vec<Link>, Vec<Link>) {
    let possible = Step::all().into_iter().filter(|step| step.may(case).is_ok());
    let (awaited, other): (Vec<Step>, Vec<Step>) =
        possible.partition(|step| matches!(step, Step::Correction | Step::Reasons));
    let link = |step: Step| Link {
        href: format!("{CASE}/{}/{}", case.id, step.code()),
        label: step.label(),
    };
    let mut links: Vec<Link> = other.into_iter().map(link).collect();
    if case.standing.may_supplement().is_ok() {
        let files = Link {
            href: format!("{CASE}/{}/files", case.id),
            label: "补充材料",
        };
        links.insert(0, files);
    }
    (awaited.into_iter().map(link).collect(), links)
}

impl StageShown {
    fn of(stage: Stage) -> Self {
        let short = |day: Date| format!("{}月{}日", day.month(), day.day());
        let told = match (stage.on, stage.by, stage.reached) {
            (Some(on), _, _) => short(on),
            (None, Some(by), _) => format!("{}前", short(by)),
            (None, None, Reached::Now) => "进行中".to_owned(),
            (None, None, Reached::Done | Reached::Later) => String::new(),
        };
        Self {
            label: stage.label,
            reached: match stage.reached {
                Reached::Done => "done",
                Reached::Now => "now",
                Reached::Later => "later",
            },
            told,
        }
    }
}

impl Happened {
    fn of(entry: &Entry) -> Self {
        Self {
            on: entry.event.on.to_string(),
            text: entry.event.told_to_applicant(entry.is_own),
            note: entry
                .note
                .clone()
                .filter(|_| entry.event.what.act().spec().note.is_for_applicant),
        }
    }
}

impl Fee {
    fn of(fee: FeeDue) -> Self {
        Self {
            amount: fee.fen.to_string(),
            noticed_on: fee.noticed_on.to_string(),
            paid_on: fee.paid_on.map(|day| day.to_string()),
        }
    }
}

impl Written {
    fn of(message: &Message) -> Self {
        let answer = message.answer.as_ref();
        Self {
            kind: message.kind.label(),
            at: minute(message.created_at),
            content: message.content.clone(),
            answer: answer.map(|answer| (minute(answer.at), answer.text.clone())),
        }
    }
}
