package repair

import (
	"bytes"
	"mime"
	"slices"
	"strings"

	"assay/item"
	"assay/mail"
)

// elements are what a message consists of at its outermost: single parts, and
// multiparts of which programmes show one part or another, each written out.
// Of multipart/mixed all parts are shown, so that it is none itself.
func elements(m *mail.Message) (list []string) {
	var walk func(p *mail.Part)
	walk = func(p *mail.Part) {
		if p.Type != "multipart/mixed" || len(p.Children) == 0 {
			list = append(list, element(p))
			return
		}
		for _, c := range p.Children {
			walk(c)
		}
	}
	walk(m.Root)
	return list
}

// element writes a part out: its type and those of the parts inside.
func element(p *mail.Part) string {
	if len(p.Children) == 0 {
		if p.Own() {
			return p.Type
		}
		return "file"
	}
	inside := make([]string, len(p.Children))
	for i, c := range p.Children {
		inside[i] = element(c)
	}
	return p.Type + start(p) + "(" + strings.Join(inside, ",") + ")"
}

// start is which part of a multipart/related is the text, where it is told.
// RFC 2387 §3.2
func start(p *mail.Part) string {
	for _, f := range p.Header {
		if f.Is("content-type") {
			if _, params, _ := mime.ParseMediaType(f.Unfolded()); params["start"] != "" {
				return " from " + params["start"]
			}
		}
	}
	return ""
}

// within reports whether all of want stand in have, in their order.
func within(have, want []string) bool {
	for _, h := range have {
		if len(want) > 0 && h == want[0] {
			want = want[1:]
		}
	}
	return len(want) == 0
}

// beyond reports whether messages differ of which not everything was taken
// apart.
func beyond(a, b *mail.Message) bool {
	return (cut(a) || cut(b)) && !bytes.Equal(a.Raw, b.Raw)
}

func cut(m *mail.Message) bool {
	return m.Truncated || slices.ContainsFunc(m.Defects, func(d mail.Defect) bool {
		return d.ID == mail.PartsCut || d.ID == mail.HeaderCut
	})
}

// file is what a message holds beside its own text.
type file struct {
	shown  string // its name, type, place, and content as far as a reader sees it
	digest string
}

// files are the files of a message, sorted by what is seen of them.
func files(m *mail.Message) (list []file) {
	m.Root.Leaves(func(p *mail.Part) bool {
		if !p.Own() {
			list = append(list, fileOf(m, p))
			return true
		}
		for _, e := range m.EmbeddedFiles(p) {
			list = append(list, fileOf(m, e))
		}
		return true
	})
	slices.SortFunc(list, func(a, b file) int { return strings.Compare(a.shown, b.shown) })
	return list
}

func fileOf(m *mail.Message, p *mail.Part) file {
	content, rubbish := m.Decode(p)
	f := file{digest: item.Sum(content).String()}
	seen := f.digest
	if doubtful(m, p, rubbish) { // programmes differ in what they make of it
		seen += item.Sum(m.RawBody(p)).String()
	} else if isText(p) || strings.HasPrefix(p.Type, "message/") {
		seen = sumOfLines(content)
	}
	name := p.FileName()
	if p.Embedded != nil {
		name = p.Embedded.Name
	}
	f.shown = strings.Join([]string{name, p.Type, p.Charset(), p.Disposition(), partID(p), seen}, "\n")
	return f
}

// sumOfLines is the digest of a text as a reader sees it.
func sumOfLines(text []byte) string {
	var lines bytes.Buffer
	for line := range bytes.Lines(text) {
		if shown := shownLine(string(line)); shown != "" {
			lines.WriteString(shown + "\n")
		}
	}
	return item.Sum(lines.Bytes()).String()
}

// partID is the name by which a page shows a picture. RFC 2392
func partID(p *mail.Part) string {
	for _, f := range p.Header {
		if f.Is("content-id") {
			return f.Unfolded()
		}
	}
	return ""
}

func (d *Difference) files(have, want []file) {
	for _, f := range want {
		d.Kept = append(d.Kept, f.digest)
	}
	slices.Sort(d.Kept)
	d.Kept = slices.Compact(d.Kept)
	d.Kept = d.Kept[:min(len(d.Kept), maxKept)]
	for len(have) > 0 || len(want) > 0 {
		switch {
		case len(have) == 0 || len(want) > 0 && want[0].shown < have[0].shown:
			d.LostParts++
			want = want[1:]
		case len(want) == 0 || have[0].shown < want[0].shown:
			d.add(Addition{Kind: AddedFile, Text: have[0].digest, Key: key(AddedFile, have[0].shown)})
			have = have[1:]
		default:
			have, want = have[1:], want[1:]
		}
	}
}
