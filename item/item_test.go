package item_test

import (
	"strings"
	"testing"

	"assay/item"
)

func TestDigest(t *testing.T) {
	// SHA-256 of no bytes at all, FIPS 180-4.
	const empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	d := item.Sum(nil)
	if d.String() != empty {
		t.Errorf("%s, want %s", d, empty)
	}
	for _, s := range []string{empty, strings.TrimPrefix(empty, "sha256:")} {
		if back, err := item.ParseDigest(s); err != nil || back != d {
			t.Errorf("%q: %v, %v", s, back, err)
		}
	}
	for _, s := range []string{"", "sha256:", empty[:70], empty + "00", strings.Repeat("g", 64)} {
		if _, err := item.ParseDigest(s); err == nil {
			t.Errorf("%q was read as a digest", s)
		}
	}
}

func TestDigestPrefix(t *testing.T) {
	for s, want := range map[string]string{
		"e3b0c442": "e3b0c442", "sha256:E3B0C442": "e3b0c442", "e3b0c44298fc1": "e3b0c44298fc1",
		"e3b0c44": "", "leak/a.eml": "", "e3b0c44x": "", strings.Repeat("a", 65): "",
	} {
		if got, ok := item.DigestPrefix(s); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", s, got, ok)
		}
	}
}
