package parcel

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

// trace writes down a walk.
func trace(source string) (string, error) {
	var out strings.Builder
	err := WalkXML([]byte(source), func(e *Event) {
		switch e.Kind {
		case Start:
			fmt.Fprintf(&out, "<%s", e.Name)
			e.Attrs(func(name, value string) {
				fmt.Fprintf(&out, " %s=%s", name, value)
			})
			out.WriteString(">")
		case End:
			fmt.Fprintf(&out, "</%s>", e.Name)
		case Text:
			out.WriteString(e.Text)
		}
	})
	return out.String(), err
}

const wordSpace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

// TestNamesAreByNamespace holds that prefixes do not matter, nor whether a part
// is strict, nor its encoding.
func TestNamesAreByNamespace(t *testing.T) {
	const want = "<w:p w:id=1><w:t>é</w:t></w:p>"
	plain := `<w:p xmlns:w="` + wordSpace + `" w:id="1"><w:t>é</w:t></w:p>`
	wide := func(order string, mark bool) string {
		var b strings.Builder
		units := utf16.Encode([]rune(`<?xml version="1.0" encoding="UTF-16"?>` + plain))
		if mark {
			units = append([]uint16{0xfeff}, units...)
		}
		for _, u := range units {
			if order == "big" {
				b.Write([]byte{byte(u >> 8), byte(u)})
			} else {
				b.Write([]byte{byte(u), byte(u >> 8)})
			}
		}
		return b.String()
	}
	for name, source := range map[string]string{
		"usual":               plain,
		"another prefix":      strings.NewReplacer("w:", "x:", ":w", ":x").Replace(plain),
		"strict":              strings.Replace(plain, wordSpace, "http://purl.oclc.org/ooxml/wordprocessingml/main", 1),
		"byte order mark":     "\xef\xbb\xbf" + plain,
		"UTF-16, little":      wide("little", true),
		"UTF-16, big":         wide("big", true),
		"UTF-16, no mark":     wide("little", false),
		"UTF-16, big no mark": wide("big", false),
		"Latin":               `<?xml version="1.0" encoding="iso-8859-1"?>` + strings.ReplaceAll(plain, "é", "\xe9"),
		"a reference":         strings.ReplaceAll(plain, "é", "&#233;"),
		"a hexadecimal one":   strings.ReplaceAll(plain, "é", "&#xE9;"),
		"CDATA":               strings.ReplaceAll(plain, "é", "<![CDATA[é]]>"),
	} {
		if got, err := trace(source); got != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got, _ := trace(`<p xmlns="urn:other"/>`); got != "<{urn:other}p></{urn:other}p>" {
		t.Errorf("an unknown namespace: %q", got)
	}
}

// TestWalkStops holds that what is wrong with a part is said, and what stands
// before it is given.
func TestWalkStops(t *testing.T) {
	deep := strings.Repeat("<a>", MaxDepth+1)
	for source, want := range map[string]string{
		"<a><b>text":   "<a><b>text",
		"<a>x</a":      "<a>x",
		"<a>x</a><!--": "<a>x</a>",
		deep:           strings.Repeat("<a>", MaxDepth),
	} {
		got, err := trace(source)
		if got != want || err == nil {
			t.Errorf("%.20q: %.40q, %v", source, got, err)
		}
		if source == deep && !errors.Is(err, errTooDeep) {
			t.Errorf("%v", err)
		}
	}
}

// TestEntitiesAreNotExpanded holds that a laugh stays one.
func TestEntitiesAreNotExpanded(t *testing.T) {
	got, _ := trace(`<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>`)
	if strings.Contains(got, "haha") {
		t.Errorf("%q", got)
	}
}
