package tell

import (
	"fmt"
	"slices"
	"strings"
)

// answerNames: programmes add the identifier that they put into In-Reply-To to
// the References of the mail that is answered.
var answerNames = Tell{
	ID:       "mail/answer-names",
	Asks:     "Is the mail that In-Reply-To names one of those in References?",
	Rests:    "RFC 5322 §3.6.4: References of an answer end in the Message-ID that In-Reply-To holds",
	Innocent: []string{"a programme that fills one of the two fields from another mail", "an archive that rewrote addresses, and identifiers as if they were some"},
	Cause:    ThreadOrder,
	Mail: func(m *Mail) Result {
		field, text := m.value("in-reply-to")
		_, named := m.value("references")
		answered, chain := identifiers(text), identifiers(named)
		if len(answered) != 1 || len(chain) == 0 || strings.ContainsAny(answered[0], " \t") {
			return NotApplicable()
		}
		// Archives that hide addresses change what stands behind the @.
		own := beforeAt(answered[0])
		if slices.ContainsFunc(chain, func(id string) bool { return beforeAt(id) == own }) {
			return Absent()
		}
		return Found(Mark{
			Where: fmt.Sprintf("%s at byte %d", field.Name(), field.Offset),
			Why: fmt.Sprintf("The mail answers %q, which is none of the %d that References name; the last there is %q.",
				answered[0], len(chain), chain[len(chain)-1]),
			Recheck: "compare In-Reply-To with References",
		})
	},
}

func beforeAt(id string) string {
	local, _, _ := strings.Cut(id, "@")
	return local
}
