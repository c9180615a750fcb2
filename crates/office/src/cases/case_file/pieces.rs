//! Which pieces the file of a case has, in their order.

use std::collections::BTreeSet;

use law::cases::case_file::Category;
use law::cases::enclosures::{FilePart, Given, are_one};
use law::cases::letters::LetterKind;

use super::{Piece, Record, Source, records};
use crate::cases::applicant::files::files;
use crate::cases::askings::{self, Asking};
use crate::cases::enclosures::{self, Enclosure, KeptFile};
use crate::cases::letters::{CaseLetter, of_case};
use crate::cases::looking::read::{Case, get};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::{Actor, Moment, minute};
use crate::store::Office;

/// The pieces of a case, by heading; empty records are left out.
pub(in crate::cases) async fn pieces(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<Vec<Piece>, OfficeError> {
    let case = get(office, actor, moment, case).await?;
    let letters = of_case(office, actor, case.id).await?;
    let (signed, others): (Vec<CaseLetter>, Vec<CaseLetter>) =
        letters.into_iter().partition(|letter| letter.state.is_signed());
    let decided = records::decided(office, actor, &case, &signed).await?;
    let mut pieces = application(office, actor, &case, &outputs(&decided)).await?;
    // A number that was given out is accounted for (行政复议法第七十条、行政诉讼法第六十七条).
    for letter in others.iter().filter(|letter| letter.letter.number.is_some()) {
        of_withdrawn(&mut pieces, letter);
    }
    // The third party's own form goes out blank; what comes back filled in is a paper of its own.
    let filled = signed
        .iter()
        .filter(|letter| letter.kind != LetterKind::ThirdPartyOpinion);
    let mut items: Vec<&Enclosure> = signed.iter().flat_map(|letter| &letter.enclosures).collect();
    let in_work = enclosures::in_work(office, actor, case.id).await?;
    items.extend(&in_work);
    for letter in filled {
        of_letter(&mut pieces, letter);
        let frozen = enclosures::of_letter(office.on(), letter.id).await?;
        of_copies(&mut pieces, letter, &frozen, &items);
    }
    let asked = askings::of_case(office, actor, case.id).await?;
    let at_hand = records::of_case(office, actor, &case, &signed, &asked, &decided).await?;
    pieces.extend(at_hand.into_iter().filter_map(of_record));
    pieces.extend(asked.iter().flat_map(of_asking));
    // Within a heading by day; stable, so that what belongs to a letter stays behind it, and what is of no one day comes last.
    pieces.sort_by_cached_key(|piece| {
        let heading = Category::ALL.iter().position(|known| *known == piece.category);
        let day = piece.on.get(..10).map(str::to_owned);
        (heading, day.is_none(), day)
    });
    Ok(pieces)
}

/// The files that a search gave out, by what the search log names them.
fn outputs(decided: &[records::Decided]) -> BTreeSet<String> {
    let searches = decided.iter().flat_map(|(_, decision)| &decision.searches);
    searches.flat_map(|search| search.files.iter().cloned()).collect()
}

/// The application with what came with it; what a search gave out is evidence of the search (条例第三十六条第（四）项).
async fn application(
    office: &Office,
    actor: &Actor,
    case: &Case,
    outputs: &BTreeSet<String>,
) -> Result<Vec<Piece>, OfficeError> {
    let mut pieces = Vec::new();
    if case.anonymised_at.is_none() {
        pieces.push(Piece {
            category: Category::Application,
            title: "政府信息公开申请登记表".to_owned(),
            number: case.number.clone(),
            on: case.standing.history.arrived_on.to_string(),
            source: Source::Registration,
        });
    }
    for file in files(office, actor, case.id).await? {
        let is_output = outputs.contains(&file.id.to_string());
        let (category, title) = if is_output {
            (Category::Search, format!("检索结果：{}", stem(&file.name)))
        } else {
            (Category::Application, stem(&file.name).to_owned())
        };
        pieces.push(Piece {
            category,
            title,
            number: String::new(),
            on: minute(file.added_at),
            source: Source::ApplicationFile(file.id),
        });
    }
    Ok(pieces)
}

/// A letter that was signed and whose signature was taken back before it went out, and what was said of it.
fn of_withdrawn(pieces: &mut Vec<Piece>, letter: &CaseLetter) {
    let title = &letter.letter.title;
    let piece = |title: String, source| Piece {
        category: Category::Procedure,
        title,
        number: letter.letter.number.clone().unwrap_or_default(),
        on: letter.letter.dated.map(|day| day.to_string()).unwrap_or_default(),
        source,
    };
    // What left the house and came back was given by the organ on that day, whatever was written in its place since.
    let became = if letter.returned.is_some() {
        "已送出，被退回，后另行作出"
    } else {
        "已撤回签发，作废"
    };
    pieces.push(piece(
        format!("{title}（{became}）"),
        Source::Letter(Box::new(letter.clone())),
    ));
    if letter.returned.is_some() && letter.kind.has_delivery_record() {
        pieces.push(piece(format!("{title}送达回证"), Source::Delivery(letter.id)));
    }
    pieces.push(piece(
        format!("{title}审查呈批单（{became}）"),
        Source::Review(letter.id),
    ));
}

/// A letter, what was said of it, how it reached its addressee, and what went out with it.
fn of_letter(pieces: &mut Vec<Piece>, letter: &CaseLetter) {
    let category = if letter.kind.is_reply() {
        Category::Reply
    } else {
        Category::Procedure
    };
    let title = &letter.letter.title;
    let piece = |category, title: String, source| Piece {
        category,
        title,
        number: letter.letter.number.clone().unwrap_or_default(),
        on: letter.letter.dated.map(|day| day.to_string()).unwrap_or_default(),
        source,
    };
    pieces.push(piece(
        category,
        title.clone(),
        Source::Letter(Box::new(letter.clone())),
    ));
    if let Some(form) = letter.kind.form_to_fill() {
        let title = format!("{}（随《{title}》送出的空白件）", form.label());
        pieces.push(piece(category, title, Source::FormToFill(letter.id)));
    }
    pieces.push(piece(
        category,
        format!("{title}审查呈批单"),
        Source::Review(letter.id),
    ));
    // Nobody signs for what went out over the internet: the record of deliveries proves it.
    let is_signed_for = letter
        .sent
        .as_ref()
        .is_some_and(|(_, sent)| sent.how.is_signed_for());
    if letter.kind.has_delivery_record() && is_signed_for {
        pieces.push(piece(
            category,
            format!("{title}送达回证"),
            Source::Delivery(letter.id),
        ));
    }
    for scan in &letter.receipts {
        pieces.push(Piece {
            on: minute(scan.added_at),
            ..piece(
                category,
                format!("{title}的{}：{}", scan.role.label(), stem(&scan.name)),
                Source::Scan(letter.id, scan.id),
            )
        });
    }
    let items = enclosures::called(&letter.enclosures);
    let items = items.iter().zip(&letter.enclosures);
    let files = items.flat_map(|(item, one)| one.files.iter().map(move |file| (item, one, file)));
    for (item, one, file) in files {
        let name = called(item, one, file);
        pieces.push(match file.file.part {
            FilePart::Version => piece(Category::Provided, name, Source::Version(file.id)),
            FilePart::Original => piece(
                Category::Withheld,
                format!("{name}（原件）"),
                Source::Original(file.id),
            ),
        });
    }
}

/// The copies that went with a letter for its addressee to see what it is about, as they were frozen at its signature; of one
/// that was signed before copies were frozen the file of that name among what is provided whole; of one that is kept on paper
/// alone the file says so, at its number in the letter.
fn of_copies(pieces: &mut Vec<Piece>, letter: &CaseLetter, frozen: &[Enclosure], items: &[&Enclosure]) {
    if letter.kind.party().is_none() {
        return;
    }
    let listed = &letter.letter.enclosures;
    for (number, copy) in (1..).zip(listed) {
        if !letter.basis.consulted.copies.contains(copy) {
            continue;
        }
        let called = if listed.len() == 1 {
            format!("附件 {copy}")
        } else {
            format!("附件{number} {copy}")
        };
        let is_it = |one: &&&Enclosure| one.item.given == Given::Whole && are_one(&one.item.name, copy);
        let is_frozen = |one: &&Enclosure| one.item.name == *copy;
        let frozen = frozen.iter().find(is_frozen);
        let kept = frozen.or_else(|| items.iter().find(is_it).copied());
        let kept = kept.and_then(|one| one.versions().next());
        let source = kept.map_or_else(on_paper, |kept| Source::Version(kept.id));
        pieces.push(Piece {
            category: Category::Procedure,
            title: format!("{called}（随《{}》送出）", letter.letter.title),
            number: letter.letter.number.clone().unwrap_or_default(),
            on: letter.letter.dated.map(|day| day.to_string()).unwrap_or_default(),
            source,
        });
    }
}

fn on_paper() -> Source {
    let said = "随文书送出的复制件没有存入本系统，请从办理机构留存的纸质材料中取出，放在本页之后。";
    Source::Record(Record {
        headings: vec!["说明".to_owned()],
        widths: vec![1],
        rows: vec![vec![said.to_owned()]],
    })
}

/// A file that went out, by the item it belongs to as the letter lists it; one of several with its own name behind.
fn called(item: &str, one: &Enclosure, file: &KeptFile) -> String {
    let name = one.item.name.trim();
    let stem = stem(&file.file.name);
    let of_part = one.files.iter().filter(|kept| kept.file.part == file.file.part);
    if of_part.count() > 1 && stem != name {
        format!("{item}：{stem}")
    } else {
        item.to_owned()
    }
}

/// What a unit sent with its answer.
fn of_asking(asking: &Asking) -> impl Iterator<Item = Piece> {
    asking.files.iter().map(|file| Piece {
        category: Category::Search,
        title: format!("{}：{}", asking.unit_name, stem(&file.name)),
        number: String::new(),
        on: minute(file.added_at),
        source: Source::Asked(asking.id, file.id),
    })
}

fn of_record((category, title, record): (Category, &str, Record)) -> Option<Piece> {
    (!record.rows.is_empty()).then(|| Piece {
        category,
        title: title.to_owned(),
        number: String::new(),
        on: String::new(),
        source: Source::Record(record),
    })
}

/// A file's name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
