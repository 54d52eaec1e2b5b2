package keys

import (
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func pemPublicKey(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

// Each file stands in the folder root alone, and means the same key.
func TestFolderNames(t *testing.T) {
	genkey := "s\tIN\tTXT\t( \"v=DKIM1; h=sha256; k=rsa; \"\n\t  \"p=" + rsa1024[:50] + "\"\n\t  \"" + rsa1024[50:] + "\" )"
	genkey = strings.Replace(genkey, "s", "s._domainkey", 1)
	rspamd := strings.ReplaceAll(genkey, "\t", " ") + " ;\n"
	public := pemPublicKey("PUBLIC KEY", spki(oidRSA, bareRSA(1024, 65537)))
	record := "v=DKIM1; k=rsa; p=" + rsa1024 + "\n"
	for name, c := range map[string]struct {
		file, content string
		source        Source
		note          string
	}{
		"opendkim":          {"other.org/s.txt", genkey + "  ; ----- DKIM key s for example.org\n", FromFolder, "domain from the comment"},
		"no comment":        {"example.org/s.txt", genkey, FromFolder, "domain from the folder"},
		"other file name":   {"Example.ORG/dkim.txt", genkey, FromFolder, "domain from the folder"},
		"rspamd":            {"dkim/example.org.s.pub", rspamd, FromFolder, "domain from the file name"},
		"rspamd .key":       {"dkim/example.org.s.key", rspamd, FromFolder, "domain from the file name"},
		"at the top":        {"example.org.s.txt", rspamd, FromFolder, "domain from the file name"},
		"complete name":     {"a/b.txt", strings.Replace(genkey, "_domainkey", "_domainkey.example.org.", 1), FromZone, ""},
		"PEM, opendkim":     {"example.org/s.pem", public, FromPEM, "name from the folder and file name, record made from a PEM public key"},
		"PEM, rspamd":       {"dkim.d/example.org.s.pub", public, FromPEM, "name from the file name, record made from a PEM public key"},
		"PEM, both":         {"example.org/example.org.s.pub", public, FromPEM, "name from the file name, record made from a PEM public key"},
		"PEM, PKCS#1":       {"example.org/s", pemPublicKey("RSA PUBLIC KEY", bareRSA(1024, 65537)), FromPEM, "name from the folder and file name, record made from a PEM public key"},
		"record alone":      {"example.org/s.txt", record, FromFolder, "name from the folder and file name"},
		"record in marks":   {"example.org/s.dns", `"` + strings.TrimSpace(record) + `"`, FromFolder, "name from the folder and file name"},
		"private beside it": {"example.org/s.pem", pemPublicKey("RSA PRIVATE KEY", nil) + public, FromPEM, "name from the folder and file name, record made from a PEM public key"},
	} {
		t.Run(name, func(t *testing.T) {
			b := readText(c.file, c.content)
			wantProblems(t, b)
			if len(b.Keys) != 1 {
				t.Fatalf("%d keys", len(b.Keys))
			}
			k := b.Keys[0]
			wantEqual(t, "key", []any{k.Name, k.Bits, k.Origin.File}, []any{"s._domainkey.example.org", 1024, "root/" + c.file})
			wantEqual(t, "origin", []any{k.Origin.Source, k.Origin.Note}, []any{c.source, c.note})
		})
	}
}

func TestFolderEd25519PEM(t *testing.T) {
	raw := []byte(strings.Repeat("k", 32))
	b := readText("example.org/s.pub", pemPublicKey("PUBLIC KEY", spki(oidEd25519, raw)))
	wantProblems(t, b)
	wantEqual(t, "keys", briefs(b.Keys), []brief{{"s._domainkey.example.org", Usable, 256, 0}})
	wantEqual(t, "record", b.Keys[0].Record, "v=DKIM1; k=ed25519; p="+ed256)
}

func TestFolderPrivateAndOther(t *testing.T) {
	private := pemPublicKey("PRIVATE KEY", []byte("x"))
	record := "v=DKIM1; p=" + rsa512
	fsys := fstest.MapFS{
		"example.org/a.private":     {Data: []byte(private)}, // its public half stands beside it
		"example.org/a.txt":         {Data: []byte(record)},
		"example.org/b.private":     {Data: []byte(private)},
		"dkim/example.net.c.key":    {Data: []byte(private)},
		"dkim/example.net.c.pub":    {Data: []byte(record)},
		"dkim/nobody.pub":           {Data: []byte(record)},
		"dkim/broken.example.d.pub": {Data: []byte("-----BEGIN PUBLIC KEY-----\n***")},
		"KeyTable":                  {Data: []byte("a example.org:a:/etc/dkim/example.org/a.private\n")},
		"README.txt":                {Data: []byte("Put the TXT record into DNS.\nThe TXT record is in the folder.\n")},
		"settings.json":             {Data: []byte(`{"selector": "a"}`)},
		"picture.png":               {Data: []byte("\x89PNG\x00\x00 IN TXT \"p=\"")},
		"empty":                     {},
		"link":                      {Mode: fs.ModeSymlink, Data: []byte("KeyTable")},
	}
	b := ReadFolder(fsys, "root")
	wantProblems(t, b,
		"root/dkim/broken.example.d.pub: the PEM public key cannot be read",
		"root/dkim/nobody.pub: whose key this is cannot be told",
		"root/link: is not followed",
		"root/example.org/b.private: holds a private key, which is not read",
	)
	wantEqual(t, "skipped", b.Skipped, 5)
	wantEqual(t, "keys", briefs(b.Keys), []brief{
		{"c._domainkey.example.net", Usable, 512, 0},
		{"a._domainkey.example.org", Usable, 512, 0},
	})
}

func TestFolderDepth(t *testing.T) {
	deep := strings.Repeat("a/", maxFolderDepth)
	b := ReadFolder(fstest.MapFS{
		deep + "example.org.a.txt":   {Data: []byte("p=")},
		deep + "b/example.org.b.txt": {Data: []byte("p=")},
	}, "root")
	wantProblems(t, b, "is not read: more than 16 folders deep")
	wantEqual(t, "keys", len(b.Keys), 1)
}

func TestReadPaths(t *testing.T) {
	dir := t.TempDir()
	put := func(name, content string) string {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	record := put("keys/example.org/s.txt", "v=DKIM1; p="+rsa512)
	secret := put("example.org/outside.txt", "v=DKIM1; p="+rsa512)
	if err := os.Symlink(secret, filepath.Join(dir, "keys", "example.org", "outside.txt")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	for name, c := range map[string]struct {
		path    string
		keys    int
		problem []string
	}{
		"folder":       {filepath.Join(dir, "keys"), 1, []string{"keys/example.org/outside.txt: is not followed"}},
		"file":         {record, 1, nil},
		"private key":  {put("p.key", pemPublicKey("PRIVATE KEY", nil)), 0, []string{"p.key: holds a private key"}},
		"no key file":  {put("p.png", "\x89PNG\x00"), 0, []string{"p.png: is no zone file"}},
		"empty":        {put("empty", ""), 0, []string{"empty: is no zone file"}},
		"no key in it": {put("spf.zone", `example.org. IN TXT "v=spf1 -all"`), 0, []string{"spf.zone: holds no key record"}},
		"prose":        {put("prose", "A text."), 0, []string{`prose:1: no record type: "text."`}},
		"other JSON":   {put("other.json", `["a"]`), 0, []string{"other.json:1: "}},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := Read(c.path)
			if err != nil {
				t.Fatal(err)
			}
			wantProblems(t, b, c.problem...)
			wantEqual(t, "keys", len(b.Keys), c.keys)
		})
	}
	if _, err := Read(filepath.Join(dir, "missing")); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "missing") {
		t.Errorf("a missing file gives %v", err)
	}
}

func TestDigest(t *testing.T) {
	const text = "s._domainkey.example.org. TXT \"p=\"\n"
	b := readText("a.zone", text)
	// sha256sum of the line above
	wantEqual(t, "digest", b.Keys[0].Origin.Digest, "sha256:d5b250d7fe7825fc01f226e661973be7d901c28abbbf5a1160182846344216bb")
}

func TestBounds(t *testing.T) {
	zoneOf := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i) + "\n")
		}
		return b.String()
	}
	t.Run("size", func(t *testing.T) {
		text := zoneOf(3, func(i int) string { return fmt.Sprintf("s%d._domainkey.example.org. TXT \"p=\"", i) })
		for _, c := range []struct{ size, keys, problems int }{{len(text), 3, 0}, {len(text) - 1, 2, 1}, {3, 0, 1}} {
			col := newCollector()
			col.maxFile = int64(c.size)
			col.readFile(strings.NewReader(text), "a.zone", place{}, true)
			b := col.done()
			if len(b.Keys) != c.keys || len(b.Problems) != c.problems {
				t.Errorf("at %d bytes: %d keys, problems %q", c.size, len(b.Keys), problems(b))
			}
		}
	})
	t.Run("keys", func(t *testing.T) {
		b := readZone(zoneOf(maxKeys+2, func(i int) string { return fmt.Sprintf("s%d._domainkey.example.org. TXT \"p=\"", i) }))
		wantProblems(t, b, "2 keys are left out: more than 50000")
		wantEqual(t, "keys", len(b.Keys), maxKeys)
	})
	t.Run("keys of a name", func(t *testing.T) {
		b := readZone(zoneOf(maxPerName+3, func(int) string { return "s._domainkey.example.org. TXT \"p=\"" }))
		wantProblems(t, b, "3 keys are left out: more than 64 under one name")
		wantEqual(t, "keys", len(b.Keys), maxPerName)
	})
	t.Run("problems", func(t *testing.T) {
		b := readZone(zoneOf(maxProblems+4, func(int) string { return ")" }))
		wantEqual(t, "problems", len(b.Problems), maxProblems+1)
		wantEqual(t, "last", b.Problems[maxProblems].What, "4 more problems are not listed beside the first 1000")
	})
}

// failing is a disk that breaks behind some bytes.
type failing struct{ r *strings.Reader }

func (f failing) Read(p []byte) (int, error) {
	if n, _ := f.r.Read(p); n > 0 {
		return n, nil
	}
	return 0, errors.New("input/output error")
}

func TestReadError(t *testing.T) {
	line := "s._domainkey.example.org. TXT \"p=\"\n"
	text := line + strings.Repeat("; a comment\n", peekSize/10)
	c := newCollector()
	c.readFile(failing{strings.NewReader(text)}, "a.zone", place{}, true)
	b := c.done()
	wantProblems(t, b, "a.zone: the rest is not read: input/output error")
	wantEqual(t, "keys", len(b.Keys), 1)
	if d := cmp.Diff("", b.Keys[0].Origin.Digest); d != "" {
		t.Errorf("a digest of half a file: %s", d)
	}
}
