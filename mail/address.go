package mail

import (
	"strings"
	"unicode"
)

// Address is one mailbox of From, To and the like.
type Address struct {
	Name string // display name, decoded; may be empty
	Addr string // local@domain as written, without comments
}

// Domain is what stands behind the last @, in lower case, without a dot at
// the end; empty where there is none.
func (a Address) Domain() string {
	i := strings.LastIndexByte(a.Addr, '@')
	if i < 0 {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(a.Addr[i+1:]), ".")
}

// String gives the address as a person writes it.
func (a Address) String() string {
	if a.Name == "" {
		return a.Addr
	}
	return a.Name + " <" + a.Addr + ">"
}

// maxAddresses bounds the addresses that are read from one field.
const maxAddresses = 10_000

// Addresses reads an address list (RFC 5322 §3.4) from the unfolded value of a
// field. sure is false where the text breaks the grammar so that programmes may
// read other addresses from it: nothing may be trusted to be "the" author then.
func Addresses(value string) (list []Address, sure bool) {
	p := addressReader{s: value, sure: true}
	for p.i < len(p.s) && len(list) < maxAddresses {
		a, ok := p.address()
		if ok {
			list = append(list, a)
		}
	}
	return list, p.sure && p.i == len(p.s)
}

// addressReader reads one address after the other.
type addressReader struct {
	s    string
	i    int
	sure bool

	name, addr strings.Builder
	comment    string // the last one: old mailers put the name there
	angle      int    // angle brackets seen in this address
	at         bool   // an @ stands outside quotes and brackets
}

// address reads up to the next comma, the end of a group, or the end of s.
func (p *addressReader) address() (Address, bool) {
	p.name.Reset()
	p.addr.Reset()
	p.comment, p.angle, p.at = "", 0, false
	for p.i < len(p.s) {
		c := p.s[p.i]
		switch {
		case c == ',' || c == ';':
			p.i++
			return p.finish()
		case c == ':' && p.angle == 0: // the name of a group. RFC 5322 §3.4
			p.i++
			p.name.Reset()
		case c == '(':
			p.comment = p.enclosed('(', ')')
		case c == '"':
			p.quoted()
		case c == '<':
			p.inAngle()
		default:
			p.plain(c)
		}
	}
	return p.finish()
}

func (p *addressReader) plain(c byte) {
	p.i++
	if c < ' ' && c != '\t' || c == 0x7f {
		p.sure = false
	}
	if p.angle > 0 && !isSpace(c) { // text behind the closing bracket
		p.sure = false
	}
	p.at = p.at || c == '@'
	p.name.WriteByte(c)
}

func (p *addressReader) quoted() {
	start := p.i
	text := p.enclosed('"', '"')
	if p.angle > 0 {
		p.sure = false
	}
	if strings.HasPrefix(p.s[p.i:], "@") { // a quoted local part
		text = p.s[start:p.i]
	}
	p.name.WriteString(text)
}

// inAngle reads <local@domain>, with the routes of RFC 822 passed over.
func (p *addressReader) inAngle() {
	if p.angle++; p.angle > 1 {
		p.sure = false
	}
	end := strings.IndexByte(p.s[p.i:], '>')
	if end < 0 {
		p.sure = false
		end = len(p.s) - p.i
	}
	inside := strings.TrimSpace(p.s[p.i+1 : p.i+end])
	p.i = min(p.i+end+1, len(p.s))
	if strings.HasPrefix(inside, "@") { // RFC 5322 §4.4 obs-route
		if _, rest, ok := strings.Cut(inside, ":"); ok {
			inside = rest
		}
	}
	p.addr.Reset()
	p.addr.WriteString(inside)
}

// enclosed reads from an opening to its closing sign and returns what stands
// between, backslashes undone; comments nest.
func (p *addressReader) enclosed(open, closing byte) string {
	var b strings.Builder
	depth := 0
	for ; p.i < len(p.s); p.i++ {
		c := p.s[p.i]
		switch {
		case c == '\\' && p.i+1 < len(p.s):
			p.i++
			b.WriteByte(p.s[p.i])
			continue
		case c == closing && depth > 0:
			if depth--; depth == 0 {
				p.i++
				return b.String()
			}
		case c == open:
			if depth++; depth == 1 {
				continue
			}
		}
		b.WriteByte(c)
	}
	p.sure = false
	return b.String()
}

func (p *addressReader) finish() (Address, bool) {
	name := strings.TrimSpace(p.name.String())
	addr := p.addr.String()
	if p.angle == 0 {
		name, addr = p.comment, name
	}
	if addr == "" && name == "" {
		return Address{}, false
	}
	// A name that looks like another address is read as one by some.
	other := p.angle > 0 && p.at && !strings.EqualFold(name, addr)
	if other || !plainAddr(addr) {
		p.sure = false
	}
	return Address{Name: DecodeWords(name), Addr: addr}, true
}

// plainAddr reports whether addr can be read in one way only: one @, no blank,
// no bracket, no control character, or a quoted local part before the last @,
// and a domain without empty labels.
func plainAddr(addr string) bool {
	local, domain, ok := cutLast(addr, '@')
	if !ok || local == "" || !plainDomain(domain) || strings.ContainsFunc(addr, unicode.IsControl) {
		return false
	}
	if len(local) >= 2 && local[0] == '"' && local[len(local)-1] == '"' {
		return !strings.ContainsAny(local[1:len(local)-1], `"<>`)
	}
	return !strings.ContainsAny(local, " \t\"<>()@,;:\\")
}

func plainDomain(s string) bool {
	s = strings.TrimSuffix(s, ".")
	return s != "" && s[0] != '.' && !strings.Contains(s, "..") && !strings.ContainsAny(s, " \t\"<>()@,;:\\")
}

func cutLast(s string, sep byte) (before, after string, found bool) {
	i := strings.LastIndexByte(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}
