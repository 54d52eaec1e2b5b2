package mail

import (
	"sort"
	"strconv"
	"strings"
)

// maxParams bounds the parameters of one field.
const maxParams = 100

// parseParams reads "value; name=value; …" as mail readers do. Quotes may be
// missing or unclosed, comments are passed over, names come out in lower case;
// continuations and charsets (RFC 2231) are put together. bad tells that the
// text breaks the grammar or names a parameter twice: programmes may read it
// in other ways.
func parseParams(s string) (value string, params paramList, bad bool) {
	p := paramReader{s: s}
	value = p.until(";")
	var raw paramList
	for p.next() && len(raw) < maxParams {
		if name := strings.ToLower(p.until("=;")); p.at('=') {
			p.i++
			raw = append(raw, parameter{name, p.value()})
		} else if name != "" {
			p.bad = true
		}
	}
	params, doubled := joinContinuations(raw)
	return value, params, p.bad || doubled || p.i < len(p.s)
}

type paramReader struct {
	s   string
	i   int
	bad bool
}

func (p *paramReader) at(c byte) bool { return p.i < len(p.s) && p.s[p.i] == c }

// next moves behind the semicolons that stand here; false at the end.
func (p *paramReader) next() bool {
	for p.i < len(p.s) && (p.s[p.i] == ';' || isSpace(p.s[p.i])) {
		p.i++
	}
	return p.i < len(p.s)
}

// until reads up to one of the stop bytes, without comments and outer blanks.
func (p *paramReader) until(stop string) string {
	var b strings.Builder
	for p.i < len(p.s) && strings.IndexByte(stop, p.s[p.i]) < 0 {
		if p.s[p.i] == '(' {
			p.comment()
			continue
		}
		b.WriteByte(p.s[p.i])
		p.i++
	}
	return strings.TrimSpace(b.String())
}

// comment passes over a comment. RFC 5322 §3.2.2
func (p *paramReader) comment() {
	depth := 0
	for ; p.i < len(p.s); p.i++ {
		switch p.s[p.i] {
		case '\\':
			p.i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				p.i++
				return
			}
		}
	}
	p.i, p.bad = len(p.s), true
}

// value reads what follows an equals sign: a quoted string, or everything up
// to the next semicolon.
func (p *paramReader) value() string {
	for p.i < len(p.s) && isSpace(p.s[p.i]) {
		p.i++
	}
	if !p.at('"') {
		return p.bare()
	}
	var b strings.Builder
	for p.i++; p.i < len(p.s) && p.s[p.i] != '"'; p.i++ {
		if p.s[p.i] == '\\' && p.i+1 < len(p.s) {
			p.i++
		}
		b.WriteByte(p.s[p.i])
	}
	if p.at('"') {
		p.i++
	} else {
		p.bad = true
	}
	if rest := p.until(";"); rest != "" { // text behind the closing quote
		p.bad = true
	}
	return b.String()
}

// bare reads a value without quotes. RFC 2045 §5.1 allows a token here; real
// mail holds blanks, equals signs and slashes. A comment ends it.
func (p *paramReader) bare() string {
	start := p.i
	for p.i < len(p.s) && p.s[p.i] != ';' && !(p.s[p.i] == '(' && p.i > start && isSpace(p.s[p.i-1])) {
		p.i++
	}
	value := strings.TrimSpace(p.s[start:p.i])
	p.until(";")
	return value
}

// section is one piece of a parameter that was cut up. RFC 2231 §3
type section struct {
	at      int
	encoded bool
	text    string
}

// joinContinuations puts name*0, name*1* and name* together (RFC 2231 §4.1).
// Of a parameter given twice the first counts; the form of RFC 2231 wins over
// the plain one, which mailers add for old readers.
func joinContinuations(raw paramList) (params paramList, doubled bool) {
	sections := map[string][]section{}
	for _, x := range raw {
		name, rest, extended := strings.Cut(x.Name, "*")
		if !extended {
			if params.has(name) {
				doubled = true
				continue
			}
			params = append(params, x)
			continue
		}
		s := section{encoded: strings.HasSuffix(x.Name, "*"), text: x.Value}
		s.at, _ = strconv.Atoi(strings.TrimSuffix(rest, "*"))
		sections[name] = append(sections[name], s)
	}
	names := make([]string, 0, len(sections))
	for name := range sections {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		value := joinSections(sections[name])
		// Programmes that know nothing of RFC 2231 split at the plain one.
		doubled = doubled || name == "boundary" && params.has(name) && params.get(name) != value
		params = params.set(name, value)
	}
	return params, doubled
}

func joinSections(list []section) string {
	sort.SliceStable(list, func(i, j int) bool { return list[i].at < list[j].at })
	charset := ""
	var b []byte
	for i, s := range list {
		if i == 0 && s.encoded {
			if parts := strings.SplitN(s.text, "'", 3); len(parts) == 3 {
				charset, s.text = parts[0], parts[2]
			}
		}
		if s.encoded {
			b = append(b, percentDecode(s.text)...)
		} else {
			b = append(b, s.text...)
		}
	}
	text, _ := DecodeCharset(b, charset)
	return text
}

func percentDecode(s string) []byte {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b = append(b, byte(c))
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return b
}

func (p paramList) has(name string) bool {
	for _, x := range p {
		if x.Name == name {
			return true
		}
	}
	return false
}

func (p paramList) set(name, value string) paramList {
	for i := range p {
		if p[i].Name == name {
			p[i].Value = value
			return p
		}
	}
	return append(p, parameter{name, value})
}
