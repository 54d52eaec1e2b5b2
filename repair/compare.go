package repair

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"assay/mail"
)

// Difference is what a reader sees in one message and not in another: in the
// item as it is stored, and in the message that was signed. White space, case
// of addresses, encodings and the order of people are no difference to a
// reader.
type Difference struct {
	Fields []Field    `json:"fields,omitempty"` // that read otherwise
	Added  []Addition `json:"added,omitempty"`  // what the item shows beside
	// Removed are lines that were signed and that the item does not show.
	Removed []string `json:"removed,omitempty"`
	// LostParts counts files that were signed and that the item does not hold.
	LostParts int `json:"lost_parts,omitempty"`
	// Structure is set where the signed parts stand together in another way, so
	// that programmes may show another of them, or where there is too much to
	// compare.
	Structure bool `json:"structure,omitempty"`
	// Reordered is set where people are named in another order.
	Reordered bool `json:"reordered,omitempty"`
	// Kept are the digests of the files of the signed message, sorted: what
	// its signature vouches for.
	Kept []string `json:"kept,omitempty"`
	// List names what the item came by: its List-Id, or the server that took
	// it in. It is no more than the item says.
	List string `json:"list,omitempty"`
}

// Field is a header field that reads otherwise.
type Field struct {
	Name   string `json:"name"`   // lower case
	Stored string `json:"stored"` // as the item shows it
	Signed string `json:"signed"` // as it was signed
}

// Addition is something that a reader sees and that was not signed.
type Addition struct {
	Kind  string `json:"kind"` // AddedText, AddedTag or AddedFile
	Text  string `json:"text"` // the added words, cut where they are long; of a file its digest
	Lines int    `json:"lines,omitempty"`
	Key   string `json:"key"` // the same for the same addition on other mail
	// Inside is set where signed words of the same part stand before and
	// behind: no list and no scanner puts its words there.
	Inside bool `json:"inside,omitempty"`
}

// The kinds of additions.
const (
	AddedText = "text"
	AddedTag  = "subject"
	AddedFile = "file"
)

// Bounds on what a Difference holds.
const (
	maxShownText  = 2000 // bytes of one text
	maxAdditions  = 50
	maxDiffLines  = 20
	maxKept       = 2000
	maxListLength = 300
)

// Visible reports whether a reader sees any difference.
func (d *Difference) Visible() bool {
	return len(d.Added) > 0 || d.changed()
}

// OnlyAdded reports whether the item shows all that was signed, and more.
func (d *Difference) OnlyAdded() bool {
	return len(d.Added) > 0 && !d.changed()
}

// changed reports whether something that was signed is missing or different.
func (d *Difference) changed() bool {
	return len(d.Fields) > 0 || len(d.Removed) > 0 || d.LostParts > 0 || d.Structure
}

// Compare tells what a reader sees in stored and not in signed, and the other
// way round.
func Compare(stored, signed *mail.Message) Difference {
	d := Difference{List: listOf(stored)}
	for _, name := range readFields {
		d.field(name, stored, signed)
	}
	d.Structure = !within(elements(stored), elements(signed)) || beyond(stored, signed)
	have, want := shownTexts(stored), shownTexts(signed)
	for _, kind := range kinds(have, want) {
		d.text(have[kind], want[kind])
	}
	d.files(files(stored), files(signed))
	return d
}

// add keeps an addition. One beyond the bound is merged into the last: it must
// not be lost, and can equal no other.
func (d *Difference) add(a Addition) {
	if n := len(d.Added); n == maxAdditions {
		last := &d.Added[n-1]
		last.Key, last.Inside = key(last.Key, a.Key), last.Inside || a.Inside
		return
	}
	d.Added = append(d.Added, a)
}

func key(kind, text string) string {
	sum := sha256.Sum256([]byte(kind + "\n" + text))
	return hex.EncodeToString(sum[:16])
}

// listOf is what a message came by: the name in List-Id (RFC 2919 §2), or the
// server that took it in last.
func listOf(m *mail.Message) string {
	if f, ok := m.First("list-id"); ok {
		v := f.Unfolded()
		if i := strings.LastIndexByte(v, '<'); i >= 0 {
			v = v[i:]
		}
		return "list " + strings.ToLower(strings.Trim(v[:min(len(v), maxListLength)], "<> "))
	}
	if f, ok := m.First("received"); ok {
		if _, by, ok := strings.Cut(f.Unfolded(), "by "); ok {
			host, _, _ := strings.Cut(strings.TrimSpace(by), " ")
			return "server " + strings.ToLower(strings.Trim(host[:min(len(host), maxListLength)], ";()[]"))
		}
	}
	return ""
}

func clip(s string) string {
	if len(s) <= maxShownText {
		return s
	}
	return strings.ToValidUTF8(s[:maxShownText], "") + "…"
}
