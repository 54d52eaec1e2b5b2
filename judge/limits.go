package judge

import (
	"slices"
	"time"

	"assay/domain"
	"assay/finding"
	"assay/keys"
	"assay/sign"
)

// day is the slack given to the days that key archives note.
const day = 24 * time.Hour

// bars are what keeps a valid signature from vouching for what a reader sees.
func (m *mailJudge) bars(s *sign.Signature) (tokens []string) {
	add := func(bar bool, token string) {
		if bar {
			tokens = append(tokens, token)
		}
	}
	not := func(name string) bool { return slices.Contains(s.Covers.Not, name) }
	absent := func(name string) bool { return slices.Contains(s.Covers.Absent, name) }
	add(not("from"), "from-unsigned")
	add(not("date") || absent("date"), "date-unsigned")
	add(not("subject") || absent("subject"), "subject-unsigned")
	add(s.Covers.Body == sign.BodyPart && s.Covers.Beyond, "body-beyond-l")
	add(m.structureUnsigned(s) && len(m.facts.Misfits) > 0, "structure-misfit")
	add(m.facts.Junk, "header-junk")
	add(m.facts.FromFields > 1, "from-doubled")
	add(m.misleads(), "from-misleads")
	return tokens
}

// structureUnsigned reports whether the fields that decide how the body is
// shown could have been changed, added or taken away. A multipart needs no
// transfer encoding: that one is missing says nothing. RFC 2045 §6.4
func (m *mailJudge) structureUnsigned(s *sign.Signature) bool {
	const encoding = "content-transfer-encoding"
	open := func(name string) bool {
		return slices.Contains(s.Covers.Not, name) ||
			slices.Contains(s.Covers.Absent, name) && !(name == encoding && m.facts.Multipart)
	}
	return open("content-type") || open(encoding) || open("content-disposition")
}

// limits say how far a valid signature reaches. Tokens are listed in
// docs/json.md.
func (m *mailJudge) limits(s *sign.Signature) (tokens []string) {
	add := func(limit bool, token string) {
		if limit {
			tokens = append(tokens, token)
		}
	}
	for _, name := range []string{"to", "cc", "bcc", "reply-to", "sender"} {
		add(slices.Contains(s.Covers.Not, name), name+"-unsigned")
	}
	add(m.structureUnsigned(s), "structure-unsigned")
	add(s.Algorithm == "rsa-sha1", "sha1")
	add(s.Expired, "expired")
	add(m.atOdds(s), "date-at-odds")
	add(m.mayHaveBeenHeld(s), "account-may-have-been-held")
	if k := s.KeyUsed(); k != nil {
		add(k.Algorithm == "rsa" && k.Bits < 1024, "key-under-1024")
		add(k.Algorithm == "rsa" && k.Bits >= 1024 && k.Bits < 2048, "key-1024")
		add(everyOrigin(s, func(o keys.Origin) bool { return o.Source == keys.FromDNS }), "key-seen-today-only")
		add(everyOrigin(s, func(o keys.Origin) bool { return o.Recovered }), "key-recovered")
		add(k.Testing, "key-testing")
		add(m.open(s.Key), "key-exposed")
		add(exposed(s.Key) && !m.open(s.Key), "key-exposed-later")
		add(everyOrigin(s, func(o keys.Origin) bool { return m.outsideWindow(s, o) }), "key-outside-window")
	}
	return tokens
}

// oddsDays is how far the time of signing may lie from the date: mail waits in
// queues, and drafts are signed when they are sent.
const oddsDays = 14

// atOdds reports whether the signer's clock and the date of the mail disagree.
func (m *mailJudge) atOdds(s *sign.Signature) bool {
	if s.SignedAt == nil {
		return false
	}
	at, err1 := time.Parse(time.RFC3339, *s.SignedAt)
	date, err2 := time.Parse(time.RFC3339, m.facts.Date)
	return err1 == nil && err2 == nil && at.Sub(date).Abs() > oddsDays*day
}

// misleads reports whether From shows, beside the author's address, one of
// another organisation, or of another user of a public provider: many
// programmes show the name alone.
func (m *mailJudge) misleads() bool {
	if m.facts.Steered {
		return true
	}
	for _, shown := range m.facts.ShownAddrs {
		if domain.Public(domain.OfAddress(shown)) && !slices.Contains(m.facts.Authors, shown) {
			return true
		}
	}
	for _, shown := range m.facts.Shown {
		if !slices.ContainsFunc(m.facts.Authors, func(a string) bool { return domain.Aligned(shown, domain.OfAddress(a)) }) {
			return true
		}
	}
	return false
}

// everyOrigin reports whether something holds for all that is known of where
// the key of a signature came from: a key that was computed from mail and
// stands in the DNS as well has neither weakness.
func everyOrigin(s *sign.Signature, holds func(keys.Origin) bool) bool {
	for _, o := range s.Origins() {
		if !holds(o) {
			return false
		}
	}
	return len(s.Origins()) > 0
}

// outsideWindow reports whether the signature claims a time at which this
// origin did not see the key in use; false where it notes no times.
func (m *mailJudge) outsideWindow(s *sign.Signature, o keys.Origin) bool {
	from, err1 := time.Parse(time.DateOnly, o.SeenFrom)
	to, err2 := time.Parse(time.DateOnly, o.SeenTo)
	text := m.facts.Date
	if s.SignedAt != nil {
		text = *s.SignedAt
	}
	at, err3 := time.Parse(time.RFC3339, text)
	if err1 != nil || err2 != nil || err3 != nil {
		return false
	}
	return at.Before(from.Add(-day)) || at.After(to.Add(2*day))
}

// aligned reports whether a signing domain and every author's belong together.
func (m *mailJudge) aligned(signer string) bool {
	if !m.facts.AuthorsSure || len(m.facts.Authors) == 0 {
		return false
	}
	for _, a := range m.facts.Authors {
		if !domain.Aligned(signer, domain.OfAddress(a)) {
			return false
		}
	}
	return true
}

// trusted reports whether the examiner believes name.
func (j *Judge) trusted(name string) bool {
	return slices.ContainsFunc(j.Trust, func(t string) bool { return domain.Within(name, t) })
}

// vouching is a supporting finding that a conclusion can rest on.
func vouching(id string, basis finding.Basis, where, why string, limits []string) finding.Finding {
	return finding.Finding{ID: id, Outcome: finding.Found, Says: finding.Supports, Basis: basis, Where: where, Why: why, Limits: limits}
}
