package parcel

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"assay/document"
	"assay/office/claims"
)

// span is where one member lies in the archive, with its own header.
type span struct{ from, to int }

// maxLeftovers bounds the members outside the directory that are told, and
// maxTries the places that are tried for one local header.
const (
	maxLeftovers = 100
	maxTries     = 16
)

// gaps looks between the members that the directory lists for others: what a
// programme that updates in place leaves of former states. It also holds each
// name in the directory against the one before the data.
func (p *Parcel) gaps(c *claims.Claims) {
	var spans []span
	for i := range p.Members {
		m := &p.Members[i]
		from, name, ok := p.localOf(m)
		switch {
		case m.at == 0:
			continue // what opens the member says what is wrong
		case !ok:
			c.D.Unread("office/leftovers-unknown", m.Name, "The header of this member was not found: what lies between members was not looked at.")
			return
		}
		spans = append(spans, span{from, min(m.at+int(min(m.header.CompressedSize64, uint64(len(p.content)))), len(p.content))})
		if name != m.header.Name {
			c.D.Note("office/member-names-differ", m.Name, fmt.Sprintf("The directory calls this member %q, its own header %q: programmes that read one or the other see different packages. Archivers that mix encodings of names do this as well.", document.Clip(m.header.Name), document.Clip(name)))
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	end, told := 0, 0
	for _, s := range append(spans, span{p.directory(), len(p.content)}) {
		if s.from > end {
			p.leftovers(c, end, s.from, &told)
		}
		end = max(end, s.to)
	}
	if told > maxLeftovers {
		c.D.Note("office/leftovers-cut", "the package", fmt.Sprintf("%d members outside the directory were found; the first %d are told.", told, maxLeftovers))
	}
}

// localOf finds the local header of a member from where its data begin.
func (p *Parcel) localOf(m *Member) (from int, name string, ok bool) {
	if m.at < localHeader || m.at > len(p.content) {
		return 0, "", false
	}
	for end, tries := m.at, 0; tries < maxTries; tries++ {
		from = bytes.LastIndex(p.content[max(0, m.at-localHeader-1<<17):end], localSignature)
		if from < 0 {
			return 0, "", false
		}
		from += max(0, m.at-localHeader-1<<17)
		if h, data, is := readLocal(p.content[from:]); is && len(p.content)-len(data) == m.at {
			return from, h.Name, true
		}
		end = from
	}
	return 0, "", false
}

// directory is where the directory begins; the end where it is not found.
func (p *Parcel) directory() int {
	last := 0
	for i := range p.Members {
		last = max(last, p.Members[i].at+int(min(p.Members[i].header.CompressedSize64, uint64(len(p.content)))))
	}
	last = min(last, len(p.content))
	if n := bytes.Index(p.content[last:], []byte("PK\x01\x02")); n >= 0 {
		return last + n
	}
	return len(p.content)
}

// leftovers takes out members that lie between from and to.
func (p *Parcel) leftovers(c *claims.Claims, from, to int, told *int) {
	for at := from; at < to; {
		n := bytes.Index(p.content[at:to], localSignature)
		if n < 0 {
			return
		}
		at += n
		h, data, ok := readLocal(p.content[at:to])
		at += len(localSignature)
		if !ok || strings.HasSuffix(h.Name, "/") {
			continue
		}
		if *told++; *told > maxLeftovers {
			continue
		}
		where := fmt.Sprintf("byte %d: %s", at-len(localSignature), document.Clip(h.Name))
		c.Field("member outside the directory", h.Name, where)
		c.D.Note("office/leftover-member", where, "The package holds a member that its directory does not list: programmes do not show it. It may be an earlier state of a part. Programmes that update packages in place leave such members.")
		r, err := expand(h, data)
		if err != nil {
			c.D.Unread("office/leftover-unread", where, "This member cannot be expanded: "+err.Error()+".")
			continue
		}
		content, err := io.ReadAll(&bounded{r, p, MaxMember})
		if err != nil {
			c.D.Unread("office/leftover-unread", where, "This member was not read to its end: "+err.Error()+".")
		}
		if len(content) > 0 {
			c.D.Embedded = append(c.D.Embedded, document.Embedded{Name: where, Where: where, Data: content})
		}
	}
}
