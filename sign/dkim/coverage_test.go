package dkim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// TestAbsent: a field that is missing may have been taken away, unless h= says
// that it was missing.
func TestAbsent(t *testing.T) {
	const header = "From: a@example.org\r\nTo: b@example.org\r\nSubject: s\r\n"
	for h, want := range map[string][]string{
		"from:to:subject": {"cc", "date", "content-type", "content-transfer-encoding"},
		"from:to:subject:cc:date:content-type:content-transfer-encoding": {},
		"from:date": {"cc", "content-type", "content-transfer-encoding"},
	} {
		raw := "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=k; h=" + h + "; bh=YQ==; b=YQ==\r\n" + header + "\r\nx\r\n"
		facts := dkim.NewReader(mail.Parse([]byte(raw))).Read()
		if diff := cmp.Diff(want, facts.Signatures[0].Covers.Absent); diff != "" {
			t.Errorf("%s (-want +got)\n%s", h, diff)
		}
	}
}

// TestManyLengths: a body is read for so many lengths and no more, and the
// signatures beyond say so.
func TestManyLengths(t *testing.T) {
	var b strings.Builder
	for l := range 20 {
		fmt.Fprintf(&b, "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=k; h=from; l=%d; bh=YQ==; b=YQ==\r\n", l)
	}
	facts := dkim.NewReader(mail.Parse([]byte(b.String() + "From: a@example.org\r\n\r\n" + strings.Repeat("x", 50)))).Read()
	refused := 0
	for _, ev := range facts.Signatures {
		if strings.Contains(ev.Problem, "different lengths") {
			refused++
			if ev.BodyHash != sign.Mismatches {
				t.Errorf("a body that was not read: %s", ev.BodyHash)
			}
		}
	}
	if refused != 20-12 {
		t.Errorf("%d of 20 were refused", refused)
	}
}
