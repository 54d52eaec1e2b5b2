package pdf

import "testing"

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                                 "plain",
		"\x80\x92\xa0\x18\xe9":                  "•™€˘é",
		"\xfe\xff\x00A\x04\x18\xd8\x3d\xde\x00": "AИ😀",
		"\xff\xfeA\x00":                         "A",
		"\xef\xbb\xbfé\xff":                     "é\uFFFD",
		"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00A\x00\x00": "A",
		"A\x00\x00":         "A",
		"\xfe\xff\x00A\x00": "A",
	} {
		if got := String(in).Text(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"D:20060102150405+02'00'": "2006-01-02T15:04:05+02:00",
		"D:20060102150405+02'00":  "2006-01-02T15:04:05+02:00",
		"D:20060102150405-0530":   "2006-01-02T15:04:05-05:30",
		"D:20060102150405+02":     "2006-01-02T15:04:05+02:00",
		"D:20060102150405Z":       "2006-01-02T15:04:05Z",
		"D:20060102150405Z00'00'": "2006-01-02T15:04:05Z",
		"20060102150405":          "2006-01-02T15:04:05",
		"D:200601021504":          "2006-01-02T15:04:00",
		"D:20060102":              "", // a day is no time
		"D:2006":                  "",
		"D:20060231150405":        "", // no such day
		"D:20060102250405":        "",
		"D:20060102150405+25'00'": "",
		"D:20060102150405 UTC":    "",
		"Mon Jan  2 2006":         "",
		"":                        "",
	} {
		if got := ParseDate(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestFormText fills a field that has no drawing, then one that has.
func TestFormText(t *testing.T) {
	field := func(more, form string) string {
		m := onePage()
		m.object(7, "<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/Parent 8 0 R"+more+">>")
		m.object(8, "<</FT/Tx/T(sum)/V(pay 900)/Kids[7 0 R]>>")
		m.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R]"+form+">>>>")
		m.stream(9, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "")
		m.end(rootInfo)
		return open(t, m.bytes()).Document().Text
	}
	for more, want := range map[[2]string]string{
		{"", ""}:                "pay 900\n",
		{"/AP<</N 9 0 R>>", ""}: "",
		{"/AP<</N 9 0 R>>", "/NeedAppearances true"}:      "pay 900\n",
		{"/AP<</N 9 0 R>>/V(1)", "/NeedAppearances true"}: "1\n",
	} {
		if got := field(more[0], more[1]); got != want {
			t.Errorf("%q: text %q, want %q", more, got, want)
		}
	}
}
