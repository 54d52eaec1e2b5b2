package source

import (
	"errors"
	"io"
	"path"
	"strings"

	"assay/item"
)

// readMbox visits the messages of an mbox.
func (k *walk) readMbox(c *content, body *hashed) error {
	s := newSplitter(body, MaxMail)
	for {
		m, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := k.message(c, m); err != nil {
			return err
		}
		s.pass(m)
	}
}

// message visits a message of an mbox.
func (k *walk) message(c *content, m message) error {
	e := Entry{
		Locator: c.at.Range(m.offset, m.length),
		Kind:    item.Mail, Format: FormatMail, Size: m.length,
	}
	if k.skips(e.Locator) {
		return nil
	}
	switch {
	case m.err != nil:
		e.spoil("its end", m.err)
	case m.data == nil:
		e.spoil("all of it", tooLarge(m.length))
	default:
		e.Data = append(make([]byte, 0, len(m.data)), m.data...)
	}
	return k.emit(e)
}

// readZip visits the members of a zip. One that is a document in itself is
// marked as such.
func (k *walk) readZip(e *Entry, c *content, body *hashed) error {
	r, size := c.random, c.size
	if r == nil {
		s, err := spool(body, k.Spool, halved(MaxInMemory, c.depth))
		if err != nil {
			return errors.Join(err, s.Close())
		}
		defer s.Close()
		r, size = s, s.size
	}
	d, err := openZip(r, size)
	if err != nil {
		return err
	}
	if is, err := d.isPackage(); err != nil {
		return err
	} else if is {
		e.Format = FormatOffice
		return k.keepPackage(e, r, size)
	}
	if around := d.around(); around != nil {
		e.Findings = append(e.Findings, problem(e.Format, "around the archive", around))
	}
	names := newOrdinals(&k.room)
	defer names.release()
	return d.each(names, func(m *member) error { return k.member(c, m) })
}

// keepPackage keeps the bytes of a zip that turned out to be a document.
func (k *walk) keepPackage(e *Entry, r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, HeadSize))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return err
	}
	if size > MaxDocument || !k.keeps(e.Locator, head) {
		return nil
	}
	var err error
	e.Data, err = io.ReadAll(io.NewSectionReader(r, 0, size))
	return err
}

// readTar visits the members of a tape archive.
func (k *walk) readTar(c *content, r io.Reader) error {
	in := takeBuffer(r)
	defer giveBuffer(in)
	names := newOrdinals(&k.room)
	defer names.release()
	return eachTar(in, names, func(m *member) error { return k.member(c, m) })
}

// readCompressed visits what a compressor packed: a tape archive, whose
// members then stand in c itself, or a single member.
func (k *walk) readCompressed(e *Entry, c *content, body *hashed) error {
	src := takeBuffer(body)
	defer giveBuffer(src)
	rc, name, err := decompress(e.Format, src, c.base, c.level)
	if err != nil {
		return err
	}
	defer rc.Close()
	m := &meter{r: rc, budget: k.budget, packed: c.base}
	end := &untilTrailing{r: m}
	in := takeBuffer(end)
	defer giveBuffer(in)
	head, _ := in.Peek(HeadSize)
	inner := content{at: c.at, r: in, size: -1, base: c.base, depth: c.depth, level: c.level + 1, meter: m, shared: true}
	if e.Format == FormatGzip {
		inner.level = c.level // its window has 32 KiB
	}
	if Recognise(head) == FormatTar {
		e.Format = FormatTar + "." + e.Format
		err = k.readTar(&inner, in)
	} else {
		inner.at, inner.depth = c.at.Member(singleName(name, c.at), 1), c.depth+1
		if !k.skips(inner.at) {
			err = k.examine(inner)
		}
	}
	if err != nil {
		return err
	}
	// All of it is read, and so is what an earlier walk has visited: what is
	// wrong with the stream is said of the container.
	if _, err := io.Copy(io.Discard, in); err != nil {
		return err
	}
	if end.end == errTrailing {
		e.Findings = append(e.Findings, problem(e.Format, "behind the compressed data", errTrailing))
	}
	return end.damage()
}

// singleName is the name of the one member of a compressed file: as its header
// says, else that of the file without its suffix, else "data".
func singleName(header string, at item.Locator) string {
	if header != "" {
		return header[:min(len(header), MaxName)]
	}
	name := path.Base(at.File)
	if at.File == "" {
		name = at.Root
	}
	if n := len(at.Steps); n > 0 {
		name = path.Base(at.Steps[n-1].Name) // "." where the step has no name
	}
	name = strings.TrimSuffix(name, path.Ext(name))
	if name == "" || name == "." || name == "/" {
		return "data"
	}
	return name
}

// member visits a member of the archive c. When the budget of the file is used
// up, it ends the archive.
func (k *walk) member(c *content, m *member) error {
	at := c.at.Member(m.name, m.nth)
	if !k.skips(at) {
		if err := k.readMember(c, m, at); err != nil {
			return err
		}
	}
	return k.budget.exceeded()
}

func (k *walk) readMember(c *content, m *member, at item.Locator) error {
	inner := content{
		at: at, size: m.size, base: m.size, depth: c.depth + 1, level: c.level + m.windows,
		random: m.random, meter: c.meter, shared: c.meter != nil, notes: m.notes(),
	}
	err := m.refusal
	if err == nil {
		var rc io.ReadCloser
		if rc, err = m.open(c.level); err == nil {
			defer rc.Close()
			inner.r = &cancelled{k.ctx, rc}
		}
	}
	if err != nil {
		e := Entry{Locator: at, Size: m.size, Findings: inner.notes}
		e.spoil("all of it", err)
		return k.emit(e)
	}
	if m.expands {
		inner.meter = &meter{r: inner.r, budget: k.budget, packed: m.packed}
		inner.r, inner.shared = inner.meter, false
		inner.base = min(m.size, inner.meter.limit())
	}
	return k.examine(inner)
}
