#!/bin/sh
# Installs what the build and the tests need and is not there yet: tools/packages-debian.txt. Says what it does; says
# nothing, and takes no time, when there is nothing to do. May be run any number of times.
set -eu
here=$(dirname "$0")

say() {
	echo "setup: $*" >&2
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	# Meson will name what it misses.
	say "this is no Debian system: see to the packages of tools/packages-debian.txt by hand"
	exit 0
fi

# Names on the list that dpkg does not call installed.
missing=$({
	dpkg-query -W -f '${db:Status-Status} ${Package}\n'
	sed -n 's/^\([a-z0-9][a-z0-9.+-]*\).*/wanted \1/p' "$here/packages-debian.txt"
} | awk '$1 == "installed" { have[$2] = 1 } $1 == "wanted" && !have[$2] { printf "%s ", $2 }')

# Node may have come from elsewhere than Debian, and then brings npm along.
for tool in npm:npm nodejs:node; do
	if command -v "${tool#*:}" >/dev/null; then
		missing=$(echo "$missing" | sed "s/\\b${tool%:*} //")
	fi
done

# What the browser side is bundled and tested with, exactly as the lock files say.
fetch_npm() {
	for folder in ui tests/e2e; do
		stamp=$here/../$folder/node_modules/.package-lock.json
		if [ ! -f "$stamp" ] || [ "$here/../$folder/package-lock.json" -nt "$stamp" ]; then
			say "npm ci ($folder/)"
			(cd "$here/../$folder" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null) && touch "$stamp"
		fi
	done
}
if [ -z "$missing" ]; then
	fetch_npm
	exit 0
fi

as_root=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		say "missing packages: $missing"
		say "run this as root, or install sudo: apt-get install $missing"
		exit 1
	fi
	as_root=sudo
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -qq -y -o Dpkg::Use-Pty=0 "$@" >>"$log" 2>&1
}

say "installing $missing"
# The lists of a fresh machine are empty and those of an old one out of date: fetched only when the first try fails.
# shellcheck disable=SC2086
if ! apt install --no-install-recommends $missing; then
	say "fetching the lists of packages"
	if ! apt update || ! apt install --no-install-recommends $missing; then
		tail -n 12 "$log" >&2
		say "apt-get could not install: $missing"
		exit 1
	fi
fi
fetch_npm
