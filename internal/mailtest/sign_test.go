package mailtest

import (
	"strings"
	"testing"

	msgauth "github.com/emersion/go-msgauth/dkim"
)

const letter = "From: A <a@example.org>\r\nTo: b@example.net\r\nSubject: two  words\r\n folded\r\n" +
	"Date: Fri, 21 Apr 2017 09:12:33 +0200\r\n\r\nText  with \t blanks \r\n\r\n\r\n"

// TestAgainstOther has another implementation check what is signed here.
func TestAgainstOther(t *testing.T) {
	for name, key := range map[string]Key{"2048": RSA(2048), "1024": RSA(1024), "Ed25519": Ed25519} {
		for _, simple := range []bool{false, true} {
			raw := Signature{Key: key, Domain: "example.org", Selector: "s", Simple: simple}.Sign(letter)
			list, err := msgauth.VerifyWithOptions(strings.NewReader(raw), &msgauth.VerifyOptions{
				LookupTXT: func(string) ([]string, error) { return []string{key.Record("")}, nil },
			})
			if err != nil || len(list) != 1 || list[0].Err != nil {
				t.Errorf("%s, simple %v: %d signatures, %v: %+v", name, simple, len(list), err, list)
			}
		}
	}
}
