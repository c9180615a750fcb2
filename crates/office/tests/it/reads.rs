//! What the desk shows is read by whoever is trusted with it and by nobody else, however they came past the routes; what
//! everybody may read holds nothing of the desk.

use std::pin::Pin;

use jiff::civil::Date;
use law::audit::{Subject, SubjectKind};
use law::reports::Reading;
use law::staff::{Act, Refusal, Role, may};
use office::audit::{self, AuditFilter};
use office::cases::askings;
use office::cases::import::{self, Preview};
use office::columns::{self, ColumnForm};
use office::jobs::{self, Line};
use office::matters::{self, ListFilter};
use office::placements::{self, ArticleFilter};
use office::reports::{self, Freeze};
use office::{
    Actor, ApplicationFileId, CaseId, CaseImportId, ColumnId, DocumentId, EditionId, HallId, HallNoticeId,
    HallVisitId, MatterId, Office, OfficeError, OutletId, PlacementId, RulingFileId, RulingId, calendar,
    cases, chains, counts, documents, halls, rulings,
};
use office::{reminders, staff};

use sea_orm::ConnectionTrait;

use crate::harness::{Site, form, moment, stories};

stories! {
    what_the_desk_shows_is_read_by_whoever_is_trusted_with_it_and_by_nobody_else
    hidden_columns_and_what_stands_below_them_are_not_in_the_public_tree
    public_editions_name_neither_their_publisher_nor_an_exception
    ones_own_account_is_found_and_anothers_only_by_who_may_see_people
    sessions_of_others_are_seen_by_who_may_end_them_in_their_own_organ
    who_changed_a_record_meanwhile_is_told_to_who_may_see_the_record
    ones_own_organ_and_the_address_of_its_desk_are_known_to_every_account_of_it
}

type Asked<'a> = Pin<Box<dyn Future<Output = Result<(), OfficeError>> + 'a>>;

/// A read of office, and the acts of which one is enough.
struct Read {
    name: &'static str,
    acts: &'static [Act],
    ask: for<'a> fn(&'a Office, &'a Actor) -> Asked<'a>,
}

macro_rules! reads {
    ($($module:ident::$name:ident($office:ident, $actor:ident $(, $argument:expr)*): $($act:ident)|+;)+) => {
        [$(Read {
            name: concat!(stringify!($module), "::", stringify!($name)),
            acts: &[$(Act::$act),+],
            ask: |$office, $actor| Box::pin(async move {
                $module::$name($office, $actor $(, $argument)*).await.map(|_| ())
            }),
        }),+]
    };
}

fn guarded() -> impl IntoIterator<Item = Read> {
    reads! {
        audit::search(office, actor, &AuditFilter::default(), 5): SeeAudit;
        audit::names(office, actor, &[]): SeeAudit;
        audit::verify_at_desk(office, actor): SeeAudit;
        audit::last_change(office, actor, Subject::of(SubjectKind::Document, 1)): SeeDocuments;
        audit::last_change(office, actor, Subject::of(SubjectKind::Case, 1)): SeeCases;
        audit::last_change(office, actor, Subject::of(SubjectKind::Column, 1)): SeeColumns;
        audit::last_change(office, actor, Subject::any(SubjectKind::Office)): SeeAudit;
        calendar::list(office, actor): SeeHolidays;
        askings::units(office, actor): SeeCases;
        askings::of_case(office, actor, CaseId(1)): SeeCases;
        askings::due_until(office, actor, Date::MAX, false): SeeCases;
        cases::settings(office, actor): SeeCases | SeeReports | SettleCases;
        columns::by_slug(office, actor, "guide"): SeeColumns;
        columns::find(office, actor, ColumnId(1)): SeeColumns;
        columns::list(office, actor): SeeColumns;
        columns::tree(office, actor): SeeColumns;
        chains::list(office, actor): SeeDocuments;
        chains::people(office, actor): SeeDocuments;
        matters::get(office, actor, moment("2024-05-06T08:00"), MatterId(1)): SeeMatters;
        matters::asker(office, actor, moment("2024-05-06T08:00"), MatterId(1)): RevealAskers;
        matters::files(office, actor, MatterId(1)): SeeMatters;
        matters::open_file(office, actor, moment("2024-05-06T08:00"), MatterId(1), ApplicationFileId(1)): RevealAskers;
        matters::board(office, actor, &ListFilter::default()): SeeMatters;
        matters::list(office, actor, &ListFilter::default()): SeeMatters;
        matters::export(office, actor, &ListFilter::default()): SeeMatters;
        matters::open_count(office, actor): SeeMatters;
        matters::tasks(office, actor): SeeMatters;
        matters::targets(office, actor): SeeMatters;
        matters::proposed_copy(office, actor, MatterId(1)): HandleMatters;
        counts::counted(office, actor): SeePlacements;
        halls::halls(office, actor): SeeHalls;
        halls::hall(office, actor, HallId(1)): SeeHalls;
        halls::windows(office, actor): SeeHalls;
        halls::visits(office, actor, &halls::VisitFilter::default()): SeeHalls;
        halls::visit(office, actor, HallVisitId(1)): SeeHalls;
        halls::month(office, actor, None, (Date::MIN, Date::MAX)): SeeHalls;
        halls::notices(office, actor, None, (Date::MIN, Date::MAX)): SeeHalls;
        halls::notice(office, actor, HallNoticeId(1)): SeeHalls;
        halls::copies(office, actor, HallId(1)): SeeHalls;
        placements::account(office, actor, OutletId(1)): SeePlacements;
        placements::get(office, actor, PlacementId(1)): SeePlacements;
        placements::of_document(office, actor, DocumentId(1)): SeePlacements;
        placements::outlets(office, actor): SeePlacements | EditColumns;
        placements::register(office, actor, &ArticleFilter::default()): SeePlacements;
        placements::rendered(office, actor, moment("2024-05-06T08:00"), (DocumentId(1), EditionId(1), OutletId(1)), ""): SeePlacements;
        placements::silence(office, actor, moment("2024-05-06T08:00")): SeePlacements;
        placements::waiting(office, actor): SeePlacements;
        placements::waiting_count(office, actor): SeePlacements;
        documents::came_back(office, actor): WriteDocuments;
        documents::expiring(office, actor, moment("2024-05-06T08:00")): SeeDocuments;
        documents::of_cell(office, actor, law::reports::Table2::NormativeMade, 2023, Date::MAX): SeeDocuments;
        documents::owed(office, actor): SeeDocuments;
        documents::queue(office, actor): SeeDocuments;
        documents::register(office, actor, moment("2024-05-06T08:00"), 2023): SeeDocuments;
        documents::waiting(office, actor): SeeDocuments;
        import::store_preview(office, actor, moment("2024-05-06T08:00"), CaseImportId(1), &Preview::default()): ImportCases;
        import::refuse(office, actor, moment("2024-05-06T08:00"), CaseImportId(1), "不收"): ImportCases;
        jobs::open_of_organ(office, actor, moment("2024-05-06T08:00"), 5): ManageJobs;
        jobs::queue_of_organ(office, actor, moment("2024-05-06T08:00")): ManageJobs;
        jobs::queue_of_organ_and_line(office, actor, moment("2024-05-06T08:00"), Some(Line::Mail)): ManageJobs;
        reminders::settings(office, actor): ManageJobs;
        reports::changes_since(office, actor, &Reading::default().report): SeeReports;
        reports::counted(office, actor, 2023): SeeReports;
        reports::draft(office, actor, 2023): SeeReports;
        reports::editions(office, actor, 2023): SeeReports;
        reports::findings(office, actor, &Reading::default()): SeeReports;
        reports::previous(office, actor, 2023): SeeReports;
        reports::since_frozen(office, actor, 2023): SeeReports;
        reports::years(office, actor): SeeReports;
        rulings::get(office, actor, RulingId(1)): SeeRulings;
        rulings::list(office, actor, &rulings::Filter::default()): SeeRulings;
        rulings::all_of_year(office, actor, 2023, None): SeeRulings;
        rulings::year(office, actor, 2023): SeeRulings;
        rulings::of_cell(office, actor, (2023, law::rulings::RulingKind::Fee), false, 1): SeeRulings;
        rulings::evidence_named(office, actor, RulingFileId(1)): SeeRulings;
        rulings::open_evidence(office, actor, RulingFileId(1)): SeeRulings;
        staff::list(office, actor, moment("2024-05-06T08:00")): SeePeople;
    }
}

/// Somebody of the organ with these roles.
fn holder(site: &Site, roles: &[Role]) -> Actor {
    Actor {
        roles: roles.iter().copied().collect(),
        ..Actor::applicant(site.organ, "192.0.2.1")
    }
}

async fn what_the_desk_shows_is_read_by_whoever_is_trusted_with_it_and_by_nobody_else(site: &Site) {
    let roles = Role::ALL.iter().map(std::slice::from_ref);
    let holders: Vec<Actor> = roles.chain([&[][..]]).map(|roles| holder(site, roles)).collect();
    for read in guarded() {
        for actor in &holders {
            let is_trusted = read.acts.iter().any(|act| may(&actor.roles, *act).is_ok());
            let found = (read.ask)(&site.office, actor).await;
            match found {
                Ok(()) | Err(OfficeError::Missing) => {
                    assert!(is_trusted, "{} is read by {:?}", read.name, actor.roles);
                }
                Err(OfficeError::Refused(Refusal::NotYours(act))) => {
                    assert!(!is_trusted, "{} is refused to {:?}", read.name, actor.roles);
                    assert_eq!(act, read.acts[0], "{}", read.name);
                }
                Err(other) => panic!("{}: {other:?}", read.name),
            }
        }
    }
}

async fn hidden_columns_and_what_stands_below_them_are_not_in_the_public_tree(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let named = |slug: &str, parent, is_hidden| ColumnForm {
        name: slug.to_owned(),
        slug: slug.to_owned(),
        kind: "news".to_owned(),
        parent,
        is_hidden,
        ..ColumnForm::default()
    };
    let create = async |form| columns::create(&site.office, &editor, at, &form).await.unwrap();
    let hidden = create(named("hidden", None, true)).await;
    let below = create(named("below", Some(hidden), false)).await;
    let shown = create(named("shown", None, false)).await;
    // Something stands in each: blank ones are not public either.
    for column in [below, shown] {
        let form = form(column, "示例");
        let id = documents::create(&site.office, &editor, at, &form, false)
            .await
            .unwrap();
        let sql = format!("UPDATE document SET published_edition = 1 WHERE id = {}", id.0);
        site.database().await.execute_unprepared(&sql).await.unwrap();
    }
    let public = columns::shown_tree(&site.office, site.organ).await.unwrap();
    let slugs: Vec<&str> = public.iter().map(|node| node.column.slug.as_str()).collect();
    assert_eq!(slugs, ["guide", "rules", "statutory", "reports", "shown"]);
    assert!(public.iter().all(|node| node.children.is_empty()));
    let whole = columns::tree(&site.office, &editor).await.unwrap();
    let kept = whole.iter().find(|node| node.column.id == hidden).unwrap();
    assert_eq!(kept.children[0].column.slug, "below");
}

async fn public_editions_name_neither_their_publisher_nor_an_exception(site: &Site) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let signer = site.person("signer", &[Role::Signer]).await;
    let at = moment("2024-01-10T09:00");
    reports::start(&site.office, &clerk, at, 2023).await.unwrap();
    let freeze = Freeze {
        version: 1,
        exception: "试点先行".to_owned(),
        ..Freeze::default()
    };
    reports::freeze_and_publish(&site.office, &signer, at, 2023, &freeze)
        .await
        .unwrap();
    let public = reports::published_editions(&site.office, site.organ, 2023)
        .await
        .unwrap();
    assert_eq!(public.len(), 1);
    assert_eq!(public[0].published_at, at.now);
    let public = format!("{public:?}");
    assert!(
        !public.contains(&signer.name) && !public.contains("试点先行"),
        "{public}"
    );
    let desk = reports::editions(&site.office, &clerk, 2023).await.unwrap();
    assert_eq!(desk[0].publisher, signer.name);
    assert_eq!(desk[0].exception.as_deref(), Some("试点先行"));
}

async fn ones_own_account_is_found_and_anothers_only_by_who_may_see_people(site: &Site) {
    let at = moment("2024-05-06T08:00");
    let editor = site.person("editor", &[Role::Editor]).await;
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    let find = async |actor: &Actor, whose: &Actor| {
        let found = staff::find(&site.office, actor, at, whose.account.unwrap()).await;
        found.map(|account| account.login)
    };
    assert_eq!(find(&editor, &editor).await.unwrap(), "editor");
    assert_eq!(find(&security, &editor).await.unwrap(), "editor");
    let refused = find(&editor, &security).await;
    assert!(matches!(
        refused,
        Err(OfficeError::Refused(Refusal::NotYours(Act::SeePeople)))
    ));
    let elsewhere = Actor {
        organ: office::OrganId(1),
        ..security
    };
    assert!(matches!(
        find(&elsewhere, &editor).await,
        Err(OfficeError::Missing)
    ));
}

async fn sessions_of_others_are_seen_by_who_may_end_them_in_their_own_organ(site: &Site) {
    let at = moment("2024-05-06T08:00");
    let editor = site.person("editor", &[Role::Editor]).await;
    let administrator = site.person("system", &[Role::SystemAdministrator]).await;
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    staff::sign_in(
        &site.office,
        at,
        "editor",
        crate::harness::PASSWORD,
        staff::Entrance::default(),
    )
    .await
    .unwrap();
    let listed = async |actor: &Actor| {
        let sessions = staff::list_sessions(&site.office, actor, at, editor.account.unwrap()).await;
        sessions.map(|sessions| sessions.len())
    };
    assert_eq!(listed(&editor).await.unwrap(), 1);
    assert_eq!(listed(&security).await.unwrap(), 1);
    let refused = listed(&administrator).await;
    assert!(matches!(
        refused,
        Err(OfficeError::Refused(Refusal::NotYours(Act::AssignRoles)))
    ));
    let elsewhere = Actor {
        organ: office::OrganId(1),
        ..security
    };
    assert!(matches!(listed(&elsewhere).await, Err(OfficeError::Missing)));
}

async fn who_changed_a_record_meanwhile_is_told_to_who_may_see_the_record(site: &Site) {
    let at = moment("2024-05-06T08:00");
    let editor = site.person("editor", &[Role::Editor]).await;
    let other = site.person("other", &[Role::Editor]).await;
    let id = site.draft(&editor, at, "示例通知").await;
    let version = site.version(&other, id).await;
    let column = documents::get_desk(&site.office, &other, id)
        .await
        .unwrap()
        .column;
    let later = crate::harness::later(at, 5);
    documents::save(
        &site.office,
        &other,
        later,
        id,
        version,
        &form(column, "示例通知（修改）"),
    )
    .await
    .unwrap();
    let told = audit::last_change(&site.office, &editor, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((told.actor.as_str(), told.at), (other.name.as_str(), later.now));
    let log = audit::search(&site.office, &editor, &AuditFilter::default(), 5).await;
    assert!(matches!(
        log,
        Err(OfficeError::Refused(Refusal::NotYours(Act::SeeAudit)))
    ));
    let elsewhere = Actor {
        organ: office::OrganId(1),
        ..editor
    };
    let told = audit::last_change(&site.office, &elsewhere, id).await.unwrap();
    assert_eq!(told, None, "the log of another organ");
}

async fn ones_own_organ_and_the_address_of_its_desk_are_known_to_every_account_of_it(site: &Site) {
    let administrator = site.person("system", &[Role::SystemAdministrator]).await;
    let settled = reminders::ReminderForm {
        digest_at: "08:00".to_owned(),
        desk_address: "https://desk.example.gov.cn".to_owned(),
        ..reminders::ReminderForm::default()
    };
    reminders::save_settings(
        &site.office,
        &administrator,
        moment("2024-05-06T08:00"),
        0,
        &settled,
    )
    .await
    .unwrap();
    let nobody = holder(site, &[]);
    let own = office::organs::own(&site.office, &nobody).await.unwrap();
    assert_eq!(own.id, site.organ);
    let link = reminders::desk_link(&site.office, &nobody, "/desk/cases/").await;
    assert_eq!(
        link.unwrap().as_deref(),
        Some("https://desk.example.gov.cn/desk/cases/")
    );
}
