#!/bin/sh
# Installs what the build and the tests need and is not there yet, from tools/packages-debian.txt. Says what it does;
# silent when there is nothing to do.
set -eu
here=$(dirname "$0")
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "setup: not a Debian system; install by hand what tools/packages-debian.txt lists" >&2
	exit 0
fi
wanted=$(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$here/packages-debian.txt" | awk '{ print $1 }')
have=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2 == "installed" { print $1 }' | sort -u)
missing=$(echo "$wanted" | sort -u | { echo "$have" > "${TMPDIR:-/tmp}/padan-have.$$"; comm -23 - "${TMPDIR:-/tmp}/padan-have.$$"; rm -f "${TMPDIR:-/tmp}/padan-have.$$"; })
[ -n "$missing" ] || exit 0
sudo=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "setup: missing packages:" $missing >&2
		echo "setup: run as root, or install sudo" >&2
		exit 1
	fi
	sudo=sudo
fi
echo "setup: installing" $missing
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
if ! $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1; then
	$sudo apt-get update -qq
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
		echo "setup: apt-get could not install:" $missing >&2
		exit 1
	}
fi
