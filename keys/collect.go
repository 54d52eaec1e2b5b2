package keys

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"

	"assay/item"
)

// Bounds of one Read. Whatever lies beyond them is a Problem that says so.
const (
	maxFile     = 256 << 20 // bytes of one file
	maxKeys     = 50_000    // keys; some 1.5 KB of memory each
	maxPerName  = 64        // keys under one name: each has to be tried on a signature
	maxProblems = 1000      // problems listed; the rest are counted
	maxInput    = 1024      // bytes of the input that a problem shows
)

// collector gathers keys and problems within the bounds.
type collector struct {
	batch   Batch
	buf     *bufio.Reader
	perName map[string]int
	left    struct{ keys, perName, problems int } // how many did not fit
	maxFile int64
}

func newCollector() *collector {
	return &collector{buf: bufio.NewReaderSize(nil, peekSize), perName: map[string]int{}, maxFile: maxFile}
}

// add keeps a key. A record that is malformed, or that something had to be
// overlooked in, is a problem as well.
func (c *collector) add(k Key) {
	if k.Problem != "" {
		c.report(Problem{File: k.Origin.File, Line: k.Origin.Line, What: k.Name + ": " + k.Problem, Kept: k.State == Usable})
	}
	switch {
	case len(c.batch.Keys) >= maxKeys:
		c.left.keys++
	case c.perName[k.Name] >= maxPerName:
		c.left.perName++
	default:
		c.perName[k.Name]++
		c.batch.Keys = append(c.batch.Keys, k)
	}
}

// problem reports something that is lost.
func (c *collector) problem(file string, line int, what, input string) {
	c.report(Problem{File: file, Line: line, What: what, Input: input})
}

func (c *collector) report(p Problem) {
	if len(c.batch.Problems) >= maxProblems {
		c.left.problems++
		return
	}
	p.File, p.What = printable(p.File), printable(p.What)
	p.Input = strings.Clone(p.Input[:min(len(p.Input), maxInput)]) // a thousand long lines need not be held
	c.batch.Problems = append(c.batch.Problems, p)
}

// done closes the batch with a word on what did not fit.
func (c *collector) done() Batch {
	tell := func(n int, format string, bound int) {
		if n > 0 {
			c.batch.Problems = append(c.batch.Problems, Problem{File: "keys", What: fmt.Sprintf(format, n, bound)})
		}
	}
	tell(c.left.keys, "%d keys are left out: more than %d at a time", maxKeys)
	tell(c.left.perName, "%d keys are left out: more than %d under one name", maxPerName)
	tell(c.left.problems, "%d more problems are not listed beside the first %d", maxProblems)
	return c.batch
}

// readFile reads one file and says what form it has. Where it was named alone,
// a text in no known form is read as a zone file, which says what is wrong.
func (c *collector) readFile(r io.Reader, file string, at place, alone bool) form {
	file = printable(file)
	first, hash := len(c.batch.Keys), sha256.New()
	c.buf.Reset(io.TeeReader(&capped{r: r, left: c.maxFile}, hash))
	head, err := c.buf.Peek(peekSize)
	if err != nil && err != io.EOF && len(head) == 0 {
		c.problem(file, 0, "cannot be read: "+err.Error(), "")
		return formBroken
	}
	f := recognise(head, alone)
	switch err = nil; f {
	case formZone:
		err = (&zone{file: file, at: at, out: c}).read(c.buf)
	case formJSON:
		(&archive{file: file, out: c}).read(c.buf)
	case formPEM, formRecord:
		err = readSmall(c, f, file, at)
	default:
		return f
	}
	if err == nil {
		_, err = io.Copy(io.Discard, c.buf) // the digest is of the whole file
	}
	if err != nil {
		c.problem(file, 0, "the rest is not read: "+err.Error(), "")
		return f
	}
	digest := item.Digest(hash.Sum(nil)).String()
	for i := first; i < len(c.batch.Keys); i++ {
		c.batch.Keys[i].Origin.Digest = digest
	}
	return f
}

// capped ends with an error, not an end of file, where a reader holds more than
// the bound: what follows was not seen.
type capped struct {
	r    io.Reader
	left int64
	err  error // the first one: a reader that failed once stays so
}

var errTooLarge = errors.New("larger than key files are read")

// Read implements io.Reader.
func (c *capped) Read(p []byte) (n int, err error) {
	if c.err != nil {
		return 0, c.err
	}
	n, c.err = c.r.Read(p[:min(int64(len(p)), c.left+1)])
	if c.left -= int64(n); c.left < 0 {
		n, c.err = n-1, errTooLarge
	}
	return n, c.err
}
