package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"assay/conclude"
	"assay/finding"
	"assay/item"
	"assay/judge"
	"assay/sign"
)

// Full says how much of an item is printed.
type Full bool

// Brief prints a conclusion and what it rests on; Whole adds every finding and
// every place.
const (
	Brief Full = false
	Whole Full = true
)

// printer gathers the first error of writing, so that lines need no checks.
type printer struct {
	w     io.Writer
	style Style
	err   error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// Item prints one record. proof is the command that writes its proof to a
// folder DIR; empty where there is none.
func Item(w io.Writer, r *judge.Record, style Style, full Full, proof string) error {
	p := &printer{w: w, style: style}
	p.headline(r)
	p.line("")
	lead := p.lead(r)
	p.limits(r)
	for i := range r.Signatures {
		if full == Whole || rests(r, &r.Signatures[i]) {
			p.signature(&r.Signatures[i])
		}
	}
	p.repair(r)
	p.weight(r, full)
	p.document(r.Document, full)
	p.findings(r, full, lead)
	if full == Whole {
		p.places(r)
	}
	p.again(r, proof)
	return p.err
}

func (p *printer) headline(r *judge.Record) {
	p.line("%s   %s", p.style.dress(p.style.Word(r.Conclusion), bold), Safe(r.Claim))
	if r.Subject != "" && r.Document == nil {
		p.line("%s   subject \"%s\"", strings.Repeat(" ", len(r.Conclusion)), Safe(r.Subject))
	}
}

// lead says in plain words what the conclusion is worth, in those of the
// finding that decides it or best explains it, and returns which that is; -1
// where none does.
func (p *printer) lead(r *judge.Record) int {
	at := -1
	if r.Basis != finding.NoBasis {
		at = slices.IndexFunc(r.Findings, func(f finding.Finding) bool { return f.Basis == r.Basis })
	}
	if r.Conclusion == conclude.Suspect && r.Weight != nil {
		at = slices.IndexFunc(r.Findings, func(f finding.Finding) bool { return f.ID == r.Weight.Lines[0].ID })
	}
	for i := 0; r.Conclusion == conclude.Undetermined && at < 0 && i < len(judge.Telling); i++ {
		at = slices.IndexFunc(r.Findings, func(f finding.Finding) bool { return f.ID == judge.Telling[i] })
	}
	switch {
	case at >= 0 && r.Conclusion == conclude.Undetermined:
		p.wrap("  ", "Nothing decides. "+Safe(r.Findings[at].Why))
	case at >= 0 && r.Conclusion == conclude.Suspect:
		p.wrap("  ", "Traces weigh against it, and each has innocent explanations, which are named. The strongest: "+Safe(r.Findings[at].Why))
	case at >= 0:
		p.wrap("  ", Safe(r.Findings[at].Why))
	case r.Kind == item.Unreadable:
		p.wrap("  ", "It could not be read; the finding says why.")
	case r.Kind == item.Container:
		p.wrap("  ", "It holds other items; each has its own conclusion.")
	default:
		p.wrap("  ", "Nothing decides: no mail at hand carries it.")
	}
	return at
}

func (p *printer) limits(r *judge.Record) {
	for _, token := range r.Limits {
		p.line("    %-9s %s: %s", "limit", token, conclude.Limits()[token])
	}
}

// rests reports whether the conclusion rests on a signature.
func rests(r *judge.Record, s *sign.Signature) bool {
	switch {
	case r.Conclusion == conclude.Undetermined:
		return true
	case r.Basis == finding.AuthorSigned:
		return s.Kind == sign.DKIM && s.Holds() && s.Aligned
	case r.Basis == finding.Sealed:
		return s.Kind == sign.ARC && s.Holds()
	case r.Basis == finding.Relayed:
		return s.Kind == sign.DKIM && s.Holds()
	}
	return false
}

// signature prints one signature: result, key, coverage.
func (p *printer) signature(s *sign.Signature) {
	name := string(s.Kind) + " " + s.Domain
	if s.ARCShown != nil {
		name = fmt.Sprintf("arc set %d, sealed by %s", s.Instance, s.Sealer)
	}
	p.line("    %-9s %s: %s", "signature", Safe(name), Safe(resultText(s)))
	key := "none at hand for " + s.Domain + " / " + s.Selector
	if s.Key != nil {
		key = fmt.Sprintf("%s / %s, %s %d, from %s", s.Domain, s.Selector, family(s.Algorithm), s.Key.Bits, s.Key.Origin)
	}
	p.line("    %-9s %s", "key", Safe(key))
	if s.Stored != nil {
		p.line("    %-9s once this is undone: %s; as it is stored: %s", "repaired", Safe(strings.Join(s.Repaired, ", ")), s.Stored.Result)
	}
	if s.SignedAt != nil {
		p.line("    %-9s %s, as the signer's clock had it", "signed", *s.SignedAt)
	}
	switch {
	case s.Holds():
		p.line("    %-9s %s", "covers", Safe(coverText(s)))
	case len(s.Covers.Fields) > 0:
		p.line("    %-9s if it held: %s", "covers", Safe(coverText(s)))
	default:
		return
	}
	if len(s.Covers.Not) > 0 {
		p.line("    %-9s %s", "not", Safe(notCovered(s.Covers.Not)))
	}
}

// notCovered names fields and says what their being unsigned means.
func notCovered(names []string) string {
	what := "such a line could have been added or changed later"
	if len(names) == 1 {
		what = "a " + fieldNames(names) + " line could have been added or changed later"
	}
	return fieldNames(names) + " (" + what + ")"
}

func resultText(s *sign.Signature) string {
	text := string(s.Result)
	if s.Reason != "" {
		text += ", " + s.Reason
	}
	if s.Header != "" {
		text += fmt.Sprintf(" (header signature: %s, body hash: %s)", s.Header, s.BodyHash)
	}
	if s.ARCShown != nil {
		text += fmt.Sprintf("; seal: %s; whole chain: %s", s.Seal, s.Chain)
	}
	return text
}

func family(algorithm string) string {
	if strings.HasPrefix(algorithm, "ed25519") {
		return "Ed25519"
	}
	return "RSA"
}

func coverText(s *sign.Signature) string {
	body := fmt.Sprintf("whole body (%s bytes)", number(s.Covers.BodyBytes))
	if s.Covers.Body == sign.BodyPart {
		body = fmt.Sprintf("the first %s bytes of the body", number(s.Covers.BodyBytes))
	}
	if len(s.Covers.Fields) == 0 {
		return body
	}
	return fieldNames(s.Covers.Fields) + ", " + body
}

// fieldNames writes names of fields as mail does: Message-ID, not message-id.
func fieldNames(names []string) string {
	shown := make([]string, len(names))
	for i, name := range names {
		words := strings.Split(name, "-")
		for j, w := range words {
			switch {
			case w == "id" || w == "mime":
				words[j] = strings.ToUpper(w)
			case w != "":
				words[j] = strings.ToUpper(w[:1]) + w[1:]
			}
		}
		shown[i] = strings.Join(words, "-")
	}
	return strings.Join(shown, ", ")
}
