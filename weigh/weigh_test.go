package weigh

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/finding"
)

func TestLR(t *testing.T) {
	for name, test := range map[string]struct {
		row      Row
		from, to float64
	}{
		"seen on both sides":                  {Row{Authentic: Side{999, 9, 900}, Forged: Side{999, 949, 900}}, 0.0095, 0.0106},
		"never on authentic items: capped":    {Row{Authentic: Side{10000, 0, 300}, Forged: Side{1000, 999, 1000}}, 0.01, 0.01},
		"capped by the forged side":           {Row{Authentic: Side{10000, 0, 9000}, Forged: Side{1000, 1000, 30}}, 0.1, 0.1},
		"for authentic items":                 {Row{Authentic: Side{999, 979, 900}, Forged: Side{999, 99, 900}}, 9, 11},
		"never found on a forgery":            {Row{Authentic: Side{6000, 0, 900}, Forged: Side{40, 0, 40}}, 1, 1},
		"nobody measured the authentic side":  {Row{Forged: Side{1000, 999, 1000}}, 1, 1},
		"nobody measured the forged side":     {Row{Authentic: Side{1000, 0, 1000}}, 1, 1},
		"too few trials to say anything":      {Row{Authentic: Side{2, 0, 2}, Forged: Side{2, 2, 2}}, 1, 1},
		"as often on the one as on the other": {Row{Authentic: Side{1000, 500, 900}, Forged: Side{1000, 500, 900}}, 1, 1},
	} {
		if lr := test.row.LR(); lr < test.from*(1-1e-9) || lr > test.to*(1+1e-9) {
			t.Errorf("%s: %v, want %v to %v", name, lr, test.from, test.to)
		}
	}
}

func TestApply(t *testing.T) {
	table := New([]Row{
		{Mail, "mail/strong", Side{999, 0, 900}, Side{999, 900, 900}},
		{Mail, "mail/other-strong", Side{999, 0, 900}, Side{999, 900, 900}},
		{Mail, "mail/idle", Side{999, 300, 900}, Side{999, 400, 900}},
		{Mail, "mail/turned", Side{999, 900, 900}, Side{999, 10, 900}},
		{Mail, Nothing, Side{999, 990, 900}, Side{999, 100, 900}},
	})
	table.SetPairs(Mail, Pairs{Observed: 11, Expected: 2})
	found := func(id string) finding.Finding {
		return finding.Finding{ID: id, Cause: "c", Outcome: finding.Found, Says: finding.Neutral}
	}
	says := func(list []finding.Finding) (text string) {
		for _, f := range list {
			text += f.ID + " " + string(f.Says)
			if f.LR == nil {
				text += " unmeasured"
			}
			text += "; "
		}
		return text
	}
	for name, test := range map[string]struct {
		class  Class
		list   []finding.Finding
		absent []string
		want   string
	}{
		"contradicts":                  {Mail, []finding.Finding{found("mail/strong")}, []string{"mail/idle"}, "mail/strong contradicts; "},
		"tells too little":             {Mail, []finding.Finding{found("mail/idle")}, nil, "mail/idle neutral; "},
		"never speaks for an item":     {Mail, []finding.Finding{found("mail/turned")}, nil, "mail/turned neutral; "},
		"of two causes":                {Mail, []finding.Finding{found("mail/strong"), {ID: "mail/other-strong", Cause: "d", Outcome: finding.Found}}, nil, "mail/strong contradicts; mail/other-strong contradicts; tell/together supports; "},
		"of one cause, twice":          {Mail, []finding.Finding{found("mail/strong"), found("mail/strong")}, nil, "mail/strong contradicts; mail/strong contradicts; "},
		"not measured":                 {Mail, []finding.Finding{found("mail/other")}, nil, "mail/other neutral unmeasured; "},
		"not measured in its class":    {PDF, []finding.Finding{found("mail/strong")}, nil, "mail/strong neutral unmeasured; "},
		"no tell":                      {Mail, []finding.Finding{{ID: "mail/strong", Outcome: finding.Found, Says: finding.Limits}}, nil, "mail/strong limits unmeasured; "},
		"nothing found":                {Mail, nil, []string{"mail/strong"}, "tell/nothing-found supports; "},
		"nothing could run":            {Mail, nil, nil, ""},
		"nothing found, not measured":  {PDF, nil, []string{"pdf/times"}, ""},
		"a signature beside, no trace": {Mail, []finding.Finding{{ID: "dkim/failed", Outcome: finding.Found, Says: finding.Neutral}}, []string{"mail/strong"}, "dkim/failed neutral unmeasured; tell/nothing-found supports; "},
	} {
		if got := says(table.Apply(test.class, test.list, test.absent)); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestParse(t *testing.T) {
	table, err := Parse("# a remark\nmail\ttell/together\t29\t4.5\nmail\tmail/weekday\t10\t1\t9\t20\t15\t18\t0.2\tmore\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{{Mail, "mail/weekday", Side{10, 1, 9}, Side{20, 15, 18}}}
	if diff := cmp.Diff(want, table.Rows()); diff != "" {
		t.Error(diff)
	}
	if got := table.PairsOf(Mail).Factor(); got < 5.4 || got > 5.5 {
		t.Errorf("factor %v", got)
	}
	for _, bad := range []string{"mail\ttell/together\tmany\tfew\n", "mail\tx\t1\t2\t3\n", "mail\tx\t1\t2\t3\t4\tfive\t6\n", "mail\tx\t-1\t2\t3\t4\t5\t6\n"} {
		if _, err := Parse(bad); err == nil || !strings.Contains(err.Error(), "table of weights") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestMeasuredIsReadable(t *testing.T) {
	for _, row := range Measured().Rows() {
		if row.Authentic.Found > row.Authentic.Trials || row.Forged.Found > row.Forged.Trials || row.Authentic.Units > row.Authentic.Trials || row.Forged.Units > row.Forged.Trials {
			t.Errorf("%+v", row)
		}
	}
}
