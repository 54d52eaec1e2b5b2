package judge

import (
	"slices"

	"assay/examine"
	"assay/finding"
	"assay/item"
	"assay/sign"
)

// brokenCause is the cause of findings on signatures that fail.
const brokenCause = "signature"

// brokenIDs are the findings on a signature that fails: of body and header
// which does not fit.
var brokenIDs = []string{"dkim/body-changed", "dkim/header-changed", "dkim/failed"}

// Causes are the causes of what is weighed beside tells, by the IDs of findings.
func Causes() map[string]string {
	m := map[string]string{youngerID: youngerCause}
	for _, id := range brokenIDs {
		m[id] = brokenCause
	}
	return m
}

// harmless is who breaks signatures without forging anything.
var harmless = []string{"a list, gateway or scanner that added or rewrote something", "a mailbox or an export that stores mail in another form",
	"a relay that encoded the text anew"}

// broken makes findings on failing signatures of the author's domain weigh, as
// much as was measured: one alone never decides. Where one of that domain holds,
// the others say nothing.
func (r *Record) broken(f *examine.Facts) {
	if f.Kind != item.Mail {
		return
	}
	judged, holds := false, false
	for i := range r.Signatures {
		if s := &r.Signatures[i]; s.Kind == sign.DKIM && s.Aligned {
			judged = judged || s.Holds() || s.Result == sign.Fail
			holds = holds || s.Holds()
		}
	}
	if !judged {
		return
	}
	for _, id := range brokenIDs {
		at := slices.IndexFunc(r.Findings, func(f finding.Finding) bool { return f.ID == id })
		if at < 0 || holds {
			r.Absent = append(r.Absent, id)
			continue
		}
		r.Findings[at].Cause, r.Findings[at].Innocent = brokenCause, harmless
	}
}
