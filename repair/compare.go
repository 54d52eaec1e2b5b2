package repair

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"assay/item"
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
	return len(d.Fields) > 0 || len(d.Added) > 0 || len(d.Removed) > 0 || d.LostParts > 0
}

// OnlyAdded reports whether the item shows all that was signed, and more.
func (d *Difference) OnlyAdded() bool {
	return len(d.Added) > 0 && len(d.Fields) == 0 && len(d.Removed) == 0 && d.LostParts == 0
}

// Compare tells what a reader sees in stored and not in signed, and the other
// way round.
func Compare(stored, signed *mail.Message) Difference {
	d := Difference{List: listOf(stored)}
	for _, name := range []string{"from", "sender", "reply-to", "to", "cc", "subject", "date"} {
		d.field(name, stored, signed)
	}
	d.text(shownLines(stored), shownLines(signed))
	d.files(files(stored), files(signed))
	return d
}

// field compares the fields of one name.
func (d *Difference) field(name string, stored, signed *mail.Message) {
	have, want := fieldText(stored, name), fieldText(signed, name)
	if have == want || name == "date" && sameMoment(have, want) {
		return
	}
	if name == "subject" && want != "" {
		if at := strings.Index(have, want); at >= 0 || strings.HasSuffix(want, have) {
			extra := strings.TrimSpace(strings.Replace(have, want, "", 1))
			if at >= 0 && tag.MatchString(extra+" ") {
				d.add(Addition{Kind: AddedTag, Text: extra, Key: key(AddedTag, extra)})
				return
			}
		}
		if bare := untagged(have); bare == want {
			extra := strings.TrimSpace(tag.FindStringSubmatch(have)[2])
			d.add(Addition{Kind: AddedTag, Text: extra, Key: key(AddedTag, extra)})
			return
		}
	}
	if people(have) != nil && slices.Contains(addressFields, name) {
		a, b := people(have), people(want)
		if slices.Equal(a, b) {
			return
		}
		slices.Sort(a)
		slices.Sort(b)
		if slices.Equal(a, b) {
			d.Reordered = true
			return
		}
	}
	d.Fields = append(d.Fields, Field{name, clip(have), clip(want)})
}

// untagged is a subject without the tag of a list.
func untagged(s string) string {
	m := tag.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	return strings.TrimSpace(m[1] + s[len(m[0]):])
}

// fieldText is what a reader sees of all fields of a name.
func fieldText(m *mail.Message, name string) string {
	var texts []string
	for _, f := range m.All(name) {
		texts = append(texts, strings.Join(strings.Fields(f.Text()), " "))
	}
	return strings.Join(texts, " and also ")
}

// people are the addresses and names of a list, each in one spelling; nil
// where they cannot be told apart.
func people(value string) []string {
	boxes := mailboxes(value)
	for i, b := range boxes {
		name, _, ok := cutName(unescaped(b))
		if !ok {
			name = ""
		}
		name = strings.Trim(name, `"' `)
		if strings.EqualFold(name, addrOf(b)) {
			name = ""
		}
		boxes[i] = name + " <" + addrOf(b) + ">"
	}
	return boxes
}

func sameMoment(a, b string) bool {
	t, ok1 := mail.ParseDate(a)
	u, ok2 := mail.ParseDate(b)
	_, zone1 := t.Zone()
	_, zone2 := u.Zone()
	return ok1 && ok2 && t.Equal(u) && zone1 == zone2
}

// shownLines are the lines of a message's own text, as a reader sees them.
func shownLines(m *mail.Message) (list []string) {
	m.Root.Leaves(func(p *mail.Part) bool {
		if !p.Own() {
			return true
		}
		for line := range strings.Lines(m.PartText(p)) {
			line = strings.Join(strings.Fields(line), " ")
			if rest := strings.TrimLeft(line, ">"); strings.HasPrefix(rest, "From ") {
				line = rest
			}
			if line != "" {
				list = append(list, line)
			}
		}
		return true
	})
	return list
}

// text finds the lines that were added, in the order of the message, and those
// that are missing.
func (d *Difference) text(have, want []string) {
	same := 0 // from the end: what was added mostly stands there
	for same < min(len(have), len(want)) && have[len(have)-1-same] == want[len(want)-1-same] {
		same++
	}
	rest := have[:len(have)-same]
	want = want[:len(want)-same]
	var run []string
	flush := func() {
		if len(run) > 0 {
			text := strings.Join(run, "\n")
			d.add(Addition{Kind: AddedText, Text: clip(text), Lines: len(run), Key: key(AddedText, text)})
			run = nil
		}
	}
	for _, line := range rest {
		if len(want) > 0 && line == want[0] {
			flush()
			want = want[1:]
			continue
		}
		run = append(run, line)
	}
	flush()
	for _, line := range want[:min(len(want), maxDiffLines)] {
		d.Removed = append(d.Removed, clip(line))
	}
}

// files are the digests of what a message holds beside its own text.
func files(m *mail.Message) (list []string) {
	m.Root.Leaves(func(p *mail.Part) bool {
		if !p.Own() {
			content, _ := m.Decode(p)
			list = append(list, item.Sum(content).String())
		}
		return len(list) < maxKept
	})
	slices.Sort(list)
	return list
}

func (d *Difference) files(have, want []string) {
	d.Kept = slices.Compact(slices.Clone(want))
	for _, f := range want {
		if i, ok := slices.BinarySearch(have, f); ok {
			have = slices.Delete(slices.Clone(have), i, i+1)
		} else {
			d.LostParts++
		}
	}
	for _, f := range have {
		d.add(Addition{Kind: AddedFile, Text: f, Key: key(AddedFile, f)})
	}
}

// add keeps an addition. One beyond the bound is merged into the last: it must
// not be lost, and can equal no other.
func (d *Difference) add(a Addition) {
	if n := len(d.Added); n == maxAdditions {
		d.Added[n-1].Key = key(d.Added[n-1].Key, a.Key)
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
