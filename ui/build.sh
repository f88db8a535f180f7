#!/bin/sh
# Bundles the browser side into two files: ui/build.sh OUTDIR [makes OUTDIR/padan.js and OUTDIR/padan.css].
# Needs "npm ci --ignore-scripts" once in this folder; after that no network. Same sources, same bytes.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 OUTDIR" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$here"
# The platform's own binary: esbuild's JavaScript front only replaces itself by it, and only if install scripts may run.
esbuild=
for candidate in node_modules/@esbuild/*/bin/esbuild; do
	[ -x "$candidate" ] && esbuild=$candidate
done
[ -n "$esbuild" ] || { echo "$0: no esbuild; run: npm ci --ignore-scripts (in ui/)" >&2; exit 1; }
work=$(mktemp -d "$out/.ui.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
target=chrome109,edge109,firefox115,safari16
"$esbuild" src/padan.js --bundle --minify --format=iife --target=$target --charset=utf8 --legal-comments=inline \
	--log-level=warning --outfile="$work/padan.js"
"$esbuild" src/padan.css --bundle --minify --target=$target --charset=utf8 --legal-comments=inline \
	--log-level=warning --outfile="$work/padan.css"
mv -f "$work/padan.js" "$work/padan.css" "$out/"
