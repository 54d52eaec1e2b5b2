package keys

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxNesting is how deep parentheses may stand in each other; the spec knows
// one level.
const maxNesting = 8

// token is a word of a record: as written, or, where it was quoted, without
// its marks. Escapes are still in it.
type token struct {
	text   string
	quoted bool
}

// entry is one record or directive with all its lines.
type entry struct {
	line    int  // of its beginning
	blank   bool // begins with white space: the owner is the one before
	tokens  []token
	comment string // of all its lines
}

// brokenError is a record that cannot be taken apart. Reading goes on behind it.
type brokenError struct {
	entry   entry // as far as it was read
	input   string
	err     error
	skipped bool // lines were left out that may have named another owner
}

func (e *brokenError) Error() string { return e.err.Error() }

// lexer takes a master file apart into records. RFC 1035 §5.1
type lexer struct {
	lines    lines
	entry    entry
	comments strings.Builder
	depth    int // of parentheses
	size     int // bytes of the record so far
}

func newLexer(r *bufio.Reader) *lexer { return &lexer{lines: lines{r: r}} }

var errOpen = errors.New("a parenthesis is not closed")

// next gives the next record. The error is io.EOF, a *brokenError, or the
// reader's.
func (x *lexer) next() (entry, error) {
	x.entry, x.depth, x.size = entry{}, 0, 0
	x.comments.Reset()
	for {
		text, err := x.lines.next()
		switch {
		case err == io.EOF && x.depth > 0, err == nil && x.depth > 0 && startsRecord(text):
			if err == nil {
				x.lines.back()
			}
			return entry{}, &brokenError{x.entry, "", errOpen, x.lines.n > x.entry.line}
		case err == errLongLine:
			return entry{}, x.skip(err, "")
		case err != nil:
			return entry{}, err
		}
		if len(x.entry.tokens) == 0 && x.depth == 0 {
			x.comments.Reset()
			x.entry.line, x.size = x.lines.n, 0
			x.entry.blank = strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\t")
		}
		if x.size += len(text) + 1; x.size > maxLine {
			return entry{}, x.skip(fmt.Errorf("the record is over %d bytes", maxLine), "")
		}
		if err := x.scan(text); err != nil {
			return entry{}, x.skip(err, text)
		}
		if x.depth == 0 && len(x.entry.tokens) > 0 {
			x.entry.comment = x.comments.String()
			return x.entry, nil
		}
	}
}

// scan takes one line apart.
func (x *lexer) scan(line string) error {
	for i := 0; i < len(line); {
		switch line[i] {
		case ' ', '\t':
			i++
		case ';':
			x.comments.WriteString(line[i+1:] + " ")
			return nil
		case '(':
			if x.depth++; x.depth > maxNesting {
				return fmt.Errorf("parentheses stand more than %d deep", maxNesting)
			}
			i++
		case ')':
			if x.depth--; x.depth < 0 {
				return errors.New("a parenthesis closes that was not opened")
			}
			i++
		default:
			t, n, err := scanToken(line[i:])
			if err != nil {
				return err
			}
			x.entry.tokens = append(x.entry.tokens, t)
			i += n
		}
	}
	return nil
}

// scanToken reads the word or quoted string at the beginning of s, and says how
// many bytes it takes.
func scanToken(s string) (token, int, error) {
	quoted := s[0] == '"'
	i, stops := 0, " \t;()\""
	if quoted {
		i, stops = 1, `"`
	}
	for begin := i; ; i++ {
		switch {
		case i >= len(s) && quoted:
			return token{}, 0, errors.New("a quotation mark is not closed on its line")
		case i >= len(s):
			return token{text: s}, i, nil
		case s[i] == '\\':
			i++
		case strings.IndexByte(stops, s[i]) >= 0 && quoted:
			return token{s[begin:i], true}, i + 1, nil
		case strings.IndexByte(stops, s[i]) >= 0:
			return token{text: s[:i]}, i, nil
		}
	}
}

// skip leaves out the rest of a record that was broken at a line: up to the
// closing parenthesis, where one stands open, or the next record.
func (x *lexer) skip(broken error, line string) error {
	if len(x.entry.tokens) == 0 && x.depth == 0 {
		x.entry.line = x.lines.n
	}
	begin := x.lines.n
	open := x.depth > 0 && !strings.Contains(line, ")") || strings.Count(line, "(") > strings.Count(line, ")")
	for open {
		text, err := x.lines.next()
		if err != nil && err != errLongLine {
			break // io.EOF and the reader's errors come again
		}
		if startsRecord(text) {
			x.lines.back()
			break
		}
		open = !strings.Contains(text, ")")
	}
	return &brokenError{x.entry, line, broken, broken == errLongLine || x.lines.n > begin}
}
