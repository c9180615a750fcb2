#!/usr/bin/env python3
"""SQLite's FTS5 with trigrams, asked what the search is asked (crates/search/examples/statutes.rs): the same articles, the same
queries, the same known answers. A word of two characters is no trigram: FTS5 can only be asked for the longer ones."""

import os
import re
import sqlite3
import sys
import tempfile
import time

ROUNDS = 5
ARTICLE = re.compile('第[一二三四五六七八九十百千零〇]+条')


def articles(folder):
    files = [os.path.join(root, name) for root, _, names in os.walk(folder) for name in names if name.endswith('.md')]
    for file in sorted(files):
        with open(file, encoding='utf-8') as opened:
            title, _, body = opened.read().partition('\n')
        title, article, is_article = title.lstrip('# '), [], False
        for line in filter(None, map(str.strip, body.split('\n'))):
            begins = bool(ARTICLE.match(line))
            if article and not (is_article and not begins and not line.startswith('#')):
                yield title, '\n'.join(article)
                article = []
            article.append(line)
            is_article = begins or (is_article and not line.startswith('#'))
        if article:
            yield title, '\n'.join(article)


def asked(words):
    """Every part that is long enough, as it stands."""
    parts = [part for part in re.split(r'[\s“”"]+', words) if len(part) > 2]
    return ' AND '.join(f'"{part}"' for part in parts)


def main(folder, queries):
    with tempfile.TemporaryDirectory() as place:
        base = sqlite3.connect(f'{place}/fts5.db')
        base.execute("CREATE VIRTUAL TABLE article USING fts5(title, text, tokenize = 'trigram')")
        begun = time.perf_counter()
        with base:
            base.executemany('INSERT INTO article VALUES (?, ?)', articles(folder))
        megabytes = os.path.getsize(f'{place}/fts5.db') >> 20
        print(f'fts5: indexed in {time.perf_counter() - begun:.1f}s, {megabytes} MB')
        took, answered, total = [], 0, 0
        with open(queries, encoding='utf-8') as opened:
            lines = [line.rstrip('\n').split('\t') for line in opened if not line.startswith('#')]
        for number in range(ROUNDS):
            for words, title, text in lines:
                match = asked(words)
                begun = time.perf_counter()
                rows = base.execute(
                    'SELECT title, text FROM article WHERE article MATCH ? ORDER BY bm25(article, 3, 1) LIMIT 10', (match,)
                ).fetchall() if match else []
                took.append(time.perf_counter() - begun)
                if number == 0:
                    total += 1
                    answered += any(title in one and text in other for one, other in rows)
        took.sort()
        at = lambda share: took[(len(took) - 1) * share // 100] * 1000
        print(f'fts5: {total} queries, p50 {at(50):.1f}ms, p99 {at(99):.1f}ms, recall@10 {answered}/{total}')


main(*sys.argv[1:3])
