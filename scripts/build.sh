#!/bin/sh
# Builds what `npm start` runs. Without --all the pages are left as they are where none of their sources is newer.
set -e
# What was built from files that are gone must not run on, migrations above all.
rm -rf dist/src dist/migrations dist/.tsbuildinfo
tsc -p tsconfig.build.json
pages=dist/static/index.html
sources="src/screen src/kernel schema/operations vite.config.ts package-lock.json"
if [ "$1" = --all ] || [ ! -e $pages ] || [ -n "$(find $sources -newer $pages -print -quit)" ]; then
  vite build --logLevel warn
fi
