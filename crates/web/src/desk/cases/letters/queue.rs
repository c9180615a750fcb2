//! The queue of sign-off: the letters that wait for this person, one card at a time with what one must know to agree or to send
//! it back; after each comes the next. The whole letter is a tap away. Who may act is asked by the office for every verdict.

use jiff::civil::Date;
use law::cases::decision::Decision;
use law::cases::headline;
use law::cases::letters::{Origin, Paragraph, Sheet};
use law::codes::{Outcome, spoken};
use law::review::Level;
use law::signs::listed_in_one_line;
use office::LetterId;
use office::cases::letters::{CaseLetter, Told};
use office::cases::{self, Case, letters};

use super::forms::ActForm;
use super::show::{Tick, address, ticks};
use crate::desk::cases::shared::HERE;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::when::minute;

/// Where the queue is.
pub const QUEUE: &str = "/desk/cases/letters";

/// The old day and the new one, of a letter that moves it.
pub struct Moved {
    /// Year and day, so that a narrow screen breaks between them.
    pub from: (String, String),
    pub until: (String, String),
    pub days: u16,
    pub is_tentative: bool,
}

/// A letter as whoever agrees to it must know it.
pub struct Card {
    pub here: String,
    pub case: String,
    pub version: i64,
    pub position: usize,
    pub total: usize,
    pub title: String,
    pub number: String,
    pub addressee: String,
    pub request: String,
    pub moved: Option<Moved>,
    pub reason: String,
    pub written: String,
    /// Label and words of what must be seen.
    pub points: Vec<(&'static str, String)>,
    pub basis: String,
    pub cautions: Vec<String>,
    pub lacks: usize,
    pub level: &'static str,
    /// The days it states that nobody published, for whoever signs.
    pub tentative: String,
    pub to_look_at: Vec<Tick>,
    pub act: ActForm,
    /// The one behind it.
    pub next: Option<String>,
}

impl Card {
    /// The card of the letter that is asked for, or of the first that waits; none where nothing waits.
    pub async fn of(
        desk: &Desk,
        waiting: &[CaseLetter],
        wanted: Option<LetterId>,
        act: ActForm,
    ) -> Result<Option<Self>, Problem> {
        let position = waiting
            .iter()
            .position(|letter| Some(letter.id) == wanted)
            .unwrap_or(0);
        let Some(letter) = waiting.get(position) else {
            return Ok(None);
        };
        let Some(place) = letter.place_for(&desk.actor.roles, desk.actor.account) else {
            return Ok(None);
        };
        let told = letters::told(desk.office(), &desk.actor, desk.moment, letter).await?;
        let lacks = letters::hindrances(desk.office(), &desk.actor, desk.moment, letter).await?;
        let case = cases::get(desk.office(), &desk.actor, desk.moment, letter.case).await?;
        let points = points(desk, letter, &case).await?;
        let next = waiting.get(position + 1).or_else(|| waiting.first());
        Ok(Some(Self {
            here: address(letter),
            case: format!("{HERE}/{}", letter.case),
            version: letter.version,
            position: position + 1,
            total: waiting.len(),
            title: letter.letter.title.clone(),
            number: letter.case_number.clone(),
            addressee: letter.letter.addressee.clone(),
            request: headline(&case.as_corrected()),
            moved: moved(&told),
            // What a reply gives and withholds stands line by line; its text in one run tells them less well.
            reason: if letter.kind.is_reply() && points.len() > 1 {
                String::new()
            } else {
                reason(letter, &told.sheet)
            },
            written: format!("{}，{} 送审", letter.written_by, minute(letter.changed_at)),
            points,
            basis: basis(desk, letter).await?,
            lacks: lacks.len(),
            level: place.level.label(),
            tentative: if place.level == Level::Signing {
                let days: Vec<String> = told.tentative.iter().map(|day| spoken(*day)).collect();
                days.join("、")
            } else {
                String::new()
            },
            to_look_at: if place.level == Level::Secrecy {
                ticks(letter, &act)
            } else {
                Vec::new()
            },
            cautions: told.cautions,
            act,
            next: next
                .filter(|next| next.id != letter.id)
                .map(|next| format!("{QUEUE}?letter={}", next.id)),
        }))
    }
}

/// Where the next letter is that waits for this person behind this one, and how many there are without it.
pub async fn next(desk: &Desk, after: LetterId) -> Result<Option<(String, usize)>, Problem> {
    let mut waiting = letters::waiting(desk.office(), &desk.actor).await?;
    waiting.retain(|letter| letter.id != after);
    let behind = waiting.iter().find(|letter| letter.id > after);
    let next = behind.or_else(|| waiting.first());
    Ok(next.map(|next| (format!("{QUEUE}?letter={}", next.id), waiting.len())))
}

fn moved(told: &Told) -> Option<Moved> {
    let moves = told.moves.as_ref()?;
    Some(Moved {
        from: moves
            .from
            .map_or_else(|| ("未定".to_owned(), String::new()), year_and_day),
        until: year_and_day(moves.until),
        days: moves.days,
        is_tentative: told.tentative.contains(&moves.until),
    })
}

fn year_and_day(day: Date) -> (String, String) {
    let words = spoken(day);
    let (year, rest) = words.split_once('年').unwrap_or((&words, ""));
    (format!("{year}年"), rest.to_owned())
}

/// What somebody wrote for it; where nobody did, what it says behind its opening.
fn reason(letter: &CaseLetter, sheet: &Sheet) -> String {
    let runs = sheet
        .paragraphs
        .iter()
        .flat_map(|shown| shown.lines.iter().flatten());
    let written: Vec<&str> = runs
        .filter(|run| run.origin == Origin::Written)
        .map(|run| run.words.as_str())
        .collect();
    if !written.is_empty() {
        return written.join("；");
    }
    let plain = letter
        .letter
        .paragraphs
        .iter()
        .filter_map(|paragraph| match paragraph {
            Paragraph::Plain(text) => Some(text.as_str()),
            _ => None,
        });
    let plain: Vec<&str> = plain.collect();
    plain
        .get(1)
        .or(plain.first())
        .copied()
        .unwrap_or_default()
        .to_owned()
}

/// What whoever signs must see without opening the letter: what is withheld and what goes out; what is charged and for what.
async fn points(
    desk: &Desk,
    letter: &CaseLetter,
    case: &Case,
) -> Result<Vec<(&'static str, String)>, Problem> {
    let mut points = Vec::new();
    if let Some(charge) = letter.basis.charge {
        points.push((
            "收费",
            format!(
                "{} 元（{}）",
                charge.fen(),
                charge.counted(case.standing.received_on)
            ),
        ));
    }
    if letter.kind.is_reply() {
        let decision = cases::decision(desk.office(), &desk.actor, letter.case).await?;
        let decision = decision.map(|(decision, _)| decision);
        points.extend(decision.as_ref().and_then(given).map(|words| ("公开", words)));
        let withheld: Vec<String> = decision
            .iter()
            .flat_map(|decision| &decision.withheld)
            .map(|one| format!("{}（{}）", one.part, one.outcome.label()))
            .collect();
        if !withheld.is_empty() {
            points.push(("不公开", withheld.join("；")));
        }
        let names = &letter.letter.enclosures;
        if !names.is_empty() {
            points.push(("附件", format!("{} 件：{}", names.len(), names.join("；"))));
        }
    }
    Ok(points)
}

/// What a reply gives; nothing where it gives nothing.
fn given(decision: &Decision) -> Option<String> {
    let over = listed_in_one_line(&decision.public_interest.content);
    match decision.outcome {
        Outcome::PartlyGranted => Some(listed_in_one_line(&decision.given)),
        Outcome::GrantedProvided if over.is_empty() && !decision.given.trim().is_empty() => {
            Some(listed_in_one_line(&decision.given))
        }
        Outcome::GrantedProvided if over.is_empty() => Some("申请公开的全部信息".to_owned()),
        Outcome::GrantedProvided => Some(format!("{over}；申请公开的其他信息一并公开")),
        _ => None,
    }
}

/// What it rests on: the article of its outcome, or of its act.
async fn basis(desk: &Desk, letter: &CaseLetter) -> Result<String, Problem> {
    if letter.kind.is_reply() {
        let decision = cases::decision(desk.office(), &desk.actor, letter.case).await?;
        return Ok(decision.map_or_else(String::new, |(decision, _)| {
            format!("{}（{}）", decision.outcome.label(), decision.outcome.article())
        }));
    }
    let article = letter.kind.act().map_or("", |act| act.spec().rule.article);
    Ok(article.to_owned())
}
