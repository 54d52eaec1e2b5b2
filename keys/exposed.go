package keys

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"assay/item"
)

// Exposed is a line of a list of exposed keys: it says that the private half of
// a key was public from a day on. Such a list is believed as a key archive is.
type Exposed struct {
	// Key is the DNS name of the key, which stands for every key under that
	// name, or a Fingerprint.
	Key   string `json:"key"`
	Since string `json:"since"` // day, 2006-01-02
	By    string `json:"by"`    // what the list says of where it has that from; may be empty

	File   string `json:"file"`             // base name of the list
	Line   int    `json:"line"`             // from 1
	Digest string `json:"digest,omitempty"` // of the list: "sha256:" and 64 hex digits
}

// String says in one line where the line stands and what it rests on.
func (e Exposed) String() string {
	s := fmt.Sprintf("%s:%d", e.File, e.Line)
	if e.By != "" {
		s += " (" + e.By + ")"
	}
	return s
}

// ExposedBatch is what one ReadExposed found.
type ExposedBatch struct {
	Exposed  []Exposed // in the order of the lines
	Problems []Problem // lines that were not used, or that look wrong
}

// maxExposed is how many lines of a list are used; some 300 bytes of memory
// each. A provider of thousands of domains that changes its keys weekly fills
// a part of it.
const maxExposed = 100_000

// ReadExposed reads a list of exposed keys: on each line the key, a tab, the
// day on which its private half was public, and, behind another tab, where that
// is known from. The key is a DNS name, DOMAIN/SELECTOR, sha256: with the
// Fingerprint, or p= with the public key. Lines that begin with # are comments.
// A broken line is one Problem and loses no other. An error means that nothing
// could be read at all.
func ReadExposed(name string) (ExposedBatch, error) {
	f, err := os.Open(name)
	if err != nil {
		return ExposedBatch{}, fmt.Errorf("list of exposed keys: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.IsDir() {
		return ExposedBatch{}, fmt.Errorf("list of exposed keys %q: a folder or no file", name)
	}
	return readExposed(f, filepath.Base(name)), nil
}

func readExposed(r io.Reader, file string) ExposedBatch {
	hash := sha256.New()
	l := exposedList{file: printable(file), out: newCollector()}
	l.in.r = bufio.NewReaderSize(io.TeeReader(&capped{r: r, left: maxFile}, hash), peekSize)
	for l.line() {
	}
	if len(l.found)+len(l.out.batch.Problems) == 0 {
		l.out.problem(l.file, 0, "names no exposed key", "")
	}
	digest := item.Digest(hash.Sum(nil)).String()
	for i := range l.found {
		l.found[i].Digest = digest
	}
	return ExposedBatch{Exposed: l.found, Problems: l.out.done().Problems}
}

// exposedList is a list that is being read.
type exposedList struct {
	file  string
	in    lines
	out   *collector
	found []Exposed
}

// line reads one line; it is false where no other follows.
func (l *exposedList) line() bool {
	text, err := l.in.next()
	text = strings.Trim(text, blanks)
	switch {
	case err == io.EOF:
		return false
	case err == errLongLine:
		l.out.problem(l.file, l.in.n, err.Error(), "")
		return true
	case err != nil:
		l.out.problem(l.file, 0, "the rest is not read: "+err.Error(), "")
		return false
	case len(l.found) == maxExposed:
		l.out.problem(l.file, l.in.n, fmt.Sprintf("this line and all behind it are not read: more than %d keys", maxExposed), "")
		return false
	case text == "" || text[0] == '#':
		return true
	}
	e, overlooked, err := parseExposed(text)
	if err != nil {
		l.out.problem(l.file, l.in.n, err.Error(), "")
		return true
	}
	if overlooked != "" {
		l.out.report(Problem{File: l.file, Line: l.in.n, What: overlooked, Kept: true})
	}
	e.File, e.Line = l.file, l.in.n
	l.found = append(l.found, e)
	return true
}

var fingerprintForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// parseExposed reads one line.
func parseExposed(line string) (e Exposed, overlooked string, err error) {
	key, rest, ok := strings.Cut(line, "\t")
	if !ok {
		return e, "", errors.New("the line is not KEY, a tab and a day: " + clip(line))
	}
	day, by, _ := strings.Cut(rest, "\t")
	key, e.Since = strings.Trim(key, blanks), strings.Trim(day, blanks)
	if !isDay(e.Since) {
		return e, "", errors.New("the day " + clip(e.Since) + " is not YYYY-MM-DD")
	}
	e.Since, e.By = strings.Clone(e.Since), setBy(by)
	switch {
	case strings.HasPrefix(lower(key), "sha256:"):
		if e.Key = lower(key); !fingerprintForm.MatchString(e.Key) {
			return e, "", errors.New("the fingerprint " + clip(key) + " is not sha256: and 64 hex digits")
		}
	case strings.HasPrefix(key, "p=") || strings.HasPrefix(key, "v=") || strings.HasPrefix(key, "k="):
		e.Key, overlooked, err = fingerprintOf(key)
	default:
		e.Key, err = ParseName(key)
	}
	e.Key = strings.Clone(e.Key)
	return e, overlooked, err
}

// setBy keeps what a list says of its source, tabs as blanks.
func setBy(text string) string {
	var o Origin
	o.setEvidence(strings.Trim(strings.ReplaceAll(text, "\t", " "), blanks))
	return o.Evidence
}
