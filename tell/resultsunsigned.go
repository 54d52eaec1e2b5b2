package tell

import (
	"fmt"
	"slices"
	"strings"

	"assay/mail"
)

// resultsUnsigned: whoever changes what a signature covers may take it out, and
// forget that a server noted it.
var resultsUnsigned = Tell{
	ID:    "mail/results-unsigned",
	Asks:  "Does the mail still bear the signatures that a server on the way found valid?",
	Rests: "RFC 8601 §2.7.1: header.d and header.i in Authentication-Results name the domain that signed; RFC 6376 §4.2: who signs a mail anew should leave the signatures that it bears",
	Innocent: []string{"a list, a gateway or a server behind the one that noted it, which takes signatures out",
		"a programme that exported the mail without them", "a note that the sender himself put in"},
	Cause: SignatureGone,
	Mail: func(m *Mail) Result {
		list := m.All("authentication-results")
		signers := m.signers()
		read := 0
		var marks []Mark
		for _, f := range list[:min(len(list), maxResults)] {
			for _, name := range valid(f) {
				read++
				if slices.ContainsFunc(signers, func(s string) bool { return within(name, s) || within(s, name) }) {
					continue
				}
				marks = append(marks, Mark{
					Where:   fmt.Sprintf("%s at byte %d", f.Name(), f.Offset),
					Why:     fmt.Sprintf("A server noted that a signature of %s holds; the mail bears %s.", name, signedBy(signers)),
					Recheck: "compare dkim=pass in the field with d= of each DKIM-Signature",
				})
			}
		}
		if read == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// signers are the domains of the signatures that the mail bears.
func (m *Mail) signers() (domains []string) {
	list := slices.Concat(m.All("dkim-signature"), m.All("domainkey-signature"))
	for _, f := range list[:min(len(list), maxSignatures)] {
		domains = append(domains, readSigned(string(f.Value())).domain)
	}
	return domains
}

// signedBy names the domains in words.
func signedBy(domains []string) string {
	if len(domains) == 0 {
		return "no signature"
	}
	return "only signatures of " + strings.Join(domains[:min(len(domains), 3)], ", ")
}

// valid are the domains whose signatures a field of results calls valid.
func valid(f mail.Field) (names []string) {
	if f.Long() {
		return nil
	}
	for result := range strings.SplitSeq(strings.ToLower(f.Unfolded()), ";") {
		result = strings.TrimSpace(result)
		if !strings.HasPrefix(result, "dkim=pass") {
			continue
		}
		for _, property := range []string{"header.d=", "header.i="} {
			_, after, _ := strings.Cut(result, property)
			if name := resultValue(after); strings.Contains(name, ".") {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
				break
			}
		}
	}
	return names
}
