package dkim

import (
	"strings"

	"assay/sign"
)

// maxNames bounds the names of h=.
const maxNames = 250

// read takes the tags of a signature and notes every problem that makes it
// malformed. RFC 6376 §3.5 and §6.1.1
func (p *parsed) read(ev *sign.Evidence, kind sign.Kind, problems *problemList) {
	tags, err := ParseTags(p.field.Value())
	p.tags = tags
	if err != nil {
		problems.add("the tag list cannot be read: %v", err)
	}
	if kind == sign.DKIM {
		if v, _ := tags.Get("v"); v != "1" {
			problems.add("v=%s: version 1 is the only one there is", v)
		}
	}
	p.readAlgorithm(ev, problems)
	if kind == sign.ARC {
		refuseSHA1(ev, problems)
	}
	p.readCanon(ev, kind, problems)
	p.readNames(kind, problems)
	p.readSigner(ev, kind, problems)
	p.readValues(ev, problems)
	p.readTimes(ev, problems)
}

// readAlgorithm reads a=, which is one of rsa-sha1, rsa-sha256 and ed25519-sha256.
// RFC 6376 §3.3, RFC 8463 §3
func (p *parsed) readAlgorithm(ev *sign.Evidence, problems *problemList) {
	a, _ := p.tags.Get("a")
	ev.Algorithm = string(short([]byte(strings.ToLower(a))))
	switch ev.Algorithm {
	case "rsa-sha1":
		p.hashName = "sha1"
	case "rsa-sha256", "ed25519-sha256":
		p.hashName = "sha256"
	default:
		p.unhashable = true
		problems.add("a=%s: unknown algorithm", short([]byte(a)))
	}
}

// readCanon reads c=; what it leaves out is simple (RFC 6376 §3.5). An ARC
// message signature without c= is relaxed in both: RFC 8617 does not say so,
// and the suite that its authors keep does.
func (p *parsed) readCanon(ev *sign.Evidence, kind sign.Kind, problems *problemList) {
	c, given := p.tags.Get("c")
	switch {
	case !given && kind == sign.ARC:
		c = "relaxed/relaxed"
	case !given:
		c = "simple"
	}
	head, body, both := strings.Cut(c, "/")
	p.headCanon, p.bodyCanon = Canon(strings.ToLower(head)), Canon(strings.ToLower(body))
	if !both {
		p.bodyCanon = Simple
	}
	ev.Canon = string(short([]byte(p.headCanon))) + "/" + string(short([]byte(p.bodyCanon)))
	for _, c := range []Canon{p.headCanon, p.bodyCanon} {
		if c != Simple && c != Relaxed {
			p.unhashable = true
			problems.add("c=%s: unknown canonicalisation", short([]byte(ev.Canon)))
		}
	}
}

// readNames reads h=. In DKIM From must be in it (RFC 6376 §5.4); an ARC
// message signature may leave it out and may not sign seals (RFC 8617 §4.1.2).
func (p *parsed) readNames(kind sign.Kind, problems *problemList) {
	h, given := p.tags.Get("h")
	from := false
	for name := range strings.SplitSeq(h, ":") {
		name = strings.ToLower(strings.Trim(name, " \t\r\n"))
		if name == "" {
			continue
		}
		if len(p.names) == maxNames {
			problems.add("h= names more than %d fields", maxNames)
			break
		}
		p.names = append(p.names, name)
		from = from || name == "from"
		if kind == sign.ARC && name == "arc-seal" {
			problems.add("h= names ARC-Seal")
		}
	}
	switch {
	case !given:
		problems.add("h= is missing")
	case kind == sign.DKIM && !from:
		problems.add("h= does not name From")
	}
}

// readSigner reads d=, s=, i= and q=.
func (p *parsed) readSigner(ev *sign.Evidence, kind sign.Kind, problems *problemList) {
	d, _ := p.tags.Get("d")
	s, _ := p.tags.Get("s")
	ev.Domain, ev.Selector = strings.ToLower(cleanDomain(d)), cleanDomain(s)
	if ev.Domain == "" || ev.Selector == "" {
		problems.add("d= or s= is missing or no domain name")
	}
	if kind != sign.DKIM {
		return
	}
	if i, ok := p.tags.Get("i"); ok {
		i = decodeQuoted(i)
		ev.Identity = i
		at := strings.LastIndexByte(i, '@')
		domain := strings.ToLower(i[at+1:])
		if at < 0 || domain != ev.Domain && !strings.HasSuffix(domain, "."+ev.Domain) {
			problems.add("i=%s lies outside d=%s", short([]byte(i)), ev.Domain)
		}
	}
	if q, ok := p.tags.Get("q"); ok && !knowsDNS(q) {
		problems.add("q=%s: keys are looked up in the DNS alone", short([]byte(q)))
	}
}

// knowsDNS reports whether q= allows dns/txt, or dns as in drafts of 2006.
func knowsDNS(q string) bool {
	for method := range strings.SplitSeq(q, ":") {
		method = strings.ToLower(strings.TrimSpace(method))
		if method == "dns/txt" || method == "dns" {
			return true
		}
	}
	return false
}

// readValues reads bh=, l= and b=.
func (p *parsed) readValues(ev *sign.Evidence, problems *problemList) {
	p.limit = -1
	var err error
	bh, given := p.tags.Get("bh")
	if p.bh, err = decodeBase64(bh); err != nil || !given || len(p.bh) == 0 {
		problems.add("bh= is missing or no base64")
	}
	p.readValue(ev, problems)
	if l, ok := p.tags.Get("l"); ok {
		n, ok := seconds(l)
		if p.limit = n; !ok {
			p.limit = -1
			problems.add("l=%s is no number of bytes", short([]byte(l)))
		}
	}
}

func (p *parsed) readValue(ev *sign.Evidence, problems *problemList) {
	var err error
	b, given := p.tags.Get("b")
	if ev.Value, err = decodeBase64(b); err != nil || !given || len(ev.Value) == 0 {
		problems.add("b= is missing or no base64")
	}
}

func (p *parsed) readTimes(ev *sign.Evidence, problems *problemList) {
	for _, tag := range []struct {
		name string
		into *int64
	}{{"t", &ev.SignedAt}, {"x", &ev.Expires}} {
		if text, ok := p.tags.Get(tag.name); ok {
			n, ok := seconds(text)
			if *tag.into = n; !ok {
				*tag.into = 0
				problems.add("%s=%s is no time", tag.name, short([]byte(text)))
			}
		}
	}
}

// cleanDomain is a domain name of a tag without a dot at the end; "" where it
// holds something that no domain name does.
func cleanDomain(s string) string {
	s = strings.TrimSuffix(s, ".")
	if len(s) > 253 || strings.ContainsAny(s, " \t\r\n;/\\@:\"'()<>,[]") || strings.Contains(s, "..") || strings.HasPrefix(s, ".") {
		return ""
	}
	for i := range len(s) {
		if s[i] <= ' ' || s[i] == 0x7f {
			return ""
		}
	}
	return s
}
