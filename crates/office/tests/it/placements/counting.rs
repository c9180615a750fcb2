//! The seed's own two numbers come out of the records: 网站 8 条, 公众号 9 篇 of five pushes, 去重 12; each opens into what it counts.

use law::counts::{CountName, Figures, Period, WORDINGS, Wording};
use office::counts::{self, Counted, Opens};
use office::documents::{self, WithdrawalForm};
use office::placements::{self, DoneForm, EntryForm, GoneForm};
use office::{Moment, OutletId};

use super::{People, at_account, done, outlets, people, published};
use crate::harness::{Site, later, moment, stories};

stories! {
    the_seeds_two_numbers_come_out_of_the_records_and_open_into_them
}

/// The five pushes of the year, how many articles each, and the first five of them of documents.
const PUSHES: [(&str, usize); 5] = [
    ("2024-06-05", 1),
    ("2024-07-18", 3),
    ("2024-08-07", 1),
    ("2024-09-12", 2),
    ("2024-11-29", 2),
];

fn typed(number: usize, place: usize, day: &str) -> DoneForm {
    DoneForm {
        link: format!("https://mp.weixin.qq.com/s/article-{number}"),
        push: "mass".to_owned(),
        push_place: place.to_string(),
        placed_on: day.to_owned(),
        ..DoneForm::default()
    }
}

async fn year(site: &Site, people: &People, account: OutletId) {
    let mut documents = Vec::new();
    for number in 1..=8 {
        let at = moment(&format!("2024-05-{:02}T09:00", number + 10));
        let outlets: &[OutletId] = if number <= 5 { &[account] } else { &[] };
        documents.push(published(site, people, at, &format!("第{number}号通知"), outlets).await);
    }
    let mut number = 0;
    for (day, many) in PUSHES {
        for place in 1..=many {
            number += 1;
            let at: Moment = moment(&format!("{day}T10:00"));
            let form = typed(number, place, day);
            match documents.get(number - 1).filter(|_| number <= 5) {
                Some(document) => {
                    let row = at_account(site, &people.editor, *document).await;
                    done(site, &people.editor, at, &row, &form).await.unwrap();
                }
                None => enter(site, people, at, account, number, form).await,
            }
        }
    }
}

async fn enter(site: &Site, people: &People, at: Moment, account: OutletId, number: usize, done: DoneForm) {
    let is_reposted = number > 7;
    let form = EntryForm {
        outlet: account.to_string(),
        title: format!("公众号第{number}篇"),
        origin: if is_reposted { "reposted" } else { "original" }.to_owned(),
        source: "中国政府网".to_owned(),
        approval: "示例主任".to_owned(),
        done,
        ..EntryForm::default()
    };
    let id = placements::enter(&site.office, &people.editor, at, &form, "")
        .await
        .unwrap();
    if number == 9 {
        let row = placements::get(&site.office, &people.editor, id).await.unwrap().0;
        placements::ask_back(
            &site.office,
            &people.editor,
            later(at, 5),
            (id, row.version),
            "来源撤稿",
        )
        .await
        .unwrap();
        let row = placements::get(&site.office, &people.editor, id).await.unwrap().0;
        let gone = GoneForm {
            proof: "打开原链接，显示该内容已被发布者删除".to_owned(),
        };
        placements::record_gone(
            &site.office,
            &people.editor,
            later(at, 9),
            (id, row.version),
            &gone,
        )
        .await
        .unwrap();
    }
}

fn told(counted: &Counted, year: i16, name: CountName) -> String {
    let figures = Figures {
        records: &counted.records,
        supplements: &[],
        period: Period::year(year),
    };
    figures.count(name).told()
}

async fn the_seeds_two_numbers_come_out_of_the_records_and_open_into_them(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    year(site, &people, account).await;
    let counted = counts::counted(&site.office, &people.signer).await.unwrap();
    let of = |name| told(&counted, 2024, name);
    assert_eq!(of(CountName::SiteDocuments), "8");
    assert_eq!(of(CountName::Articles), "9（其中撤回1）");
    assert_eq!(of(CountName::OriginalArticles), "7");
    assert_eq!(of(CountName::RepostedArticles), "2（其中撤回1）");
    let figures = Figures {
        records: &counted.records,
        supplements: &[],
        period: Period::year(2024),
    };
    assert_eq!(figures.count(CountName::Distinct).total(), 12);
    let (_, wording) = WORDINGS[0];
    let sentence = Wording::read(wording).unwrap();
    let sentence = sentence
        .filled(&figures, &[("account", "开发区微信公众号")])
        .unwrap();
    assert_eq!(
        sentence.text(),
        "2024 年主动公开政府信息 8 条，在开发区微信公众号发布信息 9 条。"
    );
    for record in figures.count(CountName::Articles).records {
        let named = counted.names.get(&record.id).unwrap();
        assert!(matches!(named.opens, Opens::Placement(_)), "{named:?}");
    }

    // The last second of the year counts in it; a withdrawal and a further edition make nothing more.
    let last = moment("2024-12-31T23:54");
    let late = published(site, &people, last, "岁末通知", &[]).await;
    let version = site.version(&people.signer, late).await;
    let withdrawal = WithdrawalForm::correction("附件有误。");
    documents::withdraw(
        &site.office,
        &people.signer,
        later(last, 9),
        late,
        version,
        &withdrawal,
    )
    .await
    .unwrap();
    let counted = counts::counted(&site.office, &people.signer).await.unwrap();
    assert_eq!(told(&counted, 2024, CountName::SiteDocuments), "9（其中撤回1）");
    assert_eq!(told(&counted, 2025, CountName::SiteDocuments), "0");
}
