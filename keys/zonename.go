package keys

import (
	"errors"
	"regexp"
	"strings"
)

// genkeyComment is what opendkim-genkey writes behind a record.
var genkeyComment = regexp.MustCompile(`DKIM key \S+ for (\S+)`)

// name is the full name of the record's owner, and the origin of the record.
// Where the file gives no $ORIGIN for a relative name, the record's own
// comment, the file's name and its folder are asked.
func (z *zone) name(e entry) (string, Origin, error) {
	o := Origin{Source: FromZone, File: z.file, Line: e.line}
	o.setComment(e.comment)
	if z.owner == "" {
		return "", o, errors.New("whose the record is cannot be told")
	}
	if z.lost || z.under != "" || strings.HasSuffix(z.owner, ".") {
		name, err := z.qualify(z.owner, z.under)
		return name, o, err
	}
	name := z.owner
	selector := strings.TrimSuffix(lower(z.owner), "."+domainkey)
	switch m := genkeyComment.FindStringSubmatch(e.comment); {
	case isKeyName(selector):
		o.Note = "name taken as complete: no $ORIGIN"
	case m != nil:
		name += "." + m[1]
		o.Source, o.Note = FromFolder, "domain from the comment"
	default:
		domain, where := z.at.domainFor(selector)
		if domain == "" {
			return "", o, errors.New("the relative name " + clip(z.owner) + " has no $ORIGIN")
		}
		name += "." + domain
		o.Source, o.Note = FromFolder, "domain from the "+where
	}
	name, err := canonical(name)
	return name, o, err
}

// qualify makes a name complete. RFC 1035 §5.1
func (z *zone) qualify(raw, origin string) (string, error) {
	switch {
	case strings.HasSuffix(raw, "."):
		return canonical(raw)
	case z.lost:
		return "", errors.New("the relative name " + clip(raw) + " stands behind a broken $ORIGIN")
	case raw == "@" && origin != "":
		return origin, nil
	case origin == "":
		return canonical(raw)
	}
	return canonical(raw + "." + origin)
}
