package keys

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Source is the form in which a key was handed over.
type Source string

// The sources of keys.
const (
	FromZone   Source = "zone"   // a zone master file
	FromJSON   Source = "json"   // a JSON archive
	FromFolder Source = "folder" // a key file that takes its domain from its comment, file name or folder
	FromPEM    Source = "pem"    // a PEM public key, named by its file and folder
	FromDNS    Source = "dns"    // a live query
	FromLeak   Source = "leak"   // computed from signatures of the leak itself
)

// Origin says where a key came from.
type Origin struct {
	Source Source `json:"source"`
	File   string `json:"file,omitempty"`   // path from the base name of what was given
	Line   int    `json:"line,omitempty"`   // from 1, where the record begins
	Digest string `json:"digest,omitempty"` // of the file: "sha256:" and 64 hex digits

	How       string `json:"how,omitempty"`       // the file's word for it: "published", "recovered-gcd"
	Recovered bool   `json:"recovered,omitempty"` // computed from signatures, not published
	SeenFrom  string `json:"seen_from,omitempty"` // first day in use as the file has it, 2019-04-29
	SeenTo    string `json:"seen_to,omitempty"`   // last day
	Evidence  string `json:"evidence,omitempty"`  // what else the file says of where it has it from
	Note      string `json:"note,omitempty"`      // what the reader took for granted

	Resolver string    `json:"resolver,omitempty"` // host:port that answered
	Fetched  time.Time `json:"fetched,omitzero"`   // UTC, to the second

	Agree   int      `json:"agree,omitempty"`   // FromLeak: messages of the leak that verify
	Of      int      `json:"of,omitempty"`      // FromLeak: messages of the leak that were tried
	Anchors []string `json:"anchors,omitempty"` // FromLeak: what outside the leak says whose it is
}

// String says the origin in one line for people:
//
//	keys.zone:17, published, seen 2019-04-29..2021-08-26
//	DNS on 2026-11-24 from 192.0.2.53:53
func (o Origin) String() string {
	if o.Source == FromLeak {
		return o.recovered()
	}
	var b strings.Builder
	if o.Source == FromDNS {
		fmt.Fprintf(&b, "DNS on %s", o.Fetched.UTC().Format(time.DateOnly))
		if o.Resolver != "" {
			b.WriteString(" from " + o.Resolver)
		}
	} else {
		b.WriteString(o.File)
		if o.Line > 0 {
			fmt.Fprintf(&b, ":%d", o.Line)
		}
	}
	for _, s := range []string{o.How, o.seen(), o.Note} {
		if s != "" {
			b.WriteString(", " + s)
		}
	}
	return b.String()
}

func (o Origin) seen() string {
	if o.SeenFrom == "" && o.SeenTo == "" {
		return ""
	}
	return "seen " + o.SeenFrom + ".." + o.SeenTo
}

// maxEvidence is how many bytes of a comment or an evidence are kept.
const maxEvidence = 1024

// originWord is a file's word for where a key is from.
var originWord = regexp.MustCompile(`^[a-z]{1,20}(-[a-z0-9]{1,20}){0,3}$`)

// setHow takes over the file's word for a key's origin; ok is false where it is
// not a word.
func (o *Origin) setHow(word string) (ok bool) {
	if !originWord.MatchString(word) {
		return false
	}
	o.How = strings.Clone(word)
	o.Recovered = strings.HasPrefix(word, "recovered")
	return true
}

// setEvidence keeps text, with a mark where it had to be cut.
func (o *Origin) setEvidence(text string) {
	if len(text) > maxEvidence {
		text = text[:maxEvidence] + " [cut]"
	}
	o.Evidence = strings.Clone(printable(text))
}

// printable replaces what a terminal would obey or cannot show.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return '?'
		}
		return r
	}, s)
}

// setSeen reads "2019-04-29..2021-08-26"; ok is false where it is not two days
// in their order.
func (o *Origin) setSeen(window string) (ok bool) {
	from, to, ok := strings.Cut(window, "..")
	if !ok || !isDay(from) || !isDay(to) || from > to {
		return false
	}
	o.SeenFrom, o.SeenTo = strings.Clone(from), strings.Clone(to)
	return true
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// setComment reads the comment behind a record, such as
// "recovered-gcd; seen 2019-04-29..2021-08-26". What it does not know is kept
// as evidence.
func (o *Origin) setComment(comment string) {
	var rest []string
	for part := range strings.SplitSeq(comment, ";") {
		part = strings.TrimSpace(part)
		window, isSeen := strings.CutPrefix(part, "seen ")
		switch {
		case part == "" || isSeen && o.setSeen(strings.TrimSpace(window)):
		case o.How == "" && o.setHow(part):
		default:
			rest = append(rest, part)
		}
	}
	o.setEvidence(strings.Join(rest, "; "))
}
