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
	file = printable(file)
	hash, out := sha256.New(), newCollector()
	in := &lines{r: bufio.NewReaderSize(io.TeeReader(&capped{r: r, left: maxFile}, hash), peekSize)}
	var list []Exposed
	for {
		text, err := in.next()
		if err == io.EOF {
			break
		}
		if err != nil && err != errLongLine {
			out.problem(file, 0, "the rest is not read: "+err.Error(), "")
			break
		}
		if len(list) == maxExposed {
			out.problem(file, in.n, fmt.Sprintf("this line and all behind it are not read: more than %d keys", maxExposed), "")
			break
		}
		text = strings.Trim(text, blanks)
		if err == nil && (text == "" || text[0] == '#') {
			continue
		}
		var e Exposed
		var overlooked string
		if err == nil {
			e, overlooked, err = parseExposed(text)
		}
		if err != nil {
			out.problem(file, in.n, err.Error(), "")
			continue
		}
		if overlooked != "" {
			out.report(Problem{File: file, Line: in.n, What: overlooked, Kept: true})
		}
		e.File, e.Line = file, in.n
		list = append(list, e)
	}
	if len(list)+len(out.batch.Problems) == 0 {
		out.problem(file, 0, "names no exposed key", "")
	}
	digest := item.Digest(hash.Sum(nil)).String()
	for i := range list {
		list[i].Digest = digest
	}
	return ExposedBatch{Exposed: list, Problems: out.done().Problems}
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
