package judge_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/internal/mailtest"
	"assay/judge"
	"assay/keys"
)

// value finds the value of the author's signature.
var value = regexp.MustCompile(`(?m)^\tbh=[^;]*; b=([A-Za-z0-9+/=]+)`)

// TestWitnesses: a sealer's word on a signature counts where the sealer is
// trusted, all that it says is intact, and it is this signature that is meant.
func TestWitnesses(t *testing.T) {
	covering := append(mailtest.Without(), "dkim-signature", "dkim-signature")
	good := mailtest.Signature{Key: mailtest.RSA(2048), Domain: "seal.example", Selector: "k1", Fields: covering}
	type input struct {
		sealer  mailtest.Signature
		results string // PREFIX is the beginning of the value
		sent    func(string) string
		double  bool // a second signature of the same name
		trust   []string
		origin  keys.Origin // of the sealer's key
	}
	results := func(text string) func(*input) { return func(in *input) { in.results = text } }
	for name, test := range map[string]struct {
		change func(*input)
		want   []judge.Witness
	}{
		"nothing":                   {func(*input) {}, []judge.Witness{{0, "seal.example"}}},
		"not trusted":               {func(in *input) { in.trust = []string{"other.example"} }, nil},
		"no prefix":                 {results("dkim=pass header.d=press.example header.s=k1"), []judge.Witness{{0, "seal.example"}}},
		"no prefix, two of a name":  {func(in *input) { in.double = true; results("dkim=pass header.d=press.example header.s=k1")(in) }, nil},
		"prefix, two of a name":     {func(in *input) { in.double = true }, []judge.Witness{{1, "seal.example"}}},
		"by i=":                     {results("dkim=pass header.i=@press.example header.s=k1 header.b=PREFIX"), []judge.Witness{{0, "seal.example"}}},
		"by i= of another":          {results("dkim=pass header.i=@stranger.example header.s=k1 header.b=PREFIX"), nil},
		"short prefix":              {results("dkim=pass header.d=press.example header.s=k1 header.b=SHORT"), nil},
		"another prefix":            {results("dkim=pass header.d=press.example header.s=k1 header.b=AAAAAAAA"), nil},
		"fail":                      {results("dkim=fail header.d=press.example header.s=k1 header.b=PREFIX"), nil},
		"another domain":            {results("dkim=pass header.d=stranger.example header.s=k1 header.b=PREFIX"), nil},
		"another selector":          {results("dkim=pass header.d=press.example header.s=k2 header.b=PREFIX"), nil},
		"no selector":               {results("dkim=pass header.d=press.example header.b=PREFIX"), nil},
		"DMARC alone":               {results("dmarc=pass header.from=press.example"), nil},
		"DKIM-Signature uncovered":  {func(in *input) { in.sealer.Fields = nil }, nil},
		"changed body":              {func(in *input) { in.sent = replacing("Monday", "Tuesday") }, nil},
		"another signature instead": {func(in *input) { in.sent = replacing("DKIM-Signature: v=1;", "DKIM-Signature: v=1; x=9;") }, nil},
		"changed results": {func(in *input) {
			results("dkim=fail header.d=press.example header.s=k1 header.b=PREFIX")(in)
			in.sent = replacing("dkim=fail", "dkim=pass")
		}, nil},
		"unsigned results":         {func(in *input) { in.sent = replacing("ARC-Authentication-Results: i=1;", "Authentication-Results:") }, nil},
		"sealer's key of the leak": {func(in *input) { in.origin = keys.Origin{Source: keys.FromLeak, Agree: 9} }, nil},
		"sealer's key anchored":    {func(in *input) { in.origin = keys.Origin{Source: keys.FromLeak, Anchors: []string{"mail"}} }, []judge.Witness{{0, "seal.example"}}},
		"sealer's key weak":        {func(in *input) { in.sealer.Key = mailtest.RSA(512) }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			in := input{sealer: good, trust: []string{"seal.example"}, sent: func(s string) string { return s },
				results: "dkim=pass header.d=press.example header.s=k1 header.b=PREFIX"}
			test.change(&in)
			by := newMail().by
			raw := by.Sign(letter)
			prefix := value.FindStringSubmatch(raw)[1][:8]
			if in.double {
				by.Fields = mailtest.Without("reply-to")
				raw = by.Sign(raw)
			}
			raw = in.sent(in.sealer.Seal(raw, strings.NewReplacer("PREFIX", prefix, "SHORT", prefix[:7]).Replace(in.results)))
			set := keys.NewSet([]keys.Key{keys.New("k1._domainkey.seal.example", in.sealer.Key.Record(""), in.origin)})
			j := &judge.Judge{Keys: set.Lookup, Trust: in.trust, Now: examined}
			if diff := cmp.Diff(test.want, j.Witnesses(facts(t, []byte(raw)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func replacing(old, with string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, with, 1) }
}
