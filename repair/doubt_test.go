package repair

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"assay/mail"
)

// TestApply: a patch leads to the signed bytes, whatever lines the mail has.
func TestApply(t *testing.T) {
	lines := []string{"-- message.eml\n", "++ repaired.eml\n", "@@ -1 +1 @@\n", "\\ No newline at end of file\n", "\n", "a\r\n", "b\n", "-\n", "+"}
	rapid.Check(t, func(r *rapid.T) {
		text := func(name string) (b []byte) {
			for _, l := range rapid.SliceOf(rapid.SampledFrom(lines)).Draw(r, name) {
				b = append(b, l...)
			}
			return b
		}
		stored, signed := text("stored"), text("signed")
		got, err := Apply(stored, Patch(stored, signed))
		if err != nil || !bytes.Equal(got, signed) {
			r.Errorf("%q, %v; want %q", got, err, signed)
		}
	})
}

// TestTagOfAnAnswer: a list that writes its tag before an answer's Re: puts its
// own before it; before another subject a Re: is no part of a tag.
func TestTagOfAnAnswer(t *testing.T) {
	for _, c := range []struct {
		stored, signed string
		only           bool
	}{
		{"Re: [list] Re: x", "Re: x", true}, {"[list] x", "x", true}, {"Re: [list] x", "Re: x", true},
		{"Re: [list] x", "x", false}, {"Fwd: [list] x", "x", false},
	} {
		of := func(subject string) *mail.Message { return mail.Parse([]byte("Subject: " + subject + "\n\nx\n")) }
		d := Compare(of(c.stored), of(c.signed))
		if !d.Visible() || d.OnlyAdded() != c.only {
			t.Errorf("%q of %q: %+v", c.stored, c.signed, d)
		}
	}
}

// TestDates: only a zone that all programmes read alike makes two dates one.
func TestDates(t *testing.T) {
	for stored, same := range map[string]bool{
		"21 Apr 2017 09:12:33 +0000": true, "Fri, 21 Apr 2017 09:12:33 GMT": true, "Fri, 21 Apr 2017 09:12:33 -0000 (UTC)": true,
		"Fri, 21 Apr 2017 09:12:33 PST": false, "Fri, 21 Apr 2017 09:12:33 Z": false, "Fri, 21 Apr 2017 09:12:33": false,
		"Fri, 21 Apr 2017 11:12:33 +0200": false,
	} {
		of := func(date string) *mail.Message { return mail.Parse([]byte("Date: " + date + "\n\nx\n")) }
		if d := Compare(of(stored), of("Fri, 21 Apr 2017 09:12:33 +0000")); d.Visible() == same {
			t.Errorf("%q: %+v", stored, d)
		}
	}
}
