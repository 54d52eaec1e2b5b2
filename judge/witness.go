package judge

import (
	"encoding/base64"
	"slices"
	"strings"

	"assay/domain"
	"assay/examine"
	"assay/sign"
	"assay/sign/arc"
)

// Witness is the word of a trusted sealer that one signature of a mail verified
// when the sealer received it, under the key that stood in the DNS then.
type Witness struct {
	Signature int // in Facts.Sign.Signatures
	Sealer    string
}

// Witnesses are the words of trusted sealers on the DKIM signatures of a mail. A
// sealer counts where its seal and its message signature verify under keys that
// count, over the mail as it is here. The message signature must cover the
// DKIM-Signature itself: where it does not, another signature could stand in the
// place of the one that was recorded.
func (j *Judge) Witnesses(f *examine.Facts) (list []Witness) {
	set := f.Sign.Signatures
	if !slices.ContainsFunc(set, func(ev sign.Evidence) bool { return ev.ARCSet != nil && j.trusted(ev.ARCSet.Sealer) }) {
		return nil
	}
	judged := j.attesting(f).signatures(&f.Sign)
	for i := range set {
		a := judged[i].ARCShown
		if a == nil || !j.trusted(a.Sealer) || !intactSet(&set[i], &judged[i]) {
			continue
		}
		recorded := arc.ReadResults(a.Results)
		for n := range set {
			if set[n].Kind == sign.DKIM && recordedPass(recorded, &f.Sign, &set[n]) {
				list = append(list, Witness{n, a.Sealer})
			}
		}
	}
	return list
}

// intactSet reports whether a set speaks of the mail as it is here, DKIM-Signature
// and all.
func intactSet(ev *sign.Evidence, s *sign.Signature) bool {
	return ev.ARCSet.ChainProblem == "" && s.SealResult == sign.Pass && s.Result == sign.Pass &&
		domain.Aligned(s.Domain, s.Sealer) && slices.Contains(ev.Covers.Fields, "dkim-signature")
}

// minPrefix is the shortest header.b that tells signatures apart. RFC 6008 §3
const minPrefix = 8

// recordedPass reports whether results say of this very signature that it
// passed: by the beginning of its value (RFC 6008), or by its name where the
// mail has no other signature of that name.
func recordedPass(results arc.Results, facts *sign.Facts, ev *sign.Evidence) bool {
	value := strings.ToLower(base64.StdEncoding.EncodeToString(ev.Value)) // as results are read
	for _, r := range results {
		if r.Method != "dkim" || r.Result != "pass" || !names(r.Properties, ev) {
			continue
		}
		prefix, told := r.Properties["header.b"]
		if told && len(prefix) >= minPrefix && strings.HasPrefix(value, prefix) || !told && alone(facts, ev) {
			return true
		}
	}
	return false
}

// names reports whether the properties of a result are of ev's domain and
// selector. Where the domain is left out, that of i= stands for it.
func names(properties map[string]string, ev *sign.Evidence) bool {
	d, told := properties["header.d"]
	if !told {
		own := ev.Identity
		if own == "" {
			own = "@" + ev.Domain
		}
		i := properties["header.i"]
		own, i = own[strings.LastIndexByte(own, '@')+1:], i[strings.LastIndexByte(i, '@')+1:]
		if i == "" || !strings.EqualFold(own, i) {
			return false
		}
		d = ev.Domain
	}
	return d == strings.ToLower(ev.Domain) && properties["header.s"] == strings.ToLower(ev.Selector)
}

// alone reports whether a mail has no other DKIM signature of that name.
func alone(facts *sign.Facts, ev *sign.Evidence) bool {
	n := 0
	for i := range facts.Signatures {
		other := &facts.Signatures[i]
		if other.Kind == sign.DKIM && other.Domain == ev.Domain && strings.EqualFold(other.Selector, ev.Selector) {
			n++
		}
	}
	return n == 1 && facts.Beyond == 0
}
