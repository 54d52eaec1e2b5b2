package examine

import (
	"testing"

	"assay/mail"
)

// TestRobot starts from a mail that a person sent and changes one thing.
func TestRobot(t *testing.T) {
	for header, want := range map[string]bool{
		"From: ann@press.example\r\n":                                        false,
		"From: ann@press.example\r\nAuto-Submitted: no\r\n":                  false,
		"From: ann@press.example\r\nAuto-Submitted: auto-replied\r\n":        true,
		"From: ann@press.example\r\nList-Id: <club.press.example>\r\n":       true,
		"From: Mail System <MAILER-DAEMON@press.example>\r\n":                true,
		"From: club-request@press.example\r\n":                               true,
		"From: ann@press.example\r\nContent-Type: multipart/report; x=y\r\n": true,
	} {
		m := mail.Parse([]byte(header + "\r\nbody\r\n"))
		var f Facts
		f.readFields(m)
		if got := robot(m, f.Authors); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
}
