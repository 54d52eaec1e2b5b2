package keys

import (
	"path"
	"regexp"
	"strings"
)

// place is where a key file stands, which tells the name of its key:
// DOMAIN/SELECTOR.txt with opendkim, DOMAIN.SELECTOR.pub with rspamd.
type place struct {
	folder string // name of the folder it is in
	stem   string // name of the file without its extension
}

// keyExtension is what ends a key file's name; anything else belongs to it.
var keyExtension = regexp.MustCompile(`(?i)\.(txt|pub|pem|key|public|dns|zone|record|json)$`)

func placeOf(name string) place {
	return place{path.Base(path.Dir(name)), keyExtension.ReplaceAllString(path.Base(name), "")}
}

// domainLike matches what can be a mail domain: its last label is a word, which
// is not so with "keys.d".
var domainLike = regexp.MustCompile(`(?i)^([a-z0-9_-]+\.)+([a-z]{2,}|xn--[a-z0-9-]+)$`)

// domainFor gives the domain of a key whose selector is known, and where that
// was read; "" where nothing tells it.
func (p place) domainFor(selector string) (domain, where string) {
	stem := lower(p.stem)
	switch d, ok := strings.CutSuffix(stem, "."+selector); {
	case ok && domainLike.MatchString(d):
		return d, "file name"
	case domainLike.MatchString(p.folder):
		return lower(p.folder), "folder"
	}
	return "", ""
}

// name gives the name of a file's only key, and where it was read; "" where the
// place does not tell it. A folder named as a domain goes before a file name
// that could hold one, unless the file name repeats it.
func (p place) name() (name, where string) {
	stem, folder := lower(p.stem), lower(p.folder)
	last := strings.LastIndexByte(stem, '.')
	if selector, ok := strings.CutPrefix(stem, folder+"."); ok && domainLike.MatchString(folder) {
		return Name(selector, folder), "file name"
	}
	if domainLike.MatchString(folder) {
		return Name(stem, folder), "folder and file name"
	}
	if last > 0 && last < len(stem)-1 && domainLike.MatchString(stem[:last]) {
		return Name(stem[last+1:], stem[:last]), "file name"
	}
	return "", ""
}
