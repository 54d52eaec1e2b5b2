package locale_test

import (
	"testing"

	"assay/ole/locale"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		page  int
		raw   string
		want  string
		known bool
	}{
		{1252, "caf\xe9 \x80", "café €", true},
		{1251, "\xc6", "Ж", true},
		{10000, "caf\x8e", "café", true},
		{932, "\x93\xfa\x96\x7b", "日本", true},
		{1200, "a\x00\x16\x04", "aЖ", true},
		{1200, "a\x00\x16", "a", true},
		{65001, "\xd0\x96\xff", "Ж\uFFFD", true},
		{4711, "plain", "plain", true},
		{4711, "caf\xe9", "café", false},
	} {
		if got, known := locale.Text(c.page, []byte(c.raw)); got != c.want || known != c.known {
			t.Errorf("page %d, %q is %q, %v; want %q, %v", c.page, c.raw, got, known, c.want, c.known)
		}
	}
}

func TestLanguage(t *testing.T) {
	for lcid, want := range map[int]string{0x409: "en-US", 0x419: "ru-RU", 0x0C0A: "es-ES", 0x10407: "de-DE", 0: "", 0x400: ""} {
		if got := locale.Language(lcid); got != want {
			t.Errorf("%#x is %q, want %q", lcid, got, want)
		}
	}
	for lcid, want := range map[int]int{0x409: 1252, 0x419: 1251, 0x411: 932, 0x7777: 1252} {
		if got := locale.CodePage(lcid); got != want {
			t.Errorf("%#x has page %d, want %d", lcid, got, want)
		}
	}
}
