package parcel

import (
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"assay/document"
	"assay/office/claims"
)

// Describe adds what the container itself says: when its members were written,
// by what sort of writer, and what is odd about it.
func (p *Parcel) Describe(c *claims.Claims) {
	p.damage(c.D)
	p.times(c)
	p.writers(c)
	if p.salvaged == nil && p.omitted == 0 {
		p.gaps(c)
		p.unlike(c)
	}
	c.Field("zip comment", p.Comment, "the zip directory")
	if n := strings.Index(string(p.content), string(localSignature)); n > 0 && p.salvaged == nil {
		c.Field("bytes before the package", fmt.Sprint(n), "byte 0")
		c.D.Note("office/bytes-before-package", "byte 0", fmt.Sprintf("%d bytes stand before the first member of the package; programmes that read it from its end do not see them. Self-extracting archives and transfers that add a header do the same.", n))
	}
}

// damage says what of the container could not be read, or can be read in two
// ways.
func (p *Parcel) damage(d *document.Document) {
	if p.salvaged != nil {
		d.Unread("office/package-damaged", "the zip directory", fmt.Sprintf("The directory of the package cannot be read (%v); %d members were found by their own headers. A transfer that was cut off leaves this as well.", p.salvaged, len(p.Members)))
	}
	if p.omitted > 0 {
		d.Unread("office/too-many-members", "the zip directory", fmt.Sprintf("The package has %d members more than the %d that are read.", p.omitted, MaxMembers))
	}
	for _, m := range p.Members {
		if m.twin {
			d.Note("office/member-twice", m.Name, "Another member of the package has this name and stands before it; that one was read, and this one taken out. Programmes differ in which they show, so that two readers may see two documents. Archivers that add instead of replace leave this as well.")
		}
		if m.header.Flags&1 != 0 {
			d.Unread("office/encrypted", m.Name, "The zip container encrypts this member: it cannot be read.")
		}
	}
}

// times groups members by the time that the container gives them.
func (p *Parcel) times(c *claims.Claims) {
	type group struct {
		at, first string
		count     int
	}
	var groups []*group
	byTime := map[string]*group{}
	for _, m := range p.Members {
		at := m.written()
		g := byTime[at]
		if g == nil {
			g = &group{at: at, first: m.Name}
			byTime[at] = g
			groups = append(groups, g)
		}
		g.count++
	}
	for _, g := range groups {
		where := "zip: " + g.first
		if g.count > 1 {
			where += fmt.Sprintf(" and %d more", g.count-1)
		}
		if g.at != "" {
			c.Time(document.Saved, g.at, where)
		}
	}
	if none := byTime[""]; none != nil && len(groups) > 1 {
		c.D.Note("office/member-times-mixed", fmt.Sprintf("%d of %d members", len(p.Members)-none.count, len(p.Members)), "Some members of the package bear a time and others none: more than one programme may have written it. Programmes that copy unchanged parts, filters that add a label and archivers do this as well.")
	}
}

// Extra fields that hold times.
const (
	extraUnix = 0x5455 // Info-ZIP extended timestamp: UTC
	extraNTFS = 0x000a // APPNOTE §4.5.5
)

// written is the time of a member: in UTC where an extra field has it, without
// a zone as MS-DOS keeps it, empty where there is none (the first moment that
// MS-DOS can express, or an impossible one).
func (m *Member) written() string {
	for b := m.header.Extra; len(b) >= 4; {
		id, size := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if b = b[4:]; size > len(b) {
			break
		}
		switch field := b[:size]; {
		case id == extraUnix && size >= 5 && field[0]&1 != 0:
			return time.Unix(int64(int32(binary.LittleEndian.Uint32(field[1:]))), 0).UTC().Format(time.RFC3339)
		case id == extraNTFS && size >= 16 && binary.LittleEndian.Uint16(field[4:]) == 1:
			const between = 11644473600 // seconds from 1601 to 1970
			return time.Unix(int64(binary.LittleEndian.Uint64(field[8:])/1e7)-between, 0).UTC().Format(time.RFC3339)
		}
		b = b[size:]
	}
	//lint:ignore SA1019 what MS-DOS keeps is what is told here
	d, t := m.header.ModifiedDate, m.header.ModifiedTime
	at := time.Date(1980+int(d>>9), time.Month(d>>5&15), int(d&31), int(t>>11), int(t>>5&63), int(t&31)*2, 0, time.UTC)
	if at.Day() != int(d&31) || d <= 0x21 && t == 0 {
		return ""
	}
	return at.Format(document.Zoneless)
}

// writers tells the sorts of headers that members have. One programme writes
// all alike, but for the method and the version needed, which follow the data.
func (p *Parcel) writers(c *claims.Claims) {
	type sort struct {
		version uint16
		utf8    bool
	}
	var order []sort
	count, first := map[sort]int{}, map[sort]string{}
	for _, m := range p.Members {
		s := sort{m.header.CreatorVersion, m.header.Flags&(1<<11) != 0}
		if count[s]++; count[s] == 1 {
			order = append(order, s)
			first[s] = m.Name
		}
	}
	versions := map[uint16]bool{}
	for _, s := range order {
		versions[s.version] = true
		value := fmt.Sprintf("version %d.%d on %s", s.version&255/10, s.version&255%10, host(s.version>>8))
		if s.utf8 {
			value += ", names in UTF-8"
		}
		if p.salvaged == nil {
			c.Field("zip made by", fmt.Sprintf("%s: %d members", value, count[s]), first[s])
		}
	}
	if len(versions) > 1 {
		c.D.Note("office/zip-writers-mixed", first[order[1]], fmt.Sprintf("The members of the package name %d different versions of ZIP writers: more than one programme may have written it. Filters that add a label, document management, programmes that sign and archivers do this to authentic documents.", len(versions)))
	}
}

// host names the systems that writers of office documents state (APPNOTE
// §4.4.2.2).
func host(code uint16) string {
	switch code {
	case 0:
		return "MS-DOS"
	case 3:
		return "Unix"
	case 10:
		return "NTFS"
	case 19:
		return "macOS"
	}
	return fmt.Sprintf("system %d", code)
}
