#!/bin/sh
# Fetches the items of more.tsv with ordinary clients and lays them below DIR,
# one folder for each row: more.sh DIR. What is there already is left as it is.
# Needs apt-get (Debian 12, after apt-get update), npm and go.
set -eu
dir=$(mkdir -p "${1:?usage: more.sh DIR}" && cd "$1" && pwd)
list=$(cd "$(dirname "$0")" && pwd)/more.tsv
largest_pdf=400k # large ones take long to examine, and each is one trial all the same
tab=$(printf '\t')
fetched=$dir/.fetched
mkdir -p "$fetched"

# fetch MANAGER NAME VERSION unpacks a package into the folder "$unpacked".
fetch() {
	rm -rf "$unpacked"
	mkdir -p "$unpacked"
	case $1 in
	apt)
		(cd "$unpacked" && apt-get download -q "$2=$3" && dpkg-deb -x ./*.deb . && rm ./*.deb) ;;
	npm)
		(cd "$unpacked" && npm pack --silent "$2@$3" && tar -xzf ./*.tgz && rm ./*.tgz) ;;
	go)
		GOMODCACHE=$unpacked GOFLAGS=-modcacherw GO111MODULE=on go mod download "$2@$3" ;;
	*)
		echo "$1 is no package manager known here" >&2
		return 1 ;;
	esac
}

# keep FROM TO ENDINGS copies the files whose names have one of the endings.
keep() {
	rm -rf "$2.part"
	mkdir -p "$2.part"
	for ending in $3; do
		(cd "$1" && find . -type f -iname "*.$ending" -exec cp --parents {} "$2.part" \;)
	done
	find "$2.part" -iname '*.pdf' -size "+$largest_pdf" -delete
	mv "$2.part" "$2"
}

while IFS=$tab read -r corpus manager name version path endings _; do
	case $corpus in '#'* | '') continue ;; esac
	[ ! -d "$dir/$corpus" ] || continue
	unpacked=$fetched/$manager
	fetch "$manager" "$name" "$version" </dev/null
	keep "$unpacked/$path" "$dir/$corpus" "$endings"
	echo "$corpus: $(find "$dir/$corpus" -type f | wc -l) files"
	chmod -R u+w "$unpacked"
	rm -rf "$unpacked"
done <"$list"
rm -rf "$fetched"
