package isolate

import (
	"fmt"
	"os"
	"strings"
	"unicode/utf8"
)

// How says in what way a parser went wrong.
type How string

// The ways in which a parser goes wrong.
const (
	Panicked   How = "panicked"
	OverTime   How = "ran over time"
	OverMemory How = "ran over memory"
	Died       How = "died"
	TooMuch    How = "answered too much"
	Rubbish    How = "answered rubbish"
)

// says are the words for a person.
var says = map[How]string{
	Panicked:   "the programme that reads it met a fault of its own and stopped",
	OverTime:   "reading it took longer than is allowed, and was stopped",
	OverMemory: "reading it took more memory than is allowed, and was stopped",
	Died:       "the process that read it ended before it was done",
	TooMuch:    "what was read from it is larger than is allowed",
	Rubbish:    "the process that read it gave an answer that makes no sense",
}

// Failure is what became of one request whose parser went wrong. It says
// nothing of the file but that it could not be read here: a sound file can meet
// a fault of the parser, and a file built to crash it gives the same words.
type Failure struct {
	Parser string
	How    How
	Detail string // a panic's message, an exit status, a bound; may be empty
}

// Error is one line: "pdf: reading it took longer than is allowed, and was stopped (20s)".
func (f *Failure) Error() string {
	text := f.Parser + ": " + says[f.How]
	if f.Detail != "" {
		text += " (" + f.Detail + ")"
	}
	return text
}

// maxLine bounds a line of text that a child says.
const maxLine = 300

// firstLine is the first line of text, of at most maxLine bytes, fit to be shown.
func firstLine(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	if len(text) > maxLine {
		cut := maxLine
		for cut > maxLine-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "…"
	}
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
	return strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
}

// autopsy says why a child ended, from what the Go runtime wrote last and from
// its exit state.
func autopsy(parser, stderr string, state *os.ProcessState) *Failure {
	f := &Failure{Parser: parser, How: Died}
	for line := range strings.Lines(stderr) {
		if message, ok := strings.CutPrefix(line, "panic: "); ok {
			f.How, f.Detail = Panicked, firstLine(message)
			return f
		}
		message, ok := strings.CutPrefix(line, "fatal error: ")
		if !ok {
			continue
		}
		f.Detail = firstLine(message)
		// the words of runtime/malloc.go and runtime/mem_linux.go
		for _, words := range []string{"out of memory", "cannot allocate memory", "cannot map pages"} {
			if strings.Contains(message, words) {
				f.How = OverMemory
			}
		}
		return f
	}
	switch {
	case state == nil:
	case state.ExitCode() == exitOverMemory:
		f.How = OverMemory
	default:
		f.Detail = state.String()
	}
	return f
}

// over is a failure for a bound that was passed.
func over(parser string, how How, bound any) *Failure {
	return &Failure{Parser: parser, How: how, Detail: fmt.Sprint("the bound is ", bound)}
}
