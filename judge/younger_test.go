package judge

import (
	"slices"
	"testing"

	"assay/corpus"
	"assay/document"
	"assay/examine"
	"assay/finding"
)

func TestYounger(t *testing.T) {
	for name, test := range map[string]struct {
		sent  string
		times []document.Time
		want  finding.Outcome
	}{
		"saved before it was sent":       {"2017-03-02T18:04:00+01:00", []document.Time{{What: document.Modified, At: "2017-03-02T15:00:00Z"}}, finding.Absent},
		"saved after it was sent":        {"2017-03-02T18:04:00+01:00", []document.Time{{What: document.Created, At: "2017-03-01T15:00:00Z"}, {What: document.Modified, At: "2017-05-04T15:00:00Z"}}, finding.Found},
		"a zone or a clock apart":        {"2017-03-02T18:04:00+01:00", []document.Time{{What: document.Modified, At: "2017-03-03T15:00:00"}}, finding.Absent},
		"printed after it was sent":      {"2017-03-02T18:04:00+01:00", []document.Time{{What: document.Printed, At: "2017-05-04T15:00:00Z"}}, ""},
		"a mail without a date":          {"", []document.Time{{What: document.Modified, At: "2017-05-04T15:00:00Z"}}, ""},
		"a time that cannot be read":     {"2017-03-02T18:04:00+01:00", []document.Time{{What: document.Modified, Text: "yesterday"}}, ""},
		"nothing said of when":           {"2017-03-02T18:04:00+01:00", nil, ""},
		"pictures say when they were so": {"2017-03-02T18:04:00+01:00", []document.Time{{What: document.Taken, At: "2018-01-01T00:00:00"}}, finding.Found},
	} {
		t.Run(name, func(t *testing.T) {
			r := &Record{CarriedBy: &corpus.Testimony{Date: test.sent}}
			r.younger(&examine.Facts{Document: &document.Document{Times: test.times}})
			got := finding.Outcome("")
			if slices.Contains(r.Absent, youngerID) {
				got = finding.Absent
			}
			for _, f := range r.Findings {
				got = f.Outcome
				if f.ID != youngerID || f.LR != nil || f.Says != finding.Neutral || len(f.Innocent) == 0 {
					t.Errorf("%+v", f)
				}
			}
			if got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
