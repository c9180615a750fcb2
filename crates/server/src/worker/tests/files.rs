//! What nothing holds leaves the file room with the worker's rounds, and what earlier releases kept is looked through once.

use office::cases;
use office::documents::Upload;
use office::organs::{self, Profile};

use super::{PROGRAM, Place};

#[tokio::test]
async fn a_file_that_is_not_sent_is_gone_from_the_file_room_two_days_later() {
    let place = Place::new().await;
    let profile = Profile {
        name: "示例管委会".to_owned(),
        level: "management_committee".to_owned(),
        site_name: "示例网站".to_owned(),
        ..Profile::default()
    };
    let organ = organs::create(&place.office, PROGRAM, (place.clock)(), "A1", &profile)
        .await
        .unwrap();
    let upload = Upload {
        name: "甲.pdf".to_owned(),
        bytes: b"%PDF-1.7".to_vec(),
    };
    cases::keep_files(&place.office, organ, (place.clock)(), "batch", vec![upload])
        .await
        .unwrap();
    let lying = || {
        let folders = std::fs::read_dir(place.office.files_folder().join("stored")).unwrap();
        folders
            .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
            .count()
    };
    let worker = place.worker(None);
    for _ in 0..4 {
        worker.chores().await.unwrap();
    }
    assert_eq!(
        *worker.moving.lock().unwrap(),
        None,
        "all tables are looked through"
    );
    assert_eq!(lying(), 1);
    place.wait(25 * 60);
    worker.chores().await.unwrap();
    assert_eq!(lying(), 1, "a backup may be reading it");
    place.wait(25 * 60);
    worker.chores().await.unwrap();
    assert_eq!(lying(), 0);
}
