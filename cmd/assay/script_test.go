package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite"

	"assay/internal/mailtest"
)

// exits runs a command and wants an exit status: exits STATUS COMMAND ARG...
// Its output can be looked at with stdout and stderr.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND ARG...")
	}
	status := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		status = exit.ExitCode()
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d, want %s", status, args[0])
	}
	if crash := ts.ReadFile("stderr"); strings.Contains(crash, "goroutine ") {
		ts.Fatalf("the programme crashed")
	}
}

// shell runs a line of sh: shell LINE.
func shell(ts *testscript.TestScript, neg bool, args []string) {
	if err := ts.Exec("sh", "-c", args[0]); (err != nil) != neg {
		ts.Fatalf("sh: %v", err)
	}
}

// raw writes a file with the escapes of a Go string: raw FILE TEXT.
func writeRaw(ts *testscript.TestScript, _ bool, args []string) {
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(args[1], `"`, `\"`) + `"`)
	ts.Check(err)
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// oneLine wants that the last command wrote one line to standard error, which
// matches: oneline REGEXP.
func oneLine(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile("stderr")
	if strings.Count(text, "\n") != 1 || !regexp.MustCompile(args[0]).MatchString(text) {
		ts.Fatalf("standard error is not one line with %q:\n%s", args[0], text)
	}
}

// options reads NAME=VALUE words.
func options(words []string) map[string]string {
	m := map[string]string{}
	for _, w := range words {
		name, value, _ := strings.Cut(w, "=")
		m[name] = value
	}
	return m
}

func madeUpKey(name string) mailtest.Key {
	if name == "ed25519" {
		return mailtest.Ed25519
	}
	size, exponent, small := strings.Cut(name, "/")
	bits, err := strconv.Atoi(size)
	if err != nil {
		bits = 1024
	}
	if e, err := strconv.Atoi(exponent); small && err == nil {
		return mailtest.RSAWith(bits, e)
	}
	return mailtest.RSA(bits)
}

// writeLetters writes letters of a domain, signed and numbered: letters DIR
// FROM TO, and what sign takes. With sealer=DOMAIN and results=TEXT each is
// sealed, with a key of 2,048 bits that covers the signature, and PREFIX in results is its beginning.
func writeLetters(ts *testscript.TestScript, _ bool, args []string) {
	from, err := strconv.Atoi(args[1])
	ts.Check(err)
	to, err := strconv.Atoi(args[2])
	ts.Check(err)
	o := options(args[3:])
	ts.Check(os.MkdirAll(ts.MkAbs(args[0]), 0o755))
	for i := from; i <= to; i++ {
		raw := signer(o).Sign(fmt.Sprintf("From: Ann <ann@%s>\r\nTo: b@council.example\r\nSubject: Letter %d\r\n"+
			"Date: Fri, 21 Apr 2017 09:12:33 +0200\r\nMessage-ID: <%d@%s>\r\n\r\nText %d.\r\n", o["d"], i, i, o["d"], i))
		if o["sealer"] != "" {
			seal := mailtest.Signature{Key: mailtest.RSA(2048), Domain: o["sealer"], Selector: "k1", Fields: append(mailtest.Without(), "dkim-signature")}
			_, value, _ := strings.Cut(raw, "; b=")
			raw = seal.Seal(raw, strings.ReplaceAll(o["results"], "PREFIX", value[:8]))
		}
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs(args[0]), fmt.Sprintf("%d.eml", i)), []byte(raw), 0o644))
	}
}

func signer(o map[string]string) mailtest.Signature {
	s := mailtest.Signature{Key: madeUpKey(o["key"]), Domain: o["d"], Selector: "k1", Tags: o["tags"]}
	_, s.SHA1 = o["sha1"]
	_, s.Length = o["l"]
	return s
}

// signMail signs a mail of the script: sign FILE d=DOMAIN [key=BITS[/EXPONENT]|ed25519]
// [sha1] [l] [tags=TAGS] [ends=lf]. The selector is k1. The file gets CRLF.
func signMail(ts *testscript.TestScript, _ bool, args []string) {
	o := options(args[1:])
	rewrite(ts, args[0], o, signer(o).Sign)
}

// sealMail puts an ARC set on top of a mail: seal FILE d=DOMAIN results=TEXT.
func sealMail(ts *testscript.TestScript, _ bool, args []string) {
	o := options(args[1:])
	rewrite(ts, args[0], o, func(raw string) string { return signer(o).Seal(raw, o["results"]) })
}

func rewrite(ts *testscript.TestScript, file string, o map[string]string, change func(string) string) {
	raw := strings.ReplaceAll(ts.ReadFile(file), "\r\n", "\n")
	raw = change(strings.ReplaceAll(raw, "\n", "\r\n"))
	if o["ends"] == "lf" {
		raw = strings.ReplaceAll(raw, "\r\n", "\n")
	}
	ts.Check(os.WriteFile(ts.MkAbs(file), []byte(raw), 0o644))
}

// addKey appends a record to a zone file: key FILE d=DOMAIN [key=…] [seen=A..B].
func addKey(ts *testscript.TestScript, _ bool, args []string) {
	o := options(args[1:])
	line := fmt.Sprintf("k1._domainkey.%s. IN TXT (%s)", o["d"], quoted(madeUpKey(o["key"]).Record("")))
	if o["seen"] != "" {
		line += " ; seen " + o["seen"]
	}
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	ts.Check(err)
	_, err = fmt.Fprintln(f, line)
	ts.Check(err)
	ts.Check(f.Close())
}

// quoted writes a record as strings of at most 255 bytes. RFC 1035 §3.3
func quoted(record string) string {
	var words []string
	for part := range slices.Chunk([]byte(record), 200) {
		words = append(words, strconv.Quote(string(part)))
	}
	return strings.Join(words, " ")
}

// documented are the names in the JSON of a record, by the object they are in.
var documented = map[string][]string{
	"": {"item", "id_of", "kind", "paths", "parents", "subject", "from", "date", "message_id", "size",
		"claim", "conclusion", "support", "limits", "signatures", "findings"},
	"signatures": {"kind", "domain", "selector", "algorithm", "result", "body_hash", "header_signature", "key",
		"signed_at", "expired", "aligned", "covers"},
	"key":      {"bits", "origin", "fingerprint"},
	"covers":   {"fields", "body_bytes", "body", "not"},
	"findings": {"id", "outcome", "says", "lr", "where", "why", "recheck"},
}

// checkRecords wants that a file holds so many lines, each an object with all
// documented names, its arrays in their order: records FILE COUNT.
func checkRecords(ts *testscript.TestScript, _ bool, args []string) {
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n")
	if strconv.Itoa(len(lines)) != args[1] {
		ts.Fatalf("%d lines, want %s", len(lines), args[1])
	}
	last := ""
	for _, line := range lines {
		var r map[string]any
		ts.Check(json.Unmarshal([]byte(line), &r))
		if err := holds("", r); err != nil {
			ts.Fatalf("%v in %s", err, line)
		}
		for _, name := range []string{"paths", "parents", "limits"} {
			if list, ok := r[name].([]any); !ok || !slices.IsSortedFunc(list, func(a, b any) int { return strings.Compare(a.(string), b.(string)) }) {
				ts.Fatalf("%s is no ordered array in %s", name, line)
			}
		}
		path := r["paths"].([]any)[0].(string)
		if path <= last {
			ts.Fatalf("%q stands behind %q", path, last)
		}
		last = path
	}
}

// holds says which documented name an object lacks.
func holds(kind string, object map[string]any) error {
	for _, name := range documented[kind] {
		value, ok := object[name]
		if !ok {
			return fmt.Errorf("%q is missing from %q", name, kind)
		}
		switch v := value.(type) {
		case map[string]any:
			if err := holds(name, v); err != nil {
				return err
			}
		case []any:
			for _, element := range v {
				if o, ok := element.(map[string]any); ok {
					if err := holds(name, o); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// makeNewer makes a case one of a version that is not known: newer DIR.
func makeNewer(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0])+"/case.db")
	ts.Check(err)
	_, err = db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`)
	ts.Check(err)
	ts.Check(db.Close())
}

// makeAlike gives the items of a case digests that begin alike: alike DIR.
func makeAlike(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0])+"/case.db")
	ts.Check(err)
	_, err = db.Exec(`UPDATE item SET digest = unhex('abcdefab' || id || printf('%055d', 0))`)
	ts.Check(err)
	ts.Check(db.Close())
}
