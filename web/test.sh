#!/usr/bin/env bash
# The console's own tests, one word each: unit, dist, stories. Exit code 77 says "skipped" to ctest, with
# the reason; that is right only where Node or Chromium cannot be had.
set -euo pipefail
cd -- "$(dirname -- "$0")"

skip() { echo "SKIPPED: $*"; exit 77; }
command -v node >/dev/null || skip "the console's tests need Node 18.20 or newer (Debian: nodejs npm)."
[[ -d node_modules ]] || skip "no web/node_modules; ./earshot test fetches them, or: npm ci --prefix web"

case ${1:-} in
  unit)
    node node_modules/typescript/bin/tsc --noEmit
    node node_modules/vitest/vitest.mjs run
    ;;
  dist) # what is committed is what the sources make, and small
    made=$(mktemp -d)
    trap 'rm -rf "$made"' EXIT
    node node_modules/vite/bin/vite.js build --outDir "$made" --emptyOutDir --logLevel warn
    diff -rq "$made" dist || { echo "web/dist is not what web/src makes: npm run build --prefix web"; exit 1; }
    bytes=0
    for file in dist/*; do bytes=$((bytes + $(gzip -9c "$file" | wc -c))); done
    echo "The console is $bytes bytes, packed."
    ((bytes <= 80 * 1024)) || { echo "That is more than 80 KiB."; exit 1; }
    ;;
  stories) # needs EARSHOT_BINARY
    chromium=${CHROMIUM:-/usr/bin/chromium}
    [[ -x $chromium ]] || skip "no $chromium; the stories in a browser need it (Debian: chromium)."
    CHROMIUM=$chromium node node_modules/vitest/vitest.mjs run --config vitest.stories.config.ts
    ;;
  *)
    echo "usage: web/test.sh unit|dist|stories" >&2
    exit 64
    ;;
esac
