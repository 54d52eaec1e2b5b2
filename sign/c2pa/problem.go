package c2pa

import (
	"strings"

	"assay/document"
	"assay/finding"
)

// severity is what a problem means for the result of a signature.
type severity int

// The severities: altered and missing refute the signature, malformed and
// unread leave it unjudged, weak makes it a matter of policy.
const (
	altered severity = iota
	missing
	malformed
	unread
	weak
)

// problem is one reason why a manifest does not pass.
type problem struct {
	severity severity
	what     string // lower case, no full stop
}

type problems []problem

func (ps *problems) add(p *problem) {
	if p != nil {
		*ps = append(*ps, *p)
	}
}

// maxReasons is how many reasons are spelt out; further ones are counted.
const maxReasons = 8

// result is the verdict that the problems leave, and the reasons.
func (ps problems) result() (finding.Result, string) {
	result := finding.Pass
	var reasons []string
	for _, p := range ps {
		switch {
		case p.severity == altered || p.severity == missing:
			result = finding.Fail
		case result == finding.Fail:
		case p.severity == malformed || p.severity == unread:
			result = finding.PermError
		case result == finding.Pass:
			result = finding.Policy
		}
		if len(reasons) < maxReasons {
			reasons = append(reasons, document.Clip(p.what))
		}
	}
	if more := len(ps) - len(reasons); more > 0 {
		reasons = append(reasons, "and more of the like")
	}
	return result, document.Clip(strings.Join(reasons, "; "))
}
