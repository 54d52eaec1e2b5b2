package paper

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"strings"
	"time"
)

// complete fills in what a caller may leave out.
func (p *Paper) complete() {
	if p.Modified.IsZero() {
		p.Modified = p.Created
	}
	if p.Editor == "" {
		p.Editor = p.Author
	}
	if p.Zone == nil {
		p.Zone = time.UTC
	}
	if p.Lang == "" {
		p.Lang = "en-GB"
	}
	p.Revision = max(p.Revision, 1)
	p.Minutes = max(p.Minutes, 0)
	if p.Software == nil {
		p.Software = atHand(p.Format, p.Modified)
	}
	for len(p.rsids) < p.Revision && len(p.rsids) < maxRsids {
		p.rsids = append(p.rsids[:len(p.rsids):len(p.rsids)], rsidOf(p.Seed, len(p.rsids)))
	}
	p.sessions = maps.Clone(p.sessions)
	if p.sessions == nil {
		p.sessions = map[string]int{}
	}
	for _, s := range p.Paragraphs {
		if _, known := p.sessions[s]; !known {
			p.sessions[s] = int(textSum(s) % uint64(len(p.rsids)))
		}
	}
}

// newSession notes that what is new in this version was written in it.
func (p *Paper) newSession() {
	p.rsids = append(p.rsids[:len(p.rsids):len(p.rsids)], rsidOf(p.Seed, p.Revision))
	for _, s := range p.Paragraphs {
		if _, known := p.sessions[s]; !known {
			p.sessions[s] = len(p.rsids) - 1
		}
	}
}

// maxRsids bounds the identifiers of a document that claims to have been saved
// very often.
const maxRsids = 200

// atHand is what somebody works with at that time: the first that is current.
func atHand(f Format, at time.Time) *Software {
	if list := Current(f, at); len(list) > 0 {
		return list[0]
	}
	return Softwares(f)[0]
}

func cloneWords(paragraphs []string, table [][]string) ([]string, [][]string) {
	rows := make([][]string, len(table))
	for i, row := range table {
		rows[i] = append([]string(nil), row...)
	}
	return append([]string(nil), paragraphs...), rows
}

// mix makes one number of two; both matter to every bit of it.
func mix(a, b uint64) uint64 {
	return rand.New(rand.NewPCG(a, b)).Uint64()
}

func textSum(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// draw is the source of all that is arbitrary in one version of a document;
// purpose keeps the draws of one thing apart from those of another. What all
// versions share is drawn for version 0.
func (p *Paper) draw(purpose string, version int) *rand.Rand {
	return rand.New(rand.NewPCG(p.Seed, mix(textSum(purpose), uint64(version))))
}

// rsidOf is the identifier of one session of editing: ECMA-376 part 1,
// §17.15.1.72; Word begins them with 00.
func rsidOf(seed uint64, session int) string {
	return fmt.Sprintf("%08X", mix(seed, textSum("rsid")+uint64(session))&0x00ffffff|1<<16)
}

// uuid draws a random UUID: RFC 9562 §5.4.
func uuid(r *rand.Rand) string {
	a, b := r.Uint64(), r.Uint64()
	a, b = a&^0xf000|0x4000, b&^(3<<62)|2<<62
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&0xffffffffffff)
}

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(s string) string { return xmlEscaper.Replace(s) }

// words counts what Word and LibreOffice count.
func (p *Paper) words() (words, letters, spaces int) {
	for _, s := range append(p.cells(), p.Paragraphs...) {
		for _, w := range strings.Fields(s) {
			words, letters = words+1, letters+len([]rune(w))
		}
		spaces += strings.Count(s, " ")
	}
	return words, letters, spaces
}

func (p *Paper) cells() (list []string) {
	for _, row := range p.Table {
		list = append(list, row...)
	}
	return list
}
