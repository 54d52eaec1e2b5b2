package judge_test

import (
	"testing"

	"assay/item"
	"assay/judge"
	"assay/keys"
)

// TestHeld starts from a verified mail of ann@press.example, Date 2017-04-21, and
// says whose accounts were taken, and since when.
func TestHeld(t *testing.T) {
	const limit = "account-may-have-been-held"
	signed := func(tag string) func(*mail) { return func(m *mail) { m.by.Tags = tag } }
	seen := func(to string) func(*mail) { return func(m *mail) { m.origin = keys.Origin{SeenTo: to} } }
	for name, test := range map[string]struct {
		change   func(*mail)
		accounts []string
		since    string
		limits   string
	}{
		"nobody's":                              {signed(""), nil, "", ""},
		"somebody else's":                       {signed(""), []string{"b@council.example"}, "", ""},
		"the author's, since nobody knows when": {signed("t=1492759000; "), []string{"ann@press.example"}, "", limit},
		"signed the day before":                 {signed("t=1492759000; "), []string{"ann@press.example"}, "2017-04-22", ""},
		"signed on that day":                    {signed("t=1492759000; "), []string{"ann@press.example"}, "2017-04-21", limit},
		"signed later":                          {signed("t=1492759000; "), []string{"ann@press.example"}, "2017-04-20", limit},
		"no t=, Date before":                    {signed(""), []string{"ann@press.example"}, "2017-06-01", limit},
		"no t=, the key long out of use":        {seen("2017-05-01"), []string{"ann@press.example"}, "2017-06-01", ""},
		"no t=, the key out of use since":       {seen("2017-05-31"), []string{"ann@press.example"}, "2017-06-01", limit},
		"t= in time, its key seen for longer":   {func(m *mail) { m.by.Tags, m.origin.SeenTo = "t=1492759000; ", "2018-01-01" }, []string{"ann@press.example"}, "2017-06-01", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMail()
			test.change(m)
			held := judge.Held{Accounts: map[string]bool{}, Since: test.since}
			for _, a := range test.accounts {
				held.Accounts[a] = true
			}
			raw := m.bytes()
			j := &judge.Judge{Keys: m.keys().Lookup, Now: examined, Held: held}
			r, err := j.Item(item.Sum(raw), item.IDOfBytes, facts(t, raw), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			check(t, r, want(verified, test.limits, "dkim/author-signed"))
		})
	}
}
