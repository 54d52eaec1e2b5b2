package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestSafe: nothing that could steer a terminal gets through, and text without
// such signs stays as it is.
func TestSafe(t *testing.T) {
	for text, want := range map[string]string{
		"Grüße, 中文, emoji 👩‍💻": "Grüße, 中文, emoji 👩‍💻",
		"\x1b[2Jred":           "<U+001B>[2Jred",
		"a\r\nb\tc":            "a<U+000D> b c",
		"\u202etxt.exe":        "<U+202E>txt.exe",
		"\u2066x\u2069":        "<U+2066>x<U+2069>",
		"\u009b2J":             "<U+009B>2J",
		"a\u2028b":             "a<U+2028>b",
		"\x00\x7f":             "<U+0000><U+007F>",
		"soft\u00adhyphen":     "soft\u00adhyphen",
	} {
		if got := Safe(text); got != want {
			t.Errorf("Safe(%q) = %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text")
		got := Safe(text)
		if strings.ContainsFunc(got, unicode.IsControl) || strings.ContainsFunc(got, steers) {
			t.Fatalf("%q became %q", text, got)
		}
		if !utf8.ValidString(got) {
			t.Fatalf("%q became %q, which is not UTF-8", text, got)
		}
		if Safe(got) != got {
			t.Fatalf("%q became %q and then %q", text, got, Safe(got))
		}
	})
}

func TestFit(t *testing.T) {
	for text, want := range map[string]string{"": "", "äöü": "äöü", "äöüß": "äö…"} {
		if got := fit(text, 3); got != want {
			t.Errorf("fit(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %s, want %s", n, got, want)
		}
	}
}
