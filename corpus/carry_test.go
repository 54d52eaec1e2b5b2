package corpus

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"assay/finding"
	"assay/item"
)

// vouched is a mail of one author that something stands behind.
func vouched(author string) Carrier {
	return Carrier{Item: "sha256:" + author, Kind: item.Mail, Authors: []string{author}, From: author, Date: "2017-04-21T09:12:33+02:00", Vouched: true}
}

// of yields carriers and counts how many were heard.
func of(list ...Carrier) Carriers {
	return func(visit func(Carrier) bool) error {
		for _, c := range list {
			if !visit(c) {
				break
			}
		}
		return nil
	}
}

func ids(list []finding.Finding) string {
	var words []string
	for _, f := range list {
		words = append(words, f.ID)
	}
	return strings.Join(words, " ")
}

// TestCarriedMail: a carried message is vouched for only by who had it
// first-hand.
func TestCarriedMail(t *testing.T) {
	inner := Carried{Kind: item.Mail, Authors: []string{"ann@press.example"}, Sure: true, Claim: "the claim",
		Recipients: []string{"b@council.example", "c@union.example", "d@council.example", "e@gmail.com", "f@yahoo.com"}}
	unsure := func(c Carrier) Carrier { c.Authors = nil; return c }
	unvouched := func(c Carrier) Carrier { c.Vouched = false; return c }
	robot := func(c Carrier) Carrier { c.Robot = true; return c }
	// inside is an unproved mail that by carries.
	inside := func(by Carrier) Carrier {
		return Carrier{Item: "sha256:between", Kind: item.Mail, From: "x@stranger.example",
			By: &Testimony{Item: by.Item, From: by.From, Date: by.Date, Authors: by.Authors, Vouched: by.Vouched, Direct: true}}
	}
	zip := func(by Carrier) Carrier {
		return Carrier{Item: "sha256:zip", Kind: item.Container,
			By: &Testimony{Item: by.Item, From: by.From, Date: by.Date, Authors: by.Authors, Vouched: by.Vouched, Direct: true}}
	}
	for name, test := range map[string]struct {
		carriers []Carrier
		change   func(*Carried)
		want     string
	}{
		"the author":                     {[]Carrier{vouched("ann@press.example")}, nil, "carried/first-hand"},
		"the author, unproved":           {[]Carrier{unvouched(vouched("ann@press.example"))}, nil, "carried/by-another"},
		"a programme of the author's":    {[]Carrier{robot(vouched("ann@press.example"))}, nil, "carried/by-another"},
		"an unproved mail in between":    {[]Carrier{inside(vouched("ann@press.example"))}, nil, "carried/by-another"},
		"the organisation":               {[]Carrier{vouched("desk@news.press.example")}, nil, "carried/first-hand"},
		"a stranger":                     {[]Carrier{vouched("x@stranger.example")}, nil, "carried/by-another"},
		"who is not sure":                {[]Carrier{unsure(vouched("ann@press.example"))}, nil, "carried/by-another"},
		"an inner author who is not":     {[]Carrier{vouched("ann@press.example")}, func(c *Carried) { c.Sure = false }, "carried/by-another"},
		"no inner author":                {[]Carrier{vouched("ann@press.example")}, func(c *Carried) { c.Authors = nil }, "carried/by-another"},
		"the same provider":              {[]Carrier{vouched("eve@gmail.com")}, func(c *Carried) { c.Authors = []string{"ann@gmail.com"} }, "carried/by-another"},
		"the same address of provider":   {[]Carrier{vouched("ann@gmail.com")}, func(c *Carried) { c.Authors = []string{"ann@gmail.com"} }, "carried/first-hand"},
		"one of two inner authors":       {[]Carrier{vouched("ann@press.example")}, func(c *Carried) { c.Authors = []string{"ann@press.example", "b@council.example"} }, "carried/by-another"},
		"a zip of the author's":          {[]Carrier{zip(vouched("ann@press.example"))}, nil, "carried/first-hand"},
		"a zip of a stranger's":          {[]Carrier{zip(vouched("x@stranger.example"))}, nil, "carried/by-another"},
		"a zip of an unproved mail's":    {[]Carrier{zip(unvouched(vouched("ann@press.example")))}, nil, "carried/by-another"},
		"a zip of nobody's":              {[]Carrier{{Item: "sha256:zip", Kind: item.Container}}, nil, ""},
		"two recipients":                 {[]Carrier{vouched("b@council.example"), vouched("c@union.example")}, nil, "carried/two-recipients"},
		"one recipient":                  {[]Carrier{vouched("b@council.example")}, nil, "carried/by-another"},
		"two of one organisation":        {[]Carrier{vouched("b@council.example"), vouched("d@council.example")}, nil, "carried/by-another"},
		"two who did not receive it":     {[]Carrier{vouched("x@one.example"), vouched("y@two.example")}, nil, "carried/by-another"},
		"two at public providers":        {[]Carrier{vouched("e@gmail.com"), vouched("f@yahoo.com")}, nil, "carried/by-another"},
		"one of two at a provider":       {[]Carrier{vouched("b@council.example"), vouched("f@yahoo.com")}, nil, "carried/by-another"},
		"one of two unproved":            {[]Carrier{vouched("b@council.example"), unvouched(vouched("c@union.example"))}, nil, "carried/by-another"},
		"a stranger and the author":      {[]Carrier{vouched("x@stranger.example"), vouched("ann@press.example")}, nil, "carried/first-hand"},
		"nobody":                         {nil, nil, ""},
		"an address without a domain":    {[]Carrier{vouched("ann")}, func(c *Carried) { c.Authors = []string{"bob"} }, "carried/by-another"},
		"an author with an empty domain": {[]Carrier{vouched("x@")}, func(c *Carried) { c.Authors = []string{"y@"} }, "carried/by-another"},
	} {
		t.Run(name, func(t *testing.T) {
			c := inner
			if test.change != nil {
				test.change(&c)
			}
			r, err := Carry(c, of(test.carriers...))
			if got := ids(r.Findings); got != test.want || err != nil {
				t.Errorf("%q, %v; want %q", got, err, test.want)
			}
			if r.Claim != "" {
				t.Errorf("a mail has its own claim, not %q", r.Claim)
			}
			for _, f := range r.Findings {
				if basis := f.Basis == finding.Carried; basis != (f.Says == finding.Supports) || basis == (f.ID == "carried/by-another") {
					t.Errorf("%s says %s on the basis %q", f.ID, f.Says, f.Basis)
				}
			}
		})
	}
}

// TestCarriedDocument: a document is vouched for as sent, by the first mail
// that is vouched for itself.
func TestCarriedDocument(t *testing.T) {
	late, early, unproved := vouched("late@press.example"), vouched("early@press.example"), vouched("eve@stranger.example")
	late.Date, unproved.Date, unproved.Vouched = "2018-01-01T00:00:00Z", "2001-01-01T00:00:00Z", false
	undated := vouched("undated@press.example")
	undated.Date = ""
	for name, test := range map[string]struct {
		carriers []Carrier
		by, id   string
	}{
		"unproved":            {[]Carrier{unproved}, unproved.From, "carried/unvouched"},
		"proved":              {[]Carrier{early}, early.From, "carried/vouched"},
		"proved and unproved": {[]Carrier{unproved, late}, late.From, "carried/vouched"},
		"the earliest":        {[]Carrier{undated, late, early}, early.From, "carried/vouched"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Carry(Carried{Kind: item.Document, Claim: "loose"}, of(test.carriers...))
			if err != nil || ids(r.Findings) != test.id || r.By == nil || r.By.From != test.by {
				t.Fatalf("%q by %+v, %v", ids(r.Findings), r.By, err)
			}
			if !strings.HasPrefix(r.Claim, "sent in these bytes by "+test.by+" under ") {
				t.Errorf("the claim is %q", r.Claim)
			}
		})
	}
}

// TestManyCarriers: what is not heard is said.
func TestManyCarriers(t *testing.T) {
	var list []Carrier
	for i := range MaxCarriers + 5 {
		list = append(list, vouched(fmt.Sprintf("a%d@press.example", i)))
	}
	for n, want := range map[int]string{MaxCarriers: "carried/vouched", MaxCarriers + 1: "carried/vouched carried/many"} {
		heard := 0
		r, err := Carry(Carried{Kind: item.Document}, func(visit func(Carrier) bool) error {
			return of(list[:n]...)(func(c Carrier) bool { heard++; return visit(c) })
		})
		if got := ids(r.Findings); got != want || err != nil || heard != n {
			t.Errorf("of %d carriers %d are heard: %q, %v", n, heard, got, err)
		}
	}
	broken := errors.New("broken")
	if _, err := Carry(Carried{}, func(func(Carrier) bool) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}
