package dossier

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/internal/mailtest"
	"assay/judge"
	"assay/keys"
	"assay/sign"
)

const name = "k1._domainkey.press.example"

// key is a made-up key under a name, from a line of keys.zone.
func key(name string, bits, line int, tags string) keys.Key {
	return keys.New(name, mailtest.RSA(bits).Record(tags), keys.Origin{Source: keys.FromZone, File: "keys.zone", Line: line})
}

func fingerprint(bits int) string {
	return keys.ParseRecord(mailtest.RSA(bits).Record("")).Fingerprint
}

func of(all []keys.Key, acquired string, list ...keys.Exposed) *Dossier {
	return Of(name, all, keys.NewExposures(list, keys.NewSet(all).Lookup), acquired)
}

// TestKeys: records of one key are gathered, different ones are not, and the
// same key is found elsewhere.
func TestKeys(t *testing.T) {
	all := []keys.Key{
		key(name, 1024, 1, ""), key(name, 1024, 2, ""), key(name, 1024, 3, "t=y; "), key(name, 2048, 4, ""),
		keys.New(name, "v=DKIM1; p=", keys.Origin{File: "keys.zone", Line: 5}),
		key("k2._domainkey.press.example", 2048, 6, ""), key("k1._domainkey.council.example", 2048, 7, "t=s; "),
		key("k3._domainkey.press.example", 768, 8, ""),
		keys.NewAlias("a._domainkey.council.example", name, keys.Origin{File: "keys.zone", Line: 9}),
	}
	var got []string
	for _, k := range of(all, "").Keys {
		words := []string{string(k.State), k.Fingerprint[:min(12, len(k.Fingerprint))]}
		for _, o := range k.Origins {
			words = append(words, o.Text)
		}
		for _, a := range k.Also {
			words = append(words, a.Name)
		}
		got = append(got, strings.Join(words, " "))
	}
	f1, f2 := fingerprint(1024)[:12], fingerprint(2048)[:12]
	want := []string{
		"usable " + f1 + " keys.zone:1 keys.zone:2 a._domainkey.council.example",
		"usable " + f1 + " keys.zone:3 a._domainkey.council.example",
		"usable " + f2 + " keys.zone:4 a._domainkey.council.example k1._domainkey.council.example k2._domainkey.press.example",
		"revoked  keys.zone:5",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// signed is the record of a mail with one signature that calls for the name.
func signed(item, date, at string, result sign.Result, header sign.Match, bits int) *judge.Record {
	s := sign.Signature{Kind: sign.DKIM, Domain: "press.example", Selector: "K1", Result: result, Header: header}
	if at != "" {
		s.SignedAt = &at
	}
	if bits > 0 {
		s.Key = &sign.KeyShown{Bits: bits, Fingerprint: fingerprint(bits)}
	}
	return &judge.Record{Item: item, Date: date, Signatures: []sign.Signature{s}}
}

// TestCalls counts what becomes of signatures, and takes times from t= where
// it is one, else from Date.
func TestCalls(t *testing.T) {
	d := of([]keys.Key{key(name, 1024, 1, ""), key(name, 2048, 2, "")}, "")
	for _, r := range []*judge.Record{
		signed("a", "2017-04-21T09:00:00+02:00", "2017-04-21T07:00:30Z", sign.Pass, sign.Matches, 2048),
		signed("b", "2017-04-20T09:00:00+02:00", "", sign.Policy, sign.Matches, 1024),
		signed("c", "2017-04-22T09:00:00+02:00", "292277026596-12-04T15:30:08Z", sign.Fail, sign.Matches, 2048),
		signed("d", "", "2017-05-01T00:00:00Z", sign.Fail, sign.Mismatches, 1024),
		signed("e", "not a date", "", sign.PermError, "", 0),
		signed("f", "2017-04-21T09:00:00+02:00", "", sign.TempError, sign.NoKey, 0),
		{Item: "g", Date: "1999-01-01T00:00:00Z", Signatures: []sign.Signature{{Domain: "press.example", Selector: "k2"}, {Domain: "example", Selector: "k1"}}},
	} {
		d.Add(r)
	}
	want := Calls{All: 6, Hold: 2, Fail: 2, Unjudged: 2,
		First: &Moment{"2017-04-20T09:00:00+02:00", BySender, "b"}, Last: &Moment{"2017-05-01T00:00:00Z", BySigner, "d"},
		FirstDate: &Moment{"2017-04-20T09:00:00+02:00", BySender, "b"}, LastDate: &Moment{"2017-04-22T09:00:00+02:00", BySender, "c"}}
	if diff := cmp.Diff(want, d.Signatures); diff != "" {
		t.Error(diff)
	}
	for i := range d.Keys { // failures of both halves belong to no key
		k := &d.Keys[i]
		got := [3]int{k.Signatures.All, k.Signatures.Hold, k.Signatures.Fail}
		if want := map[int][3]int{1024: {1, 1, 0}, 2048: {2, 1, 1}}[k.Bits]; got != want {
			t.Errorf("%d bits: %v, want %v", k.Bits, got, want)
		}
	}
}

// TestSeals: a seal calls for its own key, and a weak or exposed one holds.
func TestSeals(t *testing.T) {
	for name, test := range map[string]struct {
		shown sign.ARCShown
		want  Calls
	}{
		"passes":     {sign.ARCShown{SealResult: sign.Pass, Seal: sign.Matches}, Calls{All: 1, Hold: 1, Seals: 1}},
		"weak":       {sign.ARCShown{SealResult: sign.PermError, Seal: sign.Matches, SealKey: &sign.KeyShown{Bits: 768}}, Calls{All: 1, Hold: 1, Seals: 1}},
		"exposed":    {sign.ARCShown{SealResult: sign.PermError, Seal: sign.Matches, SealKey: &sign.KeyShown{Bits: 2048, Exposed: &keys.Exposure{}}}, Calls{All: 1, Hold: 1, Seals: 1}},
		"unfit":      {sign.ARCShown{SealResult: sign.PermError, Seal: sign.Matches, SealKey: &sign.KeyShown{Bits: 2048}}, Calls{All: 1, Unjudged: 1, Seals: 1}},
		"altered":    {sign.ARCShown{SealResult: sign.Fail, Seal: sign.Mismatches}, Calls{All: 1, Fail: 1, Seals: 1}},
		"without it": {sign.ARCShown{SealResult: sign.TempError, Seal: sign.NoKey}, Calls{All: 1, Unjudged: 1, Seals: 1}},
	} {
		test.shown.Sealer, test.shown.SealSelector = "press.example", "k1"
		d := of(nil, "")
		d.Add(&judge.Record{Signatures: []sign.Signature{{Kind: sign.ARC, Domain: "other.example", Selector: "k1", ARCShown: &test.shown}}})
		if diff := cmp.Diff(test.want, d.Signatures); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestSays: what a key does to conclusions, as judge has it.
func TestSays(t *testing.T) {
	line := keys.Exposed{Key: name, Since: "2018-06-01", File: "exposed.tsv", Line: 1}
	for test, c := range map[string]struct {
		key      keys.Key
		acquired string
		list     []keys.Exposed
		want     string
		not      string
	}{
		"2,048 bits":         {key(name, 2048, 1, ""), "", nil, "What it signed counts.", "limit"},
		"1,024 bits":         {key(name, 1024, 1, ""), "", nil, "limit key-1024", "never"},
		"768 bits":           {key(name, 768, 1, ""), "", nil, "never verified", "counts"},
		"512 bits":           {key(name, 512, 1, ""), "1990-01-01", nil, "nothing that it signed counts", "--acquired"},
		"exposed":            {key(name, 2048, 1, ""), "", []keys.Exposed{line}, "since 2018-06-01. When the leak was in hand is not known, so nothing", "later"},
		"exposed, too late":  {key(name, 2048, 1, ""), "2018-06-01", []keys.Exposed{line}, "on 2018-06-01, which is not before, so nothing", "later"},
		"exposed, in time":   {key(name, 2048, 1, ""), "2018-05-31", []keys.Exposed{line}, "so what it signed counts (limit key-exposed-later)", "nothing"},
		"768 bits, in time":  {key(name, 768, 1, ""), "2018-05-31", []keys.Exposed{line}, "never verified", "counts"},
		"768 bits, too late": {key(name, 768, 1, ""), "2018-06-01", []keys.Exposed{line}, "nothing that it signed counts", "later"},
		"testing":            {key(name, 2048, 1, "t=y; "), "", nil, "key-testing", "t=s"},
		"strict":             {key(name, 2048, 1, "t=s; "), "", nil, "t=s", "key-testing"},
		"one hash":           {key(name, 2048, 1, "h=sha1; "), "", nil, "no hash but sha1", "t=s"},
		"recovered":          {keys.New(name, mailtest.RSA(2048).Record(""), keys.Origin{Recovered: true}), "", nil, "key-recovered", "key-seen"},
		"today":              {keys.New(name, mailtest.RSA(2048).Record(""), keys.Origin{Source: keys.FromDNS}), "", nil, "key-seen-today-only", "recovered"},
		"a window":           {keys.New(name, mailtest.RSA(2048).Record(""), keys.Origin{SeenFrom: "2017-01-01", SeenTo: "2017-02-01"}), "", nil, "key-outside-window", "recovered"},
		"revoked":            {keys.New(name, "p=", keys.Origin{}), "", nil, "withdrawn", "counts."},
		"malformed":          {keys.New(name, "p=!", keys.Origin{}), "", nil, "checks nothing: p=", "counts"},
		"absent":             {keys.NewAbsent(name, keys.Origin{}), "", nil, "no such record", "counts"},
		"alias":              {keys.NewAlias(name, "k.example.net", keys.Origin{}), "", nil, "looked for under k.example.net", "counts"},
	} {
		d := of([]keys.Key{c.key}, c.acquired, c.list...)
		d.End()
		if len(d.Keys) != 1 {
			t.Errorf("%s: %d keys", test, len(d.Keys))
			continue
		}
		said := strings.Join(d.Keys[0].Says, " ")
		if !strings.Contains(said, c.want) || strings.Contains(said, c.not) {
			t.Errorf("%s: %q, want %q and not %q", test, said, c.want, c.not)
		}
	}
}

// TestKnown: a name is known by a key, a signature or a list.
func TestKnown(t *testing.T) {
	if of([]keys.Key{key("k2._domainkey.press.example", 2048, 1, "")}, "").Known() {
		t.Error("a key of another name makes the name known")
	}
	for what, d := range map[string]*Dossier{
		"a key":  of([]keys.Key{key(name, 2048, 1, "")}, ""),
		"a list": of(nil, "", keys.Exposed{Key: name, Since: "2018-06-01"}),
	} {
		if !d.Known() {
			t.Errorf("%s does not make the name known", what)
		}
	}
	d := of(nil, "")
	d.Add(signed("a", "", "", sign.TempError, sign.NoKey, 0))
	if d.End(); !d.Known() || len(d.Says) != 1 || !strings.Contains(d.Says[0], "so 1 signature cannot be judged") {
		t.Errorf("%q", d.Says)
	}
}
