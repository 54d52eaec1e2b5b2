package pdf

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"assay/document"
	"assay/xmp"
)

// memory is what one state says of itself.
type memory struct {
	prefix string // names the state; empty for the newest
	info   []infoEntry
	packet *xmp.Packet
	why    error // of a packet that cannot be read
}

// fillStates goes once over all states, the oldest first: what each changed,
// what it says of itself, and files it had that the next has no more. What they
// say is put into d the newest first.
func (f *File) fillStates(d, files *document.Document, t *taken) {
	var said []memory
	var before *View
	sum, hashed := sha256.New(), 0
	for _, r := range f.revisions {
		v := f.At(r.Number)
		m := v.remember(before, said)
		if r.Number < len(f.revisions) {
			m.prefix = fmt.Sprintf("revision %d ", r.Number)
		}
		said, before = append(said, m), v
		if len(f.revisions) == 1 {
			break // of files that keep several only
		}
		sum.Write(f.content[hashed:r.End])
		hashed = r.End
		out := document.Revision{Number: r.Number, Length: int64(r.End), Times: v.infoTimes()}
		copy(out.Item[:], sum.Sum(nil))
		if r.Number > 1 {
			out.Changes = f.step(files, r.Number-1, t)
		}
		d.Revisions = append(d.Revisions, out)
	}
	tell(d, said)
}

// step compares state n with the next.
func (f *File) step(files *document.Document, n int, t *taken) []document.Change {
	if f.visits > maxVisits {
		f.trouble("%s", tooMany)
		return []document.Change{{Weight: document.Unknown, What: "not compared: the file's states hold too many objects", Where: fmt.Sprintf("revision %d", n+1)}}
	}
	objects := f.Diff(n, n+1)
	f.oldFiles(files, n, objects, t)
	return f.explain(n, objects)
}

// remember takes in what a state says of itself; what it shares with the state
// before, of which said ends, is not read again.
func (v *View) remember(before *View, said []memory) (m memory) {
	info, metadata := v.info(), v.metadata()
	if before != nil {
		last := said[len(said)-1]
		if before.info() == info && !points(info) {
			m.info = last.info
		}
		if before.metadata() == metadata {
			m.packet, m.why = last.packet, last.why
			metadata = nil
		}
	}
	if m.info == nil {
		m.info = v.infoEntries(info)
	}
	if metadata != nil {
		m.packet, m.why = v.packet(metadata)
	}
	return m
}

// points reports whether what a dictionary says stands in other objects, which
// a later state may have of its own.
func points(info *Dict) bool {
	return info != nil && slices.ContainsFunc(info.Entries, func(e Entry) bool {
		_, ref := e.Value.(Ref)
		return ref
	})
}

// tell puts what the states say into d, each thing once.
func tell(d *document.Document, said []memory) {
	told := map[string]bool{}
	for _, m := range slices.Backward(said) {
		for _, e := range m.info {
			if key := string(e.key) + "\x00" + e.text; !told[key] {
				told[key] = true
				fillEntry(d, e.key, e.text, m.prefix+"Info /"+string(e.key))
			}
		}
	}
	if why := said[len(said)-1].why; why != nil && !errors.Is(why, ErrLocked) {
		d.Unread("pdf/xmp", "XMP", fmt.Sprintf("Its XMP metadata cannot be read: %v.", why))
	}
	told = map[string]bool{}
	var last *xmp.Packet
	for _, m := range slices.Backward(said) {
		if m.packet == nil || m.packet == last {
			continue
		}
		last = m.packet
		one := &document.Document{}
		xmp.Fill(one, m.packet, m.prefix+"XMP")
		if m.prefix != "" {
			one.Findings = nil // damage of the past is none of the present
		}
		merge(d, one, told)
	}
}

// join adds all that from says to d.
func join(d, from *document.Document) {
	d.Languages = append(d.Languages, from.Languages...)
	d.Times = append(d.Times, from.Times...)
	d.Fields = append(d.Fields, from.Fields...)
	d.Embedded = append(d.Embedded, from.Embedded...)
	d.Findings = append(d.Findings, from.Findings...)
}
