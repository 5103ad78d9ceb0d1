#!/bin/sh
# Trains twice and compares: the same texts must give the same model, the one that is committed.
#   sentiment/training/same_bytes.sh BUILD_DIR [TEXTS_DIR]
set -eu
train="$1/sentiment/training/train_sentiment"
texts="${2:-../shared/data}"
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
"$train" --texts "$texts" --out "$folder/first.bin" 2>/dev/null
"$train" --texts "$texts" --out "$folder/second.bin" 2>/dev/null
cmp "$folder/first.bin" "$folder/second.bin" && echo "the same bytes twice"
cmp "$folder/first.bin" sentiment/data/model.bin && echo "and those of the committed model"
