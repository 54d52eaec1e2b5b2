package tell

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// threadTopic: Outlook and Exchange write the subject twice, the second time
// without the marks of answers. Whoever changes the one seldom knows of the other.
var threadTopic = Tell{
	ID:    "mail/thread-topic",
	Asks:  "Is Thread-Topic the subject without the marks of answers?",
	Rests: "MS-OXCMAIL §2.2.3.2.7: Thread-Topic should be Subject without its prefix; MS-OXOMSG §2.2.1.5: answers keep the first one",
	Innocent: []string{"someone who gave his answer a subject of his own", "a list or a gateway that changed the subject and not the topic",
		"a programme that took the topic of the mail it answers over as it was"},
	Cause: TwoVersions,
	Mail: func(m *Mail) Result {
		topic, okTopic := m.First("thread-topic")
		subject, okSubject := m.First("subject")
		if !okTopic || !okSubject || topic.Long() || subject.Long() {
			return NotApplicable()
		}
		a, b := lettersOf(topic.Text()), lettersOf(subject.Text())
		if len(a) < leastTopic || !asciiText(a) || !asciiText(b) {
			return NotApplicable()
		}
		// What stands before the topic are marks of answers and of lists.
		if strings.HasSuffix(b, a) || strings.HasSuffix(a, b) {
			return Absent()
		}
		if m.answers() && !alike(topic.Text(), subject.Text()) {
			return Absent() // a subject of its own
		}
		return Found(Mark{
			Where:   fmt.Sprintf("Thread-Topic at byte %d", topic.Offset),
			Why:     fmt.Sprintf("Subject is %q; the topic that the programme took from it is %q.", shown(subject.Text()), shown(topic.Text())),
			Recheck: "compare Thread-Topic with Subject",
		})
	},
}

// leastTopic is how many letters a topic has at least that is compared.
const leastTopic = 4

// lettersOf is a text without all but letters and figures, in lower case: what
// folding, brackets and blanks do to a subject is no change.
func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == utf8.RuneError {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// asciiText reports whether a text has no letters that charsets could change.
func asciiText(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

// answers reports whether the mail answers another.
func (m *Mail) answers() bool {
	_, replies := m.First("in-reply-to")
	_, refers := m.First("references")
	return replies || refers
}

// alike reports whether most words of a topic stand in the subject too, which does
// not name a former one: an answer that has another subject has other words.
func alike(topic, subject string) bool {
	subject = strings.ToLower(subject)
	if strings.Contains(subject, "was:") {
		return false
	}
	inside := map[string]bool{}
	for _, w := range strings.Fields(subject) {
		inside[lettersOf(w)] = true
	}
	words, kept := strings.Fields(topic), 0
	for _, w := range words {
		if inside[lettersOf(w)] {
			kept++
		}
	}
	return 2*kept >= len(words)
}
