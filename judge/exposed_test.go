package judge_test

import (
	"strings"
	"testing"

	"assay/internal/mailtest"
	"assay/item"
	"assay/judge"
	"assay/keys"
	"assay/sign"
)

// exposing judges a mail with a list of exposed keys and a day on which the
// leak was in hand.
func (m *mail) exposing(t *testing.T, acquired string, list ...keys.Exposed) *judge.Record {
	t.Helper()
	raw, set := m.bytes(), m.keys()
	j := &judge.Judge{Keys: set.Lookup, Trust: m.trust, Now: examined,
		Exposed: keys.NewExposures(list, set.Lookup).Of, Acquired: acquired}
	r, err := j.Item(item.Sum(raw), item.IDOfBytes, facts(t, raw), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fingerprint of a made-up key.
func fingerprint(bits int) string {
	return keys.ParseRecord(mailtest.RSA(bits).Record("")).Fingerprint
}

// TestExposed starts from a verified mail and exposes its key.
func TestExposed(t *testing.T) {
	name := func(since string) keys.Exposed {
		return keys.Exposed{Key: "k1._domainkey.press.example", Since: since, File: "exposed.tsv", Line: 3}
	}
	shown := func(bits int) keys.Exposed { return keys.Exposed{Key: fingerprint(bits), Since: "2018-06-01"} }
	elsewhere := keys.Exposed{Key: "k1._domainkey.seal.example", Since: "2018-06-01"} // the same public key
	nothing := func(*mail) {}
	const id = "dkim/exposed-key"
	for test, c := range map[string]struct {
		change   func(*mail)
		acquired string
		list     []keys.Exposed
		want     outcome
	}{
		"no list":                      {nothing, "", nil, want(verified, "", "dkim/author-signed")},
		"another key":                  {nothing, "", []keys.Exposed{shown(1024)}, want(verified, "", "dkim/author-signed")},
		"another name":                 {nothing, "", []keys.Exposed{{Key: "k2._domainkey.press.example", Since: "2018-06-01"}}, want(verified, "", "dkim/author-signed")},
		"acquired unknown":             {nothing, "", []keys.Exposed{name("2018-06-01")}, want(undetermined, "key-exposed", id)},
		"acquired before":              {nothing, "2018-05-31", []keys.Exposed{name("2018-06-01")}, want(verified, "key-exposed-later", "dkim/author-signed")},
		"acquired that day":            {nothing, "2018-06-01", []keys.Exposed{name("2018-06-01")}, want(undetermined, "key-exposed", id)},
		"acquired after":               {nothing, "2018-06-02", []keys.Exposed{name("2018-06-01")}, want(undetermined, "key-exposed", id)},
		"the earlier of two lines":     {nothing, "2018-05-31", []keys.Exposed{name("2018-06-01"), name("2018-05-01")}, want(undetermined, "key-exposed", id)},
		"t= after the acquisition":     {func(m *mail) { m.by.Tags = "t=1525000000; " }, "2018-04-25", []keys.Exposed{name("2018-06-01")}, want(undetermined, "date-at-odds key-exposed", id)}, // 2018-04-29
		"t= about the acquisition":     {func(m *mail) { m.by.Tags = "t=1525000000; " }, "2018-04-27", []keys.Exposed{name("2018-06-01")}, want(verified, "date-at-odds key-exposed-later", "dkim/author-signed")},
		"Date after the acquisition":   {nothing, "2017-04-17", []keys.Exposed{name("2018-06-01")}, want(undetermined, "key-exposed", id)}, // 2017-04-21
		"Date about the acquisition":   {nothing, "2017-04-19", []keys.Exposed{name("2018-06-01")}, want(verified, "key-exposed-later", "dkim/author-signed")},
		"by fingerprint":               {nothing, "", []keys.Exposed{shown(2048)}, want(undetermined, "key-exposed", id)},
		"under another name":           {nothing, "", []keys.Exposed{elsewhere}, want(undetermined, "key-exposed", id)},
		"under another name, before":   {nothing, "2018-05-31", []keys.Exposed{elsewhere}, want(verified, "key-exposed-later", "dkim/author-signed")},
		"t= before the exposure":       {func(m *mail) { m.by.Tags = "t=1492759953; " }, "", []keys.Exposed{name("2018-06-01")}, want(undetermined, "key-exposed", id)},
		"exposed, and a field open":    {func(m *mail) { m.by.Fields = mailtest.Without("subject") }, "", []keys.Exposed{shown(2048)}, want(undetermined, "key-exposed subject-unsigned", id)},
		"exposed, and the body other":  {afterwards("Monday", "Tuesday"), "", []keys.Exposed{shown(2048)}, want(undetermined, "", "dkim/body-changed")},
		"512 bits, acquired long ago":  {func(m *mail) { m.by.Key = mailtest.RSA(512) }, "1990-01-01", nil, want(undetermined, "key-exposed key-under-1024", id)},
		"512 bits, listed later":       {func(m *mail) { m.by.Key = mailtest.RSA(512) }, "2018-05-31", []keys.Exposed{name("2018-06-01")}, want(undetermined, "key-exposed key-under-1024", id)},
		"768 bits, listed later":       {func(m *mail) { m.by.Key = mailtest.RSA(768) }, "2018-05-31", []keys.Exposed{name("2018-06-01")}, want(undetermined, "key-exposed-later key-under-1024", "dkim/weak-key")},
		"768 bits, listed":             {func(m *mail) { m.by.Key = mailtest.RSA(768) }, "", []keys.Exposed{name("2018-06-01")}, want(undetermined, "key-exposed key-under-1024", id)},
		"a stranger's":                 {func(m *mail) { m.by.Domain = "stranger.example" }, "", []keys.Exposed{shown(2048)}, want(undetermined, "key-exposed", id)},
		"a relay's":                    {func(m *mail) { m.by.Domain, m.trust = "lists.example", []string{"lists.example"} }, "", []keys.Exposed{shown(2048)}, want(undetermined, "key-exposed", id)},
		"a relay's, acquired before":   {func(m *mail) { m.by.Domain, m.trust = "lists.example", []string{"lists.example"} }, "2018-01-01", []keys.Exposed{shown(2048)}, want(corroborated, "key-exposed-later relayed-not-authored", "dkim/relayed")},
		"Ed25519 named":                {func(m *mail) { m.by.Key = mailtest.Ed25519 }, "", []keys.Exposed{name("2018-06-01")}, want(undetermined, "key-exposed", id)},
		"a signature that has no keys": {afterwards(" s=k1;", " s=k2;"), "", []keys.Exposed{{Key: "k2._domainkey.press.example", Since: "2018-06-01"}}, want(undetermined, "", "dkim/no-key")},
	} {
		t.Run(test, func(t *testing.T) {
			m := newMail()
			c.change(m)
			check(t, m.exposing(t, c.acquired, c.list...), c.want)
		})
	}
}

// TestExposedShown: the signature itself says policy, and why.
func TestExposedShown(t *testing.T) {
	line := keys.Exposed{Key: fingerprint(2048), Since: "2018-06-01", File: "exposed.tsv", Line: 3, By: "the provider"}
	s := newMail().exposing(t, "", line).Signatures[0]
	if s.Result != sign.Policy || !s.Holds() || !strings.Contains(s.Reason, "public since 2018-06-01, says exposed.tsv:3 (the provider)") {
		t.Errorf("%s: %s", s.Result, s.Reason)
	}
	want := keys.Exposure{Since: "2018-06-01", Why: "exposed.tsv:3 (the provider)"}
	if s.Key.Exposed == nil || *s.Key.Exposed != want || s.Key.Fingerprint != line.Key {
		t.Errorf("key %+v", s.Key)
	}
	s = newMail().exposing(t, "2018-01-01", line).Signatures[0]
	if s.Result != sign.Pass || s.Key.Exposed == nil {
		t.Errorf("%s under %+v", s.Result, s.Key)
	}
}

// TestExposedSealer: neither seal nor message signature of a trusted sealer
// vouches under a key that others had.
func TestExposedSealer(t *testing.T) {
	seal := keys.Exposed{Key: "k1._domainkey.seal.example", Since: "2018-06-01"}
	for name, test := range map[string]struct {
		acquired string
		list     []keys.Exposed
		want     outcome
		chain    string
	}{
		"no list":   {"", nil, want(corroborated, "sealed-not-signed", "arc/sealed"), sign.ChainPass},
		"exposed":   {"", []keys.Exposed{seal}, want(undetermined, "key-exposed", "arc/seal-insufficient"), sign.ChainFail},
		"before":    {"2018-05-31", []keys.Exposed{seal}, want(corroborated, "key-exposed-later sealed-not-signed", "arc/sealed"), sign.ChainPass},
		"older":     {"2016-06-01", []keys.Exposed{seal}, want(undetermined, "key-exposed", "arc/seal-insufficient"), sign.ChainFail},
		"that day":  {"2018-06-01", []keys.Exposed{seal}, want(undetermined, "key-exposed", "arc/seal-insufficient"), sign.ChainFail},
		"other key": {"", []keys.Exposed{{Key: fingerprint(1024), Since: "2018-06-01"}}, want(corroborated, "sealed-not-signed", "arc/sealed"), sign.ChainPass},
	} {
		t.Run(name, func(t *testing.T) {
			r := sealed().exposing(t, test.acquired, test.list...)
			check(t, r, test.want)
			if got := r.Signatures[0]; got.Chain != test.chain || (got.SealResult == sign.Pass) != (test.chain == sign.ChainPass) {
				t.Errorf("chain %s, seal %s", got.Chain, got.SealResult)
			}
		})
	}
}

// TestExposedSealAlone: the seal and the message signature of a set may be under
// different keys; either one bars.
func TestExposedSealAlone(t *testing.T) {
	for _, part := range []string{"ARC-Seal: i=1;", "ARC-Message-Signature: i=1;"} {
		for _, exposed := range []bool{false, true} {
			m := sealed()
			raw := m.bytes()
			f := facts(t, raw)
			set := &f.Sign.Signatures[0]
			list := []keys.Key{keys.New("k1._domainkey.seal.example", mailtest.RSA(2048).Record(""), keys.Origin{})}
			list = append(list, keys.New("k2._domainkey.seal.example", mailtest.RSA(2048).Record(""), keys.Origin{}))
			if strings.HasPrefix(part, "ARC-Seal") {
				set.ARCSet.Selector = "k2"
			} else {
				set.Selector = "k2"
			}
			// By name alone, as if the two were different keys.
			j := &judge.Judge{Keys: keys.NewSet(list).Lookup, Trust: m.trust, Now: examined, Exposed: func(k *keys.Key) (keys.Exposure, bool) {
				return keys.Exposure{Since: "2018-06-01", Why: "a test"}, exposed && k.Name == "k2._domainkey.seal.example"
			}}
			r, err := j.Item(item.Sum(raw), item.IDOfBytes, f, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := r.Conclusion == corroborated; got == exposed {
				t.Errorf("%s exposed %v: %s", part, exposed, r.Conclusion)
			}
		}
	}
}

// TestExposedAuthorSealed: a trusted sealer saw a signature of the author's
// domain pass. Under a key that was public by then that says nothing.
func TestExposedAuthorSealed(t *testing.T) {
	for name, test := range map[string]struct {
		bits   int
		sealAt int64
		want   outcome
	}{
		"before":         {1024, 1525000000, want(corroborated, "sealed-not-signed", "arc/sealed")}, // 2018-04-29
		"after":          {1024, 1530000000, want(undetermined, "key-1024 key-exposed", "arc/seal-insufficient")},
		"no time":        {1024, 0, want(undetermined, "key-1024 key-exposed", "arc/seal-insufficient")},
		"factorable":     {512, 1525000000, want(undetermined, "key-exposed key-under-1024", "arc/seal-insufficient")},
		"weak, no list":  {768, 1530000000, want(corroborated, "sealed-not-signed", "arc/sealed")},
		"another's sign": {1023, 1530000000, want(corroborated, "sealed-not-signed", "arc/sealed")},
	} {
		t.Run(name, func(t *testing.T) {
			m := sealed()
			m.by = mailtest.Signature{Key: mailtest.RSA(test.bits &^ 1), Domain: "press.example", Selector: "k1"}
			if test.bits == 1023 {
				m.by.Key, m.by.Domain = mailtest.RSA(1024), "stranger.example"
			}
			raw, set := m.bytes(), m.keys()
			f := facts(t, raw)
			for i := range f.Sign.Signatures {
				if a := f.Sign.Signatures[i].ARCSet; a != nil {
					a.SealAt = test.sealAt
				}
			}
			j := &judge.Judge{Keys: set.Lookup, Trust: m.trust, Now: examined,
				Exposed: keys.NewExposures([]keys.Exposed{{Key: fingerprint(1024), Since: "2018-06-01"}}, set.Lookup).Of}
			r, err := j.Item(item.Sum(raw), item.IDOfBytes, f, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			check(t, r, test.want)
		})
	}
}
