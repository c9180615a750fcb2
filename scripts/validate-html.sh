#!/usr/bin/env bash
# By hand: the W3C's checker (vnu) over the public pages of a running demo. Needs a Java runtime.
#   scripts/validate-html.sh [ORIGIN]      ORIGIN is http://127.0.0.1:8080 when not given
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

origin=${1:-http://127.0.0.1:8080}
has java || die "a Java runtime is missing: apt-get install default-jre-headless"
build_settings
folder=$TARGET/html
rm -rf "$folder/pages"
mkdir -p "$folder/pages"
[[ -f $folder/node_modules/vnu-jar/build/dist/vnu.jar ]] || npm install --silent --no-audit --no-fund --prefix "$folder" vnu-jar
node scripts/save-pages.mjs "$origin" "$folder/pages"
java -jar "$folder/node_modules/vnu-jar/build/dist/vnu.jar" --skip-non-html --format gnu "$folder/pages"
say "No complaint about $(find "$folder/pages" -name '*.html' | wc -l) pages"
