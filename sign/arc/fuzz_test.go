package arc_test

import (
	"strings"
	"testing"

	"assay/keys"
	"assay/mail"
	"assay/sign"
	"assay/sign/arc"
	"assay/sign/dkim"
)

// FuzzRead: no chain stops the reader, its sets are told once each and in
// order, and none passes without a key.
func FuzzRead(f *testing.F) {
	for _, n := range []int{1, 2, 3} {
		f.Add([]byte(chain(n) + "From: a@example.org\r\n\r\nbody\r\n"))
	}
	f.Add([]byte("ARC-Seal: i=51\r\nARC-Seal: i=1; i=2\r\nARC-Authentication-Results: i = 1 ; x\r\n\r\n"))
	f.Add([]byte("ARC-Seal: \r\n\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		list := arc.Read(dkim.NewReader(mail.Parse(raw)))
		last := -1
		for i := range list {
			a := list[i].ARCSet
			if list[i].Kind != sign.ARC || a.Instance <= last || a.Instance > arc.MaxInstance {
				t.Fatalf("set %d behind %d", a.Instance, last)
			}
			last = a.Instance
			if a.Instance == 0 && a.ChainProblem == "" {
				t.Fatal("fields without a set, and no problem")
			}
			arc.ReadResults(a.Results)
		}
		facts := sign.Facts{Signatures: list}
		for _, s := range sign.JudgeAll(&facts, keys.NewSet(nil).Lookup, 0) {
			if s.Chain == sign.ChainPass {
				t.Fatal("a chain passes without a key")
			}
		}
	})
}

// chain is n sets in which nothing is wrong but their values.
func chain(n int) string {
	var b strings.Builder
	for i := n; i > 0; i-- {
		cv := "pass"
		if i == 1 {
			cv = "none"
		}
		r := strings.NewReplacer("N", string(rune('0'+i)), "CV", cv)
		b.WriteString(r.Replace("ARC-Seal: i=N; a=rsa-sha256; cv=CV; d=example.org; s=sel; b=AAAA\r\n" +
			"ARC-Message-Signature: i=N; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=sel;\r\n h=from; bh=AAAA; b=AAAA\r\n" +
			"ARC-Authentication-Results: i=N; mx.example.org; dkim=pass header.d=example.org\r\n"))
	}
	return b.String()
}
