package keys

import (
	"fmt"
	"testing"
	"time"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestLookupOrder(t *testing.T) {
	const name = "s._domainkey.example.org"
	good := "p=" + rsa1024
	in := func(source Source, file string, line int) Origin {
		return Origin{Source: source, File: file, Line: line}
	}
	set := NewSet([]Key{
		NewAbsent(name, in(FromDNS, "", 0)),
		New(name, "p=*", in(FromZone, "a", 1)),
		New(name, "p=", in(FromZone, "a", 2)),
		New(name, good, in(FromDNS, "", 1)),
		New(name, good, Origin{Source: FromZone, File: "a", Line: 3, Recovered: true}),
		New(name, good, in(FromZone, "b", 4)),
		New(name, good, in(FromZone, "a", 6)),
		New(name, good, in(FromZone, "a", 5)),
		New("t._domainkey.example.org", good, in(FromZone, "a", 9)),
	})
	var got []int
	for _, k := range set.Lookup("S._DomainKey.Example.ORG.") {
		got = append(got, k.Origin.Line)
	}
	wantEqual(t, "lines", got, []int{5, 6, 4, 1, 3, 2, 1, 0})
	wantEqual(t, "unknown name", set.Lookup("u._domainkey.example.org"), []Key(nil))
}

func TestLookupAliases(t *testing.T) {
	var chain []Key
	for i := range maxAliases + 1 {
		chain = append(chain, NewAlias(fmt.Sprintf("n%d", i), fmt.Sprintf("n%d", i+1), Origin{}))
	}
	chain = append(chain, New(fmt.Sprintf("n%d", maxAliases+1), "p=", Origin{}))
	chain = append(chain, NewAlias("loop", "loop", Origin{}), NewAlias("two", "loop", Origin{}), NewAlias("two", "n9", Origin{}))
	set := NewSet(chain)
	for name, want := range map[string]int{
		"n0":   0, // nine CNAMEs are one too many
		"n1":   1,
		"n9":   1,
		"loop": 0,
		"two":  1, // both are followed
	} {
		if got := set.Lookup(name); len(got) != want {
			t.Errorf("%s: %d keys, want %d", name, len(got), want)
		}
	}
}

func TestName(t *testing.T) {
	wantEqual(t, "name", Name("S1.Mail", "Example.ORG."), "s1.mail._domainkey.example.org")
	// The Kelvin sign is no k: another domain could be passed off as this one.
	wantEqual(t, "Kelvin sign", Name("s", "\u212a.example"), "s._domainkey.\u212a.example")
}

func TestOriginString(t *testing.T) {
	for want, o := range map[string]Origin{
		"keys.zone:17, published, seen 2019-04-29..2021-08-26": {Source: FromZone, File: "keys.zone", Line: 17, How: "published", SeenFrom: "2019-04-29", SeenTo: "2021-08-26"},
		"DNS on 2026-11-24 from 192.0.2.53:53":                 {Source: FromDNS, Fetched: day("2026-11-24"), Resolver: "192.0.2.53:53"},
		"k/example.org/s.pub, name from the folder":            {Source: FromPEM, File: "k/example.org/s.pub", Note: "name from the folder"},
	} {
		wantEqual(t, "origin", o.String(), want)
	}
}
