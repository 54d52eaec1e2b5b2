package keys

import (
	"bufio"
	"slices"
	"strings"
	"testing"

	"github.com/miekg/dns"
)

// readZone reads text as a zone file in a folder that tells no domain.
func readZone(text string) Batch {
	c := newCollector()
	z := zone{file: "a.zone", at: place{"root", "a"}, out: c}
	if err := z.read(bufio.NewReader(strings.NewReader(text))); err != nil {
		c.problem("a.zone", 0, err.Error(), "")
	}
	return c.done()
}

// Each case is one record written in another way; all mean the same key.
func TestZoneForms(t *testing.T) {
	half, rest := rsa1024[:40], rsa1024[40:]
	for name, text := range map[string]string{
		"plain":                `s._domainkey.example.org. 86400 IN TXT "p=KEY"`,
		"class first":          `s._domainkey.example.org. IN 1h30m TXT "p=KEY"`,
		"type only":            `S._domainkey.Example.ORG. txt "p=KEY"`,
		"two strings":          `s._domainkey.example.org. TXT "p=` + half + `" "` + rest + `"`,
		"strings that touch":   `s._domainkey.example.org. TXT "p=` + half + `""` + rest + `"`,
		"not quoted":           `s._domainkey.example.org. TXT p=KEY`,
		"escapes":              `s._domainkey.example.org. TXT "\112\=KEY"`,
		"not quoted, escapes":  `s._domainkey.example.org. TXT k=rsa\;p=KEY`,
		"parentheses":          "s._domainkey.example.org. TXT (\n\t\"p=" + half + "\" ; a comment )\n\"" + rest + "\"\n)",
		"origin":               "$ORIGIN example.org.\n$TTL 1h\ns._domainkey TXT \"p=KEY\"",
		"origin from origin":   "$ORIGIN org.\n$ORIGIN _domainkey.example\ns TXT \"p=KEY\"",
		"at sign":              "$ORIGIN s._domainkey.example.org.\n@ TXT \"p=KEY\"",
		"blank owner":          "s._domainkey.example.org. A 192.0.2.1\n\tIN TXT \"p=KEY\"",
		"blank, origin moved":  "$ORIGIN example.org.\ns._domainkey A 192.0.2.1\n IN TXT \"p=KEY\"",
		"other types":          "$ORIGIN example.org.\n@ SOA ns hostmaster (\n 2021010101 ; serial\n 3600\n 600 1209600\n 3600 )\n@ TXT \"v=spf1 -all\"\n@ NSEC b (\n A NS\n)\ns._domainkey TXT \"p=KEY\"",
		"class of another":     "s._domainkey.example.org. CH TXT \"p=\"\ns._domainkey.example.org. IN TXT \"p=KEY\"",
		"CRLF and BOM":         "\ufeff; a comment\r\n\r\ns._domainkey.example.org. TXT \"p=KEY\"\r\n",
		"TYPE16":               `s._domainkey.example.org. CLASS1 TYPE16 "p=KEY"`,
		"complete without dot": `s._domainkey.example.org TXT "p=KEY"`,
		"comment names domain": `s._domainkey IN TXT ( "v=DKIM1; k=rsa; "` + "\n\t" + `  "p=KEY" )  ; ----- DKIM key s for example.org`,
	} {
		t.Run(name, func(t *testing.T) {
			b := readZone(strings.ReplaceAll(text, "KEY", rsa1024))
			wantProblems(t, b)
			if len(b.Keys) != 1 || b.Keys[0].Name != "s._domainkey.example.org" || b.Keys[0].Bits != 1024 {
				t.Errorf("keys: %+v", briefs(b.Keys))
			}
		})
	}
}

// A broken record between two good ones is one problem, and loses neither.
func TestZoneBroken(t *testing.T) {
	good := func(selector string) string { return selector + `._domainkey TXT "p=` + rsa1024 + `"` + "\n" }
	for name, c := range map[string]struct{ broken, problem string }{
		"open quote":           {`x._domainkey TXT "p=abc`, `a.zone:3: a quotation mark is not closed on its line: "x._domainkey TXT \"p=abc"`},
		"open parenthesis":     {"x._domainkey TXT (\n\t\"p=abc\"", "a.zone:3: a parenthesis is not closed"},
		"extra parenthesis":    {`x._domainkey TXT "p=" )`, "a.zone:3: a parenthesis closes"},
		"quote in parentheses": {"x._domainkey TXT ( \"p=\n \"abc\"\n \"def\" )", "a.zone:3: a quotation mark"},
		"quote before them":    {"x._domainkey TXT \"p= (\n \"abc\"\n \"def\" )", "a.zone:3: a quotation mark"},
		"nested":               {"x._domainkey TXT " + strings.Repeat("(", maxNesting+1) + "\n\"p=\"\n))", "a.zone:3: parentheses stand more"},
		"escape":               {`x._domainkey TXT "p=\256"`, `a.zone:3: "\\256" is no escape`},
		"escape at the end":    {`x._domainkey TXT p=\`, `a.zone:3: "\\" is no escape`},
		"no string":            {`x._domainkey TXT`, "a.zone:3: a TXT record without a string"},
		"no type":              {`x._domainkey IN 300`, "a.zone:3: the record has no type"},
		"misspelt type":        {`x._domainkey TXTT "p="`, `a.zone:3: no record type: "TXTT"`},
		"generic form":         {`x._domainkey TXT \# 3 02703d`, "a.zone:3: a TXT record in the generic form"},
		"escape in the owner":  {`x\._domainkey TXT "p="`, "a.zone:3: name"},
		"long label":           {strings.Repeat("x", 64) + `._domainkey TXT "p="`, "a.zone:3: name"},
		"include":              {"$INCLUDE other.zone", `a.zone:3: the directive "$INCLUDE" is not followed`},
		"two names":            {"x._domainkey CNAME a b", "a.zone:3: a CNAME has one name"},
		"long line":            {"x._domainkey TXT " + strings.Repeat("x", maxLine), "a.zone:3: the line is too long"},
		"long record":          {"x._domainkey TXT (" + strings.Repeat("\n\""+strings.Repeat("x", 999)+"\"", maxLine/1000) + "\n)", "a.zone:3: the record is over"},
		"record over 65535":    {"x._domainkey TXT " + strings.Repeat("x", maxRecord+1), "a.zone:3: a TXT record of 65536 bytes"},
		"no base64":            {`x._domainkey TXT "p=*"`, "a.zone:3: x._domainkey.example.org: p="},
	} {
		t.Run(name, func(t *testing.T) {
			b := readZone("$ORIGIN example.org.\n" + good("a") + c.broken + "\n" + good("b"))
			wantProblems(t, b, c.problem)
			var names []string
			for _, k := range b.Keys {
				if k.State == Usable {
					names = append(names, k.Name)
				}
			}
			wantEqual(t, "names", names, []string{"a._domainkey.example.org", "b._domainkey.example.org"})
		})
	}
}

// No key may get a name that the file did not mean for it.
func TestZoneNeverAWrongOwner(t *testing.T) {
	txt := " TXT \"p=" + rsa1024 + "\"\n"
	for name, c := range map[string]struct {
		text     string
		names    []string
		problems []string
	}{
		"behind an open parenthesis": {
			"a._domainkey.example. TXT (\n\"p=\"\nb._domainkey.example.\n IN" + txt,
			nil, []string{":1: a parenthesis is not closed", ":4: whose the record is"}},
		"behind an open quote": {
			"a._domainkey.example. TXT \"p=\nb._domainkey.example. TXT \"p=\n" + txt,
			[]string{"b._domainkey.example"}, []string{":1: a quot", ":2: a quot"}},
		"behind a long line": {
			"a._domainkey.example. A 192.0.2.1\n" + strings.Repeat("x", maxLine+1) + "\n" + txt,
			nil, []string{":2: the line", ":3: whose the record is"}},
		"behind a broken origin": {
			"$ORIGIN a.example.\n$ORIGIN b..example.\ns._domainkey" + txt + "s._domainkey.c.example." + txt,
			[]string{"s._domainkey.c.example"}, []string{":2: name", ":3: the relative name"}},
		"behind an origin that cannot be taken apart": {
			"$ORIGIN a.example.\n$ORIGIN \"b.example.\ns._domainkey" + txt + "$ORIGIN c.example.\ns._domainkey" + txt,
			[]string{"s._domainkey.c.example"}, []string{":2: a quot", ":3: the relative name"}},
		"first":                      {txt, nil, []string{":1: whose the record is"}},
		"relative without an origin": {"s._domainkey" + txt, nil, []string{":1: the relative name"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := readZone(c.text)
			wantProblems(t, b, c.problems...)
			var names []string
			for _, k := range b.Keys {
				names = append(names, k.Name)
			}
			wantEqual(t, "names", names, c.names)
		})
	}
}

func TestTypesAreSorted(t *testing.T) {
	if !slices.IsSorted(typeNames) || !isType("txt") || !isType("TYPE65280") || isType("TXTT") {
		t.Error("record types cannot be looked up")
	}
}

func TestZoneComments(t *testing.T) {
	for comment, want := range map[string]Origin{
		"published": {How: "published"},
		"recovered-gcd; seen 2019-04-29..2021-08-26": {How: "recovered-gcd", Recovered: true, SeenFrom: "2019-04-29", SeenTo: "2021-08-26"},
		"seen 2019-04-29..2019-04-28":                {Evidence: "seen 2019-04-29..2019-04-28"},
		"seen 2019-02-30..2019-04-28":                {Evidence: "seen 2019-02-30..2019-04-28"},
		"published; from a backup; \x1b[31mred":      {How: "published", Evidence: "from a backup; ?[31mred"},
		"Our main key":                               {Evidence: "Our main key"},
		strings.Repeat("x ", maxEvidence):            {Evidence: strings.Repeat("x ", maxEvidence/2) + " [cut]"},
	} {
		want.Source, want.File, want.Line = FromZone, "a.zone", 2
		b := readZone("; not this one\ns._domainkey.example.org. TXT \"p=\" ; " + comment)
		wantProblems(t, b)
		if len(b.Keys) == 1 {
			wantEqual(t, comment, b.Keys[0].Origin, want)
		}
	}
}

func TestZoneAliases(t *testing.T) {
	b := readZone(`
$ORIGIN example.org.
s._domainkey CNAME s.keys.example.net.
s.keys.example.net. TXT "p=` + rsa512 + `"
r._domainkey CNAME s._domainkey
www CNAME example.net.
`)
	wantProblems(t, b)
	wantEqual(t, "keys", len(b.Keys), 3)
	found := NewSet(b.Keys).Lookup("r._domainkey.example.org")
	wantEqual(t, "found", briefs(found), []brief{{"s.keys.example.net", Usable, 512, 4}})
}

// The records found in the shared zone file equal those that another parser
// finds there.
func TestZoneAgainstOracle(t *testing.T) {
	path := sharedFile(t, "keys/keys.zone")
	b, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	type record struct{ Name, Text string }
	var got, want []record
	for _, k := range b.Keys {
		got = append(got, record{k.Name, k.Record})
	}
	parser := dns.NewZoneParser(strings.NewReader(mustRead(t, path)), "", "")
	for rr, ok := parser.Next(); ok; rr, ok = parser.Next() {
		if txt, ok := rr.(*dns.TXT); ok {
			text, err := unescape(strings.Join(txt.Txt, ""))
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, record{strings.TrimSuffix(txt.Hdr.Name, "."), text})
		}
	}
	if err := parser.Err(); err != nil || len(want) == 0 {
		t.Fatalf("the oracle read %d records: %v", len(want), err)
	}
	wantEqual(t, "records", got, want)
}

func FuzzZone(f *testing.F) {
	f.Add("$ORIGIN example.org.\n@ SOA a b ( 1 2\n3 4 5 )\ns._domainkey TXT ( \"p=\" ; x\n\"abc\" )\n\tIN CNAME b.\n")
	f.Add("s._domainkey.example.org. 1h IN TXT \"\\112\\=\" ; recovered-gcd; seen 2019-04-29..2021-08-26")
	f.Add("s._domainkey IN TXT ( \"v=DKIM1; \"\n\t  \"p=\" )  ; ----- DKIM key s for example.com")
	f.Fuzz(func(t *testing.T, text string) {
		b := readZone(text)
		for _, k := range b.Keys {
			if c, err := canonical(k.Name); err != nil || c != k.Name {
				t.Errorf("name %q is not canonical: %v", k.Name, err)
			}
			if k.Origin.Line < 1 || k.Origin.Line > strings.Count(text, "\n")+1 {
				t.Errorf("line %d", k.Origin.Line)
			}
			again(t, k)
		}
		for _, p := range b.Problems {
			if p.Line < 1 || p.Line > strings.Count(text, "\n")+1 {
				t.Errorf("problem on line %d: %s", p.Line, p)
			}
		}
	})
}
