package tell

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/document"
	"assay/finding"
	"assay/mail"
)

// mailOf makes a mail with a body; header lines end in LF.
func mailOf(header, body string) *Mail {
	m := mail.Parse([]byte(header + "\n" + body))
	return NewMail(m, m.Text())
}

// TestTablesAreWhole holds that no line of a table is passed over in silence.
func TestTablesAreWhole(t *testing.T) {
	for name, table := range map[string]string{"mailers": mailersTable, "youngfields": youngFieldsTable, "youngservices": youngServicesTable, "unicode": unicodeTable} {
		lines := 0
		for line := range strings.Lines(table) {
			if !strings.HasPrefix(line, "#") {
				lines++
			}
		}
		rows := firstDays(table)()
		if len(rows) != lines || lines == 0 {
			t.Errorf("%s: %d of %d lines are read", name, len(rows), lines)
		}
		for _, r := range rows {
			for _, cell := range r.cells[:1] {
				if cell == "" || cell != strings.ToLower(cell) {
					t.Errorf("%s: %q is looked for in lower case", name, cell)
				}
			}
		}
	}
	if n := strings.Count(makersTable, "\n") - strings.Count(makersTable, "#"); len(makerShapes()) != n {
		t.Errorf("%d of %d shapes compile", len(makerShapes()), n)
	}
	if n := len(firstDays(unicodeTable)()); len(ages()) < n-1 { // the last needs the newest tables
		t.Errorf("%d of %d versions of Unicode are known", len(ages()), n)
	}
}

// TestMailersRise holds that a higher version of one programme is not older.
func TestMailersRise(t *testing.T) {
	last := map[string]row{}
	for _, r := range mailers() {
		if before, ok := last[r.cells[0]]; ok {
			if !parseVersion(r.cells[1]).least(parseVersion(before.cells[1])) || r.first.Before(before.first) {
				t.Errorf("%v stands behind %v", r, before)
			}
		}
		last[r.cells[0]] = r
	}
}

func TestVersions(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		least bool
	}{
		{"2.1084", "2.936", true}, {"2.936", "2.1084", false}, {"60", "60.0", false}, {"60.0.1", "60.0", true},
		{"17A577", "17", true}, {"16F203", "17", false}, {"", "1", false}, {"99999999999999999999", "1", false},
	} {
		if got := parseVersion(c.a).least(parseVersion(c.b)); got != c.least {
			t.Errorf("%q least %q is %v", c.a, c.b, got)
		}
	}
}

// TestMailerDays asks of programmes that real mail names.
func TestMailerDays(t *testing.T) {
	for name, want := range map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Thunderbird/102.4.2": "2022-05-02",
		"Apple Mail (2.3696.120.41.1.1)":                                               "2021-06-07",
		"iPhone Mail (17A577)":                                                         "2019-06-03",
		"Microsoft Outlook 16.0":                                                       "2014-11-01",
		"Microsoft Office Outlook, Build 11.0.5510":                                    "2002-10-22",
		"Microsoft Outlook Express 6.00.2900.2180":                                     "2003-12-01",
		"Mozilla Thunderbird":                                                          "",
		"Apple Mail (2.482)":                                                           "",
	} {
		got := ""
		if day, ok := mailerDay(name); ok {
			got = day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestTwinsThatDiffer starts from two texts that say the same.
func TestTwinsThatDiffer(t *testing.T) {
	const text = "The board met on Monday and agreed to the offer for the roof of the old mill which we had from three firms. " +
		"The sum of 4,500 euros is due in May. Please tell the firm that we take it as it stands. The key hangs where it hung. Ada"
	for change, found := range map[[2]string]bool{
		{"", ""}:                 false,
		{"4,500", "9,500"}:       true,
		{"is due", "is not due"}: true,
		{"Monday", "*Monday*"}:   false,
		{"the firm", "the firm <https://x.test/?a=b>"}:                           false,
		{"old mill", "old-mill"}:                                                 false,
		{"The key", "[image: key.png] The key"}:                                  false,
		{" Ada", " Ada\n-- \nAda Tollivant\nTollivant & Co, made up for a test"}: false,
		{"The key hangs where it hung.", ""}:                                     true,
		{"Monday", "Monday (1)"}:                                                 false,
	} {
		plain := strings.Replace(text, change[0], change[1], 1)
		m := mailOf("Content-Type: multipart/alternative; boundary=b\n",
			"--b\nContent-Type: text/plain\n\n"+plain+"\n--b\nContent-Type: text/html\n\n<p>"+text+"</p>\n--b--\n")
		if got := twins.Mail(m).outcome == finding.Found; got != found {
			t.Errorf("%q: found is %v", change, got)
		}
	}
}

func TestSignsOfDocuments(t *testing.T) {
	made := func(at, text string) *document.Document {
		return &document.Document{Kind: document.Text, Text: text,
			Times: []document.Time{{What: document.Created, At: "2009-01-01T00:00:00Z"}, {What: document.Modified, At: at}}}
	}
	for _, c := range []struct {
		at, text string
		want     finding.Outcome
	}{
		{"2012-03-01T10:00:00Z", "100 \u20bd", finding.Found}, // the rouble's sign is of 2014
		{"2012-03-01T10:00:00", "100 \u20bd", finding.Found},
		{"2014-03-01T10:00:00Z", "100 \u20bd", finding.Absent},
		{"2012-03-01T10:00:00Z", "100 \u20ac \u2019", finding.Absent},
		{"2026-03-01T10:00:00Z", "100 \u20bd", finding.NotApplicable},
		{"", "100 \u20bd", finding.Found}, // what was created stands
	} {
		if got := youngSign.Document(made(c.at, c.text)).outcome; got != c.want {
			t.Errorf("%q at %s: %s, want %s", c.text, c.at, got, c.want)
		}
	}
	if got := youngSign.Document(&document.Document{Text: "\u20bd"}).outcome; got != finding.NotApplicable && got != "" {
		t.Errorf("without a date: %s", got)
	}
}

func TestMixedLetters(t *testing.T) {
	for word, found := range map[string]bool{
		"offer": false, "\u043effer": true, "предложение": false, "пpедложение": true, "kΩ": false, "µmol": false,
		"αβγx": false, "n\u043et": true, "\u0430r\u0435": true, "n\u043et Привет": false, "Ωmega": false, "Tο": false, strings.Repeat("\u043effer ", mostMixed+1): false,
	} {
		d := &document.Document{Kind: document.Text, Text: "We take the " + word + " as it stands."}
		if got := mixedLetters.Document(d).outcome == finding.Found; got != found {
			t.Errorf("%q: found is %v", word, got)
		}
	}
}

// TestWidths breaks a text at every width, and edits one line of it.
func TestWidths(t *testing.T) {
	for width := 20; width < 100; width += 7 {
		var lines []broken
		for i := range 20 {
			n := width - i%5
			lines = append(lines, broken{at: i, length: n, next: n + 6})
		}
		h, ok := habitOf(lines, rule{kept: 0.9})
		if !ok || len(h.odd) > 0 || h.width < width || h.width > width+1 {
			t.Errorf("width %d: %+v, %v", width, h, ok)
		}
		lines[9].length += 9
		lines[9].next += 9
		if h, ok = habitOf(lines, rule{kept: 0.9}); !ok || len(h.odd) != 1 || h.odd[0].at != 9 {
			t.Errorf("width %d, one line longer: %+v, %v", width, h, ok)
		}
	}
}

// TestLengthsOfLineEnds: a stated length may count line ends as one byte or two.
func TestLengthsOfLineEnds(t *testing.T) {
	body := strings.Repeat("a line of a text that is made up\n", 40)
	for n, found := range map[int]bool{len(body): false, len(body) + 40: false, len(body) + 1: false, len(body) - 1: true, len(body) + 20: true, len(body) - 33: true, 0: true} {
		m := mailOf(fmt.Sprintf("From: a@b.test\nContent-Length: %d\n", n), body)
		if got := lengths.Mail(m).outcome == finding.Found; got != found {
			t.Errorf("Content-Length %d: found is %v", n, got)
		}
	}
}

// FuzzForm looks for mail on which a tell of form fails, or gives two answers.
func FuzzForm(f *testing.F) {
	for _, s := range []string{"=3D=\n", "a =E2=80=99=\nb\n", "YWJj\nYWJj\n", "x \ny \n", "\xc3\xa9\xe9"} {
		f.Add("quoted-printable", []byte(strings.Repeat(s, 20)))
		f.Add("base64", []byte(s))
	}
	f.Fuzz(func(t *testing.T, encoding string, body []byte) {
		header := "Date: Tue, 14 Mar 2017 09:12:33 +0100\nContent-Transfer-Encoding: " + encoding + "\nContent-Type: text/plain; format=flowed; charset=utf-8\n"
		m := mailOf(header, string(body))
		for i := range Table {
			if tl := &Table[i]; tl.Mail != nil {
				if a, b := tl.Mail(m), tl.Mail(mailOf(header, string(body))); len(a.marks) != len(b.marks) || a.outcome != b.outcome {
					t.Errorf("%s gives two answers", tl.ID)
				}
			}
		}
	})
}
