package reading

import "testing"

func TestParserOf(t *testing.T) {
	if len(kinds()) < 20 {
		t.Errorf("%d rows", len(kinds()))
	}
	for head, want := range map[string]parser{
		"%PDF-1.7\n":                       parsePDF,
		"junk before\n%PDF-1.4":            parsePDF,
		"PK\x03\x04":                       parseOffice,
		`{\rtf1\ansi`:                      parseOffice,
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": parseOLE,
		"\xff\xd8\xff\xe0":                 parseImage,
		"RIFF\x10\x00\x00\x00WEBPVP8 ":     parseImage,
		"RIFF\x10\x00\x00\x00WAVEfmt ":     "",
		"\x00\x00\x00\x18ftypheic":         parseImage,
		`<?xml version="1.0"?><svg>`:       parseImage,
		"<!doctype html>":                  parsePlain,
		"Bonjour, le café":                 parsePlain,
		"Bonjour, le caf\xe9":              parsePlain,
		"\xff\xfea\x00":                    parsePlain,
		"a\x00b":                           "",
		"":                                 "",
		"\x7fELF\x02\x01\x01":              "",
	} {
		if got := parserOf([]byte(head)); got != want {
			t.Errorf("%q goes to %q, want %q", head, got, want)
		}
	}
}
