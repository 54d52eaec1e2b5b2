package plain

import (
	"strings"
	"testing"

	"assay/document"
	"assay/internal/doctest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func fieldOf(d *document.Document, name string) string {
	for _, f := range d.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

func ids(d *document.Document) string { return strings.Join(doctest.IDs(d), " ") }

const (
	russian  = "Договор вступает в силу со дня его подписания обеими сторонами и действует до конца года. Все споры решаются путём переговоров."
	german   = "Der Vertrag tritt am Tage seiner Unterzeichnung durch beide Parteien in Kraft und gilt bis zum Ende des Jahres. Über alles Weitere wird verhandelt."
	japan    = "この契約は、両当事者が署名した日から効力を生じ、年末まで有効とする。すべての紛争は協議により解決するものとし、解決できないときは裁判所に申し立てることができる。なお、本契約に定めのない事項については、その都度誠意をもって話し合うものとする。"
	accented = "Le contrat prend effet à la date de sa signature ; il a été rédigé en français, à Genève, où les parties se sont réunies. Tous les litiges seront réglés par voie de négociation entre elles, ou devant les tribunaux."
)

func TestCharacterSets(t *testing.T) {
	bytes := func(s string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	latin := bytes(charmap.Windows1252.NewEncoder().String(accented))
	for _, c := range []struct{ content, name, text, findings string }{
		{"plain", "us-ascii", "plain", ""},
		{"", "us-ascii", "", ""},
		{german, "utf-8", german, ""},
		{"\xef\xbb\xbf" + german, "utf-8", german, ""},
		{german + "\xc3", "utf-8", german + "\uFFFD", "text/undecodable"},
		{bytes(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(russian)), "utf-16le", russian, ""},
		{bytes(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(german)), "utf-16be", german, ""},
		{bytes(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder().String(russian)), "utf-32le", russian, ""},
		{bytes(charmap.Windows1251.NewEncoder().String(russian)), "windows-1251", russian, ""},
		{bytes(charmap.KOI8R.NewEncoder().String(russian)), "koi8-r", russian, ""},
		{bytes(japanese.ShiftJIS.NewEncoder().String(japan)), "shift_jis", japan, ""},
		{bytes(japanese.EUCJP.NewEncoder().String(japan)), "euc-jp", japan, ""},
		{bytes(japanese.ISO2022JP.NewEncoder().String(japan)), "iso-2022-jp", japan, ""},
		{latin, "windows-1252", accented, ""},
		{"<meta charset=iso-8859-1><p>" + latin, "windows-1252", accented, ""},
		{"<meta charset=iso-8859-1><p>" + german, "utf-8", german, "text/charset-differs"},
		{"<?xml version='1.0' encoding='windows-1251'?><a>" + bytes(charmap.Windows1251.NewEncoder().String(russian)) + "</a>", "windows-1251", "<?xml version='1.0' encoding='windows-1251'?><a>" + russian + "</a>", ""},
	} {
		d, err := Read([]byte(c.content))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := fieldOf(d, "character set"); got != c.name || d.Text != c.text || ids(d) != c.findings {
			t.Errorf("%s: %s, %q, %s", c.name, got, d.Text, ids(d))
		}
	}
}

func TestNotText(t *testing.T) {
	for _, content := range []string{"\x00\x01\x02\x03", "%PDF-1.4\n", `{\rtf1 a}`, strings.Repeat("\x89PNG\x1a\x00\x05", 30)} {
		if d, err := Read([]byte(content)); err != errNotText {
			t.Errorf("%.20q: %+v, %v", content, d, err)
		}
	}
	if _, err := Read([]byte("a line of a log" + strings.Repeat(" and more", 30) + "\x00\n")); err != nil {
		t.Errorf("one stray zero makes it no text: %v", err)
	}
}

func TestKinds(t *testing.T) {
	for text, want := range map[string]string{
		"Dear all,\nsee you, then.\nYours, A": "plain",
		"a,b\n1,2\n3,4\n":                     "csv",
		"a;b\n1;\"2;\n2\"\n3;4\n":             "csv",
		"a\tb\n1\t2\n3\t4\n":                  "tsv",
		"One, two.\nThree, four, five.\nSix.": "plain",
		`{"a": [1, 2]}`:                       "json",
		"[not json]":                          "plain",
		"<?xml version=\"1.0\"?>\n<a/>":       "xml",
		"<?xml but not really":                "plain",
		"# Title\n\nSee [this](https://example.org) and `code`.\n": "markdown",
		"# a comment\nkey = value\n":                               "plain",
		strings.Repeat("2020-01-02T03:04:05Z started\n", 6):        "log",
		strings.Repeat("Jan  2 03:04:05 host cron[1]: done\n", 6):  "log",
		"BEGIN:VCARD\nFN:A\nEND:VCARD\n":                           "vcard",
		"<!-- a note --><!DOCTYPE html><p>a":                       "html",
		"<pre>":                                                    "plain",
		"<p>a":                                                     "html",
		"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><html/>": "xhtml",
	} {
		d, err := Read([]byte(text))
		if err != nil || d.Format != want {
			t.Errorf("%.40q: %v, %v, want %s", text, d, err, want)
		}
	}
}

func TestLineEnds(t *testing.T) {
	d, err := Read([]byte("a\r\nb\nc\rd"))
	if err != nil || fieldOf(d, "line ends") != "CRLF 1, LF 1, CR 1" || d.Text != "a\nb\nc\nd" {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		german: "de", russian: "ru", japan: "ja", accented: "fr",
		"The contract takes effect on the day of its signature by both parties and remains in force until the end of the year. All disputes shall be settled by negotiation.":         "en",
		"Umowa wchodzi w życie z dniem podpisania przez obie strony i obowiązuje do końca roku. Wszelkie spory będą rozstrzygane w drodze negocjacji między stronami.":                "pl",
		"El contrato entra en vigor el día de su firma por ambas partes y permanece vigente hasta el final del año. Todas las controversias se resolverán mediante negociación.":      "es",
		"Il contratto entra in vigore il giorno della sua firma da parte di entrambe le parti e rimane valido fino alla fine dell'anno. Le controversie sono risolte con trattative.": "it",
		"Договір набирає чинності з дня його підписання обома сторонами і діє до кінця року. Усі спори вирішуються шляхом переговорів між ними.":                                      "uk",
		"合同自双方签字之日起生效，有效期至年底。一切争议由双方协商解决，协商不成的，任何一方均可向法院提起诉讼。本合同一式两份，双方各执一份，具有同等法律效力。" +
			"未尽事宜，由双方另行商定，并签订补充协议，补充协议与本合同具有同等法律效力。合同的变更或者解除，应当采用书面形式，经双方盖章确认后方可生效。": "zh",
		"too short": "", "1 2 3 4 5 6 7 8 9 " + strings.Repeat("a@example.org https://example.org/x ", 30): "",
	} {
		if got, sure := Language(text); got != want || sure != (want != "") {
			t.Errorf("%.40q: %q, %t, want %q", text, got, sure, want)
		}
	}
}

func TestWhen(t *testing.T) {
	for text, want := range map[string]string{
		"2020-01-02T03:04:05+02:00":                                 "2020-01-02T03:04:05+02:00",
		"2020-01-02T03:04:05.123Z":                                  "2020-01-02T03:04:05Z",
		"2020-01-02T03:04:05+0200":                                  "2020-01-02T03:04:05+02:00",
		"2020-01-02 03:04:05":                                       "2020-01-02T03:04:05",
		"Thu, 02 Jan 2020 03:04:05 GMT":                             "2020-01-02T03:04:05Z",
		"Thu Jan 02 2020 03:04:05 GMT+0200 (Eastern European Time)": "2020-01-02T03:04:05+02:00",
		"2020-01-02":                                                "", "yesterday": "", "": "",
		"Thu, 02 Jan 2020 03:04:05 CEST": "",
	} {
		if got := when(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestSameTwice holds that the same bytes give the same document.
func TestSameTwice(t *testing.T) {
	first, err := Read([]byte(article))
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := Read([]byte(article))
		if err != nil || !cmp.Equal(first, again) {
			t.Errorf("%v: %s", err, cmp.Diff(first, again))
		}
	}
}
