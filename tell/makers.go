package tell

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

//go:embed makers.tsv
var makersTable string

// makers: every mail programme has its own shapes of Message-ID and boundary.
// Who puts a mail together out of two, or writes one by hand, mixes them.
var makers = Tell{
	ID:    "mail/structure",
	Asks:  "Do the programme that the mail names, its Message-ID and its boundary come from one maker?",
	Rests: "the shapes that programmes give to Message-ID and boundary, seen on real mail; Apple's build number stands in two fields",
	Innocent: []string{"a gateway or server that built the mail anew or gave it another Message-ID", "a programme that poses as another, as senders of bulk mail do",
		"a mail that one programme wrote and another sent again"},
	Cause: Structure,
	Mail: func(m *Mail) Result {
		signs := m.makerSigns()
		if build, ok := m.appleBuilds(); ok {
			return Found(build)
		}
		if len(signs) < 2 {
			return NotApplicable()
		}
		var marks []Mark
		for _, s := range signs[1:] {
			if s.maker != signs[0].maker {
				marks = append(marks, Mark{
					Where:   fmt.Sprintf("%s at byte %d and %s at byte %d", signs[0].field, signs[0].offset, s.field, s.offset),
					Why:     fmt.Sprintf("%s %q is that of %s, and %s %q that of %s.", signs[0].field, shown(signs[0].text), signs[0].maker, s.field, shown(s.text), s.maker),
					Recheck: "compare with other mail of the two programmes",
				})
			}
		}
		return Of(marks)
	},
}

// makerSign is one place that shows who made a mail.
type makerSign struct {
	maker, field, text string
	offset             int
}

// makerShape is one line of the table of makers.
type makerShape struct {
	maker, field string
	pattern      *regexp.Regexp
	sketch       sketch
}

// makerShapes reads the table; a pattern that does not compile is a fault of the
// table, which its test shows.
var makerShapes = sync.OnceValue(func() (list []makerShape) {
	for line := range strings.Lines(makersTable) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if strings.HasPrefix(line, "#") || len(cells) < 3 {
			continue
		}
		if p, err := regexp.Compile(cells[2]); err == nil {
			list = append(list, makerShape{cells[0], cells[1], p, sketchOf(cells[2])})
		}
	}
	return list
})

// maxShape bounds what is compared with shapes, in bytes.
const maxShape = 300

// makerSigns are the places of a mail that show one maker each, the programme
// that it names first.
func (m *Mail) makerSigns() (signs []makerSign) {
	add := func(field, text string, offset int) {
		if s, ok := makerOf(field, text); ok {
			signs = append(signs, makerSign{s, field, text, offset})
		}
	}
	if text, offset, ok := m.fieldText("x-mailer", "user-agent"); ok {
		add("X-Mailer", text, offset)
	}
	if list := m.All("message-id"); len(list) == 1 {
		add("Message-ID", list[0].Unfolded(), list[0].Offset)
	}
	if f, ok := m.First("content-type"); ok && m.Root.Multipart() {
		add("boundary", m.Root.Boundary(), f.Offset)
	}
	return signs
}

// makerOf is the maker whose shape a text has; none where two makers share it.
func makerOf(field, text string) (maker string, ok bool) {
	text = text[:min(len(text), maxShape)]
	for _, s := range makerShapes() {
		if s.field != field || !s.sketch.allows(text) || !s.pattern.MatchString(text) {
			continue
		}
		if ok && maker != s.maker {
			return "", false
		}
		maker, ok = s.maker, true
	}
	return maker, ok
}

// appleMail and appleMIME hold the number of one build, in two fields.
var (
	appleMail = regexp.MustCompile(`^Apple Mail \((?:\d+\.)?(\d+)`)
	appleMIME = regexp.MustCompile(`Mac OS X Mail \d[\d.]* \\?\((\d+)`)
)

// appleBuilds compares the two.
func (m *Mail) appleBuilds() (Mark, bool) {
	mailer, offset, _ := m.fieldText("x-mailer")
	if !strings.HasPrefix(mailer, "Apple Mail (") {
		return Mark{}, false
	}
	version, _, _ := m.fieldText("mime-version")
	a := appleMail.FindStringSubmatch(mailer[:min(len(mailer), maxShape)])
	b := appleMIME.FindStringSubmatch(version[:min(len(version), maxShape)])
	if a == nil || b == nil || a[1] == b[1] {
		return Mark{}, false
	}
	return Mark{
		Where:   fmt.Sprintf("X-Mailer at byte %d and MIME-Version", offset),
		Why:     fmt.Sprintf("X-Mailer names build %s of Apple Mail, and MIME-Version build %s. The programme writes one number into both.", a[1], b[1]),
		Recheck: "compare the two fields",
	}, true
}
