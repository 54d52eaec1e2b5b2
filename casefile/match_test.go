package casefile

import (
	"testing"

	"pgregory.net/rapid"
)

func TestMatchQuery(t *testing.T) {
	for typed, want := range map[string]string{
		"":                      ``,
		" \t\n\u00a0":           ``,
		"secret":                `"secret"`,
		"secret plan":           `"secret" "plan"`,
		`"secret plan" now`:     `"secret plan" "now"`,
		`"secret plan`:          `"secret plan"`,
		`pla*`:                  `"pla"*`,
		`"secret pla"*`:         `"secret pla"*`,
		`pla** n`:               `"pla"* "n"`,
		`* ""* "`:               ``,
		`a"b`:                   `"a" "b"`,
		`a*b`:                   `"a"* "b"`,
		"nul\x00byte":           `"nul" "byte"`,
		`NOT a AND b OR c`:      `"NOT" "a" "AND" "b" "OR" "c"`,
		`body:a NEAR(b,2) ^c`:   `"body:a" "NEAR(b,2)" "^c"`,
		`{subject body} : a`:    `"{subject" "body}" ":" "a"`,
		`it's -1 + (2) ; DROP;`: `"it's" "-1" "+" "(2)" ";" "DROP;"`,
	} {
		if got := matchQuery(typed); got != want {
			t.Errorf("matchQuery(%q) = %s, want %s", typed, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	c := newCase(t)
	m := mail("a", "leak/a", "")
	m.Subject, m.From, m.To = "Wire of 3,000,000", "Zoë <zoe@example.org>", ""
	m.Text = "it's the secret plan: not to be quoted; body text AND more"
	put(t, c, m)
	for typed, want := range map[string]bool{
		"secret":            true,
		"SECRET plan wire":  true,
		`"secret plan"`:     true,
		`"plan secret"`:     false,
		"plan secret":       true,
		"secr":              false,
		"secr*":             true,
		`"secret pl"*`:      true,
		`"secret pl"`:       false,
		"zoe":               true,
		"zoe@example.org":   true,
		"AND":               true,
		"OR":                false,
		"secret NOT plan":   true,
		"body:secret":       false, // the words body, secret in a row
		"body:text":         true,
		"it's":              true,
		"3,000,000":         true,
		"3,000,001":         false,
		"plan --":           true, // signs alone are passed over
		"--":                false,
		"secret \x00 plan":  true,
		"\xff secret":       true,
		"secret nobody":     false,
		"NEAR(secret plan)": false,
		`wire : "pla" *`:    false, // the star stands alone
		`wire : "pla"*`:     true,
	} {
		if got := len(list(t, c.View, Filter{Match: typed})) == 1; got != want {
			t.Errorf("%q matches: %v, want %v", typed, got, want)
		}
	}
}

// No input is a syntax error, and every word of a text finds it.
func TestMatchTakesAnything(t *testing.T) {
	c := newCase(t)
	put(t, c, mail("a", "leak/a", ""))
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(
			rapid.String(),
			rapid.StringOf(rapid.SampledFrom([]rune(`"*^+-(){}:.,' aANDORTNEAR`))),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		).Draw(t, "typed")
		if err := c.List(Filter{Match: typed}, func(Row) error { return nil }); err != nil {
			t.Errorf("%q: %v", typed, err)
		}
		if err := c.List(Filter{Match: "text " + typed + "*"}, func(Row) error { return nil }); err != nil {
			t.Errorf("%q: %v", typed, err)
		}
	})
}

func TestMatchTakesManyWords(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long under the race detector")
	}
	c := newCase(t)
	put(t, c, mail("a", "leak/a", ""))
	typed := ""
	for range 5_000 {
		typed += "text of "
	}
	if got := list(t, c.View, Filter{Match: typed}); len(got) != 1 {
		t.Errorf("%d items, want 1", len(got))
	}
}

func FuzzMatch(f *testing.F) {
	for _, seed := range []string{"secret plan", `"secret pl"*`, "a AND NOT (b", "\x00\xff\"", "{a b}: ^c + d"} {
		f.Add(seed)
	}
	c := newCase(f)
	put(f, c, mail("a", "leak/a", ""))
	f.Fuzz(func(t *testing.T, typed string) {
		if err := c.List(Filter{Match: typed}, func(Row) error { return nil }); err != nil {
			t.Errorf("%q: %v", typed, err)
		}
	})
}
