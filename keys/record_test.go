package keys

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Each case is the valid record with one thing changed.
func TestParseRecord(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString
	good := "p=" + rsa1024
	cases := []struct {
		name, record string
		state        State
		bits         int
		problem      string
	}{
		{"valid", "v=DKIM1; k=rsa; " + good, Usable, 1024, ""},
		{"no version", "k=rsa; " + good, Usable, 1024, ""},
		{"no algorithm", "v=DKIM1; " + good, Usable, 1024, ""},
		{"trailing semicolons", good + "; ;", Usable, 1024, ""},
		{"unknown tag", "x1 = extra; " + good, Usable, 1024, ""},
		{"algorithm in capitals", "k=RSA; " + good, Usable, 1024, ""},
		{"folded base64", "p=" + rsa1024[:20] + "\r\n\t " + rsa1024[20:], Usable, 1024, ""},
		{"no padding", "p=" + strings.TrimRight(rsa512, "="), Usable, 512, ""},
		{"text behind padding", "k=ed25519; p=" + ed256 + "2023", Usable, 256, `"2023" left out`},
		{"bare RSAPublicKey", "p=" + b64(bareRSA(768, 3)), Usable, 768, ""},
		{"384 bits", "p=" + spkiRSA(384), Usable, 384, ""},
		{"16384 bits", "p=" + spkiRSA(16384), Usable, 16384, ""},
		{"exponent 2^32+1", "p=" + b64(bareRSA(1024, 1<<32+1)), Usable, 1024, ""},
		{"ed25519", "k=ed25519; p=" + ed256, Usable, 256, ""},
		{"email", "s=web:email; " + good, Usable, 1024, ""},
		{"all services", "s=*; " + good, Usable, 1024, ""},
		{"revoked", "v=DKIM1; p=", Revoked, 0, ""},
		{"revoked with a blank", "v=DKIM1; p= ; t=s", Revoked, 0, ""},

		{"empty", "", Malformed, 0, "p= is missing"},
		{"no key", "v=DKIM1; k=rsa", Malformed, 0, "p= is missing"},
		{"capital P", "P=" + rsa1024, Malformed, 0, "p= is missing"},
		{"other version", "v=DKIM3; " + good, Malformed, 0, `v= "DKIM3"`},
		{"version in small letters", "v=dkim1; " + good, Malformed, 0, `v= "dkim1"`},
		{"version last", good + "; v=DKIM1", Malformed, 0, "first place"},
		{"no tag", "k=rsa; t; " + good, Malformed, 0, `"t" is not a tag`},
		{"bad tag name", "1k=rsa; " + good, Malformed, 0, "is not a tag"},
		{"tag twice", "k=rsa; k=rsa; " + good, Malformed, 0, "k= stands twice"},
		{"unknown algorithm", "k=foobar; " + good, Malformed, 0, `"foobar" is not supported`},
		{"other service", "s=chat; " + good, Malformed, 0, `"chat" does not allow mail`},
		{"not base64", "p=ab*d", Malformed, 0, "is not base64"},
		{"cut short", "p=" + rsa1024[:40], Malformed, 0, "no RSA key"},
		{"16385 bits", "p=" + spkiRSA(16385), Malformed, 0, "16385 bits"},
		{"exponent 1", "p=" + b64(bareRSA(1024, 1)), Malformed, 0, "exponent 1 "},
		{"even exponent", "p=" + b64(bareRSA(1024, 4)), Malformed, 0, "exponent 4 "},
		{"huge exponent", "p=" + b64(bareRSA(1024, 1<<40)), Malformed, 0, "exponent of 41 bits"},
		{"bytes behind the key", "p=" + b64(append(bareRSA(1024, 3), 0)), Malformed, 0, "1 bytes behind"},
		{"ed25519 as rsa", "p=" + b64(spki(oidEd25519, make([]byte, 32))), Malformed, 0, "of kind 1.3.101.112"},
		{"rsa as ed25519", "k=ed25519; " + good, Malformed, 0, "no Ed25519 key"},
		{"wrapped ed25519", "k=ed25519; p=" + b64(spki(oidEd25519, make([]byte, 32))), Malformed, 0, "wrapped"},
		{"short ed25519", "k=ed25519; p=" + b64(make([]byte, 31)), Malformed, 0, "31 bytes"},
		{"too long", "n=" + strings.Repeat("x", maxRecord), Malformed, 0, "over 65535 bytes"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			k := ParseRecord(c.record)
			if k.State != c.state || k.Bits != c.bits || !strings.Contains(k.Problem, c.problem) || (k.Problem == "") != (c.problem == "") {
				t.Errorf("%s, %d bits, %q; want %s, %d bits, %q", k.State, k.Bits, k.Problem, c.state, c.bits, c.problem)
			}
			if held := k.RSA != nil || k.Ed25519 != nil; held != (c.state == Usable) {
				t.Errorf("a public key is held: %v", held)
			}
		})
	}
}

func TestParseRecordEvenModulus(t *testing.T) {
	der := bareRSA(1024, 3)
	der[len(der)-4] = 0 // the last byte of the modulus, before 02 01 03
	if k := ParseRecord("p=" + base64.StdEncoding.EncodeToString(der)); !strings.Contains(k.Problem, "modulus is even") {
		t.Errorf("%s, %q", k.State, k.Problem)
	}
}

// Only a problem that loses nothing is said to be kept.
func TestProblemKept(t *testing.T) {
	b := readZone("s._domainkey.example.org. TXT \"k=ed25519; p=" + ed256 + "x\"\nt._domainkey.example.org. TXT \"p=*\"\n)")
	wantProblems(t, b, "left out", "is not base64", "a parenthesis")
	var kept []bool
	for _, p := range b.Problems {
		kept = append(kept, p.Kept)
	}
	wantEqual(t, "kept", kept, []bool{true, false, false})
}

func TestParseRecordTags(t *testing.T) {
	k := ParseRecord("v=DKIM1; h=SHA1 : sha256:; s=Email; t = y : s:new; g=jl*g; n=a%20note; p=" + rsa1024)
	wantEqual(t, "hashes", k.Hashes, []string{"sha1", "sha256"})
	wantEqual(t, "services", k.Services, []string{"email"})
	wantEqual(t, "g and n", []string{k.Granularity, k.Notes}, []string{"jl*g", "a%20note"})
	wantEqual(t, "flags", []bool{k.Testing, k.StrictIdentity}, []bool{true, true})
	wantEqual(t, "hash allowed", []bool{k.AllowsHash("sha256"), k.AllowsHash("sha512")}, []bool{true, false})

	k = ParseRecord("p=" + rsa1024)
	wantEqual(t, "any hash allowed", k.AllowsHash("sha512"), true)
	wantEqual(t, "g where none is given", k.Granularity, "*")
	wantEqual(t, "empty g", ParseRecord("g=; p="+rsa1024).Granularity, "")
}

// The records of a verifier's test suite, against what its cases expect.
func TestParseRecordOfSuite(t *testing.T) {
	text := mustRead(t, sharedFile(t, "dkim-perl-mail-dkim/t/FAKE_DNS.dat"))
	want := map[string]State{ // where not Usable
		"testbad1._domainkey.messiah.edu":                 Malformed, // DKIM3
		"testbad2._domainkey.messiah.edu":                 Malformed, // t without a value
		"testbad3._domainkey.messiah.edu":                 Malformed, // k=foobar
		"testbad4._domainkey.messiah.edu":                 Malformed, // s=chat
		"testrevoked._domainkey.messiah.edu":              Revoked,
		"2023-05-ed25519-empty._domainkey.wander.science": Malformed, // "" is no tag
		"invalid._domainkey.wander.science":               Malformed, // wrapped
	}
	count := 0
	for line := range strings.Lines(text) {
		name, record, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		count++
		k := ParseRecord(record)
		if state, odd := want[name]; odd && k.State != state || !odd && k.State != Usable {
			t.Errorf("%s: %s, %s", name, k.State, k.Problem)
		}
		if sha1 := name != "testbad7._domainkey.messiah.edu"; k.State == Usable && k.AllowsHash("sha1") != sha1 {
			t.Errorf("%s: sha1 allowed: %v", name, !sha1)
		}
	}
	if count < len(want) {
		t.Errorf("only %d records", count)
	}
}

// A key that was stored is the same key again, whatever bytes its record holds.
func TestStoredAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		record := string(rapid.SliceOfN(rapid.Byte(), 0, 80).Draw(t, "record"))
		if rapid.Bool().Draw(t, "good") {
			record = "v=DKIM1; n=" + strings.ReplaceAll(record, ";", "") + "; p=" + rsa1024
		}
		want := New("s._domainkey.example.org", record, Origin{Source: FromZone, File: "a.zone", Line: 3})
		again(t, want)
	})
}

func TestStoredAgainWithoutRecord(t *testing.T) {
	o := Origin{Source: FromDNS, Resolver: "192.0.2.53:53", Fetched: day("2026-11-24")}
	again(t, NewAbsent("a._domainkey.example.org", o))
	again(t, NewAlias("a._domainkey.example.org", "b.example.net", o))
	again(t, New("a._domainkey.example.org", "", o))
}

// sameRSA lets keys be compared that hold none.
var sameRSA = cmp.Comparer(func(a, b *rsa.PublicKey) bool {
	return a == b || a != nil && b != nil && a.Equal(b)
})

func again(t interface{ Fatalf(string, ...any) }, want Key) {
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var got Key
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	if d := cmp.Diff(want, got, sameRSA); d != "" {
		t.Fatalf("%s (-want +got):\n%s", b, d)
	}
}

func TestUnmarshalBroken(t *testing.T) {
	for _, s := range []string{`[]`, `{"record":"\\9"}`, `{"record":"\\256"}`, `{"record":"\\"}`} {
		if err := json.Unmarshal([]byte(s), new(Key)); err == nil {
			t.Errorf("%s is read without an error", s)
		}
	}
}

func FuzzParseRecord(f *testing.F) {
	f.Add("v=DKIM1; k=rsa; h=sha1:sha256; s=*; t=y; g=*; p=" + rsa1024)
	f.Add("k=ed25519; p=" + ed256)
	f.Add("v=DKIM1; p=")
	f.Fuzz(func(t *testing.T, record string) {
		k := New("s._domainkey.example.org", record, Origin{Source: FromZone})
		if (k.RSA != nil || k.Ed25519 != nil) != (k.State == Usable) {
			t.Errorf("%s with RSA %v, Ed25519 %v", k.State, k.RSA, k.Ed25519)
		}
		if k.Bits > MaxKeyBits || k.State == Malformed && k.Problem == "" {
			t.Errorf("%s, %d bits, %q", k.State, k.Bits, k.Problem)
		}
		again(t, k)
	})
}
