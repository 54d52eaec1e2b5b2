// Package parcel reads the containers of office documents: ZIP (APPNOTE 6.3)
// with XML parts, as OPC (ECMA-376-2) and ODF 1.3 part 2 use it. It keeps to
// bounds on members, bytes and depth, reads what is left of a damaged package,
// and says what the container itself remembers: times and writers of members.
//
// It cannot show when a package was written: those times are a clock's claim,
// mostly without a zone, and many programmes leave them out.
package parcel

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds on one package.
const (
	MaxMembers = 10_000    // that are listed
	MaxMember  = 64 << 20  // expanded bytes of one member
	MaxTotal   = 512 << 20 // expanded bytes that are read of one package

	// maxDirectory bounds the entries of a directory that is read at all.
	maxDirectory = 100_000
)

// What stands against reading a member.
var (
	ErrMissing   = errors.New("the package has no such member")
	errTooLarge  = errors.New("it expands beyond the bound")
	errEncrypted = errors.New("it is encrypted by the container")

	errDirectory = errors.New("its directory has too many entries")
)

// Parcel is an open package.
type Parcel struct {
	Members []Member // in the order of the directory
	Comment string   // of the archive

	content  []byte
	salvaged error // why the directory could not be used
	omitted  int   // members beyond MaxMembers
	byName   map[string]int
	left     int64 // bytes that may still be expanded
	taken    int   // bytes of files that were taken out
}

// Member is one file of the package.
type Member struct {
	Name   string // with slashes, without a leading one; of a second one of that name with " (2)" behind it
	Size   int64  // expanded bytes, as the package states: a claim
	header zip.FileHeader
	offset func() (int64, error)
	at     int  // where its data begin; 0 where that is not known
	twin   bool // another of its name stands before it
	open   func() (io.ReadCloser, error)
}

// Open reads the directory of a package, or, where that is damaged, what can
// be found without it; the error says that content is no ZIP.
func Open(content []byte) (*Parcel, error) {
	p := &Parcel{content: content, byName: map[string]int{}, left: MaxTotal}
	z, err := (*zip.Reader)(nil), errDirectory
	if bytes.Count(content, []byte("PK\x01\x02")) <= maxDirectory {
		z, err = zip.NewReader(bytes.NewReader(content), int64(len(content)))
	}
	if err != nil {
		if p.salvage(); len(p.Members) == 0 {
			return nil, fmt.Errorf("not a zip package: %w", err)
		}
		p.salvaged = err
	} else {
		p.Comment = z.Comment
		for _, f := range z.File {
			p.add(Member{header: f.FileHeader, offset: f.DataOffset, Size: int64(min(f.UncompressedSize64, 1<<62)), open: f.Open})
		}
	}
	p.index()
	return p, nil
}

// add lists a member; folders are none.
func (p *Parcel) add(m Member) {
	m.Name = strings.TrimPrefix(strings.ReplaceAll(m.header.Name, `\`, "/"), "/")
	switch {
	case strings.HasSuffix(m.Name, "/"):
	case len(p.Members) >= MaxMembers:
		p.omitted++
	default:
		if m.offset != nil {
			if at, err := m.offset(); err == nil { // else opening it says so
				m.at = int(at)
			}
		}
		p.Members = append(p.Members, m)
	}
}

// index finds members by name. Of two of one name the first keeps it.
func (p *Parcel) index() {
	count := map[string]int{}
	for i := range p.Members {
		m := &p.Members[i]
		own := key(m.Name)
		count[own]++
		for name := m.Name; ; count[own]++ {
			if count[own] > 1 {
				m.twin = true
				m.Name = fmt.Sprintf("%s (%d)", name, count[own])
			}
			if _, taken := p.byName[key(m.Name)]; !taken {
				break
			}
		}
		p.byName[key(m.Name)] = i
	}
}

// key makes names comparable: part names do not differ by case alone
// (ECMA-376-2 §6.2.2.3).
func key(name string) string { return strings.ToLower(strings.TrimPrefix(name, "/")) }

// Has says whether there is a member of that name.
func (p *Parcel) Has(name string) bool {
	_, ok := p.byName[key(name)]
	return ok
}

// Named is the name of a member as it stands in the package.
func (p *Parcel) Named(name string) string {
	if i, ok := p.byName[key(name)]; ok {
		return p.Members[i].Name
	}
	return name
}

// Bytes expands a member. Where it is damaged, what could be read comes with
// the error.
func (p *Parcel) Bytes(name string) ([]byte, error) {
	r, err := p.reader(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// Head expands the first bytes of a member, at most n; what cannot be read is
// left out.
func (p *Parcel) Head(name string, n int64) []byte {
	r, err := p.reader(name)
	if err != nil {
		return nil
	}
	defer r.Close()
	head, _ := io.ReadAll(io.LimitReader(r, n)) // whoever walks the part says what is wrong with it
	return head
}

// reader opens a member within the bounds.
func (p *Parcel) reader(name string) (io.ReadCloser, error) {
	i, ok := p.byName[key(name)]
	if !ok {
		return nil, ErrMissing
	}
	m := &p.Members[i]
	if m.header.Flags&1 != 0 { // APPNOTE §4.4.4
		return nil, errEncrypted
	}
	r, err := m.open()
	if err != nil {
		return nil, err
	}
	return &bounded{r, p, MaxMember}, nil
}

// bounded stops where a member, or all members together, expand too far.
type bounded struct {
	io.ReadCloser
	p    *Parcel
	left int64
}

func (b *bounded) Read(into []byte) (int, error) {
	n, err := b.ReadCloser.Read(into)
	b.left -= int64(n)
	b.p.left -= int64(n)
	if b.left < 0 || b.p.left < 0 {
		return n, errTooLarge
	}
	return n, err
}
