package tell

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed idhosts.tsv
var idHostTable string

var idHosts = sync.OnceValue(func() (names []string) {
	for line := range strings.Lines(idHostTable) {
		if line[0] != '#' {
			name, _, _ := strings.Cut(line, "\t")
			names = append(names, name)
		}
	}
	return names
})

// idHost: some programmes take the end of the Message-ID from the address of the
// sender. Whoever writes another sender over it seldom knows that.
var idHost = Tell{
	ID:    "mail/id-host",
	Asks:  "Does the Message-ID end in the domain of From, where the sender's programme takes it from there?",
	Rests: "idhosts.tsv: what these programmes did in real mail",
	Innocent: []string{"a sender who wrote under another address than that of the account", "a forwarder that put its own address into From",
		"a server that gave the mail another Message-ID"},
	Cause: Author,
	Mail: func(m *Mail) Result {
		field, text := m.value("message-id")
		ids := identifiers(text)
		author := m.author()
		maker := m.idHostMaker()
		if len(ids) != 1 || author == "" || maker == "" || m.listNames(author) {
			return NotApplicable()
		}
		_, host, _ := strings.Cut(strings.ToLower(ids[0]), "@")
		if host == author {
			return Absent()
		}
		return Found(Mark{
			Where: fmt.Sprintf("Message-ID at byte %d", field.Offset),
			Why: fmt.Sprintf("From is of %s, and the Message-ID ends in %q. The mail says that it was written with %q, which takes the one from the other.",
				author, host, maker),
			Recheck: "compare the domain in From with what stands behind the @ of the Message-ID",
		})
	},
}

// idHostMaker is the programme that the mail names, if it is one of the table.
func (m *Mail) idHostMaker() string {
	for _, name := range []string{"user-agent", "x-mailer"} {
		_, text := m.value(name)
		lower := strings.ToLower(text)
		for _, known := range idHosts() {
			if strings.Contains(lower, known) {
				return text
			}
		}
	}
	return ""
}
