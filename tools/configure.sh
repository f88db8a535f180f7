#!/bin/sh
# configure.sh BUILD: sets the build folder up; BUILD/configured is there when that is done. The engine is built twice: first so that it
# counts which turns it takes while made-up lists are verified, then by these counts (docs/adr/0008). Where counting fails, it is built
# without them, and slower by a few percent.
set -eu
build=$1
log=$build.log
# One that was left half done counts still; one of before knows nothing of counts.
if [ -d "$build/meson-private" ]; then
	rm -rf "$build"
fi
meson setup "$build" -Dprofile=make >"$log" 2>&1 || { cat "$log"; rm -rf "$build"; exit 1; }
echo "build: the engine counts its turns first, and is built by them then"
if ninja -C "$build" --quiet src/train >"$log" 2>&1 && "$build/src/train" "$build/train" >"$log" 2>&1; then
	profile=use
else
	cat "$log"
	echo "build: the turns could not be counted; the engine is built without"
	profile=none
fi
rm -rf "$build/train"
meson setup --reconfigure "$build" -Dprofile=$profile >"$log" 2>&1 || { cat "$log"; rm -rf "$build"; exit 1; }
rm -f "$log"
touch "$build/configured"
