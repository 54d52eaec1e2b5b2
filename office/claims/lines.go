package claims

import (
	"strings"

	"assay/document"
)

// Lines gathers the text that a reader sees. What stands inside a paragraph
// and is none of its words, such as a text box or a note, is opened beside it
// and follows it.
type Lines struct {
	done strings.Builder
	open []*side
	size int // bytes of words that were added
}

// side is a text that is being written: its present line, and what follows
// that line when it ends.
type side struct {
	line  strings.Builder
	after strings.Builder
}

// current is the innermost open text.
func (l *Lines) current() *side {
	if len(l.open) == 0 {
		l.open = append(l.open, &side{})
	}
	return l.open[len(l.open)-1]
}

// Add adds to the present line. What is more than is kept is left out, and
// document.Bound says so.
func (l *Lines) Add(text string) {
	if l.size > document.MaxText {
		return
	}
	l.size += len(strings.TrimSpace(text))
	if c := l.current(); c.line.Len() <= document.MaxText {
		c.line.WriteString(text)
	}
}

// End ends the present line; an empty one leaves nothing.
func (l *Lines) End() {
	c := l.current()
	line := strings.TrimRight(c.line.String(), " \t\r\n")
	if strings.TrimSpace(line) == "" && c.after.Len() == 0 {
		c.line.Reset()
		return
	}
	out := &l.done
	if len(l.open) > 1 {
		out = &l.open[len(l.open)-2].after
	}
	if out.Len() <= document.MaxText {
		if strings.TrimSpace(line) != "" {
			out.WriteString(line)
			out.WriteByte('\n')
		}
		out.WriteString(c.after.String())
	}
	c.line.Reset()
	c.after.Reset()
}

// maxSides bounds how deeply texts may stand beside texts.
const maxSides = 64

// Open begins a text beside the present line; true where Close must follow.
func (l *Lines) Open() bool {
	l.current()
	if len(l.open) >= maxSides {
		return false
	}
	l.open = append(l.open, &side{})
	return true
}

// Close ends the innermost text that Open began.
func (l *Lines) Close() {
	l.End()
	if len(l.open) > 1 {
		l.open = l.open[:len(l.open)-1]
	}
}

// String is all text; what is still open is ended.
func (l *Lines) String() string {
	for len(l.open) > 1 {
		l.Close()
	}
	l.End()
	return strings.ReplaceAll(strings.ToValidUTF8(l.done.String(), "\uFFFD"), "\x00", "")
}
