package officesig

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"assay/document"
	"assay/finding"
	"assay/sign/xmlsig"
)

// The namespaces of times that stand beside those of XAdES.
const (
	dublinCore = "http://purl.org/dc/elements/1.1/"
	mdssi      = "http://schemas.openxmlformats.org/package/2006/digital-signature"
)

// claimed is the signer's own time. A time that no reference points at was not
// signed: readers were shown such times as if they were. A time that was signed
// and changed is no such: its reference fails.
func (r *reading) claimed(s *xmlsig.Signature, q qualities, where string) *document.Time {
	var first *document.Time
	var signed, loose []string
	for _, e := range append(q.times, plainTimes(s)...) {
		text := strings.TrimSpace(e.Text())
		switch {
		case s.Signs(e):
			signed = append(signed, text)
			if first == nil {
				t := timeOf(text, where+", "+e.Local)
				first = &t
			}
		case text != "" && !s.PointsAt(e) && !slices.Contains(loose, text) && len(loose) < maxTimes:
			loose = append(loose, text)
		}
	}
	loose = slices.DeleteFunc(loose, func(text string) bool {
		at := timeOf(text, "").At
		return at != "" && slices.ContainsFunc(signed, func(s string) bool { return timeOf(s, "").At == at })
	})
	r.looseTimes(loose, signed, where)
	return first
}

// plainTimes are dc:date of ODF and SignatureTime of OOXML. ODF 1.2 part 3 §5.3.2,
// ECMA-376 part 2 §13.2.4.21
func plainTimes(s *xmlsig.Signature) (list []*xmlsig.Element) {
	for object := range s.Element.Children() {
		if object.Local != "Object" {
			continue
		}
		for properties := range object.Children() {
			if properties.Local != "SignatureProperties" {
				continue
			}
			for e := range properties.Descendants() {
				if e.Space == dublinCore && e.Local == "date" {
					list = append(list, e)
				}
				if e.Space == mdssi && e.Local == "SignatureTime" {
					if v := e.Child(mdssi, "Value"); v != nil {
						list = append(list, v)
					}
				}
			}
		}
	}
	return list
}

// maxTimes bounds the unsigned times that are looked at.
const maxTimes = 20

// looseTimes tells of times that were not signed.
func (r *reading) looseTimes(loose, signed []string, where string) {
	const recheck = "print the signature file; no Reference has the Id of the property this time stands in"
	switch {
	case len(loose) == 0:
	case len(signed) == 0:
		r.add(finding.Limits, "office/signature-time-unsigned", where,
			fmt.Sprintf("The signature names the time %q, and does not sign it: anyone can have changed it. Some programmes never sign it.", some(loose)), recheck)
	case slices.ContainsFunc(loose, func(text string) bool { return !near(text, signed[0]) }):
		r.add(finding.Contradicts, "office/signature-time", where,
			fmt.Sprintf("The time that was signed is %q. Another, %q, stands in the same place and is not signed; some programmes show that one as the time of signing. No programme is known to write two that differ so.", signed[0], some(loose)), recheck)
	default:
		r.add(finding.Limits, "office/signature-time-unsigned", where,
			fmt.Sprintf("The time that was signed is %q. Another, %q, stands in the same place and is not signed. Programmes that write the local time and that of Greenwich cause this; so does a change of the second.", signed[0], some(loose)), recheck)
	}
}

// near says whether two times differ by no more than two time zones do.
func near(a, b string) bool {
	one, two := clock(a), clock(b)
	return !one.IsZero() && !two.IsZero() && one.Sub(two).Abs() <= 26*time.Hour
}

// clock is what a clock on the wall showed; the zero time where that cannot be
// read.
func clock(text string) time.Time {
	at := timeOf(text, "").At
	if len(at) < len(document.Zoneless) {
		return time.Time{}
	}
	t, err := time.Parse(document.Zoneless, at[:len(document.Zoneless)])
	if err != nil { // the 31st of February
		return time.Time{}
	}
	return t
}

var dateTime = regexp.MustCompile(`^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:[.,]\d*)?(Z|[+-][01]\d:[0-5]\d)?$`)

// timeOf reads a time as XML has it, or with the comma that OpenOffice writes.
// Parts of a second are left to Text.
func timeOf(text, where string) document.Time {
	text = document.Clip(text)
	at := ""
	if m := dateTime.FindStringSubmatch(text); m != nil {
		at = m[1] + m[2]
	}
	return document.NewTime(document.Stamped, at, text, document.Clip(where))
}
