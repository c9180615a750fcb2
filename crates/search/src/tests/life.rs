//! The life of an index: made, fed, broken, made anew.

use super::*;

#[test]
fn what_is_put_in_is_found_and_what_is_taken_out_is_not() {
    let report = Entry {
        kind: "report".to_owned(),
        ..entry(3, "年度通知", "年度")
    };
    let shelf = Shelf::of(vec![
        entry(1, "供暖通知", "供暖"),
        entry(2, "停水通知", "停水"),
        report,
    ]);
    assert_eq!(shelf.index.position(), Some(1));
    let changed = entry(1, "供暖通知（修订）", "集中供热");
    shelf
        .index
        .feed(Change {
            put: vec![changed],
            gone: vec!["document:2".to_owned()],
            kinds_gone: vec!["report".to_owned()],
            position: 7,
        })
        .unwrap();
    assert_eq!(shelf.index.position(), Some(7));
    assert_eq!(shelf.titles("集中供热"), ["供暖通知（修订）"]);
    assert_eq!(shelf.find("停水").total, 0);
    assert_eq!(shelf.find("通知").total, 1);
    // It is all there after a new start, its position with it.
    let again = Index::open(shelf.folder.path());
    assert_eq!(again.position(), Some(7));
    assert_eq!(again.find(&asked("集中供热")).unwrap().total, 1);
}

#[test]
fn a_missing_or_broken_index_is_not_ready_and_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let index = Arc::new(Index::open(&folder.path().join("search")));
    assert_eq!(index.position(), None);
    assert!(matches!(index.find(&asked("供暖")), Err(SearchError::NotReady)));
    let mut rebuild = index.rebuild().unwrap();
    rebuild.add(entry(1, "供暖通知", "供暖")).unwrap();
    rebuild.finish(3).unwrap();
    assert_eq!(index.find(&asked("供暖")).unwrap().total, 1);
    let name = std::fs::read_to_string(folder.path().join("search/current")).unwrap();
    let lies = folder.path().join("search").join(name);
    for broken in ["meta.json", ".managed.json"] {
        std::fs::write(lies.join(broken), "{").unwrap();
    }
    let opened = Arc::new(Index::open(&folder.path().join("search")));
    assert_eq!(opened.position(), None);
    let mut rebuild = opened.rebuild().unwrap();
    rebuild.add(entry(1, "供暖通知", "供暖")).unwrap();
    rebuild.finish(4).unwrap();
    assert_eq!(opened.position(), Some(4));
    assert!(!lies.exists(), "the broken one is gone");
}

#[test]
fn an_index_answers_while_another_is_made_even_by_another_process() {
    let shelf = Shelf::of(vec![entry(1, "供暖通知", "供暖")]);
    let other = Arc::new(Index::open(shelf.folder.path()));
    let mut rebuild = other.rebuild().unwrap();
    rebuild.add(entry(1, "供暖通知", "供暖")).unwrap();
    rebuild.add(entry(2, "供暖补贴", "供暖")).unwrap();
    assert_eq!(shelf.find("供暖").total, 1);
    shelf.index.look().unwrap();
    assert_eq!(shelf.find("供暖").total, 1);
    rebuild.finish(9).unwrap();
    shelf.index.look().unwrap();
    assert_eq!((shelf.find("供暖").total, shelf.index.position()), (2, Some(9)));
    // What one process takes in, the other finds with its next look.
    let change = Change {
        put: vec![entry(3, "供暖费", "供暖")],
        position: 10,
        ..Change::default()
    };
    other.feed(change).unwrap();
    shelf.index.look().unwrap();
    assert_eq!((shelf.find("供暖").total, shelf.index.position()), (3, Some(10)));
    // Somebody takes it all away: it is not ready, and no fault.
    std::fs::remove_dir_all(shelf.folder.path()).unwrap();
    shelf.index.look().unwrap();
    assert_eq!(shelf.index.position(), None);
}

#[test]
fn an_index_that_was_never_finished_is_not_put_to_use() {
    let shelf = Shelf::of(vec![entry(1, "供暖通知", "供暖")]);
    let mut rebuild = shelf.index.rebuild().unwrap();
    rebuild.add(entry(2, "供暖补贴", "供暖")).unwrap();
    drop(rebuild);
    assert_eq!(
        Index::open(shelf.folder.path())
            .find(&asked("供暖"))
            .unwrap()
            .total,
        1
    );
}
