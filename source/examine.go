package source

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"

	"assay/finding"
	"assay/item"
)

// content is something to be examined.
type content struct {
	at     item.Locator
	r      io.Reader
	random io.ReaderAt       // the same bytes, readable at any place; or nil
	size   int64             // as its surroundings say; -1 where they do not
	base   int64             // what its expansion is measured by: size, or that of what it stands in
	depth  int               // containers around it
	level  int               // compressors around it
	meter  *meter            // the compressed stream that r comes from; or nil
	shared bool              // that stream holds more than this content
	file   *File             // set for a file of the leak
	notes  []finding.Finding // what is known to be odd
}

// examine finds out what content is, and visits it and all that stands in it.
func (k *walk) examine(c content) error {
	spent := c.spender(k.budget)
	in := takeBuffer(c.r)
	defer giveBuffer(in)
	head, _ := in.Peek(HeadSize) // an error comes again in reading
	e := Entry{Locator: c.at, Format: Recognise(head), File: c.file, Findings: c.notes}
	body := &hashed{r: in, sum: sha256.New()}
	body.keeping = e.Format.Kind() == item.Document && k.keeps(c.at, head)
	err := k.read(&e, &c, in, body)
	if isAbort(err) {
		return err
	}
	if c.file != nil || err == nil && e.isKnownByBytes() {
		if _, rest := io.Copy(io.Discard, body); err == nil {
			err = rest
		}
	}
	if err := k.ctx.Err(); err != nil {
		return &abortError{err}
	}
	e.complete(&c, body, err)
	e.Expanded = spent()
	return k.emit(e)
}

// read reads content as what it was recognised as. Where that turns out to be
// something else, it sets Format. It need not read to the end.
func (k *walk) read(e *Entry, c *content, in *bufio.Reader, body *hashed) error {
	kind := e.Format.Kind()
	if kind == item.Container && c.depth >= MaxDepth {
		return &boundError{fmt.Sprintf("containers stand in each other more than %d deep", MaxDepth)}
	}
	var err error
	switch {
	case kind == item.Mail:
		return readMail(e, c, in, body)
	case e.Format == FormatOLE2:
		return readOLE(e, in, body)
	case e.Format == FormatMbox:
		err = k.readMbox(c, body)
	case e.Format == FormatZip:
		err = k.readZip(e, c, body)
	case e.Format == FormatTar:
		err = k.readTar(c, body)
	case kind == item.Container:
		err = k.readCompressed(e, c, body)
	}
	if err == nil && kind == item.Container {
		err = k.budget.exceeded() // by what stands in it
	}
	return err
}

// isKnownByBytes reports whether an entry that can be read wants the digest of
// its bytes.
func (e *Entry) isKnownByBytes() bool {
	kind := e.Format.Kind()
	return kind == item.Document || kind == item.Container
}

// complete fills in what is known when content has been read, and err kept it
// from being read to its end.
func (e *Entry) complete(c *content, body *hashed, err error) {
	e.Kind = e.Format.Kind()
	if e.Size = body.n; err != nil || e.Kind == item.Unreadable {
		e.Size = max(body.n, c.size)
	}
	if c.file != nil && (e.Data == nil || e.Kind == item.Document) && body.ended && body.n >= c.size {
		c.file.Digest = body.digest()
	}
	switch {
	case err != nil:
		e.spoil(fmt.Sprintf("from byte %d", body.n), err)
	case e.Kind == item.Unreadable:
		e.Findings = append(e.Findings, notRead(e.Format))
		e.Digest = e.Locator.ID()
	case e.Kind == item.Mail:
		e.Size = int64(len(e.Data))
	default:
		e.Digest = body.digest()
		if e.Kind == item.Document && e.Data == nil {
			e.Data = body.content()
		}
	}
}

// keeps reports whether the bytes of a document are wanted.
func (k *walk) keeps(l item.Locator, head []byte) bool { return k.Keep != nil && k.Keep(l, head) }

// spoil makes an entry unreadable for the reason err.
func (e *Entry) spoil(where string, err error) {
	e.Kind, e.Data = item.Unreadable, nil
	e.Digest = e.Locator.ID()
	e.Findings = append(e.Findings, problem(e.Format, where, err))
}

// spender returns a function that tells what was taken from the budget since,
// without what the stream took that this content is only a part of.
func (c *content) spender(b *Budget) func() int64 {
	var before int64
	if c.shared {
		before = c.meter.n
	}
	start := b.spent
	return func() int64 {
		spent := b.spent - start
		if c.shared {
			spent -= c.meter.n - before
		}
		return spent
	}
}

// readMail keeps a mail in memory.
func readMail(e *Entry, c *content, in *bufio.Reader, body *hashed) error {
	data, err := readUpTo(in, MaxMail+1, c.size)
	if err != nil {
		return err
	}
	if len(data) <= MaxMail {
		e.Data = data
		return nil
	}
	body.write(data)
	if c.file != nil || c.size < 0 {
		if _, err := io.Copy(io.Discard, body); err != nil {
			return err
		}
	}
	return tooLarge(max(body.n, c.size))
}

// readOLE looks for the directory of an OLE2 file behind its head.
func readOLE(e *Entry, in *bufio.Reader, body *hashed) error {
	head, _ := in.Peek(HeadSize)
	at, ok := directoryAt(head)
	if !ok || directoryIn(head) != nil {
		return nil
	}
	x := &excerpt{at: at, buf: make([]byte, oleSpan)}
	if _, err := io.Copy(x, body); err != nil {
		return err
	}
	if isOutlookMessage(x.buf[:x.have]) {
		e.Format = FormatMSG
	}
	return nil
}
